"""`postil compare`: a table for people, records for programs, a page to send."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

SAMPLES = Path(__file__).parents[3] / "sample_articles"
PAIR = ("harbour-talks-gazette", "harbour-talks-wire")

Run = Callable[..., Result]


@pytest.fixture
def pair(run: Run) -> Run:
    """postil in a project with the sample articles and their gold tags."""
    assert run("add", str(SAMPLES)).exit_code == 0
    assert run("import", str(SAMPLES / "gold.jsonl")).exit_code == 0
    return run


def test_the_table_shows_what_differs_and_counts_it(pair: Run) -> None:
    result = pair("compare", *PAIR)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["Kestrow", "Gazette", "Corvane", "Wire"]
    headings = [line.strip() for line in lines if line.strip().isupper()]
    assert headings == ["ACTORS", "DATES, IN ORDER", "PROPOSALS", "QUOTES"]
    assert any(line.startswith("~") and "“A harbour is not a flag" in line for line in lines)
    [heading] = [n for n, line in enumerate(lines) if line.startswith("tagged ")]
    assert lines[heading].split()[-5:] == ["in", "2", "maybe", "differ", "confirmed"]
    labels = [line.split()[0] for line in lines[heading + 1 :]]
    assert labels == ["actor", "date", "proposal", "quote"]
    assert len(pair("compare", *PAIR, "--all").stdout.splitlines()) > len(lines)


def test_programs_get_a_record_for_each_row_and_article(pair: Run) -> None:
    found = json.loads(pair("compare", "--group", "harbour-talks", "--json").stdout)
    assert found["articles"] == list(PAIR)
    actors = found["coverage"][0]
    assert actors["label"] == "actor"
    assert sum(actors["carried"]) == actors["rows"] > 0
    quote = next(
        row
        for row in found["rows"]
        if row["article"] == PAIR[1] and row["label"] == "quote" and row["words"]
    )
    text = (SAMPLES / "harbour-talks" / "wire.txt").read_text(encoding="utf-8")
    assert text[quote["start"] : quote["end"]] == quote["words"]
    lines = list(csv.DictReader(io.StringIO(pair("compare", *PAIR, "--csv").stdout)))
    assert len(lines) == len(found["rows"])
    assert [line["name"] for line in lines] == [row["name"] for row in found["rows"]]


def test_the_page_stands_by_itself(pair: Run) -> None:
    shown = pair("compare", *PAIR, "--html").stdout
    assert shown.startswith("<!doctype html>")
    assert "<script" not in shown
    assert "http:" not in shown
    assert "https:" not in shown
    assert "<ins>" in shown


def test_the_texts_that_an_article_had_are_compared(run: Run) -> None:
    file = Path("wire.txt")
    file.write_text("Holm left\n\nHolm said: “We sail on 1 May 2030, whatever they say.”\n")
    assert run("add", "wire.txt").exit_code == 0
    file.write_text("Holm left\n\nHolm said: “We sail on 3 May 2030, whatever they say.”\n")
    assert run("add", "--update", "wire.txt").exit_code == 0
    [id] = [line.split()[0] for line in run("list").stdout.splitlines()[1:]]
    result = run("compare", "--versions", id)
    assert result.stderr == ""
    rows = [line.split()[:2] for line in result.stdout.splitlines()]
    assert ["+", "(2030-05-01)"] in rows
    assert ["+", "(2030-05-03)"] in rows
    assert any(row[0] == "~" for row in rows if row)


def test_entities_that_are_one_are_one_row(run: Run) -> None:
    record = {"title": "", "meta": {}, "links": [], "clusters": [
        {"id": "holm", "name": "Ada Holm"}, {"id": "the-mayor", "name": "x", "same_as": ["holm"]},
    ]}  # fmt: skip
    with Path("gold.jsonl").open("w") as out:
        for id, words, entity in (("a", "Holm", "holm"), ("b", "Nobody", "the-mayor")):
            tag = {"id": f"01{id:0>24}", "start": 0, "end": len(words), "label": "actor",
                   "text": words, "annotator": "ada", "attrs": {"entity": entity}}  # fmt: skip
            out.write(json.dumps({**record, "id": id, "text": f"{words} left.", "spans": [tag]}))
            out.write("\n")
    assert run("import", "gold.jsonl").exit_code == 0
    found = json.loads(run("compare", "a", "b", "--json").stdout)
    rows = [row for row in found["rows"] if row["label"] == "actor"]
    assert [(row["words"], row["entity"], row["confirmed"]) for row in rows] == [
        ("Holm", "holm", True),
        ("Nobody", "holm", True),
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ((), 2, "Name two articles or more"),
        (PAIR[:1], 2, "Name two articles or more"),
        ((*PAIR, "--group", "harbour-talks"), 2, "Name two articles or more"),
        ((PAIR[0], PAIR[0]), 2, "cannot be compared with itself"),
        ((PAIR[0], "nobody"), 2, "no article nobody"),
        (("--group", "nothing"), 1, "has 0 articles"),
        (("--versions", PAIR[0]), 1, "was never changed"),
    ],
)
def test_what_cannot_be_compared(
    pair: Run, arguments: tuple[str, ...], code: int, says: str
) -> None:
    result = pair("compare", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert says in result.stderr
