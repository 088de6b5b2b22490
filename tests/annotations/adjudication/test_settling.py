"""What an answer changes in the result, what stays of it, and what is asked once more."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.adjudication.cases import Case, Merged
from annotations.adjudication.meaning import Meaning
from annotations.adjudication.merging import merged
from annotations.adjudication.outcome import Answer, Outcome
from annotations.adjudication.settling import answered, drafted, entities_needed, taken
from annotations.annotation import Annotation, Change, Code, Contents, Link
from annotations.article import Article
from annotations.entity import Entity
from annotations.fitting import fit
from annotations.scheme import DEFAULT_SCHEME
from annotations.store.tiny import TinyStore
from tests.annotations.adjudication.layers import TEXT, layer, layers, tag


class Settled:
    """A result in which cases are settled, as a store would keep it."""

    def __init__(self, said: dict[str, Contents], result: Contents | None = None) -> None:
        self.said, self.result, self.meaning = dict(said), result or Contents(), Meaning({}, {})
        self.share, self.clock, self.text = 0.0, 0, ""

    @property
    def merged(self) -> Merged:
        return merged(self.said, DEFAULT_SCHEME, self.meaning, self.text)

    @property
    def outcome(self) -> Outcome:
        made = self.merged, self.result, DEFAULT_SCHEME, self.meaning
        return Outcome(*made, share=self.share)

    def put(self, change: Change) -> Change:
        fitted, conflicts = fit(change, self.result, fits=DEFAULT_SCHEME.fits)
        assert not conflicts
        self.result = self.result.after(fitted)
        return fitted

    def answer(self, case: Case, answer: Answer, by: str = "", why: str = "") -> Change:
        self.clock += 1
        version = next((one for one in case.versions if by in one.by), None)
        assert answer != "took" or version
        at = f"2031-01-01T00:00:{self.clock:02}Z"
        return self.put(answered(self.outcome, case, answer, version, why, "eve", at))

    def take_agreed(self) -> Change:
        return self.put(taken(self.outcome, "eve", "2031-01-01T00:00:00Z"))

    def take(self, reader: str) -> "Settled":
        """Take one reader's word in everything."""
        self.take_agreed()
        while found := self.outcome.open:
            has = any(reader in one.by for one in found[0].versions)
            self.answer(found[0], "took" if has else "nobody", reader)
        return self

    @property
    def tags(self) -> list[tuple[int, int, str, dict[str, Any], tuple[str, ...]]]:
        found = sorted(self.result.annotations.values(), key=lambda one: one.order)
        return [(a.start, a.end, a.label, dict(a.attrs), a.agreed) for a in found]


def two() -> Settled:
    """One tag that both have, one that differs, one of ana alone."""
    return Settled(
        {
            "ana": layer("ana", tag("a1", 0, 6), tag("a2", 15, 20, "date"), tag("a3", 30, 34)),
            "ben": layer("ben", tag("b1", 0, 6), tag("b2", 15, 18, "date")),
        }
    )


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


def test_what_all_agree_on_now_is_asked_where_somebody_had_settled_it_otherwise() -> None:
    settled = two()
    settled.answer(settled.outcome.open[1], "nobody")
    settled.said["ben"] = layer("ben", *_tags(settled, "ben"), tag("b3", 30, 34))
    case = next(case for case in settled.outcome.cases if "b3" in case.ids)
    assert case.agreed
    assert settled.outcome.state(case) == "open"
    assert [one.answer for one in settled.outcome.earlier(case)] == ["nobody"]


def test_a_change_elsewhere_in_the_text_asks_nothing_again_one_of_the_words_does() -> None:
    first, before = "The ferry was late, as it is on Fridays.\n\n", "Ferry news.\n\n"
    settled = Settled(_moved(two().said, len(first)))
    settled.text = first + TEXT
    settled.take("ana")
    settled.said, settled.text = _moved(settled.said, len(before)), before + settled.text
    settled.result = _moved({"": settled.result}, len(before))[""]
    assert (settled.outcome.open, settled.outcome.agreed) == ([], [])
    assert len(settled.tags) == 3
    settled.text = settled.text.replace("3 May", "4 May")
    assert [case.ids for case in settled.outcome.open] == [("a2", "b2")]


def _moved(said: dict[str, Contents], by: int) -> dict[str, Contents]:
    """Contents whose tags stand so many code points further back."""
    return {
        name: replace(
            one,
            annotations={
                id: replace(a, start=a.start + by, end=a.end + by)
                for id, a in one.annotations.items()
            },
        )
        for name, one in said.items()
    }


