"""What every row passes last on its way to the terminal, whoever drew it."""

import os
from collections.abc import Iterator, Mapping

from rich.cells import cell_len
from rich.segment import ControlType, Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.display import clusters, harmless, is_sure

_ASCII = str.maketrans(
    "\u2500\u2501\u2502\u2503\u2561\u256d\u256e\u256f\u2570\u2575\u258e\u25b8", "--||=..'`':>"
)


def draws_wide(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the locale is one in which terminals give two cells to what is ambiguous.

    That is Chinese, Japanese or Korean (Unicode, UAX 11, East Asian Width).
    """
    names = (environment.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    return next(filter(None, names), "").startswith(("ja", "ko", "zh"))


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


class Narrow(LineFilter):
    """Draws lines in ASCII where the terminal may take two cells for a sign of line drawing."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with each such sign replaced by one that takes a single cell."""
        if all(text.isascii() for text, _, _ in segments):
            return segments
        return [Segment(text.translate(_ASCII), a, b) for text, a, b in segments]


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
