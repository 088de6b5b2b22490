"""Records of a file: one JSON object a line, or the objects of one JSON array."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from annotations.errors import PostilError
from annotations.formats.format import Shape
from annotations.formats.reading import unreadable
from annotations.sources.source import LONGEST_LINE, telling
from annotations.sources.tables.json_lines import CutOff, Record, objects, place

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"|[][{}]', re.DOTALL)
_MARK = b"\xef\xbb\xbf"
_LONGEST = 4 * LONGEST_LINE


def records(path: Path) -> Iterator[tuple[str, Record]]:
    """Where each record is, and its object or what is wrong with it.

    Raises `PostilError` where there is no such file, or it is cut off.
    """
    if _is_array(Shape(path).head(path)):
        yield from _items(path)
        return
    for line, found in objects(path):
        where = place(path, line.number)
        if isinstance(found, CutOff):
            raise unreadable(where, "it is cut off")
        yield where, found


def keys_in(head: bytes) -> frozenset[str]:
    """The keys of the first object of a file, as far as they are in its beginning."""
    found, depth, last = set(), 0, b""
    head = head.removeprefix(_MARK).lstrip()
    base = 2 if _is_array(head) else 1
    if not head.startswith((b"{", b"[")):
        return frozenset()
    for match in _TOKEN.finditer(head):
        sign = match[0]
        if sign in b"{[":
            depth += 1
        elif sign in b"}]":
            depth -= 1
            if depth < base:
                break
        elif depth == base and head[match.end() : match.end() + 9].lstrip().startswith(b":"):
            last = sign
            found.add(last)
    return frozenset(_name(key) for key in found)


def _name(key: bytes) -> str:
    try:
        return str(json.loads(key))
    except ValueError:
        return key.decode("utf-8", "replace")


def _is_array(head: bytes) -> bool:
    head = head.removeprefix(_MARK).lstrip()
    return head.startswith(b"[") and head[1:].lstrip().startswith(b"{")


def _items(path: Path) -> Iterator[tuple[str, Record]]:
    with telling(path), path.open("rb") as file:
        data = file.read(_LONGEST + 1)
    if len(data) > _LONGEST:
        what = f"it is one JSON array of more than {_LONGEST // 2**20} MB"
        raise unreadable(path, f"{what}; save it as JSON Lines")
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise unreadable(path, error) from None
    for number, item in enumerate(found, 1):
        where = f"{path}, item {number}"
        if isinstance(item, dict):
            yield where, item
        else:
            yield where, PostilError(f"{where} is not an object.", "Correct or remove it.")
