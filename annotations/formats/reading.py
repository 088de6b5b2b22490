"""What readers give: examples, some still without a text or ids, and what is wrong with a file."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from annotations.annotation import Annotation
from annotations.article import digest_of
from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats.offsets import Bare, Unit


class Mended(PostilError):
    """Something in a file was not as it should be, and could be read all the same."""


class Unread(PostilError):
    """Something of a record that speaks of annotations, and that postil has no place for.

    `told` names it, with a capital; `where` is the record. A reader gives one for each record, and
    an import tells it once, with their number.
    """

    def __init__(self, told: str, where: str) -> None:
        super().__init__(f"{where}: {told} was not read.")
        self.told, self.where = f"{told} was not read", where

    def is_of(self, keys: Iterable[str]) -> bool:
        """Whether it is one of these keys or columns that was not read."""
        return any(f"\u201c{key}\u201d" in self.told for key in keys)


class Passed(Mended):
    """Something of a record that was read as another tool means it; said once, like `Unread`."""

    def __init__(self, told: str, where: str) -> None:
        super().__init__(f"{where}: {told}.")
        self.told, self.where = told, where


class Foreign(Example, frozen=True):
    """An example that postil did not export: its date of publication is still as it was given."""


class Rebuilt(Example, frozen=True):
    """An example whose text was put together from tokens: only its words are to be trusted.

    `home` is the id of the article that they say to come from, and their start and end there.
    """

    home: tuple[str, int, int] | None = None


class Unplaced(Struct, frozen=True):
    """A record without a text: its spans can be placed on the project's copy of the article.

    The article is the one with this digest where there is one, else the one with this id.
    """

    id: str
    digest: str
    record: Mapping[str, Any]
    where: str
    unit: Unit = "code-points"


Found = Example | Unplaced | Bare | PostilError
"""What a reader gives, one at a time; an error is for what had to be left out, a `Bare` for what
offsets look like. It raises an error where the file as a whole cannot be trusted, as when it is
cut off."""


class Telling:
    """What is to be said at the end: each thing once, what many records share with their number."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[PostilError, int]] = {}

    def add(self, error: PostilError) -> None:
        """Keep what is to be said."""
        alike = error.told if isinstance(error, (Unread, Passed)) else str(error)
        first, count = self._found.get(alike, (error, 0))
        self._found[alike] = first, count + 1

    @property
    def mended(self) -> list[str]:
        """What could be read all the same."""
        return [_said(*one) for one in self._found.values() if isinstance(one[0], Mended)]

    @property
    def problems(self) -> list[str]:
        """What could not be read."""
        return [_said(*one) for one in self._found.values() if not isinstance(one[0], Mended)]


def _said(error: PostilError, count: int) -> str:
    if not isinstance(error, (Unread, Passed)):
        return str(error)
    first = f"in {count} records, the first in" if count > 1 else "in"
    return f"{error.told}: {first} {error.where}."


def unreadable(where: object, reason: object) -> PostilError:
    """What to say of a file that is not what it should be."""
    words = " ".join(str(reason).split())[:200].rstrip(".")
    return PostilError(f"{where} cannot be read: {words}.", "None of it was imported.")


def made_id(article: str, start: int, end: int, label: str, annotator: str) -> str:
    """An id for a span that came without one, the same at every import."""
    return id_of(f"{article}\n{start}\n{end}\n{label}\n{annotator}")


def apart(tag: Annotation, ref: str | None, tags: Mapping[str, Annotation]) -> Annotation:
    """The tag with another id than one of the same place and label that is not the same.

    One with a `ref` of its own never is.
    """
    made, number = tag.id, 1
    while tag.id in tags and (ref or tags[tag.id] != tag):
        number += 1
        tag = replace(tag, id=id_of(f"{made}\n{number}"))
    return tag


def id_of(words: str) -> str:
    """An id that depends on `words` alone; it looks like a ULID and sorts before every real one."""
    number = int(digest_of(words)[:32], 16) >> 3
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "0" + "".join(alphabet[number >> 5 * digit & 31] for digit in range(24, -1, -1))
