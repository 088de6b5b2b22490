"""Which articles stand side by side, which one has the keys, and what is marked done."""

from annotations.errors import PostilError
from tui.actions.bench import Bench, Command

MOST_PANES = 4


class Turning:
    """What the keys for panes and articles do."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.commands: dict[str, Command] = {
            "next-pane": lambda: self.step(1),
            "previous-pane": lambda: self.step(-1),
            "alone": bench.panes.toggle_alone,
            "together": self.together,
            "focus": bench.panes.toggle_focus_mode,
            "zones": self.zones,
            "wider": lambda: self.widen(4),
            "narrower": lambda: self.widen(-4),
            "more-panes": lambda: self.change_panes(1),
            "fewer-panes": lambda: self.change_panes(-1),
            "next-articles": lambda: self.turn(1),
            "previous-articles": lambda: self.turn(-1),
            "mark": self.mark,
            "mark-next": self.mark_and_go,
        }

    def step(self, by: int) -> None:
        """Give the keys to the next pane, or the one before."""
        self._bench.panes.step(by)
        self._bench.update()

    def together(self) -> None:
        """Scroll the panes together by what they say, or each by itself again."""
        together = self._bench.panes.toggle_together()
        self._bench.say(f"The panes scroll {'together' if together else 'each by itself'}.")

    def zones(self) -> None:
        """Fade and pass over boilerplate, or treat it as text."""
        fading = self._bench.panes.toggle_zones(self._bench.sessions.suggestions)
        self._bench.say(f"Boilerplate {'fades' if fading else 'is treated as text'}.")

    def widen(self, by: int) -> None:
        """Make the column of text wider or narrower by so many cells."""
        self._bench.say(f"Column: {self._bench.panes.widen(by)} cells.")

    def change_panes(self, by: int) -> None:
        """Show one article more or fewer beside each other."""
        if not 1 <= self._bench.views.panes + by <= MOST_PANES:
            raise PostilError(f"There can be one to {MOST_PANES} panes.")
        self._bench.views.widen(by)
        self._bench.show_view()

    def turn(self, by: int) -> None:
        """Show the next or previous articles."""
        if not self._bench.views.turn(by):
            raise PostilError(f"These are the {'last' if by > 0 else 'first'} articles.")
        self._bench.show_view()

    def mark(self) -> None:
        """Turn the article's status."""
        session = self._bench.session
        self._bench.show(session, session.mark())

    def mark_and_go(self) -> None:
        """Mark the article done and show the next ones."""
        session = self._bench.session
        if session.status != "done":
            self._bench.show(session, session.mark("done"))
        self.turn(1)
