"""W3C Web Annotations: those of other tools come in, ours are placed in either unit."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Annotation, Link
from annotations.article import Article
from annotations.example import Example
from annotations.formats import Request, format_named, recognised
from annotations.formats.reading import Unplaced, Unread
from tests.annotations.formats.foreign import read

TEXT = "👍 Mara Oss met Kai. Mara left."
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def note(id: str, *selectors: dict[str, Any], **more: Any) -> dict[str, Any]:
    body = {"type": "TextualBody", "purpose": "tagging", "value": "actor"}
    target = {"source": "https://example.org/talks.html", "selector": list(selectors)}
    return {
        "@context": CONTEXT,
        "id": id,
        "type": "Annotation",
        "body": [body],
        "target": target,
    } | more


def position(start: int, end: int) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def quoted(exact: str, prefix: str = "", suffix: str = "") -> dict[str, Any]:
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def brought(tmp_path: Path, data: Any, text: str | None = TEXT) -> list[Any]:
    (tmp_path / "talks.jsonld").write_text(data if isinstance(data, str) else json.dumps(data))
    if text is not None:
        (tmp_path / "talks.txt").write_text(text, encoding="utf-8")
    assert recognised(tmp_path).name == "w3c"
    return read("w3c", tmp_path)


def places(example: Example) -> list[tuple[int, str]]:
    return [(a.start, example.article.text[a.start : a.end]) for a in example.annotations]


LINES = "\n".join(json.dumps(note(f"#{n}", position(2, 10))) for n in (1, 2))
COLLECTION = {
    "@context": CONTEXT,
    "type": "AnnotationCollection",
    "first": {"type": "AnnotationPage", "items": [note("#1", position(2, 10))]},
}


@pytest.mark.parametrize(
    "data", [[note("#1", position(2, 10))], note("#1", position(2, 10)), LINES, COLLECTION]
)
def test_annotations_come_in_pages_lists_lines_and_alone(data: Any, tmp_path: Path) -> None:
    (example,) = [one for one in brought(tmp_path, data) if isinstance(one, Example)]
    assert set(places(example)) == {(2, "Mara Oss")}
    assert example.article.id == "talks"


def test_a_quote_alone_is_looked_for_with_what_stands_around_it(tmp_path: Path) -> None:
    (example,) = brought(
        tmp_path, [note("#1", quoted("Mara", " Kai. ", " left")), note("#2", quoted("Kai"))]
    )
    assert places(example) == [(15, "Kai"), (20, "Mara")]


def test_offsets_of_browsers_are_held_against_the_quote(tmp_path: Path) -> None:
    *_, example = brought(tmp_path, [note("#1", quoted("Kai"), position(16, 19))])
    assert places(example) == [(15, "Kai")]


def test_links_have_their_ends_in_body_and_target_or_both_in_the_target(tmp_path: Path) -> None:
    says = {"type": "TextualBody", "value": "met"}
    linking = {"@context": CONTEXT, "type": "Annotation", "motivation": "linking"}
    (example,) = brought(
        tmp_path,
        [
            note("#1", position(2, 10)),
            note("#2", position(15, 18)),
            {**linking, "body": says, "target": ["#1", "#2"]},
            {**linking, "body": ["#1", {**says, "value": "back"}], "target": "#2"},
        ],
    )
    mara, kai = example.annotations
    assert set(example.links) == {Link("met", mara.id, kai.id), Link("back", kai.id, mara.id)}


def test_who_said_it_and_what_was_noted(tmp_path: Path) -> None:
    bodies = [
        {"type": "TextualBody", "purpose": "commenting", "value": "the mayor"},
        {"type": "TextualBody", "purpose": "tagging", "value": "actor"},
    ]
    one = note(
        "#1", position(2, 10), body=bodies, creator={"nickname": "ana"}, created="2031-03-04"
    )
    (example,) = brought(tmp_path, [one])
    (tag,) = example.annotations
    assert (tag.label, tag.note, tag.annotator, tag.created) == (
        "actor",
        "the mayor",
        "ana",
        "2031-03-04",
    )


def test_what_has_no_place_in_a_text_is_named(tmp_path: Path) -> None:
    shape = {"type": "FragmentSelector", "value": "xywh=1,1,2,2"}
    told, example = brought(tmp_path, [note("#1", shape)])
    assert isinstance(told, Unread)
    assert "FragmentSelector" in str(told)
    assert not example.annotations


def test_without_a_text_the_project_has_it(tmp_path: Path) -> None:
    (found,) = brought(tmp_path, [note("#1", quoted("Kai"), position(15, 18))], text=None)
    assert isinstance(found, Unplaced)
    assert found.id == "talks"


def test_offsets_count_utf_16_units_where_that_is_asked_for(tmp_path: Path) -> None:
    tags = (Annotation("1", 15, 18, "actor", "ana"),)
    given = [Example(Article("talks", "", TEXT), tags)]
    format_named("w3c").export(lambda: given, tmp_path / "out", request=Request(utf16=True))
    page = json.loads((tmp_path / "out" / "talks.jsonld").read_text("utf-8"))
    (_, place) = page["items"][0]["target"]["selector"]
    assert (place["start"], place["end"]) == (16, 19)
    (example,) = read("w3c", tmp_path / "out")
    assert example.annotations == tags
