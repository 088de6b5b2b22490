"""Figures from 0 to 1 drawn as inline SVG: a bar, a square, a line over weeks.

Each has the figures beside it in a table, so that the small ones are hidden from screen readers.
Colours are the page's variables; shapes alone tell what there is, on paper and without colours.
"""

from collections.abc import Sequence
from datetime import date

from annotations.agreement.measures import Estimate

STYLE = """\
svg { display: block; color: var(--ink) } svg text { fill: var(--quiet); font-size: 10px }
.axis { stroke: var(--line); stroke-width: 1 } .fill { fill: var(--bar); stroke: none }
.mark { stroke: var(--ink); stroke-width: 1.5; fill: none } .dot { fill: var(--ink) }
.square { fill: var(--bar); stroke: var(--ink); stroke-width: .5 }
"""

_WIDTH, _ROW, _EDGE = 200, 18, 4  # px of a bar
_SIDE = 26  # px of a square that is full
_TALL, _LEFT, _BELOW, _STEP = 160, 30, 30, 74  # px of weeks; a label of a week takes a step


class Drawing(str):
    """Markup of a page; other words are escaped."""

    __slots__ = ()


def scale() -> Drawing:
    """The head of a column of bars: where 0, a half and 1 are."""
    marks = "".join(
        f'<text x="{_at(x):g}" y="11" text-anchor="middle">{words}</text>'
        for x, words in ((0, "0"), (0.5, ".5"), (1, "1"))
    )
    return Drawing(_svg(_WIDTH, 14, marks))


def bar(figure: Estimate) -> Drawing:
    """A figure as a bar, with a whisker for its interval; what is below 0 is drawn at 0."""
    middle = _ROW / 2
    lines = "".join(
        f'<line class="axis" x1="{_at(x):g}" x2="{_at(x):g}" y1="0" y2="{_ROW}"/>'
        for x in (0, 0.5, 1)
    )
    if figure.value is not None:
        width = _at(figure.value) - _at(0)
        lines += (
            f'<rect class="fill" x="{_at(0):g}" y="5" width="{width:.1f}" height="{_ROW - 10}"/>'
        )
    if figure.low is not None and figure.high is not None:
        low, high = _at(figure.low), _at(figure.high)
        lines += (
            f'<path class="mark" d="M{low:.1f} {middle - 4:g}v8M{low:.1f} {middle:g}'
            f'H{high:.1f}M{high:.1f} {middle - 4:g}v8"/>'
        )
    return Drawing(_svg(_WIDTH, _ROW, lines))


def square(share: float) -> Drawing:
    """A share as a square of that area."""
    side = _SIDE * max(0.0, min(1.0, share)) ** 0.5
    inset = (_SIDE - side) / 2
    box = f'x="{inset + 0.5:.1f}" y="{inset + 0.5:.1f}" width="{side:.1f}" height="{side:.1f}"'
    return Drawing(_svg(_SIDE + 1, _SIDE + 1, f'<rect class="square" {box}/>' if share > 0 else ""))


def weeks(found: Sequence[tuple[str, Estimate]], title: str, told: str) -> Drawing:
    """A figure over weeks, each at the place of its Monday, with whiskers for the intervals."""
    first = date.fromisoformat(found[0][0])
    numbers = [(date.fromisoformat(monday) - first).days // 7 for monday, _ in found]
    step = max(_STEP / 4, min(_STEP, 600 / max(1, numbers[-1])))
    width = _LEFT + 40 + step * numbers[-1] + 40
    parts = [f"<title>{title}</title><desc>{told}</desc>"]
    for share, words in ((0, "0"), (0.25, ".25"), (0.5, ".5"), (0.75, ".75"), (1, "1")):
        y = _level(share)
        parts.append(f'<line class="axis" x1="{_LEFT}" x2="{width:g}" y1="{y:g}" y2="{y:g}"/>')
        parts.append(f'<text x="{_LEFT - 5}" y="{y + 3:g}" text-anchor="end">{words}</text>')
    points, free = [], 0.0
    for number, (monday, figure) in zip(numbers, found, strict=True):
        x = _LEFT + 40 + step * number
        if x >= free:
            parts.append(
                f'<text x="{x:g}" y="{_TALL + _BELOW - 6}" text-anchor="middle">{monday}</text>'
            )
            free = x + _STEP
        if figure.low is not None and figure.high is not None:
            low, high = _level(figure.low), _level(figure.high)
            parts.append(
                f'<path class="mark" d="M{x - 4:.1f} {low:.1f}h8M{x:.1f} {low:.1f}'
                f'V{high:.1f}M{x - 4:.1f} {high:.1f}h8"/>'
            )
        if figure.value is not None:
            points.append((x, _level(figure.value)))
    parts.append(f'<path class="mark" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in points)}"/>'
                 if points else "")  # fmt: skip
    parts += (f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points)
    return Drawing(_svg(width, _TALL + _BELOW, "".join(parts), hidden=False))


def _at(share: float) -> float:
    return _EDGE + (_WIDTH - 2 * _EDGE) * max(0.0, min(1.0, share))


def _level(share: float) -> float:
    return 10 + (_TALL - 10) * (1 - max(0.0, min(1.0, share)))


def _svg(width: float, height: float, parts: str, hidden: bool = True) -> str:
    role = 'aria-hidden="true" focusable="false"' if hidden else 'role="img"'
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return f"<svg {role} {size}>{parts}</svg>"
