"""Agreement as bars on a terminal: where they end, and that they leave when there is no room."""

import sys
from pathlib import Path

import pytest

from annotations.agreement.measures import Estimate
from tests.emulated import in_terminal, postil
from tui.commands.bars import bar, beside

GOLD = Path(__file__).parents[3] / "sample_articles" / "gold.jsonl"


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (Estimate(0.0), ".........."),
        (Estimate(0.5), "=====....."),
        (Estimate(1.0), "=========="),
        (Estimate(-0.3), ".........."),
        (Estimate(0.5, 0.3, 0.8), "==[==--].."),
        (Estimate(0.9, 0.8, 1.0), "=======[=]"),
        (Estimate(1.0, 1.0, 1.0), "=========|"),
        (Estimate(0.0, -0.4, 0.3), "[-]......."),
        (Estimate(None), "          "),
        (None, "          "),
    ],
)
def test_a_bar(figure: Estimate | None, shown: str) -> None:
    assert bar(figure, 10) == shown


ROWS = [("label", "F1"), ("actor", ".50"), ("\u4eba\u7269", "1.00")]
DRAWN = [Estimate(0.5), Estimate(1.0)]


@pytest.mark.parametrize("columns", [20, 24, 40, 80, 300])
def test_bars_fill_what_the_terminal_leaves(columns: int) -> None:
    rows = beside(ROWS, DRAWN, columns)
    room = columns - 1 - (5 + 2) - (4 + 2)
    if room < 10:
        assert rows == ROWS
        return
    assert [row[:-1] for row in rows] == ROWS
    head, half, whole = (row[-1] for row in rows)
    assert len(head) == len(half) == len(whole) == min(60, room)
    assert (head[0], head[-1]) == ("0", "1")
    assert whole == "=" * len(whole)
    assert abs(half.count("=") - len(half) / 2) <= 0.5
    assert beside(ROWS, (), columns) == ROWS


@pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")
def test_on_a_terminal_figures_are_drawn_without_colours() -> None:
    line = postil("evaluate", str(GOLD), str(GOLD))
    with in_terminal(line, environment={"NO_COLOR": "1", "TERM": "xterm"}) as terminal:
        assert terminal.wait() == 0
    shown = terminal.written.decode().splitlines()
    table = shown[next(n for n, row in enumerate(shown) if row.split()[:1] == ["label"]) :][:6]
    assert {row.rstrip().rpartition("  ")[2].strip("=") for row in table[1:]} == {"|"}
    assert table[0].split()[-2:] == ["0", "1"]
