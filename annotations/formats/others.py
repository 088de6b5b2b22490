"""A format of another package: loaded with care, and what goes wrong in it is told as its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from annotations import plugins
from annotations.errors import PostilError
from annotations.formats.format import FileFormat, FolderFormat, Format
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found


def loaded(point: EntryPoint) -> Format:
    """What an entry point names. Raises `PostilError`, whatever goes wrong in its package."""
    try:
        found: object = point.load()
        if not isinstance(found, FileFormat | FolderFormat):
            raise TypeError("it is no format")
        if found.name != point.name:
            raise ValueError(f"it calls itself {found.name}")
    except Exception as error:
        hint = "Repair its package, or remove it."
        raise plugins.broken("format", point.name, error, hint) from error
    return _guarded(found)


def _guarded(found: FileFormat | FolderFormat) -> Format:
    """The format; where its functions raise what is no error for people, they raise one that is."""

    def careful(function: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any) -> Any:
            with _told(found.name):
                return function(*arguments)

        return called

    def read(path: Path, unit: Unit = "code-points", /) -> Iterator[Found]:
        assert found.read
        with _told(found.name):
            yield from found.read(path, unit)

    return replace(
        found,
        write=careful(found.write),
        read=read if found.read else None,
        recognises=careful(found.recognises) if found.recognises else None,
    )


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except (PostilError, OSError):
        raise
    except Exception as error:
        what = f"The format {name} failed: {type(error).__name__}: {str(error).rstrip('.')}."
        raise PostilError(what, "It is of another package: tell those who made that.") from error
