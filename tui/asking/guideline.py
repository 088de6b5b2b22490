"""What a label means, as `guidelines/<label>.md` of the project says, to be read."""

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from annotations.guidelines import FOLDER, Guideline, Guidelines, file_name
from annotations.scheme import Scheme
from tui.cells.display import fitted, harmless, one_line
from tui.command import named
from tui.key_screen import Modal

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_TITLE = 60  # cells
MARKED_UP = 20_000
"""So many code points are shown as Markdown, with a widget for each block; more as they stand."""


class GuidelineScreen(Modal[None]):
    """Shows a label's guideline, or says where to write one; keys scroll it, others close it.

    `made` is the version that the tag bears from which it was asked for.
    """

    def __init__(self, label: str, guidelines: Guidelines, made: str = "") -> None:
        super().__init__()
        now, then = guidelines.of(label), guidelines.version(made)
        self._box = VerticalScroll(_shown(label, now), classes="dialog guideline")
        self._box.can_focus = False
        self._box.border_title = Text(fitted(one_line(f"{label}: what it means"), _TITLE))
        other = made and now.digest and made != now.digest
        foot = "the tag was made under another version \u00b7 " if other else ""
        self._then = Guideline(then, made) if other and then else None
        foot += "tab shows it \u00b7 " if self._then else ""
        self._label, self._box.border_subtitle = label, Text(f"{foot}esc closes")

    def compose(self) -> ComposeResult:
        """The guideline in a box."""
        yield self._box

    def answer(self, key: str, typed: str | None) -> None:
        """Scroll, or close it."""
        box, page = self._box, max(1, self._box.size.height - 2)
        steps = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -page, "backspace": -page}
        steps |= {"pagedown": page, "space": page, "ctrl+u": -page, "ctrl+d": page}
        letter = self.letter(key, typed)
        if step := steps.get(key, steps.get(letter, 0)):
            box.scroll_relative(y=step, animate=False)
        elif key in ("home", "end") or letter in ("g", "G"):
            end = key == "end" or letter == "G"
            box.scroll_to(y=box.max_scroll_y if end else 0, animate=False)
        elif key == "tab" and self._then:
            self._show_then(self._then)
        elif key in ("escape", "enter") or letter == "q" or _asks(self.app, key, typed):
            self.dismiss(None)

    def _show_then(self, then: Guideline) -> None:
        """Show what it said when the tag was made."""
        self._then = None
        self._box.remove_children()
        self._box.mount(_shown(self._label, then))
        self._box.border_subtitle = Text(f"version {then.digest}, of the tag \u00b7 esc closes")


def shows_guideline(app: App[object], label: str | None, key: str, typed: str | None) -> bool:
    """Show the guideline of a label's row where the key asks for it; whether it does."""
    if label is None or not _asks(app, key, typed):
        return False
    app.push_screen(GuidelineScreen(label, app.sessions.guidelines))  # type: ignore[attr-defined]
    return True


def has_guidelines(app: App[object], scheme: Scheme) -> bool:
    """Whether a list is of the labels of the app's own scheme, and of nothing like them."""
    keymap = getattr(app, "keymap_shown", None)
    return bool(keymap and keymap.scheme is scheme)


def _asks(app: App[object], key: str, typed: str | None) -> bool:
    keymap = getattr(app, "keymap_shown", None)
    command = keymap and keymap.command(named(key, typed), under_label=True)
    return bool(command and command.id == "guideline")


def _shown(label: str, found: Guideline) -> Widget:
    """The words of a guideline, or why there are none."""
    text = "\n".join(harmless(line) for line in found.text.expandtabs(4).split("\n"))
    if not text:
        where = f"Write one in {FOLDER}/{file_name(label)}, in the project's folder."
        return Static(Text(one_line(found.problem or f"It has no guideline yet. {where}")))
    if len(text) > MARKED_UP:
        return Static(Text(text))
    from textual.widgets import Markdown  # late: hardly any sitting shows one

    return Markdown(text, parser_factory=_parser, open_links=False)


def _parser() -> "MarkdownIt":
    """Markdown in which HTML is shown as it stands, as nothing is to be dropped."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")
