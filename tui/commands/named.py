"""What was named to be read: paths, `-` for standard input, and how its columns are called."""

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

import click

from annotations.article import META_FIELDS
from annotations.errors import PostilError, UsageError

if TYPE_CHECKING:
    from annotations.sources.source import Source

F = TypeVar("F", bound=Callable[..., Any])

_FIELDS = ("text", "id", "title", *META_FIELDS)
_MOST = 512 << 20

DASH = "-"
_NAME = "standard input"


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
        if path != DASH:
            named.append(Path(path))
        elif any(not isinstance(one, Path) for one in named):
            raise _twice()
        else:
            named.append(HeldSource(_NAME, _piped()))
    return named


def _piped() -> bytes:
    _need_pipe()
    data = sys.stdin.buffer.read(_MOST + 1)
    if len(data) > _MOST:
        raise PostilError(f"More than {_MOST >> 20} MB were piped in.", "Save it to a file first.")
    return data


@contextmanager
def as_files(*paths: Path) -> Iterator[tuple[tuple[Path, ...], Callable[[str], str]]]:
    """The paths, `-` being a file with what is piped in, a zip a folder, as long as this lasts.

    With them comes what puts plain names for these into words; errors bear them already.
    Raises `UsageError` where nothing is piped in, or `-` is named twice; `PostilError` for a zip
    that cannot be unpacked.
    """
    from annotations.sources.laid_out import laid_out

    if paths.count(Path(DASH)) > 1:
        raise _twice()
    with ExitStack() as stack:
        called: dict[Path, str] = {}
        if Path(DASH) in paths:
            _need_pipe()
            piped = Path(stack.enter_context(TemporaryDirectory(prefix="postil-")), "in")
            with piped.open("wb") as out:
                shutil.copyfileobj(sys.stdin.buffer, out)
            paths = tuple(piped if path == Path(DASH) else path for path in paths)
            called[piped] = _NAME
        yield stack.enter_context(laid_out(paths, called))


def names(given: Iterable[str]) -> Iterator[str]:
    """The names that were given, `-` standing for those piped in, one a line."""
    for name in given:
        if name == DASH:
            _need_pipe()
            yield from (line for line in sys.stdin.read().splitlines() if line.strip())
        else:
            yield name


def _twice() -> UsageError:
    return UsageError("- was named twice.", "Standard input can only be read once.")


def _need_pipe() -> None:
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("- reads what is piped in, but nothing is.", "Try: cat FILE | postil ...")
