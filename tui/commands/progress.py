"""A progress bar on stderr, where that is a terminal; elsewhere nothing is drawn or loaded."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def watched(
    items: Callable[[], Iterable[T]], what: str, total: Callable[[], int] | None = None
) -> Callable[[], Iterator[T]]:
    """The same items, with a bar drawn while they are gone through; one bar for each time.

    `total` is asked only where a bar is drawn; without it the bar tells how many there have been.
    """
    if not (sys.stderr and sys.stderr.isatty()):
        return lambda: iter(items())
    counts: list[int] = []

    def drawn() -> Iterator[T]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        if total and not counts:
            counts.append(total())
        columns = (TextColumn(f"{what} {{task.completed:,}}"),)
        if counts:
            columns = (TextColumn(what), BarColumn(), MofNCompleteColumn())  # type: ignore[assignment]
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(what, total=counts[0] if counts else None)
            for item in items():
                yield item
                progress.advance(task)

    return drawn
