"""A web page, alone or with all that belongs to it: its article's text, what it says of itself."""

import logging
import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from annotations.errors import PostilError
from annotations.extras import adding
from annotations.sources.found import Found
from annotations.sources.letters.decoding import decode
from annotations.sources.pages.metadata import metadata_of
from annotations.sources.pages.plain import joined, text_of
from annotations.sources.pages.shown import shown

if TYPE_CHECKING:
    from email.message import EmailMessage

    from lxml.etree import _Element

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
_PAGES = ("text/html", "application/xhtml+xml")
# trafilatura names what it keeps as TEI does; https://trafilatura.readthedocs.io
_BLOCKS = frozenset("body p head list item quote table row cell div".split())
_SPACE = re.compile(r"\s+")
# Soft hyphen, zero-width space, word joiner, zero-width no-break space.
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))


def read(data: bytes, name: str) -> Found:
    """The article of a page. Raises `PostilError` where there is none."""
    data = _without_nulls(data)
    decoded = decode(data, name, declared_charset(data))
    whole = _ENDLESS.sub(r"<\1>", decoded.text)
    page = shown(whole)
    taken, notes = _extracted(page), [decoded.note]
    if taken is None:
        notes.append(f"{WITHOUT} {adding('html')}")
    text = taken or ""
    if len(text) < _SHORT:
        text = text_of(page) or (text if len(text) > _MENU else "")
    if not text.strip():
        what = f"No article was found in {name}."
        raise PostilError(what, "Copy its text into a .txt file.")
    fields = {name: _seen(words) for name, words in metadata_of(whole).items()}
    return Found(_seen(text), fields, tuple(filter(None, notes)))


def read_saved(data: bytes, name: str) -> Found:
    """The article of a page that a browser saved with all that belongs to it, as MHTML (RFC 2557).

    Raises `PostilError` where there is none.
    """
    from email import message_from_bytes, policy

    message = message_from_bytes(data.lstrip(), policy=policy.default)
    page = next((part for part in _roots_first(message) if part.get_content_type() in _PAGES), None)
    payload = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(payload, bytes):
        raise PostilError(f"There is no page in {name}.", "Save the page as HTML.")
    declared = page.get_content_charset() or declared_charset(payload)
    decoded = decode(payload, name, declared)
    found = read(decoded.text.encode("utf-8-sig"), name)
    place = message["Snapshot-Content-Location"] or page["Content-Location"] or ""
    url = {"url": str(place)} if str(place).startswith(("http://", "https://")) else {}
    notes = tuple(filter(None, (decoded.note, *found.notes)))
    return replace(found, fields={**url, **found.fields}, notes=notes)


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


def _extracted(page: str) -> str | None:
    """The paragraphs of a page's article, as `text_of` has them, by trafilatura.

    Empty where it finds none or where the page was laid out as a table, whose cells would come one
    by one; `None` where it is not installed.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError:
        return None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(page, include_comments=False, with_metadata=False)
    body: _Element | None = getattr(found, "body", None)
    return "" if body is None or _in_a_table(body) else _written(body)


def _written(body: "_Element") -> str:
    """The blocks of a tree in order, a blank line between them, each cell and item by itself.

    A line break within a block stays one, and a listing keeps its lines as they are.
    """
    from lxml.etree import iterwalk

    done: list[str] = []
    words: list[str] = []
    walk = iterwalk(body, events=("start", "end"))
    for event, element in walk:
        listing = element.tag == "code" and "\n" in "".join(element.itertext()).strip("\n")
        if element.tag in _BLOCKS or (listing and event == "start"):
            done.append(joined(words))
            words.clear()
        if event == "end":
            words.append(_SPACE.sub(" ", element.tail or "") if element is not body else "")
        elif listing:
            done.append("".join(element.itertext()).strip("\n").rstrip())
            walk.skip_subtree()
        else:
            words.append("\n" if element.tag == "lb" else _SPACE.sub(" ", element.text or ""))
    return "\n\n".join(filter(None, done))


def _in_a_table(body: "_Element") -> bool:
    most = len("".join(body.itertext())) / 2
    return any(len("".join(row.itertext())) > most for row in body.iter("row"))


def _roots_first(message: "EmailMessage") -> list["EmailMessage"]:
    """The parts of a message, that which it names as its root before the others."""
    from email.message import EmailMessage

    start = str(message.get_param("start") or "")
    parts = [part for part in message.walk() if isinstance(part, EmailMessage)]
    return sorted(parts, key=lambda part: not start or str(part["Content-ID"]) != start)
