"""What two sides' changes say of one value: which was given up, which took its place."""

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Status
from annotations.store.history import Ledger

TAG = Annotation("t", 0, 4, "boat", "ana", note="Which?")

Turn = tuple[Status, Status]
DONE, SKIPPED, BACK = ("open", "done"), ("open", "skipped"), ("done", "open")
OVER, ON = ("done", "skipped"), ("skipped", "open")


def ledger(*turns: Turn) -> Ledger:
    """A ledger of changes of the status, one after the other or on two sides."""
    return Ledger(Change(str(n), str(n), "ana", "", status=turn) for n, turn in enumerate(turns))


@pytest.mark.parametrize(
    ("turns", "left"),
    [
        ((), (1, 0, 0)),
        ((DONE,), (0, 1, 0)),
        ((DONE, SKIPPED), (-1, 1, 1)),
        ((DONE, SKIPPED, OVER), (-1, 0, 2)),
        ((DONE, BACK), (1, 0, 0)),
        ((DONE, OVER, ON), (1, 0, 0)),
    ],
)
def test_a_value_is_left_as_often_as_it_came_and_did_not_go(
    turns: tuple[Turn, ...], left: tuple[int, int, int]
) -> None:
    found = ledger(*turns)
    assert tuple(found.left("status", one) for one in ("open", "done", "skipped")) == left
    assert found.left("status", None) == 1  # nobody said that there is none


@pytest.mark.parametrize(
    ("turns", "ours", "theirs", "later", "both"),
    [
        ((), "open", "done", None, False),
        ((DONE,), "open", "done", "theirs", False),
        ((DONE,), "done", "open", "ours", False),
        ((DONE, SKIPPED), "done", "skipped", None, True),
        ((DONE, SKIPPED, OVER), "done", "skipped", "theirs", False),
        ((DONE, SKIPPED, OVER), "skipped", "done", "ours", False),
        ((DONE, BACK), "done", "open", "theirs", False),
        ((DONE, BACK), "open", "done", "ours", False),
        ((DONE, OVER, ON), "done", "skipped", None, False),  # neither is left
        ((DONE,), "skipped", "done", None, False),  # nobody is known to have said it
        ((DONE, SKIPPED, ON), "done", "open", "ours", False),
    ],
)
def test_the_later_side_is_the_one_that_took_the_others_place(
    turns: tuple[Turn, ...], ours: Status, theirs: Status, later: str | None, both: bool
) -> None:
    found = ledger(*turns)
    assert found.later("status", ours, theirs) == later
    assert found.both("status", ours, theirs) is both


def test_what_was_never_given_up_is_not_replaced() -> None:
    found = ledger(DONE, BACK, DONE)
    assert [found.replaced("status", one) for one in ("open", "done", "skipped")] == [
        True, False, False,
    ]  # fmt: skip


def test_a_tag_agrees_where_each_part_of_it_is_as_some_side_left_it() -> None:
    ship, plain = replace(TAG, label="ship"), replace(TAG, note="")
    mixed = replace(ship, note="")
    came = Change("1", "1", "ana", "", added=(TAG,))
    ours = Change("2", "2", "ana", "", removed=(TAG,), added=(ship,))
    theirs = Change("3", "3", "ben", "", removed=(TAG,), added=(plain,))
    found = Ledger((came, ours, theirs))
    assert found.agrees("t", mixed)
    assert found.agrees("t", ship) is found.agrees("t", TAG) is found.agrees("t", None) is False
    gone = Ledger((came, Change("4", "4", "ana", "", removed=(TAG,))))
    assert gone.agrees("t", None)
    assert not gone.agrees("t", TAG)
    assert gone.agrees("never", None)
