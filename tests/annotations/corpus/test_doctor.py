"""All that can be wrong with the files of a project is told, and put right where it can be."""

import errno
import hashlib
import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.corpus.ailments import KINDS, Ailment
from annotations.corpus.curing import Curing
from annotations.corpus.examining import Examination
from annotations.disk.litter import OLD_SECONDS
from annotations.disk.opening import Opening
from annotations.project import Project
from annotations.store.folders import Folders, layer_name
from annotations.store.tiny import TinyStore
from tui.cli import postil

QUAY = Article("quay", "Quay", "The quay at Lower Adeyo was closed.\n")
PIER = Article("pier", "Pier", "The pier was sold to the town.\n")


class Ground:
    """A project of two articles with a tag each, saved twice, and its files, those of a layer."""

    def __init__(self, folder: Path, annotator: str = "") -> None:
        self.folder, self.files = folder, Folders(folder / ".postil", layer_name(annotator))
        self.store = TinyStore(folder / ".postil").layer(annotator)
        for store in dict.fromkeys((TinyStore(folder / ".postil"), self.store)):
            for article in (QUAY, PIER):
                for start in (4, 9):
                    id = new_id()
                    tag = Annotation(new_id(), start, start + 4, "actor", "ana")
                    store.apply(article, Change(id, id, "ana", now(), added=(tag,)))

    def ailments(self) -> list[Ailment]:
        return Examination(Project(self.folder)).ailments()

    def fix(self) -> list[tuple[str, bool]]:
        examination = Examination(Project(self.folder))
        cured = Curing(examination).cured(examination.ailments())
        return [(one.kind, gone) for one, gone in cured]

    @property
    def quay(self) -> Path:
        return self.files.article("quay")


@pytest.fixture(params=["", "Ana B."])
def ground(tmp_path: Path, request: pytest.FixtureRequest) -> Ground:
    return Ground(tmp_path / "project", request.param)


def damaged(ground: Ground) -> None:
    ground.quay.write_bytes(ground.quay.read_bytes()[:-40])


def linked(ground: Ground) -> None:
    (ground.folder / ".postil" / "texts" / "zz").symlink_to("/dev/zero")


def piped(ground: Ground) -> None:
    os.mkfifo(ground.files.history("quay").with_name("pipe.jsonl"))


def twice(ground: Ground) -> None:
    ground.quay.with_name("quay (1).json").write_bytes(ground.quay.read_bytes())


def torn(ground: Ground) -> None:
    lines = ground.quay.read_text().splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if '"note"' in line)
    lines[at] = "<<<<<<< HEAD\n" + lines[at] + "=======\n" + lines[at] + ">>>>>>> ben\n"
    ground.quay.write_text("".join(lines))


def without_text(ground: Ground) -> None:
    ground.files.text(QUAY.digest).unlink()


def with_another_text(ground: Ground) -> None:
    ground.files.text(QUAY.digest).write_text("Something else.")


def moved_by_hand(ground: Ground) -> None:
    data = ground.quay.read_bytes()
    ground.quay.write_bytes(data.replace(b'"start": 9', b'"start": 12'))


def garbled_history(ground: Ground) -> None:
    with ground.files.history("quay").open("a") as file:
        file.write('{"id": 1\n')


def lost_article(ground: Ground) -> None:
    ground.quay.unlink()


def littered(ground: Ground, beside: Path | None = None) -> None:
    file = Path(f"{beside or ground.quay}.{2**31 - 1}.tmp")
    file.write_text("half")
    os.utime(file, times=(time.time() - OLD_SECONDS - 9,) * 2)


def littered_beside(ground: Ground) -> None:
    littered(ground, ground.folder / "postil.toml")


def conflict_in_settings(ground: Ground) -> None:
    (ground.folder / "postil.toml").write_text("<<<<<<< HEAD\n=======\n>>>>>>> ben\n")


