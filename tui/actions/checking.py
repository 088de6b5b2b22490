"""What looks wrong in the articles side by side, one place after the other."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from annotations.annotation import NOBODY, Key, standing
from annotations.corpus.findings import Finding, subject
from annotations.errors import PostilError
from annotations.session import Session
from annotations.units import Span
from tui.actions.places import Places, ids_shown, sessions_of
from tui.actions.speaking import Missing
from tui.command import Command, group, row
from tui.effects import Effects
from tui.reading.events import StandIn
from tui.reading.pane import NOTHING
from tui.reading.queue import Asked, Place
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from tui.listing.places import PlaceList

KIND = "check"
UNSURE = "unsure"


class Fine(Asked):
    """Whether what looks wrong is fine as it is; else its tag is removed."""

    def __init__(self, places: Places, finding: Finding) -> None:
        self._places, self._finding = places, finding

    @property
    def _session(self) -> Session:
        return self._places.reading.outside.session_of(self._finding.article)

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
        return _tag_of(self._session, self._finding)

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
    """What looks wrong in some articles, by their ids."""

    nothing = "Nothing looks wrong here."

    def __init__(self, reading: Reading, ids: Iterable[str]) -> None:
        self._ids = tuple(ids)
        super().__init__(reading, KIND, self._found, self.nothing)

    def show(self) -> Effects:
        """See `Places.show`."""
        self.reading.asked_about.update(self.order.open)
        return super().show()

    def _found(self) -> Iterator[Place]:
        for session in sessions_of(self.reading, self._ids):
            for finding in found_in(self.reading, session):
                key, asked = _key(finding), asked_of(self, session, finding)
                yield Place(
                    session.article.id,
                    finding.span or NOTHING,
                    key,
                    asked,
                    _tag_of(session, finding),
                )


class Listed(Places):
    """What a list of places has, opened from there; findings are asked about, hits only shown."""

    listed = True

    def __init__(self, reading: Reading, places: "PlaceList") -> None:
        self._list, self._asked = places, dict[Key, Asked]()
        first = places.spots[0] if places.spots else None
        kind = KIND if first and first.finding else UNSURE if first and first.label else "find"
        nothing = "That was all in the list: b goes back to it."
        super().__init__(reading, kind, self._left, nothing, places.order)

    @property
    def place(self) -> Place | None:
        """See `Queue.place`; what is asked there is known once its article is in view."""
        place = super().place
        if place is None or not any(True for _ in self.reading.panes_of(place.article)):
            return place
        finding = self._list.spot(place.key).finding
        if finding is None:
            return place
        session = self.reading.outside.session_of(place.article)
        if place.key not in self._asked:
            self._asked[place.key] = asked_of(self, session, finding)
        return replace(place, asked=self._asked[place.key], held=_tag_of(session, finding))

    def _left(self) -> Iterator[Place]:
        """What is open: in the articles in view what still looks wrong there."""
        live: dict[str, set[Key]] = {}
        for pane in self.reading.panes:
            if not isinstance(pane.session, StandIn):
                found = found_in(self.reading, pane.session)
                live[pane.session.article.id] = set(map(_key, found))
        for key in self.order.keys:
            spot = self._list.spot(key)
            place, finding = spot.place, spot.finding
            if place.article not in live or not (finding or spot.label):
                is_open = key in self.order.open
            elif finding is None:
                session = self.reading.outside.session_of(place.article)
                is_open = key in self.order.open and not _decided(session, place.span, spot.label)
            elif finding.kind == "string":  # of all articles, which are not looked through again
                session = self.reading.outside.session_of(place.article)
                decided = standing(session.decisions, finding.about, finding.judged)
                is_open = not decided and _tag_of(session, finding) is not None
            else:
                is_open = key in live[place.article]
            if is_open:
                yield place


def _decided(session: Session, span: Span, label: str) -> bool:
    """Whether somebody has decided on what is suggested: by a tag near by, or by a rejection."""
    start, end = span
    return any(
        (one.start, one.end) == span or (one.label == label and one.start < end and start < one.end)
        for one in session.records.values()
        if one.verdict != "suggested" and not one.text_digest
    )


def found_in(reading: Reading, session: Session) -> Iterator[Finding]:
    """What looks wrong in an article, undecided; that nothing is tagged only where it is done."""
    for finding in reading.outside.findings(session):
        too_soon = finding.kind == "untagged" and session.status != "done"
        if not finding.decision and not too_soon:
            yield finding


def asked_of(places: Places, session: Session, finding: Finding) -> Asked:
    """What is asked at a finding: of a tag that misses a link, where that may lead."""
    tag = session.index.by_id.get(finding.about[-1])
    if tag and finding.answer == NOBODY:
        for type in places.reading.scheme.types_from(tag.label):
            said = subject("link", session.article.text, [tag], [type])
            if said == (finding.about, finding.judged):
                return Missing(places, session, tag, type)
    return Fine(places, finding)


def _key(finding: Finding) -> Key:
    return (*finding.about, finding.judged)


def _tag_of(session: Session, finding: Finding) -> str | None:
    """The id of the tag that a finding is about."""
    index, span = session.index, finding.span
    named = [id for id in finding.about[2:] if id in index.by_id]
    exact = [tag.id for tag in index.exactly(*span)] if span else []
    return next(iter((*named, *exact)), None)


ROWS: tuple[Command, ...] = group(
    "Go",
    row(
        "check-here",
        "!",
        "Check these articles",
        lambda reading: Findings(reading, ids_shown(reading)).begin(),
        "go through what looks wrong in the tags of these articles",
    ),
)
