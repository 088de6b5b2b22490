"""The keys as they are now, by group, with the labels' descriptions."""

from collections.abc import Iterator
from itertools import groupby

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.asking.modal import Modal
from tui.cells.display import one_line
from tui.command import Where, named
from tui.keys import Keymap


class HelpScreen(Modal[None]):
    """Shows every key of a screen; the key that opened it, `esc` or `q` closes it."""

    def __init__(self, keymap: Keymap, where: Where = "articles") -> None:
        super().__init__()
        self._keymap, self._where = keymap, where
        self._box = VerticalScroll(classes="dialog help", can_focus=False)

    def answer(self, key: str, typed: str | None) -> None:
        """Scroll, or close."""
        page = max(1, self._box.size.height - 2)
        steps = {"down": 1, "j": 1, "up": -1, "k": -1, "pagedown": page, "space": page,
                 "pageup": -page, "backspace": -page, "home": -10_000, "end": 10_000}  # fmt: skip
        command = self._keymap.command(named(key, typed), under_label=True, where=self._where)
        if key in ("escape", "q") or (command and command.id == "help"):
            self.dismiss(None)
        elif key in steps:
            self._box.scroll_relative(y=steps[key], animate=False)

    def compose(self) -> ComposeResult:
        """The table in a box that scrolls."""
        self._box.border_title = "Keys"
        with self._box:
            for group, rows in _groups(self._keymap, self._where):
                yield Static(group, classes="dialog-title")
                yield Static(_table(rows))


def _groups(keymap: Keymap, where: Where) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for group, commands in groupby(keymap.on(where), key=lambda command: command.group):
        yield group, [(keymap.keys_of(command), command.help) for command in commands]


def _table(rows: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=16)
    table.add_column()
    for keys, text in rows:
        table.add_row(Text(one_line(keys), style="bold"), Text(one_line(text)))
    return table
