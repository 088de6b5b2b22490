"""Rows of tokens in: which columns have their tags, what these mean, and the text that they tag."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from annotations.article import Metadata
from annotations.errors import PostilError
from annotations.formats.metadata_reading import unkept, with_metadata
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found, Mended, Rebuilt, Unread
from annotations.formats.rebuilding import (
    OUTSIDE,
    Entity,
    are_labels,
    entities,
    home_of,
    is_tag,
    rebuilt,
    with_prefixes,
)
from annotations.formats.record_reading import found_in
from annotations.formats.tools.unread import unread_in
from annotations.sources.tables.annotation_columns import SPAN_COLUMNS, annotation_like, spans_in
from annotations.sources.tables.json_lines import article_from

Row = dict[str, Any]
Names = Mapping[str, Sequence[str]]
"""What the numbers of a column stand for, in order; under "" what those of any column do."""

TAGS = "_tags"
FLAT = f"ner{TAGS}"
WORDS = ("tokens", "words")
REPEATING = frozenset({"tokens", "article", "starts", "ends"})
"""The columns by which postil's own rows of tokens are known."""
USUAL = (FLAT, "ner", "tags", "labels", "ner_labels", "entities", "label", "named_entities")
"""Where tools keep the tags of tokens, the surest first."""
_SPACES = ("spaces", "ws", "whitespace", "space_after", "token_ids", "ids", "offsets")
"""What says of tokens only where they stand."""
_OF_NAMES = ("ner", "entit")
_IGNORED = -100  # what models are told not to learn from


class Nameless(PostilError):
    """The tags of a file are numbers, and nothing says what they stand for."""


def words_of(row: Mapping[str, Any]) -> str:
    """The column of a row's tokens, where it is to be read by them; empty where it has none."""
    column = next((name for name in WORDS if _are_words(row.get(name))), "")
    if not column or any(spans_in(row.get(name)) for name in SPAN_COLUMNS):
        return ""
    return column if "text" not in row or any(_tagging(row, column)) else ""


def tagged(row: Row, words: str, where: str, names: Names, unit: Unit) -> Iterator[Found]:
    """The example that tokens and the tags over them stand for, and what is not read.

    Raises `Nameless` where its tags are numbers, and `ValueError` for a row that is wrong.
    """
    tokens = list(map(str, row[words]))
    found = {name: _named(name, row[name], names) for name in _tagging(row, words)}
    used = _layers(row, found)
    if not used and (numbers := next((name for name in USUAL if found.get(name, ()) is None), "")):
        what = f"{where} has numbers in {numbers}, but no names for them."
        raise Nameless(what, "Name them in their order, as in --names O,B-actor,I-actor.")
    entities_found: list[Entity] = []
    for column in used:
        tags = found[column] or []
        if len(tags) != len(tokens):
            raise ValueError(f"{column} has {len(tags)} tags for {len(tokens)} tokens")
        entities_found += entities(tags)
    repeated = {FLAT} if row.keys() >= REPEATING else set()
    rest = {name: one for name, one in row.items() if name not in (*used, *repeated, words)}
    each = [name for name, one in rest.items() if _is_of_each(name, one, len(tokens))]
    yield from (Unread(f"\u201c{name}\u201d", where) for name in each)
    rest = {name: one for name, one in rest.items() if name not in each}
    if isinstance(text := row.get("text"), str):
        if places := _places(text, tokens):
            yield from _on_text(rest, places, entities_found, where, unit)
            return
        what = f"{where}: the text is not that of its tokens; it was put together from them."
        yield Mended(what, "Check it.")
    unread = (*unread_in(rest, ()), *(f"\u201c{name}\u201d" for name in unkept(rest)))
    yield from (Unread(name, where) for name in unread)
    example = replace(rebuilt([tokens], entities_found, where), home=home_of(row))
    yield replace(example, article=replace(example.article, meta=_meta(rest, example, where)))


def _meta(rest: Row, example: Rebuilt, where: str) -> Metadata:
    """What else a row says; its `id` counts rows, and is no article's."""
    about = {"row" if name == "id" else name: one for name, one in rest.items()}
    about = {name: one for name, one in about.items() if name not in REPEATING}
    return article_from({**with_metadata(about), "text": example.article.text}, where).meta


def _on_text(
    rest: Row, places: list[tuple[int, int]], found: list[Entity], where: str, unit: Unit
) -> Iterator[Found]:
    text = rest["text"]
    spans = [(places[first][0], places[last - 1][1], label) for first, last, label in found]
    record = [{"start": s, "end": e, "label": label, "text": text[s:e]} for s, e, label in spans]
    example, problems = found_in({**rest, "spans": record}, where, unit)
    yield from problems
    yield example


def _places(text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Where tokens stand in a text that has nothing but white space between them, else none."""
    places, at = [], 0
    for token in tokens:
        start = text.find(token, at)
        if not token or start < 0 or text[at:start].strip():
            return []
        at = start + len(token)
        places.append((start, at))
    return [] if text[at:].strip() else places


def _layers(row: Row, found: Mapping[str, list[str] | None]) -> list[str]:
    """The columns to read: those of a label each, as postil writes them, else one for all."""
    usable = {name: tags for name, tags in found.items() if tags}
    layers = [name for name, tags in usable.items() if name != FLAT and all(map(is_tag, tags))]
    if row.keys() >= REPEATING and layers:
        return layers
    if FLAT in usable:
        return [FLAT]
    named = [name for name in layers if {tag[2:] + TAGS for tag in usable[name]} <= {name, TAGS}]
    usual = [name for name in USUAL if name in usable]
    return named or usual[:1] or layers[:1]


def _tagging(row: Mapping[str, Any], words: str) -> Iterator[str]:
    """The columns that seem to have a tag for every token."""
    for name, value in row.items():
        even = isinstance(value, list) and (name == FLAT or len(value) == len(row[words]))
        plain = even and all(isinstance(tag, (int, str, type(None))) for tag in value)
        if plain and name not in WORDS and annotation_like(name):
            yield name


def _is_of_each(name: str, value: object, tokens: int) -> bool:
    """Whether a column has something to say of each token, under a name that nothing tells."""
    known = name in REPEATING or name in _SPACES or annotation_like(name)
    return not known and isinstance(value, list) and len(value) == tokens > 1


def _named(column: str, tags: list[Any], names: Names) -> list[str] | None:
    """Tags with prefixes, by name; none where a column has others, `None` for mere numbers."""
    known = [*names.get(column, names.get("", ()))]
    if any(isinstance(tag, int) for tag in tags):
        if not known:
            return None
        tags = [_name(column, tag, known) for tag in tags]
    written = ["" if tag is None else str(tag) for tag in tags]
    if not are_labels(known or written):
        return written if column in USUAL or all(map(is_tag, written)) else []
    said = any(tag in OUTSIDE for tag in known or written)
    return with_prefixes(written) if said or any(one in column for one in _OF_NAMES) else []


def _name(column: str, tag: Any, known: Sequence[str]) -> str:
    if not isinstance(tag, int):
        return str(tag)
    if tag == _IGNORED:
        return "O"
    if not 0 <= tag < len(known):
        raise ValueError(f"{column} has the number {tag}, but there are {len(known)} names")
    return known[tag]


def _are_words(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)
