"""A record in: its spans placed on the text by their words, its links, and all that is wrong."""

from collections.abc import Iterable, Iterator, Mapping, Set
from math import isfinite
from typing import Any

import msgspec
from msgspec.structs import asdict, fields

from annotations.annotation import Annotation, Code, Link, Status
from annotations.article import Article, digest_of
from annotations.entity import Entity, entity_of
from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats.known_articles import moved
from annotations.formats.metadata_reading import unkept, with_metadata
from annotations.formats.offsets import Unit, bare, placed
from annotations.formats.reading import (
    Foreign,
    Found,
    Mended,
    Passed,
    Unplaced,
    Unread,
    apart,
    made_id,
)
from annotations.formats.tools.dialects import translated, unpacked
from annotations.sources.tables.columns import with_line_feeds
from annotations.sources.tables.json_lines import article_from
from annotations.units import Span

_STATUSES: tuple[Status, ...] = ("open", "done", "skipped")
_LISTS = ("spans", "suggestions", "rejected")
_DEEPEST = 64
_HEX = frozenset("0123456789abcdef")


_NEEDED = ("start", "end", "label")
_MAYBE = frozenset(Annotation.__struct_fields__).difference(_NEEDED, ("text_digest",))
_BESIDE = ("ref", "text", "sha256")
_Given: Any = msgspec.defstruct(
    "_Given",
    [
        *((one.name, one.type) for one in fields(Annotation) if one.name in _NEEDED),
        *((one.name, one.type | None, None) for one in fields(Annotation) if one.name in _MAYBE),
        *((name, str | None, None) for name in _BESIDE),
    ],
)
"""A span as a file gives it; `text` and `sha256` are what its offsets are held against.

`ref` is what links call it where it has no id.
"""


def found_in(
    row: Mapping[str, Any], where: str, unit: Unit = "code-points"
) -> tuple[Example | Unplaced, list[Found]]:
    """The example in a record of whatever tool, and what had to be left out or mended.

    Where it has a digest and no text, its spans are not placed yet. Raises `PostilError` where it
    has neither.
    """
    digest = row.get("sha256")
    digest = digest.lower() if isinstance(digest, str) and _is_digest(digest) else ""
    unplaced, problems = unplaced_in(row, digest, where, unit)
    record = unplaced.record
    if record.get("text") is None and digest:
        return unplaced, problems
    problems += (Unread(f"\u201c{name}\u201d", where) for name in unkept(record))
    record = with_metadata(record)
    article = article_from(record, where)
    example, wrong = example_on(article, record, where, unit)
    # What has its digest was exported by postil and is as it was stored.
    if digest and digest != article.digest:
        what = f"{where}: the text does not match its sha256."
        problems.append(Mended(what, "The spans were compared with their own words."))
    if not digest:
        example = _foreign(example, record, where)
    return example, problems + wrong


def all_in(
    record: Mapping[str, Any], where: str, unit: Unit = "code-points", before: Iterable[Found] = ()
) -> Iterator[Found]:
    """The example in a record after what was wrong with it, `before` first; or why it is none."""
    try:
        example, problems = found_in(record, where, unit)
    except PostilError as error:
        yield error
    else:
        yield from (*before, *problems, example)


def _foreign(example: Example, record: Mapping[str, Any], where: str) -> Foreign:
    """An example of another tool's with line feeds at the end of its lines."""
    text = example.article.text
    if "\r" in text:
        plain = article_from({**record, "text": with_line_feeds(text)}, where)
        example = moved(example, plain)
    return Foreign(**asdict(example))


def unplaced_in(
    row: Mapping[str, Any], digest: str, where: str, unit: Unit
) -> tuple[Unplaced, list[Found]]:
    """A record of whatever tool in postil's own words, and what of it is not taken as it is."""
    told = translated(row)
    problems: list[Found] = [Unread(name, where) for name in told.unread]
    if told.passed:
        problems.append(Passed(told.passed, where))
    return Unplaced(str(row.get("id") or ""), digest, told.record, where, unit), problems


def example_on(
    article: Article, record: Mapping[str, Any], where: str, unit: Unit = "code-points"
) -> tuple[Example, list[Found]]:
    """The spans and links of a record placed on an article, and what was wrong with them."""
    reader = _Reader(article, where, unit)
    return reader.example(record), reader.problems


