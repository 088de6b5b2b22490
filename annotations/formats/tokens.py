"""Words and signs of a text with their offsets, for formats that are made of tokens."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from annotations.errors import UsageError
from annotations.units import Span

WAYS = ("words", "space")
"""How texts can be cut: words and signs, or at white space alone."""

_CJK = (
    r"\u3005-\u3007\u3040-\u3098\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
_UNSEEN = r"\u00ad\u200b-\u200f\u2060-\u2064\ufeff"
"""Soft hyphens, joiners and other signs without width, which part no word."""
_BETWEEN_SPACE = re.compile(r"\S+")


def tokens(text: str, way: str = "words") -> Iterator[Span]:
    """The tokens of `text`: words with their marks, numbers, CJK and every other sign one by one.

    A sign without width, such as a soft hyphen, belongs to the token before it.

    With `space` they are whatever stands between white space. No token holds white space; what
    is between two tokens is white space only. Raises `UsageError` for another way.
    """
    if way not in WAYS:
        raise UsageError(f"There are no tokens {way!r}.", f"There are: {', '.join(WAYS)}.")
    pattern = _token() if way == "words" else _BETWEEN_SPACE
    for match in pattern.finditer(text):
        yield match.span()


@cache
def _token() -> re.Pattern[str]:
    marks = _marks() + _UNSEEN
    return re.compile(
        rf"[{_CJK}][{marks}]*"
        rf"|\d+(?:(?:[.,:]|[{_UNSEEN}]+)\d+)*[{_UNSEEN}]*"
        rf"|(?:[^\W\d_{_CJK}][{marks}]*)+"
        rf"|\S[{marks}]*"
    )


def _marks() -> str:
    """Every combining mark, as ranges: `re` does not count them to a word's characters."""
    ranges: list[list[int]] = []
    # Beyond the second plane there are only variation selectors.
    for code in [*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)]:
        if unicodedata.category(chr(code))[0] != "M":
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
