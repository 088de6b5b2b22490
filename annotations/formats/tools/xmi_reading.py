"""UIMA CAS in, as XMI, as JSON or as WebAnno TSV: what kind of file it is, and its structures."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

from annotations.formats.format import Shape
from annotations.formats.json_records import keys_in
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found, unreadable
from annotations.formats.tools.cas import Structure, examples_of
from annotations.formats.tools.webanno_reading import BEGINNING, webanno
from annotations.sources.source import telling

XMI = "http://www.omg.org/XMI"
CAS = "http:///uima/cas.ecore"
CUSTOM = "http:///custom.ecore"
METADATA = "http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore"

_XML = b"http://www.omg.org/XMI"
_JSON = frozenset(("%TYPES", "%FEATURE_STRUCTURES"))
_USUAL = "_InitialView"
_OF_CHAINS = ("next", "first")
_NAMED_AS_REFERENCES = frozenset({"Governor", "Dependent", "target", "sofa"})


def read(path: Path, unit: Unit = "code-points") -> Iterator[Found]:
    """The articles of a file, or of every such file in a folder; offsets count UTF-16 units.

    Raises `PostilError` where a file is not what it should be.
    """
    for file in Shape(path).those(_looks_like):
        with telling(file):
            data = file.read_bytes()
        if data.startswith(BEGINNING):
            yield from examples_of(file, *webanno(data, file))
        else:
            sofas, structures = (_of_xml if _XML in data[:4096] else _of_json)(data, file)
            view, _, text = max(sofas, key=_worth, default=("", "", ""))
            yield from examples_of(file, text, structures, view)


def recognises(shape: Shape) -> bool:
    """Whether it holds a CAS, or WebAnno TSV."""
    return any(_looks_like(head) for _, head in shape.heads)


def _looks_like(head: bytes) -> bool:
    begins = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if begins == b"<":
        return b"<xmi:XMI" in head[:4096] or _XML in head[:4096]
    return head.startswith(BEGINNING) or (begins == b"{" and bool(_JSON & keys_in(head)))


Sofa = tuple[str, str, str]
"""A text of a CAS: its id, its name and its words. Of several, one is the article."""


def _worth(sofa: Sofa) -> tuple[bool, bool]:
    _, name, text = sofa
    return bool(text), name == _USUAL


def _of_xml(data: bytes, file: Path) -> tuple[list[Sofa], dict[str, Structure]]:
    """The texts and the structures of an XMI file. Raises `PostilError` where it is none."""
    try:
        root = Xml.fromstring(data)  # expat resolves nothing outside the file, and expands little
    except (Xml.ParseError, ValueError) as error:
        raise unreadable(file, error) from None
    found, sofas = dict[str, Structure](), list[Sofa]()
    elements = [(one.get(f"{{{XMI}}}id", ""), one) for one in root]
    ids = {id for id, _ in elements}
    for id, element in elements:
        space, _, type = element.tag.removeprefix("{").rpartition("}")
        if space == CAS:
            if type == "Sofa":
                sofas.append((id, element.get("sofaID", ""), element.get("sofaString", "")))
            continue
        given = {name: value for name, value in element.attrib.items() if not name.startswith("{")}
        for child in element:  # lists of strings
            given[child.tag] = " ".join(filter(None, [given.get(child.tag), child.text]))
        refs = {
            name: tuple(value.split())
            for name, value in given.items()
            if name in _NAMED_AS_REFERENCES
            or (name in _OF_CHAINS and value in ids)
            or _are_ids(value, ids)
        }
        said = {name: value for name, value in given.items() if name not in refs}
        found[id] = Structure(f"{_package(space)}.{type}", said, refs)
    return sofas, found


def _package(space: str) -> str:
    """The package of a type, which its namespace spells as a path."""
    return space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")


def _are_ids(value: str, ids: set[str]) -> bool:
    """Whether a value names structures: one number alone may be a number."""
    return len(value.split()) > 1 and set(value.split()) <= ids


def _of_json(data: bytes, file: Path) -> tuple[list[Sofa], dict[str, Structure]]:
    """The texts and the structures of a CAS in JSON. Raises `PostilError` where it is none."""
    try:
        cas = json.loads(data)
        given = cas.get("%FEATURE_STRUCTURES", ())
        given = given.values() if isinstance(given, dict) else given
        found, sofas = dict[str, Structure](), list[Sofa]()
        for one in given:
            if one["%TYPE"] == "uima.cas.Sofa":
                text = one.get("sofaString") or ""
                sofas.append((str(one["%ID"]), str(one.get("sofaID")), text))
                continue
            plain = {name: one[name] for name in one if name[:1] not in "%@^"}
            refs = {
                name[1:]: tuple(map(str, one[name] if isinstance(one[name], list) else [one[name]]))
                for name in one
                if name.startswith("@")
            }
            if "%ELEMENTS" in one:
                refs["%ELEMENTS"] = tuple(map(str, one["%ELEMENTS"]))
            found[str(one["%ID"])] = Structure(one["%TYPE"], plain, refs)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise unreadable(file, error) from None
    return sofas, found
