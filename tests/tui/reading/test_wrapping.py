"""Every offset has one cell and every cell leads back, at any width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.odd_texts import PIECES, texts
from tui.cells.display import clusters
from tui.reading.wrapping import RowLayout

widths = st.integers(min_value=4, max_value=30)


def laid_out(text: str, width: int) -> RowLayout:
    layout = RowLayout(text, width)
    layout.extend(max(1, len(text)))
    return layout


def ends_in_a_space(layout: RowLayout, row: int) -> bool:
    found = layout.clusters(row)
    return (found[-1].text if found else layout.drawn(row)[-1:]) == " "


def cells_of(layout: RowLayout, row: int) -> int:
    found = layout.clusters(row)
    return len(layout.drawn(row)) if found is None else sum(c.cells for c in found)


@given(texts, widths)
def test_rows_cover_the_text_without_gaps_and_fit_the_width(text: str, width: int) -> None:
    layout = laid_out(text, width)
    assert layout.finished
    position = 0
    for row in range(layout.rows):
        start, end = layout.bounds(row)
        assert start == position
        position = end
        # The space that a row was wrapped at may stand one cell beyond.
        assert cells_of(layout, row) <= width + ends_in_a_space(layout, row)
    assert position == len(text)


@given(texts, widths)
def test_an_offset_leads_to_its_cell_and_back(text: str, width: int) -> None:
    layout = laid_out(text, width)
    for offset in range(len(text)):
        row, column = layout.column_of(offset)
        start, end = layout.bounds(row)
        assert start <= offset < end
        assert 0 <= column <= cells_of(layout, row)
        back = layout.offset_at(row, column)
        drawn_end = start + len(layout.drawn(row))
        together = [(c.start, c.end) for c in layout.clusters(row) or ()]
        together += [(o, o + 1) for o in range(start, drawn_end)] if not together else []
        together.append((drawn_end, end))  # the line break, CR and LF in one cell
        assert any(first == back and first <= offset < last for first, last in together)


@given(texts, widths)
def test_every_cell_of_a_row_belongs_to_what_is_drawn_there(text: str, width: int) -> None:
    layout = laid_out(text, width)
    for row in range(layout.rows):
        column = 0
        for cluster in layout.clusters(row) or clusters(layout.drawn(row), layout.bounds(row)[0]):
            for cell in range(column, column + cluster.cells):
                assert layout.offset_at(row, cell) == cluster.start
            column += cluster.cells


@given(texts, widths)
def test_a_row_ends_inside_no_cluster(text: str, width: int) -> None:
    layout = laid_out(text, width)
    starts = {0, len(text)}
    for line_start, line in lines_of(text):
        starts |= {line_start} | {cluster.start for cluster in clusters(line, line_start)}
    assert {layout.bounds(row)[0] for row in range(layout.rows)} <= starts


def lines_of(text: str) -> list[tuple[int, str]]:
    """The lines of a text, each with its offset and without its line break."""
    found, start = [], 0
    for line in text.split("\n"):
        last = start + len(line) == len(text)
        found.append((start, line if last else line.removesuffix("\r")))
        start += len(line) + 1
    return found


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
        ("the quick \nfox", 9, ["the quick ", "fox"]),
        ("a\n\nb", 5, ["a", "", "b"]),
        ("a\r\n\r\nb\r\n", 5, ["a", "", "b"]),
        ("the quick\r\nfox", 9, ["the quick", "fox"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("\u6f22\u5b57\u6f22\u5b57", 5, ["\u6f22\u5b57", "\u6f22\u5b57"]),
        ("an \u6f22\u5b57\u6f22\u5b57", 5, ["an \u6f22", "\u5b57\u6f22", "\u5b57"]),
        ("\u6f22\u5b57\u3002 an", 6, ["\u6f22\u5b57\u3002 ", "an"]),
        ("abcde\u0301fgh", 5, ["abcde\u0301", "fgh"]),
        ("abcd \u0301fgh", 5, ["abcd \u0301", "fgh"]),
        ("", 5, [""]),
    ],
)
def test_rows_break_at_spaces_or_where_they_must(text: str, width: int, rows: list[str]) -> None:
    layout = laid_out(text, width)
    assert [layout.drawn(row) for row in range(max(1, layout.rows))] == rows


@pytest.mark.parametrize("name", PIECES)
def test_a_long_line_of_anything_is_cut_into_rows(name: str) -> None:
    text = PIECES[name] * 2_000
    layout = laid_out(text, 40)
    assert max(cells_of(layout, row) for row in range(layout.rows)) <= 41
    assert layout.bounds(layout.rows - 1)[1] == len(text)
