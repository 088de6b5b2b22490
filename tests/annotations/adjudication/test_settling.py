"""What an answer changes in the result, and in the decisions that it keeps."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.adjudication.meaning import Meaning
from annotations.adjudication.outcome import Answer
from annotations.adjudication.settling import answered, drafted, entities_needed
from annotations.annotation import Annotation, Change, Code, Contents, Link
from annotations.entity import Entity
from tests.annotations.adjudication.layers import layer, layers, tag
from tests.annotations.adjudication.settled import Settled, two


def test_what_all_agree_on_is_taken_in_one_change_and_bears_who_agreed() -> None:
    settled = two()
    change = settled.take_agreed()
    assert settled.tags == [(0, 6, "actor", {}, ("ana", "ben"))]
    assert [one.id for one in change.added] == ["a1"]
    assert [(one.answer, one.by, one.note) for one in change.decided] == [("agreed", "eve", "")]
    assert not settled.take_agreed()
    assert [case.ids for case in settled.outcome.open] == [("a2", "b2"), ("a3",)]


@pytest.mark.parametrize(
    ("answer", "by", "why", "end", "agreed", "note"),
    [
        ("took", "ana", "", 20, ("ana",), "ana"),
        ("took", "ben", "the month only", 18, ("ben",), "ben: the month only"),
        ("nobody", "", "it is no date", None, None, "it is no date"),
        ("ask", "", "is it?", None, None, "is it?"),
    ],
)
def test_an_answer_is_a_decision_with_who_when_and_why(
    answer: Answer, by: str, why: str, end: int | None, agreed: tuple[str, ...], note: str
) -> None:
    settled = two()
    case = settled.outcome.open[0]
    change = settled.answer(case, answer, by, why)
    found = [one for one in settled.tags if one[2] == "date"]
    assert found == ([(15, end, "date", {}, agreed)] if end else [])
    (one,) = [one for one in change.decided if one.about == case.key]
    assert (one.kind, one.judged, one.answer, one.note, one.by, one.at) == (
        "adjudicate", case.judged, answer, note, "eve", "2031-01-01T00:00:01Z"
    )  # fmt: skip
    assert case not in settled.outcome.open
    assert settled.outcome.state(case) == ("asked" if answer == "ask" else "settled")
    settled.put(change.inverse())
    assert settled.result == Contents()


def test_another_answer_takes_the_place_of_the_first() -> None:
    settled = two()
    case = settled.outcome.open[0]
    settled.answer(case, "took", "ana")
    settled.answer(case, "took", "ben")
    assert [one[1] for one in settled.tags if one[2] == "date"] == [18]
    assert len([one for one in settled.result.decisions if one.about == case.key]) == 1
    settled.answer(case, "nobody")
    assert not [one for one in settled.tags if one[2] == "date"]


def test_what_was_mended_is_taken_as_it_stands_with_those_who_say_so_too() -> None:
    settled = two()
    case = settled.outcome.open[0]
    change = settled.put(drafted(settled.outcome, case, "eve", "2031"))
    (draft,) = change.added
    assert not draft.agreed
    assert not drafted(settled.outcome, case, "eve", "2031")
    for end, agreed in ((19, ()), (18, ("ben",))):
        now = settled.result.annotations[draft.id]
        settled.put(Change("", "", "eve", "", removed=(now,), added=(replace(now, end=end),)))
        settled.answer(case, "mended")
        assert [one for one in settled.tags if one[2] == "date"] == [(15, end, "date", {}, agreed)]
    assert settled.outcome.decision(case).answer == "mended"  # type: ignore[union-attr]


def test_a_tag_made_anew_in_the_place_of_a_case_is_taken_for_it() -> None:
    settled = two()
    case = settled.outcome.open[0]
    own = Annotation("new", 10, 20, "date", "eve")
    settled.put(Change("", "", "eve", "", added=(own,)))
    settled.put(answered(settled.outcome, case, "mended", by="eve", at="2031", stands=own))
    (made,) = [a for a in settled.result.annotations.values() if a.label == "date"]
    assert (made.id, made.start) == ("a2", 10)
    assert settled.outcome.tag(case) == made


def linked() -> Settled:
    """Both link the same quote, the second quote only ana; they differ in the actor's extent."""
    return Settled(
        {
            "ana": layer(
                "ana",
                tag("a1", 0, 6), tag("a2", 30, 40, "quote"), tag("a3", 50, 60, "quote"),
                Link("speaker", "a2", "a1"), Link("speaker", "a3", "a1"),
            ),
            "ben": layer(
                "ben",
                tag("b1", 0, 9), tag("b2", 30, 40, "quote"), tag("b3", 50, 60, "quote"),
                Link("speaker", "b2", "b1"),
            ),
        }
    )  # fmt: skip


