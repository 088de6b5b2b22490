"""Which articles stand side by side, which one has the keys, and what is marked done."""

from collections.abc import Callable, Sequence
from functools import partial

from annotations.counted import listed
from annotations.errors import PostilError
from annotations.session import Session
from tui.actions.unasked import when_done
from tui.actions.walking import look_again
from tui.cells.display import fitted, one_line
from tui.command import Command, group, row
from tui.effects import Effects, GoToLibrary, LoadArticles, Say
from tui.reading.reading import Reading

MOST_PANES = 4
_TITLES = 36  # cells of titles that are said

Run = Callable[[Reading], Effects]


def _step(by: int) -> Run:
    def run(reading: Reading) -> Effects:
        reading.activate((reading.active + by) % len(reading.panes))
        return ()

    return run


def _toggle_alone(reading: Reading) -> Effects:
    reading.alone = not reading.alone
    return ()


def _toggle_focus(reading: Reading) -> Effects:
    reading.focus = not reading.focus
    return ()


def _toggle_together(reading: Reading) -> Effects:
    if reading.together:
        reading.let_go_together()
    else:
        reading.together = True
    return [Say(f"The panes scroll {'together' if reading.together else 'separately'}.")]


def _toggle_boilerplate(reading: Reading) -> Effects:
    reading.fading = not reading.fading
    reading.show_suggestions()
    return [Say(f"Boilerplate {'is faded' if reading.fading else 'is treated as text'}.")]


def _mark_boilerplate(reading: Reading) -> Effects:
    """Say of the selection that it is boilerplate, or if all of it is, that it is none."""
    session, (start, end) = reading.session, reading.pane.selection.span
    found = reading.suggested.of(session)
    inside = any(a <= start and end <= b for a, b in (found.boilerplate if found else ()))
    yield from reading.show(session, session.fade((start, end), not inside))
    yield Say("Not boilerplate: this is read as text." if inside else "Marked as boilerplate.")


def _widen(by: int) -> Run:
    return lambda reading: [Say(f"Column: {reading.widen(by)} cells.")]


def _change_panes(by: int) -> Run:
    def run(reading: Reading) -> Effects:
        if not 1 <= reading.order.panes + by <= MOST_PANES:
            raise PostilError(f"There can be one to {MOST_PANES} panes.")
        reading.order.widen(by)
        panes = reading.order.panes
        told = f"Up to {panes} articles side by side." if panes > 1 else "One article at a time."
        return [Say(told), LoadArticles()]

    return run


def _turn(by: int) -> Run:
    def run(reading: Reading) -> Effects:
        if not reading.order.turn(by):
            raise PostilError(f"These are the {'last' if by > 0 else 'first'} articles.")
        return [LoadArticles()]

    return run


def _mark(reading: Reading) -> Effects:
    session = reading.session
    yield from reading.show(session, session.mark())
    yield from reading.look_again()
    if session.status == "done":
        then = partial(when_done, reading, [session])
        look = look_again(reading, lambda: then() or ())
        yield from (then() if look is None else look) or ()


def _mark_and_turn(reading: Reading) -> Effects:
    """Mark all articles in view, in one action, and go on where there are more.

    What was withheld in them is looked at first, then what looks wrong.
    """
    shown = [reading.panes[number].session for number in reading.seen]
    here = {one.article.id: one for one in shown if one.status != "done"}
    action = None
    for id, session in here.items():
        others = [other for other in here if other != id]
        change = session.mark("done", action, others)
        action = action or change.action
        yield from reading.show(session, change)
    on = partial(_turn_from, reading, shown)

    def then() -> Effects:
        look = when_done(reading, shown, on)
        return on() if look is None else look

    look = look_again(reading, then) if here else None
    yield from then() if look is None else look


def _turn_from(reading: Reading, shown: Sequence[Session]) -> Effects:
    """Go on from articles that are marked done, where there are more."""
    if any(one.status != "done" for one in shown):  # that was taken back meanwhile
        return
    room = _TITLES // len(shown)
    names = (fitted(one_line(one.article.title), room) for one in shown)
    titles = [f"\u201c{name}\u201d" for name in names]
    told = f"{listed(titles)} {'is' if len(titles) == 1 else 'are'} done"
    if reading.order.turn(1):
        yield Say(f"{told}.")
        yield LoadArticles()
    else:
        yield Say(f"{told}; no more follow.")


ROWS: tuple[Command, ...] = group(
    "Panes and articles",
    row("next-pane", "tab", "Next pane", _step(1)),
    row("previous-pane", "shift+tab", "Previous pane", _step(-1)),
    row("alone", "z", "One pane alone", _toggle_alone, "show only this pane, or all of them"),
    row(
        "together",
        "S",
        "Scroll together",
        _toggle_together,
        "scroll together: the other panes follow to matching text",
    ),
    row("focus", "F", "Focus", _toggle_focus, "focus: fade all but the sentence being read"),
    row(
        "boilerplate",
        "Z",
        "Boilerplate",
        _toggle_boilerplate,
        "boilerplate: faded and skipped, or treated as text",
    ),
    row(
        "mark-boilerplate",
        "",
        "Mark boilerplate",
        _mark_boilerplate,
        "mark the selection as boilerplate, or as text again",
    ),
    row("wider", "| Y", "Wider column", _widen(4), "a wider column of text"),
    row("narrower", "_", "Narrower column", _widen(-4), "a narrower column of text"),
    row("more-panes", "+", "One pane more", _change_panes(1)),
    row("fewer-panes", "-", "One pane fewer", _change_panes(-1)),
    row("next-articles", "> O", "Next articles", _turn(1)),
    row("previous-articles", "< B", "Previous articles", _turn(-1)),
    row("mark", "m", "Mark the article", _mark, "mark the article done, skipped or open"),
    row(
        "mark-next",
        "M",
        "Mark all as done and go on",
        _mark_and_turn,
        "mark all articles in view done and go to the next ones; first to what looks wrong",
    ),
    row(
        "library",
        "b",
        "Library",
        lambda _: [GoToLibrary()],
        "go back to the library, or to the list of places",
    ),
)
