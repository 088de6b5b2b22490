"""Words looked for in an article, and the walk over their hits."""

from annotations import find
from annotations.errors import PostilError
from tui.actions.bench import Bench, Command


class Finding:
    """What `/` and the keys after it do."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.commands: dict[str, Command] = {
            "find": lambda: bench.ask("/", self.find),
            "next": lambda: self.walk(True),
            "previous": lambda: self.walk(False),
            "let-go": self.let_go,
        }

    def find(self, typed: str) -> None:
        """Mark the hits and go to the first one at or after the selection."""
        pane = self._bench.pane
        hits = find.hits(pane.text, typed)
        pane.show_hits(hits)
        self._bench.tell()
        if not hits:
            raise PostilError(f"\u201c{typed}\u201d is not in this article.")
        start = pane.selected[0]
        pane.go(next((hit for hit in hits if hit[0] >= start), hits[0]))

    def walk(self, forward: bool) -> None:
        """Walk to the next or previous hit, wrapping round."""
        pane = self._bench.pane
        if not pane.hits:
            raise PostilError("There is nothing to walk.", "Find something with / first.")
        start = pane.selected[0]
        if forward:
            found = next((hit for hit in pane.hits if hit[0] > start), pane.hits[0])
        else:
            found = next((hit for hit in reversed(pane.hits) if hit[0] < start), pane.hits[-1])
        pane.go(found)

    def let_go(self) -> None:
        """Let go of the extending, then of the find, then of the selection's extent."""
        pane = self._bench.pane
        if pane.steering.extending:
            pane.do("extend")
        elif pane.hits:
            pane.show_hits(())
            self._bench.tell()
        else:
            pane.do("collapse")
