"""Hugging Face datasets in: rows of Parquet, Arrow or JSON lines, of texts or of tokens."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from annotations.errors import PostilError
from annotations.formats.format import Shape
from annotations.formats.json_records import keys_in, records
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found
from annotations.formats.record_reading import found_in
from annotations.formats.training import class_labels
from annotations.formats.training.arrow_tables import is_listed, is_table, opened
from annotations.formats.training.tagged_tokens import (
    FLAT,
    REPEATING,
    WORDS,
    Nameless,
    Names,
    Row,
    tagged,
    words_of,
)
from annotations.sources.source import regular
from annotations.sources.tables.annotation_columns import SPAN_COLUMNS, spans_in

_BESIDE_TEXTS = frozenset({FLAT, "ner", "tags", "labels"})
"""What makes lines of texts be read by their tokens, if they have them."""


def read(path: Path, unit: Unit = "code-points", names: Sequence[str] = ()) -> Iterator[Found]:
    """The examples of a file or of a folder, of which postil's own tokens only repeat the spans.

    `names` are what numbers stand for of which the dataset does not say it. Raises `PostilError`
    for a file that is cut off or not what it seems, and where numbers have no names.
    """
    if not path.is_dir():
        regular(path)
    shape = Shape(path)
    heads = [(file, shape.head(file)) for file in shape.files if is_listed(file)]
    known = [(file, head, _columns(file, head)) for file, head in heads]
    spans = any("spans" in columns for _, _, columns in known)
    for file, head, columns in known:
        if not columns & {"text", "sha256", *WORDS} or (spans and columns >= REPEATING):
            continue
        named: Names = {**class_labels.beside(file, path), **({"": names} if names else {})}
        if is_table(head):
            yield from _table(file, head, named, unit)
        else:
            yield from _rows(records(file), named, unit)


def recognises(shape: Shape, ending: str) -> bool:
    """Whether it holds Parquet or Arrow, or else lines of tokens; others are read as jsonl."""
    if ending == ".parquet":
        return any(is_table(head) for _, head in shape.heads)
    return any(_is_tokens(keys_in(head)) for _, head in shape.heads)


def _is_tokens(columns: frozenset[str]) -> bool:
    tagged_too = "text" not in columns or bool(columns & _BESIDE_TEXTS)
    return bool(columns.intersection(WORDS)) and tagged_too


def _columns(file: Path, head: bytes) -> frozenset[str]:
    """The columns of a file, none where it is no table and no JSON."""
    if not is_table(head):
        return keys_in(head)
    with opened(file, head) as table:
        return table.columns


def _table(path: Path, head: bytes, names: Names, unit: Unit) -> Iterator[Found]:
    with opened(path, head) as table:
        rows = ((f"{path}, row {number}", row) for number, row in enumerate(table.rows, 1))
        yield from _rows(rows, {**names, **class_labels.in_schema(table.metadata)}, unit)


def _rows(
    rows: Iterable[tuple[str, Row | PostilError]], names: Names, unit: Unit
) -> Iterator[Found]:
    for where, row in rows:
        if isinstance(row, PostilError):
            yield row
        else:
            yield from _row(row, where, names, unit)


def _row(row: Row, where: str, names: Names, unit: Unit) -> Iterator[Found]:
    """What a row gives; names stand for the numbers of its labels and tags."""
    try:
        if words := words_of(row):
            yield from tagged(row, words, where, names, unit)
            return
        for column in (*SPAN_COLUMNS, "rejected"):
            known = [*names.get(f"{column}.label", names.get("", ()))]
            if known and (spans := spans_in(row.get(column))):
                row[column] = [_named(span, known) for span in spans]
        example, problems = found_in(row, where, unit)
    except Nameless:
        raise
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
