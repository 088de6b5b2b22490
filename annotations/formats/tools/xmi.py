"""UIMA CAS as XMI, for INCEpTION: a file for each article and the type system of all of them.

Spans are `custom.Span`, links `custom.Relation`: the layers of INCEpTION's basic project. Shapes
after dkpro-cassis (`xmi.py`) and Apache UIMA's XMI; offsets count UTF-16 units.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.etree import ElementTree as Xml

from annotations.annotation import Annotation
from annotations.example import Example
from annotations.formats.format import Examples, FolderFormat
from annotations.formats.loss import Loss, Tally
from annotations.formats.offsets import utf_16
from annotations.formats.request import Request
from annotations.formats.tools.names import Names, distinct
from annotations.formats.tools.xmi_reading import (
    CAS,
    CUSTOM,
    METADATA,
    XMI,
    read,
    recognises,
)
from annotations.formats.tools.xml_words import FORBIDDEN, REPLACED, allowed, save

TYPES = "TypeSystem.xml"
_UIMA = "http://uima.apache.org/resourceSpecifier"
_NOT_IN_A_NAME = re.compile(r"^(?=\d)|\W|[^\x00-\x7f]")
_ABOUT = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_FIXED = ("label", "annotator", "note")


def write(examples: Examples, folder: Path, request: Request) -> Loss:
    """Write `NAME.xmi` for each article, in a folder for each part, beside the type system."""
    tally, names = Tally(), Names(folder, request)
    found = {name: None for label in request.scheme.labels for name in label.attributes}
    for example in examples():
        found |= dict.fromkeys(name for tag in example.annotations for name in tag.attrs)
    features = distinct((*_FIXED, *(n for n in found if n not in _FIXED)), _NOT_IN_A_NAME, "value")
    for example in examples():
        tally.add(example)
        tally.without(example, "xmi", "code")
        file = names.of(example.article)
        save(_cas(example, features, tally), file.with_name(f"{file.name}.xmi"))
    save(_types(features.values()), folder / TYPES)
    return tally.loss


def _cas(example: Example, features: Mapping[str, str], tally: Tally) -> Xml.Element:
    article = example.article
    count = utf_16(article.text)
    root = Xml.Element(f"{{{XMI}}}XMI", {f"{{{XMI}}}version": "2.0"})

    def add(kind: str, said: Mapping[str, str]) -> str:
        id = str(len(root))
        Xml.SubElement(
            root,
            kind,
            {f"{{{XMI}}}id": id, **{name: allowed(words) for name, words in said.items()}},
        )
        return id

    add(f"{{{CAS}}}NULL", {})
    sofa = str(len(example.annotations) + len(example.links) + 2)
    add(
        f"{{{METADATA}}}DocumentMetaData",
        {
            "sofa": sofa,
            "begin": "0",
            "end": str(count(len(article.text))),
            "language": article.meta.language or "x-unspecified",
            "documentTitle": article.title,
            "documentId": article.id,
        },
    )
    ids, places = dict[str, str](), dict[str, dict[str, str]]()
    for tag in example.annotations:
        place = {"sofa": sofa, "begin": str(count(tag.start)), "end": str(count(tag.end))}
        places[tag.id] = place
        said = {features[name]: value for name, value in _said(tag).items()}
        ids[tag.id] = add(f"{{{CUSTOM}}}Span", {**place, **said})
        if FORBIDDEN.search(article.text, tag.start, tag.end):
            tally.lose(tag, f"written with {REPLACED}", "XML has no such character")
    for link in example.links:
        ends = {"Governor": ids[link.source], "Dependent": ids[link.target]}
        add(f"{{{CUSTOM}}}Relation", {**places[link.target], "label": link.type, **ends})
    members = " ".join(map(str, range(1, len(root))))
    told = {"sofaNum": "1", "sofaID": "_InitialView", "mimeType": "text"}
    add(f"{{{CAS}}}Sofa", {**told, "sofaString": article.text})
    Xml.SubElement(root, f"{{{CAS}}}View", {"sofa": sofa, "members": members})
    return root


def _said(tag: Annotation) -> dict[str, str]:
    """The features of a span, as words."""
    attrs = {name: value for name, value in tag.attrs.items() if value not in (None, "")}
    words = {n: str(v).lower() if isinstance(v, bool) else str(v) for n, v in attrs.items()}
    words |= {"label": tag.label, "annotator": tag.annotator}
    return words | ({"note": tag.note} if tag.note else {})


def _types(features: Iterable[str]) -> Xml.Element:
    """The type system, in the words of UIMA's component descriptors."""
    root = Xml.Element("typeSystemDescription", xmlns=_UIMA)
    types = Xml.SubElement(root, "types")
    spans = dict.fromkeys(features, "uima.cas.String")
    ends = dict.fromkeys(("Governor", "Dependent"), "custom.Span")
    about = dict.fromkeys(("documentTitle", "documentId"), "uima.cas.String")
    for name, above, said in (
        ("custom.Span", "uima.tcas.Annotation", spans),
        ("custom.Relation", "uima.tcas.Annotation", {"label": "uima.cas.String", **ends}),
        (_ABOUT, "uima.tcas.DocumentAnnotation", about),
    ):
        type = Xml.SubElement(types, "typeDescription")
        Xml.SubElement(type, "name").text = name
        Xml.SubElement(type, "supertypeName").text = above
        held = Xml.SubElement(type, "features")
        for feature, range in said.items():
            one = Xml.SubElement(held, "featureDescription")
            Xml.SubElement(one, "name").text = feature
            Xml.SubElement(one, "rangeTypeName").text = range
    Xml.indent(root)
    return root


for _prefix, _uri in (("xmi", XMI), ("cas", CAS), ("custom", CUSTOM), ("type", METADATA)):
    Xml.register_namespace(_prefix, _uri)

FORMAT = FolderFormat(
    name="xmi",
    summary="UIMA CAS (XMI), for INCEpTION",
    carries="tags, links, attributes and notes",
    signed=True,
    details="""\
`NAME.xmi` for each article, named by its id, in a folder for each part, and `TypeSystem.xml`. Tags
are `custom.Span` and links `custom.Relation`, the layers of INCEpTION's basic project, with their
label; attributes, note and annotator are further features: add them to the layer there. Offsets
count UTF-16 units, as UIMA has it. Characters that XML forbids are written as \ufffd, and told.
Imported are XMI, CAS JSON and WebAnno TSV 3.3 of any layers with a label or value: a reference
between annotations is a link, as are the roles of slots, and the members of a chain are linked to
the `next`; lemmas, parts of speech, dependencies and the like are named and left out. Of several
texts in a CAS the first view is the article, and annotations of another are named. In a project's
export a file is named after the annotator and its folder after the article.""",
    options=frozenset({"parts"}),
    write=write,
    read=read,
    recognises=recognises,
)
