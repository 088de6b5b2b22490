"""brat's own parser and checker, from its source code, on what postil exports.

`POSTIL_BRAT` has the place of its folder `server/src`. The server asks for Python 2; these two need
to be told only how files are opened since, and that no installation is there.
"""

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from annotations.annotation import Annotation, Link
from annotations.article import Article
from annotations.example import Example
from annotations.formats import Request, format_named
from annotations.scheme import Attribute, Label, LinkType, Scheme

pytestmark = [pytest.mark.conformance, pytest.mark.filterwarnings("ignore")]

MODULES = ("annotation", "projectconfig", "verify_annotations")
SCHEME = Scheme(
    (
        Label("actor", ("a",), "red", attributes={"sure": Attribute("flag"), "n": Attribute()}),
        Label("date", ("d",), "blue", attributes={"part": Attribute("choice", ("am", "pm"))}),
        Label("proposal", ("p",), "green"),
        Label("quote", ("q",), "yellow"),
    ),
    (LinkType("speaker", ("quote",), ("actor",)),),
)


@pytest.fixture
def brat(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The modules."""
    place = os.environ.get("POSTIL_BRAT")
    if not place:
        pytest.skip("POSTIL_BRAT does not name the folder server/src of brat")
    before = {*sys.modules}
    monkeypatch.syspath_prepend(place)
    here = ModuleType("config")
    here.__dict__["BASE_DIR"] = "/"
    monkeypatch.setitem(sys.modules, "config", here)
    found = [import_module(name) for name in MODULES]
    for module in found[:2]:
        monkeypatch.setattr(module, "open_textfile", _text_of)
    yield found
    for name in {*sys.modules} - before:
        del sys.modules[name]


def _text_of(name: str, _: str = "r") -> Any:
    """What its `open_textfile` gives; its mode, rU, is none any more."""
    return Path(name).open(encoding="utf-8", newline=None)


def noted(example: Example) -> Example:
    """The example with attributes of all kinds, a note, and a tag on the very words of another."""
    first, *rest = example.annotations
    more = Annotation("more", first.start, first.end, first.label, "ben", {}, "so it says")
    return Example(example.article, (first, more, *rest), example.links)


def test_its_parser_and_its_checker_have_nothing_to_say(
    brat: Any, corpus: list[Example], tmp_path: Path
) -> None:
    annotation, projectconfig, verify_annotations = brat
    tags = (
        Annotation("1", 0, 4, "actor", "ana", {"sure": True, "n": "7"}),
        Annotation("2", 7, 19, "date", "ana", {"part": "am"}, "a note"),
    )
    odd = Example(Article("odd", "", "Mara 👍 met\nin March.\n"), tags, (Link("near", "1", "2"),))
    examples = [*(noted(one) if one.annotations else one for one in corpus[:20]), odd]
    folder = tmp_path / "brat"
    format_named("brat").export(lambda: examples, folder, request=Request(scheme=SCHEME))
    known = projectconfig.ProjectConfiguration(str(folder))
    assert known.get_entity_types() == [label.name for label in SCHEME.labels]
    for example in examples:
        name, text = str(folder / example.article.id), example.article.text
        document = annotation.TextAnnotations(name, read_only=True)
        assert document.failed_lines == []
        assert document.get_document_text() == text
        found = sorted((one.type, tuple(one.spans), one.text) for one in document.get_textbounds())
        assert [words for _, places, words in found] == [
            " ".join(text[start:end] for start, end in places) for _, places, _ in found
        ]
        said = [(tag.label, tag.start, tag.end) for tag in example.annotations]
        assert [(label, p[0][0], p[-1][1]) for label, p, _ in found] == sorted(said)
        links = [(one.type, one.arg1, one.arg2) for one in document.get_relations()]
        assert len(links) == len(example.links)
        wrong = [str(one) for one in verify_annotations.verify_annotation(document, known)]
        # A link of a type that the scheme does not have is exported, and its checker says so.
        assert [one for one in wrong if "near" not in one] == []
