"""Suggestions one after the other, over all panes: a key each to accept, relabel or reject."""

from collections.abc import Iterable

from annotations.candidates import Candidate
from annotations.errors import PostilError
from tui.actions.bench import Bench, Command
from tui.actions.echoing import Echoing
from tui.actions.finding import Finding
from tui.actions.tagging import Tagging
from tui.pane.article_pane import ArticlePane
from tui.pane.pane_frame import PaneFrame

STILL_LOOKING = "Still looking for suggestions: n again in a moment."
NOTHING = ("There is nothing to suggest.", "/ finds words.")


class Walking:
    """What `n`, `enter`, `x` and label keys do where suggestions are walked."""

    def __init__(self, bench: Bench, tagging: Tagging, finding: Finding, echoing: Echoing) -> None:
        self._bench, self._tagging, self._finding = bench, tagging, finding
        self._echoing = echoing
        self.commands: dict[str, Command] = {
            "next": lambda: self.walk(True),
            "previous": lambda: self.walk(False),
            "accept": self.accept,
            "remove": self.reject,
            "hide-suggestions": self.toggle,
        }

    def tag(self, label: str, second: bool = False) -> None:
        """Tag the selection; a suggestion that was walked to is accepted under this label.

        So is one that says just this of just these words: its value comes with it.
        """
        walked = self._bench.pane.steering.walked or self._said_already(label)
        if walked is None or second:
            self._tagging.tag(label, second)
            return
        pane, session = self._bench.pane, self._bench.session
        change = session.accept(walked, label, pane.selected)
        self._bench.show(session, change)
        pane.go(pane.selected, change.added[-1].id)

    def walk(self, forward: bool) -> None:
        """Go to the next or previous hit of a find that is open, else suggestion."""
        if self._finding.is_open:
            self._finding.walk(forward)
            return
        if not self._bench.panes.suggesting:
            raise PostilError("Suggestions are hidden.", "X shows them.")
        if self._go_on(self._bench.panes.onward(forward), forward):
            return
        if not self._bench.sessions.suggestions.looking:
            raise PostilError(*NOTHING)
        self._bench.say(STILL_LOOKING)

    @property
    def found(self) -> str:
        """What to tell who was told to wait, once all is looked through."""
        panes = (frame.pane for frame in self._bench.panes.frames if frame.display)
        return "n goes on." if any(map(_has_more, panes)) else " ".join(NOTHING)

    def accept(self) -> None:
        """Make a tag of the suggestion, as it is selected now, and go to the next."""
        if self._echoing.is_open:
            self._echoing.accept()
            return
        pane, session = self._bench.pane, self._bench.session
        if (walked := pane.steering.walked) is None:
            self._tagging.accept()
            return
        self._bench.show(session, session.accept(walked, span=pane.selected))
        self._walk_on()

    def reject(self) -> None:
        """Turn the suggestion down and go to the next; without one, remove a tag."""
        if self._echoing.is_open:
            self._echoing.drop()
            return
        session = self._bench.session
        if (walked := self._bench.pane.steering.walked) is None:
            self._tagging.remove()
            return
        self._bench.show(session, session.reject(walked))
        self._walk_on()

    def toggle(self) -> None:
        """Hide suggestions, or show them again."""
        on = self._bench.panes.toggle_suggestions(self._bench.sessions.suggestions)
        self._bench.say("Suggestions are shown." if on else "Suggestions are hidden.")

    def _said_already(self, label: str) -> Candidate | None:
        pane, session = self._bench.pane, self._bench.session
        if pane.suggested is None or session.index.exactly(*pane.selected):
            return None
        here = pane.suggested.exactly(pane.selected)
        return next((c for c in here if c.kind == "suggestion" and c.label == label), None)

    def _walk_on(self) -> None:
        """Go to the next suggestion here or in the panes to the right, but not back to the top."""
        frames = [frame for frame in self._bench.panes.frames if frame.display]
        ahead = frames[frames.index(self._bench.panes.frame) :]
        if not self._go_on(((frame, place > 0) for place, frame in enumerate(ahead)), True):
            self._bench.pane.go(self._bench.pane.selected)
            looking = self._bench.sessions.suggestions.looking
            self._bench.say(STILL_LOOKING if looking else "That was the last suggestion.")

    def _go_on(self, panes: Iterable[tuple[PaneFrame, bool]], forward: bool) -> bool:
        for frame, at_edge in panes:
            if found := self._beyond(frame.pane, forward, at_edge):
                self._bench.go(frame, found.span, walked=found)
                self._bench.sessions.tempo.met()
                return True
        return False

    def _beyond(self, pane: ArticlePane, forward: bool, at_edge: bool) -> Candidate | None:
        candidates = pane.suggested
        if candidates is None:
            return None
        if at_edge:
            end = len(pane.text) + 1
            return candidates.after((-1, 0, "")) if forward else candidates.before((end, 0, ""))
        walked = pane.steering.walked
        # Without one it begins with what begins with the selection.
        order = walked.order if walked else (pane.selected[0], -len(pane.text) - 1, "")
        return candidates.after(order) if forward else candidates.before(order)


def _has_more(pane: ArticlePane) -> bool:
    return bool(pane.suggested and len(pane.suggested))
