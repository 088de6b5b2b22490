"""Everywhere at once: all places that say the selected words, seen first and tagged by one key."""

from collections import Counter
from typing import TYPE_CHECKING

from annotations.errors import PostilError
from annotations.session import Session
from annotations.units import Span
from tui.actions.finding import Hits, Preview
from tui.effects import Effects, Say
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from annotations.suggest.echoes import Echo

_WORDS = 40  # code points of the words that are shown
_MOST_SAID = 4


class Everywhere(Preview):
    """The places in all articles side by side that wait for a label."""

    def __init__(
        self, reading: Reading, label: str, words: str, found: "dict[int, list[Echo]]"
    ) -> None:
        variants = {echo.span for places in found.values() for echo in places if echo.variant}
        hits = {number: [echo.span for echo in places] for number, places in found.items()}
        super().__init__(reading, hits, variants)
        self.label, self.words = label, words
        self._own = reading.session.article.id, reading.pane.selected

    @property
    def question(self) -> str:
        """See `Preview.question`."""
        return f"tag {self.of} {self.words}?"

    def accept(self) -> Effects:
        """See `Preview.accept`: tag them."""
        shown = [pane.session for pane in self.reading.panes]
        wanted = {one.article.id: one for one in shown if self.spans(one)}
        self.reading.let_go(self)
        action, count = None, 0
        for id, session in wanted.items():
            others = [other for other in wanted if other != id]
            own = self._own[1] if id == self._own[0] else (0, 0)
            change = session.annotate_all(self.spans(session), self.label, action, others, own)
            action = action or change.action
            count += len(change.added)
            yield from self.reading.show(session, change)
        yield Say(f"{count} tagged {self.label}; u undoes all of it.")


def begin(label: str, reading: Reading) -> Effects:
    """Show every place in the articles side by side that says the selected words.

    They are walked as the hits of a find are, but for those that were left out of it.
    """
    from annotations.suggest.echoes import echoes  # late: few sittings need it

    words = reading.pane.text[slice(*reading.pane.selected)]
    named = label in reading.suggested.names
    left_out = reading.queue.left_out if isinstance(reading.queue, Hits) else ()
    found: dict[int, list[Echo]] = {}
    holds_back = reading.suggested.holds_back
    for number, pane in enumerate(reading.panes):
        id = pane.session.article.id
        found[number] = [
            echo
            for echo in echoes(pane.text, words, named)
            if (id, echo.span) not in left_out and not _has(pane.session, echo.span, label)
            # Other words than those that are selected are not told of while they are withheld.
            if not (echo.variant and holds_back(pane.session, (*echo.span, label)))
        ]
    shown = " ".join(words[:_WORDS].split())
    preview = Everywhere(reading, label, shown, found)
    if not preview.of:
        raise PostilError(f"\u201c{shown}\u201d is already tagged {label} everywhere here.")
    reading.push(preview)
    return [Say(f"{preview.of} as {label}: {_told(preview)}")]


def _told(preview: Everywhere) -> str:
    """Which words were found, those that stand most often first, and how often each."""
    counts: Counter[str] = Counter()
    for pane in preview.reading.panes:
        for start, end in preview.spans(pane.session):
            counts[" ".join(pane.text[start : min(end, start + _WORDS)].split())] += 1
    said = [f"{words} {count}" for words, count in counts.most_common(_MOST_SAID)]
    if more := len(counts) - len(said):
        said.append(f"{more} more")
    return ", ".join(said)


def _has(session: Session, span: Span, label: str) -> bool:
    return any(a.label == label for a in session.index.exactly(*span))
