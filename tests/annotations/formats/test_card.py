"""The dataset card: what it says, that it says it the same way twice, and what it refuses."""

import re
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from annotations.agreement.measures import Pair, agreement
from annotations.annotation import Annotation, Decision, Verdict
from annotations.article import Article, Metadata
from annotations.dataset.census import Census, Figures
from annotations.dataset.dealing import shares
from annotations.dataset.splits import split
from annotations.dataset.subjects import subject
from annotations.example import Example
from annotations.formats.pages.card import Card, licensed, readme
from annotations.scheme import DEFAULT_SCHEME, Attribute, Label, Scheme

HARBOUR = "Oran spoke of the harbour for an hour on Tuesday."


def article(number: int, verdict: Verdict = "", **meta: str) -> Example:
    origin = "rule:name" if verdict else ""
    tags = (
        Annotation(f"{number}a", 0, 4, "actor", "ana", origin=origin, verdict=verdict),
        Annotation(f"{number}d", 41, 48, "date", "ben", {"value": "2031-03-04"}),
    )
    return Example(Article(f"a{number}", "", f"{HARBOUR} {number}", Metadata(**meta)), tags)


REJECTED = Annotation("r", 0, 4, "actor", "ana", origin="rule:name", verdict="rejected")
EXAMPLES = [
    article(1, "accepted", source="Gazette", published="2031-03-04", language="en"),
    article(2, "edited", source="Wire | a <b>", published="2031-03-09", language="en-GB"),
    article(3, source="Gazette", published="2031-04-01"),
    replace(article(4), suggestions=(REJECTED,)),
]


def figures(*examples: Example) -> Figures:
    census = Census()
    for example in examples:
        census.add(example)
    return census.figures


CARD = Card(
    name="Harbour: news",
    licence="cc-by-4.0",
    made="2031-05-01",
    version="9.9.9",
    format="postil's own JSONL",
    scheme=DEFAULT_SCHEME,
    figures=figures(*EXAMPLES),
)


def head(card: Card) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(readme(card).split("---\n")[1])
    return found


def section(card: Card, title: str) -> str:
    """The text under a heading, up to the next one of the same depth or less."""
    depth, _, _ = title.partition(" ")
    _, found, rest = readme(card).partition(f"\n{title}\n")
    assert found, title
    return re.split(rf"^#{{1,{len(depth)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0].strip()


# The head


def test_the_head_says_what_the_hub_asks() -> None:
    assert head(CARD) == {
        "language": ["en"],
        "license": "cc-by-4.0",
        "pretty_name": "Harbour: news",
        "task_categories": ["token-classification"],
        "size_categories": ["n<1K"],
    }


def test_a_format_adds_its_own() -> None:
    configs = [{"config_name": "default", "data_files": [{"split": "train", "path": "x.jsonl"}]}]
    assert head(replace(CARD, head={"configs": configs}))["configs"] == configs


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("CC-BY-NC-SA-4.0", {"license": "cc-by-nc-sa-4.0"}),
        ("cc0-1.0", {"license": "cc0-1.0"}),
        ("other", {"license": "other", "license_name": "other"}),
        ("Our house terms", {"license": "other", "license_name": "Our house terms"}),
    ],
)
def test_a_licence_the_hub_does_not_know_is_named_beside_other(
    licence: str, expected: dict[str, str]
) -> None:
    found = head(replace(CARD, licence=licensed(licence)))
    assert {name: value for name, value in found.items() if name.startswith("license")} == expected


@pytest.mark.parametrize("licence", [None, "", "  "])
def test_where_no_licence_is_named_it_is_unknown(licence: str | None) -> None:
    assert head(replace(CARD, licence=licensed(licence)))["license"] == "unknown"


@pytest.mark.parametrize(("count", "size"), [(999, "n<1K"), (1000, "1K<n<10K"), (5000, "1K<n<10K")])
def test_the_size_is_that_of_the_hubs_scale(count: int, size: str) -> None:
    examples = (Example(Article(str(n), "", "x")) for n in range(count))
    assert head(replace(CARD, figures=figures(*examples)))["size_categories"] == [size]


# The body


def test_labels_have_their_guidelines_and_what_is_not_in_the_scheme_is_named() -> None:
    strange = replace(EXAMPLES[0], annotations=(Annotation("1", 0, 4, "odd|one", "ana"),))
    card = replace(CARD, figures=figures(*EXAMPLES, strange))
    assert "The bare name, without title" in section(card, "### actor")
    assert "Attributes: `value` (day, month or year in ISO 8601)." in section(card, "### date")
    assert section(card, "### odd\\|one").startswith("Not described.")
    assert "### quote" not in readme(card)
    assert "`speaker` links go from quote to actor: 0." in section(card, "## Labels")


def test_a_label_of_ones_own_has_its_description() -> None:
    scheme = Scheme(
        (
            Label(
                "actor", ("a",), "red", "who sails", {"kind": Attribute("choice", ("ship", "crew"))}
            ),
        )
    )
    card = replace(CARD, scheme=scheme)
    found = section(card, "### actor")
    assert found.startswith("who sails")
    assert "`kind` (ship, crew)" in found


def test_counts_are_by_label_source_and_month() -> None:
    rows = section(CARD, "## Counts").splitlines()
    assert "| sum | 4 | 4 | 4 |" in rows
    assert "| Gazette | 2 | 2 | 2 |" in rows
    assert "| Wire \\| a \\<b\\> | 1 | 1 | 1 |" in rows
    assert rows.count("| not known | 1 | 1 | 1 |") == 2
    assert "| 2031-03 | 2 | 2 | 2 |" in rows
    assert {row.count(" | ") for row in rows if row.startswith("| ")} <= {3, 4}


