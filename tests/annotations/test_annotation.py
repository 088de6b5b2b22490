"""Changes: what fits, what undoing restores, and that two people's changes merge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.annotation import (
    Annotation,
    Change,
    Code,
    Conflict,
    Contents,
    Decision,
    Link,
    difference,
)
from annotations.fitting import fit

IDS = "abcdef"
NOTHING = Change("c", "c", "ann", "t")


def made(id: str, label: str = "actor", start: int = 0) -> Annotation:
    return Annotation(id, start, start + 3, label, "ann")


def contents_of(*annotations: Annotation, links: tuple[Link, ...] = ()) -> Contents:
    return Contents({a.id: a for a in annotations}, frozenset(links))


def fitted(contents: Contents, change: Change) -> tuple[Change, tuple[Conflict, ...]]:
    return fit(change, contents)


def applied(contents: Contents, change: Change) -> Contents:
    return contents.after(fitted(contents, change)[0])


labels = st.sampled_from(["actor", "date", "quote"])
statuses = st.sampled_from(["open", "done", "skipped"])
decisions = st.frozensets(
    st.builds(
        Decision,
        st.just("finding"),
        st.sampled_from([("a",), ("b",)]),
        st.sampled_from("xy"),
        st.just("fine"),
    ),
    max_size=2,
)


@st.composite
def codings(draw: st.DrawFn, names: str = "fg") -> frozenset[Code]:
    """What is said of an article, one thing under a name."""
    said = draw(st.dictionaries(st.sampled_from(names), st.sampled_from(["war", "peace"])))
    return frozenset(Code("ann", name, value) for name, value in said.items())


@st.composite
def any_contents(draw: st.DrawFn, ids: str = IDS) -> Contents:
    present = draw(st.lists(st.sampled_from(ids), unique=True))
    annotations = {id: made(id, draw(labels), draw(st.integers(0, 5))) for id in present}
    ends = st.sampled_from(present) if present else st.nothing()
    links = st.frozensets(st.builds(Link, st.just("speaker"), ends, ends), max_size=4)
    whole = draw(links) if present else frozenset()
    return Contents(annotations, whole, draw(statuses), draw(decisions), draw(codings()))


@st.composite
def edits(
    draw: st.DrawFn, contents: Contents, ids: str, status: bool = True, names: str = "fg"
) -> Change:
    """A change made by somebody who sees `contents`, to annotations of `ids` only."""
    after = dict(contents.annotations)
    for id in draw(st.lists(st.sampled_from(ids), unique=True, max_size=3)):
        after.pop(id, None)
        if draw(st.booleans()):
            after[id] = made(id, draw(labels), draw(st.integers(0, 5)))
    ends = st.sampled_from(sorted(after)) if after else st.nothing()
    new = draw(st.frozensets(st.builds(Link, st.just("speaker"), ends, ends), max_size=2))
    links = {
        k
        for k in contents.links | (new if after else set())
        if {k.source, k.target} <= after.keys()
    }
    turned = draw(statuses) if status else contents.status
    codes = {code for code in contents.codes if code.name not in names} | draw(codings(names))
    decided = contents.decisions ^ draw(decisions)
    made_of = Contents(after, frozenset(links), turned, decided, frozenset(codes))
    return difference(contents, made_of, NOTHING)


def is_whole(contents: Contents) -> bool:
    return all({k.source, k.target} <= contents.annotations.keys() for k in contents.links)


@given(any_contents(), any_contents())
def test_a_difference_leads_from_one_to_the_other(old: Contents, new: Contents) -> None:
    change = difference(old, new, NOTHING)
    assert old.after(change) == new
    assert new.after(change.inverse()) == old
    assert bool(change) == (old != new)
    assert change.inverse().inverse() == change


@given(st.data())
def test_a_change_and_its_inverse_restore(data: st.DataObject) -> None:
    before = data.draw(any_contents())
    change, conflicts = fitted(before, data.draw(edits(before, IDS)))
    assert not conflicts
    after = before.after(change)
    assert is_whole(after)
    back, conflicts = fitted(after, change.inverse())
    assert not conflicts
    assert after.after(back) == before


@given(st.data())
def test_applying_twice_is_harmless(data: st.DataObject) -> None:
    before = data.draw(any_contents())
    change = data.draw(edits(before, IDS))
    once = applied(before, change)
    again, conflicts = fitted(once, change)
    assert not conflicts
    assert once.after(again) == once


@given(st.data())
def test_changes_to_different_annotations_merge_in_either_order(data: st.DataObject) -> None:
    before = data.draw(any_contents())
    mine = data.draw(edits(before, "abc", names="f"))
    theirs = data.draw(edits(before, "def", status=False, names="g"))
    one, other = applied(applied(before, mine), theirs), applied(applied(before, theirs), mine)
    assert one == other
    assert not fitted(applied(before, mine), theirs)[1]
    assert is_whole(one)


@given(st.data())
def test_what_does_not_fit_is_named_and_stays(data: st.DataObject) -> None:
    before = data.draw(any_contents())
    mine, theirs = data.draw(edits(before, IDS)), data.draw(edits(before, IDS))
    now = applied(before, theirs)
    change, conflicts = fitted(now, mine)
    after = now.after(change)
    assert is_whole(after)
    named = {c.mine.id for c in conflicts if isinstance(c.mine, Annotation)}
    wanted = {a.id for a in (*mine.removed, *mine.added)}
    assert named <= wanted
    for id in named:
        assert after.annotations.get(id) == now.annotations.get(id)
    goal = {a.id: a for a in mine.added}
    for id in wanted - named:
        assert after.annotations.get(id) == goal.get(id)
    for link in now.links - after.links:
        assert link in mine.unlinked or not {link.source, link.target} <= after.annotations.keys()


ACTOR, QUOTE = made("a"), made("q", "quote", 9)
SAID = Link("speaker", "q", "a")


def test_links_go_and_return_with_their_ends() -> None:
    before = contents_of(ACTOR, QUOTE, links=(SAID,))
    change, _ = fitted(before, replace(NOTHING, removed=(ACTOR,)))
    assert change.unlinked == (SAID,)
    after = before.after(change)
    assert after == contents_of(QUOTE)
    assert applied(after, change.inverse()) == before


def test_relabelling_keeps_links() -> None:
    before = contents_of(ACTOR, QUOTE, links=(SAID,))
    change = replace(NOTHING, removed=(ACTOR,), added=(replace(ACTOR, label="date"),))
    assert applied(before, change).links == {SAID}


def test_a_link_without_its_end_is_left_out() -> None:
    assert applied(contents_of(QUOTE), replace(NOTHING, linked=(SAID,))) == contents_of(QUOTE)


def test_links_of_what_could_not_be_removed_stay() -> None:
    mine = fitted(contents_of(ACTOR, QUOTE, links=(SAID,)), replace(NOTHING, removed=(ACTOR,)))[0]
    changed = contents_of(replace(ACTOR, label="date"), QUOTE, links=(SAID,))
    change, conflicts = fitted(changed, mine)
    assert conflicts == (Conflict(ACTOR, replace(ACTOR, label="date")),)
    assert not change
    assert applied(changed, mine) == changed


@pytest.mark.parametrize(
    ("stands", "change", "conflict"),
    [
        (None, replace(NOTHING, removed=(ACTOR,)), None),
        (ACTOR, replace(NOTHING, removed=(ACTOR,)), None),
        (made("a", "date"), replace(NOTHING, removed=(ACTOR,)), (ACTOR, made("a", "date"))),
        (None, replace(NOTHING, added=(ACTOR,)), None),
        (ACTOR, replace(NOTHING, added=(ACTOR,)), None),
        (made("a", "date"), replace(NOTHING, added=(ACTOR,)), (ACTOR, made("a", "date"))),
        (
            None,
            replace(NOTHING, removed=(ACTOR,), added=(made("a", "date"),)),
            (made("a", "date"), None),
        ),
    ],
)
def test_conflicts(
    stands: Annotation | None, change: Change, conflict: tuple[object, object] | None
) -> None:
    conflicts = fitted(contents_of(*([stands] if stands else [])), change)[1]
    assert [(c.mine, c.theirs) for c in conflicts] == ([conflict] if conflict else [])


def test_a_status_changed_elsewhere_is_a_conflict() -> None:
    done = replace(NOTHING, status=("open", "done"))
    assert applied(Contents(), done).status == "done"
    assert fitted(Contents(status="done"), done)[1] == ()
    change, conflicts = fitted(Contents(status="skipped"), done)
    assert conflicts == (Conflict("done", "skipped"),)
    assert not change


def test_reading_order_is_by_start_then_the_longer() -> None:
    longer = replace(made("b"), end=9)
    assert sorted([made("a"), longer, made("c")], key=lambda a: a.order) == [
        longer,
        made("a"),
        made("c"),
    ]


def test_a_code_said_otherwise_elsewhere_is_a_conflict() -> None:
    here = Contents(codes=frozenset({Code("ann", "frame", "peace"), Code("bob", "frame", "war")}))
    said = replace(NOTHING, coded=(Code("ann", "frame", "war"), Code("ann", "tone", 2)))
    change, conflicts = fit(said, here)
    assert conflicts == (Conflict(said.coded[0], Code("ann", "frame", "peace")),)
    assert here.after(change).codes_of("ann") == {"frame": "peace", "tone": 2}
    assert here.after(change).codes_of("bob") == {"frame": "war"}


def test_a_decision_is_a_value_in_a_set() -> None:
    fine = Decision("finding", ("check", "edges", "a"), "d1", "fine", by="ann")
    here = Contents(decisions=frozenset({fine}))
    assert fit(replace(NOTHING, decided=(fine,)), here)[1] == ()
    change, conflicts = fit(replace(NOTHING, undecided=(fine, replace(fine, by="bob"))), here)
    assert (change.undecided, conflicts) == ((fine,), ())