def killed(ground: Ground) -> None:
    lines = ground.files.history("quay").read_bytes().splitlines(keepends=True)
    ground.files.history("quay").write_bytes(lines[0])
    digest = hashlib.sha256(ground.quay.read_bytes()).hexdigest().encode()
    ground.files.underway("quay").write_bytes(digest + b" " + lines[1])


def removed_by_another(ground: Ground) -> None:
    if not ground.files.layer:  # what a merge leaves of a layer
        tag = Annotation(new_id(), 4, 8, "actor", "cleo")
        change = Change(new_id(), new_id(), "cleo", now(), added=(tag,))
        TinyStore(ground.files.root).layer("cleo").apply(PIER, change)
    for kind in ("articles", "history", "backup"):
        for file in ground.files.root.glob(f"{kind}/*/pier-*"):
            file.unlink()


CURED = {"damaged", "marks", "orphan", "litter", "unfinished", "alone"}
"""What --fix puts right by itself."""

CASES: list[tuple[Callable[[Ground], None], set[str], set[str]]] = [
    (lambda ground: None, set(), set()),
    (damaged, {"damaged"}, set()),
    (linked, {"foreign"}, {"foreign"}),
    (piped, {"foreign"}, {"foreign"}),
    (twice, {"twice"}, {"twice"}),
    (torn, {"marks"}, set()),
    (without_text, {"text"}, {"text"}),
    (with_another_text, {"text"}, {"text"}),
    (moved_by_hand, {"words", "history"}, {"words", "history"}),
    (garbled_history, {"history"}, {"history"}),
    (lost_article, {"orphan"}, set()),
    (littered, {"litter"}, set()),
    (littered_beside, {"litter"}, set()),
    (conflict_in_settings, {"settings"}, {"settings"}),
    (killed, {"unfinished"}, set()),
    (removed_by_another, {"alone"}, set()),
]


@pytest.mark.parametrize(("spoil", "found", "stays"), CASES)
def test_what_is_wrong_is_told_and_put_right(
    ground: Ground, spoil: Callable[[Ground], None], found: set[str], stays: set[str]
) -> None:
    spoil(ground)
    before = {p: p.read_bytes() for p in ground.folder.rglob("*") if p.is_file()}
    assert {one.kind for one in ground.ailments()} == found
    assert {p: p.read_bytes() for p in ground.folder.rglob("*") if p.is_file()} == before
    assert {kind for kind, gone in ground.fix() if not gone} == stays
    assert {one.kind for one in ground.ailments()} == stays
    # Whatever was changed or went is kept, byte by byte.
    kept = {p.read_bytes() for p in ground.folder.rglob(".postil/backup/**/*") if p.is_file()}
    now_there = {p.read_bytes() for p in ground.folder.rglob("*") if p.is_file()}
    lost = {p for p, data in before.items() if data not in kept | now_there}
    assert {p for p in lost if not {"backup", "cache", "locks"} & {*p.parts}} == set()


def test_a_damaged_file_comes_back_with_its_last_save(ground: Ground) -> None:
    before = ground.store.load("quay")
    damaged(ground)
    assert ground.fix() == [("damaged", True)]
    assert ground.store.load("quay") == before


def test_every_kind_of_files_but_the_unreadable_has_its_case() -> None:
    assert {kind for _, found, _ in CASES for kind in found} | {"unreadable", "server"} == set(
        KINDS
    )
    assert {kind for _, found, stays in CASES for kind in found - stays} == CURED


