"""An article: one immutable text with its id, title and metadata."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from annotations.boilerplate import boilerplate

READ_A_MINUTE = 1_400
"""Code points that are read in a minute: about 230 English words."""

_TITLE_LENGTH = 200


class Metadata(Struct, frozen=True):
    """What is known about an article besides its text; `None` where unknown.

    `more` is what else its source said of it, words by name, which is only kept and exported.
    """

    source: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    group: str | None = None
    more: Mapping[str, str] = {}

    def as_dict(self) -> dict[str, str | None]:
        """The fields by name, in the order of `META_FIELDS`, without `more`."""
        return {name: getattr(self, name) for name in META_FIELDS}

    def completed(self, other: "Metadata") -> "Metadata":
        """This with what only the other one knows."""
        fields = {name: value or getattr(other, name) for name, value in self.as_dict().items()}
        return Metadata(**fields, more={**other.more, **self.more})


META_FIELDS = tuple(name for name in Metadata.__struct_fields__ if name != "more")
"""The names of the metadata that postil knows, in order; they are written out nowhere else."""


class Article(Struct, frozen=True, dict=True):
    """One text to read and annotate; all offsets are code points of `text`.

    `origin` is where it was read from (a path, or a path and a line), for people and for
    finding it again. `imprint` is the SHA-256 of what the text was taken out of, such as a page
    or a garbled text that was mended; `None` where that is the text itself.
    """

    id: str
    title: str
    text: str
    meta: Metadata = Metadata()
    origin: str | None = None
    imprint: str | None = None

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the text in UTF-8, as 64 hex digits."""
        return digest_of(self.text)

    @cached_property
    def boilerplate(self) -> tuple[tuple[int, int], ...]:
        """The boilerplate in the text, as spans in reading order; see `annotations.boilerplate`."""
        return boilerplate(self.text, self.title, self.meta.source)

    def with_text(self, text: str) -> "Article":
        """The article with another text, taken out of nothing; its first line as title follows."""
        follows = self.title == first_line(self.text)
        title = first_line(text) if follows else self.title
        return replace(self, text=text, title=title, imprint=None)

    @property
    def words(self) -> tuple[str | None, ...]:
        """All that it says, in its text and of itself."""
        meta = self.meta
        return self.title, self.text, *meta.as_dict().values(), *meta.more, *meta.more.values()

    @property
    def known_by(self) -> str:
        """What its source is known again by, however the text was taken out of it."""
        return self.imprint or self.digest


def first_line(text: str) -> str:
    """The first line with words, as a title of at most 200 code points."""
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return line[:_TITLE_LENGTH].rstrip()


def digest_of(text: str) -> str:
    """The SHA-256 of `text` in UTF-8, as 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def slug(text: str, length: int = 40) -> str:
    """`text` as lower-case ASCII words joined by hyphens, at most `length` long; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:length].strip("-")


def id_from_text(title: str, text: str) -> str:
    """The id of an article that came without one: its title's slug and 8 digits of its digest."""
    return f"{slug(title) or 'article'}-{digest_of(text)[:8]}"
