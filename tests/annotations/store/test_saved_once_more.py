"""A save that the disk did not confirm, and one after a removal: what is written, what is told."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Change, Contents
from annotations.article import Article
from annotations.errors import Unsure
from annotations.store.folders import Folders
from annotations.store.layered import _both, _with
from annotations.store.tiny import TinyStore
from tests.annotations.store.failing import QuickSystem

Adding = Callable[..., Change]


class Doubtful(QuickSystem):
    """Puts files in place, whose endings it notes, and does not confirm the next article's."""

    def __init__(self) -> None:
        self.put_there: list[str] = []
        self.doubts = self._due = False
        self.replace, self.fsync = self._replaced, self._synced  # type: ignore[assignment]

    def _replaced(self, aside: str, name: str, **folders: Any) -> None:
        os.replace(aside, name, **folders)
        self.put_there.append(Path(name).suffix)
        self._due = self.doubts and name.endswith(".json")

    def _synced(self, handle: int) -> None:
        if self._due:
            self._due = False
            raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_what_the_disk_did_not_confirm_is_written_once_more_with_its_text(
    root: Path, article: Article, adding: Adding
) -> None:
    system, change = Doubtful(), adding(0)
    store, system.doubts = TinyStore(root, system), True
    with pytest.raises(Unsure):
        store.apply(article, change)
    assert store.load(article.id) == Contents().after(change)  # it is there, but may not last
    system.doubts = False
    for written in ({".txt", ".json"}, set[str]()):
        system.put_there.clear()
        assert store.apply(article, change).change == change
        assert set(system.put_there) == written
    assert store.history(article.id) == [change]


def test_who_removed_an_article_is_told_of_no_loss_when_it_comes_anew(
    root: Path, article: Article, adding: Adding
) -> None:
    store, again = TinyStore(root, QuickSystem()), adding(9)
    store.apply(article, adding(0))
    assert store.remove(article.id, "action")
    saved = store.apply(article, again)
    assert (saved.change, saved.outside, saved.conflicts) == (again, None, ())
    assert store.load(article.id) == Contents().after(again)


def test_a_removed_text_stays_while_another_article_has_it(
    root: Path, article: Article, adding: Adding
) -> None:
    store = TinyStore(root, QuickSystem())
    twin = Article("twin", "Twin", article.text)
    store.add([article, twin])
    text = Folders(root).text(article.digest)
    for id, stays in ((article.id, True), ("twin", False)):
        removed = store.remove(id, "action")
        assert removed is not None
        assert (removed.text_stays, text.exists()) == (stays, stays)
        assert Path(removed.kept).exists()


@pytest.mark.parametrize(
    ("one", "other", "known"), [(1, 2, True), (None, 2, False), (1, None, False)]
)
def test_two_files_can_be_told_by_their_times_where_both_can(
    one: int | None, other: int | None, known: bool
) -> None:
    assert (_both(one, other) is not None) is known
    assert not known or _both(one, other) != _both(other, one)


def test_what_was_decided_on_in_a_layer_does_not_come_back_from_the_shared_file(
    adding: Adding,
) -> None:
    decided, waits = (change.added[0] for change in (adding(0), adding(0)))
    own = Contents({decided.id: decided})
    assert _with(own, {decided.id: waits}) is own
    both = _with(own, {decided.id: waits, waits.id: waits})
    assert both.annotations == {decided.id: decided, waits.id: waits}
