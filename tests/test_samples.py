"""The sample articles as they are shipped: what their table and their gold say is so."""

import csv
import hashlib
import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from annotations.article import META_FIELDS
from annotations.example import Example
from annotations.formats import jsonl
from annotations.scheme import DEFAULT_SCHEME
from annotations.sources.reading_list import reading_list
from annotations.sources.tables.articles_csv import COLUMNS

SAMPLES = Path(__file__).parent.parent / "sample_articles"
TABLE = list(csv.DictReader((SAMPLES / "articles.csv").read_text(encoding="utf-8").splitlines()))
GOLD = [
    json.loads(row) for row in (SAMPLES / "gold.jsonl").read_text(encoding="utf-8").splitlines()
]
QUOTATION_MARKS = {("“", "”"), ("‘", "’"), ('"', '"')}
ISO = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

every_row = pytest.mark.parametrize("row", TABLE, ids=lambda row: row["path"])
every_gold = pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["id"])


@cache
def text_of(path: str) -> str:
    return (SAMPLES / path).read_bytes().decode()


def spans(label: str) -> list[dict[str, Any]]:
    return [span for gold in GOLD for span in gold["spans"] if span["label"] == label]


# The articles and their table


def test_the_table_has_a_row_for_every_file_and_a_file_for_every_row() -> None:
    files = {file.relative_to(SAMPLES).as_posix() for file in SAMPLES.rglob("*.txt")}
    assert {row["path"] for row in TABLE} == files
    assert len(TABLE) == len(files) >= 12
    assert tuple(TABLE[0]) == COLUMNS


def test_every_folder_is_a_pair_by_two_outlets() -> None:
    pairs: dict[str, set[str]] = {}
    for row in TABLE:
        pairs.setdefault(row["group"], set()).add(row["source"])
        assert row["path"].startswith(f"{row['group']}/")
    assert len(pairs) == 6
    assert all(len(outlets) == 2 for outlets in pairs.values())


@every_row
def test_a_row_says_what_its_file_is(row: dict[str, str]) -> None:
    outlet = Path(row["path"]).stem
    assert row["id"] == row["path"].removesuffix(".txt").replace("/", "-")
    assert outlet in row["source"].lower()
    assert text_of(row["path"]).startswith(f"{row['title']}\n")
    assert ISO.fullmatch(row["published"])
    assert row["published"].replace("-", "/") in row["url"]
    assert row["language"] == "en"


@every_row
def test_an_article_is_of_a_size_to_try_things_on(row: dict[str, str]) -> None:
    assert 250 <= len(text_of(row["path"]).split()) <= 900


@every_row
def test_a_file_is_utf_8_with_plain_line_ends_and_ends_with_one(row: dict[str, str]) -> None:
    text = text_of(row["path"])
    assert "\r" not in text
    assert not text.startswith("\ufeff")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_the_folder_opens_without_a_notice_as_six_pairs() -> None:
    found = reading_list([SAMPLES])
    assert found.notices == ()
    assert [len(group) for group in found.groups()] == [2] * 6
    articles = {article.id: article for article in (r.read() for r in found.references)}
    for row in TABLE:
        article = articles[row["id"]]
        assert (article.title, article.text) == (row["title"], text_of(row["path"]))
        assert article.meta.as_dict() == {name: row[name] or None for name in META_FIELDS}


def test_one_page_has_the_debris_of_a_scraped_one() -> None:
    row = next(row for row in TABLE if row["id"] == "city-budget-post")
    lines = text_of(row["path"]).splitlines()
    assert sum(line.startswith(row["title"]) for line in lines) == 2
    assert "Exit mobile version" in lines
    assert any("comment" in line.lower() for line in lines)


def test_one_article_has_what_makes_offsets_and_widths_hard() -> None:
    text = text_of("island-summit/courier.txt")
    names = {name.split()[0] for c in text if (name := unicodedata.name(c, ""))}
    assert {"CJK", "ARABIC", "COMBINING"} <= names
    for odd in "\u200d\ufe0f“”—":
        assert odd in text
    assert any(ord(c) > 0xFFFF for c in text)
    assert unicodedata.normalize("NFC", text) != text


# The gold


