"""What a list of articles is asked, and what it answers."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from annotations.annotation import Status
from annotations.article import Metadata
from annotations.attributes import worded
from annotations.errors import PostilError
from annotations.folding import bare

Column = Literal[
    "id", "title", "origin", "source", "author", "published", "url", "language", "group", "status",
    "length", "words", "annotations", "suggestions", "doubtful", "notes", "added", "touched",
]  # fmt: skip

_FIELDS = ("status", "source", "label", "group")
_NOTE = "note"


class Stored(Metadata, frozen=True, kw_only=True):
    """An article as the project keeps it, and what it is known again by."""

    id: str
    title: str
    digest: str
    origin: str | None = None
    imprint: str | None = None

    @property
    def known_by(self) -> str:
        """See `Article.known_by`."""
        return self.imprint or self.digest


class Listed(Stored, frozen=True, kw_only=True):
    """An article as a list shows it: all about it but its text and its tags themselves.

    `length` counts code points. `annotations`, `labels` and `annotators` count the tags that
    stand, `notes` those of them with a note, `suggestions` those that wait, `doubtful` the tags on
    an earlier text that wait for a decision; `codes` counts who says what of the article (see
    `said`). `versions` are the digests of earlier texts. `added` and `touched` are ISO 8601 times
    in UTC; `touched` is when the article's file last changed on this disk.
    """

    status: Status = "open"
    length: int = 0
    words: int = 0
    annotations: int = 0
    suggestions: int = 0
    doubtful: int = 0
    notes: int = 0
    labels: Mapping[str, int] = {}
    annotators: Mapping[str, int] = {}
    codes: Mapping[str, int] = {}
    versions: tuple[str, ...] = ()
    added: str = ""
    touched: str = ""


class EventCoverage(Struct, frozen=True):
    """The rows of an event that have a tag, and how many of them each article `has`, by its id.

    `differences` are those that differ or are not in every article; a person has `confirmed` so
    many of them.
    """

    rows: int
    has: Mapping[str, int]
    differences: int
    confirmed: int


class Query(Struct, frozen=True):
    """Which articles to list and in which order; `None` asks for any.

    An empty `source` or `group` asks for articles without one. `label` asks for articles with a
    tag of it, `noted` for those with a note on a tag; `code`, a name and a value, for those of
    which somebody says that, or with an empty value for those of which nobody says anything by
    that name; `among` for articles of these groups, where one without a group is one by its id.
    Each of `words` must be found in the title or the source, in whatever case, accents and signs
    (see `folding.bare`). Articles that are equal in `order` come by id, those without a value last.
    """

    status: Status | None = None
    source: str | None = None
    group: str | None = None
    label: str | None = None
    code: tuple[str, str] | None = None
    noted: bool = False
    among: frozenset[str] | None = None
    words: str = ""
    order: Column = "id"
    descending: bool = False


def said(name: str, value: object) -> str:
    """What is said of an article, as lists show and count it."""
    return f"{name}={worded(value)}"


ANY = Query()


class Listing(Struct, frozen=True):
    """A window of a list, and how many articles match in all."""

    rows: tuple[Listed, ...]
    matches: int


class Group(Struct, frozen=True):
    """The articles about one event, how many there are and how many of them are done.

    `title` is that of the first one.
    """

    name: str
    articles: int
    done: int
    title: str = ""


class Totals(Struct, frozen=True):
    """How much there is in all articles together; `unread` is what could not be counted.

    `sources` counts articles, as does `codes`; the others what `Listed` counts.
    """

    articles: int = 0
    annotations: int = 0
    suggestions: int = 0
    doubtful: int = 0
    status: Mapping[str, int] = {}
    sources: Mapping[str, int] = {}
    labels: Mapping[str, int] = {}
    annotators: Mapping[str, int] = {}
    codes: Mapping[str, int] = {}
    unread: tuple[PostilError, ...] = ()


def asked(
    typed: str, order: Column = "id", descending: bool = False, codes: Iterable[str] = ()
) -> Query:
    """The query that was typed: words, and `status:` `source:` `label:` `group:` with a value.

    So are the names of `codes`. A value of several words stands in quotation marks. `source:`,
    `group:` and a code alone ask for articles without one; `note:` for those with a note.
    """
    codes = sorted(codes, key=len, reverse=True)
    fields = (*_FIELDS, *(() if _NOTE in codes else (_NOTE,)))
    names = "|".join(map(re.escape, (*fields, *codes)))
    pattern = re.compile(rf'(?<!\S)({names}):(?:"([^"]*)"?|(\S*))')
    given: dict[str, Any] = {}
    for name, quoted, word in pattern.findall(typed):
        value = quoted or word
        if name not in fields:
            given["code"] = name, value
        elif name == _NOTE:
            given["noted"] = True
        else:
            given[name] = value if value or name in ("source", "group") else None
    words = pattern.sub(" ", typed).strip()
    return Query(**given, words=words, order=order, descending=descending)


def meant(
    query: Query,
    labels: Iterable[str],
    sources: Iterable[str],
    groups: Callable[[], Iterable[str]],
    values: Callable[[str], Iterable[str]] = lambda code: (),
) -> Query:
    """A query with each value that was typed in part as the first one that begins so.

    `groups` is called only where a group was typed, `values` only where a code was.
    """
    code = query.code and (query.code[0], _begun(query.code[1], values(query.code[0])))
    return replace(
        query,
        code=code,
        status=_begun(query.status, get_args(Status)),
        label=_begun(query.label, labels),
        source=_begun(query.source, sources),
        group=_begun(query.group, groups() if query.group else ()),
    )


def _begun(typed: Any, names: Iterable[str]) -> Any:
    known = tuple(names)
    if not typed or typed in known:
        return typed
    return next((name for name in known if bare(name).startswith(bare(typed))), typed)
