"""A JSONL file of articles: one object a line, read one at a time from where it stands."""

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from annotations.article import Article
from annotations.errors import PostilError
from annotations.sources.source import FileSource, Source, reading
from annotations.sources.text import LONGEST_LINE, bounded, whole

_ESCAPED_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_MOST_VALUES = 2_000_000  # or commas in its texts: an article of 10 MB with all its tags has fewer
_LINE_OF = re.compile(r", line \d+$")


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
                    f"{source.name} is UTF-16; JSON Lines have to be UTF-8.",
                    "Convert it first with iconv -f utf-16 -t utf-8.",
                )
            if number == 1 and b"\0" in raw and not raw.startswith(b"{"):
                raise PostilError(f"{source.name} is not a text file.", "Name one in JSON Lines.")
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
    hint = "Mend or remove the line."
    # Each takes much more memory than its letters.
    if raw.count(b",") > _MOST_VALUES:
        raise PostilError(f"{where} has more than {_MOST_VALUES:,} values.", hint)
    try:
        # Python writes NaN for what is missing.
        found = json.loads(raw.decode("utf-8-sig"), parse_constant=lambda _: None)
        found = _whole_within(found) if _ESCAPED_SURROGATE.search(raw) else found
    except UnicodeDecodeError as error:
        what = f"{where} is not UTF-8: its byte {error.start} does not fit."
        raise PostilError(what, hint) from None
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and raw[:-2].count(b"\r"):
            what = f"{where} goes on behind a carriage return, which ends no line by itself."
            raise PostilError(what, "Make line feeds of them, as tr '\\r' '\\n' does.") from None
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
