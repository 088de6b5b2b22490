"""A Word document (.docx): its paragraphs and tables, with nothing but the standard library.

The format is WordprocessingML, ECMA-376 part 1, section 17; core properties are part 2, section 11.
"""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from annotations.errors import PostilError
from annotations.sources.found import Found
from annotations.sources.source import MEGABYTE

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LONGEST = 64 * MEGABYTE
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def read(data: bytes, name: str) -> Found:
    """The text, a blank line between paragraphs. Raises `PostilError`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _part(archive, "word/document.xml", name)
            core = _part(archive, "docProps/core.xml", name) if _has_core(archive) else None
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError) as error:
        raise _not_one(name) from error
    about = {"title": "title", "creator": "author", "language": "language"}
    fields = {ours: _core(core, dc) for dc, ours in about.items()} if core is not None else {}
    return Found("\n\n".join(_blocks(body)), fields)


def _has_core(archive: zipfile.ZipFile) -> bool:
    return "docProps/core.xml" in archive.namelist()


def _part(archive: zipfile.ZipFile, part: str, name: str) -> ElementTree.Element:
    if archive.getinfo(part).file_size > _LONGEST:
        what = f"{name} unpacks to more than {_LONGEST // MEGABYTE} MB, so it was not read."
        raise PostilError(what, "Save its text as .txt.")
    raw = archive.read(part)
    # No such part declares types of its own; entities would make little into much.
    if b"<!DOCTYPE" in raw[:1024]:
        raise _not_one(name)
    try:
        return ElementTree.fromstring(raw)
    except (ElementTree.ParseError, RecursionError):
        raise _not_one(name) from None


def _core(core: ElementTree.Element, field: str) -> str:
    return (core.findtext(f"{_DC}{field}") or "").strip()


def _blocks(element: ElementTree.Element) -> Iterator[str]:
    """The paragraphs below an element that have words, a table's rows as one each."""
    for child in element:
        if child.tag == f"{_W}p":
            text, boxes = _paragraph(child)
            if text.strip():
                yield text.strip()
            for box in boxes:
                yield from _blocks(box)
        elif child.tag == f"{_W}tr":
            cells = [" ".join(_blocks(cell)) for cell in child.iter(f"{_W}tc")]
            if any(cells):
                yield "\t".join(cells).strip()
        elif child.tag != _FALLBACK:
            yield from _blocks(child)


def _paragraph(paragraph: ElementTree.Element) -> tuple[str, list[ElementTree.Element]]:
    """A paragraph's words, and the text boxes that hang on it."""
    words: list[str] = []
    boxes: list[ElementTree.Element] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        kind = element.tag.removeprefix(_W)
        if kind == "t":
            words.append(element.text or "")
        elif kind == "txbxContent":
            boxes.append(element)
        elif kind in _MARKS:
            words.append(_MARKS[kind])
        # A tab in a paragraph's properties is a tab stop, and removed words are no words.
        elif kind not in ("pPr", "rPr", "del", "moveFrom") and element.tag != _FALLBACK:
            waiting.extend(reversed(element))
    return "".join(words), boxes


def _not_one(name: str) -> PostilError:
    return PostilError(f"{name} is not a Word document.", "Open and save it as .docx again.")
