"""postil's own JSONL: one article a line with all that is known of it; nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

from annotations.errors import PostilError
from annotations.formats.format import Examples, FileFormat, Outs, Shape
from annotations.formats.json_records import keys_in, records
from annotations.formats.loss import Loss, Tally
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found, Mended, Unplaced
from annotations.formats.record_reading import found_in
from annotations.formats.records import encode, record_of
from annotations.formats.request import Request

__all__ = ["FORMAT", "Mended", "read", "write"]


def write(examples: Examples, outs: Outs, request: Request) -> Loss:
    """Write one line for each example into the file of its part."""
    tally = Tally()
    for example in examples():
        tally.add(example)
        record = record_of(example, request, example.suggestions)
        outs(request.part(example.article.id)).write(encode(record) + b"\n")
    return tally.loss


def read(path: Path, unit: Unit = "code-points") -> Iterator[Found]:
    """The examples of a file, or of every such file in a folder, one at a time.

    What could be put right is given as a `Mended`, what had to be left out as a `PostilError`.
    Lines that are articles without spans are read as well. Raises `PostilError` where there is no
    such file, or it is cut off.
    """
    digests: dict[str, str] = {}
    for file in Shape(path).files if path.is_dir() else (path,):
        if file == path or looks_like(Shape(file).head(file)):
            yield from _read(file, digests, unit)


def _read(path: Path, digests: dict[str, str], unit: Unit) -> Iterator[Found]:
    for where, found in records(path):
        try:
            if isinstance(found, PostilError):
                raise found
            example, problems = found_in(found, where, unit)
            article = example if isinstance(example, Unplaced) else example.article
            if digests.setdefault(article.id, article.digest) != article.digest:
                what = f"{where}: another line has the id {article.id}, but a different text."
                raise PostilError(what, "Give one of them a different id.")
        except PostilError as error:
            yield error
            continue
        yield from problems
        yield example


def recognises(shape: Shape) -> bool:
    """Whether it holds lines that are objects with a text or the digest of one."""
    return any(looks_like(head) for _, head in shape.heads)


def looks_like(head: bytes) -> bool:
    """Whether a file begins with an object that has a text or the digest of one."""
    return not keys_in(head).isdisjoint({"text", "sha256"})


FORMAT = FileFormat(
    name="jsonl",
    summary="postil's own: one article a line, nothing lost",
    carries="everything",
    lossless=True,
    details="""\
One object per line, or with parts one file `PART.jsonl` for each: `id`, `title`, `text`, `sha256`
(of the text in UTF-8), `meta` (with any other columns in it), `spans`, `links`, `status`. A span
has `id`, `start`, `end`, `label`, `text`, `annotator` and `attrs`, and where they are set `note`,
`origin`, `score`, `verdict`, `created`, `updated` and `extra` (fields of later versions).
`suggestions`, if there are any, are those that wait or were rejected, as their `verdict` says.
`codes`, if there are any, are what annotators say of the whole article: `{"ana": {"frame":
"conflict"}}`. With `--no-text` there is no `text`, and a span has the `sha256` of its words.""",
    options=frozenset({"text", "negatives", "parts"}),
    write=write,
    ending=".jsonl",
    read=read,
    recognises=recognises,
)
