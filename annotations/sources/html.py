"""A saved web page: its article's text and what it says of itself, decoded first."""

import logging
import re

from annotations.errors import PostilError
from annotations.extras import adding
from annotations.sources.decoding import decode
from annotations.sources.found import Found
from annotations.sources.page_metadata import metadata_of
from annotations.sources.plain_page import text_of

WITHOUT = "Pages were read by simple rules; trafilatura reads them better."

_CHARSET = re.compile(
    rb"""<meta[^>]+?charset\s*=\s*["']?([\w.:-]+)|<\?xml[^>]+?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_HEAD = 65536
_SHORT = 100


def read(data: bytes, name: str) -> Found:
    """The article of a page. Raises `PostilError` where there is none."""
    decoded = decode(data, name, declared_charset(data))
    page = decoded.text
    fields = metadata_of(page)
    taken, notes = _by_trafilatura(page), [decoded.note]
    if taken is None:
        notes.append(f"{WITHOUT} {adding('html')}")
    text = taken or ""
    if len(text) < _SHORT or _in_a_table(text):
        text = text_of(page)
    if not text.strip():
        what = f"There is no article to be found in {name}."
        raise PostilError(what, "Copy its text into a .txt file.")
    return Found(text, fields, tuple(filter(None, notes)))


def declared_charset(data: bytes) -> str | None:
    """The charset that a page declares in its first bytes."""
    match = _CHARSET.search(_COMMENT.sub(b"", data[:_HEAD]))
    return (match[1] or match[2]).decode("ascii") if match else None


def _by_trafilatura(page: str) -> str | None:
    """What trafilatura takes for the article, or `None` where it is not installed."""
    try:
        from trafilatura import bare_extraction
    except ImportError:
        return None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(page, include_comments=False, with_metadata=False)
    text: str = getattr(found, "text", None) or ""
    return "\n\n".join(line.strip() for line in text.split("\n") if line.strip())


def _in_a_table(text: str) -> bool:
    """Whether a page was laid out as a table, whose cells come as one line each."""
    return any(line.startswith("| ") and len(line) * 2 > len(text) for line in text.split("\n"))
