"""Whatever file call fails, a list is right or names what it could not read."""

import errno
import shutil
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.article import Article
from annotations.disk.system import System
from annotations.errors import Damaged
from annotations.store.folders import Folders, layer_name
from annotations.store.tiny import TinyStore
from tests.annotations.store.failing import (
    SHORT,
    Adding,
    FailingSystem,
    at_rest,
    step,
)

HOUR = 3_600_000_000_000


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
    ("fault", "lasting", "kept", "layer"),
    [
        (errno.EIO, False, True, ""),
        (errno.EIO, True, False, ""),
        (errno.EMFILE, True, True, ""),
        (SHORT, True, False, ""),
        (errno.EIO, False, True, "ana"),
    ],
)
def test_a_list_is_right_or_names_what_it_could_not_read(
    tmp_path: Path,
    article: Article,
    adding: Adding,
    fault: int,
    lasting: bool,
    kept: bool,
    layer: str,
) -> None:
    root = tmp_path / ".postil"
    store = at_rest(root, layer)
    cache = Folders(root, layer_name(layer)).home / "cache"
    for name in "abc":
        store.apply(replace(article, id=name, origin=f"{name}.txt"), adding(0, 9))
    truth = (asked(store)[0], False)
    store.close()
    index = (cache / "index.sqlite").read_bytes()
    at, system = 1, FailingSystem(0, fault, lasting)
    while at == 1 or system.count >= at - step(layer):
        shutil.rmtree(cache, ignore_errors=True)
        if kept:
            cache.mkdir()
            (cache / "index.sqlite").write_bytes(index)
        system = FailingSystem(at, fault, lasting)
        system.now_ns = lambda: System.now_ns() + HOUR  # type: ignore[method-assign]
        store = TinyStore(root, system).layer(layer)
        told, named = asked(store)
        assert named or told == truth[0], at
        system.mended = True
        assert asked(store) == truth, at
        store.close()
        assert asked(at_rest(root, layer)) == truth, at
        cleaning = any(map(system.failed, ("unlink", "stat", "open")))
        assert list(root.rglob("*.tmp")) == [] or cleaning
        at += step(layer)
