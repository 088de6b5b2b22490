"""What a project knows that suggestions are made of, and the thread that reads for them."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from annotations.annotation import Annotation
from annotations.article import Article
from annotations.clock import now
from annotations.errors import PostilError, StoreError
from annotations.example import Example
from annotations.fading import Repeated
from annotations.listing import Query
from annotations.project import Project
from annotations.session import Session
from annotations.suggest.cache import SuggestionCache
from annotations.suggestion import Suggester
from tui.proposing import Proposer, Sources
from tui.reading.events import Decided, Missing, Names, News, Noted

if TYPE_CHECKING:
    from annotations.corpus.withheld import Withheld
    from annotations.suggest.tagged import Gazetteer
    from annotations.withholding import Trial, Withholding

_KNOWN_ARTICLES = 500
"""How many articles of the project are read for the names tagged in them."""


class Suggestions:
    """Has the articles read that are shown; see `Proposing`.

    `report` is called, on the proposer's thread, with each piece of news.
    """

    def __init__(self, project: Project, report: Callable[[News], None]) -> None:
        self._project, self._report = project, report
        # Reading alone writes nothing into the project.
        home = project.home
        kept = SuggestionCache(home, project.folder) if os.path.isdir(home) else None
        sources = Sources(self._suggesters, self._tagged, kept, self._write)
        self.proposer = Proposer(sources, report)
        self.names = project.settings.scheme.labels_of_names
        # The articles whose names and decisions are counted; they stay so when they are left.
        self._counted: set[str] = set()
        self._unaided: frozenset[str] | None = None
        self._withheld: Withheld | None = None

    @property
    def handed(self) -> int:
        """How many things were handed in."""
        return self.proposer.handed

    def follow(self, article: Article, at: int) -> bool:
        """See `Proposing.follow`; before the first one what the project has tagged is learned."""
        if not self.aids(article):
            return False
        if not self._counted:
            self.proposer.learn(self._names_of_project)
        is_new = article.id not in self._counted
        self._counted.add(article.id)
        self.proposer.follow(article, at)
        return is_new

    def aids(self, article: Article) -> bool:
        """See `Proposing.aids`."""
        if not (self._project.team or self._project.settings.suggest.without):
            return True
        from annotations.corpus.unaided import is_unaided, unaided_groups  # few projects have such

        if self._unaided is None:
            self._unaided = frozenset()
            try:
                self._unaided = unaided_groups(self._project)
            except StoreError as error:
                self._report(Missing(error))
        return not is_unaided(article, self._unaided)

    def withholding(self, session: Session) -> "Withholding | None":
        """See `Proposing.withholding`."""
        if not self._project.settings.suggest.withhold:
            return None
        from annotations.corpus.withheld import withheld_of  # few projects have such

        self._withheld = self._withheld or withheld_of(self._project)
        try:
            of = self._withheld.of if self._withheld else None
            return of(session.article, session.status, self.proposer.keep) if of else None
        except StoreError as error:
            self._report(Missing(error))
            return None

    def leave(self, article_id: str) -> None:
        """Have an article read no more."""
        self.proposer.leave(article_id)

    def look(self, article_id: str, at: int) -> None:
        """See `Proposing.look`."""
        self.proposer.look(article_id, at)

    def learn(self, names: Callable[[], Names], step: int = 1) -> None:
        """See `Proposing.learn`."""
        self.proposer.learn(names, step)

    def close(self) -> None:
        """Stop computing."""
        self.proposer.close()

    def _names_of_project(self) -> Names:
        """What is tagged in the project's other articles: those last worked on, if too many."""
        names: list[tuple[str, str]] = []
        decided: list[Annotation] = []
        repeated = Repeated()
        for example in self._latest():
            if example.article.id in self._counted:
                continue
            self._counted.add(example.article.id)
            repeated.note(example.article)
            text = example.article.text
            tags = [one for one in example.annotations if one.stands and one.label in self.names]
            names += [(text[tag.start : tag.end], tag.label) for tag in tags]
            records = (*example.annotations, *example.suggestions)
            decided += [record for record in records if record.origin]
        self._report(Noted(repeated))
        self._report(Decided(tuple(decided)))
        return tuple(names)

    def _write(self, trials: "Sequence[Trial]") -> "Sequence[Trial]":
        assert self._withheld
        try:
            return self._withheld.write(trials, now())
        except StoreError as error:
            self._report(Missing(error))
            return trials

    def _suggesters(self) -> list[Suggester]:
        from annotations.suggest import catalogue  # on the thread: no text waits for it

        settings = self._project.settings
        found = catalogue.rules(settings)
        try:
            project = self._project
            found += catalogue.models(
                settings, self._examples, project.allows, self._tell, project.folder
            )
        except PostilError as error:
            self._report(Missing(error))
        return found

    def _tagged(self, known: "Gazetteer") -> list[Suggester]:
        from annotations.suggest import catalogue

        return catalogue.tagged(self._project.settings, known)

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
