"""A list to choose from by keys alone, which what is typed narrows."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.cells.display import one_line
from tui.key_screen import Modal
from tui.textual_parts import Options

T = TypeVar("T")
A = TypeVar("A")


class Narrowed(Modal[A]):
    """Rows of which one is marked: arrows move the mark, `enter` chooses, what is `typed` narrows.

    Who makes one says in `rows` which there are, each with the answer that it gives, if any; a
    disabled one is a heading.
    """

    def __init__(self, classes: str = "dialog") -> None:
        super().__init__()
        self.typed = ""
        self._answers: list[A | None] = []
        self._options: list[Option] = []
        self._at = 0
        self._list = Options(compact=True, markup=False, classes=classes)
        self._list.can_focus = False

    def rows(self) -> Iterable[tuple[A | None, Option]]:
        """What may be chosen, now that this is typed, and how it is shown."""
        raise NotImplementedError

    def told(self) -> tuple[str, str]:
        """What stands above the rows and below them."""
        raise NotImplementedError

    def takes(self, key: str, typed: str | None) -> bool:
        """Do what a key does here other than narrow the rows; whether it does that."""
        return False

    @property
    def first(self) -> int:
        """The row that is marked at first."""
        return 0

    def compose(self) -> ComposeResult:
        """The list in a box."""
        yield self._list
        self._show()

    def answer(self, key: str, typed: str | None) -> None:
        """Move, choose, leave or narrow."""
        page, count = max(1, self._list.size.height - 2), len(self._options)
        steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}
        steps |= {"home": -count, "end": count}
        if key == "escape":
            self.dismiss(None)
        elif key == "enter":
            self.choose(self._at)
        elif key in steps:
            self.move(steps[key])
        elif not self.takes(key, typed):
            erased = {"backspace": self.typed[:-1], "ctrl+u": ""}
            self._narrow(erased.get(key, self.typed + (typed or "")))

    def paste(self, words: str) -> None:
        """See `KeyScreen.paste`."""
        self._narrow(self.typed + words)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose what the person points at."""
        self.choose(event.option_index)

    def choose(self, place: int) -> None:
        """Give the answer of a row, if it has one."""
        answer = self._answers[place] if place < len(self._answers) else None
        if answer is not None:
            self.dismiss(answer)

    @property
    def marked(self) -> A | None:
        """The answer of the row that is marked, if it has one."""
        return self._answers[self._at] if self._at < len(self._answers) else None

    def move(self, by: int) -> None:
        """Mark the row so many further; where a heading stands, the next one that way."""
        self._mark(self._at + by, 1 if by > 0 else -1)

    def _mark(self, place: int, step: int = 1) -> None:
        place = max(0, min(place, len(self._options) - 1))
        while 0 <= place < len(self._options) and self._options[place].disabled:
            place += step
        if 0 <= place < len(self._options):
            self._at = self._list.highlighted = place
        if place <= 1:
            self._list.scroll_home(animate=False)

    def _narrow(self, typed: str) -> None:
        if (typed := typed.lstrip()) != self.typed:
            self.typed = typed
            self._show()

    def _show(self) -> None:
        rows = list(self.rows())
        self._answers, self._options = [one for one, _ in rows], [option for _, option in rows]
        self._list.set_options(self._options)
        title, foot = self.told()
        self._list.border_title = Text(one_line(title))
        self._list.border_subtitle = Text(foot)
        self._mark(self.first)


def narrowed(things: Iterable[T], fits: Callable[[T], Sequence[bool]]) -> list[T]:
    """Those that fit in some way, the earlier ways first, else in their order."""
    ranked = [(fits(one).index(True), one) for one in things if any(fits(one))]
    return [one for _, one in sorted(ranked, key=lambda each: each[0])]
