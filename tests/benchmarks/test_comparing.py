"""How right a comparison is, counted on articles made for it: right, wrong and missed alike."""

import json
from pathlib import Path

import pytest

from annotations.article import Article
from annotations.compare.comparing import compare
from benchmarks import compare_readings, comparing

HERE = "Ada Holm said: “We will open the harbour in May.” She called it “a good day for all of us.”"
THERE = "“We will open the harbour in May,” Ada Holm said. Mr. Holm was glad. The NSC was not."


def sides() -> tuple[comparing.Side, comparing.Side]:
    return (
        comparing.as_side(Article("a", "A", HERE)),
        comparing.as_side(Article("b", "B", THERE)),
    )


def reading(words: str, answer: str) -> compare_readings.Row:
    start = HERE.index(words)
    place = {"article": "a", "start": start, "end": start + len(words), "other": "b"}
    return {**place, "answer": answer}


def test_quotes_are_counted_by_what_a_reader_says() -> None:
    here, there = sides()
    first, second = "“We will open the harbour in May.”", "“a good day for all of us.”"
    rows = [reading(first, "same"), reading(second, "none")]
    assert compare_readings.quotes(rows, lambda one, other: compare(here, there)) == (1, 0, 0)
    rows = [reading(first, "none"), reading(second, "same")]
    assert compare_readings.quotes(rows, lambda one, other: compare(here, there)) == (0, 1, 1)


def test_two_readers_are_held_against_each_other_where_both_read() -> None:
    found, lost = "“We will open the harbour in May.”", "“a good day for all of us.”"
    one = [reading(found, "same"), reading(lost, "none")]
    assert compare_readings.agreed(one, [reading(lost, "paraphrase"), reading(found, "same")]) == (
        1,
        2,
    )
    assert compare_readings.agreed(one, [reading(lost, "none")]) == (1, 1)
    assert compare_readings.agreed(one, []) == (0, 0)


def test_not_found_is_right_where_a_reader_found_nothing() -> None:
    here, there = sides()

    def row(words: str, answer: str) -> compare_readings.Row:
        return {**reading(words, answer), "label": "quote"}

    found, lost = "“We will open the harbour in May.”", "“a good day for all of us.”"
    rows = [row(found, "there"), row(lost, "absent"), row(lost, "there"), row(lost, "none-such")]
    counts = compare_readings.missing(rows, lambda one, other: compare(here, there))
    assert counts["all"] == counts["quote"] == compare_readings.Missing(1, 1)
    elsewhere = [{**row(lost, "absent"), "start": 1}]
    counts = compare_readings.missing(elsewhere, lambda one, other: compare(here, there))
    assert counts["all"] == compare_readings.Missing()


def test_what_is_asked_about_is_counted_apart() -> None:
    here = comparing.as_side(Article("a", "A", "The mayor said: “We pay far too little for it.”"))
    there = comparing.as_side(Article("b", "B", "It rains. They pay little for it, she said."))
    [quote] = [item for item in here.items if item.role == "quote"]
    row = {"article": "a", "other": "b", "label": "quote", "answer": "there",
           "start": quote.span[0], "end": quote.span[1]}  # fmt: skip
    counts = compare_readings.missing([row], lambda one, other: compare(here, there))
    assert counts["quote"] == compare_readings.Missing(asked_there=1)
    assert str(counts["quote"]) == "nothing of none, asked 1 (1 there)"


@pytest.mark.parametrize(
    ("pointed", "told"),
    [
        ("dark brown ink", "1 of 1, near 0; shown for nothing 0"),
        ("It rains.", "0 of 1, near 1; shown for nothing 0"),
        ("Nobody rows.", "0 of 1, near 0; shown for nothing 0"),
        ("", "0 of 0, near 0; shown for nothing 1"),
    ],
)
def test_the_sentence_shown_is_held_against_where_a_reader_would_point(
    pointed: str, told: str
) -> None:
    here = comparing.as_side(Article("a", "A", "The clerk said: “I only write in brown ink.”"))
    text = "It rains. The clerk keeps dark brown ink.\n\nNobody rows."
    there = comparing.as_side(Article("b", "B", text))
    [quote] = [item for item in here.items if item.role == "quote"]
    start = text.index(pointed)
    row = {"article": "a", "other": "b", "label": "quote", "answer": "absent",
           "start": quote.span[0], "end": quote.span[1],
           "spans": [[start, start + len(pointed)]] if pointed else []}  # fmt: skip
    counts = compare_readings.shown(
        [row, {**row, "end": 1}],
        lambda one, other: compare(here, there),
        {"a": here, "b": there}.get,
    )
    assert str(counts["absent"]) == told
    assert counts["there"] == compare_readings.Shown()


def test_an_interval_is_over_events_and_needs_two() -> None:
    here, there = sides()
    lost = {**reading("“a good day for all of us.”", "absent"), "label": "quote"}
    rows = [lost, {**lost, "article": "c"}, {**lost, "article": "c", "answer": "there"}]

    def reach(rows: list[compare_readings.Row]) -> float:
        return compare_readings.interval(rows, lambda one, other: compare(here, there), str)

    assert reach(rows) > 0.0
    assert reach([lost, {**lost, "article": "c"}]) == 0.0
    assert reach([lost]) == 0.0


def test_actors_are_right_in_part_where_two_are_one_row() -> None:
    here, there = sides()
    found = {"a": here, "b": there}
    rows = [
        {"event": "e", "article": id, "start": i.span[0], "end": i.span[1], "entity": i.words}
        for id, one in found.items()
        for i in one.items
        if i.role == "actor"
    ]
    for row in rows:
        row["entity"] = "holm" if "Holm" in row["entity"] else row["entity"]
    assert compare_readings.actors(rows, found.__getitem__) == (1.0, 1.0)
    rows[0]["entity"] = "another"
    precision, recall = compare_readings.actors(rows, found.__getitem__)
    assert precision < 1.0
    assert recall == 1.0


@pytest.mark.parametrize("file", sorted(comparing.JUDGED.glob("*.jsonl")), ids=lambda f: f.stem)
def test_readings_hold_places_and_no_texts(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert row["start"] < row["end"]
        assert not row.keys() - {
            "article", "start", "end", "other", "answer", "spans", "event", "entity", "label",
            "judge",
        }  # fmt: skip
