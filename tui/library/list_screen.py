"""A screen that shows a list: keys in, commands carried out, what cannot be done said."""

from collections.abc import Callable
from typing import Any, ClassVar

from tui.asking.prompt import Prompt
from tui.cells.display import one_line
from tui.cells.fitting import cells
from tui.cells.palette import Palette
from tui.command import Command
from tui.effects import Ask, Switch
from tui.keys import Keymap, KeyReader, named
from tui.library.row_list import RowList
from tui.main_screen import MainScreen
from tui.open_sessions import OpenSessions
from tui.reading.events import Settled
from tui.reading.modes import NORMAL, Asking

_MOVES = {"up": "list-up", "down": "list-down", "pageup": "list-page-up",
          "pagedown": "list-page-down"}  # fmt: skip


class ListScreen(MainScreen):
    """Moves in a list, asks for words, and leaves other commands to who makes one."""

    BLANK = True
    CSS_PATH: ClassVar[str] = "../postil.tcss"

    def __init__(
        self, sessions: OpenSessions, palette: Palette, keymap: Keymap, rows: RowList
    ) -> None:
        super().__init__(sessions, keymap)
        self.palette = palette
        self.aside = ""
        # The articles of which some changes were not saved yet when the list was made.
        self._awaited: set[str] = set()
        self._rows, self._prompt = rows, Prompt(palette)
        self._reader = KeyReader(keymap, self.WHERE)
        self.commands: dict[str, Callable[[], Any]] = {}
        self._follows = False

    def update(self) -> None:
        """Bring what stands around the list up to date."""
        raise NotImplementedError

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
        self.update()

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
        with self.telling():
            if not self._rows.do(command.id):
                self.do(command, key)
        self.update()

    def do(self, command: Command, key: str) -> None:
        """Carry out a command that does not move the cursor."""
        self.perform(command.run(self))

    def ask(
        self,
        sign: str,
        done: Callable[[str, bool], object],
        switch: Switch | None = None,
        words: str = "",
        live: Callable[[str | None], object] | None = None,
    ) -> None:
        """Open a line behind `sign`, with `words` in it; `done` gets what it is in the end.

        `live` gets what it is after each key, and `None` when it is left by `esc`; meanwhile the
        arrows move in the list.
        """
        asked = Ask(sign, done, switch, words, live)  # type: ignore[arg-type]
        self._prompt.ask(Asking(asked, NORMAL))
        self.update()

    def _ask_on(self, asking: Asking, key: str, typed: str | None) -> None:
        """Give a key to the line that asks, and act on what it has become with the last one."""
        if self._live and (move := _MOVES.get(key)):
            self._follow_now()
            self._rows.do(move)
            self.update()
            return
        answer = asking.read(key, typed)
        self._prompt.ask(asking if answer == "open" else None)
        if answer == "open":
            self._follow()
            return
        with self.telling():
            if answer == "done":
                asking.ask.done(asking.line.words, asking.switched)
            elif asking.ask.live:
                asking.ask.live(None)
        self.update()

    @property
    def _live(self) -> Callable[[str | None], object] | None:
        """What gets the words that are asked for after each key."""
        return self._prompt.asking.ask.live if self._prompt.asking else None

    def _follow(self) -> None:
        """Have the list follow what is typed, once for all keys typed ahead, after it is shown."""
        if self._live and not self._follows:
            self._follows = True
            self.call_after_refresh(self._follow_now)

    def _follow_now(self) -> None:
        if self._follows and self._live and self._prompt.asking:
            self._live(self._prompt.asking.line.words)
        self._follows = False

    def paste(self, words: str) -> None:
        """Take pasted words into the line that asks for some."""
        if self._prompt.asking:
            self._prompt.asking.line.insert(words)
            self._prompt.ask(self._prompt.asking)
            self._follow()

    def on_row_list_moved(self) -> None:
        """Bring what stands around up to date."""
        self.update()

    def on_row_list_opened(self) -> None:
        """Open what was pointed at."""
        (command,) = (one for one in self.keymap.commands if one.id == "list-open")
        self.carry_out(command)

    def say(self, message: str, severe: bool = False) -> None:
        """Tell the person something: in the bottom line, or as a notice what matters or is long."""
        if severe or cells(one_line(message)) > self.app.size.width - 2:
            self.notify(one_line(message), severity="warning", markup=False)
            return
        self.aside = message
        self.update()

    def set_palette(self, palette: Palette) -> None:
        """See `MainScreen.set_palette`."""
        self.palette = palette
        for part in (self._rows, self._prompt):
            part.set_palette(palette)
        self.update()