PLACES: dict[str, Callable[[Ground], Path]] = {
    "article": lambda ground: ground.quay,
    "text": lambda ground: ground.files.text(QUAY.digest),
    "history": lambda ground: ground.files.history("quay"),
    "folder of articles": lambda ground: ground.quay.parent,
    "folder of texts": lambda ground: ground.files.texts,
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("fault", [errno.EIO, errno.EACCES, errno.EMFILE])
def test_what_cannot_be_read_is_told(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, place: str, fault: int
) -> None:
    """Root may read all files, but a bad disk stops root as well."""
    bad, real = PLACES[place](ground), os.open

    def failing(name: str, *arguments: Any, **named: Any) -> int:
        if name == bad.name:
            raise OSError(fault, os.strerror(fault))
        return real(name, *arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Opening, "open", staticmethod(failing))
        found = ground.ailments()
        assert {one.kind for one in found} == {"unreadable"}
        assert str(bad) in "".join(one.message for one in found)
        assert [kind for kind, gone in ground.fix() if gone] == []
    assert ground.ailments() == []


@pytest.mark.parametrize("place", ["article", "text", "history"])
def test_a_folder_in_the_place_of_a_file_is_told(ground: Ground, place: str) -> None:
    bad = PLACES[place](ground)
    bad.unlink()
    bad.mkdir()
    found = ground.ailments()
    assert [(one.kind, str(bad) in one.message) for one in found] == [("unreadable", True)]
    assert ground.fix() == [("unreadable", False)]


def test_a_damaged_file_without_a_whole_backup_is_left_to_the_person(ground: Ground) -> None:
    damaged(ground)
    ground.files.backup("quay").write_bytes(b"{")
    assert ground.fix() == [("damaged", False)]


@pytest.mark.parametrize("kind", ["text", "history", "backup"])
def test_what_belongs_to_no_article_goes_and_what_belongs_to_one_stays(
    ground: Ground, kind: str
) -> None:
    lone = {
        "text": ground.files.text("0" * 64),
        "history": ground.files.history("gone"),
        "backup": ground.files.backup("gone"),
    }[kind]
    lone.parent.mkdir(parents=True, exist_ok=True)
    lone.write_text("Words.")
    before = {path for path in ground.folder.rglob("*") if path.is_file()} - {lone}
    assert ground.fix() == [("orphan", True)]
    after = {path for path in ground.folder.rglob("*") if path.is_file()}
    assert lone not in after
    assert before <= after


def test_what_a_living_program_writes_is_no_litter(ground: Ground) -> None:
    file = ground.quay.with_name(f"{ground.quay.name}.{threading.get_native_id()}.tmp")
    file.write_text("half")
    os.utime(file, times=(1, 1))
    assert ground.ailments() == []


def test_no_orphan_is_told_while_an_article_cannot_be_read(ground: Ground) -> None:
    lost_article(ground)
    ground.files.article("pier").write_bytes(b"{")
    ground.files.backup("pier").unlink()
    assert [one.kind for one in ground.ailments()] == ["damaged"]


def test_the_command_says_it_and_ends_with_1(ground: Ground) -> None:
    call = ["doctor", "--project", str(ground.folder)]
    well = CliRunner().invoke(postil, call)
    assert (well.exit_code, well.output) == (0, "postil: Nothing is wrong.\n")
    torn(ground)
    told = CliRunner().invoke(postil, [*call, "--json"])
    assert told.exit_code == 1
    row, layer = json.loads(told.stdout.splitlines()[0]), ground.files.layer
    assert (row["kind"], row["article"], row["fix"]) == ("marks", "quay", "joins them")
    assert row["layer"] == (layer or None)
    fixed = CliRunner().invoke(postil, [*call, "--fix"])
    named = f"quay ({layer})" if layer else "quay"
    assert fixed.stdout == f"marks: Git left both sides of a merge in {named}. Repaired.\n"
    assert fixed.exit_code == CliRunner().invoke(postil, call).exit_code == 0


def test_a_text_that_only_another_layer_has_belongs_to_an_article(ground: Ground) -> None:
    weir = Article("weir", "Weir", "The weir was mended.\n")
    TinyStore(ground.folder / ".postil").layer("ben").add([weir])
    assert ground.ailments() == []


def test_what_only_stands_among_the_layers_is_none(ground: Ground) -> None:
    ground.files.layers.mkdir(exist_ok=True)
    (ground.files.layers / "notes").write_text("Ana reads on Mondays.\n")
    assert ground.ailments() == []
    lost_article(ground)
    assert {one.kind for one in ground.ailments()} == {"orphan"}
