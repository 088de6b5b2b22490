"""Figures from 0 to 1 as bars of plain characters, in what width a terminal leaves beside them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.agreement.measures import Estimate

_LEAST, _MOST, _GAP = 10, 60, 2  # cells


def beside(
    rows: "Sequence[tuple[str, ...]]",
    drawn: "Sequence[Estimate | None]",
    columns: int,
    most: str = "1",
) -> list[tuple[str, ...]]:
    """Rows with a bar for each but the head, where a terminal of so many columns has room.

    A figure of 1 stands for `most`.
    """
    from rich.cells import cell_len

    widths = (max(map(cell_len, column)) + _GAP for column in zip(*rows, strict=True))
    cells = min(_MOST, columns - 1 - sum(widths))
    if not drawn or cells < _LEAST:
        return list(rows)
    bars = ["0".ljust(cells - len(most)) + most, *(bar(one, cells) for one in drawn)]
    return [(*row, one) for row, one in zip(rows, bars, strict=True)]


def bar(figure: "Estimate | None", cells: int) -> str:
    """A figure as `=` up to its place, with `[` and `]` where its 95 % interval ends.

    Dots go on to 1; what lies below 0 is drawn at 0.
    """
    if figure is None or figure.value is None:
        return " " * cells
    signs = ["="] * round(min(1.0, max(0.0, figure.value)) * cells)
    signs += "." * (cells - len(signs))
    if figure.low is not None and figure.high is not None:
        low, high = _cell(figure.low, cells), _cell(figure.high, cells)
        signs[low : high + 1] = (sign.replace(".", "-") for sign in signs[low : high + 1])
        signs[low], signs[high] = ("[", "]") if low < high else ("|", "|")
    return "".join(signs)


def _cell(value: float, cells: int) -> int:
    """The cell, from 0, that a bar up to a value ends in."""
    return max(0, min(cells, round(value * cells)) - 1)
