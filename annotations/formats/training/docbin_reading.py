"""spaCy's DocBin in: the spans and entities of every `Doc`, with what postil left beside them."""

import json
import zlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from annotations.errors import PostilError, UsageError
from annotations.extras import adding
from annotations.formats.format import Shape
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found, Passed, Unread, unreadable
from annotations.formats.rebuilding import rebuilt
from annotations.formats.record_reading import found_in
from annotations.sources.source import regular, telling
from annotations.sources.tables.annotation_columns import annotation_like

ENDING = ".spacy"
KEY = "sc"
"""The span group that spancat reads and writes by default."""
USER_DATA = "postil"
_LARGEST = 2**30  # bytes of one DocBin, unpacked
_MARK = b"\xa7version"


def blank(language: str) -> Any:
    """A pipeline with nothing but the tokenizer of a language, or of any where that has none.

    Anything may stand where a language is said, and spaCy looks for a module of that name.
    """
    import spacy

    is_code = language.isascii() and language.isalpha() and len(language) < 4
    try:
        nlp = spacy.blank(language if is_code else "xx")
    except ImportError:
        nlp = spacy.blank("xx")
    nlp.max_length = 2**31
    return nlp


def read(path: Path, _: Unit = "code-points") -> Iterator[Found]:
    """The examples of a DocBin, or of every one in a folder.

    Raises `PostilError` for a file that is cut off or not what it seems, and `UsageError` where
    spaCy is not installed.
    """
    if not path.is_dir():
        regular(path)
    try:
        import spacy  # noqa: F401
    except ImportError:
        what = "A DocBin needs spaCy, which is not installed."
        raise UsageError(what, adding("spacy")) from None
    for file in Shape(path).those(_looks_like):
        yield from _file(file)


def recognises(shape: Shape) -> bool:
    """Whether it holds a DocBin."""
    return any(_looks_like(head) for _, head in shape.heads)


def _looks_like(head: bytes) -> bool:
    try:
        return _MARK in zlib.decompressobj().decompress(head, 64)
    except zlib.error:
        return False


def _file(path: Path) -> Iterator[Found]:
    from spacy.tokens import DocBin

    data = _unpackable(path)
    try:
        docs = DocBin(store_user_data=True).from_bytes(data)
        for number, doc in enumerate(docs.get_docs(blank("xx").vocab), 1):
            yield from _doc(doc, f"{path}, doc {number}")
    except PostilError:
        raise
    except Exception as error:  # spaCy raises whatever its parts do
        raise unreadable(path, f"it is not a complete DocBin ({type(error).__name__})") from None


def _unpackable(path: Path) -> bytes:
    """The bytes of a file. Raises `PostilError` where they unpack to nothing or too much."""
    with telling(path):
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    packed, size = zlib.decompressobj(), 0
    rest = data
    try:
        while rest and size <= _LARGEST:
            size += len(packed.decompress(rest, 1 << 20))
            rest = packed.unconsumed_tail
    except zlib.error as error:
        raise unreadable(path, f"it is not a DocBin: {error}") from None
    if not data or size > _LARGEST:
        raise unreadable(path, f"it is larger than {_LARGEST // 2**20} MB; write it in shards")
    if not packed.eof:
        raise unreadable(path, "it is cut off")
    return data


def _doc(doc: Any, where: str) -> Iterator[Found]:
    """What one `Doc` gives: the spans that it has now, with what is known of each."""
    groups = {KEY: doc.spans[KEY]} if KEY in doc.spans else dict(doc.spans)
    scores = {place: score for group in groups.values() for place, score in _scored(group)}
    entities = {(entity.start, entity.end, entity.label_) for entity in doc.ents}
    now = {*scores, *entities}
    yield from (Passed(told, where) for told in _united(groups, entities - scores.keys()))
    yield from (Unread(told, where) for told in _unread(doc, groups.values()))
    if doc.has_unknown_spaces:
        if any(score is not None for score in scores.values()):
            yield Unread("\u201cscores\u201d of spans", where)
        try:
            yield rebuilt([[token.text for token in doc]], sorted(now), where)
        except ValueError as error:
            yield PostilError(f"{where}: {error}; left out.", "Correct the Doc.")
        return
    known = _known(doc)
    told = list(zip(known.get("spans", []), known.get("tokens", []), strict=False))
    spans = [span for span, place in told if (*place, span["label"]) in now]
    for first, last, label in sorted(now - {(*place, span["label"]) for span, place in told}):
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        score = scores.get((first, last, label))
        spans.append({"start": start, "end": end, "label": label, "score": score})
    ids = {span.get("id") for span in spans}
    links = [link for link in known.get("links", []) if {link["from"], link["to"]} <= ids]
    record = {**known, "text": doc.text, "spans": spans, "links": links}
    try:
        example, problems = found_in(record, where)
    except PostilError as error:
        yield error
        return
    yield from problems
    yield example


def _known(doc: Any) -> dict[str, Any]:
    """What postil has left beside a text, if it is still that text's."""
    try:
        found = json.loads(doc.user_data[USER_DATA])
        known = {**found["record"], "tokens": [tuple(place) for place in found["tokens"]]}
        return known if known["id"] else {}
    except (KeyError, TypeError, ValueError, RecursionError):
        return {}


def _scored(group: Any) -> Iterator[tuple[tuple[int, int, str], float | None]]:
    """The place of every span of a group, with the score that spancat keeps beside them."""
    found = group.attrs.get("scores")
    scores = [float(one) for one in found] if found is not None else []
    for number, span in enumerate(group):
        even = len(scores) == len(group)
        yield (span.start, span.end, span.label_), scores[number] if even else None


def _united(groups: Mapping[str, Any], alone: Collection[object]) -> Iterator[str]:
    """What was read as one although it stands apart; `alone` are entities that no group has."""
    names = " and ".join(f"\u201c{name}\u201d" for name in groups)
    if len(groups) > 1:
        yield f"The span groups {names} were read as one"
    if alone and any(map(len, groups.values())):
        yield f"Entities that are not among the spans of {names} were read with them"


def _unread(doc: Any, groups: Collection[Any]) -> Iterator[str]:
    """What a `Doc` has beside its spans and entities."""
    if len(doc.spans) > len(groups):
        yield from (f"The span group \u201c{key}\u201d" for key in sorted(doc.spans) if key != KEY)
    spans = [*doc.ents, *(span for group in groups for span in group)]
    if doc.cats:
        yield "\u201ccats\u201d"
    if any(span.kb_id for span in spans):
        yield "\u201ckb_id\u201d of spans"
    if any(span.id_ for span in spans):
        yield "\u201cid\u201d of spans"
    names = {key for key in doc.user_data if isinstance(key, str) and key != USER_DATA}
    names |= {key[1] for key in doc.user_data if isinstance(key, tuple) and key[0] == "._."}
    for name in sorted(filter(annotation_like, map(str, names))):
        yield f"\u201c{name}\u201d of the Doc"
