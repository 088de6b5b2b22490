"""doccano: spans alone where these say all, else entities and relations; its own exports in.

Shapes after doccano's `data_import` and `data_export`. It counts code points, has numbers of its
own for texts, spans and relations, and keeps any other column of a row as it is.
"""

import re
from collections.abc import Iterator
from itertools import count, pairwise
from pathlib import Path
from typing import Any

from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats.format import Examples, FileFormat, Outs, Shape
from annotations.formats.json_records import keys_in, records
from annotations.formats.jsonl import encode
from annotations.formats.loss import Loss, Tally
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found, Unread
from annotations.formats.record_reading import found_in
from annotations.formats.request import Request
from annotations.formats.tools.beside import beside
from annotations.formats.tools.dialects import translated
from annotations.formats.tools.restoring import NAME, kept_in
from annotations.sources.tables.annotation_columns import said

_SPANS = frozenset({"label", "entities"})
_COMMENTS = "Comments"
_OLD = re.compile(rb'"data"\s*:\s*"')
"""Where the text stood in exports of doccano 1.4."""
_EVERYBODY = "all"
"""What doccano calls the file of an export that does not tell people apart."""

Row = dict[str, Any]


def write(examples: Examples, outs: Outs, request: Request) -> Loss:
    """Write a row for each article, of one shape in all: of a missing column doccano makes NaN."""
    flat = all(map(_is_flat, examples()))
    tally, numbers = Tally(), count(1)
    for example in examples():
        tally.add(example)
        kept = beside(example, request, {tag.id: () for tag in example.annotations})
        row = {"text": example.article.text, "title": example.article.title, NAME: kept}
        row |= _spans(example) if flat else _entities(example, numbers)
        outs(request.part(example.article.id)).write(encode(row) + b"\n")
    return tally.loss


def _is_flat(example: Example) -> bool:
    found = sorted(example.annotations, key=lambda tag: tag.order)
    return not example.links and all(a.end <= b.start for a, b in pairwise(found))


def _spans(example: Example) -> Row:
    return {"label": [[tag.start, tag.end, tag.label] for tag in example.annotations]}


def _entities(example: Example, numbers: Iterator[int]) -> Row:
    """Entities and relations, each with a number that no other in the file has."""
    ids = {tag.id: next(numbers) for tag in example.annotations}
    return {
        "entities": [
            {"id": ids[a.id], "label": a.label, "start_offset": a.start, "end_offset": a.end}
            for a in example.annotations
        ],
        "relations": [
            {"id": next(numbers), "from_id": ids[k.source], "to_id": ids[k.target], "type": k.type}
            for k in example.links
        ],
    }


def read(path: Path, unit: Unit = "code-points") -> Iterator[Found]:
    """The rows of a file, or of every file of a folder, which is named after its annotator.

    Raises `PostilError` where there is no such file, or it is cut off.
    """
    for file in Shape(path).those(_is_of_rows):
        who = "" if file in (path, file.with_stem(_EVERYBODY)) else file.stem
        for where, row in records(file):
            yield from [row] if isinstance(row, PostilError) else _read(row, where, unit, who)


def recognises(shape: Shape) -> bool:
    """Whether it holds rows as doccano exports them, or takes them in from postil."""
    return any(_is_of_rows(head) for _, head in shape.heads)


def _is_of_rows(head: bytes) -> bool:
    keys = keys_in(head)
    if "data" in keys and "text" not in keys:
        return bool(keys & _SPANS) and bool(_OLD.search(head))
    return "text" in keys and bool(keys & _SPANS) and bool(keys & {_COMMENTS, NAME})


def _read(row: Row, where: str, unit: Unit, who: str) -> Iterator[Found]:
    if "text" not in row and isinstance(row.get("data"), str):
        row = {**row, "text": row["data"]}
        del row["data"]
    told = translated(row)
    record = {name: value for name, value in told.record.items() if name != _COMMENTS}
    if not kept_in(row) and row.get("id") is not None:
        record["id"] = f"doccano-{row['id']}"
    for span in record.get("spans", ()):
        if who and isinstance(span, dict):
            span.setdefault("annotator", who)
    try:
        example, problems = found_in(record, where, unit)
    except PostilError as error:
        yield error
        return
    names = told.unread + ((f"\u201c{_COMMENTS}\u201d",) if said(row.get(_COMMENTS)) else ())
    yield from (Unread(name, where) for name in names)
    yield from (one for one in problems if not isinstance(one, Unread))
    yield example


FORMAT = FileFormat(
    name="doccano",
    summary="doccano: sequence labelling, with relations where there are some",
    carries="everything; rejected suggestions with `--negatives`",
    lossless=True,
    details="""\
One row for each article. If no tags overlap and there are no links, spans stand under `label`; else
there are `entities` and `relations`: make the project with *Allow overlapping spans* and *Use
relation labeling* then, or doccano drops what overlaps without a word. What it has no place for
travels in the column `postil`, which it exports as metadata, and comes back as long as a span has
its place and label. Its export is read as it is, the zip or what is in it: `all.jsonl`, or a file
for each person, whose name is the annotator. Its numbers of texts say nothing: an article is found
by its text.""",
    options=frozenset({"negatives", "parts"}),
    write=write,
    ending=".jsonl",
    read=read,
    recognises=recognises,
)
