"""Prodigy: lines it takes and lines it gives, joined by text, with the answer that was given."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Annotation, Link
from annotations.article import Article
from annotations.example import Example
from annotations.formats import Request, format_named, recognised
from annotations.formats.reading import Passed
from annotations.formats.tools.prodigy import input_hash
from tests.annotations.formats.foreign import read

TEXT = "Mara Oss met Kai."


def line(answer: str, *spans: tuple[int, int], **more: Any) -> str:
    found = [{"start": start, "end": end, "label": "actor"} for start, end in spans]
    return json.dumps({"text": TEXT, "spans": found, "answer": answer, "_input_hash": 1, **more})


def brought(tmp_path: Path, *lines: str) -> list[Any]:
    (tmp_path / "db.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert recognised(tmp_path / "db.jsonl").name == "prodigy"
    return read("prodigy", tmp_path / "db.jsonl")


def rows(example: Example, target: Path, **options: Any) -> list[dict[str, Any]]:
    request = Request(**options)
    format_named("prodigy").export(lambda: [example], target, request=request)
    return [json.loads(row) for row in target.read_text("utf-8").splitlines()]


def test_lines_of_one_text_are_one_article_by_those_who_held_them(tmp_path: Path) -> None:
    told, example = brought(
        tmp_path,
        line("accept", (0, 8), _annotator_id="news-ana", _session_id="s"),
        line("accept", (13, 16), _session_id="news-ben"),
        line("reject", (9, 12), _annotator_id="news-ana"),
    )
    by = [(a.start, a.annotator) for a in example.annotations]
    assert by == [(0, "news-ana"), (13, "news-ben")]
    assert [(a.start, a.verdict) for a in example.suggestions] == [(9, "rejected")]
    assert isinstance(told, Passed)


def test_an_answer_is_of_its_own_line(tmp_path: Path) -> None:
    *_, example = brought(tmp_path, line("reject", (9, 12)), line("accept", (0, 8)))
    assert [a.start for a in example.annotations] == [0]
    assert [a.start for a in example.suggestions] == [9]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"spans": 5}, "spans"),
        ({"spans": {"start": 1}}, "spans"),
        ({"links": 3.5}, "links"),
        ({"postil": {"links": 7}}, "links"),
        ({"postil": {"rejected": "no"}}, "suggestions"),
        ({"suggestions": True, "postil": {"spans": 4}}, "suggestions"),
    ],
)
def test_what_should_be_a_list_and_is_none_is_named(
    wrong: dict[str, Any], named: str, tmp_path: Path
) -> None:
    for lines in ([line("accept", **wrong)], [line("accept", **wrong)] * 2):
        found = brought(tmp_path, *lines)
        assert any(f"{named} is not a list; left out" in str(one) for one in found)
        assert found[-1].article.text == TEXT


def test_what_was_ignored_leaves_the_article_open(tmp_path: Path) -> None:
    _, example = brought(tmp_path, line("ignore", (0, 8)))
    assert (example.annotations, example.status) == ((), "open")


def test_relations_are_links_between_the_spans_at_their_ends(tmp_path: Path) -> None:
    head, child = ({"start": a, "end": b, "label": "actor"} for a, b in ((0, 8), (13, 16)))
    relation = {"head": 1, "child": 3, "head_span": head, "child_span": child, "label": "met"}
    (example,) = brought(tmp_path, line("accept", (0, 8), (13, 16), relations=[relation]))
    first, second = example.annotations
    assert example.links == (Link("met", first.id, second.id),)


@pytest.mark.parametrize(
    "text", ["Óran  left.\n\n\tMay", " 👍 ja\u00a0nein \r\n", "東京", "\n", " a", "a \u00adb"]
)
def test_tokens_and_their_spaces_make_the_text(text: str, tmp_path: Path) -> None:
    (row,) = rows(Example(Article("a", "", text)), tmp_path / "out.jsonl")
    joined = "".join(token["text"] + " " * token["ws"] for token in row["tokens"])
    assert joined == text or joined == text + " "
    assert [token["id"] for token in row["tokens"]] == list(range(len(row["tokens"])))
    assert all(a["end"] <= b["start"] for a, b in pairwise(row["tokens"]))


def test_a_span_is_on_tokens_and_comes_back_as_it_was(tmp_path: Path) -> None:
    tags = (Annotation("1", 1, 8, "actor", "ana"), Annotation("2", 13, 16, "actor", "ana"))
    given = Example(Article("a", "", TEXT), tags, (Link("met", "1", "2"),))
    (row,) = rows(given, tmp_path / "out.jsonl")
    first, second = row["spans"]
    assert (first["start"], first["token_start"], first["token_end"]) == (0, 0, 1)
    assert (second["token_start"], second["token_end"]) == (3, 3)
    (relation,) = row["relations"]
    assert (relation["head"], relation["child"], relation["label"]) == (1, 3, "met")
    (tmp_path / "out.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (example,) = read("prodigy", tmp_path / "out.jsonl")
    assert (example.annotations, example.links) == (tags, given.links)


@pytest.mark.parametrize(
    ("text", "hashed"),
    # Of the package mmh3: mmh3.hash(f"text={json.dumps(text)}", 0, signed=True).
    [("", 616230852), ("Mara Oss met Kai.", 128995293), ("Óran 👍", -1099238196)],
)
def test_the_hash_of_a_text_is_murmur3(text: str, hashed: int) -> None:
    assert input_hash(text) == hashed


def test_what_it_says_of_every_span_in_a_task_of_relations_is_not_told(tmp_path: Path) -> None:
    def spans(type: str) -> list[dict[str, Any]]:
        return [{"start": 0, "end": 8, "label": "actor", "type": type, "token_start": 0}]

    line = {"text": TEXT, "answer": "accept", "_input_hash": 1, "_view_id": "relations"}
    (example,) = brought(tmp_path, json.dumps({**line, "spans": spans("span")}))
    assert [a.label for a in example.annotations] == ["actor"]
    told, example = brought(tmp_path, json.dumps({**line, "spans": spans("person")}))
    assert "type" in str(told)
