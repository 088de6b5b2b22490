"""A Word document (.docx, .docm, .dotx, .dotm), with nothing but the standard library."""

from collections.abc import Iterator

from annotations.counted import listed
from annotations.errors import PostilError
from annotations.sources.found import Found
from annotations.sources.papers.opc import Broken, Element, Package
from annotations.sources.papers.word_styles import Numbers, Styles
from annotations.sources.papers.word_text import Words
from annotations.sources.source import COMPOUND

_USUAL = "word/document.xml"


def read(data: bytes, name: str) -> Found:
    """The text, a blank line between paragraphs, footnotes last. Raises `PostilError`."""
    if data.startswith(COMPOUND):
        raise _compound(data, name)
    try:
        package = Package(data, name)
        main = next(iter(package.related("", "officeDocument")), _USUAL)
        if (body := package.tree(main).find("{w}body")) is None:
            raise Broken
        return _Document(package, main, name).found(body)
    except Broken as error:
        raise _not_one(data, name) from error
    except RecursionError:
        what = f"The tables or text boxes in {name} are nested hundreds deep."
        raise PostilError(what, "Open it in Word or LibreOffice and save its text.") from None


class _Document:
    """The parts of one document, and notes on them."""

    def __init__(self, package: Package, main: str, name: str) -> None:
        self._package, self._main, self._name = package, main, name
        self._told: list[str] = []

    def found(self, body: Element) -> Found:
        """What was read of the document."""
        words = Words(Styles(self._part("styles")), Numbers(self._part("numbering")))
        blocks = [*words.blocks(body)]
        notes = [*self._notes(words)]
        if left_out := [*self._left_out(words)]:
            self._tell(f"{listed(left_out)} were left out")
        if notes:
            self._tell("footnotes are at the end of the text")
        return Found("\n\n".join([*blocks, *notes]), self._fields(), tuple(self._told))

    def _notes(self, words: Words) -> Iterator[str]:
        """The footnotes and endnotes that the text refers to, in that order."""
        wanted = tuple(dict.fromkeys(words.notes))
        there = {
            (kind, note.get("{w}id", "")): note
            for kind in dict.fromkeys(kind for kind, _ in wanted)
            for part in [self._part(f"{kind}s")]
            if part is not None
            for note in part
        }
        for key in wanted:
            if key in there:
                yield from words.blocks(there[key])

    def _left_out(self, words: Words) -> Iterator[str]:
        if words.hidden:
            yield "hidden text"
        if words.elsewhere:
            yield "parts in other formats"
        for kind, said in (("comments", "comments"), ("header", "headers"), ("footer", "footers")):
            if any(map(self._has_letters, self._related(kind))):
                yield said

    def _has_letters(self, part: str) -> bool:
        try:
            tree = self._package.tree(part)
        except Broken:
            return False
        return any(letter.isalpha() for text in tree.iter("{w}t") for letter in text.text or "")

    def _fields(self) -> dict[str, str]:
        """Title, author and language; the file's dates are not those of a publication."""
        about = {"title": "title", "creator": "author", "language": "language"}
        for part in [*self._package.related("", "core-properties"), "docProps/core.xml"]:
            try:
                core = self._package.tree(part)
            except Broken:
                continue
            return {
                to: (core.findtext(f"{{dc}}{said}") or "").strip() for said, to in about.items()
            }
        return {}

    def _tell(self, what: str) -> None:
        self._told.append(f"{self._name}: {what}.")

    def _part(self, kind: str) -> Element | None:
        """The part that the text needs for something; one that is broken costs only that."""
        for part in self._related(kind):
            try:
                return self._package.tree(part)
            except Broken:
                self._tell(f"its {kind} cannot be read and were left out")
        return None

    def _related(self, kind: str) -> list[str]:
        try:
            named = self._package.related(self._main, kind)
        except Broken:
            named = []
        # Some programs forget to say how parts belong together, and give them the usual names.
        usual = f"word/{kind}.xml"
        return [part for part in named or [usual] if part in self._package]


def _compound(data: bytes, name: str) -> PostilError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return PostilError(
            f"{name} is locked with a password.", "Save it without the password first."
        )
    if "WordDocument".encode("utf-16-le") in data:
        what = f"{name} is in an older Word format, which postil cannot read."
        return PostilError(what, "Open it in Word or LibreOffice and save it as .docx.")
    return PostilError(f"{name} is not a Word document.", "Save its text as .txt, .docx or .pdf.")


def _not_one(data: bytes, name: str) -> PostilError:
    if data.startswith(b"PK") and b"word/" in data:
        what = f"{name} is damaged and cannot be read."
        return PostilError(what, "Open it in Word or LibreOffice and save it again.")
    return PostilError(f"{name} is not a Word document.", "Open and save it as .docx again.")
