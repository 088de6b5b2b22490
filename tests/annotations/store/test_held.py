"""What a store changes it keeps from others, from the reading that counts to the writing."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Change
from annotations.article import Article, Metadata, digest_of
from annotations.disk.system import System
from annotations.store import history
from annotations.store.tiny import TinyStore

Adding = Callable[..., Change]


def is_held(folder: Path, shared: bool = False) -> bool:
    """Whether another would wait for the lock on a folder, be it one to share."""
    if not folder.exists():
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


class Watched(System):
    """Notes of each file that is read, written or deleted whether it was locked just then."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.seen = set[tuple[str, str, bool]]()

    def note(self, what: str, path: Path) -> None:
        kind = path.relative_to(self.root).parts[0]
        if kind == "texts":
            if what != "reads":  # a text never changes
                held = is_held(self.root / kind, shared=what == "deletes")
                self.seen.add((what, kind, held))
        elif kind in ("articles", "history"):
            self.seen.add((what, kind, is_held(self.root / "articles" / path.parent.name)))

    def read_file(self, path: Path) -> bytes | None:
        self.note("reads", path)
        return super().read_file(path)

    def write_aside(self, path: Path, data: bytes, lasting: bool = True) -> Path:
        self.note("writes", path)
        return super().write_aside(path, data, lasting)

    def save(self, path: Path, data: bytes) -> None:
        self.note("writes", path)
        super().save(path, data)

    def append(self, path: Path, line: bytes, lasting: bool = True) -> None:
        self.note("writes", path)
        super().append(path, line, lasting)

    def remove(self, path: Path) -> None:
        self.note("deletes", path)
        super().remove(path)


OTHER = "Other words."
DESCRIBED = {"reads articles", "writes articles"}
TAGGED = DESCRIBED | {"writes history"}
GONE = {"reads articles", "reads history"} | {
    f"deletes {k}" for k in ("articles", "history", "texts")
}
CALLS: dict[str, tuple[Callable[[TinyStore, Article, Change], object], set[str]]] = {
    "apply": (lambda store, article, change: store.apply(article, change), TAGGED),
    "amend": (lambda store, article, change: store.amend(article.id, {"title": "New"}), DESCRIBED),
    "complete": (
        lambda store, article, change: store.complete(article.id, Metadata(author="Ana")),
        DESCRIBED,
    ),
    "nothing to complete": (
        lambda store, article, change: store.complete(article.id, article.meta),
        {"reads articles"},
    ),
    "remove": (lambda store, article, change: store.remove(article.id, "action"), GONE),
    "another text": (
        lambda store, article, change: store.apply(
            replace(article, text=OTHER),
            replace(change, text=(article.digest, digest_of(OTHER))),
        ),
        TAGGED | {"writes texts"},
    ),
    "a new article": (
        lambda store, article, change: store.apply(replace(article, id="new", text=OTHER), change),
        TAGGED | {"writes texts"},
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_what_is_changed_is_locked_from_reading_to_writing(
    root: Path, article: Article, adding: Adding, name: str
) -> None:
    call, done = CALLS[name]
    TinyStore(root).apply(article, adding(0))
    watched = Watched(root)
    call(TinyStore(root, watched), article, adding(9))
    assert watched.seen == {(*one.split(), True) for one in done}


def test_the_texts_of_articles_that_are_added_are_counted_on(root: Path, article: Article) -> None:
    watched = Watched(root)
    TinyStore(root, watched).add([article])
    assert ("writes", "texts", True) in watched.seen


def test_what_a_save_that_was_cut_short_left_out_is_brought_in_under_the_lock(
    root: Path, article: Article, adding: Adding, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*path_and_change: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(history, "append", killed)
        with pytest.raises(KeyboardInterrupt):
            TinyStore(root).apply(article, adding(0))
    watched = Watched(root)
    store = TinyStore(root, watched)
    store.load(article.id)
    assert len(store.history(article.id)) == 1
    written = {one for one in watched.seen if one[0] == "writes"}
    assert written == {("writes", "history", True)}
