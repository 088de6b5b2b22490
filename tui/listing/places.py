"""A list of places in articles without a screen: what was found, how far the look has come."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from annotations.annotation import Key
from annotations.corpus.findings import Finding
from annotations.counted import counted
from annotations.errors import PostilError
from annotations.session import Session
from annotations.units import Span
from tui.effects import Effects, ReadAt, Say
from tui.listing.window import ListState
from tui.reading.events import Event
from tui.reading.pane import NOTHING
from tui.reading.queue import Order, Place

MOST = 10_000
"""So many places are listed; who finds more looks for something else."""


class Spot(Struct, frozen=True):
    """A place to look at: a span of an article, in code points, and what it or one says there.

    `name` is what lists call the article. `kind` and `hint` tell what is wrong there, if that was
    looked for; `finding` is what was found wrong, `label` what is suggested there, unsurely.
    `article` is the article's id.
    """

    name: str
    title: str
    span: Span | None
    words: str
    before: str = ""
    after: str = ""
    kind: str = ""
    hint: str = ""
    finding: Finding | None = None
    article: str = ""
    label: str = ""

    @property
    def place(self) -> Place:
        """What it is in a queue; what is about a whole article has an empty span."""
        span = self.span or NOTHING
        key: Key = ("find", self.label or "hit", self.name, f"{span[0]}-{span[1]}")
        if self.kind and not self.label:  # several things may be said of one span
            key = (*key, self.kind, self.words)
        if found := self.finding:
            return Place(found.article, span, (*found.about, found.judged), name=self.name)
        return Place(self.article, span, key, name=self.name)


class Report(Event, frozen=True):
    """What the look of this number has found since the last report.

    `articles` have been looked through in all.
    """

    look: int
    spots: tuple[Spot, ...]
    problems: tuple[PostilError, ...]
    articles: int
    ended: bool


class PlaceList(ListState):
    """What a look finds among `articles` articles; `what` says what it looks for.

    It grows in the first look. Of a later one nothing is shown before it has ended, and the order
    and the cursor stay what they were. `session_of` opens an article by its id.
    """

    def __init__(self, what: str, articles: int, session_of: Callable[[str], Session]) -> None:
        super().__init__()
        self.what, self._articles, self._session_of = what, articles, session_of
        self.order, self.spots = Order(), list[Spot]()
        self._known: dict[Key, Spot] = {}
        self.look = self._looked = self._unread = 0
        self._found: list[Spot] = []
        self._ended = False
        self._kept: list[tuple[Session, str, Place]] = []

    @property
    def at(self) -> Spot:
        """The place at the cursor. Raises `PostilError` where there is none."""
        if not self.spots:
            raise PostilError("There is no place to go to.")
        return self.spots[self.window.cursor]

    @property
    def title(self) -> str:
        """The title of the article at the cursor. Raises `PostilError` where there is none."""
        return self.at.title

    def open(self) -> Effects:
        """Have the article read at the place at the cursor, from which `n` goes on."""
        spot = self.at
        self.order.go_to(spot.place.key)
        return [ReadAt(spot.name, spot.place.span)]

    def come_back(self) -> None:
        """Bring the cursor to where one has come to by `n`."""
        self._fill(self.order.at)

    def spot(self, key: Key) -> Spot:
        """What was found, by the key of its place."""
        return self._known[key]

    @property
    def described(self) -> str:
        """Where the cursor is."""
        count = self.window.count
        return f"{self.window.cursor + 1:,} of {count:,}" if count else "none"

    @property
    def hint(self) -> str:
        """What to do at the cursor, if anything is known."""
        return self.spots[self.window.cursor].hint if self.spots else ""

    @property
    def progress(self) -> tuple[int, int]:
        """How many articles have been looked through, and of how many, while it grows."""
        looked = 0 if self._ended or self.look > 1 else self._looked
        return looked, max(1, self._articles, looked)

    def begin(self) -> int:
        """A look begins; returns its number."""
        self.look += 1
        self._found, self._looked, self._unread, self._ended = [], 0, 0, False
        return self.look

    def _received(self, event: Event) -> Effects:
        if not isinstance(event, Report):
            yield from super()._received(event)
        elif event.look == self.look:
            first = () if self._unread else event.problems[:1]
            self._looked, self._ended = event.articles, event.ended
            self._unread += len(event.problems)
            self._found += event.spots
            self._known |= {spot.place.key: spot for spot in event.spots}
            if self.look == 1:
                self._grow(event.spots)
            elif event.ended:
                rank = self._rank
                self.order.renew(spot.place for spot in self._found)
                self._fill(rank)
            yield from (Say(str(problem), severe=True) for problem in first)

    def keep(self) -> None:
        """Have what looks wrong at the cursor stay as it is, and list it no more."""
        spot = self.at if self.spots else None
        if spot is None or spot.finding is None:
            raise PostilError("There is nothing here that looks wrong.")
        session, found = self._session_of(spot.finding.article), spot.finding
        change = session.answer("finding", found.about, found.judged, found.answer)
        self._kept.append((session, change.action, spot.place))
        rank = self._rank
        del self.order.open[spot.place.key]
        self._fill(rank)

    def take_back(self) -> None:
        """List again what was kept last, and ask on."""
        if not self._kept:
            raise PostilError("There is nothing to undo here.")
        session, action, place = self._kept.pop()
        session.undo(action)
        self.order.open[place.key] = place
        self._fill(self.order.keys.index(place.key))

    @property
    def _rank(self) -> int:
        """The rank of the place at the cursor."""
        return self.order.keys.index(self.at.place.key) if self.spots else 0

    def _grow(self, spots: Iterable[Spot]) -> None:
        """List more, below the others."""
        new = {spot.place.key: spot for spot in spots if spot.place.key not in self.order.open}
        self.order.extend(spot.place for spot in new.values())
        self.spots += new.values()
        self.version += 1
        self.window.fill(len(self.spots))

    def _fill(self, rank: int) -> None:
        """List what is open, with the cursor at this rank, or else at the next one."""
        keys = [(at, key) for at, key in enumerate(self.order.keys) if key in self.order.open]
        self.spots = [self._known[key] for _, key in keys]
        self.version += 1
        self.window.fill(len(self.spots))
        self.window.go(next((n for n, (at, _) in enumerate(keys) if at >= rank), len(keys) - 1))

    @property
    def state(self) -> str:
        """How much was found, and how far the look has come."""
        found, several = len(self.spots), len({spot.name for spot in self.spots})
        articles = f"{self._looked:,} of {counted(max(self._articles, self._looked), 'article')}"
        articles = "" if self._ended else f", {articles} searched \u2026"
        places = counted(found, "place")
        if several > 1:
            places = f"{places} in {several:,} articles"
        more = ", and there are more" if found >= MOST else ""
        unread = f"; {self._unread:,} could not be read" if self._unread else ""
        return f"{places}{more}{articles}{unread}"
