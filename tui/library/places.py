"""The screen that lists places in articles, while they are found, and opens them."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.message import Message

from annotations.units import Span
from tui.cells.palette import Palette
from tui.effects import Effects, GoBack
from tui.keys import Keymap
from tui.library.corpus_line import ProgressLine, SayingLine
from tui.library.list_screen import ListScreen
from tui.library.looking import Look, Looking
from tui.library.place_table import PlaceTable
from tui.listing.places import PlaceList, ReadAt, Report
from tui.open_sessions import OpenSessions

ReadPlace = Callable[[str, Span | None], None]
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
        read_at: ReadPlace,
        changes: bool = False,
    ) -> None:
        self.state = PlaceList(what, articles, sessions.session_of)
        super().__init__(sessions, palette, keymap, self.state, PlaceTable(palette, self.state))
        self._progress, self._saying = ProgressLine(palette), SayingLine(palette)
        self._look, self._read_at = look, read_at
        self._changes, self._stale = changes, False
        self.looking: Looking | None = None

    def compose(self) -> ComposeResult:
        """The table, and two lines below it."""
        yield self._rows
        yield self._progress
        yield self._saying
        yield self._prompt

    def on_mount(self) -> None:
        """Begin to look."""
        self.look_again()
        self.draw()

    def on_screen_resume(self) -> None:
        """Look again, where that may find other places than before."""
        if self._stale:
            self._stale = False
            self.await_saves()
            self.look_again()

    def look_again(self) -> None:
        """See `ListScreen.look_again`."""
        self.on_unmount()
        number = self.state.begin()
        self.looking = Looking(
            self._look, lambda report: self.post_message(self.Came(number, report))
        )

    def on_unmount(self) -> None:
        """Look no further."""
        if self.looking:
            self.looking.stop()

    def on_places_came(self, message: Came) -> None:
        """List what has been found."""
        if problem := self.state.receive(message.look, message.report):
            self.say(str(problem), severe=True)
        self.draw()

    def draw(self) -> None:
        """See `ListScreen.draw`."""
        super().draw()
        looked, of = self.state.progress
        self._progress.update(looked, 0, of, self.state.described)
        hint = self.state.hint or "enter opens the article there, esc goes back"
        self._saying.update(hint, self.word)

    def set_palette(self, palette: Palette) -> None:
        """See `ListScreen.set_palette`."""
        self._progress.set_palette(palette)
        self._saying.set_palette(palette)
        super().set_palette(palette)

    def perform(self, effects: Effects) -> None:
        """See `MainScreen.perform`."""
        for effect in effects:
            match effect:
                case ReadAt(name, span):
                    self._read_at(name, span)
                    self._stale = self._changes
                case GoBack():
                    if self.is_current:
                        self.app.pop_screen()
                case _:
                    super().perform([effect])
