"""Motions: the selection moved and grown, and the view with it."""

from collections.abc import Callable

from annotations.selection import PARAGRAPH, SENTENCE, WORD, Unit
from tui.actions.everywhere import copied
from tui.command import Command, group, row
from tui.effects import Effects
from tui.reading.pane import Pane
from tui.reading.reading import Reading
from tui.reading.state import Extending

Move = Callable[[Pane, bool], object]
"""A motion of a pane, which extends where it is told so."""

Run = Callable[[Reading], Effects]


def _stepping(move: Move) -> Run:
    """Goes on from the selection; where the wheel left it behind, the view comes first."""

    def run(reading: Reading) -> Effects:
        pane = reading.pane
        if pane.left_behind and not reading.extending:
            pane.go_to(pane.view[0])
        else:
            move(pane, reading.extending)
        pane.moved()
        return ()

    return run


def _moving(move: Move, follow: bool = True) -> Run:
    """Moves or grows the selection, wherever the view has gone."""

    def run(reading: Reading) -> Effects:
        move(reading.pane, reading.extending)
        reading.pane.moved(follow)
        return ()

    return run


def _step(unit: Unit, forward: bool) -> Run:
    return _stepping(lambda pane, extending: pane.step(unit, forward, extending))


def _rows(rows: int) -> Run:
    return _stepping(lambda pane, extending: pane.step_rows(rows, extending))


def _edge(last: bool) -> Run:
    return _stepping(lambda pane, extending: pane.go_to_edge(last, extending))


def _page(direction: int) -> Run:
    return _moving(lambda pane, extending: pane.page(direction, extending))


def _toggle_extending(reading: Reading) -> Effects:
    if reading.extending:
        reading.end_extending()
    else:
        reading.mode = Extending(reading.mode)
    return ()


def _copy(reading: Reading) -> Effects:
    start, end = reading.pane.selected
    return copied(reading, reading.pane.text[start:end])


ROWS: tuple[Command, ...] = (
    *group(
        "Move",
        row("left", "left h", "Previous word", _step(WORD, False)),
        row("right", "right l", "Next word", _step(WORD, True)),
        row("up", "up k", "Row above", _rows(-1)),
        row("down", "down j", "Row below", _rows(1)),
        row("sentence-left", "( ctrl+left alt+left", "Previous sentence", _step(SENTENCE, False)),
        row("sentence-right", ") ctrl+right alt+right", "Next sentence", _step(SENTENCE, True)),
        row("paragraph-up", "{ ctrl+up ctrl+u", "Previous paragraph", _step(PARAGRAPH, False)),
        row("paragraph-down", "} ctrl+down ctrl+d", "Next paragraph", _step(PARAGRAPH, True)),
        row("page-up", "pageup backspace", "Page up", _page(-1)),
        row("page-down", "pagedown space", "Page down", _page(1)),
        row("row-start", "home ctrl+a", "Start of the row", _edge(False)),
        row("row-end", "end ctrl+e", "End of the row", _edge(True)),
        row(
            "first",
            "g ctrl+home",
            "Start of the article",
            _moving(lambda pane, extending: pane.go_to(0, extending)),
        ),
        row(
            "last",
            "G ctrl+end",
            "End of the article",
            _moving(lambda pane, extending: pane.go_to(max(0, len(pane.text) - 1), extending)),
        ),
    ),
    *group(
        "Select",
        row(
            "grow-left",
            "shift+left H",
            "Extend by a word to the left",
            _moving(lambda pane, _: pane.grow(WORD, False)),
            "move the active end a word left",
        ),
        row(
            "grow-right",
            "shift+right L",
            "Extend by a word to the right",
            _moving(lambda pane, _: pane.grow(WORD, True)),
            "move the active end a word right",
        ),
        row(
            "grow-up",
            "shift+up K",
            "Extend by a row upwards",
            _moving(lambda pane, _: pane.go_rows(-1, True)),
            "move the active end a row up",
        ),
        row(
            "grow-down",
            "shift+down J",
            "Extend by a row downwards",
            _moving(lambda pane, _: pane.go_rows(1, True)),
            "move the active end a row down",
        ),
        row(
            "nudge-left",
            ",",
            "One character left",
            _moving(lambda pane, _: pane.nudge(False)),
            "move the active end one character left",
        ),
        row(
            "nudge-right",
            ".",
            "One character right",
            _moving(lambda pane, _: pane.nudge(True)),
            "move the active end one character right",
        ),
        row(
            "extend",
            "v",
            "Extend with every motion",
            _toggle_extending,
            "every movement extends the selection, until v, esc or a tag",
        ),
        row(
            "other-end",
            "o",
            "Other end",
            _moving(lambda pane, _: pane.flip()),
            "make the other end active",
        ),
        row(
            "larger",
            "e",
            "Larger unit",
            _moving(lambda pane, _: pane.grow_larger(), follow=False),
            "grow to the next larger unit: word, name or date, clause, quotation, sentence,"
            " paragraph",
        ),
        row(
            "smaller",
            "E",
            "Smaller unit",
            _moving(lambda pane, _: pane.shrink_back(), follow=False),
            "shrink back",
        ),
        row("copy", "y ctrl+c", "Copy the words", _copy, "copy the selected words"),
    ),
)
