"""What the parts of a pane have in common: which one they draw."""

from tui.cells.line_widget import LineWidget
from tui.cells.palette import Palette
from tui.reading.pane import Pane
from tui.reading.reading import Reading


class PanePart(LineWidget):
    """Draws something of the pane of this `number` of what is being read, and owns none of it."""

    def __init__(self, reading: Reading, number: int, palette: Palette) -> None:
        super().__init__(palette)
        self.reading, self.number = reading, number
        self._last = reading.panes[number]

    @property
    def pane(self) -> Pane:
        """What it draws; what it drew last where there are fewer panes by now, until it is gone."""
        if self.number < len(self.reading.panes):
            self._last = self.reading.panes[self.number]
        return self._last

    @property
    def is_active(self) -> bool:
        """Whether the pane has the keys."""
        return self.reading.active == self.number
