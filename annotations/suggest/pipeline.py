"""Actors and dates by a spaCy pipeline, which runs in a process of its own (extra `spacy`)."""

import json
import os
import re
import sys
import threading
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from annotations.article import Article
from annotations.errors import PostilError
from annotations.extras import adding
from annotations.suggest.process import ANYWHERE, LineProcess, fingerprint
from annotations.suggestion import Suggestion
from annotations.units import Span

_LABELS = {
    **dict.fromkeys(("PERSON", "PER", "ORG", "GPE", "NORG"), "actor"),
    **dict.fromkeys(("DATE", "TIME"), "date"),
}
_PLACES = ("GPE",)
_BEFORE_A_PLACE = re.compile(r"\b(?:in|to|at|from|near)\s+(?:the\s+)?$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_WORKER = Path(__file__).with_name("pipeline_worker.py")
_STARTING, _ANSWERING = 60.0, 10.0  # seconds; a large pipeline takes its time to load


class PipelineSuggester:
    """Proposes what a pipeline finds; an article and a possessive ending are left out.

    The process starts with the first paragraph and ends with `close`, or where it does not answer
    in time: it is killed, and started anew for the next one. Raises `PostilError` where spaCy or
    the pipeline is missing.
    """

    name = "model:spacy"
    seconds = _STARTING + 2 * _ANSWERING
    """It keeps to a limit of its own; this one is for what lies around that."""

    def __init__(self, pipeline: str, own: Iterable[str] = ()) -> None:
        """`own` are the labels of the project, which a pipeline trained on its tags knows."""
        if find_spec("spacy") is None:
            raise PostilError("spaCy is not installed.", adding("spacy"))
        self.pipeline, self._own = pipeline, frozenset(own)
        self.labels = ("actor", "date", *sorted(self._own))
        # By its path, safely and elsewhere: no folder that one happens to be in is searched for
        # modules, or for a pipeline of that name.
        command = [sys.executable, "-P", str(_WORKER), self.pipeline]
        hint = "Turn spacy off in postil.toml."
        self._process = LineProcess(command, "The spaCy process", hint, ANYWHERE)
        self._lock = threading.Lock()
        self._version = ""

    @property
    def version(self) -> str:
        """The pipeline's name and version, and what tells it trained again; starts it."""
        with self._lock:
            self._start()
        return f"3 {self.pipeline} {self._version}"

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """One suggestion for each entity of a kind that postil tags, or of one's own labels."""
        start, end = paragraph
        text = article.text[start:end]
        with self._lock:
            self._start()
            found = json.loads(self._process.ask(json.dumps(text), _ANSWERING))
        for a, b, kind in found:
            if kind in self._own:
                yield Suggestion(start + a, start + b, kind, self.name, 0.8)
                continue
            label = _LABELS.get(kind)
            if label and not (kind in _PLACES and _BEFORE_A_PLACE.search(text[:a][-16:])):
                a, b = _bare(text, a, b)
                if a < b:
                    yield Suggestion(start + a, start + b, label, self.name, 0.8)

    def close(self) -> None:
        """End the process."""
        self._process.close()

    def _start(self) -> None:
        if self._process.runs:
            return
        own = fingerprint(Path(self.pipeline)) if os.path.isabs(self.pipeline) else ""
        self._process.start()
        greeting = json.loads(self._process.read(_STARTING))
        if "error" in greeting:
            self.close()
            what = f"The spaCy pipeline {self.pipeline} cannot be loaded: {greeting['error']}"
            raise PostilError(what, "Install it, or name another one in postil.toml.")
        self._version = f"{greeting['version']} {own}".strip()


def _bare(text: str, start: int, end: int) -> Span:
    """An entity without the article before it and the possessive ending behind it."""
    if match := _ARTICLE.match(text, start, end):
        start = match.end()
    if match := _POSSESSIVE.search(text[start:end]):
        end = start + match.start()
    return start, end
