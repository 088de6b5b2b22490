"""Everywhere at once: all places that say the selected words, seen first and tagged by one key."""

from collections import Counter

from annotations.errors import PostilError
from annotations.session import Session
from annotations.suggest.echoes import Echo, echoes
from annotations.units import Span
from tui.actions.finding import Hits
from tui.effects import Effects, Say
from tui.reading.queue import Asked
from tui.reading.reading import Reading

_WORDS = 40  # code points of the words that are shown
_MOST_SAID = 4


class Preview(Hits):
    """The places that wait for a label; they wait until `enter`, `esc` or `u`, whatever moves."""

    kind = "preview"
    armed = True

    def __init__(
        self, reading: Reading, label: str, words: str, found: dict[int, list[Echo]]
    ) -> None:
        variants = {echo.span for places in found.values() for echo in places if echo.variant}
        hits = {number: [echo.span for echo in places] for number, places in found.items()}
        super().__init__(reading, hits, variants)
        self.label, self.words = label, words
        self.asking = _All(self)

    @property
    def asked(self) -> Asked:
        """See `Queue.asked`: wherever one is."""
        return self.asking


class _All(Asked):
    """Whether all that are left are to be tagged."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview

    @property
    def yes(self) -> str:
        """See `Asked.yes`."""
        return "all"

    @property
    def no(self) -> str:
        """See `Asked.no`."""
        return "not"

    def refuse(self) -> Effects:
        """See `Asked.refuse`."""
        return self._preview.leave_out()

    @property
    def question(self) -> str:
        """See `Asked.question`."""
        return f"tag {self._preview.of} {self._preview.words}?"

    def accept(self) -> Effects:
        """Tag them; one undo takes all of it back."""
        preview, reading = self._preview, self._preview.reading
        shown = [pane.session for pane in reading.panes]
        wanted = {one.article.id: one for one in shown if preview.spans(one)}
        reading.let_go(preview)
        action, count = None, 0
        for id, session in wanted.items():
            others = [other for other in wanted if other != id]
            change = session.annotate_all(preview.spans(session), preview.label, action, others)
            action = action or change.action
            count += len(change.added)
            yield from reading.show(session, change)
        yield Say(f"{count} tagged {preview.label}; u undoes all of it.")


def begin(label: str, reading: Reading) -> Effects:
    """Show every place in the articles side by side that says the selected words.

    They are walked as the hits of a find are, but for those that were left out of it.
    """
    words = reading.pane.text[slice(*reading.pane.selected)]
    named = label in reading.suggested.names
    left_out = reading.queue.left_out if isinstance(reading.queue, Hits) else ()
    found: dict[int, list[Echo]] = {}
    for number, pane in enumerate(reading.panes):
        id = pane.session.article.id
        found[number] = [
            echo
            for echo in echoes(pane.text, words, named)
            if (id, echo.span) not in left_out and not _has(pane.session, echo.span, label)
        ]
    shown = " ".join(words[:_WORDS].split())
    preview = Preview(reading, label, shown, found)
    if not preview.of:
        raise PostilError(f"\u201c{shown}\u201d is already tagged {label} everywhere here.")
    reading.push(preview)
    return [Say(f"{preview.of} as {label}: {_told(preview)}")]


def _told(preview: Preview) -> str:
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