class _Reader:
    """Reads the spans and links of one record, collecting what is wrong with them."""

    def __init__(self, article: Article, where: str, unit: Unit) -> None:
        self.article, self.where, self.unit = article, where, unit
        self.problems: list[Found] = []
        self.refs: dict[str, str] = {}
        self.bare: list[Span] = []

    def example(self, record: Mapping[str, Any]) -> Example:
        """All that the record says."""
        tags: dict[str, Annotation] = {}
        given = [raw for name in _LISTS for raw in self._list(record, name)]
        for raw in given:
            if tag := self._annotation(_unpacked(raw), tags):
                first = tags.setdefault(tag.id, tag)
                if first != tag:
                    self._refuse(
                        f"the span {tag.start}-{tag.end} has the same id as another, {tag.id}"
                    )
        own = {id for id, tag in tags.items() if tag.stands}
        links = self._links(self._list(record, "links"), own)
        if self.bare:
            self.problems.append(bare(self.article.text, self.bare, self.where))
        status: Status = next((s for s in _STATUSES if s == record.get("status")), "open")
        found = sorted(tags.values(), key=lambda a: (a.start, a.end, a.id))
        return Example(
            self.article,
            tuple(a for a in found if a.stands),
            links,
            status,
            tuple(a for a in found if not a.stands),
            codes=self._codes(unpacked(record.get("codes"))),
            entities=self._entities(unpacked(record.get("clusters"))),
        )

    def _annotation(self, raw: object, tags: Mapping[str, Annotation]) -> Annotation | None:
        try:
            span = msgspec.convert(raw, _Given)
            # What the store could not save, or not read again, must not come so far.
            msgspec.json.encode(_flat_enough((span.attrs, span.extra)))
        except (msgspec.ValidationError, OverflowError, ValueError) as error:
            self._refuse(f"a span is wrong: {error}")
            return None
        found = self._place(span)
        if found is None:
            return None
        start, end = found
        annotator = span.annotator or "imported"
        id = span.id or made_id(self.article.id, start, end, span.label, annotator)
        known = {name: getattr(span, name) for name in _MAYBE if getattr(span, name) is not None}
        if not isfinite(known.get("score", 0)):
            del known["score"]
        known |= {"id": id, "annotator": annotator}
        tag = Annotation(start=start, end=end, label=span.label, **known)
        tag = tag if span.id else apart(tag, span.ref, tags)
        self.refs[span.ref or id] = tag.id
        return tag

    def _place(self, span: Any) -> tuple[int, int] | None:
        """Where a span stands in the text; refused where its words, or any, are not there."""
        named = f"the span {span.start}-{span.end}"
        found = placed(self.article.text, span.start, span.end, span.text, self.unit)
        if span.text is None and not span.sha256:
            self.bare.append((span.start, span.end))
        if found is None:
            where = "is outside the text" if span.text is None else "has other words"
            self._refuse(f"{named} {where}")
            return None
        (start, end), how = found
        words = self.article.text[start:end]
        if span.text is None and span.sha256 and digest_of(words) != span.sha256.lower():
            self._refuse(f"{named} has other words")
            return None
        for part, said in (("label", span.label), ("words", words)):
            if not said.strip():
                self._refuse(f"{named} has no {part}")
                return None
        if how:
            what = f"{self.where}: {named} was moved: {how}."
            self.problems.append(Mended(what, "Check it."))
        return start, end

    def _links(self, found: list[Any], ids: Set[str]) -> tuple[Link, ...]:
        links = set()
        for raw in found:
            try:
                link = msgspec.convert(raw, Link)
            except msgspec.ValidationError as error:
                self._refuse(f"a link is wrong: {error}")
                continue
            source, target = (self.refs.get(end, end) for end in (link.source, link.target))
            if {source, target} <= ids:
                links.add(Link(link.type, source, target))
            else:
                self._refuse(f"a {link.type} link has an end that does not exist")
        return tuple(sorted(links))

    def _entities(self, given: object) -> tuple[Entity, ...]:
        """The entities that tags bear; clusters without names are another tool's."""
        found = {}
        for raw in given if isinstance(given, list) else ():
            if isinstance(raw, dict) and {"id", "name"} <= raw.keys():
                try:
                    one = entity_of(raw)
                    msgspec.json.encode(_flat_enough(raw))
                    found[one.id] = one
                except (msgspec.ValidationError, ValueError, OverflowError) as error:
                    self._refuse(f"an entity is wrong: {error}")
        return tuple(found[id] for id in sorted(found))

    def _codes(self, given: object) -> tuple[Code, ...]:
        """What each annotator says of the article; a list or the like is another tool's."""
        found = []
        for annotator, said in given.items() if isinstance(given, dict) else ():
            for name, value in said.items() if isinstance(said, dict) else ():
                try:
                    code = Code(str(annotator), str(name), value)
                    found.append(msgspec.convert(msgspec.to_builtins(code), Code))
                    msgspec.json.encode(_flat_enough(value))
                except (msgspec.ValidationError, ValueError, OverflowError) as error:
                    self._refuse(f"the code {name} is wrong: {error}")
                    found = [one for one in found if one.key != code.key]
        return tuple(sorted(found, key=lambda code: code.key))

    def _list(self, record: Mapping[str, Any], name: str) -> list[Any]:
        value = record.get(name)
        if value is not None and not isinstance(value, list):
            self._refuse(f"{name} is not a list")
        return value if isinstance(value, list) else []

    def _refuse(self, what: str) -> None:
        self.problems.append(PostilError(f"{self.where}: {what}; left out.", "Correct the line."))


def _unpacked(raw: object) -> object:
    """A span with what rows of a table keep as JSON in one cell, and offsets as they should be."""
    if not isinstance(raw, dict):
        return raw
    raw = raw | {name: _whole(raw[name]) for name in ("start", "end") if name in raw}
    if not (isinstance(raw.get("attrs"), str) or "more" in raw):
        return raw
    more = unpacked(raw.get("more"))
    return {**raw, **(more if isinstance(more, dict) else {}), "attrs": unpacked(raw.get("attrs"))}


def _whole(offset: object) -> object:
    """An offset that a table of numbers wrote as 6.0, as the whole number that it is."""
    return int(offset) if isinstance(offset, float) and offset.is_integer() else offset


def _flat_enough(value: Any, levels: int = _DEEPEST) -> Any:
    """The value. Raises `ValueError` where it is nested too deeply or a number is too long."""
    if isinstance(value, int) and abs(value) >= 2**63:
        raise ValueError("a number has more than 64 bits")
    if isinstance(value, (dict, list, tuple)):
        if not levels:
            raise ValueError(f"it is nested deeper than {_DEEPEST} levels")
        for inner in value.values() if isinstance(value, dict) else value:
            _flat_enough(inner, levels - 1)
    return value


def _is_digest(words: str) -> bool:
    return len(words) == 64 and set(words.lower()) <= _HEX
