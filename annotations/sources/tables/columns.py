"""Which column of a corpus is what: guessed from its names, or as the person says."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from msgspec import Struct

from annotations.article import META_FIELDS, Article, Metadata, first_line, id_from_text
from annotations.errors import PostilError, UsageError
from annotations.sources.letters.decoding import whole

FIELDS = ("text", "id", "title", *META_FIELDS)
SAMPLE = 100
"""How many rows the guess looks at."""

_NAMES = {
    "text": "content body article article_text maintext main_text full_text fulltext article_body"
    " articlebody story document content_text",
    "id": "article_id doc_id document_id uid _id guid",
    "title": "headline heading article_title",
    "source": "publisher outlet publication newspaper site sitename site_name source_name domain",
    "author": "authors byline creator writer",
    "published": "published_at publish_date published_date publication_date pub_date pubdate"
    " date_published datepublished date publish_time created_at",
    "url": "link href canonical_url source_url article_url",
    "language": "lang locale",
    "group": "event cluster topic event_id cluster_id story_id group_id",
}
_OWN = frozenset("meta more sha256 spans links suggestions rejected status".split())
_LONG = 200
LONGEST = 2_000
"""Code points of words that are kept beside the fields; what is longer is another text."""
_TOLD = 12


class Wordless(PostilError):
    """A row without a text: nothing is wrong with the file, there is only nothing to read."""


class Columns(Struct, frozen=True):
    """The column of each field: one that is not named here has its own name, an empty one none.

    `by_length` tells that no name fitted, and the column with the longest texts was taken;
    `others` are those that are nothing's.
    """

    of: Mapping[str, str] = {}
    by_length: bool = False
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        of = ((name, column) for name, column in self.of.items() if column)
        used = ", ".join(n if n == column else f"{n} from {column!r}" for n, column in of)
        kept = ", ".join(map(repr, self.others[:_TOLD]))
        kept += ", ..." if len(self.others) > _TOLD else ""
        return f"{used}; kept as extra fields: {kept}" if kept else used

    def value(self, row: Mapping[str, Any], name: str) -> Any:
        """What a row says of a field."""
        return row.get(self.of.get(name, name))

    def beside(self, row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """What a row says that is no field, by what it is kept by."""
        used = {*self.of.values(), *_OWN}
        if self.of:
            yield from ((beside(str(n)), value) for n, value in row.items() if n and n not in used)


PLAIN = Columns()
"""The names that postil's own files have."""


class Wanted(Struct, frozen=True):
    """What is said of columns: `asked` on this occasion, and has to be there; `usual` as set.

    An empty name says that there is no such column.
    """

    asked: Mapping[str, str] = {}
    usual: Mapping[str, Sequence[str]] = {}


def columns_in(rows: Iterable[Mapping[str, Any]], wanted: Wanted, file: str) -> Columns:
    """The columns of a corpus, from its first rows.

    Raises `UsageError` for a column that was asked for and is not there, and `PostilError` where
    none has texts.
    """
    sample = list(rows)
    there = list(dict.fromkeys(column for row in sample for column in row))
    found = {name: _column(name, there, wanted, file) for name in FIELDS}
    chosen = {name: column for name, column in found.items() if column is not None}
    by_length = "text" not in chosen and bool(sample)
    if by_length and (longest := _longest(sample, set(chosen.values()))):
        chosen = {"text": longest, **chosen}
    if there and not chosen.get("text"):
        names = ", ".join(map(str, there[:_TOLD]))
        raise PostilError(
            f"{file} has no column of texts; its columns are: {names}.",
            "Give one with postil add --text-field.",
        )
    used = set(chosen.values())
    others = (str(name) for name in there if name not in used and name not in _OWN)
    return Columns(chosen, by_length, tuple(others))


def article_of(
    row: Mapping[str, Any], columns: Columns, where: str, exact: bool = False
) -> Article:
    """The article in one row; an `exact` one keeps its line ends, as offsets count them.

    Raises `Wordless` where it has no text.
    """
    text = columns.value(row, "text")
    if not isinstance(text, str) or not text.strip():
        what = f'Every row needs words in "{columns.of.get("text", "text")}".'
        raise Wordless(f"{where} has no text.", what)
    text = text if exact else with_line_feeds(text)
    # postil's own files keep the metadata in an object of its own.
    nested = row.get("meta")
    about = nested if isinstance(nested, dict) else row
    beside = chain(_nested(nested), _nested(row.get("more")), columns.beside(row))
    more = {name: said for name, value in beside if (said := kept(value))}
    title = words(columns.value(row, "title")) or first_line(text)
    meta = Metadata(**{name: words(columns.value(about, name)) for name in META_FIELDS}, more=more)
    id = words(columns.value(row, "id")) or id_from_text(title, text)
    return Article(id, title, text, meta, whole(where))


def with_line_feeds(text: str) -> str:
    """The text with its line ends made one kind."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def kept(value: object) -> str | None:
    """A value of a column of no field's as words; `None` for what is none, or too long."""
    said = str(value).lower() if isinstance(value, bool) else words(value)
    return whole(said) if said and len(said) <= LONGEST else None


def beside(name: str) -> str:
    """What the words in a column of no field's are kept by."""
    name = whole(name.strip())
    return f"{name} (column)" if name in META_FIELDS else name


def _nested(found: object) -> Iterator[tuple[str, Any]]:
    """What postil's own files say beside the fields: in an object, or in JSON."""
    if isinstance(found, str):
        try:
            found = json.loads(found)
        except (ValueError, RecursionError):
            return
    if isinstance(found, dict):
        yield from ((str(n), value) for n, value in found.items() if n not in META_FIELDS)


def _column(name: str, there: Sequence[str], wanted: Wanted, file: str) -> str | None:
    if name in wanted.asked:
        asked = wanted.asked[name]
        if asked and asked not in there:
            raise UsageError(
                f"{file} has no column {asked!r}.",
                f"Its columns are: {', '.join(map(str, there[:_TOLD]))}.",
            )
        return asked
    if name in wanted.usual:
        usual = wanted.usual[name]
        if not usual:
            return ""
        if found := next((column for column in usual if column in there), None):
            return found
    return by_name(name, there)


def by_name(name: str, there: Sequence[str]) -> str | None:
    """The column that a field's names fit best, if one does."""
    plain = {_plain(column): column for column in reversed(there)}
    names = map(_plain, (name, *_NAMES[name].split()))
    return next((plain[one] for one in names if one in plain), None)


def _longest(rows: Sequence[Mapping[str, Any]], taken: set[str]) -> str | None:
    """The column whose texts are longest, where they are as long as an article's."""
    lengths: dict[str, int] = {}
    for row in rows:
        for column, value in row.items():
            if isinstance(value, str) and column not in taken:
                lengths[column] = lengths.get(column, 0) + len(value)
    longest = max(lengths, key=lambda column: lengths[column], default=None)
    return longest if longest and lengths[longest] >= _LONG * len(rows) else None


def _plain(column: str) -> str:
    """A column's name as letters and digits: publishedAt, Published at and published_at are one."""
    return "".join(filter(str.isalnum, str(column).lower()))


def words(value: object) -> str | None:
    """A value of a row as words: a string, a number, what has a name, a list of them.

    `None` for what is none.
    """
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value).strip() or None
    if isinstance(value, list):
        return ", ".join(filter(None, map(words, value))) or None
    if isinstance(value, dict):
        return words(value.get("name"))
    return None
