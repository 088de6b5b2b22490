"""What was decided against a reader, with their words, what stands, and why."""

from collections import Counter

import pytest
from hypothesis import given

from annotations.adjudication.merging import merged
from annotations.adjudication.outcome import Answer, Outcome
from annotations.adjudication.overruled import Overruled, Side, overruled, whose_and_why
from annotations.adjudication.settling import answered, taken
from annotations.annotation import Contents, Link
from annotations.entity import Entity
from annotations.scheme import DEFAULT_SCHEME
from tests.annotations.adjudication.layers import TEXT, layer, layers, tag

PEOPLE = ("ana", "ben", "cyd", "eve")
AT = "2031-01-01T00:00:{:02}Z"


def settled(said: dict[str, Contents], answer: Answer, by: str = "", why: str = "") -> Contents:
    """The result when all that differs has this answer: one reader's word, where they have one."""
    cases, result = merged(said, DEFAULT_SCHEME), Contents()
    outcome = Outcome(cases, result, DEFAULT_SCHEME, share=0)
    result = result.after(taken(outcome, "eve", AT.format(0)))
    for second in range(1, 60):
        outcome = outcome.after(result)
        if not outcome.open:
            break
        case = outcome.open[0]
        version = next((one for one in case.versions if by in one.by), None)
        given = "nobody" if answer == "took" and version is None else answer
        change = answered(outcome, case, given, version, why, "eve", AT.format(second))
        result = result.after(change)
    return result


def against(reader: str, said: dict[str, Contents], result: Contents) -> list[Overruled]:
    sides = Side(said[reader]), Side(result)
    return list(overruled(reader, *sides, TEXT, DEFAULT_SCHEME, PEOPLE))


def two() -> dict[str, Contents]:
    return {
        "ana": layer("ana", tag("a1", 0, 6), tag("a2", 15, 20, "date"), tag("a3", 30, 34)),
        "ben": layer("ben", tag("b1", 0, 6), tag("b2", 15, 18, "date")),
    }


def test_another_extent_was_taken_and_a_tag_that_one_lacked() -> None:
    result = settled(two(), "took", "ana", "the whole day")
    extent, missed = against("ben", two(), result)
    assert (extent.kind, extent.span) == ("tag", (15, 18))
    assert extent.change == "date  \u201c3 M\u201d \u2192 date  \u201c3 May\u201d"
    assert extent.verdict == "ana's was taken (eve 2031-01-01): the whole day"
    assert (missed.span, missed.mine) == ((30, 34), "")
    assert missed.change == f"nothing \u2192 actor  \u201c{TEXT[30:34]}\u201d"
    assert against("ana", two(), result) == []


def test_where_nobody_was_right_it_is_told_to_who_said_something() -> None:
    result = settled(two(), "nobody", why="no date")
    assert [one.change for one in against("ben", two(), result)] == [
        "date  \u201c3 M\u201d \u2192 nothing"
    ]
    assert len(against("ana", two(), result)) == 2
    assert against("ana", two(), result)[0].verdict == "nobody was right (eve 2031-01-01): no date"


def test_of_what_was_not_decided_nothing_is_told() -> None:
    assert against("ana", two(), Contents()) == []
    assert against("ana", two(), settled(two(), "ask")) == []


def test_what_one_has_mended_since_is_nothing_against_one() -> None:
    result, said = settled(two(), "took", "ana"), two()
    said["ben"] = layer("ben", tag("b1", 0, 6), tag("b2", 15, 20, "date"), tag("b3", 30, 34))
    assert [one.span for one in against("ben", said, result)] == [(30, 34)]


def test_the_latest_decision_counts() -> None:
    result = settled(two(), "took", "ana")
    outcome = Outcome(merged(two(), DEFAULT_SCHEME), result, DEFAULT_SCHEME, share=0)
    case = next(one for one in outcome.cases if "b2" in one.ids)
    version = next(one for one in case.versions if "ben" in one.by)
    change = answered(outcome, case, "took", version, "", "dora", AT.format(59))
    result = result.after(change)
    assert [one.by for one in against("ana", two(), result)] == ["dora"]
    assert [one.span for one in against("ben", two(), result)] == [(30, 34)]


