"""The screen that lists places in articles, while they are found, and opens them."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.message import Message

from annotations.counted import counted
from annotations.errors import PostilError
from annotations.session import Session
from annotations.units import Span
from tui.cells.palette import Palette
from tui.keys import Keymap
from tui.library.corpus_line import ProgressLine, SayingLine
from tui.library.list_screen import ListScreen
from tui.library.looking import MOST, Look, Looking, Report, Spot
from tui.library.place_table import PlaceTable
from tui.open_sessions import OpenSessions

ReadAt = Callable[[str, Span | None], None]
"""Opens the article of this name at a span. Raises `PostilError`."""


class Places(ListScreen):
    """Lists what a look finds among so many articles; the look goes on behind it.

    Where it `changes` what is found to read an article and tag, there is another look afterwards,
    and the list stays until that has ended.
    """

    WHERE = "places"

    class Came(Message):
        """What the look of this number has found, brought over from its thread."""

        def __init__(self, look: int, report: Report) -> None:
            super().__init__()
            self.look, self.report = look, report

    def __init__(
        self,
        sessions: OpenSessions,
        palette: Palette,
        keymap: Keymap,
        what: str,
        look: Look,
        articles: int,
        read_at: ReadAt,
        changes: bool = False,
    ) -> None:
        self._table = PlaceTable(palette, what)
        super().__init__(sessions, palette, keymap, self._table)
        self._progress, self._saying = ProgressLine(palette), SayingLine(palette)
        self._what, self._set_palette, self._articles, self._read_at = what, look, articles, read_at
        self._changes, self._stale = changes, False
        self._looks = self._looked = self._unread = 0
        self._ended = False
        self._found: list[Spot] = []
        self.looking: Looking | None = None
        self._kept: list[tuple[Session, str, int, Spot]] = []
        self.commands |= {
            "list-open": self.read_chosen,
            "fine": self.keep,
            "not-fine": self.take_back,
            "back": self.back,
        }

    def compose(self) -> ComposeResult:
        """The table, and two lines below it."""
        yield self._table
        yield self._progress
        yield self._saying
        yield self._prompt

    def on_mount(self) -> None:
        """Begin to look."""
        self.look_again()
        self.update()

    def on_screen_resume(self) -> None:
        """Look again, where that may find other places than before."""
        if self._stale:
            self._stale = False
            self.await_saves()
            self.look_again()

    def look_again(self) -> None:
        """See `ListScreen.look_again`."""
        self.on_unmount()
        self._looks += 1
        self._found, self._looked, self._unread, self._ended = [], 0, 0, False
        number = self._looks
        self.looking = Looking(
            self._set_palette, lambda report: self.post_message(self.Came(number, report))
        )

    def on_unmount(self) -> None:
        """Look no further."""
        if self.looking:
            self.looking.stop()

    def on_places_came(self, message: Came) -> None:
        """List what has been found."""
        report = message.report
        if message.look != self._looks:
            return
        self._looked, self._ended = report.articles, report.ended
        for error in report.problems[: 1 if not self._unread else 0]:
            self.say(str(error), severe=True)
        self._unread += len(report.problems)
        self._found += report.spots
        if self._looks == 1:
            self._table.grow(report.spots, self._state())
        elif report.ended:
            self._table.replace(self._found, self._state())
        self.update()

    def update(self) -> None:
        """Bring the lines below the list up to date."""
        count, cursor = self._table.count, self._table.cursor
        words = f"{cursor + 1:,} of {count:,}" if count else "none"
        looked = 0 if self._ended or self._looks > 1 else self._looked
        self._progress.update(looked, 0, max(1, self._articles, looked), words)
        hint = self._table.spots[cursor].hint if count else ""
        self._saying.update(hint or "enter opens the article there, esc goes back", self.word)

    def set_palette(self, palette: Palette) -> None:
        """See `ListScreen.set_palette`."""
        self._progress.set_palette(palette)
        self._saying.set_palette(palette)
        super().set_palette(palette)

    def read_chosen(self) -> None:
        """Open the article at the place under the cursor."""
        if not self._table.count:
            raise PostilError("There is no place to go to.")
        spot = self._table.spots[self._table.cursor]
        self._read_at(spot.name, spot.span)
        self._stale = self._changes

    def keep(self) -> None:
        """Have what looks wrong under the cursor stay as it is, and list it no more."""
        place = self._table.cursor
        spot = self._table.spots[place] if self._table.count else None
        if spot is None or spot.finding is None:
            raise PostilError("There is nothing here that looks wrong.")
        session, found = self.sessions.session_of(spot.finding.article), spot.finding
        change = session.answer("finding", found.about, found.judged, found.answer)
        self._kept.append((session, change.action, place, spot))
        self._found = [one for one in self._found if one is not spot]
        self._retold()

    def take_back(self) -> None:
        """List again what was kept last, and ask on."""
        if not self._kept:
            raise PostilError("There is nothing to take back that was kept here.")
        session, action, place, spot = self._kept.pop()
        session.undo(action)
        self._found.insert(min(place, len(self._found)), spot)
        self._retold()

    def _retold(self) -> None:
        self._table.replace(self._found, self._state())
        self._table.go(min(self._table.cursor, max(0, self._table.count - 1)))
        self.update()

    def back(self) -> None:
        """Go back to the library."""
        if self.is_current:
            self.app.pop_screen()

    def _state(self) -> str:
        """How much was found, and how far the look has come."""
        found, several = len(self._found), len({spot.name for spot in self._found})
        articles = f"{self._looked:,} of {counted(max(self._articles, self._looked), 'article')}"
        articles = "" if self._ended else f", {articles} looked through \u2026"
        places = counted(found, "place")
        if several > 1:
            places = f"{places} in {several:,} articles"
        more = ", and there are more" if found >= MOST else ""
        unread = f"; {self._unread:,} could not be read" if self._unread else ""
        return f"{places}{more}{articles}{unread}"