def test_links_come_after_their_ends_and_those_agreed_along_with_them() -> None:
    settled = linked()
    settled.take_agreed()
    (actor,) = settled.outcome.open
    assert actor.kind == "tag"
    change = settled.answer(actor, "took", "ben")
    assert change.linked == (Link("speaker", "a2", "b1"),)
    (link,) = settled.outcome.open
    assert (link.kind, link.name) == ("link", "speaker")
    settled.answer(link, "took", "ana")
    assert Link("speaker", "a3", "b1") in settled.result.links
    assert settled.outcome.open == []
    settled.answer(link, "nobody")
    assert settled.result.links == {Link("speaker", "a2", "b1")}


def test_a_link_to_nothing_is_not_asked_but_comes_back_with_its_end() -> None:
    settled = linked()
    settled.take_agreed()
    (actor,) = settled.outcome.open
    settled.answer(actor, "nobody")
    assert settled.outcome.open == []
    assert settled.result.links == frozenset()
    settled.answer(actor, "took", "ana")
    assert settled.result.links == {Link("speaker", "a2", "a1")}
    settled.answer(settled.outcome.open[0], "took", "ana")
    settled.answer(actor, "nobody")
    settled.answer(actor, "took", "ana")
    assert Link("speaker", "a2", "a1") in settled.result.links
    assert [case.kind for case in settled.outcome.open] == ["link"]


def test_an_entity_is_taken_by_its_name_with_what_the_result_needs_for_it() -> None:
    known = {
        "ana": {"v": Entity("v", "Verrin"), "x": Entity("x", "Lowmark")},
        "ben": {"w": Entity("w", "Verrin"), "x": Entity("x", "Sallow")},
    }
    settled = Settled(
        {
            "ana": layer("ana", tag("a1", 0, 6, entity="v"), tag("a2", 9, 12, entity="x")),
            "ben": layer("ben", tag("b1", 0, 6, entity="w"), tag("b2", 9, 12, entity="x")),
        }
    )
    settled.meaning = Meaning(known, {"verrin": Entity("verrin", "Verrin")})
    settled.take_agreed()
    assert [one[3] for one in settled.tags] == [{"entity": "verrin"}, {}]
    (case,) = settled.outcome.open
    assert (case.kind, [one.said for one in case.shuffled]) in [
        ("entity", ["Lowmark", "Sallow"]),
        ("entity", ["Sallow", "Lowmark"]),
    ]
    version = next(one for one in case.versions if one.by == ("ben",))
    change = answered(settled.outcome, case, "took", version, by="eve")
    (sallow,) = entities_needed(settled.outcome, change)
    settled.put(change)
    assert (settled.tags[1][3], sallow.name) == ({"entity": sallow.id}, "Sallow")


def test_a_code_is_said_by_who_settled_it_once() -> None:
    settled = Settled({"ana": layer("ana", tone="dry"), "ben": layer("ben", tone="wry")})
    settled.result = Contents(codes=frozenset([Code("ana", "tone", "dry")]))
    (case,) = settled.outcome.open
    settled.answer(case, "took", "ben")
    assert settled.result.codes == {Code("eve", "tone", "wry")}
    settled.answer(case, "nobody")
    assert settled.result.codes == frozenset()


def test_of_what_is_agreed_a_twentieth_is_looked_at_too_always_the_same() -> None:
    said = [tag(f"{{}}{n:03}", 2 * n, 2 * n + 1) for n in range(400)]
    both = {
        reader: layer(reader, *(replace(one, id=one.id.format(reader)) for one in said))
        for reader in ("ana", "ben")
    }
    settled = Settled(both)
    settled.share = 0.05
    first = [case.key for case in settled.outcome.open]
    assert 10 < len(first) < 40  # 20 are expected; the ids, and so the number, never change
    assert [case.key for case in Settled(dict(reversed(both.items()))).merged.cases] == [
        case.key for case in settled.merged.cases
    ]
    settled.take_agreed()
    assert [case.key for case in settled.outcome.open] == first
    settled.take("ana")
    assert len(settled.tags) == 400


def test_tags_of_the_one_who_settles_are_nobody_elses_business() -> None:
    own = Annotation("e1", 50, 54, "actor", "eve")
    settled = Settled(two().said, Contents({"e1": own})).take("ana")
    assert own in settled.result.annotations.values()


@given(layers(2), st.integers(0, 1))
def test_taking_one_of_two_readers_in_everything_gives_their_layer(
    said: dict[str, Contents], which: int
) -> None:
    reader = sorted(said)[which]
    settled = Settled(said).take(reader)
    own, result = said[reader], settled.result

    def tags(contents: Contents) -> Counter[str]:
        return Counter(
            repr((a.start, a.end, a.label, dict(a.attrs))) for a in contents.annotations.values()
        )

    assert tags(result) == tags(own)
    assert len(result.links) == len(own.links)
    assert {(one.name, one.value) for one in result.codes} == {
        (one.name, one.value) for one in own.codes
    }
    assert all(reader in one.agreed for one in result.annotations.values())
