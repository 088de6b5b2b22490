"""Whatever file call fails, what is taken out or relabelled is there or kept at every moment."""

import contextlib
import errno
import shutil
import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Change
from annotations.article import Article
from annotations.corpus.relabelling import relabel
from annotations.disk.system import System
from annotations.errors import Damaged, StoreError
from annotations.project import Project
from annotations.store.protocol import Removed
from annotations.store.tiny import TinyStore
from tests.annotations.store.failing import (
    KILLED,
    SHORT_THEN_FULL,
    Adding,
    FailingSystem,
    Killed,
    at_rest,
)

# A fault and whether it lasts until mended.
SOME = [(errno.EIO, False), (SHORT_THEN_FULL, True), (KILLED, True)]


# Taking out


def whole(root: Path, article: Article, changes: list[Change], layer: str = "") -> bool:
    """Whether an article is there with its text, its tags and its history, and those of a layer."""
    stores = [at_rest(root), *([at_rest(root, layer)] if layer else [])]
    held = {a.id: a for change in changes for a in change.added}
    return all(
        store.article(article.id) == article
        and store.load(article.id).annotations == held
        and store.history(article.id) == changes
        for store in stores
    )


def gone_and_kept(root: Path, article: Article, changes: list[Change], layer: str = "") -> bool:
    """Whether an article is there no more and comes back whole from the backups."""
    again = root.parent / "again"
    shutil.rmtree(again, ignore_errors=True)
    shutil.copytree(root / "backup" / "removed-action", again)
    gone = at_rest(root, layer).article(article.id) is None
    return gone and whole(again, article, changes, layer)


@pytest.mark.parametrize("shared", [False, True], ids=["a text of its own", "a shared text"])
@pytest.mark.parametrize(("fault", "lasting"), SOME)
def test_what_is_taken_out_is_there_or_kept_at_every_moment(
    tmp_path: Path, article: Article, adding: Adding, fault: int, lasting: bool, shared: bool
) -> None:
    other = replace(article, id="other", text=article.text if shared else "other words")
    made, changes = tmp_path / "made", [adding(0, 9), adding(19)]
    for change in changes:
        at_rest(made).apply(article, change)
    at_rest(made).add([other])
    # With the one kind of text each second call fails, with the other those between.
    first = at = 1 + shared
    system = FailingSystem(0, fault, lasting)
    while at == first or system.count >= at - 2:
        root = tmp_path / str(at) / ".postil"
        shutil.copytree(made, root)
        system, removed = FailingSystem(at, fault, lasting), None
        store = TinyStore(root, system)
        with contextlib.suppress(StoreError, Killed):
            removed = store.remove(article.id, "action")
        assert at_rest(root).article("other") == other, at
        there = at_rest(root).listed(article.id) is not None
        assert not (there and removed), at
        if there:
            assert whole(root, article, changes), at
            assert at_rest(root).remove(article.id, "action")
        assert gone_and_kept(root, article, changes), at
        assert at_rest(root).article("other") == other, at
        at += 2


@pytest.mark.parametrize(("fault", "lasting"), SOME)
def test_what_an_annotator_has_of_it_is_there_or_kept(
    tmp_path: Path, article: Article, adding: Adding, fault: int, lasting: bool
) -> None:
    made, changes = tmp_path / "made", [adding(0, 9)]
    for layer in ("", "ana"):
        at_rest(made, layer).apply(article, changes[0])
    at, system = 1, FailingSystem(0, fault, lasting)
    while at == 1 or system.count >= at - 2:
        root = tmp_path / str(at) / ".postil"
        shutil.copytree(made, root)
        system = FailingSystem(at, fault, lasting)
        with contextlib.suppress(StoreError, Killed):
            TinyStore(root, system).layer("ben").remove(article.id, "action")
        # Of the layers and the article in all of them, each is in its place, or else kept.
        for layer in ("ana", ""):
            places = (root, root / "backup" / "removed-action")
            held = [at_rest(place, layer).load(article.id).annotations for place in places]
            assert {a.id: a for a in changes[0].added} in held, at
        assert at_rest(root).article(article.id) in (article, None)
        at_rest(root).remove(article.id, "action")
        assert gone_and_kept(root, article, changes, "ana"), at
        at += 2


