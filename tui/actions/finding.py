"""Words looked for in all panes, and the walk over their hits."""

from collections.abc import Callable

from annotations import find
from annotations.errors import PostilError
from annotations.units import Span
from tui.actions.bench import Bench, Command
from tui.article_pane import ArticlePane


class Finding:
    """What `/`, `*` and the keys after them do."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._sought = ""
        self.commands: dict[str, Command] = {
            "find": lambda: bench.ask("/", self.find, ("ctrl+r", "regex/")),
            "find-selection": self.find_selection,
            "let-go": self.let_go,
        }

    @property
    def is_open(self) -> bool:
        """Whether there are hits to walk."""
        return any(frame.pane.hits for frame in self._bench.panes.frames)

    def find(self, typed: str, regular: bool = False) -> None:
        """Mark the hits in all panes and go to the first one at or after the selection."""
        panes = [frame.pane for frame in self._bench.panes.frames]
        found = [find.hits(pane.text, typed, regular) for pane in panes]
        for pane, hits in zip(panes, found, strict=True):
            pane.show_hits(hits)
        self._sought = typed
        self._bench.tell()
        if not self.is_open:
            where = "these articles" if len(panes) > 1 else "this article"
            raise PostilError(f"\u201c{typed}\u201d is not in {where}.")
        start = self._bench.pane.selected[0]
        self._go(True, lambda pane: next((hit for hit in pane.hits if hit[0] >= start), None))

    def find_selection(self) -> None:
        """Find the selected words in all panes."""
        start, end = self._bench.pane.selected
        self.find(self._bench.pane.text[start:end])

    def walk(self, forward: bool) -> None:
        """Walk to the next or previous hit, over all panes, wrapping round."""
        start = self._bench.pane.selected[0]
        if forward:
            self._go(True, lambda pane: next((hit for hit in pane.hits if hit[0] > start), None))
        else:
            back = reversed(self._bench.pane.hits)
            self._go(False, lambda pane: next((hit for hit in back if hit[0] < start), None))

    def _go(self, forward: bool, here: Callable[[ArticlePane], Span | None]) -> None:
        for frame, at_edge in self._bench.panes.onward(forward):
            hits = frame.pane.hits
            edge = hits[0 if forward else -1] if hits else None
            if hit := edge if at_edge else here(frame.pane):
                self._bench.go(frame, hit)
                self._tell(hit)
                return

    def _tell(self, hit: Span) -> None:
        frames = self._bench.panes.frames
        number = self._bench.pane.hits.index(hit) + 1
        count = sum(len(frame.pane.hits) for frame in frames)
        here = len(self._bench.pane.hits)
        others = f", {count} in all" if count > here else ""
        self._bench.say(f"{number} of {here}{others}")

    def let_go(self) -> None:
        """Let go of the extending, then of the find, then of the selection's extent."""
        pane = self._bench.pane
        if pane.steering.extending:
            pane.do("extend")
        elif self.is_open:
            for frame in self._bench.panes.frames:
                frame.pane.show_hits(())
            self._bench.tell()
        else:
            pane.do("collapse")
