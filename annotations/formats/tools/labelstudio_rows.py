"""Label Studio's JSON-MIN and CSV in: a row for each annotation, controls beside the data.

What is in a row is in HumanSignal/label-studio-converter, label_studio_converter/converter.py
(convert_to_json_min) and exports/csv2.py.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from annotations.errors import PostilError
from annotations.formats.format import first_line
from annotations.formats.json_records import keys_in, records
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found, Unread
from annotations.formats.record_reading import found_in
from annotations.formats.table_reading import rows
from annotations.formats.tools.dialects import unpacked
from annotations.sources.tables.annotation_columns import annotation_like, said
from annotations.sources.tables.json_lines import place

_NEEDED = frozenset({"annotation_id", "annotator", "lead_time"})
_TIMES = {"created_at": "created", "updated_at": "updated"}
_OWN = frozenset({*_NEEDED, *_TIMES, "id"})
_UNKNOWN = ("agreement", "history")
_LABELS = ("labels", "hypertextlabels")
_VALUES = ("choices", "text", "number", "rating", "datetime", "taxonomy")
_SEPARATORS = (",", "\t")

Row = Mapping[str, Any]


def is_of_rows(head: bytes) -> bool:
    """Whether a file begins as JSON-MIN or as a table of the same columns."""
    return keys_in(head) >= _NEEDED or bool(_separator(head))


def read_rows(path: Path, head: bytes, unit: Unit) -> Iterator[Found]:
    """The annotations of a file. Raises `PostilError` where it is cut off."""
    if separator := _separator(head):
        for number, row in rows(path, separator, _NEEDED, str):
            yield from _read(row, place(path, number), unit)
        return
    for where, found in records(path):
        yield from [found] if isinstance(found, PostilError) else _read(found, where, unit)


def _separator(head: bytes) -> str:
    line = first_line(head).decode("utf-8", "replace")
    for separator in _SEPARATORS:
        if {column.strip(' "') for column in line.split(separator)} >= _NEEDED:
            return separator
    return ""


def _read(row: Row, where: str, unit: Unit) -> Iterator[Found]:
    try:
        example, problems = found_in(_record(row), where, unit)
    except PostilError as error:
        yield error
        return
    cells = {name: unpacked(value) for name, value in row.items()}
    unread = [name for name in _UNKNOWN if said(row.get(name))]
    unread += [name for name, value in cells.items() if _is_lost(value, cells)]
    yield from (Unread(f"\u201c{name}\u201d", where) for name in unread)
    yield from problems
    yield example


def _record(row: Row) -> dict[str, Any]:
    """A row in postil's own words."""
    cells = {name: unpacked(value) for name, value in row.items()}
    who, text = _who(row.get("annotator")), _text_column(cells)
    about: dict[str, Any] = {own: _time(row[name]) for name, own in _TIMES.items() if row.get(name)}
    kept = {name: row[name] for name in ("annotation_id", "lead_time") if said(row.get(name))}
    spans: list[dict[str, Any]] = []
    for region, label in _labelled(cells):
        place = region.get("globalOffsets") or region
        span = {"start": place.get("start"), "end": place.get("end"), "label": label}
        words = region.get("text")
        span |= {"text": words} if isinstance(words, str) else {}
        span |= {"annotator": who, "attrs": _attributes(region, cells)}
        spans.append(span | about | {"extra": {"label_studio": kept}})
    meta, codes = {}, {}
    for name, value in cells.items():
        if name in (text, *_OWN, *_UNKNOWN) or not said(value) or _regions(value):
            continue
        choices = value.get("choices") if isinstance(value, dict) else None
        if choices or annotation_like(name):
            codes[name] = in_words(choices or value)
        else:
            meta[name] = row[name]
    number = row.get("id")
    return {
        "id": f"label-studio-{number}" if said(number) else "",
        "title": meta.pop("title", ""),
        "meta": meta,
        "text": row.get(text),
        "spans": spans,
        "codes": {who: codes} if codes else {},
    }


def _text_column(cells: Row) -> str:
    """The column of the text: `text`, else the longest that has words of several."""
    texts = {n: one for n, one in cells.items() if isinstance(one, str) and len(one.split()) > 1}
    longest = max(texts, key=lambda name: len(texts[name]), default="text")
    return "text" if "text" in cells else longest


def _regions(value: Any) -> list[Row]:
    """The regions in a cell; none where it has something else."""
    found = value if isinstance(value, list) else []
    return [one for one in found if isinstance(one, Mapping) and "start" in one and "end" in one]


def _labelled(cells: Row) -> Iterator[tuple[Row, Any]]:
    """Every region with each of its labels."""
    for value in cells.values():
        for region in _regions(value):
            for label in next((region[name] for name in _LABELS if name in region), ()):
                yield region, label


def _place(region: Row) -> tuple[str, str]:
    return str(region["start"]), str(region["end"])


def _attributes(region: Row, cells: Row) -> dict[str, Any]:
    """What else is said of the place of a region, by the name of its control."""
    found = {}
    for name, value in cells.items():
        for one in _regions(value):
            given: Any = next((one[kind] for kind in _VALUES if kind in one), None)
            if _place(one) == _place(region) and not any(kind in one for kind in _LABELS):
                alone = isinstance(given, list) and len(given) == 1
                found[name] = given[0] if alone else given
    return found


def _is_lost(value: Any, cells: Row) -> bool:
    """Whether a cell has something of a region that no label stands on."""
    places = {_place(region) for region, _ in _labelled(cells)}
    return any(_place(region) not in places for region in _regions(value))


def _who(given: object) -> str:
    """Who made an annotation: an address, else Label Studio's own number."""
    name = str(given.get("email") or given.get("id")) if isinstance(given, dict) else str(given)
    if given is None or not name.strip():
        return "imported"
    return f"label-studio-{name}" if name.isdecimal() else name


def in_words(given: object) -> object:
    """What is said of a whole task: several choices are one value, for a code has no lists."""
    return ", ".join(map(str, given)) if isinstance(given, list) else given


def _time(given: object) -> str:
    """A time as postil writes it, in UTC; as it is where it is none."""
    try:
        at = datetime.fromisoformat(str(given))
    except ValueError:
        return str(given)
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"
