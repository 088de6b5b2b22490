"""What a format says of itself, what it is recognised by, and how a dataset of it is exported."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from msgspec import Struct

from annotations.errors import UsageError
from annotations.example import Example
from annotations.extras import adding
from annotations.formats import output
from annotations.formats.loss import Loss
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found
from annotations.formats.request import OPTIONS, Request
from annotations.sources.source import telling

_SEEN = 64 * 1024  # bytes
_FILES = 1000


class Shape(Struct, frozen=True, dict=True):
    """A file, or a folder with its regular files by name, hidden ones left out."""

    path: Path

    @property
    def files(self) -> Iterator[Path]:
        """The file itself, or the files of the folder and of the folders in it."""
        return self._walk() if self.path.is_dir() else iter((self.path,))

    def those(self, looks: Callable[[bytes], object]) -> Iterator[Path]:
        """The file itself, or the files of the folder that begin as they should."""
        for file in self.files:
            if file == self.path or looks(self.head(file)):
                yield file

    def head(self, path: Path) -> bytes:
        """The first 64 KB of a file. Raises `PostilError` where it cannot be read."""
        with telling(path), path.open("rb") as file:
            return file.read(_SEEN)

    @cached_property
    def heads(self) -> tuple[tuple[Path, bytes], ...]:
        """The first 1,000 files with how each begins, which tell what the whole is."""
        return tuple((path, self.head(path)) for path in islice(self.files, _FILES))

    def _walk(self) -> Iterator[Path]:
        for parent, folders, names in os.walk(self.path):
            deep = len(Path(parent).relative_to(self.path).parts)
            folders[:] = sorted(f for f in folders if not f.startswith(".")) if deep < 2 else []
            for name in sorted(names):
                path = Path(parent, name)
                if not name.startswith(".") and stat.S_ISREG(path.lstat().st_mode):
                    yield path


def first_line(head: bytes) -> bytes:
    """The first line of how a file begins, without its end and without a byte order mark."""
    return head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].rstrip(b"\r")


Examples = Callable[[], Iterable[Example]]
"""Gives the examples; may be called again for a second look."""
Outs = Callable[[str], BinaryIO]
"""Gives the open file of a part."""
Finish = Callable[[Path, Loss], None]
"""Adds files to a folder that has just been written, before anybody sees it."""


class Reader(Protocol):
    """Gives what is in a file or folder; offsets without words count `unit`."""

    def __call__(self, path: Path, unit: Unit = "code-points", /) -> Iterator[Found]: ...


class Format(Struct, frozen=True, kw_only=True):
    """Something that a dataset can be exported as.

    `carries` says what comes back when such a dataset is imported, and `lossless` whether that is
    everything; `details` is what the documentation says of its files, in Markdown. `options` are
    the fields of a `Request` that it knows, `tokens` the ways to cut texts that it knows. With
    `needs_card` a dataset of it is not complete without a dataset card. `extra`
    is what pip installs for it, with the `module` that then is there.
    `read` gives what `annotations.formats.reading` names; `recognises` tells its files by shape.
    Where labels may be numbers, `numbered`, it takes their `names` too. With `waiting` it has
    suggestions that wait; where it is `signed`, each tag says who made it.
    """

    name: str
    summary: str
    carries: str
    details: str
    lossless: bool = False
    waiting: bool = False
    signed: bool = False
    options: frozenset[str] = frozenset()
    tokens: tuple[str, ...] = ()
    needs_card: bool = False
    extra: str = ""
    module: str = ""
    read: Reader | None = None
    numbered: bool = False
    recognises: Callable[[Shape], bool] | None = None

    @property
    def folder(self) -> bool:
        """Whether it is a folder of files."""
        return isinstance(self, FolderFormat)

    def reader(self, names: Sequence[str] = ()) -> Reader:
        """What reads it, with the names that numbers stand for. Raises `UsageError`."""
        if self.read is None:
            raise UsageError(
                f"{self.name} cannot be imported.", "To see the formats, run postil formats."
            )
        if names and not self.numbered:
            what = f"{self.name} has no numbers that stand for labels."
            raise UsageError(what, "Leave out --names.")
        read: Any = self.read
        return partial(read, names=names) if names else read

    def check(self, request: Request) -> None:
        """Raise `UsageError` where an option means nothing here, or the extra is missing."""
        for option in request.asked:
            if option not in self.options:
                known = ", ".join(OPTIONS[o] for o in OPTIONS if o in self.options)
                hint = f"Its options are: {known}." if known else "It has no options."
                raise UsageError(f"{self.name} has no option {OPTIONS[option]}.", hint)
        if request.tokens and request.tokens not in self.tokens:
            what = f"{self.name} cannot cut tokens by {request.tokens!r}."
            raise UsageError(what, f"Use one of: {', '.join(self.tokens)}.")
        self.need_extra()

    def need_extra(self) -> None:
        """Raise `UsageError` where what pip has to install for it is missing."""
        if self.module and find_spec(self.module) is None:
            what = f"{self.name} needs {self.module}, which is not installed."
            raise UsageError(what, adding(self.extra))

    def export(
        self,
        examples: Examples,
        target: Path,
        force: bool = False,
        request: Request | None = None,
        finish: Finish | None = None,
    ) -> Loss:
        """Write the examples to `target`, replacing what is there only with `force`.

        A folder is replaced only where postil wrote all that it holds; `finish` may add files to
        it before anybody sees it. Raises `PostilError` where that cannot be done; then nothing
        has changed.
        """
        request = request or Request()
        self.check(request)
        return self._export(examples, target, force, request, finish)

    def stream(self, examples: Examples, out: BinaryIO, request: Request | None = None) -> Loss:
        """Write the examples to an open file. Raises `UsageError` where one is not enough."""
        request = request or Request()
        self.check(request)
        if self.folder or request.parts is not None:
            raise UsageError(
                f"{self.name} writes a folder of files.", "Give a folder with --output."
            )
        return self._stream(examples, out, request)

    def _export(
        self, examples: Examples, target: Path, force: bool, request: Request, finish: Finish | None
    ) -> Loss:
        raise NotImplementedError

    def _stream(self, examples: Examples, out: BinaryIO, request: Request) -> Loss:
        raise NotImplementedError


class FileFormat(Format, frozen=True, kw_only=True):
    """A format of one file, or of a folder with one file `PART` + `ending` for each part."""

    write: Callable[[Examples, Outs, Request], Loss]
    ending: str

    def _export(
        self, examples: Examples, target: Path, force: bool, request: Request, finish: Finish | None
    ) -> Loss:
        if request.parts is None:
            return output.file(lambda out: self._stream(examples, out, request), target, force)

        def parts(folder: Path) -> Loss:
            with output.files(folder, request.part_names(), self.ending) as outs:
                return self.write(examples, outs, request)

        return output.folder(parts, self.name, target, force, finish)

    def _stream(self, examples: Examples, out: BinaryIO, request: Request) -> Loss:
        return self.write(examples, lambda _: out, request)


class FolderFormat(Format, frozen=True, kw_only=True):
    """A format of several files in a folder."""

    write: Callable[[Examples, Path, Request], Loss]

    def _export(
        self, examples: Examples, target: Path, force: bool, request: Request, finish: Finish | None
    ) -> Loss:
        def whole(folder: Path) -> Loss:
            return self.write(examples, folder, request)

        return output.folder(whole, self.name, target, force, finish)
