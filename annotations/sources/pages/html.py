"""A saved web page: its article's text and what it says of itself, decoded first."""

import re

from annotations.errors import PostilError
from annotations.extras import adding
from annotations.sources.found import Found
from annotations.sources.letters.decoding import decode
from annotations.sources.pages.extracted_page import extracted
from annotations.sources.pages.metadata import metadata_of
from annotations.sources.pages.plain import text_of
from annotations.sources.pages.shown import shown

WITHOUT = "Pages were read by simple rules; trafilatura reads them better."

_CHARSET = re.compile(
    rb"""<meta[^>]+?charset\s*=\s*["']?([\w.:-]+)|<\?xml[^>]+?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_HEAD = 65536
_SHORT = 100  # code points, below which trafilatura may have missed the article
_MENU = 20  # and up to which it may have taken a menu for it
# A tag with thousands of attributes takes minutes to parse, and none of them says anything.
_ENDLESS = re.compile(r"<([a-zA-Z][\w:-]{0,30})\s[^<>]{50000,}>")
# Soft hyphen, zero-width space, word joiner, zero-width no-break space.
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))


def read(data: bytes, name: str) -> Found:
    """The article of a page. Raises `PostilError` where there is none."""
    data = _without_nulls(data)
    decoded = decode(data, name, declared_charset(data))
    whole = _ENDLESS.sub(r"<\1>", decoded.text)
    page = shown(whole)
    taken, notes = extracted(page), [decoded.note]
    if taken is None:
        notes.append(f"{WITHOUT} {adding('html')}")
    text = taken or ""
    if len(text) < _SHORT:
        text = text_of(page) or (text if len(text) > _MENU else "")
    if not text.strip():
        what = f"There is no article to be found in {name}."
        raise PostilError(what, "Copy its text into a .txt file.")
    fields = {name: _seen(words) for name, words in metadata_of(whole).items()}
    return Found(_seen(text), fields, tuple(filter(None, notes)))


def declared_charset(data: bytes) -> str | None:
    """The charset that a page declares in its first bytes."""
    match = _CHARSET.search(_COMMENT.sub(b"", data[:_HEAD]))
    return (match[1] or match[2]).decode("ascii") if match else None


def _without_nulls(data: bytes) -> bytes:
    """A page without stray NUL bytes, which browsers pass over; many of them are another matter."""
    return data.replace(b"\0", b"") if data.count(0) * 100 < len(data) else data


def _seen(text: str) -> str:
    """A text without the characters that only say where a line may be broken."""
    return text.translate(_UNSEEN)
