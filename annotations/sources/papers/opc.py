"""A package of XML parts (.docx and its kin), found by their relationships and not by their names.

Open Packaging Conventions, ECMA-376 part 2; what Strict files call by other names is called by the
usual ones, as `{w}p`.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from xml.etree import ElementTree
from xml.parsers import expat

from annotations.errors import PostilError
from annotations.sources.packed import UNPACKING
from annotations.sources.source import MEGABYTE

Element = ElementTree.Element

_LONGEST = 64 * MEGABYTE
_SHORT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "{w}",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "{w}",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "{r}",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "{r}",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "{m}",
    "http://purl.oclc.org/ooxml/officeDocument/math": "{m}",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "{mc}",
    "http://purl.org/dc/elements/1.1/": "{dc}",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
}


class Broken(Exception):
    """A part that is not there, or that is no XML."""


class Package:
    """The parts of a package. Raises `Broken` where bytes are none."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except UNPACKING as error:
            raise Broken from error
        self._entries = {
            entry.filename.replace("\\", "/").lower(): entry for entry in self._zip.infolist()
        }

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that one (or the package, `""`) names as its `kind`, such as "footnotes"."""
        folder, file = posixpath.split(part)
        relationships = posixpath.join(folder, "_rels", f"{file}.rels")
        if relationships.lower() not in self._entries:
            return []
        return [
            posixpath.normpath(posixpath.join("/", folder, said.get("Target", ""))).lstrip("/")
            for said in self.tree(relationships).iter("Relationship")
            if said.get("Type", "").rpartition("/")[2] == kind
            and said.get("TargetMode") != "External"
        ]

    def tree(self, part: str) -> Element:
        """A part's root. Raises `Broken`, and `PostilError` for one that no text needs."""
        try:
            entry = self._entries[part.lower()]
            if entry.file_size > _LONGEST:
                what = f"{self._name} unpacks to more than {_LONGEST // MEGABYTE} MB."
                raise PostilError(f"{what[:-1]}, so it was not read.", "Save its text as .txt.")
            raw = self._zip.read(entry)
            _refuse_types(raw)
            root = ElementTree.fromstring(raw)
        except (*UNPACKING, ElementTree.ParseError, expat.ExpatError, LookupError) as error:
            raise Broken from error
        for element in root.iter():
            if isinstance(element.tag, str):
                element.tag = _short(element.tag)
            element.attrib = {_short(key): value for key, value in element.attrib.items()}
        return root

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)


def _refuse_types(raw: bytes) -> None:
    """Raise `Broken` for a part with types of its own: its entities would make little into much.

    They stand before the root element (XML 1.0, 2.8), wherever that is and however it is encoded.
    """

    class Begun(Exception): ...

    def begun(*_: object) -> None:
        raise Begun

    def typed(*_: object) -> None:
        raise Broken

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = begun, typed
    with suppress(Begun):
        parser.Parse(raw, True)


@cache
def _short(name: str) -> str:
    space, _, local = name.removeprefix("{").rpartition("}")
    return f"{_SHORT[space]}{local}" if space in _SHORT else name
