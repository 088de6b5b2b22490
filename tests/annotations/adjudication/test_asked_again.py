"""What is asked once more when tags, the text or other answers change, and what stays."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.adjudication.settling import answered
from annotations.annotation import Annotation, Change, Contents
from annotations.article import Article
from annotations.store.tiny import TinyStore
from tests.annotations.adjudication.layers import TEXT, layer, layers, tag
from tests.annotations.adjudication.settled import Settled, two


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


def _tags(settled: Settled, reader: str) -> list[Annotation]:
    return list(settled.said[reader].annotations.values())


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
