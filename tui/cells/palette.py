"""How labels, selections and edges look: a theme at a colour depth, as Rich styles."""

from functools import cached_property, lru_cache
from typing import NamedTuple

from msgspec import Struct
from rich.color import Color as RichColor
from rich.color import ColorType
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual.color import Color, ColorParseError

from annotations.errors import UsageError
from annotations.scheme import Scheme
from tui.cells.colours import (
    DRAWN,
    FADED,
    READABLE,
    Depth,
    legible,
    rich_colour,
    shown,
    tints_of_256,
)
from tui.cells.display import one_line

_TINT = 0.25
_NAMED = {"green": 2, "magenta": 5, "blue": 4, "yellow": 3, "cyan": 6, "red": 1}
_GREEN = Color(63, 185, 80)


PROPOSED = "\u00b7"
"""The edge of a suggestion, where no colour tells of it."""


class Cell(NamedTuple):
    """What there is to tell about a stretch of text: the innermost label, how deep, and more."""

    label: str | None = None
    nested: bool = False
    current: bool = False
    selected: bool = False
    cursor: bool = False
    hit: bool = False
    variant: bool = False
    faded: bool = False
    proposed: str | None = None


class Edge(NamedTuple):
    """What meets in one cell between words: a span's end, a span's start, saved or not.

    Where neither does, it is the edge of a suggestion.
    """

    starts: str | None = None
    ends: str | None = None
    hollow: bool = False


