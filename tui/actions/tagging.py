"""Labels onto the selection and off again, from tag to tag, and back by undo."""

from collections.abc import Callable, Generator
from contextlib import suppress
from functools import partial
from typing import Literal

from annotations.annotation import Change
from annotations.errors import PostilError
from annotations.scheme import Scheme
from annotations.session import Session
from annotations.suggestion import Candidate
from tui.actions import echoing
from tui.command import Command, group, row
from tui.effects import Choose, Effect, Effects, Say
from tui.reading.changed import described
from tui.reading.reading import Reading

Way = Literal["undo", "redo"]

LABEL_NUMBERS = "123456789"


def tag(label: str, reading: Reading) -> Effects:
    """Tag the selection; a suggestion that was walked to is accepted under this label.

    So is one that says just this of just these words: its value comes with it.
    """
    reading.end_extending()
    pane, session = reading.pane, reading.session
    walked = pane.walked or _said_already(reading, label)
    if walked is None or reading.second:
        change = session.annotate(pane.selected, label, reading.second)
        yield from reading.show(session, change)
        pane.held = change.added[-1].id if change.added else None
        return
    change = session.accept(walked, label, pane.selected)
    yield from reading.show(session, change)
    reading.go(reading.active, pane.selected, change.added[-1].id)


def _said_already(reading: Reading, label: str) -> Candidate | None:
    pane = reading.pane
    if pane.suggested is None or reading.session.index.exactly(*pane.selected):
        return None
    here = pane.suggested.exactly(pane.selected)
    return next((c for c in here if c.label == label), None)


def _pick_label(reading: Reading) -> Effects:
    return [Choose(lambda label: tag(label, reading), reading.scheme)]


def _same_label(reading: Reading) -> Effects:
    last = reading.session.last_label
    if last is None:
        raise PostilError("No label has been used yet.", "Press a label's key first.")
    return tag(last, reading)


def _wait_for(prefix: str) -> Callable[[Reading], Effects]:
    def run(reading: Reading) -> Effects:
        reading.prefix = prefix
        return [Say(_WAITING[prefix])]

    return run


def _walk(forward: bool) -> Callable[[Reading], Effects]:
    def run(reading: Reading) -> Effects:
        pane = reading.pane
        found = reading.session.beside(pane.selected, pane.held, forward)
        reading.go(reading.active, (found.start, found.end), found.id)
        return ()

    return run


def _turn(way: Way) -> Callable[[Reading], Effects]:
    """Undoes or redoes here, and in the other articles that the action touched.

    What is undone right after an answer is that answer, wherever it led.
    """

    def run(reading: Reading) -> Effects:
        top = reading.queue
        if top and top.armed and way == "undo":
            reading.let_go(top)
            yield Say("Nothing was tagged.")
            return
        session = reading.session
        if way == "undo" and reading.answered:
            session = reading.answered
        change = yield from _turn_in(reading, session, way, None)
        for id in change.others:
            # There the action may have been taken back by itself already.
            with suppress(PostilError):
                other = reading.outside.session_of(id)
                yield from _turn_in(reading, other, way, change.action)
        # What was removed from another text has no place in this one.
        removed = () if change.text else change.removed
        touched = [a for a in (*change.added, *removed) if not a.text_digest]
        if touched:
            first = min(touched, key=lambda a: a.order)
            held = first.id if first.id in session.index.by_id else None
            for number, pane in enumerate(reading.panes):
                if pane.session is session:
                    reading.go(number, (first.start, first.end), held)
        if top:
            yield from top.look_again(back=way == "undo")

    return run


def _turn_in(
    reading: Reading, session: Session, way: Way, action: str | None
) -> Generator[Effect, None, Change]:
    turn = session.undo if way == "undo" else session.redo
    change, conflicts = turn(action)
    yield from reading.show(session, change)
    for conflict in conflicts:
        yield Say(described(conflict, session), severe=True)
    return change


_WAITING = {
    "second-label": "now a label's key: a second label on these words",
    "command-key": "now a letter: the command under it, not the label",
}

ROWS: tuple[Command, ...] = (
    *group(
        "Tag",
        row("pick-label", "t", "Choose a label", _pick_label, "choose a label from a list"),
        row(
            "second-label",
            "& T",
            "Second label",
            _wait_for("second-label"),
            _WAITING["second-label"],
        ),
        row("same-label", "r", "Same label again", _same_label, "use the last label again"),
        row("undo", "u", "Undo", _turn("undo"), "undo the last action in this article"),
        row("redo", "U", "Redo", _turn("redo"), "redo what was undone"),
        row(
            "command-key",
            "; ctrl+o",
            "Command under a label's letter",
            _wait_for("command-key"),
            _WAITING["command-key"],
        ),
    ),
    *group(
        "Go",
        row("next-tag", "w ]", "Next tag", _walk(True)),
        row("previous-tag", "W [", "Previous tag", _walk(False)),
    ),
)


def rows_of(scheme: Scheme, numbered: bool = True) -> tuple[Command, ...]:
    """The rows that a scheme makes: each label's own keys, and with shift the same everywhere.

    If `numbered`, labels have numbers, too.
    """
    taken = {key for label in scheme.labels for key in label.keys}
    counted = LABEL_NUMBERS if numbered else ""
    numbers = dict(zip((one.name for one in scheme.labels), counted, strict=False))
    rows: list[Command] = []
    everywhere: list[Command] = []
    for label in scheme.labels:
        number = numbers.get(label.name, "")
        keys = (*label.keys, *([number] if number and number not in taken else ()))
        rows.append(
            Command(
                f"label {label.name}",
                keys,
                f"Tag {label.name}",
                partial(tag, label.name),
                "Labels",
                f"{label.name}: {label.description}".rstrip(": "),
            )
        )
        capitals = tuple(
            up for key in label.keys if len(up := key.upper()) == 1 and up.lower() == key != up
        )
        everywhere.append(
            Command(
                f"everywhere {label.name}",
                tuple(key for key in capitals if key not in taken),
                f"Tag {label.name} everywhere",
                partial(echoing.begin, label.name),
                "Labels everywhere",
                f"show the same words in all open articles, then tag them {label.name}",
            )
        )
    return (*rows, *everywhere)
