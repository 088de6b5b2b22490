"""A list of places in articles without a screen: what was found, how far the look has come."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from annotations.corpus.findings import Finding
from annotations.counted import counted
from annotations.errors import PostilError
from annotations.session import Session
from annotations.units import Span
from tui.effects import Effects, ReadAt, Say
from tui.listing.window import ListState
from tui.reading.events import Event

MOST = 10_000
"""So many places are listed; who finds more looks for something else."""


class Spot(Struct, frozen=True):
    """A place to look at: a span of an article, in code points, and what it or one says there.

    `name` is what lists call the article. `kind` and `hint` tell what is wrong there, if that was
    looked for; `finding` is what was found wrong.
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

    It grows in the first look. Of a later one nothing is shown before it has ended. `session_of`
    opens an article by its id.
    """

    def __init__(self, what: str, articles: int, session_of: Callable[[str], Session]) -> None:
        super().__init__()
        self.what, self._articles, self._session_of = what, articles, session_of
        self.spots: Sequence[Spot] = ()
        self.look = self._looked = self._unread = 0
        self._found: list[Spot] = []
        self._ended = False
        self._kept: list[tuple[Session, str, int, Spot]] = []

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
        """Have the article read at the place at the cursor."""
        spot = self.at
        return [ReadAt(spot.name, spot.span)]

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
            if self.look == 1 or event.ended:
                self._show(self._found)
            yield from (Say(str(problem), severe=True) for problem in first)

    def keep(self) -> None:
        """Have what looks wrong at the cursor stay as it is, and list it no more."""
        spot = self.at if self.spots else None
        if spot is None or spot.finding is None:
            raise PostilError("There is nothing here that looks wrong.")
        session, found = self._session_of(spot.finding.article), spot.finding
        change = session.answer("finding", found.about, found.judged, found.answer)
        self._kept.append((session, change.action, self.window.cursor, spot))
        self._show([one for one in self._found if one is not spot])

    def take_back(self) -> None:
        """List again what was kept last, and ask on."""
        if not self._kept:
            raise PostilError("There is nothing to undo here.")
        session, action, place, spot = self._kept.pop()
        session.undo(action)
        place = min(place, len(self._found))
        self._show([*self._found[:place], spot, *self._found[place:]])

    def _show(self, spots: list[Spot]) -> None:
        self.spots = self._found = spots
        self.version += 1
        self.window.fill(len(spots))

    @property
    def state(self) -> str:
        """How much was found, and how far the look has come."""
        found, several = len(self._found), len({spot.name for spot in self._found})
        articles = f"{self._looked:,} of {counted(max(self._articles, self._looked), 'article')}"
        articles = "" if self._ended else f", {articles} searched \u2026"
        places = counted(found, "place")
        if several > 1:
            places = f"{places} in {several:,} articles"
        more = ", and there are more" if found >= MOST else ""
        unread = f"; {self._unread:,} could not be read" if self._unread else ""
        return f"{places}{more}{articles}{unread}"
