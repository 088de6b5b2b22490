"""What undo and redo take back and bring again, over restarts and others' changes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Code, Contents, Kind, Link, difference
from annotations.editing import composed, past_of
from annotations.errors import Away, PostilError
from tests.annotations.sitting import Sitting


def test_undo_and_redo_back_and_forth() -> None:
    sitting = Sitting()
    states = [sitting.session.contents]
    for words, label in (("Ann Lee", "actor"), ("Monday", "actor"), ("Monday", "date")):
        sitting.tag(words, label)
        states.append(sitting.session.contents)
    for _ in range(2):
        for state in states[-2::-1]:
            change, conflicts = sitting.session.undo()
            assert change.kind == "undo"
            assert not conflicts
            assert sitting.session.contents == state
        with pytest.raises(PostilError, match="nothing to undo"):
            sitting.session.undo()
        for state in states[1:]:
            change, conflicts = sitting.session.redo()
            assert change.kind == "redo"
            assert sitting.session.contents == state
        with pytest.raises(PostilError, match="nothing to repeat"):
            sitting.session.redo()
    assert len(sitting.submitted) == 3 + 2 * 6
    assert len({change.id for change in sitting.submitted}) == len(sitting.submitted)
    times = [change.at for change in sitting.submitted]
    assert times == sorted(set(times))


def test_something_new_after_undo_ends_redo() -> None:
    sitting = Sitting()
    sitting.tag("Ann", "actor")
    sitting.session.undo()
    sitting.tag("Monday", "date")
    with pytest.raises(PostilError, match="nothing to repeat"):
        sitting.session.redo()


def test_undo_and_redo_reach_over_a_restart() -> None:
    first = Sitting()
    first.tag("Ann Lee", "actor")
    one = first.session.contents
    first.tag("Monday", "date")
    two = first.session.contents
    first.session.undo()

    second = Sitting(one, past=lambda: first.submitted)
    second.session.redo()
    assert second.session.contents == two
    second.session.undo()
    second.session.undo()
    assert second.session.contents == Contents()

    third = Sitting(Contents(), past=lambda: [*first.submitted, *second.submitted])
    third.session.redo()
    third.session.redo()
    assert third.session.contents == two


def test_the_past_is_read_at_the_first_undo_only() -> None:
    reads: list[int] = []
    sitting = Sitting(past=lambda: reads.append(1) or [])  # type: ignore[func-returns-value]
    sitting.tag("Ann", "actor")
    assert not reads
    sitting.session.undo()
    sitting.session.redo()
    assert reads == [1]


def test_while_the_past_is_out_of_reach_what_was_done_since_is_taken_back() -> None:
    first = Sitting()
    first.tag("Ann Lee", "actor")
    away = [Away("The server does not answer.")]

    def past() -> list[Change]:
        if away:
            raise away[0]
        return first.submitted

    sitting = Sitting(first.session.contents, past=past)
    with pytest.raises(Away):
        sitting.session.undo()
    sitting.tag("Monday", "date")
    sitting.session.undo()
    sitting.session.redo()
    sitting.session.undo()
    with pytest.raises(PostilError, match="nothing to undo"):
        sitting.session.undo()
    away.clear()
    sitting.session.undo()
    assert not sitting.session.contents.annotations
    sitting.session.redo()
    sitting.session.redo()
    assert sorted(a.label for a in sitting.session.index) == ["actor", "date"]


def test_a_change_read_from_the_past_and_made_here_counts_once() -> None:
    sitting = Sitting(past=lambda: sitting.submitted)
    sitting.tag("Ann", "actor")
    sitting.session.undo()
    assert sitting.tags == []
    with pytest.raises(PostilError, match="nothing to undo"):
        sitting.session.undo()


def test_only_what_this_annotator_did_is_taken_back() -> None:
    theirs = Annotation("b", 0, 5, "actor", "bob")
    change = Change("c1", "c1", "bob", "t", added=(theirs,))
    sitting = Sitting(Contents({"b": theirs}), past=lambda: [change])
    with pytest.raises(PostilError, match="nothing to undo"):
        sitting.session.undo()


def test_undo_leaves_and_names_what_was_changed_since() -> None:
    sitting = Sitting()
    change = sitting.tag("Ann", "actor")
    (made,) = change.added
    sitting.confirm()
    changed = replace(made, label="date", annotator="bob")
    outside = Change("o", "o", "bob", "t", removed=(made,), added=(changed,))
    poke = sitting.session.mark("done")
    sitting.session.taken(poke.id, poke, outside, ())
    sitting.session.undo()
    undone, conflicts = sitting.session.undo()
    assert not undone
    assert [(c.mine, c.theirs) for c in conflicts] == [(made, changed)]
    assert sitting.session.contents.annotations == {made.id: changed}


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
