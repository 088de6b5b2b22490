"""What a painted row tells, with colour and without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.segment import Segment
from textual.color import Color

from annotations.annotation import Annotation
from annotations.scheme import DEFAULT_SCHEME
from annotations.span_index import SpanIndex
from tests.tui.odd_texts import texts
from tui.cells.palette import Palette
from tui.pane.gutter import GUTTER
from tui.pane.painting import RowPainter
from tui.pane.pointed import Pointed
from tui.reading.wrapping import RowLayout

DARK = Palette(
    DEFAULT_SCHEME, Color.parse("#101010"), Color.parse("#e0e0e0"), Color.parse("#0178d4")
)
MONO = replace(DARK, depth="mono")


def tagged(*spans: tuple[int, int, str]) -> SpanIndex:
    return SpanIndex(
        Annotation(f"{n:026d}", start, end, label, "ana")
        for n, (start, end, label) in enumerate(spans)
    )


def painted(
    text: str,
    index: SpanIndex,
    palette: Palette = MONO,
    width: int = 40,
    late: str = "",
    row: int = 0,
) -> list[Segment]:
    layout = RowLayout(text, width)
    layout.extend(len(text))
    return RowPainter(layout, index, palette, {late}).row(row, Pointed())


def words(segments: list[Segment]) -> str:
    return "".join(segment.text for segment in segments)


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ([(4, 8, "actor")], "a  the[Oran]says no "),
        ([(0, 8, "actor")], "a [the Oran]says no "),
        ([(9, 16, "quote")], "q  the Oran[says no]"),
        ([(4, 8, "actor"), (4, 16, "quote")], "qa the[Oran]says no]"),
        ([(4, 8, "actor"), (9, 13, "date")], "ad the[Oran|says]no "),
        ([(4, 8, "actor"), (0, 3, "date"), (9, 16, "quote")], "d+[the|Oran|says no]"),
        ([(5, 7, "actor")], "a  the Oran says no "),
        ([(4, 8, "unheard-of")], "?  the[Oran]says no "),
    ],
)
def test_without_colour_brackets_in_the_spaces_tell_where_tags_are(
    spans: list[tuple[int, int, str]], shown: str
) -> None:
    assert words(painted("the Oran says no", tagged(*spans))) == shown


def test_where_blocks_are_wide_the_edges_are_brackets_in_the_labels_colour() -> None:
    index = tagged((4, 8, "actor"))
    segments = painted("the Oran says no", index, replace(DARK, brackets=True))
    assert words(segments) == "a  the[Oran]says no "
    (edge,) = (segment for segment in segments if segment.text == "[")
    assert edge.style
    assert edge.style.color


def test_text_never_moves_when_a_tag_is_made() -> None:
    text = "the Oran says no"
    plain = words(painted(text, tagged(), DARK))
    marked = words(painted(text, tagged((4, 8, "actor")), DARK))
    assert [i for i in range(len(plain)) if plain[i] != marked[i]] == [0, GUTTER + 3, GUTTER + 8]


def test_a_tag_over_several_rows_continues_in_the_gutter() -> None:
    index = tagged((4, 20, "quote"))
    rows = [words(painted("the Oran says no more", index, width=10, row=r)) for r in range(3)]
    assert rows == ["q  the[Oran  ", "\u2502  says no  ", "\u2502  more "]


def test_an_overdue_tag_has_hollow_edges() -> None:
    index = tagged((4, 8, "actor"))
    (annotation,) = index
    assert words(painted("the Oran says", index, late=annotation.id)) == "a  the(Oran)says "
    assert "\u2595Oran\u258f" in words(painted("the Oran says", index, DARK, late=annotation.id))


def test_nesting_is_told_by_underline_and_by_bold_without_colour() -> None:
    index = tagged((0, 16, "quote"), (4, 8, "actor"))
    for palette in (DARK, MONO):
        styles = {s.text: s.style for s in painted("the Oran says no", index, palette)}
        inner, outer = styles["Oran"], styles["the"]
        assert inner
        assert outer
        assert inner.underline
        assert bool(inner.bold) is (palette is MONO)
        assert bool(outer.underline) is (palette is MONO)


def test_the_innermost_label_gives_the_tint() -> None:
    index = tagged((0, 16, "quote"), (4, 8, "actor"))
    styles = {s.text: s.style for s in painted("the Oran says no", index, DARK)}
    assert styles["Oran"]
    assert styles["the"]
    assert styles["Oran"].bgcolor != styles["the"].bgcolor


@given(
    texts.filter(bool),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=5),
    st.tuples(st.integers(0, 40), st.integers(0, 20)),
    st.integers(4, 20),
)
def test_tags_and_selection_change_no_width(
    text: str, spans: list[tuple[int, int]], selected: tuple[int, int], width: int
) -> None:
    index = tagged(*((s, min(len(text), s + n), "actor") for s, n in spans if s < len(text)))
    layout = RowLayout(text, width)
    layout.extend(len(text))
    pointed = Pointed((selected[0], selected[0] + selected[1]), selected[0])
    for palette in (DARK, MONO):
        painter = RowPainter(layout, index, palette)
        for row in range(layout.rows):
            cells = layout.clusters(row)
            drawn = layout.drawn(row)
            wanted = len(drawn) if cells is None else sum(c.cells for c in cells)
            used = sum(segment.cell_length for segment in painter.row(row, pointed))
            assert used == GUTTER + wanted + 1


def test_in_focus_mode_all_but_the_sentence_fades() -> None:
    text = "Oran left. Ann Lee stays."
    for palette in (DARK, MONO):
        layout = RowLayout(text, 40)
        layout.extend(len(text))
        painter = RowPainter(layout, tagged((11, 18, "actor")), palette)
        bright = painter.row(0, Pointed((11, 14), bright=(11, 25)))
        plain = painter.row(0, Pointed((11, 14)))
        assert words(bright) == words(plain)
        faded = [s.text for s in bright if s not in plain]
        assert "".join(faded).strip() == "Oran left."
