"""A folder for Hugging Face `datasets`: spans of whole articles, and tokens with tags.

The layout `spans` has one row an article, nothing lost; `tokens` has one row a paragraph (several
where a span runs over them), with `ner_tags` for all labels, longest spans first, and a column
`LABEL_tags` for each label. Parquet bears its features as the library itself writes them (the
schema's metadata under `huggingface`), README.md bears them for both, as the hub reads them.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from annotations.annotation import Annotation
from annotations.entity import fields_of
from annotations.example import Example
from annotations.formats.format import Examples, FolderFormat
from annotations.formats.jsonl import codes_of, encode, span_of
from annotations.formats.loss import Loss, Tally
from annotations.formats.pages.front_matter import front_matter
from annotations.formats.request import Request, changed
from annotations.formats.training import hf_features as features
from annotations.formats.training.alignment import (
    WAYS,
    aligned,
    layer,
    names_in_tags,
    paragraphs,
    renamed,
    tags,
    tokens,
)
from annotations.formats.training.hf_reading import read, recognises

Row = dict[str, Any]
README = "README.md"
_GROUP = 500  # rows of a row group: what is held in memory at once
_SIZE = 32_000_000  # code points of texts, of which a row group holds hardly more


def write_parquet(examples: Examples, folder: Path, request: Request) -> Loss:
    """Write Parquet files of both layouts, and the README that `load_dataset` needs."""
    return _write(examples, folder, request, ".parquet", _Parquet)


def write_lines(examples: Examples, folder: Path, request: Request) -> Loss:
    """Write the same rows as JSON lines, labels by name."""
    return _write(examples, folder, request, ".jsonl", _Lines)


def _write(
    examples: Examples, folder: Path, request: Request, ending: str, kind: Callable[..., Any]
) -> Loss:
    labels = request.labels(a.label for e in examples() for a in e.annotations + e.suggestions)
    layouts = {"spans": features.spans(labels, request.negatives)}
    if request.text:
        layouts["tokens"] = features.tokens(labels, request.bioes)
    tally = Tally()
    with ExitStack() as stack:
        files: dict[tuple[str, str], Any] = {}
        for layout, columns in layouts.items():
            (folder / layout).mkdir()
            for part in request.part_names():
                path = folder / layout / f"{part}{ending}"
                files[layout, part] = stack.enter_context(kind(path, columns))
        for example in examples():
            tally.add(example)
            if not {a.label for a in example.annotations + example.suggestions} <= set(labels):
                raise changed(example.article.id)
            part = request.part(example.article.id)
            files["spans", part].add(_spans_row(example, request))
            if request.text:
                for row in _tokens_rows(example, request, labels, tally):
                    files["tokens", part].add(row)
    head = features.head(layouts, request.part_names(), ending)
    (folder / README).write_text(front_matter(head), encoding="utf-8", newline="\n")
    return replace(tally.loss, head=head)


def _spans_row(example: Example, request: Request) -> Row:
    article = example.article
    row = {
        "id": article.id,
        "title": article.title,
        "text": article.text if request.text else None,
        "sha256": article.digest,
        **article.meta.as_dict(),
        "more": encode(article.meta.more).decode() if article.meta.more else None,
        "status": example.status,
        "codes": encode(codes_of(example)).decode() if example.codes else None,
        "clusters": encode(list(map(fields_of, example.entities))).decode()
        if example.entities
        else None,
        "spans": [_span(a, article.text, request) for a in example.annotations],
        "links": [to_builtins(link) for link in example.links],
    }
    if request.negatives:
        found = (a for a in example.suggestions if a.verdict == "rejected")
        row["rejected"] = [_span(a, article.text, request) for a in found]
    return row


_MORE = ("created", "updated", "agreed", "way", "guideline", "extra")


def _span(annotation: Annotation, text: str, request: Request) -> Row:
    span = span_of(annotation, text, request.text)
    more = {name: getattr(annotation, name) for name in _MORE}
    return {
        "id": span.id,
        "start": span.start,
        "end": span.end,
        "label": span.label,
        "text": span.text if request.text else None,
        "sha256": None if request.text else span.sha256,
        "annotator": span.annotator,
        "attrs": encode(span.attrs).decode(),
        "note": annotation.note,
        "origin": annotation.origin,
        "score": annotation.score,
        "verdict": annotation.verdict,
        "more": encode({k: v for k, v in more.items() if v}).decode(),
    }


def _tokens_rows(
    example: Example, request: Request, labels: tuple[str, ...], tally: Tally
) -> Iterator[Row]:
    """The paragraphs of an article, those that a span runs over as one."""
    text = example.article.text
    found = list(tokens(text, request.tokens or WAYS[0]))
    placed = aligned(text, found, example.annotations, request.unaligned, tally)
    names = names_in_tags(labels)
    renamed((annotation for annotation, _ in placed.ranges), names, tally)
    layers = {features.FLAT: layer(placed.ranges, tally, features.FLAT)}
    for label, column in features.label_columns(labels).items():
        own = [found for found in placed.ranges if found[0].label == label]
        layers[column] = layer(own, tally, column)
    columns = {
        column: tags(ranges, len(placed.tokens), request.bioes, names)
        for column, ranges in layers.items()
    }
    ranges = [place for _, place in placed.ranges]
    for number, (first, last) in enumerate(paragraphs(text, placed.tokens, ranges)):
        inside = placed.tokens[first:last]
        yield {
            "id": f"{example.article.id}#{number}",
            "article": example.article.id,
            "tokens": [text[start:end] for start, end in inside],
            "starts": [start for start, _ in inside],
            "ends": [end for _, end in inside],
            **{column: found[first:last] for column, found in columns.items()},
        }


class _Lines:
    """A file of rows as JSON lines."""

    def __init__(self, path: Path, _columns: features.Columns) -> None:
        self._file = path.open("wb")

    def __enter__(self) -> "_Lines":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, row: Row) -> None:
        """Write a row."""
        self._file.write(encode(row) + b"\n")


class _Parquet:
    """A file of rows as Parquet, labels as numbers of a ClassLabel."""

    def __init__(self, path: Path, columns: features.Columns) -> None:
        import pyarrow.parquet

        self._schema = features.schema(columns)
        self._file = pyarrow.parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._numbered = features.numbering(columns)
        self._rows: list[Row] = []
        self._size = 0

    def __enter__(self) -> "_Parquet":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._flush()
        self._file.close()

    def add(self, row: Row) -> None:
        """Keep a row until there are enough to write."""
        self._rows.append({name: self._numbered[name](value) for name, value in row.items()})
        self._size += len(row.get("text") or "")
        if len(self._rows) >= _GROUP or self._size >= _SIZE:
            self._flush()

    def _flush(self) -> None:
        import pyarrow

        if self._rows:
            self._file.write_table(pyarrow.Table.from_pylist(self._rows, self._schema))
        self._rows.clear()
        self._size = 0


_OPTIONS = frozenset({"tokens", "unaligned", "bioes", "text", "negatives", "parts"})
_CARRIES = "everything (layout `spans`); rejected suggestions with `--negatives`"

PARQUET = FolderFormat(
    name="hf",
    summary="Hugging Face datasets: Parquet with ClassLabel features, as spans and as tokens",
    carries=_CARRIES,
    lossless=True,
    details="""\
