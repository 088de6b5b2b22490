"""A screen that shows a list: keys in, commands run over its state, what differs drawn."""

from collections.abc import Callable
from typing import Any, ClassVar

from tui.asking.prompt import Prompt
from tui.cells.display import one_line
from tui.cells.fitting import cells
from tui.cells.palette import Palette
from tui.command import Command
from tui.effects import Ask, Effects, Switch
from tui.keys import Keymap, KeyReader, named
from tui.library.row_list import RowList
from tui.listing.articles import ArticleList
from tui.listing.places import PlaceList
from tui.main_screen import MainScreen
from tui.open_sessions import OpenSessions
from tui.reading.events import Settled
from tui.reading.modes import NORMAL, Asking

_MOVES = {"up": "list-up", "down": "list-down", "pageup": "list-page-up",
          "pagedown": "list-page-down"}  # fmt: skip


class ListScreen(MainScreen):
    """Shows a `state` in `rows`, and asks for words in a line below them."""

    BLANK = True
    CSS_PATH: ClassVar[str] = "../postil.tcss"

    def __init__(
        self,
        sessions: OpenSessions,
        palette: Palette,
        keymap: Keymap,
        state: ArticleList | PlaceList,
        rows: RowList,
    ) -> None:
        super().__init__(sessions, keymap)
        self.palette = palette
        self.aside = ""
        # The articles of which some changes were not saved yet when the list was made.
        self._awaited: set[str] = set()
        self._state, self._rows, self._prompt = state, rows, Prompt(palette)
        self._reader = KeyReader(keymap, self.WHERE)
        self._follows = False

    def draw(self) -> None:
        """Draw what differs from what was drawn last, in the list and around it."""
        self._rows.draw()

    def look_again(self) -> None:
        """List what there is by now."""
        raise NotImplementedError

    def await_saves(self) -> None:
        """Have the list made anew as soon as what is being saved now has been."""
        self._awaited = {id for id, one in self.sessions.by_id.items() if one.waiting}

    def settled(self, settled: Settled) -> None:
        """See `MainScreen.settled`."""
        id = settled.session.article.id
        if id in self._awaited and not settled.session.waiting:
            self._awaited.discard(id)
            self.look_again()
        self.draw()

    @property
    def word(self) -> str:
        """What is said at the end of the bottom line: what is not saved, or a word aside."""
        if trouble := self.sessions.trouble:
            return f"{self.sessions.unsaved} not saved: {trouble.message}"
        return self.aside

    def answer(self, key: str, typed: str | None) -> None:
        """Give a key to the line that asks, or do what it stands for."""
        if self._prompt.asking:
            self._ask_on(self._prompt.asking, key, typed)
            return
        for pressed, command in self._reader.read(named(key, typed)):
            self.carry_out(command, pressed)

    def carry_out(self, command: Command, key: str = "") -> None:
        """See `MainScreen.carry_out`."""
        self.aside = ""
        self.go_on(command.run, self._state)

    def go_on(self, done: Callable[..., Effects], *given: object) -> None:
        """See `MainScreen.go_on`."""
        super().go_on(done, *given)
        self.draw()

    def ask(
        self,
        sign: str,
        done: Callable[[str, bool], Any],
        switch: Switch | None = None,
        words: str = "",
        live: Callable[[str | None], Any] | None = None,
    ) -> None:
        """See `MainScreen.ask`; while `live` follows, the arrows move in the list."""
        self._prompt.ask(Asking(Ask(sign, done, switch, words, live), NORMAL))

    def _ask_on(self, asking: Asking, key: str, typed: str | None) -> None:
        """Give a key to the line that asks, and act on what it has become with the last one."""
        live = asking.ask.live
        if live and (move := _MOVES.get(key)):
            self._follow_now()
            (command,) = (one for one in self.keymap.on(self.WHERE) if one.id == move)
            self.go_on(command.run, self._state)
            return
        answer = asking.read(key, typed)
        self._prompt.ask(asking if answer == "open" else None)
        if answer == "open":
            self._follow()
        elif answer == "done":
            self.go_on(asking.ask.done, asking.line.words, asking.switched)
        elif live:
            self.go_on(live, None)
        else:
            self.draw()

    def _follow(self) -> None:
        """Have the list follow what is typed, once for all keys typed ahead, after it is shown."""
        if self._prompt.asking and self._prompt.asking.ask.live and not self._follows:
            self._follows = True
            self.call_after_refresh(self._follow_now)

    def _follow_now(self) -> None:
        asking = self._prompt.asking
        if self._follows and asking and asking.ask.live:
            self.go_on(asking.ask.live, asking.line.words)
        self._follows = False

    def paste(self, words: str) -> None:
        """Take pasted words into the line that asks for some."""
        if asking := self._prompt.asking:
            asking.line.insert(words)
            self._prompt.ask(asking)
            self._follow()

    def on_row_list_moved(self) -> None:
        """Bring what stands around up to date."""
        self.draw()

    def on_row_list_opened(self) -> None:
        """Open what was pointed at."""
        self.go_on(self._state.open)

    def say(self, message: str, severe: bool = False) -> None:
        """Tell the person something: in the bottom line, or as a notice what matters or is long."""
        if severe or cells(one_line(message)) > self.app.size.width - 2:
            self.notify(one_line(message), severity="warning", markup=False)
            return
        self.aside = message
        self.draw()

    def set_palette(self, palette: Palette) -> None:
        """See `MainScreen.set_palette`."""
        self.palette = palette
        for part in (self._rows, self._prompt):
            part.set_palette(palette)
        self.draw()
