"""A reader at the keys: the real reading, commands and suggesters, without screen and disk."""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import count

import msgspec

from annotations.adjudication.merging import merged
from annotations.adjudication.outcome import Outcome
from annotations.annotation import Change, Contents
from annotations.article import Article
from annotations.corpus.checking import check
from annotations.corpus.findings import Finding
from annotations.entity import Entity, joined
from annotations.errors import PostilError
from annotations.example import example_of
from annotations.selection import Selection
from annotations.session import Session
from annotations.suggest.tagged import Gazetteer
from annotations.suggestion import Candidate, Suggester
from annotations.units import Span
from annotations.withholding import Draw
from benchmarks.at_once import AtOnce
from tui.effects import Compute, Effect, Effects, LoadArticles, ReadAt
from tui.keys import Keymap, KeyReader
from tui.reading.events import Computed, Opened, Settled, Shown
from tui.reading.order import Groups, ReadingOrder
from tui.reading.pane import NOTHING, Place
from tui.reading.reading import Reading
from tui.reading.suggested import Suggested

WIDTH, HEIGHT = 72, 20


class Left(msgspec.Struct, frozen=True):
    """Where one left off: nowhere yet."""

    places: dict[str, Place] = {}
    active: str = ""
    column: int = WIDTH


class NoPace:
    """Counts nothing."""

    def key(self) -> None:
        """A key was typed."""

    def met(self) -> None:
        """A candidate was walked to."""

    def made(self, change: Change) -> None:
        """A key changed an article."""


