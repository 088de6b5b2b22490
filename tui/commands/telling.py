"""What a command says: words on stderr, rows on stdout, an exit code for what went wrong."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import click

from tui.cells.display import harmless, one_line, spelled

_NAMED = 50


class Stopped(Exception):
    """A command was stopped by ctrl+c; its words tell what stands of what it was doing."""


@contextmanager
def stopping(stands: Callable[[], str]) -> Iterator[None]:
    """Have ctrl+c end what is done meanwhile, and tell what of it stands."""
    try:
        yield
    except KeyboardInterrupt:
        raise Stopped(stands()) from None


def say(message: str) -> None:
    """Say something on stderr, on one line, with nothing in it that commands a terminal."""
    click.echo(f"postil: {one_line(message)}", err=True)


def show_json(value: object, indent: int | None = None) -> None:
    """A value as JSON on stdout."""
    click.echo(spelled(json.dumps(value, ensure_ascii=False, indent=indent)))


def stays(count: int) -> str:
    """What is said of so many things that were done before ctrl+c."""
    return "it is kept" if count == 1 else "they are kept"


def end_with(problems: Iterable[str]) -> None:
    """Name what went wrong, if anything did, and end with exit code 1.

    Of a great many things the first are named and the others counted.
    """
    wrong = list(problems)
    for problem in wrong[:_NAMED]:
        say(problem)
    if len(wrong) > _NAMED:
        say(f"There are {len(wrong) - _NAMED} more like these.")
    if wrong:
        raise SystemExit(1)


def coloured() -> bool:
    """Whether stdout is a terminal that shows colours, and nobody asked for none (NO_COLOR)."""
    there = bool(sys.stdout and sys.stdout.isatty())
    return there and os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")


def show_tsv(rows: Iterable[tuple[str, ...]]) -> None:
    """Rows on stdout, their cells parted by tabs; a line break or tab in a cell is a blank."""
    for row in rows:
        cells = (" ".join(cell.splitlines()).replace("\t", " ") for cell in row)
        click.echo("\t".join(map(harmless, cells)))


def show_rows(rows: Sequence[tuple[str, ...]], right: int = 1) -> None:
    """Rows in aligned columns on stdout, the last `right` columns to the right.

    On a terminal Rich draws them; elsewhere they are plain text.
    """
    rows = [tuple(one_line(cell) for cell in row) for row in rows]
    if not rows:
        return
    columns = len(rows[0])
    if not (sys.stdout and sys.stdout.isatty()):
        widths = [max(len(row[column]) for row in rows) for column in range(columns)]
        for row in rows:
            cells = [
                cell.rjust(width) if column >= columns - right else cell.ljust(width)
                for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            ]
            click.echo("  ".join(cells).rstrip())
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for column in range(columns):
        table.add_column(justify="right" if column >= columns - right else "left")
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)
