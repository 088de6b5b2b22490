"""What asks for a label or a decision: label picker, leaving."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static
from textual.widgets.option_list import Option

from annotations.scheme import Label, Scheme
from tui.asking.guideline import has_guidelines, shows_guideline
from tui.asking.narrowing import Narrowed, narrowed
from tui.cells.display import cells, one_line
from tui.cells.palette import signs_of
from tui.key_screen import Modal
from tui.reading.changed import KEPT

FEW = 9
"""So many labels are chosen from by their keys; more are searched by what is typed."""


class LabelPicker(Narrowed[str]):
    """The labels with their keys and descriptions.

    Of a few, a label's key chooses it at once; of many, what is typed narrows the list.
    """

    def __init__(self, scheme: Scheme, title: str = "Label") -> None:
        super().__init__()
        self._title, self._scheme, self._labels = title, scheme, scheme.labels
        self._few = len(scheme.labels) <= FEW

    def rows(self) -> Iterator[tuple[str, Option]]:
        """See `Narrowed.rows`."""
        widest = min(24, max(cells(one_line(label.name)) for label in self._labels))
        signs = signs_of(self._scheme)
        self._found = matching(self._labels, self.typed)
        for one in self._found:
            yield one.name, Option(_described(signs[one.name], one, widest, self._few))

    def told(self) -> tuple[str, str]:
        """See `Narrowed.told`."""
        of = f"{len(self._found)} of {len(self._labels)} {self._title.lower()}s: {self.typed}"
        by = "a key or enter chooses" if self._few else "type to search \u00b7 enter chooses"
        means = "ctrl+k what it means \u00b7 " if has_guidelines(self.app, self._scheme) else ""
        return of if self.typed else self._title, f"{by} \u00b7 {means}esc cancels"

    def takes(self, key: str, typed: str | None) -> bool:
        """See `Narrowed.takes`: of a few, a key chooses."""
        letter = self.letter(key, typed)
        label = self.marked if has_guidelines(self.app, self._scheme) else None
        if shows_guideline(self.app, label, key, typed):
            return True
        if self._few and (chosen := self._by_key(typed or "") or self._by_key(letter)) is not None:
            self.dismiss(chosen)
        elif self._few and letter in ("j", "k"):
            self.move(1 if letter == "j" else -1)
        return self._few

    def _by_key(self, key: str) -> str | None:
        keys = ((a.name, (*a.keys, str(number))) for number, a in enumerate(self._labels, 1))
        return next((name for name, its in keys if key in its), None)


class Leaving(Modal[str | None]):
    """Asked when changes are not saved: try again, leave without them, or stay."""

    def __init__(self, unsaved: int, why: str) -> None:
        super().__init__()
        self._unsaved, self._why = unsaved, why

    def compose(self) -> ComposeResult:
        """The question."""
        changes = "1 change is" if self._unsaved == 1 else f"{self._unsaved} changes are"
        with Vertical(classes="dialog") as box:
            box.border_title = f"{changes} not saved"
            yield Static(Text(one_line(self._why)))
            yield Static("")
            yield Static(Text("t  try again   l  leave and lose them   s  stay", style="bold"))

    def answer(self, key: str, typed: str | None) -> None:
        """Decide."""
        decisions = {"t": "try", "l": "leave", "s": "stay", "escape": "stay"}
        if decision := decisions.get(self.letter(key, typed)):
            self.dismiss(decision)


class LeavingWaiting(Modal[str | None]):
    """Asked where changes wait for a server, which loses none of them: try now, leave or stay."""

    def __init__(self, waiting: str) -> None:
        super().__init__()
        self._waiting = waiting

    def compose(self) -> ComposeResult:
        """The question."""
        with Vertical(classes="dialog") as box:
            box.border_title = self._waiting
            yield Static(Text(KEPT))
            yield Static("")
            yield Static(Text("t  try now   l  leave   s  stay", style="bold"))

    def answer(self, key: str, typed: str | None) -> None:
        """Decide."""
        decisions = {"t": "try", "l": "leave", "s": "stay", "escape": "stay"}
        if decision := decisions.get(self.letter(key, typed)):
            self.dismiss(decision)


class LeavingSaved(Modal[str | None]):
    """Asked where everything is saved: leave or stay. ctrl+c, which leads here, leaves too."""

    ALSO = MappingProxyType({})

    def compose(self) -> ComposeResult:
        """The question."""
        with Vertical(classes="dialog") as box:
            box.border_title = "Leave postil?"
            yield Static(Text("All your tags are saved."))
            yield Static("")
            yield Static(Text("enter  leave   esc  stay", style="bold"))

    def answer(self, key: str, typed: str | None) -> None:
        """Decide."""
        if self.letter(key, typed) in ("enter", "ctrl+c", "l", "y", "q"):
            self.dismiss("leave")
        elif self.letter(key, typed) in ("escape", "s", "n"):
            self.dismiss("stay")


def matching(labels: tuple[Label, ...], typed: str) -> list[Label]:
    """The labels that `typed` may mean, the likeliest first.

    That is the one with this key, then those whose name begins so, has it, or whose description
    has it; in the scheme's order otherwise.
    """
    wanted = typed.casefold()

    def fits(label: Label) -> Sequence[bool]:
        name, told = label.name.casefold(), label.description.casefold()
        is_key = typed in label.keys
        return not wanted, is_key, name.startswith(wanted), wanted in name, wanted in told

    return narrowed(labels, fits)


def _described(sign: str, label: Label, width: int, wrapped: bool) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(width=2)
    table.add_column(width=width, no_wrap=True, overflow="ellipsis")
    table.add_column(ratio=1, no_wrap=not wrapped, overflow="ellipsis")
    words = Text(one_line(label.description), style="dim")
    table.add_row(Text(sign, style="bold"), Text(one_line(label.name), style="bold"), words)
    return table
