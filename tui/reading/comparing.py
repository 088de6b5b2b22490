"""The articles side by side as they are compared: which two, and what of it lights up."""

from annotations.scheme import Scheme
from tui.effects import Effect, Effects
from tui.reading.compared import Compared
from tui.reading.queues import Queues
from tui.reading.side_by_side import Left
from tui.reading.suggested import Suggested


class Comparing(Queues):
    """Panes of which two may be compared; `changes` counts the changes that were shown."""

    scheme: Scheme
    suggested: Suggested

    def __init__(self, left: Left) -> None:
        super().__init__(left)
        self.changes = 0
        self.compared: Compared | None = None

    @property
    def is_looking(self) -> bool:
        """Whether suggestions may still arrive."""
        return self.suggested.looking

    def compare(self, wanted: bool) -> None:
        """Compare the article that has the keys with the one beside it, or none any more."""
        others = [self.panes[n] for n, _ in self.onward(True) if n != self.active]
        ids = [pane.session.article.id for pane in (self.pane, *others[:1])]
        shown = [pane.session.article.id for pane in self.panes]
        self.compared = None
        if wanted and len(ids) == 2:
            first, second = sorted(ids, key=shown.index)
            self.compared = Compared((first, second))
        for pane in self.panes:
            pane.show_marks(None)
        self.show_places()

    def compare_shown(self) -> None:
        """Go on comparing where other articles are shown by now."""
        if self.compared:
            shown = {pane.session.article.id for pane in self.panes}
            if not set(self.compared.ids) <= shown:
                self.compare(True)

    def ask_to_compare(self) -> list[Effect]:
        """Have the articles compared again, where something has changed."""
        return self.compared.ask(self) if self.compared else []

    def look_again(self) -> Effects:
        """Have the queue on top take in what was found behind the screen."""
        if self.queue:
            yield from self.queue.look_again()
        self.show_places()

    def light(self) -> None:
        """See `Queues.light`; where articles are compared, all mentions of an actor in both."""
        super().light()
        compared = self.compared
        if not compared or not self.panes:
            return
        one = compared.at(self.session.article.id, self.pane.selected)
        if one and one.here[0].role == "actor":
            for pane in self.panes:
                if (id := pane.session.article.id) in compared.ids:
                    pane.light(compared.mentions(id, one))
