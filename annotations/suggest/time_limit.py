"""Suggesters asked piece by piece, with a limit to their time: where one hangs, the others go on.

A text is read in paragraphs, and parts of very long ones.

Each call runs on a thread of its own, which is left behind where it does not come back in time. An
exception thrown into it ends what loops in Python; what waits in C ends when that lets Python go
on, and C code that holds the interpreter's lock is beyond any limit: let it run in a process of its
own, as `pipeline` does, or have a limit itself, as `regex` has.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TypeVar, cast

from annotations.article import Article
from annotations.errors import PostilError
from annotations.suggestion import Suggester, Suggestion
from annotations.units import Span, next_paragraph, paragraph_at
from annotations.units.words import resync

LONGEST = 2_000
"""Code points in a piece, more or less: a few milliseconds for any rule."""

SECONDS = 2.0
"""How long a suggester may take for a piece, where it does not say otherwise by its `seconds`."""

MOST = 3
"""So many times a suggester may fail; from then on it is asked no more."""

_TICK = 0.25  # a program that was suspended, or a machine that slept, loses one of these

T = TypeVar("T")
Work = tuple[Suggester, Callable[[], T]]


def pieces(text: str, at: int = 0) -> Iterator[Span]:
    """The pieces of a text between words: from the paragraph at `at` on, then those before it."""
    first = paragraph_at(text, at)
    paragraph: Span | None = first
    while paragraph:
        yield from _parts(text, paragraph)
        paragraph = next_paragraph(text, paragraph[0])
    paragraph = next_paragraph(text, -1)
    while paragraph and paragraph[0] < first[0]:
        yield from _parts(text, paragraph)
        paragraph = next_paragraph(text, paragraph[0])


def _parts(text: str, paragraph: Span) -> Iterator[Span]:
    start, end = paragraph
    while end - start > LONGEST:
        sentence = text.rfind(". ", start + LONGEST // 2, start + LONGEST)
        cut = sentence + 1 if sentence > 0 else resync(text, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
    if start < end:
        yield start, end


class TimeLimit:
    """Calls suggesters for one thread; `tell` is called on it, once for each that fails."""

    def __init__(self, tell: Callable[[PostilError], object]) -> None:
        self._tell = tell
        self._failures: Counter[str] = Counter()
        self._line: _Line | None = None

    def propose(
        self, article: Article, asked: Iterable[tuple[Suggester, Span]]
    ) -> list[tuple[Suggestion, ...] | None]:
        """What suggesters propose, each in a piece of the article; `None` where one fails."""
        return self.call(article, [(one, _asking(one, article, piece)) for one, piece in asked])

    def call(self, article: Article, works: Sequence[Work[T]]) -> list[T | None]:
        """What each work gives, which has a suggester look at the article; `None` where it fails.

        Works go over to the other thread together: to wait for each would cost more than most of
        them do.
        """
        given: list[T | None] = []
        while len(given) < len(works):
            given += self._given(article, works[len(given) :])
        return given

    def close(self) -> None:
        """End the thread, once it has done what it does."""
        if self._line is not None:
            self._line.asked.put(None)

    def _given(self, article: Article, works: Sequence[Work[T]]) -> Iterator[T | None]:
        """What the works give, up to the first one that takes too long."""
        live = [self._failures[suggester.name] < MOST for suggester, _ in works]
        line = self._line = self._line or _Line()
        for (_, work), goes in zip(works, live, strict=True):
            if goes:
                line.asked.put(work)
        for (suggester, _), goes in zip(works, live, strict=True):
            try:
                yield cast(T, line.answer(_seconds(suggester))) if goes else None
            except Exception as error:
                self._failed(suggester, article, error)
                yield None
                if isinstance(error, _RanOut):
                    self._line = None
                    line.leave()
                    return

    def _failed(self, suggester: Suggester, article: Article, error: Exception) -> None:
        name = suggester.name
        self._failures[name] += 1
        if self._failures[name] == 1:
            self._tell(_told(suggester, article, error))
        elif self._failures[name] == MOST:
            self._tell(
                PostilError(f"{name} failed {MOST} times and is off until you start postil again.")
            )


def _asking(
    suggester: Suggester, article: Article, piece: Span
) -> Callable[[], tuple[Suggestion, ...]]:
    return lambda: tuple(suggester.propose(article, piece))


def _seconds(suggester: Suggester) -> float:
    return float(getattr(suggester, "seconds", SECONDS))


def _told(suggester: Suggester, article: Article, error: Exception) -> PostilError:
    if isinstance(error, PostilError):
        return error
    what = f"failed on a part of {article.id}: {type(error).__name__}: {error}."
    if isinstance(error, _RanOut):
        what = f"took more than {_seconds(suggester):g} seconds for a part of {article.id}."
    return PostilError(f"{suggester.name} {what}", "It makes no suggestions there.")


class _RanOut(Exception):
    """There was no answer in time."""


class _LeftBehind(SystemExit):
    """Thrown into a thread that nobody waits for any more; no `except Exception` stops it."""


class _Answer:
    """What a call came to: a value, or an error to raise."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._value: object = None
        self._error: Exception | None = None
        try:
            self._value = work()
        except Exception as error:
            self._error = error

    def value(self) -> object:
        if self._error is not None:
            raise self._error
        return self._value


class _Line:
    """A thread that does what it is asked, one thing after the other."""

    def __init__(self) -> None:
        self.asked: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._answers: SimpleQueue[_Answer] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="postil-suggester", daemon=True)
        self._thread.start()

    def answer(self, seconds: float) -> object:
        """What came of the next thing that was asked. Raises `_RanOut`, or what it raised."""
        for _ in range(max(1, round(seconds / _TICK))):
            try:
                answer = self._answers.get(timeout=_TICK)
            except Empty:
                continue
            return answer.value()
        raise _RanOut

    def leave(self) -> None:
        """Wait for it no longer, and end what it does as soon as Python can."""
        import ctypes  # ten milliseconds that hardly anybody needs

        self.asked.put(None)
        thread = ctypes.c_ulong(self._thread.ident or 0)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(_LeftBehind))

    def _run(self) -> None:
        with suppress(_LeftBehind):
            while (work := self.asked.get()) is not None:
                self._answers.put(_Answer(work))
