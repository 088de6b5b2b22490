"""Offsets without words: what they count is judged by a whole file, and said before it is taken."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.corpus.importing import bring_in, first_look
from annotations.formats import jsonl
from annotations.formats.offsets import Offsets, Unit, bare, in_code_points, placed
from annotations.project import Project

BOATS = "\U0001f6a4\U0001f6a4 Ines Tarr sailed with Oto Lindqvist."
PLAIN = "Oto Lindqvist stayed ashore."

TEXT = "👍👍 Oran said é: Oran left. " + "x" * 300 + " Oran"


def counted(text: str, words: str, unit: Unit) -> list[Any]:
    encoding, width = {"code-points": ("utf-32-le", 4), "utf-16": ("utf-16-le", 2)}.get(
        unit, ("utf-8", 1)
    )
    start = len(text[: text.index(words)].encode(encoding)) // width
    return [start, start + len(words.encode(encoding)) // width, "actor"]


def written(tmp_path: Path, *rows: tuple[str, list[Any]]) -> Path:
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(json.dumps({"text": t, "label": spans}) for t, spans in rows))
    return file


def looked(tmp_path: Path, file: Path, unit: Unit | None = None) -> tuple[Unit, str, list[str]]:
    """The unit, what is said first, and the words of the tags that are taken."""
    store = Project(tmp_path).store
    fitting, _, told = first_look(store, jsonl.read(file, unit or "code-points"), file, unit)
    bring_in(store, jsonl.read(file, fitting))
    words = []
    for one in store.articles():
        article = store.article(one.id)
        assert article
        tags = sorted(store.load(one.id).annotations.values(), key=lambda a: a.start)
        words += [article.text[a.start : a.end] for a in tags]
    return fitting, told, words


@pytest.mark.parametrize("unit", ["code-points", "utf-16", "bytes"])
def test_a_file_tells_what_its_offsets_count(unit: Unit, tmp_path: Path) -> None:
    spans = [counted(BOATS, words, unit) for words in ("Ines Tarr", "Oto Lindqvist")]
    file = written(tmp_path, (BOATS, spans), (PLAIN, [counted(PLAIN, "Oto", unit)]))
    fitting, told, words = looked(tmp_path, file)
    assert fitting == unit
    assert words == ["Ines Tarr", "Oto Lindqvist", "Oto"]
    if unit == "code-points":
        assert told == ""
    else:
        assert "2 of 3 spans" in told
        assert "--offsets code-points" in told


def test_one_span_that_is_wrong_does_not_move_those_that_are_right(tmp_path: Path) -> None:
    right = [counted(BOATS, words, "code-points") for words in ("Ines", "Tarr", "Oto")]
    file = written(tmp_path, (BOATS, [*right, counted(BOATS, "Lindqvist", "utf-16")]))
    fitting, told, _ = looked(tmp_path, file)
    assert fitting == "code-points"
    assert "1 of 4 spans that came without their words lie outside the text" in told


def test_what_offsets_count_can_be_said(tmp_path: Path) -> None:
    file = written(tmp_path, (BOATS, [counted(BOATS, "Ines Tarr", "utf-16")]))
    fitting, told, (words,) = looked(tmp_path, file, "code-points")
    assert (fitting, words) == ("code-points", "es Tarr s")
    assert "1 of 1 spans" in told


def test_spans_inside_words_are_counted_in_any_text(tmp_path: Path) -> None:
    file = written(tmp_path, (PLAIN, [[0, 2, "actor"], [4, 13, "actor"]]))
    assert "1 of 2 spans" in looked(tmp_path, file)[1]


@pytest.mark.parametrize(
    "text", ["\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22", "\uc11c\uc6b8\uc5d0\uc11c"]
)
def test_where_words_have_no_space_between_them_nothing_is_cut(text: str, tmp_path: Path) -> None:
    file = written(tmp_path, (text, [[0, 2, "actor"]]))
    assert looked(tmp_path, file)[1] == ""


def test_a_long_text_is_encoded_once_and_rightly() -> None:
    text = "\U0001f6a4e\u0301 \u6f22" * 3000
    for start in (0, 1, 1023, 1024, 1025, 5 * 2047, len(text) - 1):
        for unit, encoding, width in (("utf-16", "utf-16-le", 2), ("bytes", "utf-8", 1)):
            ends = [len(text[:at].encode(encoding)) // width for at in (start, len(text))]
            assert in_code_points(text, *ends, unit) == (start, len(text))  # type: ignore[arg-type]
    assert in_code_points(text, 1, 2, "utf-16") is None
    assert in_code_points(text, 0, 10**9, "bytes") is None


def test_what_lies_outside_the_text_is_not_called_inside_a_word() -> None:
    offsets = Offsets()
    offsets.add(bare("Oran spoke.", [(0, 4), (5, 90)], "a, line 1"))
    assert offsets.told("code-points") == (
        "1 of 2 spans that came without their words lie outside the text, the first in a, line 1."
    )
    offsets.add(bare("Oran spoke.", [(1, 4), (20, 30)], "a, line 2"))
    assert offsets.told("code-points") == (
        "3 of 4 spans that came without their words begin or end inside a word or lie outside the"
        " text, the first in a, line 1."
    )


@pytest.mark.parametrize(
    ("start", "end", "words", "place", "how"),
    [
        (3, 7, "Oran", 3, ""),
        (3, 7, None, 3, ""),
        (5, 9, "Oran", 3, "its offsets count UTF-16 units"),
        (9, 13, "Oran", 3, "its offsets count bytes"),
        (23, 27, "Oran", 16, "its offsets count bytes"),
        (15, 19, "Oran", 16, "its words are in another place"),
        (-5, 2, "Oran", 3, "its words are in another place"),
        (6, 2, "Oran", 3, "its words are in another place"),
    ],
)
def test_a_span_is_where_its_words_are(
    start: int, end: int, words: str | None, place: int, how: str
) -> None:
    assert placed(TEXT, start, end, words) == ((place, place + 4), how)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (3, 7, "Aran"),
        (3, 7, ""),
        (3, 3, None),
        (-1, 4, None),
        (0, len(TEXT) + 1, None),
        (10**9, 10**9 + 4, "Oran"),
        (len(TEXT) - 4, len(TEXT) + 9, "Oran and more"),
    ],
)
def test_words_that_are_not_near_are_refused(start: int, end: int, words: str | None) -> None:
    assert placed(TEXT, start, end, words) is None
