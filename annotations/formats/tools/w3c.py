"""W3C Web Annotations: a text and a page of annotations for each article, quotes and positions.

Shapes after the Web Annotation Data Model (W3C, 2017). It counts code points, as postil does; some
viewers count UTF-16 units, which is what `--utf16` is for.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from annotations.annotation import Annotation, Link
from annotations.example import Example
from annotations.formats.format import Examples, FolderFormat
from annotations.formats.jsonl import encode
from annotations.formats.loss import Loss, Tally
from annotations.formats.offsets import utf_16
from annotations.formats.request import Request
from annotations.formats.tools.beside import beside
from annotations.formats.tools.names import Names
from annotations.formats.tools.restoring import NAME
from annotations.formats.tools.w3c_reading import ENDING, URN, read, recognises

_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {NAME: {"@id": f"{URN}beside", "@type": "@json"}},
]
_SHOWN = ("start", "end", "text", "label", "note", "annotator", "created")
_AROUND = 32  # code points before and after a quote, by which equal words are told apart

Object = dict[str, Any]


def write(examples: Examples, folder: Path, request: Request) -> Loss:
    """Write `NAME.txt` and `NAME.jsonld` for each article, in a folder for each part."""
    tally, names = Tally(), Names(folder, request)
    for example in examples():
        tally.add(example)
        file = names.of(example.article)
        file.with_name(f"{file.name}.txt").write_bytes(example.article.text.encode())
        page = encode(_page(example, file.name, request))
        file.with_name(f"{file.name}{ENDING}").write_bytes(page + b"\n")
    return tally.loss


def _page(example: Example, name: str, request: Request) -> Object:
    """The annotations of an article; waiting suggestions are none of them."""
    tags, source = example.annotations, example.article.meta.url or f"{name}.txt"
    kept = beside(example, request, dict.fromkeys((tag.id for tag in tags), ()), fields=_SHOWN)
    if request.utf16:
        kept["offsets"] = "utf-16"
    count = utf_16(example.article.text) if request.utf16 else (lambda offset: offset)
    items = [
        *(_annotation(tag, example.article.text, source, count) for tag in tags),
        *map(_linking, example.links),
    ]
    return {
        "@context": _CONTEXT,
        "id": f"{URN}{quote(example.article.id, safe='')}",
        "type": "AnnotationPage",
        "items": items,
        NAME: kept,
    }


def _annotation(tag: Annotation, text: str, source: str, count: Callable[[int], int]) -> Object:
    """A tag as an annotation of the text's source, with its label and its note as bodies."""
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": tag.label}]
    if tag.note:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": tag.note})
    position = {"start": count(tag.start), "end": count(tag.end)}
    words = {
        "exact": text[tag.start : tag.end],
        "prefix": text[max(0, tag.start - _AROUND) : tag.start],
        "suffix": text[tag.end : tag.end + _AROUND],
    }
    made = {"created": tag.created} if tag.created else {}
    return {
        "id": _name(tag.id),
        "type": "Annotation",
        "motivation": "tagging",
        "creator": {"type": "Person", "name": tag.annotator},
        **made,
        "body": bodies,
        "target": {
            "source": source,
            "selector": [
                {"type": "TextQuoteSelector", **words},
                {"type": "TextPositionSelector", **position},
            ],
        },
    }


def _linking(link: Link) -> Object:
    """A link as an annotation of the tag that it leads from."""
    return {
        "type": "Annotation",
        "motivation": "linking",
        "body": [
            {"type": "SpecificResource", "purpose": "linking", "source": _name(link.target)},
            {"type": "TextualBody", "purpose": "tagging", "value": link.type},
        ],
        "target": _name(link.source),
    }


def _name(id: str) -> str:
    return f"{URN}{quote(id, safe='')}"


FORMAT = FolderFormat(
    name="w3c",
    summary="W3C Web Annotations in JSON-LD, with the texts",
    carries="everything; rejected suggestions with `--negatives`",
    signed=True,
    lossless=True,
    details="""\
`NAME.txt` and `NAME.jsonld` for each article, named by its id, in a folder for each part. A page
has an annotation for each tag: its label as the body with the purpose tagging, its note as one with
the purpose commenting, and as target the article's address (or the text's file) with a quote and a
position. A link is an annotation with the motivation linking. Offsets count code points, as the
recommendation has it; viewers in a browser count UTF-16 units and place tags behind an emoji
wrongly, unless they are exported with `--utf16`. All else travels under `postil`, as a JSON
literal. Imported are pages, collections, lists and lines of annotations, from whatever tool; where
there is a quote and no position, it is looked for.""",
    options=frozenset({"negatives", "parts", "utf16"}),
    write=write,
    read=read,
    recognises=recognises,
)
