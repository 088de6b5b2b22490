"""Articles of a corpus get the spans that were read in them, with values and speakers."""

import json
from pathlib import Path

import pytest

from annotations.annotation import Link
from annotations.article import Article
from annotations.example import Example
from benchmarks.suites import readings

TEXT = "“No deal,” said Ann Lee on Monday."


def test_spans_that_were_read_become_gold(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"article": "one", "start": 0, "end": 10, "label": "quote", "spans": [[16, 23]]},
        {"article": "one", "start": 16, "end": 23, "label": "actor"},
        {"article": "one", "start": 27, "end": 33, "label": "date", "answer": "2031-03-17"},
    ]
    file = tmp_path / "spans.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    articles = [Example(Article(id, "T", TEXT), ()) for id in ("one", "other")]
    (one,) = readings.read(articles, file)
    words = [(TEXT[a.start : a.end], a.label, dict(a.attrs)) for a in one.annotations]
    assert words == [
        ("“No deal,”", "quote", {}),
        ("Ann Lee", "actor", {}),
        ("Monday", "date", {"value": "2031-03-17"}),
    ]
    quote, actor, _ = one.annotations
    assert one.links == (Link("speaker", quote.id, actor.id),)


def test_the_readings_that_are_named() -> None:
    assert readings.named(["a.jsonl", "--json"]) is None
    assert readings.named(["a.jsonl", "--readings"]) == readings.FILE
    assert readings.named(["--readings=spans-4"]) == readings.FOLDER / "spans-4.jsonl"


@pytest.mark.parametrize("name", ["spans-1", "spans-2", "spans-3", "spans-4"])
def test_what_is_kept_links_quotes_to_actors_of_the_same_article(name: str) -> None:
    file = readings.FOLDER / f"{name}.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    actors = {(r["article"], r["start"], r["end"]) for r in rows if r["label"] == "actor"}
    for row in rows:
        assert row["label"] in ("actor", "date", "proposal", "quote")
        assert all((row["article"], *span) in actors for span in row.get("spans", ()))
