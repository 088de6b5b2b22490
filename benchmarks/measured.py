"""A figure with its floor, and the table that figures are printed in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What something cost and what its floor cost in the same run, in milliseconds."""

    what: str
    cost: float
    floor: float
    budget: float | None = None

    @property
    def ratio(self) -> float:
        """The cost in floors."""
        return self.cost / self.floor


def rows(figures: Iterable[Figure]) -> Iterator[str]:
    """The lines of a Markdown table, as the figures come; what is over its budget says so."""
    yield "| what | ms | floor, ms | ratio | budget |"
    yield "|---|---|---|---|---|"
    for figure in figures:
        budget = f"{figure.budget:.2f}" if figure.budget else ""
        over = " (over)" if figure.budget and figure.ratio > figure.budget else ""
        yield (
            f"| {figure.what} | {figure.cost:.2f} | {figure.floor:.2f} "
            f"| {figure.ratio:.2f} | {budget}{over} |"
        )
