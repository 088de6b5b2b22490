"""A file that holds one article: which reader it needs, by its ending or its first bytes."""

import hashlib
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from annotations.article import Article, id_from_text
from annotations.errors import PostilError
from annotations.sources.found import Found, article_of, in_whole_letters, reader_at, told_of
from annotations.sources.letters.mojibake import garbled, mended
from annotations.sources.source import COMPOUND, MEGABYTE, Source, beginning, read_whole


class Kind(Struct, frozen=True):
    """A kind of document: the place of its reader, and the most bytes that one may have.

    `apart` tells that it is read in a process of its own, for it can be made to take everything.
    """

    reader: str
    most: int
    apart: bool = False

    def read(self, data: bytes, name: str) -> Found:
        """What the kind's reader makes of bytes. Raises `PostilError`."""
        if self.apart:
            from annotations.sources import apart

            return apart.read(self.reader, data, name)
        return reader_at(self.reader)(data, name)


_PAGE = Kind("pages.html.read", 20 * MEGABYTE, apart=True)
_SAVED = Kind("pages.html.read_saved", 64 * MEGABYTE, apart=True)
_MARKDOWN = Kind("texts.read_markdown", 64 * MEGABYTE)
_WORD = Kind("papers.docx.read", 64 * MEGABYTE, apart=True)
TEXT = Kind("texts.read", 128 * MEGABYTE)
KINDS: Mapping[str, Kind] = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _PAGE,
    ".htm": _PAGE,
    ".xhtml": _PAGE,
    ".pdf": Kind("papers.pdf.read", 256 * MEGABYTE, apart=True),
    ".docx": _WORD,
    ".docm": _WORD,
    ".dotx": _WORD,
    ".dotm": _WORD,
    ".mht": _SAVED,
    ".mhtml": _SAVED,
}
"""The kind of document behind each ending."""

_PAGES = (".html", ".htm", ".xhtml")
_PAGE_AS_MAIL = (b"multipart/related", b"snapshot-content-location:")
_NOT_YET = {
    ".rtf": "RTF",
    ".odt": "OpenDocument",
    ".epub": "EPUB",
    ".xlsx": "a workbook",
    ".xls": "a workbook",
    ".ods": "a workbook",
    ".tar": "a tar archive",
    ".tgz": "a tar archive",
    ".zst": "packed with zstd",
    ".7z": "a 7z archive",
    ".rar": "a RAR archive",
}
_WORKBOOKS, _ARCHIVES = (".xlsx", ".xls", ".ods"), (".tar", ".tgz", ".zst", ".7z", ".rar")
_INSTEAD = {
    **dict.fromkeys(_WORKBOOKS, "Save it as .csv."),
    **dict.fromkeys(_ARCHIVES, "Unpack it, and name the folder."),
}
_MAGIC = (
    (b"{\\rtf", ".rtf"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"Rar!", ".rar"),
    (b"\x28\xb5\x2f\xfd", ".zst"),
)
"""How files of kinds that are not read begin, whatever their ending."""


class Loaded(Struct, frozen=True):
    """An article that was read, and notes on how."""

    article: Article
    notes: tuple[str, ...] = ()


def kind_of(source: Source) -> Kind:
    """The kind of a document. Raises `PostilError` for what cannot be read."""
    ending = source.path.suffix.lower()
    if ending in KINDS and KINDS[ending] not in (TEXT, _PAGE):
        return KINDS[ending]
    head = beginning(source).lstrip(b"\xef\xbb\xbf \t\r\n")
    ending = next((kind for mark, kind in _MAGIC if head.startswith(mark)), ending)
    if ending in _NOT_YET:
        what = f"{source.name} is {_NOT_YET[ending]}, which postil cannot read."
        raise PostilError(what, _INSTEAD.get(ending, "Save it as .txt, .docx or .pdf."))
    if head.startswith(COMPOUND):
        return _WORD
    start = head[:1024].lower()
    if b"mime-version:" in start and any(mark in start for mark in _PAGE_AS_MAIL):
        return _SAVED
    if head.startswith((b"{", b"[")) and ending not in _PAGES:
        _refuse_json(head, source.name)
    if ending in KINDS:
        return KINDS[ending]
    if head.startswith(b"%PDF-"):
        return KINDS[".pdf"]
    if head.startswith(b"PK\x03\x04") and (b"word/" in head or b"[Content_Types]" in head):
        return KINDS[".docx"]
    if start.startswith(b"<!doctype html") or b"<html" in start:
        return _PAGE
    if start.startswith(b"<?xml"):
        what = f"{source.name} is XML, which postil cannot read."
        raise PostilError(what, "Save the article as .txt or .html.")
    return _MARKDOWN if head.startswith((b"---\n", b"+++\n")) else TEXT


def _refuse_json(head: bytes, name: str) -> None:
    """Raise `PostilError` where a text file is what programs keep many articles in."""
    from annotations.sources.tables.forms import json_form, start_of

    if json_form(start_of(head)):
        what = f"{name} is JSON, not the text of an article."
        raise PostilError(
            what, "Open the file by its name, or rename it so that it ends in .jsonl or .json."
        )


def load(source: Source, fields: Mapping[str, str] | None = None, mend: bool = False) -> Loaded:
    """The article in a document, with the metadata in `fields` where there is any.

    `mend` puts garbled letters right. Raises `PostilError` where it cannot be read.
    """
    kind = kind_of(source)
    data = read_whole(source, kind.most)
    with told_of(source.name):
        found = in_whole_letters(kind.read(data, source.name), source.name)
        imprint = None if found.as_is else hashlib.sha256(data).hexdigest()
        origin = source.name if source.lasting else None
        whole = article_of(found, source.name, fields or {}, imprint, origin)
        loaded = _dated(Loaded(whole, found.notes), source.name)
        return healed(loaded, source.name, mend, bool((fields or {}).get("id")))


def _dated(loaded: Loaded, name: str) -> Loaded:
    """An article with its date in ISO 8601, and a word where that cannot be read."""
    given = loaded.article.meta.published
    if given is None:
        return loaded
    from annotations.sources.published import dated, undated

    article, said = dated(loaded.article)
    return Loaded(article, (*loaded.notes, *filter(None, [undated(name, given, said)])))


def healed(loaded: Loaded, name: str, mend: bool, id_given: bool = True) -> Loaded:
    """An article with garbled letters mended where that is wished, else with a word about them."""
    place = garbled(loaded.article.text)
    if place is None:
        return loaded
    if not mend:
        told = (
            f"{name} looks garbled: it says \u201c{place[0]}\u201d for \u201c{place[1]}\u201d."
            " To mend it, run postil add --mend before you tag it."
        )
        return replace(loaded, notes=(*loaded.notes, told))
    article = with_text_mended(loaded.article, id_given)
    if article.text == loaded.article.text:
        return loaded
    what = f"\u201c{place[0]}\u201d for \u201c{place[1]}\u201d"
    told = f"{name} was garbled ({what}) and has been mended."
    return Loaded(article, (*loaded.notes, told))


def with_text_mended(article: Article, id_given: bool = True) -> Article:
    """An article with its letters put right, known again by the text as it was."""
    text, title = mended(article.text), mended(article.title)
    id = article.id if id_given else id_from_text(title, text)
    return replace(article, id=id, title=title, text=text, imprint=article.known_by)
