"""Hugging Face datasets in: rows of Parquet or JSON lines, with spans of a text or with tokens."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from annotations.errors import PostilError, UsageError
from annotations.extras import adding
from annotations.formats.format import Shape
from annotations.formats.json_records import keys_in, records
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found, Unread, unreadable
from annotations.formats.rebuilding import entities, home_of, is_tag, rebuilt
from annotations.formats.record_reading import found_in
from annotations.formats.tools.dialects import unread_in
from annotations.sources.source import regular
from annotations.sources.tables.annotation_columns import SPAN_COLUMNS, annotation_like, spans_in

_PARQUET = b"PAR1"
_TAGS = "_tags"
_FLAT = f"ner{_TAGS}"
_REPEATING = {"tokens", "article", "starts", "ends"}
"""The columns by which postil's own rows of tokens are known."""
_BATCH = 100  # rows
_LARGEST = 2**30  # bytes of one row group, unpacked

Row = dict[str, Any]
Names = Mapping[str, list[str]]


def read(path: Path, unit: Unit = "code-points") -> Iterator[Found]:
    """The examples of a file or of a folder, of which postil's own tokens only repeat the spans.

    Raises `PostilError` for a file that is cut off or not what it seems.
    """
    if not path.is_dir():
        regular(path)
    shape = Shape(path)
    known = [(file, _columns(file, shape.head(file))) for file in shape.files]
    spans = any("spans" in columns for _, columns in known)
    for file, columns in known:
        if not columns & {"text", "sha256", "tokens"} or (spans and columns >= _REPEATING):
            continue
        if Shape(file).head(file).startswith(_PARQUET):
            yield from _parquet(file, unit)
        else:
            yield from _lines(file, unit)


def recognises(shape: Shape, ending: str) -> bool:
    """Whether it holds Parquet, or else lines of tokens; lines with spans are read as jsonl."""
    if ending == ".parquet":
        return any(_is_parquet(head) for _, head in shape.heads)
    return any(_is_tokens(keys_in(head)) for _, head in shape.heads)


def _is_parquet(head: bytes) -> bool:
    return head.startswith(_PARQUET)


def _is_tokens(columns: frozenset[str]) -> bool:
    return "tokens" in columns and "text" not in columns


def _columns(file: Path, head: bytes) -> frozenset[str]:
    """The columns of a file, none where it is neither Parquet nor JSON."""
    if not _is_parquet(head):
        return keys_in(head)
    with _opened(file) as parquet:
        return frozenset(parquet.schema_arrow.names)


def _lines(path: Path, unit: Unit) -> Iterator[Found]:
    for where, row in records(path):
        if isinstance(row, PostilError):
            yield row
        else:
            yield from _row(row, where, {}, unit)


def _parquet(path: Path, unit: Unit) -> Iterator[Found]:
    number = 0
    with _opened(path) as file:
        names = _class_labels(file.schema_arrow.metadata or {})
        for group in range(file.metadata.num_row_groups):
            if file.metadata.row_group(group).total_byte_size > _LARGEST:
                raise unreadable(path, f"row group {group} is larger than {_LARGEST // 2**20} MB")
        for batch in file.iter_batches(batch_size=_BATCH):
            for row in batch.to_pylist():
                number += 1
                yield from _row(row, f"{path}, row {number}", names, unit)


def _row(row: Row, where: str, names: Names, unit: Unit) -> Iterator[Found]:
    """What a row gives; names stand for the numbers of its labels and tags."""
    try:
        if _is_tokens(frozenset(row)) and "spans" not in row:
            yield from _tokens(row, where, names)
            return
        for column in (*SPAN_COLUMNS, "rejected"):
            known = names.get(f"{column}.label", [])
            if known and (spans := spans_in(row.get(column))):
                row[column] = [_named(span, known) for span in spans]
        example, problems = found_in(row, where, unit)
    except PostilError as error:
        yield error
        return
    except (ValueError, IndexError, TypeError) as error:
        yield PostilError(f"{where} is wrong: {error}; left out.", "Correct the row.")
        return
    yield from problems
    yield example


