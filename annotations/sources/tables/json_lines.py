"""JSON Lines, an object a line, read one at a time from where it stands; and JSON as such lines."""

import codecs
import io
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from annotations.article import Article
from annotations.errors import PostilError
from annotations.expressions import late
from annotations.sources.letters.decoding import decode, whole
from annotations.sources.source import (
    LONGEST_LINE,
    MEGABYTE,
    Derived,
    FileSource,
    Source,
    bounded,
    read_whole,
    reading,
)

_ESCAPED_SURROGATE = late(rb"\\u[dD][89a-fA-F]")
_MOST_VALUES = 2_000_000  # or commas in its texts: an article of 10 MB with all its tags has fewer
_MOST_VALUES_AT_ONCE = 4_000_000
_MOST = 96 * MEGABYTE  # it is held in memory several times over
_LINE_OF = late(r", line \d+$")
_SIGN = late(r"\S")


class Line(NamedTuple):
    """Where a record of a file is: its line's number, from 1, and the byte that it begins at."""

    number: int
    offset: int


class CutOff(PostilError):
    """What is wrong with the last line is that its rest is missing."""


Record = dict[str, Any] | PostilError


def objects(path: Path | Source) -> Iterator[tuple[Line, Record]]:
    """Each line's place and its object or what is wrong with it, read one at a time.

    Raises `PostilError` where there is no such file to read, or a line is too long to hold.
    """
    source = FileSource(path) if isinstance(path, Path) else path
    with reading(source) as file:
        offset = 0
        for number, raw in enumerate(bounded(file, source.name), 1):
            if number == 1 and raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise PostilError(
                    f"{source.name} is in UTF-16; JSON Lines must be in UTF-8.",
                    "Convert it with iconv -f utf-16 -t utf-8.",
                )
            if number == 1 and b"\0" in raw and not raw.startswith(b"{"):
                raise PostilError(f"{source.name} is not a text file.", "Use a file in JSON Lines.")
            if raw.strip():
                try:
                    found: Record = _object(raw, place(source.name, number))
                except PostilError as error:
                    cut = not raw.endswith((b"\n", b"}"))
                    found = CutOff(error.message, error.hint) if cut else error
                yield Line(number, offset), found
            offset += len(raw)


def object_at(source: Source, line: Line) -> dict[str, Any]:
    """The object in one line of a file. Raises `PostilError` where there is none."""
    with reading(source) as file:
        file.seek(line.offset)
        raw = file.readline(LONGEST_LINE)
    return _object(raw, place(source.name, line.number))


def as_lines(source: Source) -> Source:
    """A file of JSON, a list of objects or what holds one, as JSON Lines: an object a line.

    Opening it raises `PostilError` where it is no JSON, or has no objects.
    """

    @cache
    def lines() -> bytes:
        text = decode(read_whole(source, _MOST), source.name).text
        if text.count(",") > _MOST_VALUES_AT_ONCE:
            what = f"{source.name} has more than {_MOST_VALUES_AT_ONCE:,} values."
            raise PostilError(what, "Save it as JSON Lines.")
        rows = [row for value in values(text, source.name) for row in _rows(value)]
        if not rows:
            what = f"{source.name} is JSON, but has no list of articles."
            raise PostilError(what, "It should be a list of objects, each with a text.")
        return b"".join(json.dumps(row).encode() + b"\n" for row in rows)

    return Derived(source, source.path, lambda _: io.BytesIO(lines()))


def article_from(found: dict[str, Any], where: str) -> Article:
    """The article in one object of postil's own, its text exact where it has spans.

    Raises `PostilError` where it has no text.
    """
    from annotations.sources.tables.columns import PLAIN, article_of

    return article_of(found, PLAIN, where, exact="spans" in found)


def place(name: Path | str, number: int) -> str:
    """A line of a file, as people read it and as an article's `origin` keeps it."""
    return f"{name}, line {number}"


def is_line(origin: str) -> bool:
    """Whether an origin is a line of a file, which holds another article after an edit."""
    return _LINE_OF.search(origin) is not None


def _object(raw: bytes, where: str) -> dict[str, Any]:
    hint = "Correct or remove the line."
    # Each takes much more memory than its letters.
    if raw.count(b",") > _MOST_VALUES:
        raise PostilError(f"{where} has more than {_MOST_VALUES:,} values.", hint)
    try:
        # Python writes NaN for what is missing.
        found = json.loads(raw.decode("utf-8-sig"), parse_constant=lambda _: None)
        found = _whole_within(found) if _ESCAPED_SURROGATE.search(raw) else found
    except UnicodeDecodeError as error:
        what = f"{where} is not in UTF-8: its byte {error.start} does not fit."
        raise PostilError(what, hint) from None
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and raw[:-2].count(b"\r"):
            what = f"{where} continues after a carriage return, which does not end a line."
            raise PostilError(
                what, "Turn them into line feeds, for example with tr '\\r' '\\n'."
            ) from None
        # Its own words name a line, of which there is just this one.
        wrong = error.msg.removesuffix(" at")
        what = f"{where} is not JSON: {wrong} at its character {error.pos + 1}."
        raise PostilError(what, hint) from None
    except RecursionError:
        raise PostilError(f"{where} is nested too deeply.", hint) from None
    except ValueError:
        raise PostilError(f"{where} has a number with too many digits.", hint) from None
    if not isinstance(found, dict):
        raise PostilError(f"{where} is not an object.", hint)
    return found


def _whole_within(value: Any) -> Any:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, list):
        return [_whole_within(one) for one in value]
    if isinstance(value, dict):
        return {whole(name): _whole_within(one) for name, one in value.items()}
    return value


def values(text: str, name: str) -> Iterator[Any]:
    """The JSON values in a text, one behind the other. Raises `PostilError` where it is no JSON."""
    decoder, place = json.JSONDecoder(parse_constant=lambda _: None), 0
    try:
        while found := _SIGN.search(text, place):
            value, place = decoder.raw_decode(text, found.start())
            yield value
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, character {error.colno}"
        what = f"{name} is not JSON: {error.msg.removesuffix(' at')} at {where}."
        raise PostilError(what, "Correct it, or save it as JSON Lines.") from None
    except (RecursionError, ValueError) as error:
        raise PostilError(f"{name} is not JSON: {error}.", "Save it as JSON Lines.") from None


def _rows(value: Any) -> list[dict[str, Any]]:
    """The objects of a value: those of a list, of the one list in an object, or itself."""
    if isinstance(value, list):
        return [row if isinstance(row, dict) else {"": row} for row in value]
    from annotations.sources.tables.columns import by_name

    if not isinstance(value, dict) or by_name("text", [*value]) is not None:
        return _by_columns(value) if isinstance(value, dict) else []
    lists = [one for one in value.values() if isinstance(one, list) and _objects(one)]
    return lists[0] if len(lists) == 1 else []


def _by_columns(value: dict[str, Any]) -> list[dict[str, Any]]:
    """An object itself, or its rows where it has a column for each name, as pandas writes."""
    columns = [column for column in value.values() if isinstance(column, dict)]
    if not columns or len(columns) < len(value):
        return [value]
    return [{name: column.get(row) for name, column in value.items()} for row in columns[0]]


def _objects(found: list[Any]) -> bool:
    return bool(found) and all(isinstance(one, dict) for one in found)
