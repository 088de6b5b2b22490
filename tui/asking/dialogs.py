"""What asks for a label or a decision: label picker, leaving."""

from types import MappingProxyType

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from annotations.scheme import Label, Scheme
from tui.cells.display import cells, one_line
from tui.cells.palette import signs_of
from tui.key_screen import Modal
from tui.textual_parts import Options

FEW = 9
"""So many labels are chosen from by their keys; more are searched by what is typed."""


class LabelPicker(Modal[str | None]):
    """The labels with their keys and descriptions.

    `enter` chooses the one that is marked. Of a few, a label's key chooses it at once; of many,
    what is typed narrows the list.
    """

    def __init__(self, scheme: Scheme, title: str = "Label") -> None:
        super().__init__()
        self._title = title
        self._scheme, self._labels = scheme, scheme.labels
        self._shown = list(scheme.labels)
        self._typed, self._at = "", 0
        self._list = Options(compact=True, markup=False, classes="dialog")
        self._list.can_focus = False

    def compose(self) -> ComposeResult:
        """The list."""
        yield self._list
        self._show()

    def answer(self, key: str, typed: str | None) -> None:
        """Choose, narrow, move or leave."""
        page = max(1, self._list.size.height - 1)
        steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}
        steps |= {"home": -len(self._labels), "end": len(self._labels)}
        if key == "escape":
            self.dismiss(None)
        elif key == "enter":
            self._choose(self._at)
        elif key in steps:
            self._mark(self._at + steps[key])
        elif len(self._labels) > FEW:
            self._narrow(self._typed[:-1] if key == "backspace" else self._typed + (typed or ""))
        else:
            letter = self.letter(key, typed)
            if (chosen := self._by_key(typed or "") or self._by_key(letter)) is not None:
                self.dismiss(chosen)
            elif letter in ("j", "k"):
                self._mark(self._at + (1 if letter == "j" else -1))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose what the person points at."""
        self._choose(event.option_index)

    def _by_key(self, key: str) -> str | None:
        keys = ((a.name, (*a.keys, str(number))) for number, a in enumerate(self._labels, 1))
        return next((name for name, its in keys if key in its), None)

    def _choose(self, index: int) -> None:
        if index < len(self._shown):
            self.dismiss(self._shown[index].name)

    def _mark(self, index: int) -> None:
        self._at = max(0, min(index, len(self._shown) - 1))
        self._list.highlighted = self._at if self._shown else None

    def _narrow(self, typed: str) -> None:
        if typed != self._typed:
            self._typed = typed
            self._shown = matching(self._labels, typed)
            self._show()

    def _show(self) -> None:
        widest = min(24, max(cells(one_line(label.name)) for label in self._labels))
        few, signs = len(self._labels) <= FEW, signs_of(self._scheme)
        self._list.set_options(
            Option(_described(signs[one.name], one, widest, few)) for one in self._shown
        )
        self._mark(0)
        found = f"{len(self._shown)} of {len(self._labels)} {self._title.lower()}s: {self._typed}"
        self._list.border_title = Text(one_line(found if self._typed else self._title))
        by = "a key or enter chooses" if few else "type to search \u00b7 enter chooses"
        self._list.border_subtitle = Text(f"{by} \u00b7 esc cancels")


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

    def distance(label: Label) -> int:
        name = label.name.casefold()
        fits = (typed in label.keys, name.startswith(wanted), wanted in name,
                wanted in label.description.casefold())  # fmt: skip
        return next((place for place, fit in enumerate(fits) if fit), len(fits))

    return sorted((label for label in labels if distance(label) < 4), key=distance)


def _described(sign: str, label: Label, width: int, wrapped: bool) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(width=2)
    table.add_column(width=width, no_wrap=True, overflow="ellipsis")
    table.add_column(ratio=1, no_wrap=not wrapped, overflow="ellipsis")
    words = Text(one_line(label.description), style="dim")
    table.add_row(Text(sign, style="bold"), Text(one_line(label.name), style="bold"), words)
    return table