`load_dataset("corpus", "spans")` gives one row per article with everything known about it,
`attrs` and `more` (other columns; for a span, times, who agreed, the way it came about, its
guideline and fields of later versions) as JSON.
`load_dataset("corpus", "tokens")` gives one row per paragraph with `tokens`, their `starts` and
`ends` in the article, `ner_tags` for all labels (the longest of overlapping spans) and
`LABEL_tags` for each label: what token classifiers are trained on, and short enough not to be
cut. Labels and tags are ClassLabels, all those of the scheme whether they occur or not, so that
two exports agree on their numbers. The part dev is the split `validation`. With `--no-text` there
are no tokens.

Of other people's datasets Parquet, JSON lines and folders of `save_to_disk` are read. Tokens
stand under `tokens` or `words`, their tags under `ner_tags`, else `ner`, `tags` or `labels`, with
or without B- and I-; a text beside them is the article. Numbers have their names from the schema,
from the head of README.md, from `dataset_info.json`, or from a file of names beside them
(`label.json`, `label2id.json`, `id2label.json`, `labels.txt`); where none says it, name them in
order, as in `--names O,B-actor,I-actor`.""",
    options=_OPTIONS,
    tokens=WAYS,
    needs_card=True,
    extra="parquet",
    module="pyarrow",
    write=write_parquet,
    read=read,
    numbered=True,
    recognises=lambda shape: recognises(shape, ".parquet"),
)
LINES = FolderFormat(
    name="hf-jsonl",
    summary="the same rows as JSON lines, without pyarrow",
    carries=_CARRIES,
    lossless=True,
    details="""\
Labels and tags are names here; README.md makes them ClassLabels when the folder is loaded. The
JSON loader of `datasets` takes a column of whole dates for times, so `published` may come as
`2031-03-04 00:00:00`. [hf](#hf) keeps it as it is.""",
    options=_OPTIONS,
    tokens=WAYS,
    needs_card=True,
    write=write_lines,
    read=read,
    numbered=True,
    recognises=lambda shape: recognises(shape, ".jsonl"),
)
