"""The articles side by side as they are compared: which two, and who lights up in all of them."""

from annotations.scheme import Scheme
from annotations.units import Span
from tui.effects import Effect, Effects
from tui.reading.compared import Begin, Compared
from tui.reading.events import Outside
from tui.reading.mentions import Counts, Mentioned, Mentions
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
        self._mentions = Mentions()
        self.mentioned: Mentioned = {}
        """Where the actor that is selected is tagged, by the numbers of the panes."""

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
        """Light up what belongs to the selection, and in all panes the mentions of its actor."""
        lit, self.mentioned = (self.lit, self._mentioned()) if self.panes else ([], {})
        named, found = self._named(), self.mentioned
        if sum(map(len, found.values())) == 1:  # that is what is selected
            found = {}
        for number, pane in enumerate(self.panes):
            own = lit if number == self.active else []
            others = {*found.get(number, ()), *named.get(pane.session.article.id, ())}
            pane.light(sorted({*own, *others}) if others else own)

    @property
    def mention_counts(self) -> Counts:
        """How often who is selected is tagged in each article in view, if that tells anything."""
        shown = [pane.session.article for pane in self.panes]
        counts = [len(self.mentioned.get(number, ())) for number in range(len(shown))]
        if sum(counts) < (1 if len(shown) > 1 else 2):
            return ()
        names = (one.meta.source or one.title for one in shown)
        return tuple(zip(names, counts, strict=True))

    def _mentioned(self) -> Mentioned:
        """Where the actor is tagged on whose tag the selection stands."""
        held, start = self.held, self.pane.selected[0]
        here = [held] if held else self.session.index.at(start)
        actors = (tag for tag in here if self.scheme.role_of(tag.label) == "actor")
        if (tag := next(actors, None)) is None:
            return {}
        return self._mentions.of(self.active, tag, self.panes, self.scheme, self.changes)

    def _named(self) -> dict[str, list[Span]]:
        """Where the compared articles name an actor that is selected: in tags or not."""
        compared = self.compared
        one = compared.at(self.session.article.id, self.pane.selected) if compared else None
        if compared is None or one is None or one.here[0].role != "actor":
            return {}
        return {id: compared.mentions(id, one) for id in compared.ids}