def test_gold_is_read_without_a_word_of_complaint() -> None:
    found = list(jsonl.read(SAMPLES / "gold.jsonl"))
    assert all(isinstance(one, Example) for one in found)
    assert len(found) == len(GOLD)


def test_gold_is_two_whole_pairs() -> None:
    pairs = {gold["meta"]["group"] for gold in GOLD}
    assert len(pairs) == 2
    expected = {row["id"] for row in TABLE if row["group"] in pairs}
    assert [gold["id"] for gold in GOLD] == [r["id"] for r in TABLE if r["id"] in expected]


@every_gold
def test_gold_has_the_text_the_digest_and_the_metadata_of_its_article(
    gold: dict[str, Any],
) -> None:
    (row,) = (row for row in TABLE if row["id"] == gold["id"])
    assert gold["text"] == text_of(row["path"])
    assert gold["sha256"] == hashlib.sha256(gold["text"].encode()).hexdigest()
    assert gold["title"] == row["title"]
    assert gold["meta"] == {name: row[name] or None for name in META_FIELDS}
    assert gold["status"] == "done"


@every_gold
def test_a_span_is_the_words_it_names_without_space_at_its_edges(gold: dict[str, Any]) -> None:
    for span in gold["spans"]:
        words = gold["text"][span["start"] : span["end"]]
        assert words == span["text"] == span["text"].strip() != ""
        assert DEFAULT_SCHEME.label(span["label"])
    ids = [span["id"] for span in gold["spans"]]
    assert len(ids) == len(set(ids))
    extents = [(span["start"], span["end"], span["label"]) for span in gold["spans"]]
    assert len(extents) == len(set(extents))


def test_ids_are_unique_over_all_of_gold() -> None:
    ids = [span["id"] for gold in GOLD for span in gold["spans"]]
    assert len(ids) == len(set(ids))


@every_gold
def test_every_label_occurs_in_every_article(gold: dict[str, Any]) -> None:
    found = {span["label"] for span in gold["spans"]}
    assert found == {label.name for label in DEFAULT_SCHEME.labels}


def test_a_quote_begins_and_ends_with_its_quotation_marks() -> None:
    for quote in spans("quote"):
        assert (quote["text"][0], quote["text"][-1]) in QUOTATION_MARKS, quote["text"]


def test_a_date_has_an_iso_value() -> None:
    for date in spans("date"):
        value = date["attrs"]["value"]
        assert value is None or ISO.fullmatch(value), date


def test_only_actors_have_entities_and_only_dates_values() -> None:
    wanted = {"actor": {"entity"}, "date": {"value"}, "proposal": set(), "quote": set()}
    for label, names in wanted.items():
        assert all(set(span["attrs"]) - {"pair"} == names for span in spans(label))


def test_a_pair_of_quotes_stands_in_both_articles_of_an_event() -> None:
    found: dict[str, set[str]] = {}
    for gold in GOLD:
        for span in gold["spans"]:
            if pair := span["attrs"].get("pair"):
                assert span["label"] == "quote"
                found.setdefault(f"{gold['meta']['group']} {pair}", set()).add(gold["id"])
    assert len(found) == 9
    assert all(len(articles) == 2 for articles in found.values())


def test_the_two_articles_of_a_pair_name_entities_alike() -> None:
    for pair in {gold["meta"]["group"] for gold in GOLD}:
        first, second = (
            {s["attrs"]["entity"] for s in gold["spans"] if s["label"] == "actor"}
            for gold in GOLD
            if gold["meta"]["group"] == pair
        )
        assert len(first & second) >= 5
        assert all(re.fullmatch(r"[a-z0-9-]+", entity) for entity in first | second)


@every_gold
def test_a_link_goes_from_a_quote_to_its_speaker(gold: dict[str, Any]) -> None:
    labels = {span["id"]: span["label"] for span in gold["spans"]}
    ends = [(link["type"], labels[link["from"]], labels[link["to"]]) for link in gold["links"]]
    assert set(ends) == {
        (link.type, source, target)
        for link in DEFAULT_SCHEME.links
        for source in link.sources
        for target in link.targets
    }
    sources = [link["from"] for link in gold["links"]]
    assert len(sources) == len(set(sources))
