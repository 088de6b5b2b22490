"""One article's TinyDB database: its documents, and a storage that saves them whole."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from annotations.annotation import Annotation, Code, Contents, Decision, Link, Tagged, judged
from annotations.article import META_FIELDS, Article, Metadata, first_line
from annotations.disk.system import System
from annotations.disk.two_sides import is_torn
from annotations.errors import Newer
from annotations.store.folders import Folders
from annotations.store.protocol import span_fields
from annotations.store.shape import (
    SCHEMA,
    ArticleRecord,
    Tables,
    checked,
    exact,
    head,
    newer,
    schema_of,
)

_ABOUT = frozenset((*META_FIELDS, "more"))
_DERIVED = frozenset(("text", "prefix", "suffix"))
_NAMES = dict(zip(Tagged.__struct_encode_fields__, Tagged.__struct_fields__, strict=True))
"""Each field of an annotation by its name in files."""
_OF_SUGGESTIONS = ("origin", "score", "verdict")
TAGS, SUGGESTIONS, REVIEW = "annotations", "suggestions", "review"
TABLES = (TAGS, SUGGESTIONS, REVIEW)
_VALUES: dict[str, Any] = {"links": Link, "decisions": Decision, "codes": Code}


class ArticleFile:
    """The storage of one article's database, as TinyDB asks for one: `read` and `write`.

    What TinyDB writes stays in memory until `commit` saves it; `refresh` reads the file again
    and tells whether it was changed by somebody else.
    """

    def __init__(self, path: Path, system: System, folders: Folders) -> None:
        self.path = path
        self._system, self._folders = system, folders
        self._bytes: bytes | None = None
        self._tables: Tables | None = None
        self._torn = False

    def refresh(self) -> bool:
        """Read the file again; whether it is other than this storage last knew it.

        The bytes decide, never times or sizes: two quick saves elsewhere may share both. Raises
        `Damaged`, or `OSError` where the file cannot be read.
        """
        data = self._system.read_file(self.path)
        if self._tables is not None and data == self._bytes:
            return False
        self._tables = None
        tables: Tables = {}
        if data is not None:
            whole = joined_bytes(self._system, self._folders, self.path, data)
            self._torn = whole is not data
            tables = checked(whole, self.path, self._folders.backup_of(self.path))
        self._bytes, self._tables = data, tables
        return True

    def read(self) -> Tables | None:
        """The tables in memory."""
        return self._tables

    def write(self, tables: Tables) -> None:
        """Take tables into memory."""
        self._tables = tables

    def close(self) -> None:
        """Nothing is held open."""

    def drop(self) -> None:
        """Forget what is in memory; the next `refresh` reads the file."""
        self._bytes = self._tables = None

    def commit(self, announce: Callable[[bytes], None] = lambda data: None) -> None:
        """Save the tables in memory, `announce` their bytes before.

        Raises `Refused`, `Unsure` or `Newer`; then forgets them.
        """
        tables = self._tables or {}
        self._tables = None
        if schema_of(tables) > SCHEMA:
            raise newer(self.path)
        data = encoded(tables)
        if self._bytes is not None and self._torn:
            # What did not come to stand may be wanted yet.
            self._system.save(self._folders.torn(self.path, self._bytes), self._bytes)
            self._torn = False
        announce(data)
        self._system.save(self.path, data)
        self._bytes, self._tables = data, tables

    @property
    def digest(self) -> str:
        """The digest of the article's text; empty where there is no article yet."""
        article = next(iter((self._tables or {}).get("article", {}).values()), {})
        return str(article.get("digest", ""))

    @property
    def meta(self) -> Metadata:
        """What the tables in memory say of the article."""
        article = next(iter((self._tables or {}).get("article", {}).values()), {})
        return Metadata(**{name: article[name] for name in _ABOUT if name in article})

    @property
    def contents(self) -> Contents:
        """What the tables in memory hold."""
        return contents_of(self._tables or {})

    @property
    def newer(self) -> Newer | None:
        """Why the file must not be written, if a newer version of postil wrote it."""
        return newer(self.path) if schema_of(self._tables or {}) > SCHEMA else None


def article_bytes(system: System, folders: Folders, path: Path) -> bytes | None:
    """The bytes of an article's file, two sides made one; `None` where there is none.

    Raises `OSError`.
    """
    data = system.read_file(path)
    return data if data is None else joined_bytes(system, folders, path, data)


def joined_bytes(system: System, folders: Folders, path: Path, data: bytes) -> bytes:
    """An article's file without what git left of two sides, where they can be told apart."""
    if not is_torn(data):
        return data
    from annotations.store import history, joining  # late: hardly any file needs it

    made = joining.joined(data, history.changes(system, folders.history_of(path)))
    return data if made is None else encoded(made.tables)


@dataclass
class Looked:
    """An article's file and what it held when a store last looked."""

    file: ArticleFile
    contents: Contents | None = None


