"""What the parts of a pane have in common: which one they draw, and what the mouse does there."""

from textual.message import Message

from tui.cells.line_widget import LineWidget
from tui.cells.palette import Palette
from tui.reading.events import Event
from tui.reading.pane import Pane
from tui.reading.reading import Reading


class Happened(Message):
    """What a person did in or beside a pane with the mouse."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event


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

    def tell(self, event: Event) -> None:
        """Tell the screen what happened, straight: on the way up each widget costs a turn."""
        if screen := self.on_screen:
            screen.post_message(Happened(event))
