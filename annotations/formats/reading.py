"""What readers give: examples, examples that still need a text, and what is wrong with a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotations.errors import PostilError
from annotations.example import Example


class Mended(PostilError):
    """Something in a file was not as it should be, and could be read all the same."""


@dataclass(frozen=True)
class Rebuilt(Example):
    """An example whose text was put together from tokens: only its words are to be trusted.

    `home` is the id of the article that they say to come from, and their start and end there.
    """

    home: tuple[str, int, int] | None = None


@dataclass(frozen=True)
class Unplaced:
    """A record without a text: its spans can be placed on the project's copy of the article.

    The article is the one with this digest where there is one, else the one with this id.
    """

    id: str
    digest: str
    record: Mapping[str, Any]
    where: str


Found = Example | Unplaced | PostilError
"""What a reader gives, one at a time; an error is for what had to be left out. It raises one
where the file as a whole cannot be trusted, as when it is cut off."""


def unreadable(where: object, reason: object) -> PostilError:
    """What to say of a file that is not what it should be."""
    words = " ".join(str(reason).split())[:200].rstrip(".")
    return PostilError(f"{where} cannot be read: {words}.", "Nothing of it was brought in.")