def contents_of(tables: Tables) -> Contents:
    """What is annotated in an article, from its tables."""
    annotations = {
        id: annotation_of(raw) for table in TABLES for id, raw in tables.get(table, {}).items()
    }
    sets = {
        name: frozenset(msgspec.convert(raw, kind) for raw in tables.get(name, {}).values())
        for name, kind in _VALUES.items()
    }
    article = next(iter(tables.get("article", {}).values()), {})
    return Contents(annotations, status=article.get("status", "open"), **sets)


def whole(data: bytes, path: Path, backup: Path) -> tuple[ArticleRecord, Contents]:
    """The `article` document in a file's bytes and all that is annotated, in one reading."""
    found = exact(data)
    if found is None:
        tables = checked(data, path, backup)
        return head(data, path, backup), contents_of(tables)
    fields = Tagged.__struct_fields__
    annotations = {
        id: Annotation(*[getattr(one, name) for name in fields])
        for table in (found.annotations, found.suggestions, found.review)
        for id, one in table.items()
    }
    sets = {name: frozenset(getattr(found, name).values()) for name in _VALUES}
    return found.about, Contents(annotations, status=found.about.status, **sets)


def encoded(tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> bytes:
    """The tables as JSON, one field a line, annotations in the order of the text."""
    ordered = dict(tables)
    for name in TABLES:
        if name in tables or name == TAGS:
            ordered[name] = dict(sorted(tables.get(name, {}).items(), key=_place))
    for name in _VALUES:
        if tables.get(name) or name == "links":
            ordered[name] = dict(sorted(tables.get(name, {}).items()))
    return msgspec.json.format(msgspec.json.encode(ordered), indent=1) + b"\n"


def annotation_of(raw: Mapping[str, Any]) -> Annotation:
    """An annotation from its document; fields of later versions go along in `extra`."""
    extra = {k: v for k, v in raw.items() if k not in _NAMES and k not in _DERIVED}
    return Annotation(extra=extra, **{_NAMES[k]: v for k, v in raw.items() if k in _NAMES})


def document(annotation: Annotation, text: str) -> dict[str, Any]:
    """An annotation as its document, with the words it stands on."""
    known = {name: getattr(annotation, field) for name, field in _NAMES.items()}
    if all(known[name] in ("", None) for name in _OF_SUGGESTIONS):
        for name in _OF_SUGGESTIONS:
            del known[name]
    if not annotation.text_digest:
        del known["version"]
    return known | span_fields(annotation, text) | dict(annotation.extra)


def article_document(article: Article, added: str) -> dict[str, Any]:
    """The document of an article's metadata."""
    about = ArticleRecord(
        id=article.id,
        title=article.title,
        digest=article.digest,
        schema=SCHEMA,
        length=len(article.text),
        words=_words(article.text),
        origin=article.origin,
        added=added,
        imprint=article.imprint,
    )
    fields: dict[str, Any] = msgspec.to_builtins(about) | meta_fields(article.meta)
    for name in ("versions", "imprint", "more"):
        if not fields.get(name):
            fields.pop(name, None)
    # What tells the article from others stands first.
    return {name: fields[name] for name in sorted(fields, key=lambda name: name in _ABOUT)}


def meta_fields(meta: Metadata) -> dict[str, Any]:
    """The fields of an article's document that bear its metadata."""
    return {**meta.as_dict(), **({"more": dict(meta.more)} if meta.more else {})}


def renewed(held: Mapping[str, Any], article: Article, before: str) -> dict[str, Any]:
    """The fields of an article's document that change with its text, from `before` to its own.

    A title that was the text's first line follows it.
    """
    follows = held["title"] == first_line(before)
    versions = dict(held.get("versions", {}))
    versions[held["digest"]] = held.get("imprint") or ""
    imprint = versions.pop(article.digest, "")
    return {
        "title": first_line(article.text) if follows else held["title"],
        "digest": article.digest,
        "length": len(article.text),
        "words": _words(article.text),
        "imprint": article.imprint or imprint or None,
        "versions": versions,
    }


def value_documents(values: Iterable[Link | Decision | Code]) -> dict[str, dict[str, Any]]:
    """Values of a set as documents by key: links by their ends, codes by their names."""
    return {_key(value): msgspec.to_builtins(value) for value in values}


def _key(value: Link | Decision | Code) -> str:
    if isinstance(value, Decision):
        return judged(msgspec.to_builtins(value))
    parts = value.key if isinstance(value, Code) else (value.type, value.source, value.target)
    return " ".join(map(_word, parts))


def _words(text: str) -> int:
    from annotations.units import word_count  # late: most commands count no words

    return word_count(text)


def table_of(annotation: Annotation) -> str:
    """The table of an annotation: tags apart from suggestions, and from those of another text."""
    if annotation.text_digest:
        return REVIEW
    return TAGS if annotation.stands else SUGGESTIONS


def _place(item: tuple[str, Mapping[str, Any]]) -> tuple[int, int, str]:
    return item[1]["start"], item[1]["end"], item[0]


def _word(part: str) -> str:
    return part.replace("%", "%25").replace(" ", "%20")
