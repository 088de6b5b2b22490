"""Suggestions of any program: articles in, quoted words with labels out, a line of JSON each.

A line in is `{"id", "title", "text", "labels": [{"name", "role", "description"}, ...], "links":
[{"type", "from", "to"}, ...]}`, the two as the scheme has them. A line out is `{"spans": [{"text",
"label", "start", "attrs", "score", "id"}, ...], "links": [{"type", "from", "to"}, ...]}`, or
`{"error": "..."}`. Of a span `text` and `label` are needed; a link leads from one span to another,
each by its `id` or its number from 0. What a program says is never believed: words are placed where
the text has them, and nowhere else, and links lead between words that were placed.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from annotations.article import Article
from annotations.counted import counted
from annotations.errors import PostilError
from annotations.find import Words
from annotations.folding import plain
from annotations.scheme import Scheme
from annotations.suggest.process import LineProcess, fingerprint
from annotations.suggesting import source_of
from annotations.suggestion import Suggestion
from annotations.units import Span, grapheme_borders, occurrences

_MOST_PLACES = 1000  # of one wording, that are looked at
_ANSWERING = 120.0  # seconds for an article: a large model takes its time
_KEPT = 8  # answers
_HINT = "Correct command in postil.toml, or remove it."


class CommandSuggester:
    """Proposes what a program says of an article; it is asked once for each text.

    `tell` is called with what of an answer could not be taken, once for each article.
    """

    seconds = _ANSWERING + 10
    """It keeps to a limit of its own; this one is for what lies around that."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        scheme: Scheme,
        tell: Callable[[PostilError], object] = lambda error: None,
    ) -> None:
        self.name = source_of(command)
        # As they are now: what is trained again while it runs it has not read.
        files = (folder / word for word in command)
        self.version = json.dumps([2, *command, *map(fingerprint, files)])
        self.labels = tuple(label.name for label in scheme.labels)
        self._tell = tell
        self._process = LineProcess(command, f"The program {command[0]}", _HINT, folder)
        self._asked = [
            {"name": one.name, "role": one.role, "description": one.description}
            for one in scheme.labels
        ]
        self._links = [
            {"type": way.type, "from": way.sources, "to": way.targets} for way in scheme.links
        ]
        self._answers: OrderedDict[tuple[str, str], list[Suggestion]] = OrderedDict()

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """What of the program's answer begins in a paragraph. Raises `PostilError` for none."""
        start, end = paragraph
        return [one for one in self._answer(article) if start <= one.start < end]

    def close(self) -> None:
        """End the program."""
        self._process.close()

    def _said(self, asked: dict[str, str]) -> str:
        return json.dumps({**asked, "labels": self._asked, "links": self._links})

    def _answer(self, article: Article) -> list[Suggestion]:
        key = article.id, article.digest
        if key not in self._answers:
            asked = {"id": article.id, "title": article.title, "text": article.text}
            line = self._process.ask(self._said(asked), _ANSWERING)
            found, problems = taken(article.text, line, self.name)
            if problems:
                more = f", and {counted(len(problems) - 1, 'other thing')}" if problems[1:] else ""
                what = f"{self.name} says what {article.id} does not: {problems[0]}{more}."
                self._tell(PostilError(what, "Only what is found is suggested."))
            self._answers[key] = found
            if len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        return self._answers[key]


