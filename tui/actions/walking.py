"""What wants a look, one place after the other, over all panes: a key each to say yes or no."""

from collections.abc import Callable, Iterable

from annotations.annotation import SECOND_LOOK
from annotations.counted import counted
from annotations.errors import PostilError
from annotations.suggestion import ALL, Candidate
from tui.actions.unasked import left_over
from tui.command import Command, group, row
from tui.effects import Ask, Effects, Say
from tui.reading.pane import Pane
from tui.reading.reading import Reading
from tui.reading.suggested import STILL_LOOKING


def _walk(forward: bool) -> Callable[[Reading], Effects]:
    """Goes to the next or previous place of the queue on top, else suggestion.

    Where there is none, it goes to what looks wrong.
    """

    def run(reading: Reading) -> Effects:
        if reading.queue:
            return reading.queue.walk(forward)
        if look := look_again(reading):
            return look
        if not reading.suggesting:
            raise PostilError("Suggestions are hidden.", "Press X to show them.")

        def go_on() -> Effects | None:
            if _go_on(reading, reading.onward(forward), forward):
                return ()
            if reading.suggested.looking:
                return None
            if not (wrong := left_over(reading)).stands:
                raise reading.nothing_suggested
            return wrong.begin()

        return _sooner_or_later(reading, go_on)

    return run


def look_again(reading: Reading, then: Callable[[], Effects] = tuple) -> Effects | None:
    """Begin the second look where something was withheld in the articles in view that are done.

    `then` is what comes once all of it is answered. `None` where nothing was withheld, or the look
    is on its way.
    """
    if not any(reading.suggested.withheld(reading.panes[n].session) for n in reading.seen):
        return None
    if any(queue.kind == SECOND_LOOK for queue in reading.queues):
        return None
    from tui.actions.second_look import SecondLook  # late: few projects withhold suggestions

    return SecondLook(reading, then).begin()


def accept(reading: Reading) -> Effects:
    """Say yes: to the queue on top at its place, else to the suggestion that is selected.

    The suggestion becomes a tag, with the extent that is selected now. Without either the tag that
    was walked to is given that extent.
    """
    pane, session, queue = reading.pane, reading.session, reading.asking_queue
    if queue and queue.asked.yes:
        yield from queue.asked.accept()
    elif one := reading.candidate:
        yield from reading.answer(session, session.accept(one, span=pane.selected))
        yield from _walk_on(reading, one)
    elif held := reading.held:
        reading.end_extending()
        if change := session.resize(held.id, pane.selected):
            yield from reading.show(session, change)
    elif not queue:
        raise PostilError(
            "There is no tag to change.",
            "Go to one with w, grow it, then press enter.",
        )


def refuse(reading: Reading) -> Effects:
    """Say no: to the queue on top at its place, else to the suggestion that is selected.

    Without either the tag is removed.
    """
    session, queue = reading.session, reading.asking_queue
    if queue and queue.asked.no:
        yield from queue.asked.refuse()
    elif one := reading.candidate:
        yield from reading.answer(session, session.reject(one))
        yield from _walk_on(reading, one)
    else:
        yield from remove(reading)


def remove(reading: Reading) -> Effects:
    """Remove the tag of just these words, else select the innermost one around them."""
    pane, session = reading.pane, reading.session
    if exact := session.exactly(pane.selected, pane.held):
        yield from reading.show(session, session.remove(exact.id))
        pane.held = None
    else:
        inner = session.innermost(pane.selected, pane.selection.cursor)
        reading.go(reading.active, (inner.start, inner.end), inner.id)


def _hide(reading: Reading) -> Effects:
    reading.suggesting = not reading.suggesting
    reading.show_suggestions()
    return [Say("Suggestions are shown." if reading.suggesting else "Suggestions are hidden.")]


def _least(reading: Reading) -> Effects:
    """Ask how sure a suggestion has to be to be shown."""

    def show(typed: str, _: bool) -> Effects:
        try:
            least = float(typed.strip().replace(",", ".") or 0)
        except ValueError:
            least = -1.0
        if not 0 <= least <= 1:
            raise PostilError("That is no score.", "Type a number from 0 to 1; 0 shows all.")
        reading.suggested.ask_for({ALL: least} if least else {})
        reading.pane.walked = None
        reading.show_suggestions()
        if not least:
            return [Say("All suggestions are shown.")]
        below = counted(reading.suggestions_below, "suggestion")
        return [Say(f"Not shown, for less sure than {least:g}: {below}.")]

    now = reading.suggested.least.get(ALL)
    return [Ask("least score: ", show, words=f"{now:g}" if now else "")]


def _walk_on(reading: Reading, done: Candidate) -> Effects:
    """Go to the next suggestion here or in the panes to the right, but not back to the top.

    Where a queue is walked, it is that which goes on.
    """
    if reading.asking_queue:
        return reading.asking_queue.walk(True)

    def go_on() -> Effects | None:
        reading.pane.walked = done
        ahead = [number for number in reading.seen if number >= reading.active]
        if _go_on(reading, ((number, number > reading.active) for number in ahead), True):
            return ()
        reading.go(reading.active, reading.pane.selected)
        if reading.suggested.looking:
            return None
        told = "That was the last suggestion"
        wrong = 0 if reading.suggestions_left else left_over(reading).left
        return [Say(f"{told}; {counted(wrong, 'tag')} to check." if wrong else f"{told}.")]

    return _sooner_or_later(reading, go_on)


def _sooner_or_later(reading: Reading, go_on: Callable[[], Effects | None]) -> Effects:
    """Go on now, or as soon as it has been found where to, if no key comes first."""
    if (told := go_on()) is not None:
        return told
    reading.waits = go_on
    return [Say(STILL_LOOKING)]


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
            "yes: accept the suggestion and go on, or what the bottom line asks; or give a tag"
            " the selected extent",
        ),
        row(
            "refuse",
            "x",
            "Reject or remove",
            refuse,
            "no: reject the suggestion and go on, or what the bottom line asks; or remove a tag",
        ),
        row("remove", "delete", "Remove the tag", remove, "remove the tag, whatever is asked"),
    ),
    *group(
        "Go",
        row(
            "next",
            "n",
            "Next place",
            _walk(True),
            "go to the next hit, finding or whatever is walked, else suggestion, in all panes;"
            " where there is none, to what looks wrong",
        ),
        row("previous", "N", "Previous place", _walk(False), "go to the one before"),
        row(
            "least-score",
            "",
            "Least score of suggestions",
            _least,
            "show only suggestions with at least this score, from 0 to 1",
        ),
        row(
            "hide-suggestions",
            "X",
            "Hide or show suggestions",
            _hide,
            "hide or show suggestions",
        ),
    ),
)
