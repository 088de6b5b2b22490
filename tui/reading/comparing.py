"""The articles side by side as they are compared: which two, and what of it lights up."""

from annotations.scheme import Scheme
from tui.effects import Effect, Effects
from tui.reading.compared import Begin, Compared
from tui.reading.events import Outside
from tui.reading.queues import Queues
from tui.reading.side_by_side import Left
from tui.reading.suggested import Suggested


class Comparing(Queues):
    """Panes of which two may be compared; `changes` counts the changes that were shown."""

    scheme: Scheme
    outside: Outside
    suggested: Suggested

    def __init__(self, left: Left) -> None:
        super().__init__(left)
        self.changes = 0
        self.compared: Compared | None = None

    @property
    def is_looking(self) -> bool:
        """Whether suggestions may still arrive."""
        return self.suggested.looking

    def compare(self, begin: Begin | None) -> None:
        """Compare the article that has the keys with the next one, or none any more.

        What comes of it is gone through as `begin` has it, once it is there.
        """
        count = len(self.panes)
        ids = [self.panes[(self.active + n) % count].session.article.id for n in range(count)][:2]
        shown = [pane.session.article.id for pane in self.panes]
        self.compared = None
        if begin and len(ids) == 2:
            first, second = sorted(ids, key=shown.index)
            self.compared = Compared((first, second), begin)
        for pane in self.panes:
            pane.show_marks(None)
        self.show_places()

    def compare_shown(self) -> None:
        """Go on comparing where other articles are shown by now."""
        if self.compared:
            shown = {pane.session.article.id for pane in self.panes}
            if not set(self.compared.ids) <= shown:
                self.compare(self.compared.begin)

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
