"""Everywhere at once: all places that say the selected words, seen first and tagged by one key."""

from annotations.errors import PostilError
from annotations.scheme import Label
from annotations.session import Session
from annotations.suggest.catalogue import labels_of_names
from annotations.suggest.echoes import Echo, echoes
from annotations.units import Span
from tui.actions.bench import Bench
from tui.actions.finding import Finding
from tui.pane.article_pane import ArticlePane


class Echoing:
    """What a label's key with shift does: a preview in all panes, which `enter` turns into tags.

    The places are walked as the hits of a find are; `esc` lets go of them.
    """

    def __init__(self, bench: Bench, finding: Finding) -> None:
        self._bench, self._finding = bench, finding
        self._label = ""

    @property
    def is_open(self) -> bool:
        """Whether there are places that wait to be tagged."""
        return self._finding.purpose == "echo" and self._finding.is_open

    def begin(self, label: Label) -> None:
        """Show every place in the articles side by side that says the selected words."""
        pane = self._bench.pane
        words = pane.text[slice(*pane.selected)]
        named = label.name in labels_of_names(self._bench.sessions.project.settings)
        found: dict[ArticlePane, list[Echo]] = {}
        for other in self._panes:
            places = echoes(other.text, words, named)
            found[other] = [e for e in places if not _has(other.session, e.span, label.name)]
        count = sum(map(len, found.values()))
        if not count:
            raise PostilError(f"\u201c{words[:40]}\u201d is tagged {label.name} everywhere here.")
        self._label = label.name
        variants = {e.span for places in found.values() for e in places if e.variant}
        hits = {other: [e.span for e in places] for other, places in found.items()}
        self._finding.show(hits, "echo", variants)
        self._tell(count, len(variants))

    def accept(self) -> None:
        """Tag all that are left; one undo takes all of it back."""
        wanted = {pane.session.article.id: pane for pane in self._panes if pane.hits}
        spans = {id: list(pane.hits) for id, pane in wanted.items()}
        self._finding.close()
        action, count = None, 0
        for id, pane in wanted.items():
            others = [other for other in wanted if other != id]
            change = pane.session.annotate_all(spans[id], self._label, action, others)
            action = action or change.action
            count += len(change.added)
            self._bench.show(pane.session, change)
        self._bench.say(f"{count} tagged {self._label}; u takes all of it back.")

    def drop(self) -> None:
        """Leave the place at hand out, and go to the next."""
        pane = self._bench.pane
        if pane.selected not in pane.hits:
            raise PostilError("None of these places is selected.", "n goes to the next.")
        dropped = pane.selected
        self._finding.walk(True)
        pane.show_hits([hit for hit in pane.hits if hit != dropped], pane.variants)
        self._bench.update()

    @property
    def _panes(self) -> list[ArticlePane]:
        return [frame.pane for frame in self._bench.panes.frames]

    def _tell(self, count: int, variants: int) -> None:
        said = f"{count} {self._label}" + (f", {variants} variants" if variants else "")
        self._bench.say(f"{said}: enter all, x drops one, esc none")


def _has(session: Session, span: Span, label: str) -> bool:
    return any(a.label == label for a in session.index.exactly(*span))
