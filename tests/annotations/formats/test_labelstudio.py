"""Label Studio: what it exports comes in, and its config says what our scheme says."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from annotations.annotation import Link
from annotations.example import Example
from annotations.formats import Request, format_named, recognised
from annotations.formats.reading import Passed, Unread
from annotations.scheme import Attribute, Label, LinkType, Scheme
from tests.annotations.formats.foreign import read

TEXT = "👍 Oran spoke on Monday.\nBen left."
SCHEME = Scheme(
    (
        Label("who", ("w",), "#ff0000", attributes={"sure": Attribute("flag")}),
        Label(
            "saying",
            ("s",),
            "#00ff00",
            attributes={
                "tone": Attribute("choice", ("calm", "angry")),
                "words": Attribute("number"),
                "sure": Attribute("flag"),
            },
        ),
    ),
    (LinkType("by", ("saying",), ("who",)),),
    {"frame": Attribute("text")},
)


def region(id: str, words: str, *labels: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    value = {"start": start, "end": start + len(words), "text": words, "labels": list(labels)}
    return {"id": id, "from_name": "ner", "to_name": "t", "type": "labels", "value": value, **more}


def said(id: str, name: str, type: str, **value: Any) -> dict[str, Any]:
    return {"id": id, "from_name": name, "to_name": "t", "type": type, "value": value}


def task(*results: dict[str, Any], **more: Any) -> dict[str, Any]:
    done = {"id": 7, "completed_by": 3, "was_cancelled": False, "result": list(results)}
    return {"id": 12, "annotations": [done], "data": {"body": TEXT, "desk": "Ports"}, **more}


def brought(tmp_path: Path, *tasks: dict[str, Any]) -> list[Any]:
    file = tmp_path / "export.json"
    file.write_text(json.dumps(tasks), encoding="utf-8")
    assert recognised(file).name == "labelstudio"
    return read("labelstudio", file)


def words(example: Example) -> list[tuple[str, str]]:
    text = example.article.text
    return [(text[a.start : a.end], a.label) for a in example.annotations]


def test_regions_come_with_what_is_bound_to_them(tmp_path: Path) -> None:
    (example,) = brought(
        tmp_path,
        task(
            region("x1", "Oran", "who", meta={"text": ["the mayor"]}),
            region("x2", "spoke on Monday", "saying"),
            said("x1", "entity", "textarea", start=2, end=6, text=["oran"]),
            said("x2", "tone", "choices", start=7, end=22, choices=["calm"]),
            said("x2", "words", "number", start=7, end=22, number=3),
            said("d", "frame", "choices", choices=["conflict"]),
            {"type": "relation", "from_id": "x2", "to_id": "x1", "labels": ["by"]},
        ),
    )
    who, saying = example.annotations
    assert words(example) == [("Oran", "who"), ("spoke on Monday", "saying")]
    assert (who.attrs, who.note, who.annotator) == (
        {"entity": "oran"},
        "the mayor",
        "label-studio-3",
    )
    assert saying.attrs == {"tone": "calm", "words": 3}
    assert example.links == (Link("by", saying.id, who.id),)
    assert [(c.annotator, c.name, c.value) for c in example.codes] == [
        ("label-studio-3", "frame", "conflict")
    ]
    assert example.article.id == "label-studio-12"
    assert example.article.meta.more == {"desk": "Ports"}


def test_a_relation_to_the_left_is_turned_and_two_labels_are_two_tags(tmp_path: Path) -> None:
    left = {"type": "relation", "from_id": "a", "to_id": "b", "direction": "left", "labels": ["by"]}
    (example,) = brought(
        tmp_path, task(region("a", "Ben", "who", "hero"), region("b", "left", "saying"), left)
    )
    assert sorted(words(example)) == [("Ben", "hero"), ("Ben", "who"), ("left", "saying")]
    by_label = {a.label: a.id for a in example.annotations}
    assert example.links == (Link("by", by_label["saying"], by_label["who"]),)


def test_predictions_wait_and_mere_numbers_of_them_say_nothing(tmp_path: Path) -> None:
    guess = {"model_version": "m2", "score": 0.4, "result": [region("p", "Ben", "who")]}
    first, second = brought(
        tmp_path,
        task(predictions=[guess]),
        task(region("q", "Oran", "who"), predictions=[4, 5], id=13),
    )
    (waiting,) = first.suggestions
    assert (waiting.verdict, waiting.annotator, waiting.origin) == (
        "suggested",
        "model:m2",
        "model:m2",
    )
    assert waiting.score == 0.4
    assert not second.suggestions


def test_people_are_told_apart_by_address_though_their_ids_are_equal(tmp_path: Path) -> None:
    ana = {
        "completed_by": {"id": 1, "email": "ana@example.org"},
        "result": [region("a", "Ben", "who")],
    }
    ben = {
        "completed_by": {"id": 2, "email": "ben@example.org"},
        "result": [region("a", "Ben", "who")],
    }
    (example,) = brought(tmp_path, task(annotations=[ana, ben]))
    assert {a.annotator for a in example.annotations} == {"ana@example.org", "ben@example.org"}
    assert len({a.id for a in example.annotations}) == 2


def test_what_has_no_place_is_named(tmp_path: Path) -> None:
    cancelled = {"was_cancelled": True, "result": [region("a", "Ben", "who")]}
    video = {"id": "v", "from_name": "f", "to_name": "v", "type": "videorectangle", "value": {}}
    *told, example = brought(
        tmp_path,
        task(video, drafts=[{"result": []}]) | {"annotations": [cancelled, {"result": [video]}]},
    )
    assert not example.annotations
    assert [type(one) for one in told] == [Passed, Unread, Unread]
    assert "videorectangle" in str(told[1])
    assert "drafts" in str(told[2])


def test_offsets_of_pages_are_those_of_the_text(tmp_path: Path) -> None:
    html = region("h", "Ben", "who") | {"type": "hypertextlabels"}
    html["value"] = {
        "start": "/p[1]/text()[1]",
        "end": "/p[1]/text()[1]",
        "globalOffsets": {"start": TEXT.index("Ben"), "end": TEXT.index("Ben") + 3},
        "hypertextlabels": ["who"],
        "text": "Ben",
    }
    (example,) = brought(tmp_path, task(html))
    assert words(example) == [("Ben", "who")]


def test_the_config_asks_for_what_the_scheme_asks_for(tmp_path: Path) -> None:
    out = tmp_path / "out"
    format_named("labelstudio").export(list, out, request=Request(scheme=SCHEME))
    view = Xml.parse(out / "config.xml").getroot()
    assert [one.get("value") for one in view.iter("Label")] == ["who", "saying"]
    assert [one.get("value") for one in view.iter("Relation")] == ["by"]
    controls = {one.get("name"): one for one in view if one.get("toName")}
    assert list(controls) == ["label", "sure?", "tone", "words", "frame"]
    assert controls["sure?"].get("whenLabelValue") == "who,saying"
    assert [one.get("value") for one in controls["tone"]] == ["calm", "angry"]
    assert controls["frame"].get("perRegion") is None


def test_what_is_changed_there_counts_more_than_what_travelled(
    tmp_path: Path, examples: list[Example]
) -> None:
    out = tmp_path / "out"
    format_named("labelstudio").export(lambda: examples, out)
    tasks = json.loads((out / "tasks.json").read_text("utf-8"))
    (done,) = (one for one in tasks if one["data"]["id"] == "noted")
    (oran,) = (one for one in done["annotations"][0]["result"] if one["id"] == "1")
    oran["value"] |= {"end": 9, "text": "=Oran spo", "labels": ["who"]}
    done["annotations"][0]["result"].remove(
        next(one for one in done["annotations"][0]["result"] if one["id"] == "2")
    )
    (example,) = brought(tmp_path, done)
    (tag,) = example.annotations
    assert (tag.id, tag.end, tag.label, tag.annotator) == ("1", 9, "who", "ana")
    assert (tag.note, tag.origin, tag.created) == (
        "=ask\nher",
        "model:x",
        "2031-03-04T05:06:07.890Z",
    )