class Hasty(TinyStore):
    """A control: deletes first and copies then, and asks nobody about the text."""

    def remove(self, id: str, action: str) -> Removed | None:
        path, kept = self._folders.article(id), self._folders.removed(action)
        text = self._folders.text(self.listed(id).digest)  # type: ignore[union-attr]
        data = path.read_bytes()
        self._system.remove(path)
        self._system.save(kept / path.relative_to(self._folders.root), data)
        text.unlink()
        return Removed(str(kept), "", False)


def test_a_control_that_deletes_first_is_caught(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    change, caught = adding(0), set[str]()
    for at in range(1, 100, 3):
        root = tmp_path / str(at) / ".postil"
        at_rest(root).apply(article, change)
        at_rest(root).add([replace(article, id="other")])
        with contextlib.suppress(StoreError, OSError):
            Hasty(root, FailingSystem(at, errno.EIO, True)).remove(article.id, "action")
        kept = list(root.glob("backup/removed-action/articles/??/*.json"))
        if at_rest(root).listed(article.id) is None and not kept:
            caught.add("lost")
        try:
            at_rest(root).article("other")
        except Damaged:
            caught.add("text")
    assert caught == {"lost", "text"}


def test_a_text_that_another_program_is_about_to_count_on_is_not_deleted(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    """An article with the same text arrives between the look at the text and its own saving."""
    at_rest(tmp_path).apply(article, adding(0))
    other, removed = replace(article, id="other"), list[Removed | None]()

    class Interrupted(System):
        def save(self, path: Path, data: bytes) -> None:
            if path.suffix == ".json" and not removing.is_alive():
                removing.start()
                assert not done.wait(0.1)
            super().save(path, data)

    def remove() -> None:
        removed.append(at_rest(tmp_path).remove(article.id, "action"))
        done.set()

    done, removing = threading.Event(), threading.Thread(target=remove)
    TinyStore(tmp_path, Interrupted()).apply(other, adding(9))
    removing.join()
    assert removed[0] is not None
    assert removed[0].text_stays
    assert at_rest(tmp_path).article("other") == other


# Relabelling


@pytest.mark.parametrize(("fault", "lasting"), SOME)
def test_a_relabelling_that_fails_leaves_each_article_as_it_was_or_done_and_can_be_repeated(
    tmp_path: Path, article: Article, adding: Adding, fault: int, lasting: bool
) -> None:
    made = tmp_path / "made"
    for name in "ab":
        at_rest(made / ".postil").apply(replace(article, id=name), adding(0, 9))
    # Of the calls that fail once each second one, of those at which it is killed those between.
    first = at = 1 + (fault == KILLED)
    by = 1 if fault == SHORT_THEN_FULL else 2
    system = FailingSystem(0, fault, lasting)
    while at == first or system.count >= at - by:
        folder = tmp_path / str(at)
        shutil.copytree(made, folder)
        system = FailingSystem(at, fault, lasting)
        project = Project(folder, "ana")
        project.__dict__["result"] = TinyStore(folder / ".postil", system)
        with contextlib.suppress(StoreError, Killed):
            relabel(project, "actor", "date")
        for name in "ab":
            held = at_rest(folder / ".postil").load(name).annotations.values()
            assert len({a.label for a in held}) == 1, at
            assert len(held) == 2, at
        project = Project(folder, "ana")
        project.__dict__["result"] = at_rest(folder / ".postil")
        assert relabel(project, "actor", "date")[1] == []
        assert dict(project.store.totals().labels) == {"date": 4}
        at += by
