"""What was measured: seconds, a figure with its floor, the table that figures are printed in."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter


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


def seconds(act: Callable[[], object]) -> float:
    """How long it takes to do something."""
    started = perf_counter()
    act()
    return perf_counter() - started
