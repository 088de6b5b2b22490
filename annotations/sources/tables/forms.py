"""What a file is: its ending says, and its beginning where the ending says nothing or lies."""

import codecs
import json
from itertools import islice
from typing import Literal

from annotations.expressions import late
from annotations.sources.letters.decoding import marked
from annotations.sources.source import CORPORA, PACKED, TABLES, Source, beginning
from annotations.sources.tables.columns import by_name

Form = Literal["zip", "packed", "lines", "json", "table", "document"]
"""An archive, a compressed file, a corpus in one of three shapes, or one article."""

_HEAD = 1 << 16
_ZIP = b"PK\x03\x04"
_MAGIC = (b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")
_MANY = late(r'\s*\[\s*(?:\{\s*["}]|\]\s*$)')
_OBJECT = late(r'\s*\{\s*(?:"|\}\s*$)')
_OF_TEXT = ("", ".txt", ".text")
_DELIMITERS = ",;\t|"


def form_of(source: Source, others: tuple[str, ...] = ()) -> Form:
    """What a file is. Endings in `others` are those of documents, which are believed.

    Raises `PostilError` where it cannot be read.
    """
    ending = source.path.suffix.lower()
    if ending == ".zip":
        return "zip"
    if ending in PACKED:
        return "packed"
    if ending in others and ending not in _OF_TEXT:
        return "document"
    head = beginning(source, _HEAD)
    if head.startswith(_MAGIC):
        return "packed"
    if head.startswith(_ZIP):
        return "document" if b"word/" in head or b"[Content" in head else "zip"
    text = start_of(head)
    if form := json_form(text):
        return form
    if ending in CORPORA:
        return "table" if ending in TABLES else "lines"
    if ending == ".json":
        return "json"
    return (
        "table" if _is_table(text, "\t" if ending in _OF_TEXT[1:] else _DELIMITERS) else "document"
    )


def start_of(head: bytes) -> str:
    """The first bytes of a file as text, decoded roughly, only to look at."""
    codec, length = marked(head) or ("utf-8", 0)
    decoder = codecs.getincrementaldecoder(codec)("replace")
    return decoder.decode(head[length:])


def json_form(text: str) -> Form | None:
    """Whether a text begins as JSON, and of which shape."""
    if _MANY.match(text):
        return "json"
    if not _OBJECT.match(text):
        return None
    line, end, rest = text.lstrip().partition("\n")
    try:
        found = json.loads(line)
    except ValueError:
        # The line may go on behind what was read.
        return "json" if end else "lines"
    except RecursionError:
        return "lines"
    alone = not rest.lstrip().startswith("{")
    text_there = by_name("text", list(found))
    if text_there is not None:
        return "json" if alone and isinstance(found[text_there], dict) else "lines"
    wraps = any(isinstance(v, list) and v and isinstance(v[0], dict) for v in found.values())
    return "json" if wraps and alone else "lines"


def _is_table(text: str, delimiters: str) -> bool:
    """Whether a text begins as a table with a column of texts, and no paths to them."""
    import csv  # late: most files are none

    lines = text.splitlines(keepends=True)
    if len(text) >= _HEAD // 4:
        lines = lines[:-1]
    for delimiter in delimiters:
        try:
            rows = list(islice(csv.reader(lines, delimiter=delimiter, strict=True), 5))
        except csv.Error:
            continue
        header = [cell.strip().lower() for cell in rows[0]] if rows else []
        if is_corpus(header) and all(len(row) in (0, len(header)) for row in rows):
            return True
    return False


def is_corpus(header: list[str]) -> bool:
    """Whether a table with these columns is a corpus: it has texts, and no paths to them."""
    return "path" not in header and len(header) > 1 and by_name("text", header) is not None