def _named(span: Any, names: list[str]) -> Any:
    """A span with its label by name."""
    label = span.get("label") if isinstance(span, dict) else None
    return {**span, "label": names[label]} if isinstance(label, int) else span


def _tokens(row: Row, where: str, names: Names) -> Iterator[Found]:
    """The example that tokens and the columns of tags over them stand for, and what is not read."""
    tokens = list(map(str, row["tokens"]))
    tagged = {name: _tags(row[name], names.get(name)) for name in row if _is_tagging(name, row)}
    used = _layers(row, tagged)
    if not used and tagged:
        column, tags = next(iter(tagged.items()))
        if tags is None:
            what = f"{where} has numbers in {column}, but no names for them."
            raise PostilError(what, "Export it as Parquet, or with names as tags.")
        entities(tags)
    found = []
    for column in used:
        tags = tagged[column] or []
        if len(tags) != len(tokens):
            raise ValueError(f"{column} has {len(tags)} tags for {len(tokens)} tokens")
        found += entities(tags)
    repeated = {_FLAT} if row.keys() >= _REPEATING else set()
    yield from (Unread(name, where) for name in unread_in(row, {*used, *repeated}))
    yield replace(rebuilt([tokens], found, where), home=home_of(row))


def _layers(row: Row, tagged: Mapping[str, list[str] | None]) -> list[str]:
    """The columns to read: those of a label each, as postil writes them, else one for all."""
    usable = {name: tags for name, tags in tagged.items() if tags and all(map(is_tag, tags))}
    layers = [name for name in usable if name != _FLAT]
    if row.keys() >= _REPEATING and layers:
        return layers
    if _FLAT in usable:
        return [_FLAT]
    named = [name for name in layers if {tag[2:] + _TAGS for tag in usable[name]} <= {name, _TAGS}]
    return named or layers[:1]


def _is_tagging(name: str, row: Row) -> bool:
    """Whether a column seems to have a tag for every token."""
    value = row[name]
    even = isinstance(value, list) and (name == _FLAT or len(value) == len(row["tokens"]))
    return even and name != "tokens" and annotation_like(name)


def _tags(tags: list[Any], names: list[str] | None) -> list[str] | None:
    """Tags by name; `None` for numbers that have none."""
    if not (tags and all(isinstance(tag, int) for tag in tags)):
        return [tag if isinstance(tag, str) else "" for tag in tags]
    return [names[tag] for tag in tags] if names else None


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """A Parquet file; whatever pyarrow meets in it is a `PostilError`."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        what = "Parquet needs pyarrow, which is not installed."
        raise UsageError(what, adding("parquet")) from None
    try:
        yield pyarrow.parquet.ParquetFile(path)
    except (OSError, ValueError, pyarrow.ArrowException) as error:
        raise unreadable(path, error) from None


def _class_labels(metadata: Mapping[bytes, bytes]) -> dict[str, list[str]]:
    """The names of every ClassLabel in a schema's metadata, by column or `column.field`."""
    found: dict[str, list[str]] = {}

    def walk(kind: Any, name: str) -> None:
        if isinstance(kind, list) and kind:
            walk(kind[0], name)
        elif isinstance(kind, dict) and kind.get("_type") == "ClassLabel":
            found[name] = [str(one) for one in kind.get("names", [])]
        elif isinstance(kind, dict) and "feature" in kind and "_type" in kind:
            walk(kind["feature"], name)
        elif isinstance(kind, dict):
            for key, inner in kind.items():
                walk(inner, f"{name}.{key}")

    try:
        features = json.loads(metadata.get(b"huggingface", b"{}"))["info"]["features"]
        for name, kind in features.items():
            walk(kind, name)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return found
