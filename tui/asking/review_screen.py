"""Tags whose words changed with the text: old and new place one above the other, a key each."""

from collections.abc import Callable, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from annotations.units import Span
from annotations.versions.renewing import Doubt
from tui.asking.modal import Modal
from tui.cells.display import one_line

_AROUND = 48  # code points shown on either side of a place

Decide = Callable[[Doubt, Span | None], object]


class ReviewScreen(Modal[None]):
    """Asks about one tag after the other; each decision is made, and saved, at once."""

    def __init__(self, doubts: Sequence[Doubt], text: str, decide: Decide) -> None:
        super().__init__()
        self._doubts, self._text, self._decide = list(doubts), text, decide
        self._at = 0
        self._body = Static(expand=True)
        self._box = Vertical(self._body, classes="dialog")

    def compose(self) -> ComposeResult:
        """The question in a box."""
        yield self._box
        self._draw()

    def answer(self, key: str, typed: str | None) -> None:
        """Move the tag, give it up, look at another one or leave."""
        doubt = self._doubts[self._at]
        if key == "escape":
            self.dismiss()
            return
        if key == "enter" and doubt.new:
            self._settle(doubt, doubt.new)
        elif typed == "x" or key == "delete":
            self._settle(doubt, None)
        elif typed == "n" or key == "down":
            self._at = (self._at + 1) % len(self._doubts)
        elif typed == "N" or key == "up":
            self._at = (self._at - 1) % len(self._doubts)
        if self._doubts:
            self._draw()
        else:
            self.dismiss()

    def _settle(self, doubt: Doubt, place: Span | None) -> None:
        self._decide(doubt, place)
        self._doubts.remove(doubt)
        self._at = min(self._at, max(0, len(self._doubts) - 1))

    def _draw(self) -> None:
        doubt = self._doubts[self._at]
        number = f"{self._at + 1} of {len(self._doubts)}"
        self._box.border_title = Text(f"{one_line(doubt.tag.label)}: its words changed, {number}")
        body = Text.assemble(("before  ", "dim"), _shown(doubt.text, doubt.old), "\n\n")
        body.append("now     ", "dim")
        body.append(_shown(self._text, doubt.new) if doubt.new else "these words are gone")
        keys = ["enter moves the tag there"] if doubt.new else []
        keys += ["x gives it up", "n N the others", "esc later"]
        body.append("\n\n" + " \u00b7 ".join(keys), "dim")
        self._body.update(body)


def _shown(text: str, place: Span) -> Text:
    """A place in its surroundings, on one line."""
    start, end = place
    before = one_line("|" + text[max(0, start - _AROUND) : start] + "|")[1:-1]
    after = one_line("|" + text[end : end + _AROUND] + "|")[1:-1]
    return Text.assemble(before, (one_line(text[start:end]), "bold reverse"), after)
