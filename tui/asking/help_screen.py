"""The keys as they are now: those to begin with, then all of them; what is typed narrows them."""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text
from textual.widgets.option_list import Option

from tui.asking.guideline import shows_guideline
from tui.asking.narrowing import Narrowed
from tui.by_name import Named, found
from tui.cells.display import one_line
from tui.command import CHOOSING, Command, Where, named
from tui.keys import Keymap

BEGINNING = "To begin with"
_LABELS, _LEAVING = "labels", "leaving"
_LEAVE = "leave: everything is saved"
_FIRST: dict[Where, dict[str, str]] = {
    "articles": {
        "next": "go to the next suggestion",
        "accept": "take it",
        "refuse": "turn it down; or take off a tag",
        _LABELS: "tag the selected words",
        "undo": "take back what you did last",
        "find": "find words",
        _LEAVING: _LEAVE,
    },
    CHOOSING: {
        "take-version": "take the version of this number",
        "mend-version": "change what stands, then take it with enter",
        "take-none": "nobody is right: nothing stands here",
        "keep-asking": "keep it as an open question",
        "say-why": "say why the last one was settled so",
        "next": "go to the next one without an answer",
        "undo": "take back what you did last",
        _LEAVING: _LEAVE,
    },
    "library": {
        "list-open": "open the article beside the others about the same event",
        "next-open": "go to the next article that is not done",
        "filter": "show only articles with these words",
        "find-all": "find words in all articles",
        "list-mark": "mark the article done",
        "help": "close this list of keys",
        "list-quit": _LEAVE,
    },
    "places": {
        "list-open": "open the article at this place",
        "list-down": "go to the place below",
        "back": "go back to the library",
        "help": "close this list of keys",
        "list-quit": _LEAVE,
    },
}
_KEYS = 16  # cells


class Row(Named, frozen=True):
    """A line of the help: the keys, and the command that they stand for, if it is one."""

    keys: str = ""
    group: str = ""
    command: Command | None = None


class HelpScreen(Narrowed[Command]):
    """Shows every key of a screen, and answers with the command that was chosen, if any.

    `esc`, or the key that opened it while nothing is typed, closes it.
    """

    def __init__(
        self,
        keymap: Keymap,
        where: Where = "articles",
        leaving: str = "quit",
        choosing: bool = False,
    ) -> None:
        """See `rows_of`."""
        super().__init__("dialog help")
        self._keymap, self._where = keymap, where
        self._rows = tuple(rows_of(keymap, where, leaving, choosing))

    def takes(self, key: str, typed: str | None) -> bool:
        """See `Narrowed.takes`."""
        command = self._keymap.command(named(key, typed), under_label=True, where=self._where)
        label = self.marked.id.partition("label ")[2] if self.marked else ""
        if shows_guideline(self.app, label or None, key, typed):
            return True
        opened = command is not None and command.id == "help" and not self.typed
        if opened:
            self.dismiss(None)
        return opened

    def rows(self) -> Iterator[tuple[Command | None, Option]]:
        """See `Narrowed.rows`; a heading for each group, before anything is typed."""
        group = ""
        for row in found(self._rows, self.typed):
            if self.typed and row.group == BEGINNING:
                continue
            if row.group != group and not self.typed:
                gap = "\n" if group else ""
                group = row.group
                yield None, Option(Text(f"{gap}{group}", "bold"), disabled=True)
            yield row.command, Option(_line(row))

    def told(self) -> tuple[str, str]:
        """See `Narrowed.told`."""
        title = f"Keys: {self.typed}" if self.typed else "Keys: type to search"
        return title, "enter does it \u00b7 esc closes"


def rows_of(
    keymap: Keymap, where: Where, leaving: str = "quit", choosing: bool = False
) -> Iterator[Row]:
    """The rows of the help on a screen: those to begin with, then all, by group.

    While one is `choosing` it begins with the keys for that. `leaving` is the id of the command
    that leaves in this terminal.
    """
    others = keymap.on(CHOOSING) if where == "articles" else ()
    commands = {command.id: command for command in (*keymap.on(where), *others)}
    for first, words in _FIRST[CHOOSING if choosing else where].items():
        id = leaving if first == _LEAVING else first
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
