"""One article's TinyDB database: its shape on the disk, and a storage that saves it whole."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from annotations.annotation import Annotation, Contents, Link, Status, Verdict
from annotations.article import META_FIELDS, Article, Metadata
from annotations.store.protocol import Damaged, Newer, Stored, span_fields
from annotations.store.system import System

SCHEMA = 1
_DERIVED = frozenset(("text", "prefix", "suffix"))
Tables = dict[str, dict[str, dict[str, Any]]]


class ArticleRecord(msgspec.Struct):
    """The one document of the `article` table.

    `versions` are the digests of the texts that the article had before, each with its imprint.
    """

    id: str
    title: str
    digest: str
    schema: int
    length: int = 0
    origin: str | None = None
    status: Status = "open"
    added: str = ""
    source: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    group: str | None = None
    imprint: str | None = None
    versions: dict[str, str] = {}

    @property
    def meta(self) -> Metadata:
        """The article's metadata."""
        return Metadata(*(getattr(self, name) for name in META_FIELDS))


class AnnotationRecord(msgspec.Struct):
    """A document of the `annotations` or `suggestions` table, as far as its fields are known."""

    id: str
    start: int
    end: int
    label: str
    annotator: str
    attrs: dict[str, Any] = {}
    note: str = ""
    created: str = ""
    updated: str = ""
    origin: str = ""
    score: float | None = None
    verdict: Verdict = ""
    version: str = ""


class LinkRecord(msgspec.Struct, rename={"source": "from", "target": "to"}):
    """A document of the `links` table."""

    type: str
    source: str
    target: str


class _OneArticle(msgspec.Struct):
    article: dict[str, ArticleRecord]


class _Shape(_OneArticle):
    annotations: dict[str, AnnotationRecord] = {}
    suggestions: dict[str, AnnotationRecord] = {}
    review: dict[str, AnnotationRecord] = {}
    links: dict[str, LinkRecord] = {}


class _ExactAnnotation(AnnotationRecord, forbid_unknown_fields=True):
    text: str = ""
    prefix: str = ""
    suffix: str = ""


class _Exact(_OneArticle):
    """A file in which no annotation has fields of a later version."""

    annotations: dict[str, _ExactAnnotation] = {}
    suggestions: dict[str, _ExactAnnotation] = {}
    review: dict[str, _ExactAnnotation] = {}
    links: dict[str, LinkRecord] = {}


_KNOWN = frozenset(AnnotationRecord.__struct_fields__)
_OF_SUGGESTIONS = ("origin", "score", "verdict")
TAGS, SUGGESTIONS, REVIEW = "annotations", "suggestions", "review"
TABLES = (TAGS, SUGGESTIONS, REVIEW)
_whole = msgspec.json.Decoder(_Shape)
_exact = msgspec.json.Decoder(_Exact)
_head = msgspec.json.Decoder(_OneArticle)


class ArticleFile:
    """The storage of one article's database, as TinyDB asks for one: `read` and `write`.

    What TinyDB writes stays in memory until `commit` saves it; `refresh` reads the file again
    and tells whether it was changed by somebody else.
    """

    def __init__(self, path: Path, system: System, backup: Path) -> None:
        self.path, self.backup = path, backup
        self._system = system
        self._bytes: bytes | None = None
        self._tables: Tables | None = None

    def refresh(self) -> bool:
        """Read the file again; whether it is other than this storage last knew it.

        The bytes decide, never times or sizes: two quick saves elsewhere may share both. Raises
        `Damaged`, or `OSError` where the file cannot be read.
        """
        data = self._system.read_file(self.path)
        if self._tables is not None and data == self._bytes:
            return False
        self._tables = None
        tables = {} if data is None else checked(data, self.path, self.backup)
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

    def commit(self) -> None:
        """Save the tables in memory. Raises `Refused`, `Unsure` or `Newer`; then forgets them."""
        tables = self._tables or {}
        self._tables = None
        if _schema(tables) > SCHEMA:
            raise _newer(self.path)
        data = encoded(tables)
        self._system.save(self.path, data)
        self._bytes, self._tables = data, tables

    @property
    def digest(self) -> str:
        """The digest of the article's text; empty where there is no article yet."""
        article = next(iter((self._tables or {}).get("article", {}).values()), {})
        return str(article.get("digest", ""))

    @property
    def contents(self) -> Contents:
        """What the tables in memory hold."""
        return _contents(self._tables or {})


def checked(data: bytes, path: Path, backup: Path) -> Tables:
    """The tables in a file's bytes. Raises `Damaged` where they are not what they should be."""
    try:
        _whole.decode(data)
        tables: Tables = msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        _refuse_newer(data, path)
        raise damage(path, str(error) if data else "it is empty", backup) from error
    return tables


def whole(data: bytes, path: Path, backup: Path) -> tuple[ArticleRecord, Contents]:
    """The `article` document in a file's bytes and all that is annotated, in one reading."""
    try:
        found = _exact.decode(data)
        (record,) = found.article.values()
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError):
        tables = checked(data, path, backup)
        return head(data, path, backup), _contents(tables)
    fields = AnnotationRecord.__struct_fields__
    annotations = {
        id: Annotation(*[getattr(one, name) for name in fields])
        for table in (found.annotations, found.suggestions, found.review)
        for id, one in table.items()
    }
    links = frozenset(Link(k.type, k.source, k.target) for k in found.links.values())
    return record, Contents(annotations, links, record.status)


