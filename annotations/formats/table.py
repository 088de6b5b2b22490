"""Tables of spans and links, as csv or tsv, beside a JSONL file of the articles.

A span's columns are those of a record (`attrs` and `extra` as JSON); every text is quoted, so
that line breaks and separators in it are no trouble (RFC 4180).
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from annotations.annotation import Annotation
from annotations.attributes import PAIR
from annotations.entity import resolved
from annotations.example import Example
from annotations.formats.format import Examples, FolderFormat
from annotations.formats.jsonl import encode, record_of, span_of
from annotations.formats.loss import Loss, Tally
from annotations.formats.request import Request
from annotations.formats.table_reading import (
    BESIDE,
    GUARD,
    GUARDED,
    LINK_COLUMNS,
    SPAN_COLUMNS,
    read,
    recognises,
)

Writer = Callable[[Examples, Path, Request], Loss]
DOCUMENTS = "documents.jsonl"
_JSON = ("attrs", "extra")
_CLUSTERS = ("cluster", "entity", "name", "article", "span")
_PAIRS = ("pair", "article", "span")


def write_csv(examples: Examples, folder: Path, request: Request) -> Loss:
    """Write `spans.csv`, `links.csv` and `documents.jsonl`, in a folder for each part."""
    return _write(examples, folder, request, ".csv", ",")


def write_tsv(examples: Examples, folder: Path, request: Request) -> Loss:
    """The same with tabs, as `spans.tsv` and `links.tsv`."""
    return _write(examples, folder, request, ".tsv", "\t")


def _write(examples: Examples, folder: Path, request: Request, ending: str, sep: str) -> Loss:
    tally = Tally()
    with ExitStack() as stack:
        parts = {}
        for part in request.part_names(alone=""):
            (folder / part).mkdir(exist_ok=True)
            parts[part] = _Tables(folder / part, request, ending, sep, stack)
        for example in examples():
            tally.add(example)
            parts[request.part(example.article.id, alone="")].add(example)
    return tally.loss


class _Tables:
    """The files of one part, open."""

    def __init__(
        self, folder: Path, request: Request, ending: str, sep: str, stack: ExitStack
    ) -> None:
        self._request, self._guard = request, [GUARD] if request.spreadsheet else []
        columns = ("article", *SPAN_COLUMNS) if request.text else ("article", *_TEXTLESS)
        names = {"spans": columns, "links": LINK_COLUMNS}
        names |= {"clusters": _CLUSTERS, "pairs": _PAIRS}
        if request.negatives:
            names["rejected"] = columns
        # Excel takes a file without a byte order mark for one in a local encoding.
        encoding = "utf-8-sig" if request.spreadsheet else "utf-8"
        self._rows = {}
        for name, header in names.items():
            path = folder / f"{name}{ending}"
            file = stack.enter_context(path.open("w", encoding=encoding, newline=""))
            writer = csv.writer(
                file, delimiter=sep, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n"
            )
            writer.writerow((*header, *(["guard"] if self._guard else [])))
            self._rows[name] = writer
        self._documents = stack.enter_context((folder / DOCUMENTS).open("wb"))
        self._columns = columns[1:]

    def add(self, example: Example) -> None:
        """Write an example's rows and its line."""
        id, text = example.article.id, example.article.text
        record = record_of(
            replace(example, annotations=(), links=(), suggestions=()), self._request
        )
        record.spans = record.links = UNSET
        self._documents.write(encode(record) + b"\n")
        self._spans("spans", id, text, example.annotations)
        if self._request.negatives:
            self._spans("rejected", id, text, _rejected(example))
        for link in example.links:
            self._write("links", (id, link.type, link.source, link.target))
        known = {one.id: one for one in example.entities}
        same = resolved(known)
        for tag in example.annotations:
            for value in filter(known.__contains__, map(str, tag.attrs.values())):
                self._write("clusters", (same[value], value, known[value].name, id, tag.id))
            if pair := tag.attrs.get(PAIR):
                self._write("pairs", (pair, id, tag.id))

    def _spans(self, table: str, id: str, text: str, found: Iterable[Annotation]) -> None:
        for annotation in found:
            span = span_of(annotation, text, self._request.text)
            given = {name: getattr(annotation, name) for name in BESIDE}
            if few := {name: value for name, value in given.items() if value}:
                span.extra = {**(span.extra or {}), **few}
            cells = [_cell(name, getattr(span, name)) for name in self._columns]
            self._write(table, (id, *cells))

    def _write(self, table: str, cells: Sequence[object]) -> None:
        if self._guard:
            cells = [_guarded(cell) for cell in cells]
        self._rows[table].writerow((*cells, *self._guard))


_TEXTLESS = tuple("sha256" if column == "text" else column for column in SPAN_COLUMNS)


def _rejected(example: Example) -> list[Annotation]:
    return [a for a in example.suggestions if a.verdict == "rejected"]


def _cell(name: str, value: Any) -> object:
    """A value as a cell; what is not set is empty."""
    if name in _JSON:
        return encode(value).decode() if isinstance(value, dict) and value else ""
    return value if isinstance(value, (str, int, float)) else ""


def _guarded(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return GUARD + cell if isinstance(cell, str) and cell.startswith(GUARDED) else cell


_DETAILS = """\
`spans.{ending}` has one row per span: `article`, `id`, `start`, `end`, `label`, `text`,
`annotator`, `attrs` (JSON), `note`, `origin`, `score`, `verdict`, `created`, `updated`, `extra`
(JSON, with `agreed`, the annotators who say so, where that was settled between several, and
`way`, how a tag came about if not where it stands, and `guideline`, the digest of the guideline it
was made under);
`links.{ending}` has `article`, `type`, `from`, `to`; `clusters.{ending}` says which span
means whom (`cluster`, `entity`, `name`, `article`, `span`), `pairs.{ending}` which are the
same in several articles (`pair`, `article`, `span`); `documents.jsonl` has the articles
with texts and metadata. With parts there is a folder for each. All texts are quoted, and dates
are texts. `--spreadsheet` adds a byte order mark, puts `'` before cells that a spreadsheet would
take for formulas, and says so in a column `guard`, so that an import can remove it again. pandas
reads NA and null as missing unless you pass `keep_default_na=False`."""


def _format(name: str, summary: str, separators: str, write: Writer) -> FolderFormat:
    return FolderFormat(
        name=name,
        summary=summary,
        carries="everything; rejected suggestions with `--negatives`",
        signed=True,
        lossless=True,
        details=_DETAILS.format(ending=name),
        options=frozenset({"text", "negatives", "spreadsheet", "parts"}),
        write=write,
        read=read,
        recognises=lambda shape: recognises(shape, separators),
    )


CSV = _format("csv", "tables of spans and links, and a JSONL file of the articles", ",;", write_csv)
TSV = _format("tsv", "the same tables with tabs", "\t", write_tsv)
