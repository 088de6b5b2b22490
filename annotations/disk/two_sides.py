"""The two sides of a file in which git left its conflict marks, and what they had in common.

The marks are those of git-merge(1), "How conflicts are presented", in all three of its styles.
"""

from itertools import pairwise

from msgspec import Struct

from annotations.expressions import late

_OURS, _BASE, _THEIRS, _END = (mark * 7 for mark in (b"<", b"|", b"=", b">"))
_NEXT = {b"": (_OURS,), _OURS: (_BASE, _THEIRS), _BASE: (_THEIRS,), _THEIRS: (_END,)}
_KEY = late(rb'\n  "([^"\n]*)": \{\n   "id": ')
_ARTICLE = b"0"


class Sides(Struct, frozen=True):
    """What each side has for the whole file; `base` only where the style of the marks has it."""

    ours: bytes
    theirs: bytes
    base: bytes | None


def is_marked(data: bytes) -> bool:
    """Whether a line begins with the first of git's marks; none of JSON or TOML does so."""
    return data.startswith(_OURS + b" ") or b"\n" + _OURS + b" " in data


def is_torn(data: bytes) -> bool:
    """Whether git left marks in an article's file, or one tag twice where both sides moved it."""
    if is_marked(data):
        return True
    keys = _KEY.findall(data)
    # The article itself has this key, in its own table.
    articles = keys.count(_ARTICLE) > 1
    return len(keys) > len(set(keys)) + articles


def sides(data: bytes) -> Sides | None:
    """The sides of a file, the same twice without marks; `None` where these are not whole."""
    ours, theirs, base = list[bytes](), list[bytes](), list[bytes]()
    to = {b"": (ours, theirs, base), _OURS: (ours,), _BASE: (base,), _THEIRS: (theirs,)}
    at, seen = b"", {b""}
    for line in data.splitlines(keepends=True):
        mark = line[:7]
        if mark in _NEXT[at] and line[7:8] in (b" ", b"\n", b"\r", b""):
            at = b"" if mark == _END else mark
            seen.add(at)
            continue
        for side in to[at]:
            side.append(line)
    if at:
        return None
    joined = b"".join
    return Sides(joined(ours), joined(theirs), joined(base) if _BASE in seen else None)


def with_commas(data: bytes) -> bytes:
    """JSON of a field a line with its commas put right, where lines came or went between others."""
    lines = [line.rstrip().rstrip(b",") for line in data.splitlines() if line.strip()]
    for at, (line, after) in enumerate(pairwise(lines)):
        if not line.endswith((b"{", b"[")) and not after.lstrip().startswith((b"}", b"]")):
            lines[at] = line + b","
    return b"\n".join(lines) + b"\n"
