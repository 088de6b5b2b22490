"""Mentions and the entities that they may mean, as they are in the articles side by side."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from annotations.attributes import entity_attribute
from annotations.compare.actors import name
from annotations.compare.entities import Known
from annotations.entity import resolved
from annotations.session import Session
from annotations.suggestion import Candidate
from annotations.units import Span
from tui.reading.events import StandIn
from tui.reading.reading import Reading

WORDS = 40
"""So many code points of a name are shown."""


class Mention(Struct, frozen=True):
    """A tag, or a suggestion, that may bear an entity in its `attribute`, and what it bears."""

    session: Session
    end: str | Candidate
    span: Span
    words: str
    attribute: str
    entity: str = ""

    @property
    def shown(self) -> str:
        """Its words, as far as there is room."""
        return " ".join(self.words[: 2 * WORDS].split())[:WORDS]


def mentions(reading: Reading, sessions: Sequence[Session]) -> Iterator[Mention]:
    """All mentions that are tagged in these articles, in reading order."""
    held = {
        label.name: entity_attribute(reading.scheme, label.name) for label in reading.scheme.labels
    }
    for session in sessions:
        for tag in sorted(session.index, key=lambda one: one.order):
            if attribute := held.get(tag.label):
                words = session.article.text[tag.start : tag.end]
                said = str(tag.attrs.get(attribute) or "")
                yield Mention(session, tag.id, (tag.start, tag.end), words, attribute, said)


class Entities:
    """The entities of the project and of the articles side by side, as they are now."""

    def __init__(self, reading: Reading, near: Mention) -> None:
        self.reading, self._near = reading, near
        self.files = dict(reading.outside.entities())
        self._same = resolved(self.files)
        sessions = {near.session.article.id: near.session}
        for pane in reading.panes:
            if not isinstance(pane.session, StandIn):
                sessions.setdefault(pane.session.article.id, pane.session)
        self.here = list(mentions(reading, list(sessions.values())))
        bearing = [one for one in self.here if one.entity and one.end != near.end]
        # The one before is meant more often than the one behind it.
        bearing.sort(key=lambda one: one.session is not near.session or _far(one, near))
        self._said = [(self.standing(one.entity), one.words) for one in bearing]
        called: dict[str, list[str]] = {}
        for id, one in self.files.items():
            called.setdefault(self._same[id], []).extend(one.names)
        self.offers = Known(called, self._said).offers(near.words)

    def standing(self, id: str) -> str:
        """The id that stands for an entity and all that are the same."""
        return self._same.get(id, id)

    def name(self, id: str) -> str:
        """What an entity is called; one without a file by its fullest mention."""
        if id in self.files:
            return self.files[id].name
        said = [words for one, words in self._said if one == id]
        said += [self._near.words] if id == self._near.entity else []
        return " ".join(max(said, key=lambda words: len(name(words).words), default=id).split())

    @property
    def likely(self) -> list[str]:
        """The ids that are likely: what the mention bears now, then what it surely may mean."""
        borne = [self.standing(self._near.entity)] if self._near.entity else []
        return list(dict.fromkeys([*borne, *(one.id for one in self.offers if one.is_sure)]))

    @property
    def all(self) -> list[tuple[str, str]]:
        """Every entity, id and names: those that are likely or like, then the others by name."""
        first = list(dict.fromkeys([*self.likely, *(offer.id for offer in self.offers)]))
        rest = {self.standing(id) for id in self.files} | {id for id, _ in self._said}
        ids = [*first, *sorted(rest - set(first), key=lambda id: self.name(id).casefold())]
        return [(id, self._told(id)) for id in ids]

    def _told(self, id: str) -> str:
        others = self.files[id].variants if id in self.files else ()
        return ", ".join((self.name(id), *others))

    def rest(self, mention: Mention) -> list[Mention]:
        """The other mentions of just this name that bear no entity."""
        said = name(mention.words)
        return [
            one
            for one in self.here
            if not one.entity and one.end != mention.end and name(one.words) == said
        ]


def _far(one: Mention, other: Mention) -> int:
    far = other.span[0] - one.span[0]
    return far if far >= 0 else 1 - 2 * far
