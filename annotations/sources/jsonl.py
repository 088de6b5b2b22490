"""A JSONL file of articles: one object a line, of which only `text` is required."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotations.article import META_FIELDS, Article, Metadata, id_from_text
from annotations.errors import PostilError
from annotations.sources.text import decoded, first_line, read_bytes

_SURROGATES = re.compile("[\ud800-\udfff]")


def objects(path: Path) -> Iterator[tuple[int, dict[str, Any] | PostilError]]:
    """Each line's number, from 1, and its object or what is wrong with it."""
    for number, line in enumerate(decoded(read_bytes(path), str(path)).split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, PostilError(f"{where} is not JSON: {error}.", "Mend or remove the line.")
            continue
        if isinstance(found, dict):
            yield number, found
        else:
            yield number, PostilError(f"{where} is not an object.", "Mend or remove the line.")


def article_from(found: dict[str, Any], where: str) -> Article:
    """The article in one object. Raises `PostilError` where it has no text."""
    text = found.get("text")
    if not isinstance(text, str) or not text.strip():
        raise PostilError(f"{where} has no text.", 'Every object needs a "text" with words in it.')
    text = whole(text)
    meta_fields = found.get("meta") if isinstance(found.get("meta"), dict) else found
    title = _words(found.get("title")) or first_line(text)
    meta = Metadata(**{name: _words((meta_fields or {}).get(name)) for name in META_FIELDS})
    return Article(_words(found.get("id")) or id_from_text(title, text), title, text, meta, where)


def read_jsonl(path: Path) -> Iterator[Article | PostilError]:
    """The articles of a file, and a `PostilError` for each line that has none."""
    for number, found in objects(path):
        if isinstance(found, PostilError):
            yield found
            continue
        try:
            yield article_from(found, f"{path}, line {number}")
        except PostilError as error:
            yield error


def whole(text: str) -> str:
    """`text` with halves of surrogate pairs, which no file can hold, replaced one for one."""
    return _SURROGATES.sub("\ufffd", text)


def _words(value: object) -> str | None:
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return whole(str(value)).strip() or None
    return None
