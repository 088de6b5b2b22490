"""Layers that git merges: two people's never meet, and one person's two machines are joined."""

import random
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from annotations.annotation import Code, Contents, Decision
from annotations.clock import now
from annotations.entity import Entity
from annotations.store.entity_files import EntityFiles
from annotations.store.folders import Folders, layer_name
from tests.annotations.store.clones import ARTICLE, STYLES, Clones
from tests.annotations.store.histories import edited, two_histories

SEEDS = [(11, 12), pytest.param(range(100, 200), marks=pytest.mark.torture)]
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")


@pytest.mark.parametrize("seeds", SEEDS)
def test_one_annotators_two_machines_are_joined(tmp_path: Path, seeds: Iterable[int]) -> None:
    for seed in seeds:
        dice = random.Random(seed)
        two_histories(Clones(tmp_path / f"project {seed}", "ana"), dice, dice.choice(STYLES))


class Annotator:
    """Somebody who does in their own layer whatever the dice say."""

    def __init__(self, clones: Clones, name: str, dice: random.Random) -> None:
        self._clones, self.name, self._dice = clones, name, dice
        self.left, self.changes = Contents(), 0

    def work(self) -> None:
        """Do a few things; what then stands, and in how many changes, is remembered."""
        clones, name, dice = self._clones, self.name, self._dice
        clones.layer, clones.store = name, clones.opened(name)
        here = dict(clones.store.load(ARTICLE.id).annotations)
        edited(clones, dice, here, name)
        if dice.random() < 0.5:
            decided = Decision("check", ("edges", name), "seen", "fine", by=name, at=now())
            clones.change(decided=(decided,), coded=(Code(name, "frame", f"{name} says"),))
        if dice.random() < 0.5 and clones.contents().status == "open":
            clones.change(status=("open", "done"))
        home = Folders(clones.folder / ".postil", layer_name(name)).home
        EntityFiles(home).put(Entity("oran", f"Oran as {name} knows him"))
        self.left = clones.contents()
        self.changes = len(clones.store.history(ARTICLE.id))

    def stands(self) -> None:
        """All that was left stands, and so do list and counts."""
        store = self._clones.opened(self.name)
        assert store.load(ARTICLE.id) == self.left
        assert len(store.history(ARTICLE.id)) == self.changes
        (row,) = store.listing().rows
        assert row.annotations == len(self.left.annotations)
        assert row.status == self.left.status
        assert store.totals().unread == ()


@pytest.mark.parametrize("seeds", SEEDS)
def test_two_annotators_work_is_never_in_conflict(tmp_path: Path, seeds: Iterable[int]) -> None:
    for seed in seeds:
        _worked_beside(tmp_path / f"project {seed}", random.Random(seed))


def _worked_beside(project: Path, dice: random.Random) -> None:
    clones = Clones(project)
    clones.store.add([ARTICLE])
    ana, ben = (Annotator(clones, name, dice) for name in ("ana", "ben"))
    both: list[Callable[[], None]] = [ana.work, ben.work]
    if dice.random() < 0.5:  # one has begun already
        dice.choice(both)()
    assert not clones.merged(*both, dice.choice(STYLES))
    ana.stands()
    ben.stands()
    assert clones.opened("").load(ARTICLE.id) == Contents()


def test_a_control_in_which_both_share_a_layer_is_in_conflict(tmp_path: Path) -> None:
    clones = Clones(tmp_path / "project")
    clones.store.add([ARTICLE])
    work = [lambda start=start: clones.tag(start) for start in (3, 7)]
    assert clones.merged(*work, "merge")
