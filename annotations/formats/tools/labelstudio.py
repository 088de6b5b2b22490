"""Label Studio: tasks with their regions and the labelling config that shows them.

Shapes after label-studio-sdk (`label_interface`) and the editor's `RichTextRegion.js`: offsets are
code points, an attribute is another result with the id of its region.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from msgspec import to_builtins
from msgspec.structs import replace

from annotations.annotation import Annotation, Code, Link
from annotations.example import Example
from annotations.formats import output
from annotations.formats.format import Examples, FolderFormat
from annotations.formats.jsonl import encode
from annotations.formats.loss import Loss, Tally
from annotations.formats.request import Request
from annotations.formats.tools.beside import beside
from annotations.formats.tools.labelstudio_reading import (
    LABEL,
    TEXT,
    YES_NO,
    read,
    recognises,
)
from annotations.formats.tools.restoring import NAME
from annotations.scheme import Attribute, Scheme

CONFIG = "config.xml"
_SHOWN = ("start", "end", "label", "text", "note", "score")
_TAGS = {"choice": "Choices", "flag": "Choices", "number": "Number"}

Result = dict[str, Any]


def write(examples: Examples, folder: Path, request: Request) -> Loss:
    """Write the tasks of each part as one JSON array, and the config beside them."""
    tally = Tally()
    labels = set[str]()
    with output.arrays(folder, request.part_names("tasks")) as add:
        for example in examples():
            tally.add(example)
            labels.update(a.label for a in (*example.annotations, *example.suggestions))
            task = _Task(example, request.scheme).written(request)
            add(request.part(example.article.id, "tasks"), encode(task))
    (folder / CONFIG).write_bytes(config(request.scheme, request.labels(labels)))
    return tally.loss


def config(scheme: Scheme, labels: Iterable[str]) -> bytes:
    """The labelling config: labels, links, and attributes of regions and of the article."""
    view = Xml.Element("View")
    Xml.SubElement(view, "Header", value="$title")
    shown = Xml.SubElement(view, "Labels", name=LABEL, toName=TEXT)
    for name in labels:
        known = scheme.label(name)
        label = Xml.SubElement(shown, "Label", value=name)
        if known:
            label.set("background", known.colour)
    if types := list(dict.fromkeys(link.type for link in scheme.links)):
        relations = Xml.SubElement(view, "Relations")
        for type in types:
            Xml.SubElement(relations, "Relation", value=type)
    Xml.SubElement(view, "Text", name=TEXT, value=f"${TEXT}", granularity="symbol")
    for name, attribute in _controls(scheme).items():
        of = [label.name for label in scheme.labels if label.attributes.get(name) == attribute]
        _control(view, name, attribute, ",".join(of))
    for name, attribute in _codes(scheme).items():
        _control(view, name, attribute)
    Xml.indent(view)
    return Xml.tostring(view, encoding="unicode").encode() + b"\n"


def _controls(scheme: Scheme) -> dict[str, Attribute]:
    """The attributes that have a control; of two of one name the first, for names are unique."""
    found: dict[str, Attribute] = {}
    for label in scheme.labels:
        for name, attribute in label.attributes.items():
            if name not in (LABEL, TEXT):
                found.setdefault(name, attribute)
    return found


def _codes(scheme: Scheme) -> dict[str, Attribute]:
    """The codes of articles that have a control."""
    taken = {LABEL, TEXT, *_controls(scheme)}
    return {name: one for name, one in scheme.codes.items() if name not in taken}


def _control(view: Xml.Element, name: str, attribute: Attribute, of: str = "") -> None:
    """Add what asks for an attribute of regions with the labels `of`, else for a code."""
    Xml.SubElement(view, "Header", value=name, size="5")
    kind = _TAGS.get(attribute.type, "TextArea")
    tag = Xml.SubElement(view, kind, name=_named(name, attribute), toName=TEXT)
    if of:
        tag.attrib |= {"perRegion": "true", "whenTagName": LABEL, "whenLabelValue": of}
    choices = tuple(YES_NO) if attribute.type == "flag" else attribute.choices
    for choice in choices if kind == "Choices" else ():
        Xml.SubElement(tag, "Choice", value=choice)


def _named(name: str, attribute: Attribute) -> str:
    """What a control is called: that of a flag says that its choices are yes and no."""
    return f"{name}?" if attribute.type == "flag" else name


class _Task:
    """One article as a task; it knows what of it is shown, for the rest travels beside."""

    def __init__(self, example: Example, scheme: Scheme) -> None:
        self._example, self._scheme = example, scheme
        self._shown: dict[str, list[str]] = {}
        self._coded: dict[str, Code] = {}
        self._links: set[Link] = set()

    def written(self, request: Request) -> dict[str, Any]:
        """The task: an annotation of each annotator, a prediction of each that suggested."""
        example = self._example
        waiting = [one for one in example.suggestions if one.verdict == "suggested"]
        people = sorted(
            {tag.annotator for tag in example.annotations} | {c.annotator for c in example.codes}
        )
        models = sorted({one.annotator for one in waiting})
        annotations = [{"result": self._by(name)} for name in people]
        predictions = [
            {"model_version": name, "result": self._regions(waiting, name)} for name in models
        ]
        meta = example.article.meta.as_dict()
        data = {
            TEXT: example.article.text,
            "title": example.article.title,
            "id": example.article.id,
            **{name: value for name, value in meta.items() if value},
            NAME: self._beside(request),
        }
        return {"data": data, "annotations": annotations, "predictions": predictions}

    def _beside(self, request: Request) -> dict[str, Any]:
        hidden = tuple(c for c in self._example.codes if c not in self._coded.values())
        links = tuple(sorted(set(self._example.links) - self._links))
        example = replace(self._example, codes=hidden)
        kept = beside(example, request, self._shown, fields=_SHOWN)
        coded = {id: code.annotator for id, code in self._coded.items()}
        more = {"links": to_builtins(links), "coded": coded}
        return {**kept, **{name: value for name, value in more.items() if value}}

    def _by(self, annotator: str) -> list[Result]:
        """What somebody tagged, linked and said of the article."""
        results = self._regions(self._example.annotations, annotator)
        own = {tag.id for tag in self._example.annotations if tag.annotator == annotator}
        links = [link for link in self._example.links if {link.source, link.target} <= own]
        self._links.update(links)
        codes = [self._code(code) for code in self._example.codes if code.annotator == annotator]
        return [*results, *map(_relation, links), *filter(None, codes)]

    def _regions(self, tags: Iterable[Annotation], annotator: str) -> list[Result]:
        return [one for tag in tags if tag.annotator == annotator for one in self._region(tag)]

    def _region(self, tag: Annotation) -> Iterator[Result]:
        """A tag and its attributes, each as a result with the tag's id."""
        place = {"start": tag.start, "end": tag.end}
        words = self._example.article.text[tag.start : tag.end]
        region = _result(tag.id, LABEL, "labels", {**place, "text": words, "labels": [tag.label]})
        if tag.note:
            region["meta"] = {"text": [tag.note]}
        if tag.score is not None:
            region["score"] = tag.score
        yield region
        shown = self._shown[tag.id] = list[str]()
        label = self._scheme.label(tag.label)
        known = label.attributes if label else {}
        for name, control in _controls(self._scheme).items():
            if known.get(name) == control and (said := _said(control, tag.attrs.get(name))):
                shown.append(name)
                yield _result(tag.id, _named(name, control), said[0], {**place, **said[1]})

    def _code(self, code: Code) -> Result | None:
        control = _codes(self._scheme).get(code.name)
        said = control and _said(control, code.value)
        if not control or not said:
            return None
        id = f"code-{len(self._coded)}"
        self._coded[id] = code
        return _result(id, _named(code.name, control), *said)