def test_links_entities_values_and_codes_are_told_too() -> None:
    said = {
        "ana": layer("ana", tag("q1", 0, 20, "quote"), tag("a1", 60, 67, entity="low"),
                     Link("speaker", "q1", "a1"), tone="dry"),
        "ben": layer("ben", tag("q2", 0, 20, "quote"), tag("a2", 60, 67, entity="lowmark"),
                     tone="wry"),
    }  # fmt: skip
    result = settled(said, "took", "ana")
    known = {"lowmark": Entity("lowmark", "Lowmark")}
    found = list(
        overruled("ben", Side(said["ben"], known), Side(result), TEXT, DEFAULT_SCHEME, PEOPLE)
    )
    assert [(one.kind, one.name, one.mine, one.stands) for one in found] == [
        ("link", "speaker", "", f"\u201c{TEXT[60:67]}\u201d"),
        ("entity", "entity", "Lowmark", "low"),
        ("code", "tone", "wry", "dry"),
    ]
    assert found[-1].span is None
    back = settled(said, "took", "ben")
    kinds = {one.kind: (one.mine, one.stands) for one in against("ana", said, back)}
    lost = f"\u201c{TEXT[60:67]}\u201d"
    assert kinds == {"link": (lost, ""), "entity": ("low", "lowmark"), "code": ("dry", "wry")}


def test_a_link_that_leads_elsewhere_is_told_with_its_words() -> None:
    def with_link(end: str, *ids: str) -> Contents:
        quote, one, other = ids
        return layer("x", tag(quote, 0, 20, "quote"), tag(one, 30, 34), tag(other, 60, 67),
                     Link("speaker", quote, end))  # fmt: skip

    said = {"ana": with_link("a1", "q1", "a1", "a2"), "ben": with_link("b2", "q2", "b1", "b2")}
    (link,) = against("ben", said, settled(said, "took", "ana"))
    assert (link.kind, link.name, link.span) == ("link", "speaker", (0, 20))
    assert link.change == f"\u201c{TEXT[60:67]}\u201d \u2192 \u201c{TEXT[30:34]}\u201d"


def test_a_long_extent_is_told_by_both_its_ends() -> None:
    said = {"ana": layer("ana", tag("a", 0, 70, "quote")), "ben": layer("ben")}
    (one,) = against("ana", said, settled(said, "nobody"))
    assert one.mine == f"quote  \u201c{TEXT[:24]} \u2026 {TEXT[46:70]}\u201d"


@given(layers())
def test_against_who_was_right_in_everything_nothing_was_decided(
    said: dict[str, Contents],
) -> None:
    assert against("ana", said, settled(said, "took", "ana")) == []


@given(layers(2))
def test_each_tag_that_does_not_stand_is_told_to_its_reader(said: dict[str, Contents]) -> None:
    def counted(contents: Contents) -> Counter[tuple[int, int, str, str]]:
        tags = contents.annotations.values()
        return Counter((a.start, a.end, a.label, str(dict(a.attrs))) for a in tags)

    result = settled(said, "took", "ana")
    lost = counted(said["ben"]) - counted(result)
    told = [one.span for one in against("ben", said, result) if one.kind == "tag" and one.mine]
    assert Counter(told) == Counter((start, end) for start, end, *_ in lost.elements())


@pytest.mark.parametrize(
    ("note", "whose", "why"),
    [
        ("ana", ("ana",), ""),
        ("ana, ben", ("ana", "ben"), ""),
        ("ana, ben: why: not", ("ana", "ben"), "why: not"),
        ("it is so: ana says", (), "it is so: ana says"),
        ("anabel", (), "anabel"),
        ("", (), ""),
    ],
)
def test_a_note_says_whose_and_why(note: str, whose: tuple[str, ...], why: str) -> None:
    assert whose_and_why(note, PEOPLE) == (whose, why)


def test_names_with_colons_and_commas_are_names() -> None:
    assert whose_and_why("a: b, c: so", ("a: b", "c")) == (("a: b", "c"), "so")
