"""A PDF with text in it: its paragraphs in reading order, column by column, put together again."""

import io
import logging
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from annotations.errors import PostilError, UsageError
from annotations.sources.found import Found

_BROKEN = re.compile(r"([^\W\d_]+)-\n([^\W\d_]+)")
_UNSPACED = re.compile("(?<=[\u3040-\u30ff\u3400-\u9fff])\n(?=[\u3040-\u30ff\u3400-\u9fff])")
_UNKNOWN = re.compile(r"\(cid:\d+\)")
_NO_TITLE = re.compile(r"(?i)^(untitled.*|microsoft word.*|.*\.(docx?|indd|qxd|pdf|tex))?$")
_ENDED = (".", "!", "?", ":", ";", "\u201d", '"', "\u2019", "\u2026", ")")

_LARGER = 1.2  # times the size of the text
_LONGEST = 200  # code points of a headline


def read(data: bytes, name: str) -> Found:
    """The text, a blank line between paragraphs.

    Raises `PostilError` where there is none, `UsageError` where pdfminer.six is not installed.
    """
    try:
        from pdfminer.high_level import extract_pages
        from pdfminer.layout import LAParams, LTTextContainer
        from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    except ImportError:
        raise UsageError(
            f"Reading {name} needs pdfminer.six.", "Install it with: pip install 'postil[pdf]'"
        ) from None
    # It warns of every colour that it does not know.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        pages, sizes = [], dict[str, float]()
        for page in extract_pages(io.BytesIO(data), laparams=LAParams(boxes_flow=0.5)):
            parts = [part for part in page if isinstance(part, LTTextContainer)]
            sizes = sizes or {part.get_text().strip(): _size(part) for part in parts}
            pages.append([part.get_text() for part in parts])
        fields = _fields(data)
    except (PDFEncryptionError, PDFPasswordIncorrect):
        raise PostilError(
            f"{name} is locked with a password.", "Save it without one first."
        ) from None
    except Exception as error:
        # What a broken PDF makes pdfminer raise is anything from KeyError to RecursionError.
        what = f"{name} cannot be read as a PDF ({type(error).__name__})."
        raise PostilError(what, "Open it in a viewer and save it again.") from error
    body = _body(pages)
    text = "\n\n".join(_joined(body))
    if len(_UNKNOWN.findall(text)) * 20 > len(text):
        raise PostilError(
            f"{name} has letters that cannot be told.", "Run it through OCR, such as ocrmypdf."
        )
    if not text.strip():
        raise PostilError(
            f"{name} has no text in it, only pictures of pages.",
            "Run it through OCR first, such as ocrmypdf.",
        )
    headline = _headline(body, sizes)
    return Found(text, {"title": headline, **fields} if headline else fields)


def _fields(data: bytes) -> dict[str, str]:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.utils import decode_text

    said: dict[str, Any] = {}
    for info in PDFDocument(PDFParser(io.BytesIO(data))).info:
        said.update(info)
    names = {"Title": "title", "Author": "author"}
    found = {
        ours: decode_text(said[theirs]).strip()
        for theirs, ours in names.items()
        if isinstance(said.get(theirs), (bytes, str))
    }
    if _NO_TITLE.match(found.get("title", "")):
        found.pop("title", None)
    return found


def _size(part: Any) -> float:
    """The size of the type that a block begins in, in points; 0 where it has no letters."""
    sizes = (letter.size for line in part for letter in line if hasattr(letter, "size"))
    return round(next(sizes, 0.0), 1)


def _headline(body: Sequence[str], sizes: Mapping[str, float]) -> str:
    """What stands on the first page in the largest type, where that is larger than most there."""
    there = [block for block in body if block in sizes]
    words = [block for block in there if len(block.split()) > 1]
    if not words:
        return ""
    headline = max(words, key=lambda block: sizes[block])
    usual = sizes[max(there, key=len)]
    whole = " ".join(headline.split())
    return whole if sizes[headline] > usual * _LARGER and len(whole) <= _LONGEST else ""


def _body(pages: Sequence[Sequence[str]]) -> list[str]:
    """The paragraphs of all pages, without page numbers and what stands on most pages."""
    blocks = [[block.strip() for block in page if block.strip()] for page in pages]
    counts = Counter(_constant(block) for page in blocks for block in {*page})
    repeated = {
        block for block, count in counts.items() if len(pages) > 2 and count * 2 > len(pages)
    }
    return [
        block
        for page in blocks
        for block in page
        if _constant(block) not in repeated
        and not re.fullmatch(r"[-\u2013 ]*\d{1,4}[-\u2013 ]*", block)
    ]


def _constant(block: str) -> str:
    return re.sub(r"\d+", "#", block)


def _joined(blocks: Sequence[str]) -> list[str]:
    """Paragraphs on one line each; those that a column or page has cut are put together."""
    whole = "\n".join(blocks)
    known = {word.lower() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", whole)}

    def mended(match: re.Match[str]) -> str:
        first, last = match.groups()
        hyphened = f"{first}-{last}".lower() in known or not last[0].islower()
        return f"{first}-{last}" if hyphened else first + last

    paragraphs: list[str] = []
    for block in blocks:
        block = block.replace("\u00ad\n", "")
        if paragraphs and block[0].islower() and not paragraphs[-1].endswith(_ENDED):
            block = f"{paragraphs.pop()}\n{block}"
        paragraphs.append(block)
    mended_blocks = (_UNSPACED.sub("", _BROKEN.sub(mended, block)) for block in paragraphs)
    return [" ".join(block.split()) for block in mended_blocks]
