"""The keys as they are now: those to begin with, then all of them; what is typed narrows them."""

from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.by_name import Named, found
from tui.cells.display import one_line
from tui.command import Command, Where, named
from tui.key_screen import Modal
from tui.keys import Keymap
from tui.textual_parts import Options

BEGINNING = "To begin with"
_LABELS = "labels"
_FIRST: dict[Where, dict[str, str]] = {
    "articles": {
        "next": "go to the next suggestion",
        "accept": "take it",
        "refuse": "turn it down; or take off a tag",
        _LABELS: "tag the selected words",
        "undo": "take back what you did last",
        "find": "find words",
        "quit": "leave: everything is saved; ctrl+c twice leaves, too",
    },
    "library": {
        "list-open": "open the article beside the others about the same event",
        "next-open": "go to the next article that is not done",
        "filter": "show only articles with these words",
        "find-all": "find words in all articles",
        "list-mark": "mark the article done",
        "help": "close this list of keys",
        "quit": "leave: everything is saved",
    },
    "places": {
        "list-open": "open the article at this place",
        "list-down": "go to the place below",
        "back": "go back to the library",
        "help": "close this list of keys",
        "quit": "leave: everything is saved",
    },
}
_KEYS = 16  # cells


class Row(Named, frozen=True):
    """A line of the help: the keys, and the command that they stand for, if it is one."""

    keys: str = ""
    group: str = ""
    command: Command | None = None


class HelpScreen(Modal[Command | None]):
    """Shows every key of a screen, and answers with the command that was chosen, if any.

    `esc`, or the key that opened it while nothing is typed, closes it.
    """

    def __init__(self, keymap: Keymap, where: Where = "articles") -> None:
        super().__init__()
        self._keymap, self._where = keymap, where
        self._rows = tuple(rows_of(keymap, where))
        self._shown: Sequence[Row | None] = ()
        self._typed, self._at = "", 0
        self._list = Options(compact=True, markup=False, classes="dialog help")
        self._list.can_focus = False

    def compose(self) -> ComposeResult:
        """The list in a box."""
        yield self._list
        self._show()

    def answer(self, key: str, typed: str | None) -> None:
        """Narrow, move, choose or close."""
        page = max(1, self._list.size.height - 2)
        steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}
        steps |= {"home": -len(self._shown), "end": len(self._shown)}
        command = self._keymap.command(named(key, typed), under_label=True, where=self._where)
        opened = command is not None and command.id == "help" and not self._typed
        if key == "escape" or opened:
            self.dismiss(None)
        elif key == "enter":
            self._choose(self._at)
        elif key in steps:
            self._mark(self._at + steps[key], 1 if steps[key] > 0 else -1)
        elif key == "backspace":
            self._narrow(self._typed[:-1])
        elif typed:
            self._narrow((self._typed + typed).lstrip())

    def paste(self, words: str) -> None:
        """Narrow by what is pasted."""
        self._narrow(self._typed + words)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose what the person points at."""
        self._choose(event.option_index)

    def _choose(self, index: int) -> None:
        row = self._shown[index] if index < len(self._shown) else None
        if row and row.command:
            self.dismiss(row.command)

    def _mark(self, index: int, step: int = 1) -> None:
        """Mark a row; where a heading stands, the next one that way."""
        index = max(0, min(index, len(self._shown) - 1))
        while 0 <= index < len(self._shown) and self._shown[index] is None:
            index += step
        if 0 <= index < len(self._shown):
            self._at = index
            self._list.highlighted = index
        if index <= 1:
            self._list.scroll_home(animate=False)

    def _narrow(self, typed: str) -> None:
        if typed != self._typed:
            self._typed = typed
            self._show()

    def _show(self) -> None:
        options, shown = list[Option](), list[Row | None]()
        group = ""
        rows = found(self._rows, self._typed)
        if self._typed:
            rows = [row for row in rows if row.group != BEGINNING]
        for row in rows:
            if row.group != group and not self._typed:
                group = row.group
                gap = "\n" if options else ""
                options.append(Option(Text(f"{gap}{group}", "bold"), disabled=True))
                shown.append(None)
            options.append(Option(_line(row)))
            shown.append(row)
        self._shown = shown
        self._list.set_options(options)
        title = f"Keys: {self._typed}" if self._typed else "Keys: type to search"
        self._list.border_title = Text(one_line(title))
        self._list.border_subtitle = Text("enter does it \u00b7 esc closes")
        self._mark(0)


def rows_of(keymap: Keymap, where: Where) -> Iterator[Row]:
    """The rows of the help on a screen: those to begin with, then all, by group."""
    commands = {command.id: command for command in keymap.on(where)}
    for id, words in _FIRST[where].items():
        if id == _LABELS:
            signs = " ".join(label.keys[0] for label in keymap.scheme.labels if label.keys)
            names = ", ".join(label.name for label in keymap.scheme.labels)
            yield Row(id, names, f"{words}: {names}", signs, BEGINNING)
        elif one := commands.get(id):
            yield Row(id, one.name, words, keymap.keys_of(one), BEGINNING, one)
    for one in commands.values():
        yield Row(one.id, one.name, one.help, keymap.keys_of(one), one.group, one)


def _line(row: Row) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=_KEYS)
    table.add_column()
    table.add_row(Text(one_line(row.keys), style="bold"), Text(one_line(row.sentence)))
    return table
