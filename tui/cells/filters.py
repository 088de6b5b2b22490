"""What every row passes last on its way to the terminal, whoever drew it."""

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from annotations.expressions import late
from tui.cells.display import clusters, harmless, is_sure

_ASCII = str.maketrans(
    "\u2500\u2501\u2502\u2503\u2561\u256d\u256e\u256f\u2570\u2575\u258e\u25b4\u25b8\u25be",
    "--||=..'`':^>v",
)

_OURS = late(r"\x1b(?:[78]|\[\d+X)")


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
    before such clusters is saved, their cells are blanked, and after each the cursor goes back
    there and on by the cells that we count (DECSC, ECH, DECRC and CUF of VT100 to VT220).
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with commands around each cluster on which terminals may not agree."""
        if all(control or is_sure(text) for text, _, control in segments):
            return segments
        return [part for segment in segments for part in _steadied(segment)]


def unsteadied(segments: Iterable[Segment]) -> Iterator[Segment]:
    """The segments of a row without the commands of `Steady`."""
    return (part for part in segments if not (part.control and _OURS.match(part.text)))


def _steadied(segment: Segment) -> Iterator[Segment]:
    text, style, control = segment
    if control or is_sure(text):
        yield segment
        return
    printed = [text[cluster.start : cluster.end] for cluster in clusters(text)]
    for sure, run in groupby(printed, key=is_sure):
        if sure:
            yield Segment("".join(run), style)
            continue
        doubtful = list(run)
        # Saved without the style, which would come back with the place and colour what follows;
        # blanked in it, for what is blanked takes its background.
        yield _command("\x1b7")
        if blanked := _counted("".join(doubtful), "X"):
            yield _command(blanked, style)
        for left, cluster in zip(range(len(doubtful) - 1, -1, -1), doubtful, strict=True):
            yield Segment(cluster, style)
            yield _command("\x1b8" + _counted(cluster, "C") + ("\x1b7" if left else ""))


def _counted(printed: str, command: str) -> str:
    """A command over the cells of what is printed; none for none, as terminals take 0 for 1."""
    return f"\x1b[{cells}{command}" if (cells := cell_len(printed)) else ""


def _command(text: str, style: Style | None = None) -> Segment:
    # As a tuple, for Rich hashes it.
    return Segment(text, style, ((ControlType.CURSOR_FORWARD, 0),))
