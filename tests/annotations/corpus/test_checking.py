"""What is found in articles made wrong in one way each, and nothing in those that are right."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import Annotation, Link, Status
from annotations.article import Article
from annotations.corpus.checking import check
from annotations.corpus.findings import KINDS, Finding
from annotations.corpus.strings import Strings
from annotations.example import Example
from annotations.formats import jsonl
from annotations.scheme import DEFAULT_SCHEME, Attribute, Label, LinkType, Scheme
from tests.annotations.corpus.checked import BARE, TEXT, at, example, found, tag

SAMPLES = Path(__file__).parents[3] / "sample_articles"


# Extents


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ([tag("Oran")], []),
        ([at(-1, 4)], ["range"]),
        ([at(0, len(TEXT) + 1)], ["range"]),
        ([at(9, 5)], ["range"]),
        ([at(3, 3)], ["empty"]),
        ([at(4, 5)], ["empty"]),
        ([at(0, 5)], ["edges"]),
        ([at(4, 9)], ["edges"]),
        ([tag("ran")], ["token"]),
        ([tag("Ora")], ["token"]),
        ([tag("ra")], ["token"]),
        ([tag("“we will open”")], []),
        ([tag("2031.")], []),
        ([tag("Leave a Reply")], ["boilerplate"]),
        ([at(44, 50)], ["boilerplate", "token"]),
    ],
)
def test_extents(tags: list[Annotation], expected: list[str]) -> None:
    kinds = [kind for kind, _ in found(*tags)]
    assert sorted(kinds) == sorted(expected)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ([tag("Oran", id="1"), tag("Oran", id="2")], [("duplicate", "Oran")]),
        ([tag("Oran", id="1"), tag("Oran", id="2", annotator="ben")], []),
        ([tag("Oran", id="1"), tag("Oran", "date", id="2")], []),
        ([tag("said “we"), tag("“we will open”")], [("crossing", "“we will open”")]),
        ([tag("said “we"), tag("“we will open”", "date")], []),
        ([tag("said “we"), tag("“we will open”", annotator="ben")], []),
        ([tag("we will"), tag("“we will open”")], []),
        ([tag("Oran said"), tag("“we will open”")], []),
        ([tag("said “we"), tag("“we will open”", "quote")], [("crossing", "“we will open”")]),
        ([tag("“we will open”", "quote"), tag("open” on")], [("crossing", "open” on")]),
        ([tag("we will"), tag("“we will open”", "quote")], []),
        ([tag("said “we will open” on"), tag("“we will open”", "quote")], []),
        ([tag("“we"), tag("“we will open”", "quote")], []),
        ([tag("“we will open”"), tag("“we will open”", "quote")], []),
    ],
)
def test_two_spans_on_each_other(tags: list[Annotation], expected: list[tuple[str, str]]) -> None:
    assert found(*tags) == expected


# Links

QUOTE = tag("“we will open”", "quote", id="q")
ORAN = tag("Oran", "actor", id="o")
MARCH = tag("4 March 2031", "date", id="d")


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ((Link("speaker", "q", "o"),), []),
        ((), ["“we will open”"]),
        ((Link("source", "q", "o"),), ["“we will open”"]),
        ((Link("speaker", "q", "d"),), ["“we will open”"]),
        ((Link("speaker", "q", "gone"),), ["“we will open”"]),
    ],
)
def test_a_quote_has_a_speaker(links: tuple[Link, ...], expected: list[str]) -> None:
    findings = found(QUOTE, ORAN, MARCH, links=links, scheme=DEFAULT_SCHEME)
    assert findings == [("link", words) for words in expected]


WHO, GUILD = tag("Oran", "who", id="w"), tag("4 March", "guild", id="g")
OTHER = Scheme(
    (
        Label("saying", (), "red", role="quote"),
        Label("who", (), "red", role="actor"),
        Label("guild", (), "red", role="actor"),
        Label("ask", (), "red", role="proposal"),
    ),
    (LinkType("speaker", ("saying",), ("who", "guild")), LinkType("of", ("who",), ("guild",))),
)
SAYING = tag("“we will open”", "saying", id="q")


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([Link("speaker", "q", "g"), Link("of", "w", "g")], []),
        ([Link("speaker", "q", "w"), Link("of", "w", "g")], []),
        ([Link("speaker", "q", "q"), Link("of", "w", "g")], ["from saying to saying"]),
        (
            [Link("speaker", "g", "w"), Link("of", "w", "g")],
            ["saying without speaker", "from guild to who"],
        ),
        ([Link("speaker", "q", "w"), Link("of", "q", "g")], ["who without of", "from saying to g"]),
        ([Link("speaker", "q", "w"), Link("of", "w", "g"), Link("of", "w", "q")], ["from who to"]),
        ([Link("speaker", "q", "w"), Link("of", "w", "g"), Link("to come", "g", "q")], []),
    ],
)
def test_a_link_that_is_wrong_at_either_end_is_found(
    links: list[Link], expected: list[str]
) -> None:
    findings = list(check([example(SAYING, WHO, GUILD, links=tuple(links))], OTHER))
    assert {f.kind for f in findings} <= {"link"}
    assert len(findings) == len(expected)
    for finding, words in zip(findings, expected, strict=True):
        assert words in finding.message


def test_a_scheme_without_that_link_asks_for_none() -> None:
    assert found(QUOTE, ORAN, scheme=Scheme(DEFAULT_SCHEME.labels)) == []


# Articles


@pytest.mark.parametrize(
    ("status", "expected"),
    [("open", [("untagged", "")]), ("done", [("untagged", "")]), ("skipped", [])],
)
def test_an_article_without_a_tag(status: Status, expected: list[tuple[str, str]]) -> None:
    assert found(status=status) == expected


def test_findings_come_article_by_article_in_the_order_of_the_text() -> None:
    findings = list(
        check(
            [example(tag("4 March", "date", value="x"), tag("ran"), id="x"), example(id="y")], BARE
        )
    )
    assert [(f.article, f.kind) for f in findings] == [
        ("x", "token"),
        ("x", "date"),
        ("y", "untagged"),
    ]
    assert all(f.hint == KINDS[f.kind][1] for f in findings)


def test_articles_are_let_go_one_by_one() -> None:
    given: list[int] = []

    def examples() -> Iterator[Example]:
        for number in range(3):
            given.append(number)
            yield example(tag("ran"), id=str(number))

    findings = check(examples(), BARE)
    assert next(findings).article == "0"
    assert given == [0]


# Between articles


def strings(*examples: Example, room: int = 100) -> list[Finding]:
    table = Strings(room)
    for one in examples:
        table.add(one)
    return list(table.findings())


def test_one_string_under_two_labels_is_shown_at_the_rarer_one() -> None:
    usual = [example(tag("Oran"), id=str(n)) for n in range(3)]
    findings = strings(*usual, example(tag("Oran", "date"), id="odd"))
    assert [(f.article, f.span, f.message) for f in findings] == [
        ("odd", (0, 4), "«Oran» is tagged date once, actor 3 times")
    ]


def test_several_labels_on_one_span_are_a_way_to_tag_of_its_own() -> None:
    both = [example(tag("Oran", id="1"), tag("Oran", "date", id="2"), id=str(n)) for n in range(2)]
    assert strings(*both) == []
    (finding,) = strings(*both, example(tag("Oran")))
    assert finding.message == "«Oran» is tagged actor once, actor + date 2 times"


def test_white_space_within_a_string_does_not_matter() -> None:
    one = Example(Article("x", "", "Port Sallow"), (at(0, 11),))
    other = Example(Article("y", "", "Port\n  Sallow"), (at(0, 13, "date"),))
    assert len(strings(one, other)) == 1


def test_a_full_table_keeps_what_was_tagged_often() -> None:
    often = [example(tag("Oran"), id=str(n)) for n in range(9)]
    rare = [Example(Article(str(n), "", f"name{n} spoke"), (at(0, 5),)) for n in range(9)]
    odd = example(tag("Oran", "date"), id="odd")
    (finding,) = strings(*often, *rare, odd, room=4)
    assert "actor 9 times" in finding.message


# Whole articles


def test_gold_has_nothing_but_two_quotes_without_a_clear_speaker() -> None:
    examples = [e for e in jsonl.read(SAMPLES / "gold.jsonl") if isinstance(e, Example)]
    findings = list(check(examples, DEFAULT_SCHEME))
    assert [f.kind for f in findings] == ["link", "link"]
    assert [e.article.id for e in examples if e.article.boilerplate] == []


SPANS = st.tuples(
    st.integers(-5, 70), st.integers(-5, 70), st.sampled_from(["actor", "date", "quote"])
)


@given(st.lists(SPANS, max_size=8))
def test_whatever_is_tagged_can_be_checked(spans: list[tuple[int, int, str]]) -> None:
    tags = [Annotation(str(n), a, b, label, "ana") for n, (a, b, label) in enumerate(spans)]
    for finding in check([example(*tags)], DEFAULT_SCHEME):
        assert finding.kind in KINDS
        assert finding.message


def test_values_are_held_against_their_types_whatever_labels_are_called() -> None:
    types = {
        "iso": Attribute("date"),
        "sure": Attribute("flag"),
        "n": Attribute("number"),
        "certainty": Attribute("choice", ("day", "month")),
        "note": Attribute(),
    }
    when = Label("when", (), "red", "", types, "date")
    scheme = Scheme((when, Label("date", (), "red", role="")))
    good = {"iso": "2031-03-04", "sure": True, "n": 2.5, "certainty": "day", "note": 3, "x": [1]}
    for label, attrs, kinds in [
        ("when", good, []),
        ("when", dict.fromkeys(good, ""), []),
        ("when", {"iso": "soon"}, ["date"]),
        ("when", {"iso": "2031-03-05"}, ["date"]),
        ("when", {"sure": "perhaps", "n": "ten", "certainty": "year"}, ["attribute"] * 3),
        ("when", {"value": "2031-03-05"}, []),
        ("date", {"value": "soon", "iso": "soon"}, []),
        ("of no scheme", {"value": "soon"}, []),
    ]:
        tagged = tag("4 March 2031", label, **attrs)
        assert [f.kind for f in check([example(tagged)], scheme)] == kinds, attrs
