"""A file that holds one article: which reader it needs, told by its ending or its first bytes."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module

from annotations.article import Article, id_from_text
from annotations.errors import PostilError
from annotations.sources.found import Found, article_of
from annotations.sources.mojibake import garbled, mended
from annotations.sources.published import dated
from annotations.sources.source import COMPOUND, MEGABYTE, Source, beginning, read_whole

Reader = Callable[[bytes, str], Found]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: the module that reads it, and the most bytes that one may have."""

    reader: str
    most: int

    def read(self, data: bytes, name: str) -> Found:
        """What the kind's reader makes of bytes. Raises `PostilError`."""
        reader: Reader = import_module(f"annotations.sources.{self.reader}").read
        return reader(data, name)


_PAGE = Kind("html", 20 * MEGABYTE)
_MARKDOWN = Kind("markdown", 64 * MEGABYTE)
_WORD = Kind("docx", 64 * MEGABYTE)
TEXT = Kind("plain_text", 512 * MEGABYTE)
KINDS: Mapping[str, Kind] = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _PAGE,
    ".htm": _PAGE,
    ".xhtml": _PAGE,
    ".pdf": Kind("pdf", 256 * MEGABYTE),
    ".docx": _WORD,
    ".docm": _WORD,
    ".dotx": _WORD,
    ".dotm": _WORD,
}
"""The kind of document behind each ending."""

_NOT_YET = {
    ".rtf": "RTF",
    ".odt": "OpenDocument",
    ".epub": "EPUB",
    ".xlsx": "a workbook",
    ".json": "one JSON value and not JSON Lines",
}
_RTF = b"{\\rtf"
_INSTEAD = {".json": "Save it with one object a line, as .jsonl.", ".xlsx": "Save it as .csv."}


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article that was read, and what to tell of how."""

    article: Article
    notes: tuple[str, ...] = ()


def kind_of(source: Source) -> Kind:
    """The kind of a document. Raises `PostilError` for what cannot be read."""
    ending = source.path.suffix.lower()
    if ending in KINDS:
        return KINDS[ending]
    head = beginning(source).lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(_RTF):
        ending = ".rtf"
    if ending in _NOT_YET:
        what = f"{source.name} is {_NOT_YET[ending]}, which postil does not read."
        raise PostilError(what, _INSTEAD.get(ending, "Save it as .txt, .docx or .pdf."))
    if head.startswith(COMPOUND):
        return _WORD
    if head.startswith(b"%PDF-"):
        return KINDS[".pdf"]
    if head.startswith(b"PK\x03\x04") and (b"word/" in head or b"[Content_Types]" in head):
        return KINDS[".docx"]
    start = head[:1024].lower()
    if start.startswith(b"<!doctype html") or b"<html" in start:
        return _PAGE
    return _MARKDOWN if head.startswith((b"---\n", b"+++\n")) else TEXT


def load(source: Source, fields: Mapping[str, str] | None = None, mend: bool = False) -> Loaded:
    """The article in a document, with the metadata in `fields` where there is any.

    `mend` puts garbled letters right. Raises `PostilError` where it cannot be read.
    """
    kind = kind_of(source)
    data = read_whole(source, kind.most)
    found = kind.read(data, source.name)
    imprint = None if found.as_is else hashlib.sha256(data).hexdigest()
    origin = source.name if source.lasting else None
    whole = article_of(found, source.name, fields or {}, imprint, origin)
    article, said = dated(whole)
    left = f"{source.name}: published was left empty: {whole.meta.published!r} {said.why_not}."
    notes = (*found.notes, left) if said.why_not else found.notes
    return healed(Loaded(article, notes), source.name, mend, bool((fields or {}).get("id")))


def healed(loaded: Loaded, name: str, mend: bool, id_given: bool = True) -> Loaded:
    """An article with garbled letters mended where that is wished, else with a word about them."""
    place = garbled(loaded.article.text)
    if place is None:
        return loaded
    if not mend:
        told = (
            f"{name} looks garbled: it says \u201c{place[0]}\u201d for \u201c{place[1]}\u201d;"
            " postil add --mend puts that right, as long as nothing is tagged."
        )
        return replace(loaded, notes=(*loaded.notes, told))
    article = with_text_mended(loaded.article, id_given)
    if article.text == loaded.article.text:
        return loaded
    what = f"\u201c{place[0]}\u201d for \u201c{place[1]}\u201d"
    told = f"{name} was garbled, with {what}, and was mended."
    return Loaded(article, (*loaded.notes, told))


def with_text_mended(article: Article, id_given: bool = True) -> Article:
    """An article with its letters put right, known again by the text as it was."""
    text, title = mended(article.text), mended(article.title)
    id = article.id if id_given else id_from_text(title, text)
    return replace(article, id=id, title=title, text=text, imprint=article.known_by)
