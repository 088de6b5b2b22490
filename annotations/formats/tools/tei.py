"""TEI P5: the text of each article as it is, and its annotations as stand-off beside it.

Shapes after the TEI Guidelines (4.3, chapters on linking and on `standOff`): `#string-range(text,
START,LENGTH)` counts characters from 0, labels are categories of a taxonomy, ids are XML names.
"""

from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as Xml

from annotations.annotation import Annotation
from annotations.example import Example
from annotations.formats.format import Examples, FolderFormat
from annotations.formats.loss import Loss, Tally
from annotations.formats.request import Request
from annotations.formats.tools.names import NOT_IN_A_NAME, Names, distinct
from annotations.formats.tools.xml_words import (
    FORBIDDEN,
    REPLACED,
    allowed,
    save,
    with_line_feeds,
)
from annotations.scheme import Scheme

TEI = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def write(examples: Examples, folder: Path, request: Request) -> Loss:
    """Write `NAME.xml` for each article, in a folder for each part."""
    tally, names, labels = Tally(), Names(folder, request), set[str]()
    for example in examples():
        labels.update(tag.label for tag in example.annotations)
    ids = distinct(request.labels(labels), NOT_IN_A_NAME, "label")
    for example in examples():
        tally.add(example)
        tally.without(example, "tei", "code")
        file = names.of(example.article)
        root = _document(example, request.scheme, ids, tally)
        save(root, file.with_name(f"{file.name}.xml"))
    return tally.loss


def _document(
    example: Example, scheme: Scheme, labels: Mapping[str, str], tally: Tally
) -> Xml.Element:
    root = Xml.Element("TEI", xmlns=TEI)
    if example.article.meta.language:
        root.set(_LANGUAGE, example.article.meta.language)
    people = distinct(
        dict.fromkeys(tag.annotator for tag in example.annotations), NOT_IN_A_NAME, "person"
    )
    _header(root, example, scheme, labels, people)
    _stand_off(root, example, labels, people, tally)
    body = _under(_under(root, "text"), "body")
    _under(body, "ab", with_line_feeds(example.article.text)).set(_ID, "text")
    return root


def _header(
    root: Xml.Element,
    example: Example,
    scheme: Scheme,
    labels: Mapping[str, str],
    people: Mapping[str, str],
) -> None:
    """What the text is, who annotated it, and which labels there are."""
    meta = example.article.meta
    header = _under(root, "teiHeader")
    about = _under(header, "fileDesc")
    title = _under(about, "titleStmt")
    _under(title, "title", example.article.title)
    if meta.author:
        _under(title, "author", meta.author)
    for name, id in people.items():
        held = _under(title, "respStmt")
        held.set(_ID, f"who.{id}")
        _under(held, "resp", "annotation")
        _under(held, "name", name)
    _under(_under(about, "publicationStmt"), "p", "Exported by postil.")
    source = _under(_under(about, "sourceDesc"), "bibl")
    for tag, words in (("publisher", meta.source), ("date", meta.published), ("ref", meta.url)):
        if words:
            _under(source, tag, words)
    _under(source, "idno", example.article.id)
    taxonomy = _under(_under(_under(header, "encodingDesc"), "classDecl"), "taxonomy")
    for name, id in labels.items():
        category = _under(taxonomy, "category")
        category.set(_ID, f"label.{id}")
        known = scheme.label(name)
        said = f": {known.description}" if known and known.description else ""
        _under(category, "catDesc", f"{name}{said}")


def _stand_off(
    root: Xml.Element,
    example: Example,
    labels: Mapping[str, str],
    people: Mapping[str, str],
    tally: Tally,
) -> None:
    """Spans with their notes, feature structures with their attributes, and links."""
    if not example.annotations:
        return
    held = _under(root, "standOff")
    spans, structures = _under(held, "spanGrp"), list[tuple[str, Annotation]]()
    ids = {tag.id: f"tag.{number}" for number, tag in enumerate(example.annotations, 1)}
    for tag in example.annotations:
        span = _under(spans, "span", tag.note)
        span.set(_ID, ids[tag.id])
        span.set("target", f"#string-range(text,{tag.start},{tag.end - tag.start})")
        said = [f"#label.{labels[tag.label]}"]
        if any(value not in (None, "") for value in tag.attrs.values()):
            structures.append((f"said.{len(structures) + 1}", tag))
            said.append(f"#{structures[-1][0]}")
        span.set("ana", " ".join(said))
        span.set("resp", f"#who.{people[tag.annotator]}")
        if FORBIDDEN.search(example.article.text, tag.start, tag.end):
            tally.lose(tag, f"written with {REPLACED}", "XML has no such character")
    for id, tag in structures:
        structure = _under(held, "fs")
        structure.set(_ID, id)
        for name, value in tag.attrs.items():
            if value not in (None, ""):
                feature = _under(structure, "f")
                feature.set("name", NOT_IN_A_NAME.sub("_", name) or "value")
                _under(feature, "string", str(value))
    if example.links:
        links = _under(held, "linkGrp")
        for link in example.links:
            one = _under(links, "link")
            one.set("type", NOT_IN_A_NAME.sub("_", link.type) or "link")
            one.set("target", f"#{ids[link.source]} #{ids[link.target]}")


def _under(parent: Xml.Element, tag: str, words: str = "") -> Xml.Element:
    found = Xml.SubElement(parent, tag)
    found.text = allowed(words) or None
    return found


FORMAT = FolderFormat(
    name="tei",
    summary="TEI P5: the text as it is, with stand-off annotation",
    carries="nothing: it is not imported",
    signed=True,
    details="""\
`NAME.xml` for each article, named by its id, in a folder for each part. The text is one `ab`; a
`span` has its place as `#string-range(text,START,LENGTH)` in code points, its label as a category
of the taxonomy (`ana`), its annotator (`resp`) and its note as content; attributes are feature
structures, links stand in a `linkGrp` from and to the ids of spans. Characters that XML forbids are
written as \ufffd, and told; a carriage return before a line feed becomes a space, so that places
stay.""",
    options=frozenset({"parts"}),
    write=write,
)
