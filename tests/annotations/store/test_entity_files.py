"""The files of entities: written whole, joined where two made one, never a crash."""

import errno
import os
from pathlib import Path

import pytest

from annotations.entity import Entity
from annotations.errors import Damaged
from annotations.store.entity_files import EntityFiles, encoded

COUNCIL = Entity("narrow-seas-council", "Narrow Seas Council", ("NSC",))


@pytest.fixture
def files(tmp_path: Path) -> EntityFiles:
    return EntityFiles(tmp_path / ".postil")


def test_what_is_put_is_there_and_nothing_before(files: EntityFiles, tmp_path: Path) -> None:
    assert files.all() == {}
    assert not (tmp_path / ".postil").exists()
    files.put(COUNCIL)
    assert EntityFiles(tmp_path / ".postil").all() == {COUNCIL.id: COUNCIL}
    path = tmp_path / ".postil" / "entities" / "narrow-seas-council.json"
    assert path.read_text().splitlines() == [
        "{",
        ' "id": "narrow-seas-council",',
        ' "name": "Narrow Seas Council",',
        ' "variants": [',
        '  "NSC"',
        " ]",
        "}",
    ]


def test_two_programs_lose_nothing_of_each_other(files: EntityFiles, tmp_path: Path) -> None:
    other = EntityFiles(tmp_path / ".postil")
    files.put(COUNCIL)
    other.put(Entity(COUNCIL.id, COUNCIL.name, ("the council",), note="a body", near=True))
    files.put(Entity(COUNCIL.id, COUNCIL.name, (), same_as=("Q7",)))
    assert files.all()[COUNCIL.id] == Entity(
        COUNCIL.id, COUNCIL.name, ("NSC", "the council"), "a body", ("Q7",), True
    )


def test_a_field_is_changed_under_the_lock(files: EntityFiles) -> None:
    files.put(COUNCIL)
    files.change(COUNCIL.id, lambda held: Entity(COUNCIL.id, "The Council"))
    assert files.all()[COUNCIL.id] == Entity(COUNCIL.id, "The Council")


def test_what_is_imported_changes_nothing_that_is_there(files: EntityFiles) -> None:
    files.put(COUNCIL)
    files.add(Entity(COUNCIL.id, "Another name", note="x"))
    files.add(Entity("new", "New"))
    assert files.all() == {COUNCIL.id: COUNCIL, "new": Entity("new", "New")}


def test_fields_of_a_later_version_survive(files: EntityFiles) -> None:
    files.put(COUNCIL)
    path = files.path(COUNCIL.id)
    path.write_text(path.read_text().replace("{\n", '{\n "born": 1999,\n', 1))
    files.put(Entity(COUNCIL.id, COUNCIL.name, ("the council",)))
    assert files.all()[COUNCIL.id].extra == {"born": 1999}
    assert '"born": 1999' in path.read_text()


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_both_sides_of_a_merge_are_read_and_kept(files: EntityFiles, style: str) -> None:
    files.put(COUNCIL)
    path = files.path(COUNCIL.id)
    theirs = encoded(Entity(COUNCIL.id, "The Council", ("NSC",), note="theirs"))
    middle = b"||||||| base\n" if style == "diff3" else b""
    torn = (
        b"<<<<<<< ours\n" + encoded(COUNCIL) + middle + b"=======\n" + theirs + b">>>>>>> theirs\n"
    )
    path.write_bytes(torn)
    whole = Entity(COUNCIL.id, COUNCIL.name, ("NSC", "The Council"), note="theirs")
    assert files.all()[COUNCIL.id] == whole
    assert files.marked() == [path]
    files.put(COUNCIL)
    assert path.read_bytes() == encoded(whole)
    (kept,) = path.parents[1].glob("backup/merged-*/entities/*.json")
    assert kept.read_bytes() == torn
    assert files.marked() == []


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'{"id": ""}', b'{"id": "x"}', b'{"id": 1, "name": "x"}', b"\xff",
     b'{"id": "x", "name": "x", "variants": "NSC"}', b"<<<<<<< ours\n{\n", b"[" * 100_000],
)  # fmt: skip
def test_a_damaged_file_is_told_and_left_as_it_is(files: EntityFiles, data: bytes) -> None:
    files.put(COUNCIL)
    bad = files.path("x")
    bad.write_bytes(data)
    assert files.all() == {COUNCIL.id: COUNCIL}
    assert list(files.problems()) == [bad]
    with pytest.raises(Damaged):
        files.put(Entity("x", "X"))
    assert bad.read_bytes() == data


def test_a_link_is_not_followed(files: EntityFiles, tmp_path: Path) -> None:
    files.put(COUNCIL)
    outside = tmp_path / "outside.json"
    outside.write_bytes(encoded(Entity("x", "X")))
    os.symlink(outside, files.path("x"))
    assert list(files.all()) == [COUNCIL.id]
    assert [error.message for error in files.problems().values()]


def test_what_git_took_from_two_sides_is_read_with_its_commas_put_right(files: EntityFiles) -> None:
    files.put(Entity("x", "X", ("a", "b")))
    path = files.path("x")
    path.write_text(path.read_text().replace('"a",', '"a"'))
    assert files.all()["x"].variants == ("a", "b")


def test_an_id_that_is_no_plain_word_leads_nowhere_else(files: EntityFiles) -> None:
    for id in ("../../up", "a/b", "Q42", "q42", "\ud800", "\0", "x" * 300):
        files.put(Entity(id, "X")) if id != "\ud800" else None
        assert files.path(id).parent.name == "entities"
        assert len(files.path(id).name) < 120
    assert len({files.path(id) for id in ("Q42", "q42", "a/b", "a-b")}) == 4
    assert {"../../up", "a/b", "Q42", "q42", "x" * 300} < set(files.all())


def test_a_full_disk_leaves_what_was_there(files: EntityFiles, tmp_path: Path) -> None:
    files.put(COUNCIL)
    before = files.path(COUNCIL.id).read_bytes()

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left")

    files._files.write = full  # type: ignore[method-assign]
    with pytest.raises(Exception, match="disk is full"):
        files.put(Entity(COUNCIL.id, COUNCIL.name, ("more",)))
    assert files.path(COUNCIL.id).read_bytes() == before
