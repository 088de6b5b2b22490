"""How labels, selections and edges look: a theme at a colour depth, as Rich styles."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from rich.style import Style
from textual.color import Color, ColorParseError

from annotations.errors import UsageError
from annotations.scheme import Scheme

Depth = Literal["truecolor", "256", "16", "mono"]

_TINT: dict[Depth, float] = {"truecolor": 0.25, "256": 0.45, "16": 0.0, "mono": 0.0}
_NAMED = ("green", "magenta", "blue", "yellow", "cyan", "red")
_READABLE = 4.5


@dataclass(frozen=True, slots=True)
class Cell:
    """What there is to tell about a stretch of text: the innermost label, how deep, and more."""

    label: str | None = None
    nested: bool = False
    current: bool = False
    selected: bool = False
    cursor: bool = False
    hit: bool = False
    faded: bool = False
    proposed: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """What meets in one cell between words: a span's end, a span's start, saved or not."""

    starts: str | None = None
    ends: str | None = None
    hollow: bool = False


@dataclass(frozen=True)
class Palette:
    """The styles of one theme at one colour depth; equal palettes paint alike."""

    scheme: Scheme
    background: Color
    foreground: Color
    accent: Color
    depth: Depth = "truecolor"
    _hues: dict[str, Color] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hues", hues_of(self.scheme))

    def __hash__(self) -> int:
        return id(self)

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
        ink = self._readable(self.foreground, ground)
        if cell.proposed is not None and not cell.selected:
            ink = self._readable(ink.blend(self.hue(cell.proposed), 0.75), ground)
        if cell.faded:
            ink = ground.blend(ink, 0.4)
        if cell.cursor:
            ground, ink = ink, ground
        return Style(
            color=ink.rich_color,
            bgcolor=ground.rich_color,
            bold=cell.selected or cell.current,
            underline=cell.nested or (cell.hit and not cell.selected),
        )

    @lru_cache(maxsize=1024)  # noqa: B019
    def edge(self, edge: Edge, cell: Cell) -> tuple[str, Style]:
        """The mark and style of a cell at a span's edge; `cell` tells what lies around it."""
        if not self.colourful:
            mark = _bracket(edge)
            return mark, self.text(cell)
        ground = self._ground(cell)
        hue = self._visible(self.hue(edge.starts or edge.ends), ground)
        if edge.starts and edge.ends and not cell.selected:
            ground = ground.blend(self.hue(edge.ends), 0.8)
        mark = ("\u2595" if edge.hollow else "\u2590") if edge.starts else "\u258f"
        return mark, Style(color=hue.rich_color, bgcolor=ground.rich_color)

    @lru_cache(maxsize=256)  # noqa: B019
    def key(self, label: str | None, dim: bool = False) -> Style:
        """The style of a label's key or name outside the text."""
        if self.depth == "mono":
            return Style(bold=not dim, dim=dim)
        if self.depth == "16":
            return Style(color=self._named(label), bold=not dim)
        hue = self._visible(self.hue(label), self.background)
        hue = self.background.blend(hue, 0.6) if dim else hue
        return Style(color=hue.rich_color, bgcolor=self.background.rich_color, bold=not dim)

    @lru_cache(maxsize=64)  # noqa: B019
    def plain(self, strength: float = 1.0, bold: bool = False, raised: bool = False) -> Style:
        """The style of words around the text; `strength` fades them, `raised` sets them off."""
        if self.depth in ("mono", "16"):
            return Style(bold=bold, dim=strength < 0.7 or None, reverse=raised or None)
        ground = self.background.blend(self.accent, 0.22) if raised else self.background
        ink = ground.blend(self._readable(self.foreground, ground), strength)
        return Style(color=ink.rich_color, bgcolor=ground.rich_color, bold=bold)

    def _ground(self, cell: Cell) -> Color:
        ground = self.background
        if cell.label is not None:
            tint = _TINT[self.depth]
            ground = ground.blend(self.hue(cell.label), tint + 0.12 if cell.current else tint)
        if cell.hit and not cell.selected:
            ground = ground.blend(self.accent, 0.3)
        return ground.blend(self.foreground, 0.2) if cell.selected else ground

    def _plain_text(self, cell: Cell, colour: str | None) -> Style:
        return Style(
            color=colour,
            underline=cell.label is not None or cell.hit or cell.cursor,
            bold=cell.nested or cell.cursor,
            dim=cell.faded or None,
            reverse=cell.selected or cell.cursor,
        )

    def _named(self, label: str | None) -> str | None:
        names = [known.name for known in self.scheme.labels]
        return _NAMED[names.index(label) % len(_NAMED)] if label in names else None

    def _readable(self, ink: Color, ground: Color) -> Color:
        """`ink`, or black or white where `ink` cannot be read on `ground`."""
        if contrast(ink, ground) >= _READABLE:
            return ink
        return max((Color(0, 0, 0), Color(255, 255, 255)), key=lambda c: contrast(c, ground))

    def _visible(self, hue: Color, ground: Color) -> Color:
        """`hue` moved towards the text's colour until it stands out from `ground`."""
        for share in (0.0, 0.2, 0.4, 0.6):
            mixed = hue.blend(self.foreground, share)
            if contrast(mixed, ground) >= 3:
                return mixed
        return self.foreground


def hues_of(scheme: Scheme) -> dict[str, Color]:
    """The colour of every label by name. Raises `UsageError` for what is not a colour."""
    hues: dict[str, Color] = {}
    for label in scheme.labels:
        try:
            hues[label.name] = Color.parse(label.colour)
        except ColorParseError:
            raise UsageError(
                f"postil.toml: the colour of {label.name} is {label.colour!r}, which is none.",
                "Use a name such as green, or #3fb950.",
            ) from None
    return hues


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two opaque colours, 1 to 21, by WCAG 2's relative luminance."""
    lights = sorted(_luminance(colour) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.rgb]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _bracket(edge: Edge) -> str:
    if edge.starts and edge.ends:
        return "|"
    return ("(" if edge.hollow else "[") if edge.starts else (")" if edge.hollow else "]")