class Palette(Struct, frozen=True, dict=True):
    """The styles of one theme at one colour depth; equal palettes paint alike."""

    scheme: Scheme
    background: Color
    foreground: Color
    accent: Color
    depth: Depth = "truecolor"
    brackets: bool = False
    """Whether edges are brackets even in colour, for blocks are not one cell wide everywhere."""
    success: Color = _GREEN

    @cached_property
    def _hues(self) -> dict[str, Color]:
        return hues_of(self.scheme)

    @cached_property
    def _signs(self) -> dict[str, str]:
        return signs_of(self.scheme)

    def __hash__(self) -> int:
        return id(self)

    def sign(self, label: str) -> str:
        """A label's key, as it stands in the gutter and before its name."""
        return self._signs.get(label, "?")

    @property
    def colourful(self) -> bool:
        """Whether tints can be told apart at this depth."""
        return self.depth in ("truecolor", "256")

    def hue(self, label: str | None) -> Color:
        """A label's own colour; grey for one that the scheme does not have."""
        return self._hues.get(label or "", self.background.blend(self.foreground, 0.5))

    @lru_cache(maxsize=1024)  # noqa: B019 (a palette lives as long as its theme)
    def text(self, cell: Cell) -> Style:
        """The style of a stretch of text."""
        if self.depth == "mono":
            return self._plain_text(cell, None)
        if self.depth == "16":
            return self._plain_text(cell, self._named(cell.label))
        ground = self._ground(cell)
        ink = self._legible(self.foreground, ground)
        if cell.proposed is not None and not cell.selected:
            ink = self._legible(ink.blend(self.hue(cell.proposed), 0.75), ground)
        if cell.faded:
            ink = self._legible(ground.blend(ink, 0.4), ground, FADED)
        if cell.cursor:
            ground, ink = ink, ground
        return Style(
            color=self._rich(ink),
            bgcolor=self._rich(ground),
            bold=cell.selected or cell.current,
            underline=cell.nested or (cell.hit and not cell.selected),
        )

    @lru_cache(maxsize=1024)  # noqa: B019
    def edge(self, edge: Edge, cell: Cell) -> tuple[str, Style]:
        """The mark and style of a cell at a span's edge; `cell` tells what lies around it."""
        if not self.colourful:
            return PROPOSED if edge == Edge() else _bracket(edge), self.text(cell)
        ground = self._ground(cell)
        hue = self._legible(self.hue(edge.starts or edge.ends), ground, DRAWN)
        if edge.starts and edge.ends and not cell.selected:
            ground = self._shown(ground.blend(self.hue(edge.ends), 0.8))
        mark = _bracket(edge) if self.brackets else _block(edge)
        return mark, Style(color=self._rich(hue), bgcolor=self._rich(ground))

    @lru_cache(maxsize=256)  # noqa: B019
    def key(self, label: str | None, dim: bool = False, raised: bool = False) -> Style:
        """The style of a label's key or name outside the text."""
        if self.depth == "mono":
            return Style(bold=not dim, dim=dim, reverse=raised or None)
        if self.depth == "16":
            return Style(color=self._named(label), bold=not dim, reverse=raised or None)
        ground, hue = self._around(raised), self.hue(label)
        ink = self._legible(ground.blend(hue, 0.6) if dim else hue, ground)
        return Style(color=self._rich(ink), bgcolor=self._rich(ground), bold=not dim)

    @lru_cache(maxsize=4)  # noqa: B019
    def done(self, raised: bool = False) -> Style:
        """The style of what is done."""
        if not self.colourful:
            return self.plain(bold=True, raised=raised)
        ground = self._around(raised)
        return Style(
            color=self._rich(self._legible(self.success, ground)), bgcolor=self._rich(ground)
        )

    @lru_cache(maxsize=64)  # noqa: B019
    def plain(self, strength: float = 1.0, bold: bool = False, raised: bool = False) -> Style:
        """The style of words around the text; `strength` fades them, `raised` sets them off.

        Under a half it is for lines and marks, which may be fainter than words.
        """
        if self.depth in ("mono", "16"):
            return Style(bold=bold, dim=strength < 0.7 or None, reverse=raised or None)
        ground = self._around(raised)
        ink = self._shown(ground.blend(self._legible(self.foreground, ground), strength))
        ink = self._legible(ink, ground) if strength >= 0.5 else ink
        return Style(color=self._rich(ink), bgcolor=self._rich(ground), bold=bold)

    def _around(self, raised: bool) -> Color:
        """The ground of words around the text."""
        return self._shown(self.background.blend(self.accent, 0.22 if raised else 0.0))

    def _ground(self, cell: Cell) -> Color:
        ground = self.background
        if cell.label is not None:
            ground = self._tints.get(cell.label) or self._tint(cell.label)
        if cell.label is not None and cell.current and self.depth != "256":
            ground = ground.blend(self.hue(cell.label), 0.16)
        if cell.hit and not cell.selected:
            ground = ground.blend(self.accent, 0.14 if cell.variant else 0.3)
        return self._shown(ground.blend(self.foreground, 0.2) if cell.selected else ground)

    def _tint(self, label: str) -> Color:
        return self.background.blend(self.hue(label), _TINT)

    @cached_property
    def _tints(self) -> dict[str, Color]:
        """The labels' tints; of 256 colours near ones that no other label has, if there are few."""
        labels = [label.name for label in self.scheme.labels]
        tints = {label: self._tint(label) for label in labels}
        if self.depth == "256":
            tints |= tints_of_256({label: self.hue(label) for label in labels}, self.background)
        return {label: self._shown(tint) for label, tint in tints.items()}

    def _plain_text(self, cell: Cell, colour: RichColor | None) -> Style:
        return Style(
            color=colour,
            underline=cell.label is not None or cell.hit or cell.cursor,
            bold=cell.nested or cell.cursor,
            dim=cell.faded or cell.variant or None,
            reverse=cell.selected or cell.cursor,
        )

    def _legible(self, ink: Color, ground: Color, least: float = READABLE) -> Color:
        return legible(ink, ground, self.depth, least)

    def _shown(self, colour: Color) -> Color:
        return shown(colour, self.depth)

    def _rich(self, colour: Color) -> RichColor:
        return rich_colour(colour, self.depth)

    def _named(self, label: str | None) -> RichColor | None:
        """One of the terminal's own colours, by turns."""
        names = [known.name for known in self.scheme.labels]
        if label not in names:
            return None
        name, number = list(_NAMED.items())[names.index(label) % len(_NAMED)]
        # Textual mixes colours without a triplet anew, by a theme of its own.
        return RichColor(name, ColorType.STANDARD, number, ColorTriplet(*Color.parse(name).rgb))


def signs_of(scheme: Scheme) -> dict[str, str]:
    """What stands for every label by name: its key, else the number that gives it, else a dot."""
    taken = {key for label in scheme.labels for key in label.keys}
    signs: dict[str, str] = {}
    for number, label in enumerate(scheme.labels, 1):
        free = number <= 9 and str(number) not in taken
        signs[label.name] = one_line(label.keys[0]) if label.keys else str(number) if free else "·"
    return signs


def hues_of(scheme: Scheme) -> dict[str, Color]:
    """The colour of every label by name. Raises `UsageError` for what is not a colour."""
    hues: dict[str, Color] = {}
    for label in scheme.labels:
        try:
            hues[label.name] = Color.parse(label.colour)
        except ColorParseError:
            raise UsageError(
                f"postil.toml: {label.colour!r}, the colour of {label.name}, is not a colour.",
                "Use a name such as green, or #3fb950.",
            ) from None
    return hues


def _block(edge: Edge) -> str:
    return ("\u2595" if edge.hollow else "\u2590") if edge.starts else "\u258f"


def _bracket(edge: Edge) -> str:
    if edge.starts and edge.ends:
        return "|"
    return ("(" if edge.hollow else "[") if edge.starts else (")" if edge.hollow else "]")
