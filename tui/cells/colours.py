"""What terminals can show of a colour, and which colours can be told from which."""

import math
from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from typing import Literal

from rich.color import Color as RichColor
from rich.color import ColorType
from rich.color_triplet import ColorTriplet
from textual.color import Color

Depth = Literal["truecolor", "256", "16", "mono"]
RGB = tuple[int, int, int]

_BLACK, _WHITE = Color(0, 0, 0), Color(255, 255, 255)

# The colours of 256 that look alike everywhere, by their parts: a cube and a row of greys.
_CUBE = (0, 95, 135, 175, 215, 255)
_OF_256: dict[RGB, int] = {
    **{(8 + 10 * n,) * 3: 232 + n for n in range(24)},
    **{rgb: 16 + n for n, rgb in enumerate(product(_CUBE, _CUBE, _CUBE))},
}

_COLOURED = [rgb for rgb in _OF_256 if max(rgb) - min(rgb) >= 40]
_APART = 12  # of so many labels the tints are kept apart; more would drift from their hues
_ALIKE = 60  # a distance in RGB under which tints are hard to tell apart
_GREYISH = 0.15  # a saturation under which a hue is none

# The contrasts that words, what is drawn, and what is faded on purpose have at least.
READABLE, DRAWN, FADED = 4.5, 3.0, 2.5


def shown(colour: Color, depth: Depth) -> Color:
    """The colour that a terminal shows for this one: of 256, the nearest."""
    return Color(*_nearest(colour.rgb)) if depth == "256" else colour


def rich_colour(colour: Color, depth: Depth) -> RichColor:
    """A colour that is `shown`, as one that Rich passes on: it rounds to other ones of 256."""
    if depth != "256":
        return colour.rich_color
    number = _OF_256[colour.rgb]
    return RichColor(str(number), ColorType.EIGHT_BIT, number, ColorTriplet(*colour.rgb))


def legible(ink: Color, ground: Color, depth: Depth, least: float = READABLE) -> Color:
    """`ink`, moved towards black or white until it can be told from `ground`."""
    far = max((_BLACK, _WHITE), key=lambda pole: contrast(pole, ground))
    mixed = (shown(ink.blend(far, share / 10), depth) for share in range(10))
    return next((ink for ink in mixed if contrast(ink, ground) >= least), far)


def tints_of_256(hues: Mapping[str, Color], background: Color) -> dict[str, Color]:
    """A faint tint for each label with a hue; if there are few, one that no other has."""
    nearest = sorted(
        (_distance(hue, tint, background), label, tint)
        for label, hue in hues.items()
        if hue.hsl.s > _GREYISH
        for tint in _COLOURED
        if tint != _nearest(background.rgb)
    )
    found: dict[str, RGB] = {}
    for _, label, tint in nearest:
        alike = any(math.dist(tint, other) < _ALIKE for other in found.values())
        if label not in found and not (alike and len(hues) <= _APART):
            found[label] = tint
    return {label: Color(*tint) for label, tint in found.items()}


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


@lru_cache(maxsize=4096)
def _nearest(rgb: RGB) -> RGB:
    return min(_OF_256, key=lambda one: sum((a - b) ** 2 for a, b in zip(one, rgb, strict=True)))


def _distance(hue: Color, tint: RGB, background: Color) -> float:
    """How unlike `tint` is to a faint tint of this hue: in its hue, and in standing out."""
    turn = abs(hue.hsl.h - Color(*tint).hsl.h)
    return (min(turn, 1 - turn) * 8) ** 2 + math.dist(tint, background.rgb) / 120
