"""What looks wrong in the articles side by side, one place after the other."""

from collections.abc import Iterator

from annotations.annotation import NOBODY
from annotations.corpus.findings import Finding, subject
from annotations.errors import PostilError
from annotations.session import Session
from annotations.units import Span, word_at
from tui.actions.places import Places
from tui.actions.speaking import Missing
from tui.command import Command, group, row
from tui.effects import Effects
from tui.reading.events import StandIn
from tui.reading.queue import Asked, Place
from tui.reading.reading import Reading

KIND = "check"


class Fine(Asked):
    """Whether what looks wrong is fine as it is; else its tag is removed."""

    def __init__(self, places: Places, session: Session, finding: Finding) -> None:
        self._places, self._session, self._finding = places, session, finding

    @property
    def question(self) -> str:
        """See `Asked.question`."""
        return self._finding.kind

    @property
    def told(self) -> str:
        """See `Asked.told`."""
        return self._finding.message

    @property
    def yes(self) -> str:
        """See `Asked.yes`."""
        return "fine"

    @property
    def no(self) -> str:
        """See `Asked.no`."""
        return "remove" if self._tag else ""

    @property
    def _tag(self) -> str | None:
        """The id of the tag that is meant."""
        index, span = self._session.index, self._finding.span
        named = [id for id in self._finding.about[2:] if id in index.by_id]
        exact = [tag.id for tag in index.exactly(*span)] if span else []
        return next(iter((*named, *exact)), None)

    def accept(self) -> Effects:
        """See `Asked.accept`: keep that it is."""
        found, session = self._finding, self._session
        change = session.answer("finding", found.about, found.judged, found.answer)
        yield from self._places.reading.answer(session, change)
        yield from self._places.go_on()

    def refuse(self) -> Effects:
        """See `Asked.refuse`."""
        if not (tag := self._tag):
            raise PostilError("There is no tag here to remove.")
        yield from self._places.reading.answer(self._session, self._session.remove(tag))
        yield from self._places.go_on()


class Findings(Places):
    """What looks wrong in the articles that were side by side when it was asked for."""

    def __init__(self, reading: Reading) -> None:
        panes = [one for one in reading.panes if not isinstance(one.session, StandIn)]
        self._ids = [pane.session.article.id for pane in panes]
        super().__init__(reading, KIND, self._found, "Nothing looks wrong here.")

    def _found(self) -> Iterator[Place]:
        for id in self._ids:
            session = self.reading.outside.session_of(id)
            for finding in self.reading.outside.findings(session):
                # What is not done need not be tagged yet.
                if not finding.decision and (finding.kind, session.status) not in _TOO_SOON:
                    yield self._place(session, finding)

    def _place(self, session: Session, finding: Finding) -> Place:
        span = finding.span or _first_word(session.article.text)
        asked = self._asked(session, finding)
        id, key = session.article.id, (*finding.about, finding.judged)
        held = next((one for one in finding.about[2:] if one in session.index.by_id), None)
        return Place(id, span, key, asked, held)

    def _asked(self, session: Session, finding: Finding) -> Asked:
        """What is asked: of a tag that misses a link, where that may lead."""
        tag = session.index.by_id.get(finding.about[-1])
        if tag and finding.answer == NOBODY:
            for type in self.reading.scheme.types_from(tag.label):
                said = subject("link", session.article.text, [tag], [type])
                if said == (finding.about, finding.judged):
                    return Missing(self, session, tag, type)
        return Fine(self, session, finding)


_TOO_SOON = (("untagged", "open"), ("untagged", "skipped"))


def _first_word(text: str) -> Span:
    return word_at(text, 0) if text else (0, 0)


ROWS: tuple[Command, ...] = group(
    "Go",
    row(
        "check-here",
        "C",
        "Check these articles",
        lambda reading: Findings(reading).begin(),
        "go through what looks wrong in the tags of these articles",
    ),
)
