"""Suggestions and hits one after the other, over all panes: a key each to accept or reject."""

from collections.abc import Callable, Iterable

from annotations.errors import PostilError
from annotations.suggestion import Candidate
from tui.actions import echoing, finding
from tui.command import Command, group, row
from tui.effects import Effects, Say
from tui.reading.pane import Pane
from tui.reading.reading import NOTHING_SUGGESTED, STILL_LOOKING, Reading
from tui.reading.state import Preview


def _walk(forward: bool) -> Callable[[Reading], Effects]:
    """Goes to the next or previous hit where there are any, else suggestion."""

    def run(reading: Reading) -> Effects:
        if reading.has_hits:
            return finding.walk(reading, forward)
        if not reading.suggesting:
            raise PostilError("Suggestions are hidden.", "Press X to show them.")
        if _go_on(reading, reading.onward(forward), forward):
            return ()
        if not reading.suggested.looking:
            raise PostilError(*NOTHING_SUGGESTED)
        return [Say(STILL_LOOKING)]

    return run


def accept(reading: Reading) -> Effects:
    """Make a tag of the suggestion, as it is selected now, and go to the next.

    In a preview all its places are tagged; without a suggestion the tag that was walked to is given
    the extent that is selected now.
    """
    if isinstance(reading.mode, Preview):
        yield from echoing.accept(reading, reading.mode)
        return
    pane, session = reading.pane, reading.session
    if pane.walked:
        yield from reading.show(session, session.accept(pane.walked, span=pane.selected))
        yield from _walk_on(reading)
        return
    held = session.index.by_id.get(pane.held or "")
    if held is None and not pane.hits:
        raise PostilError(
            "There is no tag to change.",
            "Go to one with w, change the selection, then press enter.",
        )
    if held is not None and (change := session.resize(held.id, pane.selected)):
        yield from reading.show(session, change)


def remove(reading: Reading) -> Effects:
    """Turn the suggestion down and go to the next, or drop a place of a preview.

    Without either remove the tag of just these words, else select the innermost one around them.
    """
    if isinstance(reading.mode, Preview):
        yield from echoing.drop(reading)
        return
    pane, session = reading.pane, reading.session
    if pane.walked:
        yield from reading.show(session, session.reject(pane.walked))
        yield from _walk_on(reading)
    elif exact := session.exactly(pane.selected, pane.held):
        yield from reading.show(session, session.remove(exact.id))
        pane.held = None
    else:
        inner = session.innermost(pane.selected, pane.selection.cursor)
        reading.go(reading.active, (inner.start, inner.end), inner.id)


def _hide(reading: Reading) -> Effects:
    reading.suggesting = not reading.suggesting
    reading.show_suggestions()
    return [Say("Suggestions are shown." if reading.suggesting else "Suggestions are hidden.")]


def _walk_on(reading: Reading) -> Effects:
    """Go to the next suggestion here or in the panes to the right, but not back to the top."""
    ahead = [number for number in reading.seen if number >= reading.active]
    if _go_on(reading, ((number, number > reading.active) for number in ahead), True):
        return ()
    reading.go(reading.active, reading.pane.selected)
    return [Say(STILL_LOOKING if reading.suggested.looking else "That was the last suggestion.")]


def _go_on(reading: Reading, panes: Iterable[tuple[int, bool]], forward: bool) -> bool:
    for number, at_edge in panes:
        if found := _beyond(reading.panes[number], forward, at_edge):
            reading.go(number, found.span, walked=found)
            reading.pace.met()
            return True
    return False


def _beyond(pane: Pane, forward: bool, at_edge: bool) -> Candidate | None:
    candidates = pane.suggested
    if candidates is None:
        return None
    if at_edge:
        end = len(pane.text) + 1
        return candidates.after((-1, 0, "")) if forward else candidates.before((end, 0, ""))
    # Without one that was walked to it begins with what begins with the selection.
    start = (pane.selected[0], -len(pane.text) - 1, "")
    order = pane.walked.order if pane.walked else start
    return candidates.after(order) if forward else candidates.before(order)


ROWS: tuple[Command, ...] = (
    *group(
        "Tag",
        row(
            "accept",
            "enter",
            "Accept",
            accept,
            "accept the suggestion and go on; or give a tag the selected extent",
        ),
        row(
            "remove",
            "x delete",
            "Reject or remove",
            remove,
            "reject the suggestion and go on; or remove a tag",
        ),
    ),
    *group(
        "Go",
        row(
            "next",
            "n",
            "Next suggestion or hit",
            _walk(True),
            "go to the next suggestion, or the next hit of a find, in all panes",
        ),
        row("previous", "N", "Previous suggestion or hit", _walk(False), "go to the one before"),
        row(
            "hide-suggestions",
            "X",
            "Hide or show suggestions",
            _hide,
            "hide or show suggestions",
        ),
    ),
)
