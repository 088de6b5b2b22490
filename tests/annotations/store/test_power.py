"""A power cut at any moment leaves a state of the disk in which nothing confirmed is missing.

Every call that changes the disk is recorded, and every state that a cut may leave after any of
them is built and looked at. On an *ordered* disk, as journalling file systems keep it, changes
last in the order they were made: a state is some first part of them. On a *weak* one, any choice
of the changes that no fsync has settled yet may be there, of a write also its first half alone.
"""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Change
from annotations.article import Article
from annotations.errors import StoreError
from annotations.store.tiny import TinyStore
from tests.annotations.store.power_cuts import (
    InPlace,
    Model,
    Recording,
    Step,
    WithoutAny,
    WithoutFiles,
    WithoutFolders,
    _is_settled,
    built,
    ordered,
    weak,
)

Adding = Callable[..., Change]


Holds = Callable[[Path, list[Change]], Iterator[str]]


def losses(system: Recording, model: Model, holds: Holds) -> list[str]:
    """What is amiss in any state that a cut may leave, as `holds(root, confirmed)` finds it."""
    found, seen = list[str](), set[str]()
    for count in range(len(system.steps) + 1):
        confirmed = [change for after, change in system.confirmed if after <= count]
        for steps in model(system.steps, count):
            state = [(step.file, len(step.data), step.folder, step.names) for step in steps]
            if (mark := repr((len(confirmed), state))) in seen:
                continue
            seen.add(mark)
            left = system.root.parent / "left"
            built(steps, system.root, left)
            found += [
                f"after {count} steps: {wrong}" for wrong in holds(left / ".postil", confirmed)
            ]
            shutil.rmtree(left)
    assert len(seen) > len(system.steps)
    return found


def held(article: Article, changes: list[Change], layer: str = "") -> Holds:
    """Looks whether what was confirmed is there, and every other change whole or not at all."""

    def holds(root: Path, confirmed: list[Change]) -> Iterator[str]:
        store = TinyStore(root).layer(layer)
        try:
            tags = store.load(article.id).annotations
            own = store.article(article.id)
            history = {change.id for change in store.history(article.id)}
        except StoreError as error:
            yield str(error)
            return
        if any(tags.get(a.id) != a for change in confirmed for a in change.added):
            yield "a confirmed change is lost"
        if any(len({a.id in tags for a in change.added}) > 1 for change in changes):
            yield "a change is there in part"
        if any(change.id not in history for change in confirmed):
            yield "a confirmed change is not in the history"
        if own != article if tags or confirmed else own not in (None, article):
            yield "the article is another one"

    return holds


def saved(
    system: Recording, article: Article, changes: list[Change], layer: str = ""
) -> list[Change]:
    """Save changes, each until it takes."""
    store = TinyStore(system.root / ".postil", system).layer(layer)
    for change in changes:
        for _ in range(3):
            with contextlib.suppress(StoreError):
                store.apply(article, change)
                system.confirmed.append((len(system.steps), change))
                break
    assert len(system.confirmed) == len(changes)
    return changes


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """An empty disk."""
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk"


@pytest.mark.parametrize("model", [ordered, weak])
def test_what_is_confirmed_outlives_a_power_cut_at_any_moment(
    disk: Path, article: Article, adding: Adding, model: Model
) -> None:
    system = Recording(disk)
    changes = saved(system, article, [adding(0, 9), adding(19, 25)])
    assert losses(system, model, held(article, changes)) == []
    # Of what is unsettled no choice was left out.
    for count in range(len(system.steps)):
        assert sum(not _is_settled(step, count) for step in system.steps[:count]) <= 4


@pytest.mark.parametrize("model", [ordered, weak])
def test_so_does_what_is_confirmed_in_a_layer(
    disk: Path, article: Article, adding: Adding, model: Model
) -> None:
    system = Recording(disk)
    changes = saved(system, article, [adding(0, 9), adding(19, 25)], "ana")
    assert losses(system, model, held(article, changes, "ana")) == []


def test_it_does_after_any_fsync_has_failed_once(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    failing, fsyncs = 1, 1
    while fsyncs >= failing:
        disk = tmp_path / str(failing) / "disk"
        disk.mkdir(parents=True)
        system = Recording(disk, failing)
        changes = saved(system, article, [adding(0), adding(9)])
        # The strictest of the weak states: of what is not settled, nothing.
        assert losses(system, strictest, held(article, changes)) == [], failing
        failing, fsyncs = failing + 1, system.fsyncs


def strictest(steps: list[Step], count: int) -> Iterator[list[Step]]:
    """All that is settled after `count` steps, and all that is done."""
    yield [step for step in steps[:count] if _is_settled(step, count)]
    yield steps[:count]


@pytest.mark.parametrize("model", [ordered, weak])
def test_articles_taken_in_outlive_a_power_cut(disk: Path, article: Article, model: Model) -> None:
    system = Recording(disk)
    TinyStore(disk / ".postil", system).add([article])
    end = len(system.steps)

    def holds(root: Path, confirmed: list[Change]) -> Iterator[str]:
        try:
            own = TinyStore(root).article(article.id)
        except StoreError as error:
            yield str(error)
            return
        if own not in (None, article):
            yield "the article is another one"

    left = disk.parent / "after"
    for steps in model(system.steps, end):
        built(steps, disk, left)
        assert TinyStore(left / ".postil").article(article.id) == article
        shutil.rmtree(left)
    assert losses(system, model, holds) == []


@pytest.mark.parametrize("model", [ordered, weak])
@pytest.mark.parametrize("shared", [False, True], ids=["a text of its own", "a shared text"])
def test_what_is_taken_out_is_there_or_kept_whatever_the_moment(
    disk: Path, article: Article, adding: Adding, model: Model, shared: bool
) -> None:
    system = Recording(disk)
    changes = saved(system, article, [adding(0, 9)])
    other = replace(article, id="other", text=article.text if shared else "Other words.")
    TinyStore(disk / ".postil", system).add([other])
    system.syncfs(0)
    begun = len(system.steps)
    removed = TinyStore(disk / ".postil", system).remove(article.id, "action")
    assert removed is not None
    ended = len(system.steps)

    def whole(root: Path) -> bool:
        store = TinyStore(root)
        there = (store.article(article.id), store.load(article.id).annotations)
        tags = {a.id: a for change in changes for a in change.added}
        return there == (article, tags) and store.history(article.id) == changes

    for count in range(begun, ended + 1):
        for steps in model(system.steps, count):
            left = disk.parent / "left"
            built(steps, disk, left)
            root = left / ".postil"
            assert TinyStore(root).article("other") == other
            there = TinyStore(root).listed(article.id) is not None
            assert not (there and count == ended)
            assert whole(root if there else root / "backup" / "removed-action")
            shutil.rmtree(left)


@pytest.mark.parametrize(
    ("control", "model", "layer"),
    [
        (WithoutAny, ordered, ""),
        (WithoutFolders, weak, ""),
        (WithoutFiles, weak, ""),
        (InPlace, weak, ""),
        (WithoutAny, ordered, "ana"),
        (InPlace, weak, "ana"),
    ],
)
def test_a_control_is_caught(
    disk: Path, article: Article, adding: Adding, control: type[Recording], model: Model, layer: str
) -> None:
    system = control(disk)
    changes = saved(system, article, [adding(0, 9), adding(19, 25)], layer)
    assert losses(system, model, held(article, changes, layer))
