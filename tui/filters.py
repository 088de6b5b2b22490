"""What every row passes last on its way to the terminal, whoever drew it."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.segment import ControlType, Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.display import clusters, harmless, is_sure


class Harmless(LineFilter):
    """Lets no control character of any segment reach the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with every command to the terminal made visible."""
        if all(control or text.isprintable() for text, _, control in segments):
            return segments
        return [
            segment if segment.control else Segment(harmless(segment.text), segment.style)
            for segment in segments
        ]


class Steady(LineFilter):
    """Has what follows a cluster stand at its column, however wide the terminal draws it.

    No table of widths is right everywhere: not for emoji, nor for Indic vowel signs. So the place
    before such a cluster is saved, its cells are blanked, and from that place the cursor is moved
    on by the cells that we count (DECSC, ECH, DECRC and CUF of VT100 to VT220).
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with commands around each cluster on which terminals may not agree."""
        if all(control or is_sure(text) for text, _, control in segments):
            return segments
        return [part for segment in segments for part in _steadied(segment)]


def _steadied(segment: Segment) -> Iterator[Segment]:
    text, style, control = segment
    if control or is_sure(text):
        yield segment
        return
    sure = ""
    for cluster in clusters(text):
        printed = text[cluster.start : cluster.end]
        if is_sure(printed):
            sure += printed
            continue
        if sure:
            yield Segment(sure, style)
            sure = ""
        cells = cell_len(printed)
        # As a tuple, for Rich hashes it; in the style, for what is blanked takes its background.
        moved = ((ControlType.CURSOR_FORWARD, cells),)
        yield Segment(f"\x1b7\x1b[{cells}X", style, moved)
        yield Segment(printed, style)
        yield Segment(f"\x1b8\x1b[{cells}C", None, moved)
    if sure:
        yield Segment(sure, style)
