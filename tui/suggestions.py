"""What is suggested in the articles of one sitting, kept true while one tags and reads."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from msgspec import Struct

from annotations.acceptance import Acceptance, why_silenced
from annotations.annotation import Annotation, Change
from annotations.candidates import Candidates
from annotations.errors import PostilError, StoreError
from annotations.example import Example
from annotations.project import DATA, Project
from annotations.proposal import Suggester
from annotations.session import Session
from annotations.store.listing import Query
from annotations.suggest import catalogue
from annotations.suggest.cache import ProposalCache
from annotations.units import Span
from tui import proposing
from tui.proposing import LookedThrough, Missing, Names, Proposed, Proposer, Sources

_KNOWN_ARTICLES = 500
"""How many articles of the project are read for the names tagged in them."""


class Decided(Struct, frozen=True):
    """What was decided on suggestions in articles that are not opened."""

    records: tuple[Annotation, ...]


News = proposing.News | Decided


class Suggestions:
    """The candidates of every opened article; computed by a `Proposer`, decided on by keys.

    `report` is called, on the proposer's thread, with what `arrived` and `count` take in.
    """

    def __init__(self, project: Project, report: Callable[[News], None]) -> None:
        self._project, self._report = project, report
        data = project.folder / DATA
        # Reading alone writes nothing into the project.
        kept = ProposalCache(data) if os.path.isdir(data) else None
        sources = Sources(
            self._suggesters, lambda known: catalogue.tagged(project.settings, known), kept
        )
        self.proposer = Proposer(sources, report)
        self._sessions: dict[str, Session] = {}
        self._candidates: dict[str, Candidates] = {}
        # The articles whose names and decisions are counted; they stay so when they are left.
        self._counted: set[str] = set()
        self._acceptance = Acceptance(always=project.settings.suggest.always)
        self._labels = catalogue.labels_of_names(project.settings)
        self._looked_through = 0

    @property
    def looking(self) -> bool:
        """Whether there may be more suggestions than have arrived."""
        return self.proposer.handed > self._looked_through

    def of(self, session: Session) -> Candidates | None:
        """The candidates of an article, once its text has been looked at."""
        return self._candidates.get(session.article.id)

    def open(self, session: Session, at: int) -> None:
        """Have an article read that is shown, from the code point `at` on."""
        article = session.article
        if article.id in self._sessions:
            self.proposer.look(article.id, at)
            return
        if not self._counted:
            self.proposer.learn(self._names_of_project)
        self._sessions[article.id] = session
        self.proposer.follow(article, at)
        if article.id not in self._counted:
            self._counted.add(article.id)
            records = tuple(session.records.values())
            for record in records:
                self._acceptance.note(record)
            self._learn(records, article.text)

    def leave(self, article_id: str) -> None:
        """Let go of an article that is not shown any more."""
        self._sessions.pop(article_id, None)
        self._candidates.pop(article_id, None)
        self.proposer.leave(article_id)

    def arrived(self, proposed: Proposed) -> list[Span]:
        """Take in what was proposed; returns where suggestions may have come or gone."""
        session = self._sessions.get(proposed.article_id)
        if session is None or session.article.digest != proposed.digest:
            return []
        candidates = self._candidates.get(proposed.article_id)
        if candidates is None:
            candidates = self._made(session)
        return [span for offer in proposed.offers for span in candidates.offer(*offer)]

    def end(self, looked: LookedThrough) -> None:
        """Take in that all has arrived that there was to find."""
        self._looked_through = looked.handed

    def count(self, decided: Decided) -> None:
        """Take in what was decided elsewhere in the project."""
        for record in decided.records:
            self._acceptance.note(record)
        for one in self._candidates.values():
            one.silence(self._acceptance.silenced)

    def take(self, session: Session, change: Change) -> tuple[list[Span], list[str]]:
        """Follow a change of the annotations.

        Returns where suggestions may have come or gone, and what there is to tell about sources.
        """
        id, text = session.article.id, session.article.text
        if change.text:
            self._sessions.pop(id, None)
            self._candidates.pop(id, None)
            self.open(session, 0)
            return [], []
        candidates = self._candidates.get(id)
        touched = [] if candidates is None else candidates.take(change)
        self._learn(change.added, text)
        self._learn(change.removed, text, -1)
        before = self._acceptance.silenced
        self._acceptance.take(change)
        now = self._acceptance.silenced
        if now == before:
            return touched, []
        for one in self._candidates.values():
            one.silence(now)
        decisions = self._acceptance.by_source()
        return touched, [why_silenced(s, decisions[s]) for s in sorted(now - before)]

    def close(self) -> None:
        """Stop computing."""
        self.proposer.close()

    def _made(self, session: Session) -> Candidates:
        article = session.article
        kinds = self._project.settings.scheme.kinds
        made = Candidates(article.text, session.records.values(), article.zones, kinds)
        made.silence(self._acceptance.silenced)
        self._candidates[article.id] = made
        return made

    def _learn(self, records: Iterable[Annotation], text: str, step: int = 1) -> None:
        tags = [one for one in records if self._is_name(one)]
        if tags:
            self.proposer.learn(
                lambda: tuple((text[tag.start : tag.end], tag.label) for tag in tags), step
            )

    def _is_name(self, one: Annotation) -> bool:
        return one.stands and one.label in self._labels

    def _names_of_project(self) -> Names:
        """What is tagged in the project's other articles: those last worked on, if too many."""
        names: list[tuple[str, str]] = []
        decided: list[Annotation] = []
        for example in self._latest():
            if example.article.id in self._counted:
                continue
            self._counted.add(example.article.id)
            text = example.article.text
            tags = filter(self._is_name, example.annotations)
            names += [(text[tag.start : tag.end], tag.label) for tag in tags]
            records = (*example.annotations, *example.suggestions)
            decided += [record for record in records if record.origin]
        self._report(Decided(tuple(decided)))
        return tuple(names)

    def _suggesters(self) -> list[Suggester]:
        settings = self._project.settings
        found = catalogue.rules(settings)
        try:
            found += catalogue.models(settings, self._examples, self._project.allows, self._tell)
        except PostilError as error:
            self._tell(error)
        return found

    def _tell(self, error: PostilError) -> None:
        self._report(Missing(error))

    def _latest(self) -> Iterator[Example]:
        with suppress(StoreError, OSError):
            latest = Query(order="touched", descending=True)
            for row in self._project.store.listing(latest, 0, _KNOWN_ARTICLES).rows:
                with suppress(StoreError, OSError):
                    yield self._project.example(row.id)

    def _examples(self) -> Iterator[Example]:
        for one in self._project.examples():
            if isinstance(one, Example):
                yield one
