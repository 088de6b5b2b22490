"""Chat: what a model should say of an article, and what it says is held against the text."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Annotation, Link
from annotations.article import Article
from annotations.example import Example
from annotations.formats import Request, format_named, recognised
from annotations.formats.reading import Mended, Passed
from annotations.scheme import Attribute, Label, LinkType, Scheme
from tests.annotations.formats.foreign import read

TEXT = "Mara met Kai. Kai left Mara."
SCHEME = Scheme(
    (
        Label("who", ("w",), "red", "a person", attributes={"entity": Attribute()}),
        Label("saying", ("s",), "blue"),
    ),
    (LinkType("by", ("saying",), ("who",)),),
)


def dialogue(answer: Any, text: str = TEXT) -> dict[str, Any]:
    said = answer if isinstance(answer, str) else json.dumps(answer)
    return {
        "messages": [
            {"role": "system", "content": "Find names."},
            {"role": "user", "content": text},
            {"role": "assistant", "content": said},
        ]
    }


def brought(tmp_path: Path, *rows: dict[str, Any]) -> list[Any]:
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return read(recognised(file).name, file)


@pytest.mark.parametrize(("name", "people"), [("chat", "user"), ("sharegpt", "human")])
def test_words_come_with_their_number_and_come_back_to_their_place(
    name: str, people: str, tmp_path: Path
) -> None:
    tags = (
        Annotation("1", 14, 17, "who", "ana", {"entity": "kai"}),
        Annotation("2", 18, 27, "saying", "ana"),
        Annotation("3", 23, 27, "who", "ana"),
    )
    given = Example(Article("a", "", TEXT), tags, (Link("by", "2", "3"),))
    out = tmp_path / "out.jsonl"
    format_named(name).export(lambda: [given], out, request=Request(scheme=SCHEME))
    row = json.loads(out.read_text("utf-8"))
    ((told, asked, said),) = row.values()
    assert people in asked.values()
    assert "- who: a person (attributes: entity)" in next(w for w in told.values() if "Find" in w)
    answer = json.loads(next(w for w in said.values() if w.startswith("{")))
    assert [(s["text"], s["occurrence"]) for s in answer["spans"]] == [
        ("Kai", 2),
        ("left Mara", 1),
        ("Mara", 2),
    ]
    assert answer["links"] == [{"type": "by", "from": 1, "to": 2}]
    assert recognised(out).name == name
    *told, example = read(name, out)
    assert [(a.start, a.end, a.label) for a in example.suggestions] == [
        (14, 17, "who"),
        (18, 27, "saying"),
        (23, 27, "who"),
    ]
    assert all(
        a.verdict == "suggested" and a.annotator == "model:chat" for a in example.suggestions
    )
    assert example.suggestions[0].attrs == {"entity": "kai"}
    assert [type(one) for one in told] == [Passed]


def test_an_answer_is_held_against_the_text(tmp_path: Path) -> None:
    spans = [
        {"label": "who", "text": "Mara", "before": "left "},
        {"label": "who", "text": "Kai"},
        {"label": "who", "text": "Lena"},
        {"label": "who", "text": "Kai", "occurrence": 9},
    ]
    *told, example = brought(tmp_path, dialogue({"spans": spans}))
    assert [(a.start, a.end) for a in example.suggestions] == [(23, 27)]
    assert [type(one) for one in told] == [Mended] * 3
    assert "Lena\u201d is not in it" in str(told[1])
    assert "more than once" in str(told[0])


def test_what_is_no_answer_is_named_with_its_line(tmp_path: Path) -> None:
    fenced = "```json\n" + json.dumps({"spans": [{"label": "who", "text": "met"}]}) + "\n```"
    good, prose, empty = brought(
        tmp_path, dialogue(fenced), dialogue("I found two names."), dialogue({"spans": []}, " ")
    )
    assert [a.start for a in good.suggestions] == [5]
    assert "line 2" in str(prose)
    assert "line 3: nobody gives a text" in str(empty)


def test_a_dialogue_that_small_models_cannot_take_is_told(tmp_path: Path) -> None:
    text = "Mara. " * 6000
    given = Example(Article("a", "", text), (Annotation("1", 0, 4, "who", "ana"),))
    loss = format_named("chat").export(lambda: [given], tmp_path / "out.jsonl")
    assert [lost.what for lost in loss.lost] == ["in a long dialogue"]