def head(data: bytes, path: Path, backup: Path) -> ArticleRecord:
    """The `article` document in a file's bytes, without a look at the rest."""
    try:
        (record,) = _head.decode(data).article.values()
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise damage(path, str(error) if data else "it is empty", backup) from error
    return record


def _contents(tables: Tables) -> Contents:
    annotations = {
        id: annotation_of(raw) for table in TABLES for id, raw in tables.get(table, {}).items()
    }
    links = (Link(raw["type"], raw["from"], raw["to"]) for raw in tables.get("links", {}).values())
    article = next(iter(tables.get("article", {}).values()), {})
    return Contents(annotations, frozenset(links), article.get("status", "open"))


def damage(path: Path, reason: str, backup: Path) -> Damaged:
    """A file that cannot be read, with its backup named where there is one."""
    if backup.exists():
        hint = f"Its last version but one is {backup}; compare them and copy it back."
    else:
        hint = "It was left as it is; there is no backup of it, but git may have one."
    return Damaged(f"{path} is damaged: {reason}.", hint)


def encoded(tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> bytes:
    """The tables as JSON, one field a line, annotations in the order of the text."""
    ordered = dict(tables)
    for name in TABLES:
        if name in tables or name == TAGS:
            ordered[name] = dict(sorted(tables.get(name, {}).items(), key=_place))
    ordered["links"] = dict(sorted(tables.get("links", {}).items()))
    return msgspec.json.format(msgspec.json.encode(ordered), indent=1) + b"\n"


def annotation_of(raw: Mapping[str, Any]) -> Annotation:
    """An annotation from its document; fields of later versions go along in `extra`."""
    extra = {k: v for k, v in raw.items() if k not in _KNOWN and k not in _DERIVED}
    return Annotation(extra=extra, **{k: v for k, v in raw.items() if k in _KNOWN})


def document(annotation: Annotation, text: str) -> dict[str, Any]:
    """An annotation as its document, with the words it stands on."""
    known = {name: getattr(annotation, name) for name in AnnotationRecord.__struct_fields__}
    if all(known[name] in ("", None) for name in _OF_SUGGESTIONS):
        for name in _OF_SUGGESTIONS:
            del known[name]
    if not annotation.version:
        del known["version"]
    return known | span_fields(annotation, text) | dict(annotation.extra)


def article_document(article: Article, added: str) -> dict[str, Any]:
    """The document of an article's metadata."""
    about = ArticleRecord(
        article.id,
        article.title,
        article.digest,
        SCHEMA,
        len(article.text),
        article.origin,
        added=added,
        imprint=article.imprint,
    )
    fields: dict[str, Any] = msgspec.to_builtins(about)
    del fields["versions"]
    if article.imprint is None:
        del fields["imprint"]
    return fields | article.meta.as_dict()


def renewed(held: Mapping[str, Any], article: Article) -> dict[str, Any]:
    """The fields of an article's document that change with its text, which becomes `article`'s."""
    versions = dict(held.get("versions", {}))
    versions[held["digest"]] = held.get("imprint") or ""
    imprint = versions.pop(article.digest, "")
    return {
        "digest": article.digest,
        "length": len(article.text),
        "imprint": article.imprint or imprint or None,
        "versions": versions,
    }


def link_documents(links: Iterable[Link]) -> dict[str, dict[str, str]]:
    """Links as documents by key."""
    return {
        " ".join(_word(part) for part in (k.type, k.source, k.target)): {
            "type": k.type,
            "from": k.source,
            "to": k.target,
        }
        for k in links
    }


def stored(record: ArticleRecord) -> Stored:
    """What finding and listing need of an article."""
    return Stored(record.id, record.title, record.digest, record.origin, record.imprint)


def table_of(annotation: Annotation) -> str:
    """The table of an annotation: tags apart from suggestions, and from those of another text."""
    if annotation.version:
        return REVIEW
    return TAGS if annotation.stands else SUGGESTIONS


def _place(item: tuple[str, Mapping[str, Any]]) -> tuple[int, int, str]:
    return item[1]["start"], item[1]["end"], item[0]


def _word(part: str) -> str:
    return part.replace("%", "%25").replace(" ", "%20")


def _schema(tables: Tables) -> int:
    article = next(iter(tables.get("article", {}).values()), {})
    return int(article.get("schema", SCHEMA))


def _refuse_newer(data: bytes, path: Path) -> None:
    """Raise `Newer` where a file that cannot be read says itself that it is newer."""
    try:
        schema = _schema(msgspec.json.decode(data))
    except (msgspec.MsgspecError, RecursionError, AttributeError, TypeError, ValueError):
        return
    if schema > SCHEMA:
        raise _newer(path)


def _newer(path: Path) -> Newer:
    return Newer(
        f"{path.name} was written by a newer version of postil.",
        "Install the newest postil to change it.",
    )
