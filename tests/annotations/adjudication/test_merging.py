"""What several readers agree on and what they differ in, of whatever stands on the same words."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.adjudication.cases import Case
from annotations.adjudication.meaning import Meaning
from annotations.adjudication.merging import merged
from annotations.annotation import Annotation, Contents, Link
from annotations.entity import Entity
from annotations.scheme import DEFAULT_SCHEME
from tests.annotations.adjudication.layers import layer, layers, tag

Said = list[tuple[str, int, int, str]]


def spoken(case: Case) -> dict[str, object]:
    """Each reader with the extent and label that they give a tag, or nothing."""
    return {
        by: (f"{one.said[0]}-{one.said[1]} {one.said[2]}" if one.said else None)
        for one in case.versions
        for by in one.by
    }


@pytest.mark.parametrize(
    ("ana", "ben", "agreed", "differing"),
    [
        pytest.param(
            [tag("a1", 0, 6), tag("a2", 0, 6, "quote")],
            [tag("b1", 0, 6), tag("b2", 0, 6, "date")],
            ["0-6 actor"],
            [{"ana": "0-6 quote", "ben": "0-6 date"}],
            id="two labels on one span",
        ),
        pytest.param(
            [tag("a1", 15, 20, "date", value="2031"), tag("a2", 15, 20, "date", value="2032")],
            [tag("b1", 15, 20, "date", value="2032"), tag("b2", 15, 20, "date", value="2033")],
            ["15-20 date"],
            [{"ana": "15-20 date", "ben": "15-20 date"}],
            id="the same span twice with other attributes",
        ),
        pytest.param(
            [tag("a1", 0, 20), tag("a2", 0, 6)],
            [tag("b1", 0, 20), tag("b2", 2, 6)],
            ["0-20 actor"],
            [{"ana": "0-6 actor", "ben": "2-6 actor"}],
            id="nested, of one label",
        ),
        pytest.param(
            [tag("a1", 0, 10), tag("a2", 6, 20)],
            [tag("b1", 0, 10), tag("b2", 8, 24)],
            ["0-10 actor"],
            [{"ana": "6-20 actor", "ben": "8-24 actor"}],
            id="crossing",
        ),
        pytest.param(
            [tag("a1", 0, 6), tag("a2", 0, 6)],
            [tag("b1", 0, 6)],
            ["0-6 actor"],
            [{"ana": "0-6 actor", "ben": None}],
            id="the very same twice, and once",
        ),
        pytest.param(
            [tag("a1", 0, 6)],
            [tag("b1", 0, 9), tag("b2", 0, 6, "quote")],
            [],
            [{"ana": "0-6 actor", "ben": "0-9 actor"}, {"ana": None, "ben": "0-6 quote"}],
            id="the same label before the same span",
        ),
        pytest.param(
            [tag("a1", 0, 6)],
            [tag("b1", 6, 9)],
            [],
            [{"ana": "0-6 actor", "ben": None}, {"ana": None, "ben": "6-9 actor"}],
            id="side by side is not the same",
        ),
        pytest.param(
            [tag("a1", 0, 6, note="")], [tag("b1", 0, 6)], ["0-6 actor"], [], id="nothing filled in"
        ),
    ],
)
def test_what_is_agreed_and_what_differs(
    ana: list[Annotation], ben: list[Annotation], agreed: list[str], differing: list[object]
) -> None:
    found = merged({"ana": layer("ana", *ana), "ben": layer("ben", *ben)}, DEFAULT_SCHEME)
    same = [one for one in found.cases if one.agreed]
    assert [spoken(one)["ana"] for one in same] == agreed
    assert [spoken(one)["ben"] for one in same] == agreed
    assert [spoken(one) for one in found.cases if not one.agreed] == differing


def test_of_three_readers_each_has_a_version_and_those_who_say_the_same_share_one() -> None:
    said = {
        "ana": layer("ana", tag("a1", 0, 6)),
        "ben": layer("ben", tag("b1", 0, 6)),
        "cyd": layer("cyd", tag("c1", 0, 9)),
        "dan": layer("dan"),
    }
    (case,) = merged(said, DEFAULT_SCHEME).cases
    extents = {one.by: one.said and one.said[1] for one in case.versions}
    assert extents == {("ana", "ben"): 6, ("cyd",): 9, ("dan",): None}
    assert case.versions[-1].by == ("dan",)
    assert case.key == ("adjudicate", "tag", "a1", "b1", "c1")


def test_tags_that_do_not_all_overlap_are_not_one() -> None:
    said = {
        "ana": layer("ana", tag("a1", 0, 6)),
        "ben": layer("ben", tag("b1", 4, 14)),
        "cyd": layer("cyd", tag("c1", 12, 20)),
    }
    found = merged(said, DEFAULT_SCHEME).cases
    assert [len(case.ids) for case in found] in ([2, 1], [1, 2])


def test_one_id_in_two_layers_is_one_tag_where_it_still_is() -> None:
    same = merged({"ana": layer("ana", tag("m", 0, 6)), "ben": layer("ben", tag("m", 0, 9))},
                  DEFAULT_SCHEME)  # fmt: skip
    assert [case.ids for case in same.cases] == [("m",)]
    apart = merged({"ana": layer("ana", tag("m", 0, 6)), "ben": layer("ben", tag("m", 9, 12))},
                   DEFAULT_SCHEME)  # fmt: skip
    assert [case.ids for case in apart.cases] == [("m/ana",), ("m/ben",)]


def test_suggestions_and_tags_of_an_earlier_text_are_nobodys_word() -> None:
    waiting = Annotation("a1", 0, 6, "actor", "ana", verdict="suggested")
    earlier = Annotation("a2", 0, 6, "actor", "ana", text_digest="f" * 64)
    contents = Contents({one.id: one for one in (waiting, earlier)})
    assert merged({"ana": contents, "ben": Contents()}, DEFAULT_SCHEME).cases == ()


def test_links_go_by_what_their_ends_are() -> None:
    """Of one quote ana and ben name the same speaker by other tags, of the other another one."""
    said = {
        "ana": layer(
            "ana",
            tag("a1", 0, 6), tag("a2", 30, 40, "quote"), tag("a3", 50, 60, "quote"),
            Link("speaker", "a2", "a1"), Link("speaker", "a3", "a1"),
        ),
        "ben": layer(
            "ben",
            tag("b1", 0, 9), tag("b2", 30, 40, "quote"), tag("b3", 50, 60, "quote"),
            tag("b4", 20, 24), Link("speaker", "b2", "b1"), Link("speaker", "b3", "b4"),
        ),
    }  # fmt: skip
    links = [case for case in merged(said, DEFAULT_SCHEME).cases if case.kind == "link"]
    assert [(case.key, case.agreed) for case in links] == [
        (("adjudicate", "link", "speaker", "a2", "b2"), True),
        (("adjudicate", "link", "speaker", "a3", "b3"), False),
    ]


def test_entities_go_by_their_names_and_codes_by_their_values() -> None:
    said = {
        "ana": layer("ana", tag("a1", 0, 6, entity="v"), tag("a2", 9, 12, entity="v"), tone="dry"),
        "ben": layer("ben", tag("b1", 0, 6, entity="w"), tag("b2", 9, 12, entity="l"), tone="dry"),
        "cyd": layer("cyd", tag("c1", 0, 6), frame="war"),
    }
    known = {
        "ana": {"v": Entity("v", "Verrin")},
        "ben": {"w": Entity("w", "verrin"), "l": Entity("l", "Lowmark")},
    }
    found = merged(said, DEFAULT_SCHEME, Meaning(known, {}))
    told = {
        case.key[1:]: {one.said: one.by for one in case.versions}
        for case in found.cases
        if case.kind != "tag"
    }
    assert told == {
        ("entity", "entity", "a1", "b1", "c1"): {"Verrin": ("ana", "ben"), None: ("cyd",)},
        ("entity", "entity", "a2", "b2"): {"Verrin": ("ana",), "Lowmark": ("ben",)},
        ("code", "frame"): {None: ("ana", "ben"), "war": ("cyd",)},
        ("code", "tone"): {"dry": ("ana", "ben"), None: ("cyd",)},
    }


@given(layers(), st.randoms())
def test_the_order_of_layers_does_not_matter(given: dict[str, Contents], chance: object) -> None:
    order = list(given)
    chance.shuffle(order)  # type: ignore[attr-defined]
    turned = {
        reader: Contents(
            dict(reversed(given[reader].annotations.items())),
            given[reader].links,
            codes=given[reader].codes,
        )
        for reader in order
    }
    assert merged(turned, DEFAULT_SCHEME) == merged(given, DEFAULT_SCHEME)


@given(layers())
def test_every_tag_is_in_exactly_one_case_and_nobody_twice(given: dict[str, Contents]) -> None:
    cases = [case for case in merged(given, DEFAULT_SCHEME).cases if case.kind == "tag"]
    found = [(one.annotator, one.id) for case in cases for v in case.versions for one in v.tags]
    assert Counter(found) == Counter(
        (reader, id) for reader, contents in given.items() for id in contents.annotations
    )
    for case in cases:
        by = [reader for one in case.versions for reader in one.by]
        assert sorted(by) == sorted(given)
    assert len({case.key for case in cases}) == len(cases)


@given(layers(2))
def test_nothing_is_both_agreed_and_different(given: dict[str, Contents]) -> None:
    """What both say as often is agreed so often, and stands in no difference."""
    cases = [case for case in merged(given, DEFAULT_SCHEME).cases if case.kind == "tag"]
    agreed = Counter(repr(case.versions[0].said) for case in cases if case.agreed)
    said = [
        Counter(repr([a.start, a.end, a.label, a.attrs]) for a in contents.annotations.values())
        for contents in given.values()
    ]
    assert agreed == said[0] & said[1]
    for case in cases:
        if not case.agreed:
            assert len({repr(one.said) for one in case.versions}) == len(case.versions) == 2
