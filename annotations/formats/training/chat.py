"""Chat: each article as a dialogue in which a model is told the labels and quotes what bears them.

No offsets: models cannot count. The words say where, with which time they stand there and what is
before them. Shapes are OpenAI's `messages` and ShareGPT's `conversations`, after LLaMA-Factory.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import takewhile
from pathlib import Path
from typing import Any

from annotations.annotation import Annotation
from annotations.article import Article, first_line, id_from_text
from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats.format import Examples, FileFormat, Outs, Shape
from annotations.formats.json_records import keys_in, records
from annotations.formats.jsonl import encode
from annotations.formats.loss import Loss, Tally
from annotations.formats.offsets import Unit
from annotations.formats.reading import Foreign, Found, Mended, Passed, Unread, made_id
from annotations.formats.request import Request
from annotations.formats.tools.unread import unread_deeper, unread_in
from annotations.scheme import Scheme
from annotations.suggest.command import taken
from annotations.units import occurrences

_BEFORE = 24  # code points of what stands before a span
_TOKENS, _LETTERS = 8192, 3.5
"""The tokens of a dialogue that small models take, and the letters of one, roughly."""
_MODEL = "model:chat"
_FENCE = re.compile(r"^\s*```\w*\s*|\s*```\s*$")

_SAYING_WHERE = ("occurrence", "before", "after")

_SHAPES = {"messages": ("role", "content"), "conversations": ("from", "value")}
_PEOPLE = {
    "messages": {"system": "system", "user": "user", "assistant": "assistant"},
    "conversations": {"system": "system", "user": "human", "assistant": "gpt"},
}

Row = dict[str, Any]


def writing(shape: str) -> Callable[[Examples, Outs, Request], Loss]:
    """What writes dialogues of a shape."""

    def write(examples: Examples, outs: Outs, request: Request) -> Loss:
        """Write a line for each article into the file of its part."""
        tally, told = Tally(), instructions(request.scheme)
        for example in examples():
            tally.add(example)
            tally.without(example, "chat", "note", "code")
            turns = {"system": told, "user": example.article.text, "assistant": answer(example)}
            if sum(map(len, turns.values())) > _TOKENS * _LETTERS:
                for tag in example.annotations:
                    tally.lose(tag, "in a long dialogue", f"it has more than {_TOKENS:,} tokens")
            who, what = _SHAPES[shape]
            said = [{who: _PEOPLE[shape][name], what: words} for name, words in turns.items()]
            outs(request.part(example.article.id)).write(encode({shape: said}) + b"\n")
        return tally.loss

    return write


def instructions(scheme: Scheme) -> str:
    """What the model is told: the labels, their attributes and links, and how to answer."""
    labels = "\n".join(
        f"- {one.name}"
        + (f": {one.description}" if one.description else "")
        + (f" (attributes: {', '.join(one.attributes)})" if one.attributes else "")
        for one in scheme.labels
    )
    links = "".join(
        f"\n- {one.type}: from {' or '.join(one.sources)} to {' or '.join(one.targets)}"
        for one in scheme.links
    )
    return (
        f"Find in the news article every passage with one of these labels:\n{labels}\n"
        + (f"Link them:{links}\n" if links else "")
        + 'Answer with JSON: {"spans": [{"label", "text", "occurrence", "before", "attrs"}],'
        ' "links": [{"type", "from", "to"}]}. `text` is copied word for word; `occurrence` says'
        " which time these words stand there, from 1; `before` is what stands just before them."
        " `from` and `to` count spans from 0."
    )


def answer(example: Example) -> str:
    """What the model should say of an article: spans by start, the longest first, and links."""
    text = example.article.text
    tags = sorted(example.annotations, key=lambda tag: tag.order)
    number = {tag.id: place for place, tag in enumerate(tags)}
    links = [
        {"type": link.type, "from": number[link.source], "to": number[link.target]}
        for link in example.links
    ]
    spans = [_span(tag, text) for tag in tags]
    return json.dumps({"spans": spans, "links": links}, ensure_ascii=False)


def _span(tag: Annotation, text: str) -> Row:
    words = text[tag.start : tag.end]
    before = text[max(0, tag.start - _BEFORE) : tag.start]
    number = 1 + sum(1 for _ in takewhile(lambda at: at < tag.start, occurrences(text, words)))
    span = {"label": tag.label, "text": words, "occurrence": number, "before": before}
    attrs = {name: value for name, value in tag.attrs.items() if value not in (None, "")}
    return {**span, "attrs": attrs} if attrs else span


def read(path: Path, unit: Unit = "code-points") -> Iterator[Found]:
    """What dialogues say, as suggestions of a model: the words are looked for in what was asked.

    Raises `PostilError` where there is no such file, or it is cut off.
    """
    for file in Shape(path).those(_looks_like):
        for where, row in records(file):
            yield from [row] if isinstance(row, PostilError) else _read(row, where)


def _looks_like(head: bytes) -> bool:
    return not keys_in(head).isdisjoint(_SHAPES)


def _read(row: Row, where: str) -> Iterator[Found]:
    turns = _turns(row)
    asked, answers = turns.get("user", []), turns.get("assistant", [])
    text, said = ("".join(words[-1:]) for words in (asked, answers))
    try:
        if not text.strip():
            raise PostilError(f"{where}: nobody gives a text; left out.", "Correct the line.")
        found, problems = taken(text, _FENCE.sub("", said), _MODEL)
    except PostilError as error:
        yield PostilError(f"{where}: {str(error).rstrip('.')}; left out.", error.hint)
        return
    yield from (Mended(f"{where}: {problem}; left out.") for problem in problems)
    yield from (Unread(name, where) for name in _unread_in(row, answers))
    if any(one.links for one in found):
        yield Passed("Links between suggestions were left out", where)
    title = first_line(text)
    article = Article(id_from_text(title, text), title, text, origin=where)
    tags = {
        id: Annotation(
            id, one.start, one.end, one.label, _MODEL, one.attrs,
            origin=_MODEL, score=one.score, verdict="suggested",
        )
        for one in found
        for id in [made_id(article.id, one.start, one.end, one.label, _MODEL)]
    }  # fmt: skip
    yield Foreign(article, suggestions=tuple(sorted(tags.values(), key=lambda a: a.order)))


def _unread_in(row: Row, answers: list[str]) -> Iterator[str]:
    """What to call what has no place: in the line, in spans of the last answer, answers before."""
    yield from unread_in(row, ())
    if len(answers) > 1:
        yield "\u201canswers\u201d before the last"
    with suppress(ValueError, RecursionError, IndexError):
        answer = json.loads(_FENCE.sub("", answers[-1]))
        spans = answer.get("spans") if isinstance(answer, dict) else answer
        objects = [one for one in spans if isinstance(one, dict)] if isinstance(spans, list) else []
        told = [{name: one[name] for name in one if name not in _SAYING_WHERE} for one in objects]
        yield from unread_deeper({"spans": told}, own=True)


def _turns(row: Mapping[str, Any]) -> dict[str, list[str]]:
    """What each of the three says, in order."""
    shape = next((name for name in _SHAPES if name in row), "")
    who, what = _SHAPES.get(shape, ("", ""))
    turns = row.get(shape)
    said = [one for one in turns if isinstance(one, dict)] if isinstance(turns, list) else []
    return {
        own: [str(one.get(what) or "") for one in said if one.get(who) == name]
        for own, name in _PEOPLE.get(shape, {}).items()
    }


_DETAILS = """\
One dialogue for each article: the system is told the labels of the project with their descriptions,
the user gives the text, and the assistant answers with JSON, `spans` by start (the longest first)
and `links` between them by number. There are no offsets, since models cannot count: a span has its
words, which time these stand in the text, and what is before them; without that six in a hundred
come back on other equal words. What has more than about 8,192 tokens is told. Dialogues are
imported as suggestions of `model:chat`; words that are not in the text, or are in it several times
without saying which, are told."""


def _format(name: str, shape: str, summary: str) -> FileFormat:
    return FileFormat(
        name=name,
        summary=summary,
        carries="labels, words and attributes, as suggestions",
        details=_DETAILS,
        options=frozenset({"parts"}),
        write=writing(shape),
        ending=".jsonl",
        read=read,
        recognises=lambda shown: any(shape in keys_in(head) for _, head in shown.heads),
    )


CHAT = _format("chat", "messages", "dialogues for language models, as OpenAI has them")
SHAREGPT = _format("sharegpt", "conversations", "the same dialogues, as ShareGPT has them")
