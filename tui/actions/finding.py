"""Words looked for in all panes, and the walk over their hits."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from annotations import find
from annotations.errors import PostilError
from annotations.units import Span
from tui.actions.bench import Bench, Command
from tui.pane.article_pane import ArticlePane

Purpose = Literal["find", "echo"]


class Finding:
    """What `/`, `*` and the keys after them do; `purpose` tells what the hits are for."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.purpose: Purpose = "find"
        self.commands: dict[str, Command] = {
            "find": lambda: bench.ask("/", self.find, ("ctrl+r", "regex/")),
            "find-selection": self.find_selection,
            "let-go": self.let_go,
        }

    @property
    def is_open(self) -> bool:
        """Whether there are hits to walk."""
        return any(pane.hits for pane in self._panes)

    def find(self, typed: str, regular: bool = False) -> None:
        """Mark the hits in all panes and go to the first one at or after the selection."""
        self.show({pane: find.hits(pane.text, typed, regular) for pane in self._panes}, "find")
        if not self.is_open:
            where = "these articles" if len(self._panes) > 1 else "this article"
            raise PostilError(f"\u201c{typed}\u201d is not in {where}.")
        self._go(True, self._bench.pane.selected[0])

    def find_selection(self) -> None:
        """Find the selected words in all panes."""
        start, end = self._bench.pane.selected
        self.find(self._bench.pane.text[start:end])

    def show(
        self,
        hits: Mapping[ArticlePane, Sequence[Span]],
        purpose: Purpose,
        variants: Collection[Span] = (),
    ) -> None:
        """Mark hits in the panes, each in order; those among `variants` more quietly."""
        self.purpose = purpose
        for pane in self._panes:
            pane.show_hits(hits.get(pane, ()), variants)
        self._bench.update()

    def close(self) -> None:
        """Mark no hits any more."""
        self.show({}, "find")

    def walk(self, forward: bool) -> None:
        """Walk to the next or previous hit, over all panes, wrapping round."""
        start = self._bench.pane.selected[0]
        self._go(forward, start + 1 if forward else start)

    def let_go(self) -> None:
        """Let go of the extending, then of the find, then of the selection's extent."""
        pane = self._bench.pane
        if pane.steering.extending:
            pane.do("extend")
        elif self.is_open:
            self.close()
        else:
            pane.do("collapse")

    @property
    def _panes(self) -> list[ArticlePane]:
        return [frame.pane for frame in self._bench.panes.frames]

    def _go(self, forward: bool, offset: int) -> None:
        """Go to the first hit from `offset` on, or the last before it."""
        for frame, at_edge in self._bench.panes.onward(forward):
            hits = frame.pane.hits
            place = bisect_left(hits, (offset,)) - (not forward)
            if at_edge:
                place = 0 if forward else len(hits) - 1
            if 0 <= place < len(hits):
                self._bench.go(frame, hits[place])
                self._tell(place)
                return

    def _tell(self, place: int) -> None:
        here = len(self._bench.pane.hits)
        count = sum(len(pane.hits) for pane in self._panes)
        others = f", {count} in all" if count > here else ""
        self._bench.say(f"{place + 1} of {here}{others}")
