"""doccano: what it exports comes in, a zip too, and what is written suits what it takes."""

import json
from pathlib import Path
from typing import Any

from annotations.annotation import Link
from annotations.article import Article
from annotations.example import Example
from annotations.formats import format_named, recognised
from annotations.formats.reading import Unread
from tests.annotations.formats.foreign import read

TEXT = "Mara Oss met Kai."
ROW = {"id": 4, "text": TEXT, "label": [[0, 8, "actor"]], "Comments": []}
LINKED = {
    "id": 5,
    "text": f"{TEXT} Again.",
    "entities": [
        {"id": 31, "label": "actor", "start_offset": 0, "end_offset": 8},
        {"id": 32, "label": "actor", "start_offset": 13, "end_offset": 16},
    ],
    "relations": [{"id": 9, "from_id": 31, "to_id": 32, "type": "met"}],
    "Comments": ["sure?"],
}


def rows(examples: list[Example], target: Path) -> list[dict[str, Any]]:
    format_named("doccano").export(lambda: examples, target)
    return [json.loads(line) for line in target.read_text("utf-8").splitlines()]


def test_a_row_of_its_own_comes_in_and_comments_are_named(tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text("\n".join(map(json.dumps, (ROW, LINKED))), encoding="utf-8")
    assert recognised(file).name == "doccano"
    plain, told, linked = read("doccano", file)
    assert plain.article.id == "doccano-4"
    assert [(a.start, a.end, a.annotator) for a in plain.annotations] == [(0, 8, "imported")]
    first, second = linked.annotations
    assert linked.links == (Link("met", first.id, second.id),)
    assert isinstance(told, Unread)
    assert "Comments" in str(told)


def test_in_exports_of_older_versions_the_text_is_called_data(tmp_path: Path) -> None:
    rows = (
        {"id": 3, "data": TEXT, "label": []},
        {"id": 4, "data": f"Yes: {TEXT}", "label": [[5, 13, "actor"]]},
    )
    file = tmp_path / "admin.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert recognised(file).name == "doccano"
    plain, tagged = read("doccano", file)
    assert [plain.article.text, tagged.article.text] == [TEXT, f"Yes: {TEXT}"]
    assert [(a.start, a.end, a.label) for a in tagged.annotations] == [(5, 13, "actor")]


def test_a_file_for_each_person_says_who(tmp_path: Path) -> None:
    for name in ("ana", "ben"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    assert recognised(tmp_path).name == "doccano"
    found = read("doccano", tmp_path)
    assert [a.annotator for one in found for a in one.annotations] == ["ana", "ben"]


def test_spans_alone_where_none_overlap_else_the_same_columns_in_every_row(
    examples: list[Example], tmp_path: Path
) -> None:
    _, none, noted = examples
    flat = rows([none, noted], tmp_path / "flat.jsonl")
    assert [row["label"] for row in flat] == [[], [[0, 5, "actor"], [15, 18, "date"]]]
    both = rows(examples, tmp_path / "both.jsonl")
    assert {tuple(row) for row in both} == {("text", "title", "postil", "entities", "relations")}
    numbers = [one["id"] for row in both for one in (*row["entities"], *row["relations"])]
    assert numbers == list(range(1, 12))


def test_doccano_gives_texts_other_numbers_and_may_move_a_span(
    examples: list[Example], tmp_path: Path
) -> None:
    row = rows([examples[2]], tmp_path / "out.jsonl")[0]
    kept, moved = row["label"]
    back = {**row, "id": 77, "label": [kept, [moved[0] - 3, *moved[1:]]], "Comments": []}
    file = tmp_path / "export.jsonl"
    file.write_text(json.dumps(back), encoding="utf-8")
    (example,) = read("doccano", file)
    assert example.article.id == "noted"
    actor, date = example.annotations
    assert (actor.id, actor.annotator, actor.origin) == ("1", "ana", "model:x")
    assert (date.start, date.annotator, date.origin) == (12, "imported", "")


def test_links_of_moved_spans_still_lead_there(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    given = [Example(Article("a", "", TEXT))]
    (row,) = rows(given, out)
    row.pop("label")
    back = {**row, **{name: LINKED[name] for name in ("entities", "relations")}}
    out.write_text(json.dumps(back), encoding="utf-8")
    (example,) = read("doccano", out)
    assert [link.type for link in example.links] == ["met"]