def test_of_very_many_sources_the_smaller_ones_are_summed() -> None:
    many = [article(n, source=f"Paper {n % 25:02}") for n in range(45)]
    rows = section(replace(CARD, figures=figures(*many)), "## Counts").splitlines()
    assert "| 5 others | 5 | 5 | 5 |" in rows
    assert sum(row.startswith("| Paper") for row in rows) == 20


def test_a_split_is_described_with_method_seed_groups_and_table() -> None:
    found = split([subject(e) for e in EXAMPLES], shares("50/50", 7))
    census = Census()
    for example in EXAMPLES:
        census.add(example, found.places[example.article.id])
    card = replace(CARD, figures=census.figures, split=found)
    text = section(card, "## Splits")
    assert "method: balanced, seed 7" in text
    assert "to train 50 %, test 50 %" in text
    assert "|  | train | test |" in text
    assert "are in several parts" not in text
    assert "are in several parts" in section(
        replace(card, split=replace(found, torn=("a1",))), "## Splits"
    )
    rows = section(card, "## Counts").splitlines()
    assert [row.split(" | ")[0] for row in rows[2:4]] == ["| train", "| test"]


def test_a_dataset_in_one_piece_says_so() -> None:
    assert section(CARD, "## Splits").startswith("None")


def test_what_began_as_a_suggestion_is_counted_by_suggester() -> None:
    text = section(CARD, "### Suggestions")
    assert text.startswith("2 of 8 spans (25 %) began as suggestions.")
    assert "| rule:name | 1 | 1 | 1 | 67 % |" in text
    bare = replace(CARD, figures=figures(article(3)))
    assert section(bare, "### Suggestions") == "0 of 2 spans (0 %) began as suggestions."


def test_annotators_are_named_with_their_agreement_where_it_was_measured() -> None:
    text = section(CARD, "### Annotators")
    assert "2, with the number of their spans: ana (4), ben (4)." in text
    assert "4 articles tagged by more than one of them." in text
    assert "not measured" in text
    marks = frozenset({(0, 4, "actor")})
    measured = agreement([Pair(n, 49, ((0, 4), (5, 49)), marks, marks) for n in "xy"])
    assert "| actor | 1.00 [1.00, 1.00] | 1.00 [1.00, 1.00] |" in section(
        replace(CARD, agreement=measured), "### Annotators"
    )


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("eve", "Nobody who settled differences had annotated."),
        ("ana", "ana had annotated as well, and so settled differences with themselves."),
    ],
)
def test_a_card_says_who_settled_differences_and_whether_they_had_annotated(
    by: str, said: str
) -> None:
    assert "### Adjudication" not in readme(CARD)
    whole = article(1)
    first, second = whole.annotations
    tags = replace(first, agreed=("ana", "ben")), replace(second, agreed=("ana",))
    answers = "took", "nobody", "agreed", "ask"
    decisions = tuple(Decision("adjudicate", (a,), "", a, by=by) for a in answers)
    settled = replace(whole, annotations=tags, decisions=decisions)
    text = section(replace(CARD, figures=figures(settled)), "### Adjudication")
    assert text.splitlines() == [
        f"1 of 2 spans are what several annotators said; 2 differences settled by {by} (2).",
        said,
    ]


def test_rights_depend_on_whether_the_texts_are_there() -> None:
    assert "are included here" in section(CARD, "### Rights")
    assert "are not included" in section(replace(CARD, texts=False), "### Rights")


def test_columns_tokens_losses_and_checksums_are_listed() -> None:
    card = replace(
        CARD,
        columns=(("spans", "start, end and label"),),
        tokeniser="postil 9.9.9",
        loss=("4 articles with 8 spans; lost:", "  1 actor span dropped: it has no words"),
        checksums={"b.jsonl": "22", "a.jsonl": "11"},
    )
    assert "| `spans` | start, end and label |" in section(card, "## Dataset Structure")
    assert "Tokens** come from postil 9.9.9." in section(card, "## Dataset Structure")
    assert "- 1 actor span dropped: it has no words" in section(card, "### What This Format Lost")
    files = section(card, "## Version").splitlines()[-2:]
    assert files == ["| `a.jsonl` | `11` |", "| `b.jsonl` | `22` |"]


def test_what_is_not_known_of_articles_is_among_the_limits() -> None:
    limits = section(CARD, "## Bias, Risks, and Limitations")
    assert "Of 4 articles, 1 without a source, 1 without a date, 2 without a language." in limits


def test_words_from_outside_cannot_write_markdown() -> None:
    card = replace(CARD, name="# A\n\n| *b* | <script>", format="`x`")
    text = readme(card)
    assert "# \\# A \\| \\*b\\* \\| \\<script\\>\n" in text
    assert "<script>" not in text.split("---\n")[2]


def test_the_same_data_make_the_same_card() -> None:
    again = replace(CARD, figures=figures(*reversed(EXAMPLES)))
    assert readme(again) == readme(CARD)
    assert readme(CARD).endswith("postil 9.9.9.\n")


def test_nothing_makes_a_card_too() -> None:
    empty = replace(CARD, figures=figures())
    assert "0 news articles with 0 spans tagged as nothing." in readme(empty)


def test_dates_that_are_not_iso_are_not_called_missing() -> None:
    odd = [article(5, published="8.5.2031", source="Wire", language="en")]
    card = replace(CARD, figures=figures(*EXAMPLES, *odd))
    limits = section(card, "## Bias, Risks, and Limitations")
    assert "1 without a date, 2 without a language, 1 with a date that is not in ISO" in limits
