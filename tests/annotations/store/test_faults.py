"""Every file call of the store fails in turn, once or until it is mended; nothing is lost.

A short write takes half of what it is given; a disk may also take half and then be full. The
control saves in place, as many programs do, and must be caught.
"""

import contextlib
import errno
import os
import shutil
import threading
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Change, Contents
from annotations.article import Article
from annotations.corpus.relabelling import relabel
from annotations.disk.system import System
from annotations.errors import Damaged, Refused, StoreError, Unsure
from annotations.project import Project
from annotations.store.protocol import Removed
from annotations.store.tiny import TinyStore

Adding = Callable[..., Change]
CALLS = (
    *("open", "close", "read", "write", "fsync", "replace", "mkdir", "link", "unlink"),
    *("fstat", "lseek", "flock", "listdir", "stat", "syncfs"),
)
SHORT, SHORT_THEN_FULL, KILLED = -1, -2, -3
HOUR = 3_600_000_000_000
ALIKE = (errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EMFILE)
FAULTS = [
    *(errno.ENOSPC, errno.EIO, SHORT, SHORT_THEN_FULL),
    *(pytest.param(code, marks=pytest.mark.torture) for code in ALIKE),
]
# A fault and whether it lasts until mended.
SOME = [(errno.EIO, False), (SHORT_THEN_FULL, True), (KILLED, True)]


class Killed(BaseException):
    """What a program that is killed does not live to see."""


class QuickSystem(System):
    """Works, and waits for no disk: nothing in these tests is about power."""

    fsync = syncfs = staticmethod(lambda handle: None)


def at_rest(root: Path) -> TinyStore:
    """A store on the same place on which nothing fails."""
    return TinyStore(root, QuickSystem())