def test_what_no_reader_has_any_more_is_asked_and_may_stay() -> None:
    settled = two().take("ana")
    assert len(settled.tags) == 3
    settled.said["ana"] = layer("ana", *(one for one in _tags(settled, "ana") if one.id != "a3"))
    (case,) = settled.outcome.open
    assert case.ids == ("a3",)
    settled.answer(case, "took")
    assert (len(settled.tags), settled.outcome.open) == (3, [])
    settled.answer(case, "nobody")
    assert (len(settled.tags), settled.outcome.open) == (2, [])


def test_tags_of_the_one_who_settles_are_nobody_elses_business() -> None:
    own = Annotation("e1", 50, 54, "actor", "eve")
    settled = Settled(two().said, Contents({"e1": own})).take("ana")
    assert own in settled.result.annotations.values()


def _tags(settled: Settled, reader: str) -> list[Annotation]:
    return list(settled.said[reader].annotations.values())


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


@given(layers())
def test_merging_again_asks_nothing(said: dict[str, Contents]) -> None:
    settled = Settled(said).take("ana")
    assert settled.outcome.open == settled.outcome.agreed == []
    assert not settled.take_agreed()


@given(layers(), st.data())
def test_a_changed_or_new_tag_asks_again_only_what_it_touches(
    said: dict[str, Contents], data: st.DataObject
) -> None:
    settled = Settled(said).take("ana")
    before = {case.key: settled.outcome.state(case) for case in settled.merged.cases}
    decisions = settled.result.decisions
    reader = data.draw(st.sampled_from(sorted(said)))
    own = said[reader]
    id = data.draw(st.sampled_from([*sorted(own.annotations), "new"]))
    start = data.draw(st.integers(0, 8))
    old = own.annotations.get(id) or Annotation(id, 0, 0, "date", reader)
    new = replace(old, start=start, end=start + data.draw(st.integers(1, 4)))
    assume(new != old)
    settled.said[reader] = replace(own, annotations={**own.annotations, id: new})
    touched = _around([old, new], [a for one in said.values() for a in one.annotations.values()])
    for case in settled.outcome.cases:
        state = settled.outcome.state(case)
        if not touched & {one.partition("/")[0] for one in case.ids} and case.kind == "tag":
            assert state == before[case.key] == "settled"
    settled.take_agreed()
    lost = decisions - settled.result.decisions
    assert all(touched & {*one.about} for one in lost)
    assert all(one.answer == "agreed" for one in lost)
    settled.take("ana")
    assert settled.outcome.open == []


def _around(first: list[Annotation], others: list[Annotation]) -> set[str]:
    """The ids of what overlaps these, and what overlaps that, and so on."""
    found, ahead = {one.id for one in first}, list(first)
    while ahead:
        one = ahead.pop()
        near = [a for a in others if a.id not in found and a.start < one.end and one.start < a.end]
        found |= {a.id for a in near}
        ahead += near
    return found


def test_tags_on_one_span_that_were_settled_are_no_doubles_when_others_save_too(
    tmp_path: Path,
) -> None:
    """Of one reader, on the same words with other values: both are wanted."""
    article = Article("one", "One", TEXT)
    store, other = TinyStore(tmp_path), TinyStore(tmp_path)
    first, second = (
        Annotation(id, 15, 20, "date", "ana", {"value": value}, agreed=("ana",))
        for id, value in (("a1", "2031"), ("a2", "2032"))
    )
    store.apply(article, Change("1", "1", "eve", "2031", added=(first,)))
    other.load("one")
    elsewhere = Annotation("e1", 0, 6, "actor", "eve")
    store.apply(article, Change("2", "2", "eve", "2031", added=(elsewhere,)))
    other.apply(article, Change("3", "3", "eve", "2031", added=(second,)))
    held = TinyStore(tmp_path).load("one").annotations
    assert held == {"a1": first, "a2": second, "e1": elsewhere}


@pytest.mark.parametrize(("theirs", "is_open"), [("ben", True), ("ana", False)])
def test_what_two_people_settle_at_once_and_not_alike_is_asked_again(
    tmp_path: Path, theirs: str, is_open: bool
) -> None:
    article, settled = Article("one", "One", TEXT), two()
    case = settled.outcome.open[0]
    stores = TinyStore(tmp_path), TinyStore(tmp_path)
    for store in stores:
        store.load("one")
    for by, taking, store in zip(("eve", "fay"), ("ana", theirs), stores, strict=True):
        version = next(one for one in case.versions if taking in one.by)
        change = answered(settled.outcome, case, "took", version, "", by, "2031")
        store.apply(article, replace(change, id=by, action=by))
    settled.result = TinyStore(tmp_path).load("one")
    assert (settled.outcome.open[0] == case) == is_open
    settled.answer(case, "took", "ben")
    assert settled.outcome.state(case) == "settled"
    assert [one[1] for one in settled.tags if one[2] == "date"] == [18]
