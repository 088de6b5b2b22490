"""Standard input as a file: what reads a dataset goes through it more than once."""

import shutil
import sys
from collections.abc import Callable, Iterator
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
        raise UsageError("- was named twice.", "Standard input can be read once.")
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("- reads what is piped in, and nothing is.", "Try: cat FILE | postil ...")
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
