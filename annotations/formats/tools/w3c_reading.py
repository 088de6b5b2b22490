"""W3C Web Annotations in: what is tagged, commented and linked, by quote or by position."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from annotations.formats.format import Shape
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found, Unplaced, Unread, unreadable
from annotations.formats.record_reading import all_in
from annotations.formats.tools.restoring import kept_in, put_back
from annotations.sources.source import telling

ENDING, URN = ".jsonld", "urn:postil:"
_TYPES = (b"Annotation", b"TextPositionSelector", b"TextQuoteSelector")
_LABELLING = ("tagging", "classifying", "identifying", "highlighting", "")
_KEY = re.compile(rb'(?<!\\)"@context"\s*:')
_CONTEXT = b"ns/anno"

Object = Mapping[str, Any]


def read(path: Path, unit: Unit = "code-points") -> Iterator[Found]:
    """The articles of a file or folder; a text stands beside its annotations as `.txt`.

    Without one the tags are placed on the project's article of the name that their target has.
    Raises `PostilError` where a file cannot be read.
    """
    for file in Shape(path).those(_looks_like):
        by_source: dict[str, _Source] = {}
        page = _json(file)
        kept = kept_in(page)
        for item in _items(page):
            name = _source(item) or next(iter(by_source), "")
            by_source.setdefault(name, _Source(name, file, kept)).add(item)
        if kept and not by_source:
            by_source[""] = _Source("", file, kept)
        for one in by_source.values():
            yield from one.found(unit)


def recognises(shape: Shape) -> bool:
    """Whether it holds annotations of that model."""
    return any(_looks_like(head) for _, head in shape.heads)


def _looks_like(head: bytes) -> bool:
    begins = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    told = _KEY.search(head) and _CONTEXT in head and any(one in head for one in _TYPES)
    return begins in (b"{", b"[") and bool(told)


def _json(file: Path) -> Any:
    """What a file holds: one value, or a list of those on its lines."""
    with telling(file):
        data = file.read_bytes()
    try:
        words = data.decode("utf-8-sig")
        try:
            return json.loads(words)
        except ValueError:
            return [json.loads(line) for line in words.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise unreadable(file, error) from None


def _items(found: Any) -> Iterator[Object]:
    """The annotations in a value: a page, a collection, a list, or one alone."""
    if isinstance(found, list):
        for one in found:
            yield from _items(one)
    elif isinstance(found, dict):
        if "target" in found:
            yield found
        else:
            yield from _items(found.get("items") or found.get("first") or [])


def _source(item: Object) -> str:
    """What a target is of; empty for another annotation."""
    for target in _list(item.get("target")):
        if isinstance(target, dict):
            source = target.get("source")
            return str(source.get("id") if isinstance(source, dict) else source or "")
    return ""


class _Source:
    """The annotations of one text, as a record of postil's own."""

    def __init__(self, name: str, file: Path, kept: dict[str, Any]) -> None:
        self._name, self._file, self._kept = name, file, kept
        beside = file.with_name(f"{file.name.removesuffix(file.suffix)}.txt")
        self._text = self._read(beside) if beside.is_file() else None
        self._spans: list[dict[str, Any]] = []
        self._links: list[dict[str, Any]] = []
        self._problems: list[Found] = []

    def add(self, item: Object) -> None:
        """Take an annotation as a tag or as a link."""
        targets = _list(item.get("target"))
        if "linking" in _list(item.get("motivation")) or len(targets) == 2:
            self._link(item, targets)
        elif len(targets) == 1 and isinstance(targets[0], dict):
            self._tag(item, targets[0])
        else:
            self._unread("annotations of something else")

    def found(self, unit: Unit) -> Iterator[Found]:
        """The example, or what can be placed on the project's, after all that was wrong."""
        path = PurePosixPath(unquote(urlsplit(self._name).path))
        id = self._kept.get("id") or path.stem or self._file.stem
        rest = {k: v for k, v in self._kept.items() if k not in ("spans", "rejected")}
        left = self._kept.get("rejected") or []
        record = {**rest, "id": id, "spans": self._spans, "links": self._links, "suggestions": left}
        where = str(self._file)
        unit = "utf-16" if rest.pop("offsets", None) == "utf-16" else unit
        if self._text is None:
            yield from (*self._problems, Unplaced(id, "", record, where, unit))
        else:
            yield from all_in({**record, "text": self._text}, where, unit, self._problems)

    def _tag(self, item: Object, target: Object) -> None:
        selectors = {}
        for one in _list(target.get("selector")):
            while isinstance(one, dict):
                selectors[one.get("type")] = one
                one = one.get("refinedBy")
        place = self._place(
            selectors.get("TextPositionSelector", {}), selectors.get("TextQuoteSelector", {})
        )
        if place is None:
            self._unread(" and ".join(map(str, selectors)) or "targets without a selector")
            return
        bodies = [_body(one) for one in _list(item.get("body"))]
        label = next((v for purpose, v in bodies if purpose in _LABELLING and v), "highlight")
        notes = [value for purpose, value in bodies if purpose in ("commenting", "replying")]
        more = [value for purpose, value in bodies if purpose in _LABELLING and value][1:]
        span = {**place, "label": label, "note": "\n".join(notes), "ref": _id(item), "attrs": {}}
        span |= {"annotator": who} if (who := _who(item.get("creator"))) else {}
        span |= {"created": str(item["created"])} if item.get("created") else {}
        if more:
            self._unread("a second label")
        self._spans.append(put_back(span, self._kept))

    def _place(self, position: Object, quoted: Object) -> dict[str, Any] | None:
        """Where a span is said to be; by its quote alone, where there is no position."""
        words = quoted.get("exact")
        if {"start", "end"} <= position.keys():
            return {"start": position["start"], "end": position["end"], "text": words}
        if not isinstance(words, str) or not words or self._text is None:
            return None
        before, after = (str(quoted.get(name) or "") for name in ("prefix", "suffix"))
        at = self._text.find(f"{before}{words}{after}")
        start = at + len(before) if at >= 0 else self._text.find(words)
        return {"start": max(start, 0), "end": max(start, 0) + len(words), "text": words}

    def _link(self, item: Object, targets: list[Any]) -> None:
        bodies = _list(item.get("body"))
        ends = [_end(one) for one in targets]
        ends += [_end(one) for one in bodies if not isinstance(one, dict) or "source" in one]
        words = [value for purpose, value in map(_body, bodies) if purpose in _LABELLING and value]
        if len(ends) == 2:
            type = words[0] if words else "link"
            self._links.append({"type": type, "from": ends[0], "to": ends[1]})
        else:
            self._unread("links of more than two annotations")

    def _read(self, file: Path) -> str:
        with telling(file):
            return file.read_bytes().decode("utf-8", "replace")

    def _unread(self, what: str) -> None:
        self._problems.append(Unread(f"\u201c{what}\u201d", str(self._file)))


def _body(raw: Any) -> tuple[str, str]:
    """The purpose of a body and its words."""
    if not isinstance(raw, dict):
        return "", ""
    value = raw.get("value") or raw.get("label") or ""
    return str(raw.get("purpose") or ""), str(value) if "source" not in raw else ""


def _end(raw: Any) -> str:
    """The id of an annotation that a link leads to."""
    source = raw.get("source") or raw.get("id") if isinstance(raw, dict) else raw
    return unquote(str(source).removeprefix(URN)) if str(source).startswith(URN) else str(source)


def _id(item: Object) -> str:
    return _end(item.get("id") or item.get("@id") or "")


def _who(creator: Any) -> str:
    one = next(iter(_list(creator)), None)
    if isinstance(one, dict):
        one = one.get("name") or one.get("nickname") or one.get("email") or one.get("id")
    return str(one or "")


def _list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [] if found is None else [found]
