"""Records of a file of JSON: an object a line, those of one array, or what larger objects hold."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from annotations.errors import PostilError
from annotations.formats.format import Shape
from annotations.formats.json_tables import keys_of_rows, may_hold, rows_in
from annotations.formats.reading import unreadable
from annotations.sources.source import LONGEST_LINE, telling
from annotations.sources.tables.json_lines import CutOff, Record, objects, place, values

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"|[][{}]', re.DOTALL)
_VALUE = re.compile(rb"\s{0,9}:(\s*.\s*.?)", re.DOTALL)
_MARK = b"\xef\xbb\xbf"
_LONGEST = 4 * LONGEST_LINE


def records(path: Path) -> Iterator[tuple[str, Record]]:
    """Where each record is, and its object or what is wrong with it.

    Raises `PostilError` where there is no such file, or it is cut off.
    """
    head = Shape(path).head(path)
    if _is_array(head):
        yield from _items(path)
        return
    if _is_laid_out(head) or may_hold(_starts(head)):
        yield from _within(path)
        return
    for line, found in objects(path):
        where = place(path, line.number)
        if isinstance(found, CutOff):
            raise unreadable(where, "it is cut off")
        yield where, found


def keys_in(head: bytes) -> frozenset[str]:
    """The keys of the first record of a file, as far as they are in its beginning."""
    starts = _starts(head)
    held = keys_of_rows(head) if may_hold(starts) and not _is_array(head) else frozenset()
    return held or frozenset(starts)


def _starts(head: bytes) -> dict[str, bytes]:
    """The keys of the first object of a file, with the first two signs of their values."""
    found, depth = dict[str, bytes](), 0
    head = head.removeprefix(_MARK).lstrip()
    base = 2 if _is_array(head) else 1
    if not head.startswith((b"{", b"[")):
        return found
    for match in _TOKEN.finditer(head):
        sign = match[0]
        if sign in b"{[":
            depth += 1
        elif sign in b"}]":
            depth -= 1
            if depth < base:
                break
        elif depth == base and (value := _VALUE.match(head, match.end())):
            found[_name(sign)] = b"".join(value[1].split())[:2]
    return found


def _name(key: bytes) -> str:
    try:
        return str(json.loads(key))
    except ValueError:
        return key.decode("utf-8", "replace")


def _is_array(head: bytes) -> bool:
    head = head.removeprefix(_MARK).lstrip()
    return head.startswith(b"[") and head[1:].lstrip().startswith(b"{")


def _is_laid_out(head: bytes) -> bool:
    """Whether the first object goes over several lines."""
    head = head.removeprefix(_MARK).lstrip()
    first, end, rest = head.partition(b"\n")
    first = first.rstrip()
    inner = first.endswith((b"{", b"[")) or rest.lstrip().startswith((b'"', b"}"))
    return head.startswith(b"{") and bool(end) and first.endswith((b"{", b"[", b",")) and inner


def _text(path: Path, what: str) -> str:
    """What a file says. Raises `PostilError` where it is too large, or not in UTF-8."""
    with telling(path), path.open("rb") as file:
        data = file.read(_LONGEST + 1)
    if len(data) > _LONGEST:
        what = f"it is one JSON {what} of more than {_LONGEST // 2**20} MB"
        raise unreadable(path, f"{what}; save it as JSON Lines")
    try:
        return data.decode("utf-8-sig")
    except ValueError as error:
        raise unreadable(path, error) from None


def _within(path: Path) -> Iterator[tuple[str, Record]]:
    """The objects of a file, one behind the other, and those that they hold."""
    for number, found in enumerate(values(_text(path, "object"), str(path)), 1):
        where = f"{path}, object {number}"
        try:
            rows = rows_in(found) if isinstance(found, dict) else []
        except ValueError as error:
            raise unreadable(where, error) from None
        if not rows:
            wrong = PostilError(f"{where} is not an object.", "Correct or remove it.")
            yield where, found if isinstance(found, dict) else wrong
        for row, one in enumerate(rows, 1):
            yield f"{where}, row {row}" if number > 1 else f"{path}, row {row}", one


def _items(path: Path) -> Iterator[tuple[str, Record]]:
    try:
        found = json.loads(_text(path, "array"), parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise unreadable(path, error) from None
    for number, item in enumerate(found, 1):
        where = f"{path}, item {number}"
        if isinstance(item, dict):
            yield where, item
        else:
            yield where, PostilError(f"{where} is not an object.", "Correct or remove it.")
