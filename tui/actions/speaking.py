"""Tags without a link that others have, such as quotes without a speaker, one after the other."""

from collections.abc import Iterator

from annotations.annotation import NOBODY, Annotation, standing
from annotations.corpus.findings import subject
from annotations.session import Session
from annotations.units import Span
from tui.actions.ends import End, ends_near, link
from tui.actions.places import Places, ids_shown, sessions_of
from tui.command import Command, group, row
from tui.effects import Effects
from tui.reading.queue import Asked, Place
from tui.reading.reading import Reading


class Missing(Asked):
    """Whether a tag is to be linked to the end that is offered; else nobody is named."""

    def __init__(self, places: Places, session: Session, tag: Annotation, type: str) -> None:
        self._places, self._session = places, session
        self.tag, self.type = tag, type
        self._rank, self._known = 0, (-1, list[End]())

    @property
    def offered(self) -> End | None:
        """The end that is offered."""
        reading = self._places.reading
        if self._known[0] != reading.changes:
            found = ends_near(reading, self._session, self.type, self.tag)
            self._known = reading.changes, found
        ends = self._known[1]
        return ends[self._rank % len(ends)] if ends else None

    @property
    def question(self) -> str:
        """See `Asked.question`."""
        if end := self.offered:
            words = " ".join(self._session.article.text[slice(*end.span)].split())
            return f"{self.type} {words}?"
        targets = self._places.reading.scheme.targets(self.type, self.tag.label)
        return f"no {' or '.join(targets)} near"

    @property
    def yes(self) -> str:
        """See `Asked.yes`."""
        return "yes" if self.offered else ""

    @property
    def no(self) -> str:
        """See `Asked.no`."""
        return "no" if self.offered else "no one"

    @property
    def again(self) -> str:
        """See `Asked.again`."""
        return "next" if self.offered else ""

    @property
    def points_at(self) -> Span | None:
        """See `Asked.points_at`."""
        return self.offered.span if self.offered else None

    def offer_next(self) -> Effects:
        """Offer the next end."""
        self._rank += 1
        return ()

    def accept(self) -> Effects:
        """See `Asked.accept`."""
        assert self.offered
        return self.lead_to(self.offered)

    def lead_to(self, end: End) -> Effects:
        """Link the tag to an end, and go on."""
        change = link(self._session, self.tag, self.type, end)
        yield from self._places.reading.answer(self._session, change)
        yield from self._places.go_on()

    def refuse(self) -> Effects:
        """See `Asked.refuse`: keep that nobody is named."""
        text = self._session.article.text
        about, judged = subject("link", text, [self.tag], [self.type])
        change = self._session.answer("finding", about, judged, NOBODY)
        yield from self._places.reading.answer(self._session, change)
        yield from self._places.go_on()


class Unlinked(Places):
    """Tags that miss a link, in the articles that were side by side when it was asked for."""

    def __init__(self, reading: Reading) -> None:
        self._ids = ids_shown(reading)
        super().__init__(reading, "speaker", self._found, "No tag here misses a link.")

    def _found(self) -> Iterator[Place]:
        for session in sessions_of(self.reading, self._ids):
            text, types_from = session.article.text, self.reading.scheme.types_from
            linked = {(one.type, one.source) for one in session.links}
            for tag in sorted(session.index, key=lambda one: one.order):
                for type in types_from(tag.label):
                    about, judged = subject("link", text, [tag], [type])
                    if (type, tag.id) not in linked and not standing(
                        session.decisions, about, judged
                    ):
                        asked = Missing(self, session, tag, type)
                        span = tag.start, tag.end
                        yield Place(session.article.id, span, (*about, type), asked, tag.id)


def _next(reading: Reading) -> Effects:
    return Unlinked(reading).begin()


ROWS: tuple[Command, ...] = group(
    "Go",
    row(
        "speakers",
        "V",
        "Quotes without a speaker",
        _next,
        "go through the quotes without a speaker, and other tags that miss a link",
    ),
)
