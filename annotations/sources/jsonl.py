"""A JSONL file of articles: one object a line, of which only `text` is required."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from annotations.article import META_FIELDS, Article, Metadata, id_from_text
from annotations.errors import PostilError
from annotations.sources.text import first_line, refuse_utf_16, regular, telling, whole

_ESCAPED_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_LINE_OF = re.compile(r", line \d+$")


class Line(NamedTuple):
    """Where a line of a file is: its number, from 1, and the byte that it begins at."""

    number: int
    offset: int


def objects(path: Path) -> Iterator[tuple[Line, dict[str, Any] | PostilError]]:
    """Each line's place and its object or what is wrong with it, read one at a time.

    Raises `PostilError` where there is no such file to read.
    """
    regular(path)
    with telling(path), path.open("rb") as file:
        offset = 0
        for number, raw in enumerate(file, 1):
            if number == 1:
                refuse_utf_16(raw, str(path))
            if raw.strip():
                try:
                    found: dict[str, Any] | PostilError = _object(raw, place(path, number))
                except PostilError as error:
                    found = error
                yield Line(number, offset), found
            offset += len(raw)


def read_line(path: Path, line: Line) -> Article:
    """The article in one line of a file. Raises `PostilError` where there is none."""
    regular(path)
    with telling(path), path.open("rb") as file:
        file.seek(line.offset)
        raw = file.readline()
    where = place(path, line.number)
    return article_from(_object(raw, where), where)


def article_from(found: dict[str, Any], where: str) -> Article:
    """The article in one object. Raises `PostilError` where it has no text."""
    text = found.get("text")
    if not isinstance(text, str) or not text.strip():
        raise PostilError(f"{where} has no text.", 'Every object needs a "text" with words in it.')
    nested = found.get("meta")
    about = nested if isinstance(nested, dict) else found
    title = _words(found.get("title")) or first_line(text)
    meta = Metadata(**{name: _words(about.get(name)) for name in META_FIELDS})
    id = _words(found.get("id")) or id_from_text(title, text)
    return Article(id, title, text, meta, whole(where))


def place(path: Path, number: int) -> str:
    """A line of a file, as people read it and as an article's `origin` keeps it."""
    return f"{path}, line {number}"


def is_line(origin: str) -> bool:
    """Whether an origin is a line of a file, which holds another article after an edit."""
    return _LINE_OF.search(origin) is not None


def _object(raw: bytes, where: str) -> dict[str, Any]:
    hint = "Mend or remove the line."
    try:
        # Python writes NaN for what is missing.
        found = json.loads(raw.decode("utf-8-sig"), parse_constant=lambda _: None)
        found = _whole_within(found) if _ESCAPED_SURROGATE.search(raw) else found
    except UnicodeDecodeError as error:
        what = f"{where} is not UTF-8: its byte {error.start} does not fit."
        raise PostilError(what, hint) from None
    except (ValueError, RecursionError) as error:
        raise PostilError(f"{where} is not JSON: {error}.", hint) from None
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


def _words(value: object) -> str | None:
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value).strip() or None
    return None
