"""A pane with its title row above and its ruler beside."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from tui.cells.palette import Palette
from tui.pane.article_pane import ArticlePane
from tui.pane.ruler import Ruler
from tui.pane.title_row import TitleRow
from tui.reading.reading import Reading


class PaneRow(Horizontal):
    """A row without anything of its own to paint."""

    BLANK = True


class PaneFrame(Vertical):
    """What stands in one column of the workbench: the pane of a number, and what is around it."""

    BLANK = True

    def __init__(self, reading: Reading, number: int, palette: Palette) -> None:
        super().__init__()
        self.reading, self.number = reading, number
        self.title_row = TitleRow(reading, number, palette)
        self.pane = ArticlePane(reading, number, palette)
        self.ruler = Ruler(reading, number, palette)

    def compose(self) -> ComposeResult:
        """Title above, text and ruler below."""
        yield self.title_row
        with PaneRow():
            yield self.pane
            yield self.ruler

    def on_resize(self) -> None:
        """Draw what has other room now."""
        self.draw()

    def draw(self) -> None:
        """Draw what differs, if there is an article to draw."""
        if self.number >= len(self.reading.panes):
            return
        self.pane.draw()
        self.title_row.draw()
        self.ruler.draw()

    def set_palette(self, palette: Palette) -> None:
        """Take another palette."""
        for widget in (self.title_row, self.pane, self.ruler):
            widget.set_palette(palette)
