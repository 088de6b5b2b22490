"""Half a letter is replaced, and said, wherever it comes in: in texts, about them, and in tags."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotations.project import Project
from tui.cli import postil

TEXT = "The weir at Oll was opened."
SPAN = {"start": 4, "end": 8, "label": "actor"}
SAID = "ncomplete letter is shown as U+FFFD"
HALVES = "\ud83d", "Oll \udc00", "\udfff\ud800 x"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(postil, [*arguments, "--project", "p"])

    return run


def lines(*rows: dict[str, Any]) -> None:
    Path("a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("place", ["text", "title", "source", "label", "note", "attrs"])
def test_an_import_says_it_once_with_its_place(run: Any, half: str, place: str) -> None:
    tagged: dict[str, Any] = {"text": TEXT, "spans": [SPAN]}
    spoilt: dict[str, Any] = {"text": TEXT + " So.", "spans": [dict(SPAN)]}
    if place in ("label", "note", "attrs"):
        spoilt["spans"][0][place] = {"value": half} if place == "attrs" else f"a{half}"
    else:
        spoilt[place] = TEXT + half if place == "text" else half
    lines(tagged, spoilt, {**spoilt, "text": f"{spoilt['text']} Again."})
    result = run("import", "a.jsonl")
    assert result.exit_code == 0, result.stderr
    assert result.stderr.count(SAID) == 1
    assert "in 2 records, the first in a.jsonl, line 2." in result.stderr
    assert len(list(Project(Path("p")).stored())) == 3


def test_what_is_whole_is_not_spoken_of(run: Any) -> None:
    lines({"text": f"{TEXT} \U0001f600 caf\u00e9", "title": "\U0001f600", "spans": [SPAN]})
    result = run("import", "a.jsonl")
    assert (result.exit_code, SAID in result.stderr) == (0, False)
    assert SAID not in run("add", "a.jsonl").stderr


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("column", ["text", "title", "author", "a column"])
def test_adding_a_corpus_says_it(run: Any, half: str, column: str) -> None:
    lines({"text": TEXT}, {"text": TEXT + " So.", column: f"{TEXT} {half}"})
    result = run("add", "a.jsonl")
    assert f"a.jsonl, line 2: an i{SAID}" in result.stderr


def test_adding_a_document_says_it(run: Any) -> None:
    Path("a.md").write_text(f'---\ntitle: "Weirs \\ud83d"\n---\n\n{TEXT}\n')
    assert f"a.md: an i{SAID}" in run("add", "a.md").stderr


def test_a_table_beside_texts_says_what_its_bytes_were_read_as(run: Any) -> None:
    Path("a.txt").write_text(TEXT)
    names = "".join(f"b{number}.txt,Caf\u00e9 {number}\n" for number in range(9)).encode()
    Path("articles.csv").write_bytes(b"path,title\na.txt,Weirs \xe2\x82\n" + names)
    told = run("add", "a.txt").stderr
    assert "articles.csv are not utf-8 (the first in line 2, character 13)" in told.lower()
