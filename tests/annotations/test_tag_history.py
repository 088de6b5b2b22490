"""An annotation's life in sentences."""

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Link
from annotations.tag_history import Event, tag_history

TEXT = "Mayor Ann Lee said so on Monday."
TAG = Annotation("x", 6, 13, "actor", "ana")


def change(before: Annotation | None, after: Annotation | None, kind: str = "edit") -> Change:
    removed, added = ((one,) if one else () for one in (before, after))
    return Change("c", "c", "ana", "t", kind, removed=removed, added=added)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (None, TAG, "made actor"),
        (
            None,
            replace(TAG, origin="rule:name", verdict="accepted"),
            "made actor, accepted from rule:name",
        ),
        (TAG, None, "removed"),
        (TAG, replace(TAG, label="date"), "actor → date"),
        (TAG, replace(TAG, end=9), "now “Ann”"),
        (TAG, replace(TAG, attrs={"entity": "lee"}), "entity none → lee"),
        (TAG, replace(TAG, attrs={"entity": "l" * 50}), "entity none → " + "l" * 39 + "…"),
        (TAG, replace(TAG, note="see below"), "note changed"),
        (replace(TAG, note="see below"), TAG, "note removed"),
        (TAG, replace(TAG, verdict="rejected"), "rejected"),
        (TAG, replace(TAG, label="date", start=0), "actor → date, now “Mayor Ann Lee”"),
    ],
)
def test_a_step_is_told(before: Annotation | None, after: Annotation | None, what: str) -> None:
    assert tag_history("x", [change(before, after)], TEXT) == [Event("t", "ana", what)]


def test_only_what_concerns_the_annotation_is_told_in_order() -> None:
    other = replace(TAG, id="y")
    link = Link("speaker", "x", "y")
    changes = [
        change(None, other),
        change(None, TAG),
        replace(change(None, None), linked=(link,)),
        change(TAG, None, "undo"),
        replace(change(None, TAG, "redo"), unlinked=(link,)),
    ]
    assert [event.what for event in tag_history("x", changes, TEXT)] == [
        "made actor",
        "linked as speaker",
        "undo: removed",
        "redo: made actor, link speaker removed",
    ]
