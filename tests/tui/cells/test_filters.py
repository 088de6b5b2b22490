"""What passes last: nothing that commands the terminal, and every column where it belongs."""

import sys
from pathlib import Path

import pyte
import pytest
from hypothesis import given
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from tests.emulated import Emulated, Screen, in_terminal, postil
from tests.tui.odd_texts import PIECES, texts
from tui.cells.display import clusters, harmless, is_plain, is_simple
from tui.cells.filters import Harmless, Narrow, Steady, draws_wide

BLACK = Color(0, 0, 0)
RED = Style(color="red")


def printed(text: str) -> str:
    return "".join(cluster.text for cluster in clusters(text))


def cells(segments: list[Segment]) -> int:
    return sum(segment.cell_length for segment in segments)


@given(texts)
def test_no_segment_keeps_what_commands_a_terminal(text: str) -> None:
    (segment,) = Harmless().apply([Segment(text, RED)], BLACK)
    assert not set(segment.text) & {chr(c) for c in (*range(32), *range(127, 160), 0x202E)}
    assert segment.style is RED


def test_what_is_simple_is_one_cell_each_that_no_filter_would_change() -> None:
    simple = "".join(c for c in map(chr, range(0x110000)) if is_simple(c))
    assert len(simple) > 1_000
    assert {"e", "\u00e9", "\u2019", "\u2502", "\u2590"} <= set(simple)
    assert {cell_len(c) for c in simple} == {1}
    for row in (simple, *simple):
        segments = [Segment(row, RED)]
        for one in (Harmless(), Steady()):
            assert one.apply(segments, BLACK) == segments


def test_commands_of_ours_pass() -> None:
    ours = Segment("\x1b[2C", None, ((1, 2),))  # type: ignore[arg-type]
    assert Harmless().apply([ours, Segment("\x1b[2C")], BLACK) == [ours, Segment("\u241b[2C")]


@given(texts)
def test_steadying_changes_neither_cells_nor_words(text: str) -> None:
    before = [Segment(printed(text), RED)]
    after = Steady().apply(before, BLACK)
    assert cells(after) == cells(before)
    assert "".join(s.text for s in after if not s.control) == before[0].text


@given(texts)
def test_a_steadied_row_is_cut_where_the_row_would_be(text: str) -> None:
    strip = Strip([Segment(printed(text), RED)], cell_len(printed(text)))
    steady = strip.apply_filter(Steady(), BLACK)
    cuts = [strip.cell_length // 2, strip.cell_length]
    assert [part.cell_length for part in steady.divide(cuts)] == [
        part.cell_length for part in strip.divide(cuts)
    ]


def test_each_doubtful_cluster_is_blanked_drawn_and_left_at_its_column() -> None:
    after = Steady().apply([Segment("a\U0001f468b", RED)], BLACK)
    assert [(s.text, s.style) for s in after] == [
        ("a", RED),
        ("\x1b7", None),
        ("\x1b[2X", RED),
        ("\U0001f468", RED),
        ("\x1b8\x1b[2C", None),
        ("b", RED),
    ]


@given(texts)
def test_in_a_terminal_each_cell_has_its_own_style(text: str) -> None:
    before = harmless(printed(text))
    marked, at = Segment(before, Style(bold=True, reverse=True)), cell_len(before)
    row = Strip(Steady().apply([marked, Segment("|")], BLACK))
    screen = Emulated(at + 1, 1)
    pyte.Stream(screen).feed(row.render(Console(color_system="truecolor", legacy_windows=False)))
    assert screen.buffer[0][at] == pyte.screens.Char("|")
    assert all(screen.buffer[0][x].bold and screen.buffer[0][x].reverse for x in range(at))


def test_rows_that_need_nothing_are_passed_on_as_they_are() -> None:
    segments = [Segment("plain \u201cwords\u201d \u6f22\u5b57 e\u0301", RED)]
    assert Steady().apply(segments, BLACK) is segments
    assert Harmless().apply(segments, BLACK) is segments


@pytest.mark.parametrize(
    ("environment", "wide"),
    [
        ({"LANG": "ja_JP.UTF-8"}, True),
        ({"LANG": "C.UTF-8", "LC_CTYPE": "zh_CN.UTF-8"}, True),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "en_GB.UTF-8"}, False),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": ""}, True),
        ({}, False),
    ],
)
def test_where_ambiguous_signs_are_wide(environment: dict[str, str], wide: bool) -> None:
    assert draws_wide(environment) is wide


def test_there_lines_are_drawn_in_ascii() -> None:
    lines = [Segment("\u2570actor\u2500\u256f \u2502", RED), Segment("\u6f22", RED)]
    drawn = Narrow().apply(lines, BLACK)
    assert [segment.text for segment in drawn] == ["`actor-' |", "\u6f22"]


# In a terminal that counts cells in its own way

COLUMNS = 100
UNSTEADY = "import tui.cells.filters; tui.cells.filters.is_sure = lambda text: True"


@pytest.fixture
def odd_files(tmp_path: Path) -> list[str]:
    """An article with a row of each odd piece, and a plain one to stand at its right."""
    pieces = [p for p in PIECES.values() if "\n" not in p and not is_plain(p) and p != "\ud800"]
    left, right = tmp_path / "left.jsonl", tmp_path / "right.txt"
    import json

    left.write_text(json.dumps({"text": "Odd\n" + "\n".join(f"an {p} end" for p in pieces)}))
    right.write_text("Plain\n" + "right\n" * len(pieces))
    return [str(left), str(right)]


def wrong_rows(files: list[str], project: Path, before: str = "") -> list[str]:
    """The rows in which the ruler or the right article is not where it belongs."""
    command = postil("open", *files, "--project", str(project), before=before)
    with in_terminal(command, COLUMNS, 60) as terminal:
        screen = Screen(terminal, pyte.Screen)  # which counts otherwise than we do
        screen.wait_until("q quote 0")
        screen.type("jjjj")
        middle, rows = COLUMNS // 2, range(1, 40)
        ruler = [screen.cell(middle - 1, y) in "\u2502\u2503\u2561" for y in rows]
        right = ["".join(screen.cell(middle + 3 + x, y) for x in range(5)) for y in rows]
        return [screen.lines[y] for y, ok, word in zip(rows, ruler, right, strict=True)
                if not ok or word not in ("right", "Plain")]  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")
def test_what_follows_a_doubtful_cluster_stands_at_its_column(
    odd_files: list[str], tmp_path: Path
) -> None:
    assert wrong_rows(odd_files, tmp_path / "project") == []
    assert wrong_rows(odd_files, tmp_path / "project", UNSTEADY) != []
