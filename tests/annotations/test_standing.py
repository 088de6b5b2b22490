"""Which tag is meant: the next one, the one just there, the innermost; and whose status holds."""

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Conflict, Contents
from annotations.errors import PostilError
from annotations.units import Span
from tests.annotations.sitting import Sitting

TAGS = [
    Annotation("w", 0, 13, "quote", "ann"),
    Annotation("a", 6, 13, "actor", "ann"),
    Annotation("b", 6, 13, "date", "ann"),
    Annotation("q", 19, 28, "quote", "ann"),
]


def tagged() -> Sitting:
    return Sitting(Contents({tag.id: tag for tag in TAGS}))


@pytest.mark.parametrize(
    ("span", "held", "forward", "found"),
    [
        ((0, 5), None, True, "a"),
        ((0, 13), None, True, "w"),
        ((0, 13), None, False, "w"),
        ((6, 13), None, True, "a"),
        ((6, 13), None, False, "b"),
        ((7, 9), None, False, "b"),
        ((7, 9), None, True, "q"),
        ((0, 14), None, True, "w"),
        ((0, 12), None, True, "a"),
        # From a tag that is held, whatever is selected.
        ((0, 5), "a", True, "b"),
        ((0, 5), "b", True, "q"),
        ((0, 5), "b", False, "a"),
        ((30, 38), "a", False, "w"),
        ((30, 38), "w", False, "before"),
        ((0, 5), "q", True, "after"),
        ((0, 5), "gone", True, "a"),
        ((30, 38), None, True, "after"),
        ((30, 38), None, False, "q"),
    ],
)
def test_the_tag_beside(span: Span, held: str | None, forward: bool, found: str) -> None:
    session = tagged().session
    if len(found) == 1:
        assert session.beside(span, held, forward).id == found
        return
    with pytest.raises(PostilError, match=f"no tag {found} this one"):
        session.beside(span, held, forward)


@pytest.mark.parametrize(
    ("span", "held", "found"),
    [
        ((6, 13), None, "b"),
        ((6, 13), "a", "a"),
        ((6, 13), "w", "b"),
        ((0, 13), None, "w"),
        ((0, 12), "w", None),
    ],
)
def test_the_tag_of_just_this_span(span: Span, held: str | None, found: str | None) -> None:
    exact = tagged().session.exactly(span, held)
    assert (exact and exact.id) == found


@pytest.mark.parametrize(
    ("span", "cursor", "found"),
    [
        ((6, 9), 8, "a"),
        ((0, 5), 4, "w"),
        ((0, 20), 19, "q"),
        # The cursor is on none, but the selection is.
        ((3, 18), 17, "a"),
        ((0, 18), 17, "a"),
        ((25, 31), 30, "q"),
        ((29, 38), 37, None),
    ],
)
def test_the_innermost_tag(span: Span, cursor: int, found: str | None) -> None:
    session = tagged().session
    if found:
        assert session.innermost(span, cursor).id == found
        return
    with pytest.raises(PostilError, match="no tag here"):
        session.innermost(span, cursor)


def test_a_status_given_elsewhere_holds_and_is_what_is_on_the_disk() -> None:
    session = tagged().session
    change = session.mark("done")
    refused = Change(change.id, change.id, "ann", "")
    session.taken(change.id, refused, None, [Conflict("done", "skipped")])
    assert (session.status, session.saved_status) == ("skipped", "skipped")
    assert session.mark().status == ("skipped", "open")


def test_an_undo_that_finds_nothing_left_is_passed_by_the_next() -> None:
    sitting = Sitting()
    ann = sitting.tag("Ann", "actor")
    monday = sitting.tag("Monday", "date")
    sitting.confirm()
    (old,) = monday.added
    new = replace(old, label="quote")
    other = Change("other", "other", "ben", "", removed=(old,), added=(new,))
    noted = sitting.session.describe(ann.added[0].id, note="who?")
    sitting.session.taken(noted.id, noted, other, ())
    sitting.session.undo()
    sent = len(sitting.submitted)
    nothing, conflicts = sitting.session.undo()
    assert not nothing
    assert conflicts == (Conflict(old, new),)
    assert len(sitting.submitted) == sent
    sitting.session.undo()
    assert sitting.tags == [("Monday", "quote")]


def test_what_was_saved_in_this_sitting_is_taken_back_once() -> None:
    sitting = Sitting(past=lambda: sitting.submitted)
    sitting.tag("Ann", "actor")
    sitting.tag("Monday", "date")
    sitting.session.undo()
    assert sitting.tags == [("Ann", "actor")]
    sitting.session.undo()
    with pytest.raises(PostilError, match="nothing to undo"):
        sitting.session.undo()
