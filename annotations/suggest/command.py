"""Suggestions of any program: articles in, quoted words with labels out, a line of JSON each.

A line in is `{"id", "title", "text", "labels": [{"name", "role", "description"}, ...]}`. A line out
is `{"spans": [{"text", "label", "start", "attrs", "score"}, ...]}`, of which `text` and `label` are
needed, or `{"error": "..."}`. What a program says is never believed: words are placed where the
text has them, and nowhere else.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from annotations.article import Article
from annotations.counted import counted
from annotations.errors import PostilError
from annotations.find import Words
from annotations.folding import plain
from annotations.scheme import Scheme
from annotations.suggest.process import LineProcess
from annotations.suggestion import Suggestion
from annotations.units import Span

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
        self.name = f"model:{Path(command[0]).stem}"
        self.version = json.dumps([1, *command])
        self.labels = tuple(label.name for label in scheme.labels)
        self._tell = tell
        self._process = LineProcess(command, f"The program {command[0]}", _HINT, folder)
        self._asked = [
            {"name": one.name, "role": one.role, "description": one.description}
            for one in scheme.labels
        ]
        self._answers: OrderedDict[tuple[str, str], list[Suggestion]] = OrderedDict()

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """What of the program's answer begins in a paragraph. Raises `PostilError` for none."""
        start, end = paragraph
        return [one for one in self._answer(article) if start <= one.start < end]

    def close(self) -> None:
        """End the program."""
        self._process.close()

    def _answer(self, article: Article) -> list[Suggestion]:
        key = article.id, article.digest
        if key not in self._answers:
            asked = {"id": article.id, "title": article.title, "text": article.text}
            line = self._process.ask(json.dumps({**asked, "labels": self._asked}), _ANSWERING)
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
    spans = answer["spans"]
    found, problems = list[Suggestion](), list[str]()
    for one in spans if isinstance(spans, list) else [spans]:
        placed = _placed(text, one)
        if isinstance(placed, str):
            problems.append(placed)
        else:
            score, attrs = one.get("score"), one.get("attrs")
            sure = isinstance(score, int | float) and 0 <= score <= 1
            found.append(
                Suggestion(
                    *placed,
                    one["label"],
                    source,
                    float(score) if sure else 0.5,
                    attrs if isinstance(attrs, dict) else {},
                )
            )
    return found, problems


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
    if isinstance(start, int) and start >= 0 and text.startswith(words, start):
        return start, start + len(words)
    places = list(islice(_places(text, words), 2))
    if not places:
        return f"{shown} is not in it"
    return places[0] if len(places) == 1 else f"{shown} is in it more than once"


def _places(text: str, words: str) -> Iterator[Span]:
    """Where a text has words: letter by letter, or else in other signs that say the same."""
    at = text.find(words)
    if at < 0:
        try:
            seen = Words(words).spans(text)
        except PostilError:  # too long, or nothing that a reader sees
            return
        wanted = plain(words).text
        yield from ((a, b) for a, b in seen if plain(text[a:b]).text == wanted)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)
