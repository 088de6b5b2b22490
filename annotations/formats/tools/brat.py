"""brat: a text and its standoff for each article, and the configuration that shows them.

Shapes after brat's `annotation.py`: offsets are code points, a span over line breaks is written as
fragments, types hold no white space.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from annotations.annotation import Annotation
from annotations.example import Example
from annotations.formats.format import Examples, FolderFormat
from annotations.formats.loss import Kind, Loss, Tally
from annotations.formats.request import Request
from annotations.formats.tools.brat_reading import ANNOTATOR, NOTE, read, recognises
from annotations.formats.tools.names import Names, distinct
from annotations.formats.tools.xml_words import with_line_feeds
from annotations.scheme import Scheme

_NOT_IN_A_TYPE = re.compile(r"[^A-Za-z0-9_-]+")
_BREAKS = re.compile("[\n\r]+")


def write(examples: Examples, folder: Path, request: Request) -> Loss:
    """Write `NAME.txt` and `NAME.ann` for each article, in a folder for each part."""
    tally, labels = Tally(), set[str]()
    for example in examples():
        labels.update(tag.label for tag in example.annotations)
    types = distinct(request.labels(labels), _NOT_IN_A_TYPE, "type")
    links = distinct((link.type for link in request.scheme.links), _NOT_IN_A_TYPE, "type")
    names = Names(folder, request)
    for example in examples():
        tally.add(example)
        tally.without(example, "brat", "code")
        file = names.of(example.article)
        text = with_line_feeds(example.article.text)
        file.with_name(f"{file.name}.txt").write_bytes(text.encode())
        lines = "".join(f"{line}\n" for line in _standoff(example, request.scheme, types, tally))
        file.with_name(f"{file.name}.ann").write_bytes(lines.encode())
    (folder / "annotation.conf").write_text(_config(request.scheme, types, links), "utf-8")
    shown = "".join(f"{type} | {name}\n" for name, type in {**types, **links}.items())
    (folder / "visual.conf").write_text(f"[labels]\n{shown}\n[drawing]\n", "utf-8")
    return tally.loss


def _standoff(
    example: Example, scheme: Scheme, types: Mapping[str, str], tally: Tally
) -> Iterator[str]:
    text = example.article.text
    tags = {tag.id: tag for tag in example.annotations if text[tag.start : tag.end].strip("\r\n")}
    ids = {id: f"T{number}" for number, id in enumerate(tags, 1)}
    several = len({tag.annotator for tag in tags.values()}) > 1
    notes, marks = list[tuple[str, str, str]](), list[str]()
    for tag in example.annotations:
        if tag.id not in tags:
            tally.lose(tag, "dropped", "it has no words")
            continue
        yield f"{ids[tag.id]}\t{types[tag.label]} {_fragments(text, tag)}"
        if tag.note:
            notes.append((NOTE, tag.id, tag.note))
        if several:
            notes.append((ANNOTATOR, tag.id, tag.annotator))
        for name, value in tag.attrs.items():
            type = _NOT_IN_A_TYPE.sub("_", name)
            if value is True:
                marks.append(f"{type} {ids[tag.id]}")
            elif _is_choice(scheme, tag.label, name, value):
                marks.append(f"{type} {ids[tag.id]} {value}")
            elif value not in (None, "", False):
                notes.append((type, tag.id, str(value)))
    led = [link for link in example.links if {link.source, link.target} <= ids.keys()]
    for number, link in enumerate(led, 1):
        type = _NOT_IN_A_TYPE.sub("_", link.type)
        yield f"R{number}\t{type} Arg1:{ids[link.source]} Arg2:{ids[link.target]}"
    for number, mark in enumerate(marks, 1):
        yield f"A{number}\t{mark}"
    for number, (type, id, words) in enumerate(notes, 1):
        if (plain := " ".join(words.split())) != words:
            kind: Kind = "note" if type == NOTE else "attribute"
            tally.lose(tags[id], "put on one line", "a line of brat's ends there", kind)
        yield f"#{number}\t{type} {ids[id]}\t{plain}"


def _fragments(text: str, tag: Annotation) -> str:
    """Offsets and words, a fragment for each line that it runs over."""
    places, start = [], tag.start
    for gap in (*_BREAKS.finditer(text, tag.start, tag.end), None):
        end = gap.start() if gap else tag.end
        if start < end:
            places.append((start, end))
        start = gap.end() if gap else end
    offsets = ";".join(f"{start} {end}" for start, end in places)
    words = " ".join(text[start:end] for start, end in places)
    return f"{offsets}\t{words}"


def _is_choice(scheme: Scheme, label: str, name: str, value: object) -> bool:
    known = scheme.label(label)
    attribute = known.attributes.get(name) if known else None
    return bool(attribute and value in attribute.choices and not _NOT_IN_A_TYPE.search(str(value)))


def _config(scheme: Scheme, types: Mapping[str, str], links: Mapping[str, str]) -> str:
    """The configuration: which types, relations and attributes there are, and what may overlap."""
    relations = [
        f"{links[one.type]}\tArg1:{_either(one.sources, types)}, Arg2:{_either(one.targets, types)}"
        for one in scheme.links
    ]
    attributes = []
    for label in scheme.labels:
        for name, one in label.attributes.items():
            line = f"{_NOT_IN_A_TYPE.sub('_', name)}\tArg:{types[label.name]}"
            if one.type == "flag":
                attributes.append(line)
            elif one.type == "choice":
                attributes.append(f"{line}, Value:{'|'.join(one.choices)}")
    overlap = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    parts = {
        "entities": list(types.values()),
        "relations": [*relations, overlap],
        "events": [],
        "attributes": attributes,
    }
    return "\n".join("\n".join([f"[{name}]", *lines, ""]) for name, lines in parts.items())


def _either(labels: Iterable[str], types: Mapping[str, str]) -> str:
    return "|".join(types[label] for label in labels if label in types) or "<ENTITY>"


FORMAT = FolderFormat(
    name="brat",
    summary="brat: texts with standoff, and the configuration for them",
    carries="tags, links, attributes and notes",
    signed=True,
    details="""\
`NAME.txt` and `NAME.ann` for each article, named by its id, in a folder for each part;
`annotation.conf` and `visual.conf` have labels, links and attributes, and let everything overlap.
A flag or a choice is an attribute there; every other value is a note of its name, and the note of a
tag one of type AnnotatorNotes. Where several people tagged an article, a note `annotator` says who.
Types hold no spaces: `visual.conf` has the labels as they are, and an import takes them from there.
Imported are T, R, A, M, N, # and * lines; an event is the tag of its trigger with a link for each
role, and the next event of that trigger another tag; equivalent tags are mentions of one entity; a
span in several places that are not one passage becomes one with the attribute `fragments`, and is
told.""",
    options=frozenset({"parts"}),
    write=write,
    read=read,
    recognises=recognises,
)