def taken(text: str, line: str, source: str) -> tuple[list[Suggestion], list[str]]:
    """What an answer suggests in a text, and what of it could not be taken, in words.

    Raises `PostilError` where the answer is none.
    """
    answer = _loaded(line)
    if not (isinstance(answer, dict) and "spans" in answer):
        said = answer.get("error") if isinstance(answer, dict) else None
        what = f"{source} fails: {said}." if isinstance(said, str) else f"{source} gives no JSON."
        raise PostilError(what, _HINT)
    named, problems = _Named(), list[str]()
    for number, one in enumerate(_listed(answer["spans"])):
        placed = _placed(text, one)
        if isinstance(placed, str):
            problems.append(placed)
            continue
        score, attrs = one.get("score"), one.get("attrs")
        sure = isinstance(score, int | float) and 0 <= score <= 1
        score, attrs = float(score) if sure else 0.5, attrs if isinstance(attrs, dict) else {}
        named.put(number, one.get("id"), Suggestion(*placed, one["label"], source, score, attrs))
    for one in _listed(answer.get("links", [])):
        if problem := named.link(one):
            problems.append(problem)
    return named.found, problems


class _Named:
    """The spans that were placed, by number and by the names that a program gives them."""

    def __init__(self) -> None:
        self._spans: dict[int, Suggestion] = {}
        self._numbers: dict[object, int | None] = {}

    @property
    def found(self) -> list[Suggestion]:
        """What was placed, in the program's order."""
        return list(self._spans.values())

    def put(self, number: int, id: object, span: Suggestion) -> None:
        """Note a span; an `id` that two have is nobody's."""
        self._spans[number] = span
        if isinstance(id, str):
            self._numbers[id] = None if id in self._numbers else number

    def link(self, said: object) -> str:
        """Have a link lead from one span to another; what is wrong with it, if anything is."""
        if not (isinstance(said, dict) and isinstance(said.get("type"), str) and said["type"]):
            return "a link without a type"
        source, target = self._number(said.get("from")), self._number(said.get("to"))
        if source is None or target is None or source == target:
            return f"a {said['type'][:40]} link without two spans that it has"
        here, link = self._spans[source], (said["type"], self._spans[target].place)
        if link not in here.links:
            self._spans[source] = replace(here, links=(*here.links, link))
        return ""

    def _number(self, name: object) -> int | None:
        if isinstance(name, str):
            return self._numbers.get(name)
        return name if type(name) is int and name in self._spans else None


def _listed(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


def _loaded(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _placed(text: str, one: Any) -> Span | str:
    """Where the words of a span stand, or what is wrong with it."""
    if not isinstance(one, dict):
        return "a span that is none"
    words, label, start = one.get("text"), one.get("label"), one.get("start")
    if not (isinstance(words, str) and words.strip() and isinstance(label, str) and label):
        return "a span without words or label"
    shown = f"\u201c{words[:40]}\u201d"
    said = start if type(start) is int and start >= 0 else len(text)
    there = (said, said + len(words))
    if text.startswith(words, said) and _is_whole(text, there):
        return there
    found = list(islice(_places(text, words), _MOST_PLACES))
    number = one.get("occurrence")
    if type(number) is int and 0 < number <= len(found) and _is_whole(text, found[number - 1]):
        return found[number - 1]
    places = [place for place in found if _is_whole(text, place)]
    before = one.get("before")
    if len(places) > 1 and isinstance(before, str) and before.strip():
        places = [p for p in places if text[: p[0]].rstrip().endswith(before.rstrip())] or places
    if not places:
        return f"{shown} is not in it"
    return places[0] if len(places) == 1 else f"{shown} is in it more than once"


def _is_whole(text: str, span: Span) -> bool:
    """Whether a span cuts no joined emoji and no accent off."""
    near = (text[max(0, at - 1) : at + 1] for at in span)
    cuts = zip(near, span, strict=True)
    return all(pair.isascii() or at in grapheme_borders(text, at) for pair, at in cuts)


def _places(text: str, words: str) -> Iterator[Span]:
    """Where a text has words: letter by letter, or else in other signs that say the same."""
    if words in text:
        yield from ((at, at + len(words)) for at in occurrences(text, words))
        return
    try:
        seen = Words(words).spans(text)
    except PostilError:  # too long, or nothing that a reader sees
        return
    wanted = plain(words).text
    yield from ((a, b) for a, b in seen if plain(text[a:b]).text == wanted)
