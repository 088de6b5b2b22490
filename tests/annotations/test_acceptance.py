"""How often suggestions are taken, and when a source is no longer listened to."""

import pytest

from annotations.acceptance import ENOUGH, Acceptance, Decisions, why_silenced
from annotations.annotation import Annotation, Change, Verdict


def decided(
    number: int, verdict: Verdict, origin: str = "rule:x", label: str = "actor"
) -> Annotation:
    return Annotation(str(number), 0, 3, label, "ann", origin=origin, verdict=verdict)


def some(accepted: int, edited: int, rejected: int, origin: str = "rule:x") -> list[Annotation]:
    verdicts: list[Verdict] = ["accepted"] * accepted + ["edited"] * edited
    verdicts += ["rejected"] * rejected
    return [decided(n, verdict, origin) for n, verdict in enumerate(verdicts)]


def test_decisions_are_counted_by_source_and_label() -> None:
    records = [
        *some(2, 1, 3),
        decided(9, "rejected", label="date"),
        decided(10, "accepted", "model:y"),
        decided(11, "suggested"),
        Annotation("12", 0, 3, "actor", "ann"),
    ]
    acceptance = Acceptance(records)
    assert acceptance.by_source_and_label() == {
        ("model:y", "actor"): Decisions(1, 0, 0),
        ("rule:x", "actor"): Decisions(2, 1, 3),
        ("rule:x", "date"): Decisions(0, 0, 1),
    }
    assert acceptance.by_source() == {"model:y": Decisions(1), "rule:x": Decisions(2, 1, 4)}


@pytest.mark.parametrize(
    ("counts", "silenced"),
    [
        ((0, 0, ENOUGH), True),
        ((8, 0, 22), True),
        ((5, 3, 22), True),
        ((9, 0, 21), False),
        ((0, 9, 21), False),
        ((0, 0, ENOUGH - 1), False),
        ((0, 0, 0), False),
    ],
)
def test_a_source_of_which_little_is_taken_is_silenced(
    counts: tuple[int, int, int], silenced: bool
) -> None:
    assert Acceptance(some(*counts)).silenced == ({"rule:x"} if silenced else set())


def test_a_source_that_is_always_asked_is_never_silent() -> None:
    records = [*some(0, 0, ENOUGH), *some(0, 0, ENOUGH, "rule:y")]
    assert Acceptance(records, ("rule:x",)).silenced == {"rule:y"}


def test_changes_keep_the_counts_true() -> None:
    acceptance = Acceptance(some(8, 0, 21))
    last = Change("c", "c", "ann", "t", added=(decided(99, "rejected"),))
    assert acceptance.silenced == set()
    acceptance.take(last)
    assert acceptance.silenced == {"rule:x"}
    acceptance.take(last.inverse())
    assert acceptance.silenced == set()
    accepted, rejected = decided(0, "accepted"), decided(0, "rejected")
    acceptance.take(Change("d", "d", "ann", "t", removed=(accepted,), added=(rejected,)))
    assert acceptance.by_source() == {"rule:x": Decisions(7, 0, 22)}


def test_it_says_why() -> None:
    said = why_silenced("rule:x", Decisions(5, 3, 22))
    assert said == (
        "rule:x is now off: only 8 of its 30 suggestions were accepted."
        ' To turn it back on, put always = ["rule:x"] under [suggest] in postil.toml.'
    )
    assert Decisions().share == 0
