"""What lists have in common: the rows in view, the cursor, and the saves that are waited for."""

from annotations.session import Session
from tui.effects import Effects, LookAgain
from tui.reading.events import Event, Settled
from tui.reading.state import State


class Window:
    """Shows `height` of `count` rows from `top` on, and keeps the row of the cursor among them."""

    def __init__(self) -> None:
        self.count = self.cursor = self.top = 0
        self._height = 0

    @property
    def height(self) -> int:
        """How many rows there is room for."""
        return max(1, self._height)

    def fill(self, count: int) -> None:
        """Take in how many rows there are now."""
        self.count = count
        self._bring(self.top)
        self.go(self.cursor)

    def resize(self, height: int) -> None:
        """Take in how many rows there is room for; at first the cursor stands in their middle."""
        first, self._height = not self._height, height
        if first:
            self.centre(self.cursor)
        else:
            self.fill(self.count)

    def go(self, place: int, around: int = 2) -> None:
        """Bring the cursor to a row, or to the nearest one that there is.

        It is brought into view with so many rows around it.
        """
        self.cursor = max(0, min(place, self.count - 1))
        around = min(around, (self.height - 1) // 2)
        if self.cursor < self.top + around:
            self._bring(self.cursor - around)
        elif self.cursor > self.top + self.height - 1 - around:
            self._bring(self.cursor - self.height + 1 + around)

    def page(self, by: int) -> None:
        """Go so many pages down, or up, with the rows in view."""
        rows = by * max(1, self.height - 1)
        self._bring(self.top + rows)
        self.go(self.cursor + rows)

    def scroll(self, rows: int) -> None:
        """Move the view, and the cursor only as far as it must."""
        self._bring(self.top + rows)
        self.go(max(self.top, min(self.cursor, self.top + self.height - 1)), around=0)

    def centre(self, place: int) -> None:
        """Bring the cursor to a row, in the middle of what is in view."""
        self._bring(place - self.height // 2)
        self.go(place)

    def _bring(self, top: int) -> None:
        """Have this row be the first in view, or the nearest one that leaves no room below."""
        self.top = max(0, min(top, self.count - self.height))


class RowPointedAt(Event, frozen=True):
    """The pointer went down on the row at a place, so many times in a row."""

    place: int
    times: int = 1


class RowsScrolled(Event, frozen=True):
    """The wheel moved the view by so many rows."""

    rows: int


class ListState(State):
    """The state of a list: `version` is another one whenever its rows are to be drawn anew.

    It looks again when the articles that are `awaited`, by id, have been saved.
    """

    def __init__(self) -> None:
        super().__init__()
        self.window, self.version = Window(), 0
        self.awaited: set[str] = set()

    def open(self) -> Effects:
        """Have read what is at the cursor."""
        raise NotImplementedError

    def settle(self, session: Session) -> None:
        """Take in what became of a change of an article."""

    def _received(self, event: Event) -> Effects:
        match event:
            case RowPointedAt(place, times):
                self.window.go(place, around=0)
                return self.open() if times == 2 else ()
            case RowsScrolled(rows):
                self.window.scroll(rows)
            case Settled(session):
                self.settle(session)
                if session.article.id in self.awaited and not session.waiting:
                    self.awaited.discard(session.article.id)
                    return [LookAgain()]
            case _:
                return super()._received(event)
        return ()
