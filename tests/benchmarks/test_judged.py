"""Wrong candidates are counted by what was judged, each word and label once."""

import json
from pathlib import Path

import pytest

from annotations.article import Article, Metadata
from annotations.example import Example
from benchmarks.suites import judged

TEXT = (
    "Ann Lee met Joss Pask on Monday. “No deal,” said Ann Lee.\n\n"
    "Joss Pask urged the board to wait.\n\nLeave a Reply"
)
ONE = Example(Article("one", "T", TEXT, Metadata(published="2031-03-18")), ())
OTHER = Example(Article("other", "T", "Ann Lee came.", Metadata()), ())


def place(words: str, label: str) -> list[object]:
    start = TEXT.index(words)
    return [start, start + len(words), label]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where judgements are read from."""
    monkeypatch.setattr(judged, "FILE", tmp_path / "judged.jsonl")
    return tmp_path / "judged.jsonl"


def test_each_candidate_is_right_wrong_or_not_judged(file: Path) -> None:
    right = [place("Ann Lee", "actor"), place("“No deal,”", "quote"), place("Monday", "date")]
    wrong = [place("Joss Pask", "actor"), place("met", "actor")]
    file.write_text(
        json.dumps({"id": "one", "digest": ONE.article.digest, "right": right, "wrong": wrong})
        + "\n"
        + json.dumps({"id": "gone", "digest": "0", "right": [], "wrong": [[0, 3, "actor"]]})
    )
    assert list(judged.rows([ONE, OTHER])) == [
        "Articles that were judged: 1. Candidates judged right: 3.",
        "Judged wrong: 1, 1.00 an article. Not judged: 1.",
    ]


def test_nothing_judged_is_nothing_wrong(file: Path) -> None:
    file.write_text("")
    assert "Judged wrong: 0, 0.00 an article." in list(judged.rows([ONE]))[1]


def test_the_judgements_kept_hold_places_and_no_texts() -> None:
    for line in judged.FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == {"id", "digest", "right", "wrong"}
        assert len(row["digest"]) == 64
        for start, end, label in row["right"] + row["wrong"]:
            assert 0 <= start < end
            assert label in ("actor", "date", "proposal", "quote")
