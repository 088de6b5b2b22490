"""A power cut at any moment leaves each change in the journal that was said to be kept there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.disk.system import System
from annotations.store.unsent import Unsent
from tests.annotations.store.power_cuts import (
    Model,
    Recording,
    WithoutAny,
    WithoutFiles,
    WithoutFolders,
    ordered,
    weak,
)
from tests.annotations.store.test_power import losses


def adding(number: int) -> Change:
    id = f"{number:026}"
    return Change(id, id, "ana", "", added=(Annotation(id, number, number + 4, "actor", "ana"),))


def kept(system: Recording) -> None:
    """Keep three changes of two articles, and let go of the first."""
    unsent = Unsent(system.root / ".postil", system.within(system.root))
    for number in range(3):
        article = Article(f"a{number % 2}", "A", f"Words of {number % 2}.")
        unsent.put(article, adding(number))
        system.confirmed.append((len(system.steps), adding(number)))
    unsent.drop(adding(0).id)


def holds(root: Path, confirmed: list[Change]) -> Iterator[str]:
    """Looks whether what was confirmed is there; of the first it does not matter any more."""
    unsent = Unsent(root, System().within(root.parent))
    found = {change.id: change for _, change in unsent.read()}
    if any(found.get(change.id) != change for change in confirmed if change != adding(0)):
        yield "a change that was kept is lost"
    if unsent.unread:
        yield "a change is there in part"


def run(kind: type[Recording], folder: Path, model: Model) -> list[str]:
    disk = folder / "disk"
    disk.mkdir()
    system = kind(disk)
    kept(system)
    return losses(system, model, holds)


@pytest.mark.parametrize("model", [ordered, weak])
def test_what_is_kept_outlives_a_power_cut_at_any_moment(tmp_path: Path, model: Model) -> None:
    assert run(Recording, tmp_path, model) == []


@pytest.mark.parametrize("kind", [WithoutFolders, WithoutFiles, WithoutAny])
def test_without_its_syncs_it_would_not(tmp_path: Path, kind: type[Recording]) -> None:
    """The controls."""
    assert run(kind, tmp_path, weak)
