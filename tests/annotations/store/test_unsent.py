"""The journal of changes that wait for the server: nothing is lost of it, nor stays in it."""

import os
from multiprocessing import get_context
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article, Metadata
from annotations.disk.system import System
from annotations.errors import Refused
from annotations.project import Project
from annotations.store.unsent import Unsent


def adding(number: int, note: str = "") -> Change:
    id, at = f"{number:026}", "2031-03-04T05:06:07.890Z"
    return Change(
        id, id, "ana", at, added=(Annotation(id, number, number + 4, "actor", "ana", {}, note),)
    )


def journal(project: Path, system: System | None = None) -> Unsent:
    return Unsent(project / ".postil", (system or System()).within(project))


def ids(kept: Unsent) -> list[str]:
    return [change.id for _, change in kept.read()]


ODD = Article(
    "odd \u2028 id/..\x00", "A title\u0085",
    "Zeile\r\n\x00\u2028\U0001f468\u200d\U0001f469 ende\n\n",
    Metadata("Wire", None, "2031-01-02", group="g", more={"beat": "ports"}), "in/file.txt", "ab",
)  # fmt: skip


def test_a_change_comes_back_with_its_article_as_it_was(tmp_path: Path) -> None:
    change = adding(1, note="a note \u2028 of \x00")
    journal(tmp_path).put(ODD, change)
    assert journal(tmp_path).read() == [(ODD, change)]


def test_changes_come_back_in_the_order_in_which_they_were_kept(
    tmp_path: Path, article: Article
) -> None:
    """A clock may have been set back between two sittings, so no id tells the order."""
    changes = [adding(n) for n in (5, 3, 9, 1)]
    for change in changes:
        journal(tmp_path).put(article, change)
    assert ids(journal(tmp_path)) == [change.id for change in changes]


def test_a_change_that_is_kept_stays_where_it_is(tmp_path: Path, article: Article) -> None:
    kept = journal(tmp_path)
    for number in (1, 2, 1):
        kept.put(article, adding(number))
    assert ids(journal(tmp_path)) == [adding(1).id, adding(2).id]


def test_reading_makes_nothing(tmp_path: Path) -> None:
    assert journal(tmp_path).read() == []
    assert list(tmp_path.iterdir()) == []


def test_what_is_dropped_is_gone_and_at_last_the_texts_too(
    tmp_path: Path, article: Article
) -> None:
    kept = journal(tmp_path)
    kept.put(article, adding(1))
    kept.put(ODD, adding(2))
    kept.drop(adding(1).id)
    kept.drop("another")
    assert journal(tmp_path).read() == [(ODD, adding(2))]
    kept.drop(adding(2).id)
    left = [path.name for path in kept.folder.rglob("*") if path.is_file()]
    assert left == [".gitignore"]
    assert (kept.folder / ".gitignore").read_text() == "*\n"


def test_a_damaged_file_is_left_alone_and_named_and_the_others_are_read(
    tmp_path: Path, article: Article
) -> None:
    kept = journal(tmp_path)
    for number in range(5):
        kept.put(article, adding(number))
    files = sorted(path for path in kept.folder.iterdir() if path.suffix == ".json")
    files[1].write_bytes(files[1].read_bytes()[:40])
    files[2].write_bytes(b"")
    files[3].write_bytes(b"[" * 100_000)
    again = journal(tmp_path)
    assert ids(again) == [adding(0).id, adding(4).id]
    assert again.unread == files[1:4]
    again.put(article, adding(7))  # behind them all
    assert ids(journal(tmp_path)) == [adding(0).id, adding(4).id, adding(7).id]


def test_a_journal_that_is_no_folder_is_named(tmp_path: Path, article: Article) -> None:
    kept = journal(tmp_path)
    kept.folder.parent.mkdir()
    kept.folder.write_text("a file")
    assert kept.read() == []
    assert kept.unread == [kept.folder]
    with pytest.raises(Refused, match="a file where a folder should be"):
        kept.put(article, adding(1))


