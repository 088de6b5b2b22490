"""Every offset has one cell and every cell leads back, at any width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.wrapping import RowLayout

PIECES = [
    "a",
    "word ",
    "longer-word",
    " ",
    "\n",
    "\n\n",
    "\t",
    "\u2014",
    "\u6f22\u5b57",
    "e\u0301",
    "\u200b",
]
PIECES += [
    "\U0001f468\u200d\U0001f469",
    "\U0001f1ec\U0001f1e7",
    "\u2764\ufe0f",
    "\x1b",
    "\u0634",
    "\u202e",
]
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
widths = st.integers(min_value=4, max_value=30)


def laid_out(text: str, width: int) -> RowLayout:
    layout = RowLayout(text, width)
    layout.extend(max(1, len(text)))
    return layout


@given(texts, widths)
def test_rows_cover_the_text_without_gaps_and_fit_the_width(text: str, width: int) -> None:
    layout = laid_out(text, width)
    assert layout.finished
    position = 0
    for row in range(layout.rows):
        start, end = layout.bounds(row)
        assert start == position
        position = end
        cells = layout.clusters(row)
        used = len(layout.drawn(row)) if cells is None else sum(c.cells for c in cells)
        assert used <= width + 1
    assert position == len(text)


@given(texts, widths)
def test_an_offset_leads_to_its_cell_and_back(text: str, width: int) -> None:
    layout = laid_out(text, width)
    for offset in range(len(text)):
        row, column = layout.column_of(offset)
        start, end = layout.bounds(row)
        assert start <= offset < end
        back = layout.offset_at(row, column)
        cells = layout.clusters(row) or ()
        assert back == offset or any(c.start == back and offset < c.end for c in cells)


@given(texts, widths)
def test_laying_out_in_pieces_gives_the_same_rows(text: str, width: int) -> None:
    whole, pieces = laid_out(text, width), RowLayout(text, width)
    while not pieces.finished:
        pieces.extend(3)
    assert [pieces.bounds(r) for r in range(pieces.rows)] == [
        whole.bounds(r) for r in range(whole.rows)
    ]


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("the quick fox", 9, ["the quick ", "fox"]),
        ("the quick", 9, ["the quick"]),
        ("a\n\nb", 5, ["a", "", "b"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("\u6f22\u5b57\u6f22\u5b57", 5, ["\u6f22\u5b57", "\u6f22\u5b57"]),
        ("", 5, [""]),
    ],
)
def test_rows_break_at_spaces_or_where_they_must(text: str, width: int, rows: list[str]) -> None:
    layout = laid_out(text, width)
    assert [layout.drawn(row) for row in range(max(1, layout.rows))] == rows
