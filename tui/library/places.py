"""The screen that lists places in articles, while they are found, and opens them."""

from collections.abc import Callable

from textual.message import Message

from annotations.units import Span
from tui.cells.palette import Palette
from tui.effects import Effect, GoBack, LookAgain, ReadAt
from tui.keys import Keymap
from tui.library.looking import Look, Looking
from tui.library.row_list import ProgressLine, SayingLine
from tui.library.tables import PlaceTable
from tui.listing.places import PlaceList, Report
from tui.main_screen import MainScreen
from tui.open_sessions import OpenSessions

ReadPlace = Callable[[str, Span | None, PlaceList], None]
"""Opens the article of this name at a span; `n` goes on in the list. Raises `PostilError`."""


class Places(MainScreen[PlaceList]):
    """Lists what a look finds among so many articles; the look goes on behind it.

    Where it `changes` what is found to read an article and tag, there is another look afterwards,
    and the list stays until that has ended.
    """

    WHERE = "places"

    class Came(Message):
        """What a look has found, brought over from its thread."""

        def __init__(self, report: Report) -> None:
            super().__init__()
            self.report = report

    def __init__(
        self,
        sessions: OpenSessions,
        palette: Palette,
        keymap: Keymap,
        what: str,
        look: Look,
        articles: int,
        read_at: ReadPlace,
        changes: bool = False,
    ) -> None:
        state = PlaceList(what, articles, sessions.session_of)
        self._rows = PlaceTable(palette, state)
        self._progress, self._saying = ProgressLine(palette), SayingLine(palette)
        parts = self._rows, self._progress, self._saying
        super().__init__(sessions, palette, keymap, state, parts)
        self._look, self._read_at = look, read_at
        self._changes, self._stale, self._away = changes, False, False
        self.looking: Looking | None = None

    def on_mount(self) -> None:
        """Begin to look."""
        self._look_again()
        self.draw()

    def on_screen_resume(self) -> None:
        """Stand where one has come to; look again, where that may find other places than before."""
        if self._away:
            self._away = False
            self.state.come_back()
            self.draw()
        if self._stale:
            self._stale = False
            self.state.awaited = self.sessions.waiting
            self._look_again()

    def _look_again(self) -> None:
        self.on_unmount()
        number = self.state.begin()
        self.looking = Looking(
            self._look, number, lambda report: self.post_message(self.Came(report))
        )

    def on_unmount(self) -> None:
        """Look no further."""
        if self.looking:
            self.looking.stop()

    def on_places_came(self, message: Came) -> None:
        """List what has been found."""
        self.receive(message.report)

    def draw(self) -> None:
        """See `MainScreen.draw`."""
        super().draw()
        self._rows.draw()
        looked, of = self.state.progress
        self._progress.update(looked, 0, of, self.state.described)
        self._saying.update(self.state.hint, self.now)

    def do(self, effect: Effect) -> None:
        """See `MainScreen.do`."""
        match effect:
            case LookAgain():
                self._look_again()
            case ReadAt(name, span):
                self._read_at(name, span, self.state)
                self._stale, self._away = self._changes, True
            case GoBack():
                if self.is_current:
                    self.app.pop_screen()
            case _:
                super().do(effect)
