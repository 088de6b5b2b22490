"""Every file call of the store fails in turn, once or until it is mended; nothing is lost.

A short write takes half of what it is given; a disk may also take half and then be full. The
control saves in place, as many programs do, and must be caught.
"""

import contextlib
import errno
import os
import threading
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.annotation import Change, Contents
from annotations.article import Article
from annotations.disk.system import System
from annotations.errors import Refused, StoreError, Unsure
from annotations.store.tiny import TinyStore
from tests.annotations.store.failing import (
    KILLED,
    SHORT,
    SHORT_THEN_FULL,
    Adding,
    FailingSystem,
    InPlaceSystem,
    Killed,
    at_rest,
    step,
)

ALIKE = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EMFILE)
# All errors are the same to the store: one for each way to fail, and by the hour all of them.
FAULTS = [
    *((errno.EIO, False), (errno.ENOSPC, True)),
    *product((SHORT, SHORT_THEN_FULL), (False, True)),
    *(pytest.param(*both, marks=pytest.mark.torture) for both in product(ALIKE, (False, True))),
]


def violations(
    system: FailingSystem, root: Path, article: Article, changes: list[Change], layer: str
) -> Iterator[str]:
    """What does not hold after a few changes on a failing system."""
    store = TinyStore(root, system).layer(layer)
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
            yield from _looked_at(at_rest(root, layer), article, changes, confirmed, refused)
    system.mended = True
    try:
        for change in changes:
            store.apply(article, change)
    except StoreError as error:
        yield f"a retry was refused: {error}"
        return
    held = at_rest(root, layer).load(article.id).annotations
    if held != {a.id: a for change in changes for a in change.added}:
        yield "a retry did not save everything"
    if sorted(store.history(article.id), key=lambda change: change.id) != changes:
        yield "the history lacks a change"
    try:
        if at_rest(root, layer).article(article.id) != article:
            yield "the article is another one"
    except StoreError as error:
        yield str(error)
    # A first change in a layer takes the article in as `add` does, which needs folders to clean up.
    cleaning = ("unlink", "stat", "open") if layer else ("unlink",)
    if left := [path for path in root.rglob("*.tmp") if not any(map(system.failed, cleaning))]:
        yield f"left behind: {left}"


def _looked_at(
    store: TinyStore,
    article: Article,
    changes: list[Change],
    confirmed: list[Change],
    refused: list[Change],
) -> Iterator[str]:
    try:
        held = store.load(article.id).annotations
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
    lasting: bool, layer: str = "", first: int = 1, by: int = 1,
) -> list[str]:  # fmt: skip
    """All violations, with the `first` call failing, then each `by` calls on, to the last."""
    found: list[str] = []
    at = first
    while True:
        system = kind(at, fault, lasting)
        changes = [adding(0, 9), adding(19, 25), adding(30)]
        found += violations(system, tmp_path / f"{at}" / ".postil", article, changes, layer)
        if system.count < at:
            return found
        at += by


@pytest.mark.parametrize(("fault", "lasting"), FAULTS)
def test_no_single_fault_loses_or_halves_a_change(
    tmp_path: Path, article: Article, adding: Adding, fault: int, lasting: bool
) -> None:
    # Of all calls the odd ones fail once and the even ones for good; writes fail one by one.
    first, by = (1, 1) if fault in (SHORT, SHORT_THEN_FULL) else (1 + lasting, 2)
    found = tried(FailingSystem, tmp_path, article, adding, fault, lasting, "", first, by)
    assert found == []


@pytest.mark.parametrize(("fault", "lasting"), [(errno.ENOSPC, True), (SHORT_THEN_FULL, False)])
def test_nor_one_of_an_annotators_layer(
    tmp_path: Path, article: Article, adding: Adding, fault: int, lasting: bool
) -> None:
    assert tried(FailingSystem, tmp_path, article, adding, fault, lasting, "ana", by=2) == []


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


@pytest.mark.parametrize("fault", [errno.ENOSPC, SHORT_THEN_FULL])
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


@pytest.mark.parametrize(
    ("taking_in", "layer"), [(True, ""), (False, ""), (False, "ana")], ids=["add", "apply", "layer"]
)
def test_killed_at_any_call_and_full_after_that_nothing_is_damaged(
    tmp_path: Path, article: Article, adding: Adding, taking_in: bool, layer: str
) -> None:
    at, dying = 1, FailingSystem(0, KILLED, True)
    while at == 1 or dying.failed("open") or dying.refusals:
        root, change = tmp_path / str(at), adding(0, 9)
        dying = FailingSystem(at, KILLED, True)
        with contextlib.suppress(Killed):
            store = TinyStore(root, dying).layer(layer)
            store.add([article]) if taking_in else store.apply(article, change)
        full = FailingSystem(1, SHORT_THEN_FULL, True)
        with contextlib.suppress(Refused, Unsure):
            TinyStore(root, full).layer(layer).apply(article, adding(19))
        assert len(at_rest(root, layer).load(article.id).annotations) in {0, 2}
        at_rest(root, layer).apply(article, change)
        held = at_rest(root, layer).load(article.id).annotations
        assert set(held) == {a.id for a in change.added}
        assert at_rest(root).article(article.id) == article
        at += step(layer)


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
