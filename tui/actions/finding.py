"""Words looked for in all panes, and the walk over their hits."""

from bisect import bisect_left

from annotations import find as finds
from annotations.errors import PostilError
from tui.command import Command, group, row
from tui.effects import Ask, Effects, GiveUpWaiting, Say
from tui.reading.reading import Reading
from tui.reading.stand_in import StandIn


def find(reading: Reading, typed: str, regular: bool = False) -> Effects:
    """Mark the hits in all panes and go to the first one at or after the selection."""
    panes = reading.panes
    reading.show_hits({n: finds.hits(p.text, typed, regular) for n, p in enumerate(panes)})
    if not reading.has_hits:
        where = "these articles" if len(panes) > 1 else "this article"
        raise PostilError(f"\u201c{typed}\u201d is not in {where}.")
    return _go(reading, True, reading.pane.selected[0])


def walk(reading: Reading, forward: bool) -> Effects:
    """Walk to the next or previous hit, over all panes, wrapping round."""
    start = reading.pane.selected[0]
    return _go(reading, forward, start + 1 if forward else start)


def _go(reading: Reading, forward: bool, offset: int) -> Effects:
    """Go to the first hit from `offset` on, or the last before it."""
    for number, at_edge in reading.onward(forward):
        hits = reading.panes[number].hits
        place = bisect_left(hits, (offset,)) - (not forward)
        if at_edge:
            place = 0 if forward else len(hits) - 1
        if 0 <= place < len(hits):
            reading.go(number, hits[place])
            count = sum(len(pane.hits) for pane in reading.panes)
            others = f", {count} in all" if count > len(hits) else ""
            return [Say(f"{place + 1} of {len(hits)}{others}")]
    return ()


def _ask(reading: Reading) -> Effects:
    return [Ask("/", lambda typed, regular: find(reading, typed, regular), ("ctrl+r", "regex/"))]


def _find_selection(reading: Reading) -> Effects:
    start, end = reading.pane.selected
    return find(reading, reading.pane.text[start:end])


def _let_go(reading: Reading) -> Effects:
    """Let go of what is waited for, the extending, the find, the selection's extent, in turn."""
    if any(isinstance(pane.session, StandIn) for pane in reading.panes):
        return [GiveUpWaiting()]
    if reading.extending:
        reading.end_extending()
    elif reading.has_hits:
        reading.show_hits({})
    else:
        reading.pane.collapse()
        reading.pane.moved()
    return ()


ROWS: tuple[Command, ...] = group(
    "Go",
    row(
        "find",
        "/",
        "Find",
        _ask,
        "find words in all panes; ctrl+r there for a regular expression",
    ),
    row(
        "find-selection",
        "*",
        "Find the selected words",
        _find_selection,
        "find the selected words in all panes",
    ),
    row("let-go", "escape", "Cancel", _let_go, "cancel the find, the selection or the extending"),
)
