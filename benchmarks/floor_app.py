"""The floor of latency: Textual showing rows, of which a key repaints one."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Rows(Widget, can_focus=True):
    """Rows of words; `x` marks the next row and repaints just that one, `p` repaints them all."""

    DEFAULT_CSS = "Rows { width: 1fr; height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "step", show=False),
        Binding("p", "repaint", show=False),
    ]
    at = 0

    def render_line(self, y: int) -> Strip:
        """One row."""
        words = f"row {y} of the floor".ljust(self.size.width)
        return Strip([Segment(words, Style(reverse=y == self.at))], self.size.width)

    def action_step(self) -> None:
        """Mark the next row."""
        self.at = (self.at + 1) % max(1, self.size.height)
        self.refresh(Region(0, self.at, self.size.width, 1))

    def action_repaint(self) -> None:
        """Repaint all rows."""
        self.at = (self.at + 1) % max(1, self.size.height)
        self.refresh()


class FloorApp(App[None]):
    """Shows the rows."""

    def compose(self) -> ComposeResult:
        """Nothing but rows."""
        yield Rows()

    def on_mount(self) -> None:
        """Give the rows the keys."""
        self.query_one(Rows).focus()


if __name__ == "__main__":
    FloorApp().run()
