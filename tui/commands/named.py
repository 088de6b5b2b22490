"""What was named to be read: paths, standard input, and how its columns are called."""

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from annotations.article import META_FIELDS
from annotations.errors import PostilError, UsageError

if TYPE_CHECKING:
    from annotations.sources.source import Source

F = TypeVar("F", bound=Callable[..., Any])

_FIELDS = ("text", "id", "title", *META_FIELDS)
_MOST = 512 << 20


def column_options(command: F) -> F:
    """The options that say which column of a corpus is what."""
    for name in reversed(_FIELDS):
        what = f"The column of a corpus that has the {name}; '' for none."
        command = click.option(f"--{name}-field", metavar="COLUMN", help=what)(command)
    return command


def columns_asked(fields: Mapping[str, str | None]) -> dict[str, str]:
    """What those options say, by field."""
    return {n.removesuffix("_field"): column for n, column in fields.items() if column is not None}


def encoding_option(command: F) -> F:
    """The option that says what texts are encoded in."""
    what = "The texts' encoding, such as windows-1251; otherwise detected."
    return click.option("--encoding", metavar="NAME", callback=_codec, help=what)(command)


def _codec(_: click.Context, __: click.Parameter, label: str | None) -> str | None:
    from annotations.sources.letters.charsets import asked

    if label is None:
        return None
    if (codec := asked(label)) is None:
        raise UsageError(
            f"There is no encoding called {label!r}.",
            "Use a name such as windows-1251, iso-8859-2, shift_jis, gb18030 or cp437.",
        )
    return codec


def sources(paths: Iterable[str]) -> "list[Path | Source]":
    """Paths, with what is piped in for `-`. Raises `PostilError`."""
    from annotations.sources.source import HeldSource

    named: list[Path | Source] = []
    for path in paths:
        if path != "-":
            named.append(Path(path))
        elif any(not isinstance(one, Path) for one in named):
            raise UsageError("- was named twice.", "Standard input can only be read once.")
        else:
            named.append(HeldSource("standard input", _piped()))
    return named


def _piped() -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("- reads what is piped in, but nothing is.", "Try: cat FILE | postil ...")
    data = sys.stdin.buffer.read(_MOST + 1)
    if len(data) > _MOST:
        raise PostilError(f"More than {_MOST >> 20} MB were piped in.", "Save it to a file first.")
    return data
