"""Which action `u` takes back and `U` repeats, and several changes made one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Code, Contents, Kind, Link, difference
from annotations.editing import composed, past_of

NOTHING = Change("c", "c", "ann", "t")


def change(id: str, action: str = "", kind: Kind = "edit", annotator: str = "ann") -> Change:
    return Change(id, action or id, annotator, "t", kind)


@pytest.mark.parametrize(
    ("changes", "done", "undone"),
    [
        ([], "", ""),
        ([change("1"), change("2")], "12", ""),
        ([change("1"), change("2"), change("3", "2", "undo")], "1", "2"),
        ([change("1"), change("2", "1", "undo"), change("3", "1", "redo")], "1", ""),
        ([change("1"), change("2", "1", "undo"), change("3")], "3", ""),
        ([change("1"), change("2", "1")], "1", ""),
        ([change("1", "a"), change("2", "b"), change("3", "a")], "ba", ""),
        ([change("1", annotator="bob"), change("2", kind="import")], "", ""),
        ([change("1"), change("2", "1", "undo"), change("3", annotator="bob")], "", "1"),
    ],
)
def test_what_is_done_and_undone(changes: list[Change], done: str, undone: str) -> None:
    past = past_of("ann", changes)
    assert ("".join(past.done), "".join(past.undone)) == (done, undone)


def test_reversal_turns_the_last_doing_round() -> None:
    a, b = Annotation("a", 0, 1, "actor", "ann"), Annotation("a", 0, 1, "date", "ann")
    made, relabelled = (
        replace(change("1"), added=(a,)),
        replace(change("2", "1"), removed=(a,), added=(b,)),
    )
    past = past_of("ann", [made, relabelled])
    reversal = past.reversal("1")
    assert reversal
    assert (reversal.removed, reversal.added) == ((b,), ())
    past.note(replace(change("3", "1", "undo"), removed=(b,)))
    again = past.reversal("1")
    assert again
    assert (again.removed, again.added) == ((), (b,))
    assert past.reversal("unknown") is None


def test_nothing_cannot_be_composed() -> None:
    with pytest.raises(ValueError, match="no changes"):
        composed([])


annotations = st.builds(
    lambda id, label: Annotation(id, 0, 1, label, "ann"),
    st.sampled_from("abcd"),
    st.sampled_from(["actor", "date"]),
)
contents = st.builds(
    lambda inside, links, status, said: Contents(
        {a.id: a for a in inside}, links, status, codes=frozenset(Code("ann", *s) for s in said)
    ),
    st.lists(annotations),
    st.frozensets(st.builds(Link, st.just("x"), st.sampled_from("ab"), st.sampled_from("cd"))),
    st.sampled_from(["open", "done", "skipped"]),
    st.sampled_from([(), (("f", "war"),), (("f", "peace"), ("g", True))]),
)


@given(st.lists(contents, min_size=2, max_size=5))
def test_composed_changes_are_one_difference(states: list[Contents]) -> None:
    steps = [difference(a, b, NOTHING) for a, b in pairwise(states)]
    whole = composed(steps)
    assert states[0].after(whole) == states[-1]
    assert states[-1].after(whole.inverse()) == states[0]
    assert bool(whole) == (states[0] != states[-1])
