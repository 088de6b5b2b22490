"""A PDF with text in it: its paragraphs in reading order, column by column, put together again."""

import logging
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from annotations.counted import listed
from annotations.errors import PostilError, UsageError
from annotations.extras import adding
from annotations.sources.found import Found
from annotations.sources.papers.paragraphs import UNKNOWN, Block, Page, paragraphs, without_heads

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument

_NO_TITLE = re.compile(
    r"(?i)^(untitled.*|microsoft word.*|.*\.(docx?|indd|qxd|pdf|tex)|\S+\.[a-z]{2,4})?$"
)
_LARGER = 1.2  # times the size of the text
_LONGEST = 200  # code points of a headline
_UNREADABLE = 0.3  # the share of letters not named from which on a text is none

# The text is our reading of what is drawn: a ligature is its letters, for whoever looks for them.
_LETTERS = {
    **dict.fromkeys((*range(9), *range(0xE, 0x20), *range(0x7F, 0xA0)), UNKNOWN),
    **dict.fromkeys((0xB, 0xC), " "),
    **dict(zip((0xF0B7, 0xF0A7), "\u2022\u25aa", strict=True)),
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
}
# A soft hyphen that is drawn is a hyphen; at the end of a line it is what cuts a word.
_DRAWN_HYPHEN = re.compile("\u00ad(?!\n|$)")


def read(data: bytes, name: str) -> Found:
    """The text, a blank line between paragraphs.

    Raises `PostilError` where there is none, `UsageError` where pdfminer.six is not installed.
    """
    document, read = _opened(data, name)
    pages = [_plain(page) for page in read]
    body, heads = without_heads(pages)
    if not any(page.blocks or page.pictures for page in body):
        body, heads = pages, []  # nothing else is there, so they are the text
    blocks = [block for page in body for block in page.blocks]
    level = [block for block in blocks if not block.aside]
    text = "\n\n".join([*paragraphs(level), *paragraphs([b for b in blocks if b.aside])])
    _refuse_wordless(text, pages, name)
    fields = _fields(document)
    if title := _headline(body[0].blocks):
        fields = {"title": title, **fields}
    return Found(text, fields, tuple(_notes(pages, heads, text, name)))


def _opened(data: bytes, name: str) -> tuple["PDFDocument", list[Page]]:
    try:
        from annotations.sources.papers.pdf_file import LOCKED, opened
    except ImportError:
        raise UsageError(f"Reading {name} needs pdfminer.six.", adding("pdf")) from None
    # It warns of every colour that it does not know.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        return opened(data)
    except LOCKED:
        what = f"{name} is locked with a password."
        raise PostilError(what, "Save it without the password first.") from None
    except MemoryError:
        raise
    except Exception as error:
        # What a broken PDF makes pdfminer raise is anything from KeyError to RecursionError.
        what = f"{name} is damaged or not a PDF, and cannot be read."
        raise PostilError(what, "Open it in a viewer and print it to a new PDF.") from error


def _plain(page: Page) -> Page:
    """A page with letters that can be searched for, and none that are no letters."""
    blocks = (
        replace(block, text=_DRAWN_HYPHEN.sub("-", block.text.translate(_LETTERS)))
        for block in page.blocks
    )
    return replace(page, blocks=tuple(block for block in blocks if block.text.strip()))


def _refuse_wordless(text: str, pages: Sequence[Page], name: str) -> None:
    if not pages:
        raise PostilError(f"{name} has no pages.", "Save it again from the program that made it.")
    if text.count(UNKNOWN) > _UNREADABLE * len("".join(text.split())):
        what = f"{name} has letters that cannot be identified."
        raise PostilError(what, "Run it through OCR, for example with ocrmypdf.")
    if text:
        return
    if any(page.fault for page in pages):
        what = f"{name} has no page that can be read."
        raise PostilError(what, "Open it in a viewer and print it to a new PDF.")
    pictures = any(page.pictures for page in pages)
    why = "only images of pages" if pictures else "its pages are blank or drawings"
    what = f"{name} has no text in it, {why}."
    raise PostilError(what, "Run it through OCR first, for example with ocrmypdf.")


def _notes(pages: Sequence[Page], heads: Sequence[str], text: str, name: str) -> Iterable[str]:
    """What is not in the text, or not as it is in the PDF."""
    gone = [n for n, page in enumerate(pages, 1) if page.fault and not page.blocks]
    cut = [n for n, page in enumerate(pages, 1) if page.fault and page.blocks]
    if gone:
        was = "was" if len(gone) == 1 else "were"
        yield f"{name}: {_pages(gone)} cannot be read and {was} left out."
    if cut:
        yield f"{name}: {_pages(cut)} can only be read in part; the rest was left out."
    if unknown := text.count(UNKNOWN):
        letters = (
            "1 unidentified letter is"
            if unknown == 1
            else (f"{unknown:,} unidentified letters are")
        )
        yield f"{name}: {letters} shown as {UNKNOWN}."
    if heads:
        said = ", ".join(f"\u201c{head}\u201d" for head in heads[:3])
        more = f" and {len(heads) - 3} more" if len(heads) > 3 else ""
        yield f"{name}: page headers and footers were left out: {said}{more}."
    if slanting := [page.slanting for page in pages if page.slanting]:
        yield f"{name}: slanted words were left out: \u201c{slanting[0][:40]}\u201d."


def _pages(numbers: Sequence[int]) -> str:
    return f"page{'s' if len(numbers) > 1 else ''} {listed([str(n) for n in numbers])}"


def _fields(document: "PDFDocument") -> dict[str, str]:
    """Title and author as the PDF says them, where it says them as text."""
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    said: dict[str, Any] = {}
    for info in document.info:
        said.update(info)
    found = dict[str, str]()
    for theirs, ours in (("Title", "title"), ("Author", "author")):
        value = resolve1(said.get(theirs))
        if isinstance(value, (bytes, str)):
            text = decode_text(value) if isinstance(value, bytes) else value
            found[ours] = " ".join(text.translate(_LETTERS).split())
    if _NO_TITLE.match(found.get("title", "")):
        found.pop("title", None)
    return found


def _headline(blocks: Sequence[Block]) -> str:
    """What stands on the first page in the largest type, where that is larger than most there."""
    words = [block for block in blocks if len(block.text.split()) > 1]
    if not words:
        return ""
    headline = max(words, key=lambda block: block.size)
    usual = max(blocks, key=lambda block: len(block.text)).size
    whole = " ".join(headline.text.split())
    return whole if headline.size > usual * _LARGER and len(whole) <= _LONGEST else ""
