"""Label Studio's JSON-MIN and CSV: a row for each annotation, with who made it and when."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from annotations.formats import recognised
from annotations.formats.offsets import Bare
from tests.annotations.formats.foreign import read

TEXT = "👍 Port Oslin, says Mara Oss,\nstays open."


def region(words: str, label: str = "", **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    labels = {"labels": [label]} if label else {}
    return {"start": start, "end": start + len(words), "text": words, **labels, **more}


def row(**fields: Any) -> dict[str, Any]:
    return {
        "id": 7,
        "text": TEXT,
        "label": [region("Port Oslin", "place"), region("Mara Oss", "person")],
        "annotator": "ana@example.org",
        "annotation_id": 31,
        "created_at": "2031-03-04T05:06:07.123456Z",
        "updated_at": "2031-03-04T06:06:07.000000+01:00",
        "lead_time": 12.5,
        **fields,
    }


def written(path: Path, kind: str, *rows: dict[str, Any]) -> Path:
    if kind == "json":
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=2), encoding="utf-8")
        return path
    out = io.StringIO()
    names = sorted({name for one in rows for name in one})
    table = csv.DictWriter(out, names, quoting=csv.QUOTE_NONNUMERIC, delimiter=kind)
    table.writeheader()
    for one in rows:
        table.writerow(
            {n: json.dumps(v, ensure_ascii=False) if isinstance(v, list | dict) else v
             for n, v in one.items()}
        )  # fmt: skip
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


KINDS = pytest.mark.parametrize("kind", ["json", ",", "\t"])


@KINDS
def test_rows_come_with_who_made_them_and_when(kind: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a", kind, row(desk="Ports"))
    assert recognised(path).name == "labelstudio"
    (example,) = read("labelstudio", path)
    assert (example.article.id, example.article.text) == ("label-studio-7", TEXT)
    assert example.article.meta.more == {"desk": "Ports"}
    place, person = example.annotations
    assert (TEXT[place.start : place.end], place.label) == ("Port Oslin", "place")
    assert person.label == "person"
    assert (place.annotator, place.created, place.updated) == (
        "ana@example.org",
        "2031-03-04T05:06:07.123Z",
        "2031-03-04T05:06:07.000Z",
    )
    assert {n: float(v) for n, v in place.extra["label_studio"].items()} == {
        "annotation_id": 31.0,
        "lead_time": 12.5,
    }


@KINDS
def test_what_is_said_of_a_region_and_of_the_task(kind: str, tmp_path: Path) -> None:
    of_region = region("Mara Oss")
    tone = [{**of_region, "choices": ["calm"]}]
    who = [{**of_region, "text": ["mara"]}]
    one = row(tone=tone, who=who, sentiment="dull", frames={"choices": ["a", "b"]}, annotator=3)
    (example,) = read("labelstudio", written(tmp_path / "a", kind, one))
    place, person = example.annotations
    assert place.attrs == {}
    assert person.attrs == {"tone": "calm", "who": "mara"}
    assert [(c.annotator, c.name, c.value) for c in example.codes] == [
        ("label-studio-3", "frames", "a, b"),
        ("label-studio-3", "sentiment", "dull"),
    ]


@KINDS
def test_two_people_and_no_label_at_all(kind: str, tmp_path: Path) -> None:
    rows = (row(), row(annotator="ben@example.org", label=[region("Mara Oss", "person")]))
    empty = row(id=8, label=[]) if kind == "json" else row(id=8, label="")
    found = read("labelstudio", written(tmp_path / "a", kind, *rows, empty))
    assert [len(one.annotations) for one in found] == [2, 1, 0]
    assert {a.annotator for one in found[:2] for a in one.annotations} == {
        "ana@example.org",
        "ben@example.org",
    }


@KINDS
def test_what_has_no_place_is_named(kind: str, tmp_path: Path) -> None:
    one = row(agreement=0.5, tone=[{**region("Port"), "choices": ["calm"]}])
    *told, example = read("labelstudio", written(tmp_path / "a", kind, one))
    assert [str(said).split("“")[1].split("”")[0] for said in told] == ["agreement", "tone"]
    assert len(example.annotations) == 2


def test_offsets_without_words_are_looked_at(tmp_path: Path) -> None:
    regions = [{**region("Port Oslin", "place"), "start": 3, "end": 13}]
    del regions[0]["text"]
    path = written(tmp_path / "a", ",", row(label=regions))
    from annotations.formats import format_named

    found = list(format_named("labelstudio").reader()(path))
    (bare,) = (one for one in found if isinstance(one, Bare))
    assert bare.moved_astray["code-points"] == 1
    assert not bare.moved_astray["utf-16"]


def test_a_project_of_sounds_has_no_text(tmp_path: Path) -> None:
    one = {name: value for name, value in row(audio="a.wav", label="hum").items() if name != "text"}
    (problem,) = read("labelstudio", written(tmp_path / "a", ",", one))
    assert "has no text" in str(problem)
