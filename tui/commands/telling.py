"""What a command says: words on stderr, data on stdout, an exit code for what went wrong."""

import codecs
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, cast

import click

from annotations.errors import PostilError, UsageError
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


def stdout() -> BinaryIO:
    """Where a command's data goes: bytes as they are or, on a terminal, as signs one can see.

    Raises `PostilError` where the caller has closed stdout.
    """
    if sys.stdout is None:
        raise PostilError("Standard output is closed.", "Send it to a file or a terminal.")
    out = sys.stdout.buffer
    return cast(BinaryIO, _Shown(out)) if sys.stdout.isatty() else out


class _Shown(io.RawIOBase):
    """Writes UTF-8 on with every code point shown that could command a terminal."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode

    def writable(self) -> bool:
        """It is there to be written to."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Write a part of the data; returns its length in bytes."""
        words = self._decode(bytes(data))
        lines = ("\t".join(map(harmless, line.split("\t"))) for line in words.split("\n"))
        self._out.write("\n".join(lines).encode())
        return len(data)

    def flush(self) -> None:
        """Let what was written go on."""
        self._out.flush()


def told(error: click.ClickException) -> UsageError:
    """An error of click's as one of ours, which names the command and the way to its help."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "postil COMMAND"
    what, hint = _sentence(error, path.rpartition(" ")[2])
    return UsageError(what, hint or f"See {path} --help.")


def _sentence(error: click.ClickException, command: str) -> tuple[str, str]:
    """What happened, and what to do where that is plain."""
    if isinstance(error, click.NoSuchOption):
        near = f"Did you mean {error.possibilities[0]}?" if error.possibilities else ""
        return f"{command} has no option {error.option_name}.", near
    if isinstance(error, click.MissingParameter):
        return f"{command} needs {_named(error.param).rstrip('.')}.", ""
    if isinstance(error, click.BadParameter):
        return f"{_named(error.param)}: {_ended(error.message)}", ""
    if isinstance(error, click.BadOptionUsage):
        many = re.search(r"requires (\d+|an) argument", error.message)
        values = {"an": "needs a value"}.get(many[1], f"needs {many[1]} values") if many else ""
        return f"{error.option_name} {values or 'takes no value'}.", ""
    if extra := re.search(r"unexpected extra arguments? \((.*)\)", error.message, re.DOTALL):
        return f"{command} takes no argument {extra[1]}.", ""
    return _ended(error.message), ""


def _named(parameter: click.Parameter | None) -> str:
    """A parameter as the help names it."""
    if parameter is None:
        return "a value"
    if isinstance(parameter, click.Option):
        name = max(parameter.opts, key=len)
        return f"{name} {parameter.metavar}" if parameter.metavar else name
    return parameter.metavar or (parameter.name or "").upper()


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."
