"""Files as they can be read: what is packed in a zip lies in a folder as long as that lasts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations.errors import PostilError
from annotations.sources.packed import is_zip, unpack

Named = Callable[[str], str]
"""Puts plain names for what was laid out into words."""
_SAME: Mapping[Path, str] = {}


@contextmanager
def laid_out(
    paths: Sequence[Path], called: Mapping[Path, str] = _SAME
) -> Iterator[tuple[tuple[Path, ...], Named]]:
    """The paths, a folder with its files in place of a zip, as long as this lasts.

    With them comes what puts plain names for these into words; errors bear them already. `called`
    has the names of paths that people do not know. Raises `PostilError` for a zip that cannot be
    unpacked.
    """
    plain = {str(path): name for path, name in called.items()}

    def named(words: str) -> str:
        for there, name in plain.items():
            words = words.replace(there, name)
        return words

    with ExitStack() as stack:

        def folder_of(path: Path) -> Path:
            if not is_zip(path):
                return path
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="postil-")))
            unpack(path, folder)
            name = called.get(path, str(path))
            plain.update({f"{folder}/": f"{name}, ", str(folder): name})
            return folder

        try:
            yield tuple(map(folder_of, paths)), named
        except PostilError as error:
            error.args = (named(str(error)),)
            raise