class FailingSystem(System):
    """Fails the call of number `at`, or from it on until `mended`; `SHORT` writes half.

    Of what befalls writes alone, only writes are counted.
    """

    def __init__(self, at: int, fault: int, lasting: bool) -> None:
        self.at, self.fault, self.lasting = at, fault, lasting
        self.count = 0
        self.mended = False
        self.refusals: set[str] = set()
        for name in ("write",) if fault in (SHORT, SHORT_THEN_FULL) else CALLS:
            setattr(self, name, self._failing(name, getattr(QuickSystem, name)))

    def _failing(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        # Held weakly, for its folders stay open as long as it is there.
        weak = weakref.ref(self)

        def call(*arguments: Any, **named: Any) -> Any:
            self = weak()
            assert self is not None
            self.count += 1
            due = self.count >= self.at if self.lasting else self.count == self.at
            if not due or self.mended:
                return real(*arguments, **named)
            if self.fault == SHORT_THEN_FULL:
                return self._half_and_full(real, *arguments)
            if self.fault == SHORT:
                handle, data = arguments
                return real(handle, data[: max(1, len(data) // 2)])
            if name == "close":
                real(*arguments)
            self.refusals.add(name)
            if self.fault == KILLED:
                raise Killed
            raise OSError(self.fault, os.strerror(self.fault))

        return call

    def failed(self, name: str) -> bool:
        """Whether a call of this name was refused."""
        return name in self.refusals

    def _half_and_full(self, real: Callable[..., Any], handle: int, data: Any) -> Any:
        """A disk that takes half of a write and then is full."""
        if len(data) > 1:
            real(handle, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class InPlaceSystem(FailingSystem):
    """The control: writes over the old bytes, without a file aside."""

    def save(self, path: Path, data: bytes) -> None:
        with self.made(path.parent) as folder:
            handle = self.open(path.name, os.O_WRONLY | os.O_CREAT, 0o666, dir_fd=folder)
        try:
            self._write_all(handle, data)
            self.fsync(handle)
            os.ftruncate(handle, len(data))
        finally:
            self.close(handle)


def violations(
    system: FailingSystem, root: Path, article: Article, changes: list[Change]
) -> Iterator[str]:
    """What does not hold after a few changes on a failing system."""
    store = TinyStore(root, system)
    confirmed: list[Change] = []
    refused: list[Change] = []
    for change in changes:
        try:
            store.apply(article, change)
            confirmed.append(change)
        except Refused:
            refused.append(change)
        except StoreError:
            pass
        if system.count >= system.at:
            yield from _looked_at(root, article, changes, confirmed, refused)
    system.mended = True
    try:
        for change in changes:
            store.apply(article, change)
    except StoreError as error:
        yield f"a retry was refused: {error}"
        return
    held = at_rest(root).load(article.id).annotations
    if held != {a.id: a for change in changes for a in change.added}:
        yield "a retry did not save everything"
    if sorted(store.history(article.id), key=lambda change: change.id) != changes:
        yield "the history lacks a change"
    try:
        if at_rest(root).article(article.id) != article:
            yield "the article is another one"
    except StoreError as error:
        yield str(error)
    if left := [path for path in root.rglob("*.tmp") if not system.failed("unlink")]:
        yield f"left behind: {left}"


def _looked_at(
    root: Path,
    article: Article,
    changes: list[Change],
    confirmed: list[Change],
    refused: list[Change],
) -> Iterator[str]:
    try:
        held = at_rest(root).load(article.id).annotations
    except StoreError as error:
        yield str(error)
        return
    wanted = {a.id: a for change in confirmed for a in change.added}
    if any(held.get(id) != tag for id, tag in wanted.items()):
        yield "a confirmed change is lost"
    if any(a.id in held for change in refused for a in change.added):
        yield "a refused change is there"
    if any(len({a.id in held for a in change.added}) > 1 for change in changes):
        yield "a change is there in part"


def tried(
    kind: type[FailingSystem], tmp_path: Path, article: Article, adding: Adding, fault: int,
    lasting: bool,
) -> list[str]:  # fmt: skip
    """All violations, with the first call failing, then the second, until none is left to fail."""
    found: list[str] = []
    at = 1
    while True:
        system = kind(at, fault, lasting)
        changes = [adding(0, 9), adding(19, 25), adding(30)]
        found += violations(system, tmp_path / f"{at}" / ".postil", article, changes)
        if system.count < at:
            return found
        at += 1


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "until mended"])
@pytest.mark.parametrize("fault", FAULTS)
def test_no_single_fault_loses_or_halves_a_change(
    tmp_path: Path, article: Article, adding: Adding, fault: int, lasting: bool
) -> None:
    assert tried(FailingSystem, tmp_path, article, adding, fault, lasting) == []


def test_a_failed_save_still_tells_what_others_changed(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    at, count = 1, 0
    while at == 1 or count >= at - 1:
        root, mine, theirs = tmp_path / str(at), adding(0), adding(9, annotator="ben")
        system = FailingSystem(at, errno.ENOSPC, False)
        system.mended = True
        one = TinyStore(root, system)
        one.load(article.id)
        at_rest(root).apply(article, theirs)
        system.mended, system.count = False, 0
        told: set[str] = set()
        for _ in range(2):
            with contextlib.suppress(StoreError):
                outside = one.apply(article, mine).outside
                told |= {a.id for a in outside.added} if outside else set()
        assert told >= {a.id for a in theirs.added}
        at, count = at + 1, system.count


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EIO, SHORT_THEN_FULL])
def test_taking_in_articles_fails_with_a_word_and_can_be_repeated(
    tmp_path: Path, article: Article, fault: int
) -> None:
    articles = [replace(article, id=f"article {n}", text=f"{n} words") for n in range(3)]
    at, system = 1, FailingSystem(0, fault, True)
    while at == 1 or system.count >= at - 1:
        root = tmp_path / str(at)
        system = FailingSystem(at, fault, True)
        store = TinyStore(root, system)
        with contextlib.suppress(Refused, Unsure):
            store.add(articles)
        assert all(at_rest(root).article(one.id) for one in at_rest(root).articles())
        system.mended = True
        store.add(articles)
        assert [at_rest(root).article(one.id) for one in articles] == articles
        cleaning = any(map(system.failed, ("unlink", "stat", "open")))
        assert list(root.rglob("*.tmp")) == [] or cleaning
        at += 1


@pytest.mark.parametrize("taking_in", [True, False], ids=["add", "apply"])
def test_killed_at_any_call_and_full_after_that_nothing_is_damaged(
    tmp_path: Path, article: Article, adding: Adding, taking_in: bool
) -> None:
    at, dying = 1, FailingSystem(0, KILLED, True)
    while at == 1 or dying.failed("open") or dying.refusals:
        root, change = tmp_path / str(at), adding(0, 9)
        dying = FailingSystem(at, KILLED, True)
        with contextlib.suppress(Killed):
            store = TinyStore(root, dying)
            store.add([article]) if taking_in else store.apply(article, change)
        full = FailingSystem(1, SHORT_THEN_FULL, True)
        with contextlib.suppress(Refused, Unsure):
            TinyStore(root, full).apply(article, adding(19))
        assert len(at_rest(root).load(article.id).annotations) in {0, 2}
        at_rest(root).apply(article, change)
        assert set(at_rest(root).load(article.id).annotations) == {a.id for a in change.added}
        assert at_rest(root).article(article.id) == article
        at += 1


def test_a_leftover_of_a_crash_is_never_written_over(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    """A file aside may still be a link to the article's file: to cut it short would cut both."""
    store, change = at_rest(tmp_path), adding(0)
    store.apply(article, change)
    (file,) = tmp_path.glob("articles/??/*.json")
    for name in (".tmp", f".{threading.get_native_id()}.tmp"):
        os.link(file, file.with_name(file.name + name))
    full = FailingSystem(1, SHORT_THEN_FULL, True)
    with pytest.raises(Refused):
        TinyStore(tmp_path, full).apply(article, adding(9))
    assert at_rest(tmp_path).load(article.id).annotations == {a.id: a for a in change.added}


def test_another_program_may_take_the_article_in_while_it_is_saved(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    class Interrupted(System):
        def _write_aside(self, *about: Any, **named: Any) -> Path:
            aside = super()._write_aside(*about, **named)
            other = threading.Thread(target=at_rest(tmp_path).add, args=([article],))
            other.start()
            other.join()
            return aside

    change = adding(0)
    assert TinyStore(tmp_path, Interrupted()).apply(article, change).change == change
    assert at_rest(tmp_path).load(article.id) == Contents().after(change)


def test_the_control_that_writes_in_place_is_caught(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    found = tried(InPlaceSystem, tmp_path, article, adding, SHORT_THEN_FULL, True)
    assert any("damaged" in violation for violation in found)


# Through the index


def asked(store: TinyStore) -> tuple[Any, bool]:
    """All that the index tells, and whether it named what it could not read."""
    answers: list[Any] = []
    named = False
    for ask in (
        lambda: [one.id for one in store.articles()],
        lambda: [one.id for one in store.find((), "b.txt")],
        lambda: store.listed("c"),
        store.totals,
        store.listing,
    ):
        try:
            answers.append(ask())
        except Damaged:
            named = True
        named |= bool(store._index.totals().unread)
    return answers, named


@pytest.mark.parametrize(
    ("fault", "lasting", "kept"),
    [
        (errno.EIO, False, True),
        (errno.EIO, True, False),
        (errno.EMFILE, True, True),
        (SHORT, True, False),
    ],
)
def test_a_list_is_right_or_names_what_it_could_not_read(
    tmp_path: Path, article: Article, adding: Adding, fault: int, lasting: bool, kept: bool
) -> None:
    root = tmp_path / ".postil"
    store = at_rest(root)
    for name in "abc":
        store.apply(replace(article, id=name, origin=f"{name}.txt"), adding(0, 9))
    truth = (asked(store)[0], False)
    store.close()
    index = (root / "cache" / "index.sqlite").read_bytes()
    at, system = 1, FailingSystem(0, fault, lasting)
    while at == 1 or system.count >= at - 1:
        shutil.rmtree(root / "cache", ignore_errors=True)
        if kept:
            (root / "cache").mkdir()
            (root / "cache" / "index.sqlite").write_bytes(index)
        system = FailingSystem(at, fault, lasting)
        system.now_ns = lambda: System.now_ns() + HOUR  # type: ignore[method-assign]
        store = TinyStore(root, system)
        told, named = asked(store)
        assert named or told == truth[0], at
        system.mended = True
        assert asked(store) == truth, at
        store.close()
        assert asked(at_rest(root)) == truth, at
        cleaning = any(map(system.failed, ("unlink", "stat", "open")))
        assert list(root.rglob("*.tmp")) == [] or cleaning
        at += 1


# Taking out


def whole(root: Path, article: Article, changes: list[Change]) -> bool:
    """Whether an article is there with its text, its tags and its history."""
    store = at_rest(root)
    held = {a.id: a for change in changes for a in change.added}
    return (
        store.article(article.id) == article
        and store.load(article.id).annotations == held
        and store.history(article.id) == changes
    )


def gone_and_kept(root: Path, article: Article, changes: list[Change]) -> bool:
    """Whether an article is there no more and comes back whole from the backups."""
    again = root.parent / "again"
    shutil.rmtree(again, ignore_errors=True)
    shutil.copytree(root / "backup" / "removed-action", again)
    return at_rest(root).article(article.id) is None and whole(again, article, changes)


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
    at, system = 1, FailingSystem(0, fault, lasting)
    while at == 1 or system.count >= at - 1:
        root = tmp_path / str(at) / ".postil"
        shutil.copytree(made, root)
        system, removed = FailingSystem(at, fault, lasting), None
        store = TinyStore(root, system)
        with contextlib.suppress(StoreError, Killed):
            removed = store.remove(article.id, "action")
        assert at_rest(root).article("other") == other, at
        there = at_rest(root).listed(article.id) is not None
        assert not (there and removed), at
        assert (whole if there else gone_and_kept)(root, article, changes), at
        assert at_rest(root).remove(article.id, "action") if there else True
        assert gone_and_kept(root, article, changes), at
        assert at_rest(root).article("other") == other, at
        at += 1


class Hasty(TinyStore):
    """A control: deletes first and copies then, and asks nobody about the text."""

    def remove(self, id: str, action: str) -> Removed | None:
        path, kept = self._folders.article(id), self._folders.removed(action)
        text = self._folders.text(self.listed(id).digest)  # type: ignore[union-attr]
        data = path.read_bytes()
        self._system.remove(path)
        self._system.save(kept / path.relative_to(self._folders.root), data)
        text.unlink()
        return Removed(kept, False)


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
    at, system = 1, FailingSystem(0, fault, lasting)
    while at == 1 or system.count >= at - 1:
        folder = tmp_path / str(at)
        shutil.copytree(made, folder)
        system = FailingSystem(at, fault, lasting)
        project = Project(folder, "ana")
        project.__dict__["store"] = TinyStore(folder / ".postil", system)
        with contextlib.suppress(StoreError, Killed):
            relabel(project, "actor", "date")
        for name in "ab":
            held = at_rest(folder / ".postil").load(name).annotations.values()
            assert len({a.label for a in held}) == 1, at
            assert len(held) == 2, at
        project = Project(folder, "ana")
        project.__dict__["store"] = at_rest(folder / ".postil")
        assert relabel(project, "actor", "date")[1] == []
        assert dict(project.store.totals().labels) == {"date": 4}
        at += 1