class Reader:
    """Articles side by side, and what each key does to them; `saves` are on their way to the disk.

    `quick` is a disk that has saved each change before the next key. `effects` are those of the
    last key that reach beyond the reading. `contents` are what articles have already, by id; those
    that are `unaided` have no suggestions, and of others a `draw` withholds some. `layers` are what
    others say of articles, by id and name; of what they agree on the share `sampled` is looked at.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        keymap: Keymap,
        rules: Sequence[Suggester],
        gazetteer: Gazetteer,
        panes: int = 2,
        contents: Mapping[str, Contents] | None = None,
        unaided: Collection[str] = (),
        draw: Draw | None = None,
    ) -> None:
        self.quick, self.sampled = True, 0.0
        self.layers: dict[str, Mapping[str, Contents]] = {}
        self.saves: deque[tuple[Session, Change]] = deque()
        self.effects: list[Effect] = []
        self.keys = KeyReader(keymap)
        self._entities: dict[str, Entity] = {}
        self._contents = contents or {}
        known = sum(len(one.annotations) for one in self._contents.values())
        self._proposing, self._ids = AtOnce(rules, gazetteer, unaided, draw), count(known + 1)
        self._done: dict[str, list[Change]] = {one.id: [] for one in articles}
        self._fits = keymap.scheme.fits
        self.sessions = {one.id: self._session(one) for one in articles}
        self.reading = Reading(
            keymap.scheme,
            ReadingOrder(Groups([list(self.sessions.values())]), panes),
            Suggested(self._proposing, keymap.scheme, keymap.scheme.labels_of_names),
            self,
            NoPace(),
            Left(),
        )
        self._take(self.reading.receive(Opened(self.reading.order.current)))
        self._take(self.reading.receive(Shown()))

    # What the reading asks for

    @property
    def unsaved(self) -> int:
        """See `Outside.unsaved`."""
        return len(self.saves)

    @property
    def trouble(self) -> PostilError | None:
        """See `Outside.trouble`."""
        return next((one.problem for one in self.sessions.values() if one.problem), None)

    def session_of(self, id: str) -> Session:
        """See `Outside.session_of`."""
        return self.sessions[id]

    def changes(self, session: Session) -> list[Change]:
        """See `Outside.changes`."""
        return self._done[session.article.id]

    def findings(self, session: Session) -> Iterable[Finding]:
        """See `Outside.findings`."""
        return check([example_of(session.article, session.contents)], self.reading.scheme)

    @property
    def adjudicable(self) -> "Reader":
        """See `Outside.adjudicable`."""
        return self

    def ids(self) -> Sequence[str]:
        """See `Adjudicable.ids`: those of which layers were given."""
        return [*self.layers]

    def differences(self, session: Session) -> Outcome:
        """See `Adjudicable.differences`."""
        scheme = self.reading.scheme
        cases = merged(self.layers[session.article.id], scheme, text=session.article.text)
        return Outcome(cases, session.contents, scheme, share=self.sampled)

    def others(self, id: str) -> Mapping[str, Contents]:
        """See `Outside.others`."""
        return self.layers.get(id, {})

    def text_of(self, digest: str) -> str | None:
        """See `Outside.text_of`."""
        return None

    def entities(self) -> dict[str, Entity]:
        """See `Outside.entities`."""
        return self._entities

    def keep_entity(self, entity: Entity) -> None:
        """See `Outside.keep_entity`."""
        held = self._entities.get(entity.id)
        self._entities[entity.id] = joined(held, entity) if held else entity

    # What it does

    @property
    def gazetteer(self) -> Gazetteer:
        """The names that were tagged so far."""
        return self._proposing.gazetteer

    @property
    def session(self) -> Session:
        """The article that has the keys."""
        return self.reading.session

    @property
    def text(self) -> str:
        """Its text."""
        return self.reading.pane.text

    @property
    def selection(self) -> Selection:
        """What is selected in it."""
        return self.reading.pane.selection

    @property
    def walked(self) -> Candidate | None:
        """The candidate that was walked to."""
        return self.reading.pane.walked

    @property
    def hits(self) -> Sequence[Span]:
        """The hits of a find."""
        return self.reading.pane.hits

    def next_candidate(self) -> Candidate | None:
        """What `n` would go to."""
        pane = self.reading.pane
        start = pane.selected[0], -len(pane.text) - 1, ""
        known = pane.suggested
        return known.after(pane.walked.order if pane.walked else start) if known else None

    def press(self, key: str, typed: str | None = None) -> None:
        """Do what one key does, by its name."""
        typed = typed or (key if len(key) == 1 else " " if key == "space" else None)
        self.effects = []
        self._take(self.keys.press(self.reading, key, typed))

    def go_on(self, done: Callable[..., Effects], *given: object) -> None:
        """Do what has no key, or go on with what one has asked for outside."""
        self.effects = []
        self._take(self.reading.run(done, *given))

    def find(self, words: str) -> None:
        """What `/`, these words and `enter` do."""
        for key in ("/", *words, "enter"):
            self.press(key)

    def read_at(self, id: str, span: Span | None) -> None:
        """Read an article at a span, with those that come after it beside it."""
        articles, panes = [*self.sessions.values()], self.reading.order.panes
        at = articles.index(self.sessions[id])
        self.reading.order = ReadingOrder(Groups([articles]), panes, at)
        self._take([LoadArticles()])
        self.reading.point(span or NOTHING)

    def save(self) -> None:
        """Have the disk take what is on its way there."""
        while self.saves:
            session, change = self.saves.popleft()
            shown = session.taken(change.id, change, None, ())
            self._take(self.reading.receive(Settled(session, change.id, shown)))

    def _take(self, effects: list[Effect]) -> None:
        self.effects += (one for one in effects if not isinstance(one, Compute))
        for effect in effects:
            match effect:
                case LoadArticles():
                    self._take(self.reading.receive(Opened(self.reading.order.current)))
                case ReadAt(id, span):
                    self.read_at(id, span)
                case Compute(work, done):
                    self._take(self.reading.receive(Computed(done, work())))
        for pane in self.reading.panes:
            pane.fit(WIDTH, HEIGHT)
        while self._proposing.news:
            self._take(self.reading.receive(self._proposing.news.popleft()))
        if self.quick and self.saves:
            self.save()

    def _session(self, article: Article) -> Session:
        def submit(article: Article, change: Change) -> None:
            self._done[article.id].append(change)
            self.saves.append((self.sessions[article.id], change))

        return Session(
            article,
            self._contents.get(article.id, Contents()),
            "reader",
            submit,
            lambda: f"{next(self._ids):09}",
            lambda: "2031-01-01T00:00:00Z",
            fits=self._fits,
        )
