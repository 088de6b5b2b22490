"""How well pages are read: against segments, whole texts, titles and dates that are right."""

import json
from pathlib import Path

import pytest

from benchmarks.pages import Gold, Read, Tally, golds, main

FIRST = "Talks on the harbour resumed on Tuesday after a strike of nine days, they said."
LAST = "The union proposed that crews return on Thursday, provided that wages are paid."
PAGE = f"""<html><head><title>Harbour talks</title><meta name=date content=2031-05-06></head><body>
<nav><a href=/>Home</a></nav><article><p>{FIRST}</p><p>{LAST}</p></article></body></html>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pages as the projects keep them: listed in a file, and each with its text beside it."""
    (tmp_path / "eval").mkdir()
    (tmp_path / "eval" / "a.html").write_text(PAGE)
    listed = {"with": [FIRST], "without": ["Home"], "title": "Harbour talks", "date": "2031-05-06"}
    entries = {"https://pellin.example/a": {"file": "a.html", **listed}, "gone": {"file": "b.html"}}
    (tmp_path / "data.json").write_text(json.dumps(entries))
    beside = tmp_path / "one"
    beside.mkdir()
    (beside / "source.html").write_text(PAGE)
    (beside / "expected.html").write_text(f"<p>{FIRST}</p>\n<p>{LAST}</p>")
    (beside / "expected-metadata.json").write_text('{"title": "Other", "publishedTime": null}')
    return tmp_path


def test_a_folder_is_measured(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    misses = folder / "misses"
    main([str(folder), "--no-floor", "--misses", str(misses)])
    row = capsys.readouterr().out.splitlines()[-1]
    assert row.endswith("(2) | postil | 1.000 | 1.000 | 1.000 | 1 of 2 | 1 of 1 |  | 0 |")
    assert misses.read_text() == f"{folder}/one/source.html\ttitle 'Harbour talks' for 'Other'\n"


def test_a_folder_without_what_is_right(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="holds no pages that come with what is right"):
        list(golds(tmp_path))


def test_what_is_wrong_counts() -> None:
    tally = Tally()
    wrong = tally.add(
        Gold(Path("a"), ("talks",), ("Home",), title="Talks", date="2031-05-06"),
        Read("Home and away", "Talks!", "2031-05-07T10:00"),
    )
    assert [one.split()[0] for one in wrong] == ["text", "date"]
    tally.add(Gold(Path("b"), text="one two three four five six"), Read("one two three four"))
    tally.add(Gold(Path("c"), text="one two three four"), Read())
    assert (tally.hit, tally.false, tally.missed) == pytest.approx((1 / 3, 1, 1 + 2 / 3 + 1))
    assert tally.row().split(" | ")[3:] == ["1 of 1", "0 of 1", "1", "1"]