def _relation(link: Link) -> Result:
    ends = {"from_id": link.source, "to_id": link.target}
    return {"type": "relation", **ends, "direction": "right", "labels": [link.type]}


def _said(attribute: Attribute, value: object) -> tuple[str, dict[str, Any]] | None:
    """The type and value of a result; `None` for a value that is not of the attribute's type."""
    if attribute.type == "flag":
        answer = next((word for word, one in YES_NO.items() if one is value), None)
        return ("choices", {"choices": [answer]}) if answer else None
    if attribute.type == "number":
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return ("number", {"number": value}) if is_number else None
    if not isinstance(value, str) or not value:
        return None
    if attribute.type == "choice":
        return ("choices", {"choices": [value]}) if value in attribute.choices else None
    return "textarea", {"text": [value]}


def _result(id: str, name: str, type: str, value: Mapping[str, Any]) -> Result:
    return {"id": id, "from_name": name, "to_name": TEXT, "type": type, "value": value}


FORMAT = FolderFormat(
    name="labelstudio",
    summary="Label Studio: tasks with regions, and the config that shows them",
    carries="everything; rejected suggestions with `--negatives`",
    lossless=True,
    waiting=True,
    signed=True,
    details="""\
`config.xml` is the labelling config: paste it into the project's settings, then import
`tasks.json`, or one file for each part. Tags are regions, attributes are choices, numbers or texts
of their region, codes are those of the task, notes stand in the region's details. Waiting
suggestions are predictions, by model. Several annotators are several annotations of a task, of
nobody there: Label Studio refuses a file that names people whom it does not know. A link between
tags of two of them, and all else that it has no place for, travels in `data.postil` and comes back
with an export as JSON. That export is read whoever made the project. JSON-MIN and CSV are read as
well, with the annotator and the times of each row, but they have no links.""",
    options=frozenset({"negatives", "parts"}),
    write=write,
    read=read,
    recognises=recognises,
)
