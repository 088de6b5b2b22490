"""Tags on the very same words with the same label: all are kept, but for those that only repeat."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotations.formats import recognised
from tests.annotations.formats.foreign import read
from tui.cli import postil

TEXT = "Ylva 👍 sold Tarn to Ib."
PLACES = [(0, 4), (0, 4), (0, 4), (12, 16)]


def spans(*more: dict[str, Any]) -> list[dict[str, Any]]:
    places = [{"start": a, "end": b, "label": "who"} for a, b in PLACES]
    return [{**place, **one} for place, one in zip(places, more, strict=False)]


DOCCANO = {
    "id": 1,
    "text": TEXT,
    "entities": [
        {"id": n, "start_offset": a, "end_offset": b, "label": "who"}
        for n, (a, b) in enumerate(PLACES, 7)
    ],
    "relations": [{"id": n, "from_id": n, "to_id": 10, "type": "owns"} for n in (7, 8, 9)],
}
CASES: dict[str, tuple[dict[str, Any], int]] = {
    "ids of their own": (DOCCANO, 4),
    "other attributes": ({"text": TEXT, "spans": spans({}, {"attrs": {"n": 1}}, {"note": "x"})}, 3),
    "repeated": ({"text": TEXT, "spans": spans({}, {}, {}, {})}, 2),
    "repeated among others": ({"text": TEXT, "spans": spans({}, {"note": "x"}, {})}, 2),
    "triples": ({"text": TEXT, "label": [[0, 4, "who"], [0, 4, "who"]]}, 1),
}


@pytest.mark.parametrize(("record", "tags"), CASES.values(), ids=CASES)
def test_what_is_not_only_repeated_is_kept(
    record: dict[str, Any], tags: int, tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(record), "utf-8")
    name = recognised(file).name
    (example,) = read(name, file)
    assert len(example.annotations) == tags
    assert len({tag.id for tag in example.annotations}) == tags
    assert len(example.links) == len(record.get("relations", []))
    assert read(name, file) == [example]


def imported(*asked: str) -> Result:
    result = CliRunner().invoke(postil, ["import", *asked])
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize("whose", [(), ("--as", "ana")])
def test_to_import_them_again_adds_nothing(
    whose: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_text(json.dumps(DOCCANO), "utf-8")
    first = imported("a.jsonl", "--project", "p", *whose)
    assert "Tags added: 4." in first.stderr
    assert "Tags added: 0." in imported("a.jsonl", "--project", "p", *whose).stderr
