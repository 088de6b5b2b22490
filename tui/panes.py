"""The panes side by side, as many as there are articles and as there is room for."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Offset

from tui.cells.palette import Palette
from tui.pane.article_pane import ArticlePane
from tui.pane.part import Ruler, TitleRow
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


class Panes(Horizontal):
    """Draws what is being read; frames once made are kept, so that the next key finds them."""

    BLANK = True

    def __init__(self, reading: Reading, palette: Palette) -> None:
        self._reading, self._palette = reading, palette
        self._frames: list[PaneFrame] = []
        self._composed = False
        super().__init__()

    def compose(self) -> ComposeResult:
        """All frames that are needed by now."""
        yield from self._made()
        self._composed = True

    @property
    def frames(self) -> list[PaneFrame]:
        """The frames that show an article, from left to right."""
        return self._frames[: len(self._reading.panes)]

    @property
    def caret(self) -> Offset | None:
        """The cell of the screen at the selection's active end, where that is in view."""
        return self.frames[self._reading.active].pane.caret if self.frames else None

    def draw(self) -> None:
        """Draw what differs."""
        count = len(self._reading.panes)
        if self._composed and (made := self._made()):
            self.mount(*made)
        for number, frame in enumerate(self._frames):
            frame.display = number < count and self._reading.is_seen(number)
        for frame in self.frames:
            frame.draw()

    def _made(self) -> list[PaneFrame]:
        """The frames that are still missing."""
        numbers = range(len(self._frames), len(self._reading.panes))
        made = [PaneFrame(self._reading, number, self._palette) for number in numbers]
        self._frames += made
        return made

    def set_palette(self, palette: Palette) -> None:
        """Take another palette."""
        self._palette = palette
        for frame in self.frames:
            frame.set_palette(palette)