def test_a_text_that_is_another_is_named(tmp_path: Path, article: Article) -> None:
    kept = journal(tmp_path)
    kept.put(article, adding(1))
    (text,) = (kept.folder / "texts").iterdir()
    text.write_text("Something else.")
    again = journal(tmp_path)
    assert again.read() == []
    assert len(again.unread) == 1


def test_a_change_that_no_file_can_keep_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be saved"):
        journal(tmp_path).put(Article("a", "A", "half \ud800"), adding(1))
    with pytest.raises(Refused, match="cannot be saved"):
        journal(tmp_path).put(Article("a", "A", "whole"), adding(1, note="\ud800"))
    assert journal(tmp_path).read() == []


class Full(System):
    """A disk that is full after so many bytes."""

    left = 0

    @staticmethod
    def write(handle: int, data: object) -> int:
        room = min(Full.left, len(data))  # type: ignore[arg-type]
        if not room:
            raise OSError(28, os.strerror(28))
        Full.left -= room
        return os.write(handle, bytes(data)[:room])  # type: ignore[call-overload]


@pytest.mark.parametrize("room", [0, 3, 60, 200, 400])
def test_on_a_full_disk_nothing_is_said_to_be_kept_and_nothing_half_is(
    tmp_path: Path, article: Article, room: int
) -> None:
    journal(tmp_path).put(article, adding(1))
    Full.left = room
    kept = journal(tmp_path, Full())
    with pytest.raises(Refused, match="The disk is full"):
        kept.put(Article("new", "New", "words " * 100), adding(2))
    again = journal(tmp_path)
    assert ids(again) == [adding(1).id]
    assert again.unread == []
    Full.left = 1 << 20
    kept.put(Article("new", "New", "words " * 100), adding(2))
    assert ids(again) == [adding(1).id, adding(2).id]


def _work(project: Path, program: int, changes: list[Change]) -> None:
    kept = journal(project)
    article = Article(f"article-{program % 2}", "A", f"Words of {program % 2}.")
    for change in changes:
        kept.put(article, change)
    for change in changes[::2]:
        kept.drop(change.id)


def test_two_programs_at_once_lose_nothing_and_keep_nothing_twice(tmp_path: Path) -> None:
    """The text of an article goes with the last change of all, never while another comes."""
    shares = [[adding(10 * program + n) for n in range(10)] for program in range(4)]
    context = get_context("fork")
    programs = [
        context.Process(target=_work, args=(tmp_path, number, share))
        for number, share in enumerate(shares)
    ]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
        assert program.exitcode == 0
    kept = journal(tmp_path)
    found = ids(kept)
    assert sorted(found) == sorted(change.id for share in shares for change in share[1::2])
    assert kept.unread == []
    for share in shares:
        own = [id for id in found if id in {change.id for change in share}]
        assert own == [change.id for change in share[1::2]]


def test_each_of_a_team_has_a_journal_of_their_own_beside_their_layer(tmp_path: Path) -> None:
    (tmp_path / "postil.toml").write_text(
        'store = "postgresql://db.example/corpus"\n[team]\nannotators = ["ana", "ben"]\n'
    )
    ana, ben = (Project(tmp_path, name) for name in ("ana", "ben"))
    assert ana.unsent
    assert ben.unsent
    ana.unsent.put(Article("a", "A", "Words."), adding(1))
    assert ana.unsent.folder.parent == ana.home != ben.home
    assert ben.unsent.read() == []


def test_another_layers_journal_is_not_read(tmp_path: Path, article: Article) -> None:
    layers = tmp_path / ".postil" / "layers"
    Unsent(layers / "ana", System().within(tmp_path)).put(article, adding(1))
    assert Unsent(layers / "ben", System().within(tmp_path)).read() == []
    assert journal(tmp_path).read() == []
