"""The thread that computes suggestions behind the screen: what is in view first, piece by piece."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from annotations.article import Article
from annotations.errors import PostilError
from annotations.suggest.cache import SuggestionCache
from annotations.suggestion import Suggester, Suggestion
from annotations.units import Span
from tui.reading.events import Drawn, LookedThrough, Missing, Names, News, Offer, Proposed

if TYPE_CHECKING:
    from annotations.suggest.tagged import Gazetteer
    from annotations.withholding import Trial

BREATH_SECONDS = 0.0005
"""After each piece the thread steps back, for the screen needs the interpreter as well."""

_REPORT_SECONDS = 0.05

_PART = 32_768
"""So many code points of a text are told of at once, where all has been read before."""


class Sources(Struct, frozen=True):
    """What the thread asks; each is called on it, the first one once.

    `write` writes down what was drawn of single suggestions, and returns it.
    """

    suggesters: Callable[[], Sequence[Suggester]]
    tagged: "Callable[[Gazetteer], Sequence[Suggester]]"
    cache: SuggestionCache | None = None
    write: "Callable[[Sequence[Trial]], Sequence[Trial]]" = tuple


@dataclass(eq=False)
class _Job:
    article: Article
    at: int
    done: set[Span] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)


class Proposer:
    """Reads articles for suggestions, and again for the names that are tagged meanwhile.

    `report` is called with each piece of news on the thread. `handed` counts what was handed in.
    """

    def __init__(self, sources: Sources, report: Callable[[News], None]) -> None:
        self._sources, self._report = sources, report
        self.handed = 0
        self._suggesters: Sequence[Suggester] | None = None
        self._articles: dict[str, Article] = {}
        self._unread: dict[str, _Job] = {}
        self._unnamed: dict[str, _Job] = {}
        self._news: deque[tuple[Callable[[], Names], int]] = deque()
        self._drawn = deque["Trial"]()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._busy = self._closing = False

    def follow(self, article: Article, at: int) -> None:
        """Have an article read from the code point `at` on, and then whenever names are tagged."""
        with self._changed:
            self._articles[article.id] = article
            self._unread[article.id] = _Job(article, at)
            self._unnamed[article.id] = _Job(article, at)
            self._wake()

    def leave(self, article_id: str) -> None:
        """Read an article no more."""
        with self._changed:
            for known in (self._articles, self._unread, self._unnamed):
                known.pop(article_id, None)

    def look(self, article_id: str, at: int) -> None:
        """Go on with an article from the code point `at`, where it is not done yet."""
        with self._changed:
            for jobs in (self._unread, self._unnamed):
                if job := jobs.get(article_id):
                    job.at = at

    def learn(self, names: Callable[[], Names], step: int = 1) -> None:
        """Take in names that were tagged, or with -1 let go; `names` is called on the thread."""
        with self._changed:
            self._news.append((names, step))
            self._wake()

    def keep(self, trial: "Trial") -> None:
        """Have what was drawn written down, ahead of all else."""
        with self._changed:
            self._drawn.append(trial)
            self._wake()

    def drain(self, timeout: float) -> bool:
        """Wait until nothing is left to do; whether it came to that in `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._has_work() and not self._busy, timeout)

    def close(self) -> None:
        """Stop after the piece at hand."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(1.0)

    def _wake(self) -> None:
        self.handed += 1
        if self._thread is None and not self._closing:
            self._thread = threading.Thread(target=self._run, name="postil-proposer", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _has_work(self) -> bool:
        return bool(self._news or self._unread or self._unnamed or self._drawn)

    def _run(self) -> None:
        from annotations.suggest.tagged import Gazetteer  # here: no text waits for what it knows
        from annotations.suggest.time_limit import TimeLimit

        self._gazetteer = Gazetteer()
        self._limit = TimeLimit(lambda error: self._report(Missing(error)))
        told = 0
        while True:
            with self._changed:
                handed = 0 if self._has_work() else self.handed
            if handed > told:
                self._report(LookedThrough(handed))
                told = handed
            with self._changed:
                self._busy = False
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._has_work() or self._closing)
                if self._closing:
                    self._limit.close()
                    return
                self._busy = True
            try:
                self._step()
            except PostilError as error:
                self._report(Missing(error))
            except Exception as error:
                # Whatever it is, the thread goes on: with the next article.
                self._report(Missing(PostilError(f"Suggestions failed: {error!r}.")))
                with self._changed:
                    jobs = self._unread or self._unnamed
                    jobs.pop(next(iter(jobs), ""), None)

    def _step(self) -> None:
        """Do one thing: learn names, or read an article, by rules first."""
        if self._drawn:
            self._write()
        elif self._news:
            names, step = self._news.popleft()
            self._learn(names(), step)
        elif self._unread:
            self._read(self._unread, self._all(), self._sources.cache)
        else:
            self._read(self._unnamed, self._sources.tagged(self._gazetteer), None)

    def _write(self) -> None:
        trials = [self._drawn.popleft() for _ in range(len(self._drawn))]
        self._report(Drawn(tuple(self._sources.write(trials))))

    def _all(self) -> Sequence[Suggester]:
        if self._suggesters is None:
            self._suggesters = ()
            self._suggesters = self._sources.suggesters()
        return self._suggesters

    def _learn(self, names: Names, step: int) -> None:
        version = self._gazetteer.version
        self._gazetteer = self._gazetteer.counted(names, step)
        if self._gazetteer.version != version:
            with self._changed:
                for id, article in self._articles.items():
                    at = self._unnamed[id].at if id in self._unnamed else 0
                    self._unnamed[id] = _Job(article, at)

    def _read(
        self, jobs: dict[str, _Job], suggesters: Sequence[Suggester], cache: SuggestionCache | None
    ) -> None:
        """Read the first article of `jobs`, until it is done or there is something to learn."""
        id, job = next(iter(jobs.items()))
        _ = job.article.boilerplate  # found here once, not on the screen's time
        known = {s.name: self._kept(job.article, s, cache) for s in suggesters}
        for name, kept in known.items():
            if kept is not None:
                self._tell_in_parts(job, name, kept)
        offers: list[Offer] = []
        unknown = [s for s in suggesters if known[s.name] is None]
        found: dict[str, list[Suggestion]] = {s.name: [] for s in unknown}
        told = time.monotonic()
        for piece in self._pieces(job) if unknown else ():
            given = self._limit.propose(job.article, ((s, piece) for s in unknown))
            for suggester, suggestions in zip(unknown, given, strict=True):
                if suggestions is None:
                    job.failed.add(suggester.name)
                    continue
                offers.append((suggester.name, piece, suggestions))
                found[suggester.name] += suggestions
            if self._closing or jobs.get(id) is not job:
                return
            if self._drawn:
                self._write()
            if time.monotonic() - told > _REPORT_SECONDS:
                self._tell(job, offers)
                told = time.monotonic()
            time.sleep(BREATH_SECONDS)
        with self._changed:
            if jobs.get(id) is job:
                del jobs[id]
        self._tell(job, offers)
        for suggester in unknown if cache else ():
            assert cache is not None
            if suggester.name not in job.failed:
                put = partial(cache.put, job.article, suggester, found[suggester.name])
                self._limit.call(job.article, [(suggester, put)])

    def _kept(
        self, article: Article, suggester: Suggester, cache: SuggestionCache | None
    ) -> list[Suggestion] | None:
        """What a suggester proposed for an article before, if that is known."""
        if cache is None:
            return None
        (kept,) = self._limit.call(article, [(suggester, partial(cache.get, article, suggester))])
        return kept

    def _pieces(self, job: _Job) -> Iterator[Span]:
        """The pieces not read yet, from the place that is looked at on, wherever that goes."""
        from annotations.suggest.time_limit import pieces

        going_on = True
        while going_on:
            at, going_on = job.at, False
            for piece in pieces(job.article.text, at):
                if piece not in job.done:
                    job.done.add(piece)
                    yield piece
                if job.at != at:
                    going_on = True
                    break

    def _tell_in_parts(self, job: _Job, source: str, kept: Sequence[Suggestion]) -> None:
        """Report what was proposed before: all of 1 MB at once would hold up the screen."""
        parts = defaultdict[int, list[Suggestion]](list)
        for one in kept:
            parts[one.start // _PART].append(one)
        length = len(job.article.text)
        for number, start in enumerate(range(0, length, _PART)):
            piece = start, min(start + _PART, length)
            self._tell(job, [(source, piece, tuple(parts[number]))])
            time.sleep(BREATH_SECONDS)

    def _tell(self, job: _Job, offers: list[Offer]) -> None:
        self._report(Proposed(job.article.id, job.article.digest, tuple(offers)))
        offers.clear()
