"""The pages that a PDF has, where its table of objects or its tree of pages is damaged as well.

The table is ISO 32000-1, 7.5.4, the tree 7.7.3.
"""

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import dict_value, list_value, resolve1
from pdfminer.psparser import LIT

from annotations.sources.papers.paragraphs import Page
from annotations.sources.papers.pdf_pages import Fonts, read_page

LOCKED = (PDFEncryptionError, PDFPasswordIncorrect)
"""What `opened` raises where a password is missing."""

# Where one object begins and the one before has no end, pdfminer finds neither.
_ENDLESS = re.compile(rb"(?<!endobj)[\r\n]+(?=\d+ \d+ obj\b)")


def opened(data: bytes) -> tuple[PDFDocument, list[Page]]:
    """The document and every page that it names, or, where it names none, that it has.

    Raises what pdfminer.six raises where it cannot be opened, which may be anything.
    """
    try:
        document, pages = _read(data)
        if any(page.blocks or page.pictures for page in pages) and _worth(pages)[0] == len(pages):
            return document, pages
    except LOCKED:
        raise
    except Exception:
        return _read(_without_table(data))
    try:
        other, found = _read(_without_table(data))
    except Exception:
        return document, pages
    return (other, found) if _worth(found) > _worth(pages) else (document, pages)


def _read(data: bytes) -> tuple[PDFDocument, list[Page]]:
    document, fonts = PDFDocument(PDFParser(io.BytesIO(data))), Fonts()
    leaves = _leaves(document)
    return document, [read_page(document, it, fonts) if it else Page(fault=True) for it in leaves]


def _without_table(data: bytes) -> bytes:
    """A file whose table of objects may be wrong, so that pdfminer looks for them itself."""
    return re.sub(rb"startxref\s+\d+", b"startxref none", _ENDLESS.sub(rb"\nendobj\n", data))


def _worth(pages: Sequence[Page]) -> tuple[int, int]:
    """How many pages were read whole, and how many with letters."""
    return sum(not page.fault for page in pages), sum(bool(page.blocks) for page in pages)


def _leaves(document: PDFDocument) -> Iterator[dict[str, Any]]:
    """What is said of each page, in order; nothing of one that cannot be found."""
    found, seen = False, set[int]()
    waiting: list[tuple[Any, dict[str, Any]]] = [(document.catalog.get("Pages"), {})]
    while waiting:
        node, above = waiting.pop()
        if (number := getattr(node, "objid", None)) in seen:
            continue
        if number is not None:
            seen.add(number)
        try:
            said = dict_value(node)
            kids = list_value(said["Kids"]) if "Kids" in said else []
        except Exception:
            said, kids = {}, []
        inherited = above | {k: v for k, v in said.items() if k in PDFPage.INHERITABLE_ATTRS}
        if kids:
            waiting.extend((kid, inherited) for kid in reversed(kids))
        elif node is not None and said.get("Type") is not LIT("Pages"):
            found = True
            yield inherited | said if said else {}
    if not found:
        yield from _loose(document)


def _loose(document: PDFDocument) -> Iterator[dict[str, Any]]:
    """Pages that no tree names, in the order of their objects."""
    for number in sorted({n for xref in document.xrefs for n in xref.get_objids()}):
        try:
            said = resolve1(document.getobj(number))
        except Exception:
            continue
        if isinstance(said, dict) and said.get("Type") is LIT("Page"):
            yield said
