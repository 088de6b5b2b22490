"""A figure with its floor, and the table that figures are printed in."""

from collections.abc import Iterable
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


def table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table."""
    rows = ["| what | ms | floor, ms | ratio | budget |", "|---|---|---|---|---|"]
    for figure in figures:
        budget = f"{figure.budget:.2f}" if figure.budget else ""
        rows.append(
            f"| {figure.what} | {figure.cost:.2f} | {figure.floor:.2f} "
            f"| {figure.ratio:.2f} | {budget} |"
        )
    return "\n".join(rows)
