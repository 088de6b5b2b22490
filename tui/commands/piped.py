"""Standard input for what is named `-`: as a file that can be gone through twice, or as names."""

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations.errors import PostilError, UsageError

DASH = Path("-")
_NAME = "standard input"


@contextmanager
def as_files(*paths: Path) -> Iterator[tuple[tuple[Path, ...], Callable[[str], str]]]:
    """The paths, `-` being a file with what is piped in, as long as this lasts.

    With them comes what puts a plain name for that file into words; errors bear it already.
    Raises `UsageError` where nothing is piped in, or `-` is named twice.
    """
    if DASH not in paths:
        yield paths, str
        return
    if paths.count(DASH) > 1:
        raise UsageError("- was named twice.", "Standard input can only be read once.")
    _need_pipe()
    with TemporaryDirectory(prefix="postil-") as folder:
        file = Path(folder, _NAME)
        with file.open("wb") as out:
            shutil.copyfileobj(sys.stdin.buffer, out)

        def named(words: str) -> str:
            return words.replace(str(file), _NAME)

        try:
            yield tuple(file if path == DASH else path for path in paths), named
        except PostilError as error:
            error.args = (named(str(error)),)
            raise


def names(given: Iterable[str]) -> Iterator[str]:
    """The names that were given, `-` standing for those piped in, one a line."""
    for name in given:
        if name == str(DASH):
            _need_pipe()
            yield from (line for line in sys.stdin.read().splitlines() if line.strip())
        else:
            yield name


def _need_pipe() -> None:
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("- reads what is piped in, but nothing is.", "Try: cat FILE | postil ...")
