"""Actors and dates by a spaCy pipeline, which runs in a process of its own (extra `spacy`)."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from annotations.article import Article
from annotations.errors import PostilError
from annotations.extras import adding
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
    labels = ("actor", "date")
    seconds = _STARTING + 2 * _ANSWERING
    """It keeps to a limit of its own; this one is for what lies around that."""

    def __init__(self, pipeline: str) -> None:
        if find_spec("spacy") is None:
            raise PostilError("spaCy is not installed.", adding("spacy"))
        self.pipeline = pipeline
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._version = ""

    @property
    def version(self) -> str:
        """The pipeline's name and version; starts it."""
        with self._lock:
            self._running()
        return f"1 {self.pipeline} {self._version}"

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """One suggestion for each entity of a kind that postil tags."""
        start, end = paragraph
        text = article.text[start:end]
        with self._lock:
            found = self._answer(json.dumps(text))
        for a, b, kind in found:
            label = _LABELS.get(kind)
            if label and not (kind in _PLACES and _BEFORE_A_PLACE.search(text[:a][-16:])):
                a, b = _bare(text, a, b)
                if a < b:
                    yield Suggestion(start + a, start + b, label, self.name, 0.8)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            if process.stdin:
                process.stdin.close()
        process.wait()
        if process.stdout:
            process.stdout.close()

    def _running(self) -> "subprocess.Popen[str]":
        if self._process is not None:
            return self._process
        process = subprocess.Popen(
            # By its path, safely and elsewhere: no folder that one happens to be in is searched
            # for modules, or for a pipeline of that name.
            [sys.executable, "-P", str(_WORKER), self.pipeline],
            cwd=os.sep,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self._process = process
        greeting = self._read(process, _STARTING)
        if "error" in greeting:
            self.close()
            what = f"The spaCy pipeline {self.pipeline} cannot be loaded: {greeting['error']}"
            raise PostilError(what, "Install it, or name another one in postil.toml.")
        self._version = greeting["version"]
        return process

    def _answer(self, line: str) -> Any:
        process = self._running()
        try:
            assert process.stdin
            process.stdin.write(line + "\n")
            process.stdin.flush()
        except OSError:
            self.close()
            raise PostilError(
                "The spaCy process has ended.", "Turn spacy off in postil.toml."
            ) from None
        return self._read(process, _ANSWERING)

    def _read(self, process: "subprocess.Popen[str]", seconds: float) -> Any:
        """The line that the process answers. Raises `PostilError` where none comes in time."""
        assert process.stdout
        killer = threading.Timer(seconds, process.kill)
        killer.daemon = True
        killer.start()
        line = process.stdout.readline()
        killer.cancel()
        if not line:
            self.close()
            killed = process.returncode == -signal.SIGKILL
            end = f"was killed: no answer in {seconds:g} seconds" if killed else "has ended"
            raise PostilError(f"The spaCy process {end}.", "Turn spacy off in postil.toml.")
        return json.loads(line)


def _bare(text: str, start: int, end: int) -> Span:
    """An entity without the article before it and the possessive ending behind it."""
    if match := _ARTICLE.match(text, start, end):
        start = match.end()
    if match := _POSSESSIVE.search(text[start:end]):
        end = start + match.start()
    return start, end
