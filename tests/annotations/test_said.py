"""What is said of an article, answered at a place and decided on old tags, and what then fits."""

import pytest
from msgspec.structs import replace

from annotations.annotation import (
    Annotation,
    Change,
    Code,
    Conflict,
    Contents,
    Decision,
    Link,
    Value,
)
from annotations.fitting import fit
from annotations.suggestion import Candidate
from tests.annotations.sitting import Sitting

BEN = Code("ben", "frame", "war")
PEACE, WAR = Code("ann", "frame", "peace"), Code("ann", "frame", "war")
TONE = Code("ann", "tone", 2)
PLACE = ("check", "span", "t")


def changed(**parts: object) -> Change:
    return replace(Change("c", "c", "ann", ""), **parts)


@pytest.mark.parametrize(
    ("values", "gone", "come"),
    [
        ({"frame": "war"}, {PEACE}, {WAR}),
        ({"frame": "peace"}, set(), set()),
        ({"frame": ""}, {PEACE}, set()),
        ({"tone": ""}, set(), set()),
        ({"tone": 2}, set(), {TONE}),
        ({"tone": 2, "frame": "war"}, {PEACE}, {TONE, WAR}),
    ],
)
def test_what_is_said_of_an_article(
    values: dict[str, Value], gone: set[Code], come: set[Code]
) -> None:
    session = Sitting(Contents(codes=frozenset({BEN, PEACE}))).session
    change = session.code(values)
    assert (set(change.uncoded), set(change.coded)) == (gone, come)
    assert session.contents.codes == ({BEN, PEACE} - gone) | come
    if change:
        session.undo()
    assert session.contents.codes == {BEN, PEACE}


def test_an_answer_takes_the_place_of_ones_own_earlier_one() -> None:
    bens = Decision("looks", PLACE, "0", "fine", "", "ben", "t0")
    session = Sitting(Contents(decisions=frozenset({bens}))).session
    (first,) = session.answer("looks", PLACE, "1", "fine").decided
    assert (first.kind, first.about, first.judged, first.answer) == ("looks", PLACE, "1", "fine")
    elsewhere = session.answer("looks", ("check", "span", "u"), "1", "fine").decided
    change = session.answer("looks", PLACE, "2", "nobody")
    (second,) = change.decided
    assert change.undecided == (first,)
    assert (second.answer, second.by) == ("nobody", "ann")
    assert second.at > first.at
    assert session.decisions == {bens, second, *elsewhere}
    taken_back = session.answer("looks", PLACE, "2", None)
    assert (taken_back.undecided, taken_back.decided) == ((second,), ())
    session.undo()
    assert session.decisions == {bens, second, *elsewhere}


@pytest.mark.parametrize("theirs", [PEACE, None])
def test_what_was_said_elsewhere_holds_on_the_screen_too(theirs: Code | None) -> None:
    session = Sitting(Contents(codes=frozenset({BEN}))).session
    mine = session.code({"frame": "war", "tone": 2})
    session.taken(mine.id, replace(mine, coded=(TONE,)), None, [Conflict(WAR, theirs)])
    assert session.contents.codes == {BEN, TONE, *filter(None, [theirs])}


@pytest.mark.parametrize(
    ("here", "gone", "come", "fits", "told"),
    [
        ({PEACE}, (PEACE,), (WAR,), ((PEACE,), (WAR,)), ()),
        ({WAR}, (PEACE,), (WAR,), ((), (WAR,)), ()),
        ({WAR}, (PEACE,), (), ((), ()), (Conflict(PEACE, WAR),)),
        ({WAR}, (), (PEACE,), ((), ()), (Conflict(PEACE, WAR),)),
        (set(), (PEACE,), (), ((), ()), ()),
        (set(), (PEACE,), (WAR,), ((), ()), (Conflict(WAR, None),)),
        ({WAR, TONE}, (PEACE, TONE), (), ((TONE,), ()), (Conflict(PEACE, WAR),)),
    ],
)
def test_what_of_codes_fits(
    here: set[Code],
    gone: tuple[Code, ...],
    come: tuple[Code, ...],
    fits: tuple[tuple[Code, ...], tuple[Code, ...]],
    told: tuple[Conflict, ...],
) -> None:
    fitted, conflicts = fit(changed(uncoded=gone, coded=come), Contents(codes=frozenset(here)))
    assert ((fitted.uncoded, fitted.coded), conflicts) == (fits, told)


def test_only_what_is_there_is_taken_out_and_links_of_what_could_not_be_stay() -> None:
    tags = {id: Annotation(id, 0, 5, "actor", "ann") for id in "xyz"}
    here = Contents(
        tags | {"x": replace(tags["x"], label="date")},
        frozenset({Link("by", "y", "x"), Link("by", "y", "z")}),
    )
    wanted = changed(
        removed=(tags["x"],),
        unlinked=(Link("by", "y", "x"), Link("by", "y", "z"), Link("by", "z", "y")),
        undecided=(Decision("looks", PLACE, "0", "fine"),),
    )
    fitted, conflicts = fit(wanted, here)
    assert fitted.unlinked == (Link("by", "y", "z"),)
    assert fitted.undecided == ()
    assert conflicts == (Conflict(tags["x"], here.annotations["x"]),)


@pytest.mark.parametrize(
    ("annotator", "origin", "expected"),
    [("model:x", "", "model:x"), ("import", "model:y", "model:y")],
)
def test_a_stored_suggestion_keeps_who_proposed_it(
    annotator: str, origin: str, expected: str
) -> None:
    stored = Annotation("s", 6, 13, "actor", annotator, origin=origin, verdict="suggested")
    session = Sitting(Contents({"s": stored})).session
    waiting = Candidate(6, 13, "actor", (annotator,), stored="s")
    (made,) = session.accept(waiting, "date").added
    assert (made.id, made.origin, made.annotator, made.label) == ("s", expected, "ann", "date")


def test_a_tag_of_an_earlier_text_is_placed_or_given_up() -> None:
    old = Annotation("o", 0, 3, "actor", "ben", updated="t0", text_digest="0" * 64)
    session = Sitting(Contents({"o": old})).session
    change = session.decide("o", (5, 14))
    (placed,) = change.added
    assert placed == replace(old, start=6, end=13, text_digest="", updated=placed.updated)
    assert placed.updated > "t0"
    assert (change.removed, list(session.index), session.suggested) == ((old,), [placed], {})
    session.undo()
    assert session.suggested == {"o": old}
    given_up = session.decide("o", None)
    assert (given_up.removed, given_up.added, session.suggested) == ((old,), (), {})
