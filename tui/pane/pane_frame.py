"""A pane with its title row above and its ruler beside."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from annotations.annotation import Change
from annotations.session import Session
from tui.cells.palette import Palette
from tui.pane.article_pane import ArticlePane
from tui.pane.ruler import Ruler
from tui.pane.steering import Steering
from tui.pane.title_row import TitleRow


class PaneRow(Horizontal):
    """A row without anything of its own to paint."""

    BLANK = True


class PaneFrame(Vertical):
    """What stands in one column of the workbench."""

    BLANK = True

    def __init__(self, session: Session, steering: Steering, palette: Palette, column: int) -> None:
        super().__init__()
        self.title_row = TitleRow(session, palette)
        self.pane = ArticlePane(session, steering, palette, column)
        self.ruler = Ruler(self.pane, palette)

    def compose(self) -> ComposeResult:
        """Title above, text and ruler below."""
        yield self.title_row
        with PaneRow():
            yield self.pane
            yield self.ruler

    def on_resize(self) -> None:
        """Tell how far the view comes that this leaves."""
        self.update()

    def set_session(self, session: Session, steering: Steering) -> None:
        """Show another session's article."""
        self.title_row.session = session
        self.pane.set_session(session, steering)
        self.update()

    def show(self, change: Change) -> None:
        """Show a change to the article."""
        self.pane.show((*change.removed, *change.added))
        self.ruler.record(change)
        self.update()

    def update(self) -> None:
        """Bring what stands around the text up to date."""
        read = self.pane.view[1] / max(1, len(self.pane.text))
        self.title_row.update(read, self.pane.active)
        self.ruler.update()

    def set_palette(self, palette: Palette) -> None:
        """Take another palette."""
        for widget in (self.title_row, self.pane, self.ruler):
            widget.set_palette(palette)
