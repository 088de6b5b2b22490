"""What was settled is kept: killed with -9, or on a disk that fails, what was confirmed stands."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.adjudication.merging import merged
from annotations.adjudication.outcome import Outcome
from annotations.adjudication.settling import answered, taken
from annotations.annotation import Change, Contents
from annotations.article import Article
from annotations.errors import StoreError
from annotations.scheme import DEFAULT_SCHEME
from annotations.store.tiny import TinyStore
from tests.annotations.adjudication.layers import layer, tag
from tests.annotations.store.failing import SHORT_THEN_FULL, FailingSystem, InPlaceSystem, at_rest

ARTICLE = Article("one", "One", "word " * 200)
STEPS = 4


def cases(count: int) -> Outcome:
    """As many differences as there are tags, against an empty result."""
    said = {
        "ana": layer("ana", *(tag(f"a{n:03}", 4 * n, 4 * n + 3) for n in range(count))),
        "ben": layer("ben", *(tag(f"b{n:03}", 4 * n, 4 * n + 2 - n % 2) for n in range(count - 1))),
    }
    return Outcome(merged(said, DEFAULT_SCHEME), Contents(), DEFAULT_SCHEME, share=0.0)


def steps(count: int) -> Iterator[Change]:
    """The change that takes what all agree on, if any, then one for each difference."""
    outcome, number = cases(count), 0
    made = taken(outcome, "eve", "2031")
    while True:
        if made:
            id = f"step-{number:03}"
            made = replace(made, id=id, action=id)
            yield made
            outcome, number = outcome.after(outcome.result.after(made)), number + 1
        if not (left := outcome.open):
            return
        answer = ("took", "nobody", "ask")[number % 3]
        version = left[0].shuffled[0] if answer == "took" else None
        made = answered(outcome, left[0], answer, version, "", "eve", "2031")  # type: ignore[arg-type]


def lost(held: Contents, confirmed: list[Change]) -> list[str]:
    """The confirmed steps of which the decision, or the tags that it takes, are not there."""
    return [
        change.id
        for change in confirmed
        if not {*change.decided} <= held.decisions
        or any(held.annotations.get(one.id) != one for one in change.added)
    ]


def torn(held: Contents, changes: list[Change]) -> list[str]:
    """The steps that are there in part."""
    return [
        change.id
        for change in changes
        if len({*(d in held.decisions for d in change.decided),
                *(a.id in held.annotations for a in change.added)}) > 1
    ]  # fmt: skip


def violations(
    kind: type[FailingSystem], folder: Path, fault: int, lasting: bool, first: int = 1, by: int = 1
) -> Iterator[list[str]]:
    """What does not hold, with the `first` call failing, then each `by` calls on, to the last."""
    changes, at = list(steps(STEPS)), first
    while True:
        system, root = kind(at, fault, lasting), folder / f"{at}" / ".postil"
        store, confirmed = TinyStore(root, system), list[Change]()
        for change in changes:
            try:
                store.apply(ARTICLE, change)
                confirmed.append(change)
            except StoreError:
                pass
            if system.count >= system.at:
                try:
                    held = at_rest(root).load("one")
                    yield [*lost(held, confirmed), *torn(held, changes)]
                except StoreError as error:
                    yield [str(error)]
        system.mended = True
        try:
            for change in changes:
                store.apply(ARTICLE, change)
            yield lost(at_rest(root).load("one"), changes)
        except StoreError as error:
            yield [str(error)]
        if system.count < at:
            return
        at += by


@pytest.mark.parametrize(
    ("fault", "lasting", "first", "by"),
    [(errno.ENOSPC, True, 2, 2), (errno.EIO, False, 1, 2), (SHORT_THEN_FULL, False, 1, 1)],
)
def test_no_fault_loses_what_was_settled_or_halves_it(
    tmp_path: Path, fault: int, lasting: bool, first: int, by: int
) -> None:
    found = violations(FailingSystem, tmp_path, fault, lasting, first, by)
    assert [one for one in found if one] == []


def test_a_disk_written_in_place_would(tmp_path: Path) -> None:
    assert any(violations(InPlaceSystem, tmp_path, SHORT_THEN_FULL, False))


SETTLING = """
import signal, sys
from pathlib import Path
from annotations.store.tiny import TinyStore
from tests.annotations.adjudication.test_kept import ARTICLE, steps

store = TinyStore(Path(sys.argv[1]))
for number, change in enumerate(steps(150)):
    store.apply(ARTICLE, change)
    print(change.id, flush=True)
    if number == 3:
        # An alarm kills at any moment; after a line that was read, it would always be the same one.
        signal.setitimer(signal.ITIMER_REAL, float(sys.argv[2]))
signal.pause()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no alarm on Windows")
def test_a_kill_loses_nothing_that_was_settled(tmp_path: Path) -> None:
    made = {change.id: change for change in steps(150)}
    for number in range(5):
        root = tmp_path / f"{number}" / ".postil"
        killed = subprocess.run(
            [sys.executable, "-c", SETTLING, str(root), f"{0.002 + number * 0.007}"],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        )
        assert killed.returncode == -signal.SIGALRM
        acknowledged = [line for line in killed.stdout.splitlines() if line in made]
        assert len(acknowledged) >= 4
        held = TinyStore(root).load("one")
        assert lost(held, [made[id] for id in acknowledged]) == []
        # What the kill came before may be there besides; nothing is there in part.
        assert torn(held, list(made.values())) == []
