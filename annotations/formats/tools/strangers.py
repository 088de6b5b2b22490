"""Files of other tools that postil does not read: what they are, and what to save instead."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

from annotations.formats.format import Shape, first_line
from annotations.formats.json_records import keys_in
from annotations.sources.source import LONGEST_LINE

_LINES = "Save it as JSON lines with a text and its spans, or as CoNLL columns."
_TOLD = 12
_BRAT = re.compile(rb"T\d+\t\S+ \d+ \d+")
_TAG_FIRST = re.compile(rb"(?:O|[BIES][-_]\S+)[\t ]+\S+\s*")
_PAIRS = re.compile(
    rb'(?:\w+\s*=\s*)?\[\s*[\[(]\s*["\'].*?["\']\s*,\s*\{\s*["\']entities', re.DOTALL
)
_CONLL_U = re.compile(rb"\d+(?:[-.]\d+)?\t(?:[^\t\n]*\t){8}")

Seen = Callable[[Path, bytes], str]


def stranger(shape: Shape) -> tuple[str, str] | None:
    """What a file or folder looks like, and what to do; `None` where nothing is known of it."""
    for seen, hint in _KINDS:
        for path, head in shape.heads:
            if head and (found := seen(path, head)):
                within = "" if path == shape.path else f"{path.name} in "
                what = f"{within}{shape.path} looks like {found}"
                return f"{what}, which postil import cannot read.", hint
    return None


def _with_keys(name: str, *ways: frozenset[str]) -> Seen:
    """Told by the keys of the first object."""

    def seen(path: Path, head: bytes) -> str:
        keys = keys_in(head)
        if not any(way <= keys for way in ways):
            return ""
        count = _count(path, head)
        return name.format(f"{count:,} " if count else "", "" if count == 1 else "s")

    return seen


def _with_words(name: str, *words: bytes) -> Seen:
    """Told by words near the beginning."""
    return lambda _, head: name if any(word in head[:4096] for word in words) else ""


def _beginning(name: str, *words: bytes) -> Seen:
    """Told by the first bytes."""
    return lambda _, head: name if head.removeprefix(b"\xef\xbb\xbf").startswith(words) else ""


def _matching(name: str, pattern: re.Pattern[bytes]) -> Seen:
    """Told by a line."""
    return lambda _, head: name if any(map(pattern.match, head.split(b"\n")[:50])) else ""


def _tags_first(_: Path, head: bytes) -> str:
    lines = [line for line in head.split(b"\n")[:50] if line.strip()]
    alike = len(lines) > 1 and all(map(_TAG_FIRST.fullmatch, lines))
    return "columns with the tag before the token" if alike else ""


def _any_json(_: Path, head: bytes) -> str:
    keys = sorted(keys_in(head))
    return f"JSON with {_listed(keys)}, and no text" if keys else ""


def _table(_: Path, head: bytes) -> str:
    line = first_line(head).decode("utf-8", "replace")
    separator = max(",;\t", key=line.count)
    try:
        columns = next(csv.reader([line], delimiter=separator), []) if separator in line else []
    except csv.Error:
        return ""
    # A sentence has commas too, with spaces after them.
    if not all(cell == cell.strip() and 0 < len(cell) < 40 for cell in columns) or b"\0" in head:
        return ""
    return f"a table with the columns {_listed(columns)}" if columns else ""


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_TOLD]) + (", ..." if len(names) > _TOLD else "")


def _count(path: Path, head: bytes) -> int:
    """How many records there are, 0 where that would take too long to know."""
    if path.stat().st_size > LONGEST_LINE:
        return 0
    data = path.read_bytes()
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return sum(1 for line in data.split(b"\n") if line.strip().startswith(b"{"))
    return len(found) if isinstance(found, list) else 1


_KINDS: tuple[tuple[Seen, str], ...] = (
    (
        _with_keys(
            "a Label Studio export of {}task{}",
            frozenset({"annotation_id", "lead_time"}),
        ),
        "Export it there as JSON and import that.",
    ),
    (
        _with_keys("spaCy's JSON of {}document{}", frozenset({"id", "paragraphs"})),
        "Turn it into a DocBin with spacy convert and import that.",
    ),
    (_with_words("a TEI document", b"<TEI"), _LINES),
    (_with_keys("JSON-LD without Web Annotations", frozenset({"@context"})), _LINES),
    (
        _beginning("an older WebAnno TSV", b"#FORMAT=WebAnno", b"# webanno"),
        "Export it there as WebAnno TSV 3.3 or as XMI.",
    ),
    (_with_words("a GATE document", b"<GateDocument"), _LINES),
    (
        _matching("brat's standoff", _BRAT),
        "Give the file its ending .ann, and put the text beside it as .txt.",
    ),
    (_matching("CoNLL-U", _CONLL_U), "Its texts can be added as plain text."),
    (
        _beginning("an archive or a workbook", b"PK\x03\x04", b"\x1f\x8b"),
        "Unpack it, or save the workbook as .csv.",
    ),
    (_beginning("an SQLite database", b"SQLite format 3"), _LINES),
    (
        lambda _, head: "spaCy's training data as pairs" if _PAIRS.match(head) else "",
        "Make a DocBin of them with spaCy, or JSON lines with a text and its entities.",
    ),
    (_tags_first, "Put the token first and the tag last."),
    (_any_json, _LINES),
    (
        _table,
        (
            "A table of spans has the columns article, start, end and label; for texts, use "
            "postil add."
        ),
    ),
)
