"""Hugging Face datasets in: rows of Parquet or JSON lines, with spans of a text or with tokens."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotations.errors import PostilError, UsageError
from annotations.extras import adding
from annotations.formats.jsonl import looks_like
from annotations.formats.reading import Found, unreadable
from annotations.formats.rebuilding import entities, rebuilt
from annotations.formats.record_reading import found_in
from annotations.formats.shape import Shape, first_line
from annotations.sources.jsonl import CutOff, objects, place
from annotations.sources.text import regular

_PARQUET = b"PAR1"
_TAGS = "_tags"
_FLAT = "ner_tags"
_BATCH = 100  # rows
_LARGEST = 2**30  # bytes of one row group, unpacked

Row = dict[str, Any]
Names = Mapping[str, list[str]]


def read(path: Path) -> Iterator[Found]:
    """The examples of a file or of a folder; rows with spans are preferred to rows of tokens.

    Raises `PostilError` for a file that is cut off or not what it seems.
    """
    if not path.is_dir():
        regular(path)
    heads = Shape(path).heads
    files = [
        file
        for file, head in heads
        if _is_parquet(head) or _is_tokens_line(head) or looks_like(head)
    ]
    spans = [file for file, head in heads if file in files and not _is_tokens(file, head)]
    for file in spans or files:
        if Shape(file).head(file).startswith(_PARQUET):
            yield from _parquet(file)
        else:
            yield from _lines(file)


def recognises(shape: Shape, ending: str) -> bool:
    """Whether it holds Parquet, or else lines of tokens; lines with spans are read as jsonl."""
    known = _is_parquet if ending == ".parquet" else _is_tokens_line
    return any(known(head) for _, head in shape.heads)


def _is_parquet(head: bytes) -> bool:
    return head.startswith(_PARQUET)


def _is_tokens_line(head: bytes) -> bool:
    line = first_line(head)
    return line.startswith(b"{") and b'"tokens"' in line and b'"text"' not in line


def _is_tokens(file: Path, head: bytes) -> bool:
    if not _is_parquet(head):
        return _is_tokens_line(head)
    names = _opened(file).schema_arrow.names
    return "tokens" in names and "spans" not in names


def _lines(path: Path) -> Iterator[Found]:
    for line, row in objects(path):
        where = place(path, line.number)
        if isinstance(row, CutOff):
            raise unreadable(where, "it is cut off")
        if isinstance(row, PostilError):
            yield row
            continue
        yield from _row(row, where, {})


def _parquet(path: Path) -> Iterator[Found]:
    file = _opened(path)
    names = _class_labels(file.schema_arrow.metadata or {})
    number = 0
    for group in range(file.metadata.num_row_groups):
        if file.metadata.row_group(group).total_byte_size > _LARGEST:
            raise unreadable(path, f"row group {group} is larger than {_LARGEST // 2**20} MB")
    try:
        for batch in file.iter_batches(batch_size=_BATCH):
            for row in batch.to_pylist():
                number += 1
                yield from _row(row, f"{path}, row {number}", names)
    except OSError as error:
        raise unreadable(path, error) from None
    except ValueError as error:  # pyarrow's own errors are among these
        raise unreadable(path, error) from None


def _row(row: Row, where: str, names: Names) -> Iterator[Found]:
    """What a row gives; names stand for the numbers of its labels and tags."""
    try:
        if isinstance(row.get("tokens"), list) and "spans" not in row:
            yield _tokens(row, where, names)
            return
        for column in ("spans", "rejected"):
            if isinstance(spans := row.get(column), list):
                row[column] = [_span(span, names.get(f"{column}.label", [])) for span in spans]
        example, problems = found_in(row, where)
    except PostilError as error:
        yield error
        return
    except (ValueError, IndexError, TypeError) as error:
        yield PostilError(f"{where} is not as it should be: {error}; left out.", "Mend the row.")
        return
    yield from problems
    yield example


def _span(span: Any, names: list[str]) -> Any:
    """A span with its label by name."""
    if not isinstance(span, dict):
        return span
    label = span.get("label")
    return {**span, "label": names[label]} if isinstance(label, int) and names else span


def _tokens(row: Row, where: str, names: Names) -> Found:
    """The example that tokens and every column of tags over them stand for."""
    columns = [name for name in row if name.endswith(_TAGS) and isinstance(row[name], list)]
    layers = [name for name in columns if name != _FLAT] or columns
    found = []
    for column in layers:
        tags = row[column]
        if tags and isinstance(tags[0], int):
            known = names.get(column)
            if not known:
                what = f"{where} has numbers in {column}, and no names for them."
                raise PostilError(what, "Export it as Parquet, or with names as tags.")
            tags = [known[tag] for tag in tags]
        if len(tags) != len(row["tokens"]):
            raise ValueError(f"{column} has {len(tags)} tags for {len(row['tokens'])} tokens")
        found += entities(tags)
    words = [str(token).strip() for token in row["tokens"]]
    if not all(words) or any(word.split() != [word] for word in words):
        raise ValueError("a token is empty or holds white space")
    return replace(rebuilt([words], found, where), home=_home(row))


def _home(row: Row) -> tuple[str, int, int] | None:
    """Which article a row of tokens says to come from, and where its tokens begin and end there."""
    id, starts, ends = (row.get(name) for name in ("article", "starts", "ends"))
    if isinstance(id, str) and isinstance(starts, list) and isinstance(ends, list):
        numbers = [*starts[:1], *ends[-1:]]
        if len(numbers) == 2 and all(type(number) is int for number in numbers):
            return id, numbers[0], numbers[1]
    return None


def _opened(path: Path) -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        what = "Parquet needs pyarrow, which is not installed."
        raise UsageError(what, adding("parquet")) from None
    try:
        return pyarrow.parquet.ParquetFile(path)
    except (OSError, pyarrow.ArrowException) as error:
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
