"""Words and signs of a text with their offsets, for formats that are made of tokens."""

import re
from collections.abc import Iterator

from annotations.units import Span

_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903"
_MARKS += "\u093a-\u094f\u0951-\u0957\u200c\u200d\ufe00-\ufe0f\u20d0-\u20ff\u3099\u309a"
_CJK = "\u3040-\u3098\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(
    rf"[{_CJK}][{_MARKS}]*"
    r"|\d+(?:[.,:]\d+)*"
    rf"|(?:[^\W\d_{_CJK}][{_MARKS}]*)+"
    rf"|[^\s][{_MARKS}]*"
)


def tokens(text: str) -> Iterator[Span]:
    """The tokens of `text`: words with their marks, numbers, CJK and every other sign one by one.

    No token holds white space.
    """
    for match in _TOKEN.finditer(text):
        yield match.span()
