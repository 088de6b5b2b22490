"""Everywhere at once: all places that say the selected words, seen first and tagged by one key."""

from annotations.errors import PostilError
from annotations.session import Session
from annotations.suggest.echoes import Echo, echoes
from annotations.units import Span
from tui.actions import finding
from tui.effects import Effects, Say
from tui.reading.reading import Reading
from tui.reading.state import Preview


def begin(label: str, reading: Reading) -> Effects:
    """Show every place in the articles side by side that says the selected words.

    They are walked as the hits of a find are; `accept` makes tags of them.
    """
    words = reading.pane.text[slice(*reading.pane.selected)]
    named = label in reading.suggested.names
    found: dict[int, list[Echo]] = {}
    for number, pane in enumerate(reading.panes):
        places = echoes(pane.text, words, named)
        found[number] = [e for e in places if not _has(pane.session, e.span, label)]
    count = sum(map(len, found.values()))
    if not count:
        raise PostilError(f"\u201c{words[:40]}\u201d is already tagged {label} everywhere here.")
    variants = {e.span for places in found.values() for e in places if e.variant}
    hits = {number: [e.span for e in places] for number, places in found.items()}
    reading.show_hits(hits, Preview(label), variants)
    said = f"{count} {label}" + (f", {len(variants)} variants" if variants else "")
    return [Say(f"{said}: enter tags all, x skips one, esc cancels")]


def accept(reading: Reading, preview: Preview) -> Effects:
    """Tag all that are left; one undo takes all of it back."""
    wanted = {pane.session.article.id: pane for pane in reading.panes if pane.hits}
    spans = {id: list(pane.hits) for id, pane in wanted.items()}
    reading.show_hits({})
    action, count = None, 0
    for id, pane in wanted.items():
        others = [other for other in wanted if other != id]
        change = pane.session.annotate_all(spans[id], preview.label, action, others)
        action = action or change.action
        count += len(change.added)
        yield from reading.show(pane.session, change)
    yield Say(f"{count} tagged {preview.label}; u undoes all of it.")


def drop(reading: Reading) -> Effects:
    """Leave the place at hand out, and go to the next."""
    pane = reading.pane
    if pane.selected not in pane.hits:
        raise PostilError("None of these places is selected.", "Press n for the next one.")
    dropped = pane.selected
    told = finding.walk(reading, True)
    pane.show_hits([hit for hit in pane.hits if hit != dropped], pane.variants)
    if not reading.has_hits:
        reading.show_hits({})
    return told


def _has(session: Session, span: Span, label: str) -> bool:
    return any(a.label == label for a in session.index.exactly(*span))
