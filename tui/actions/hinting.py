"""A letter on every tag and suggestion in view: typing it goes there."""

from collections.abc import Iterator, Sequence
from itertools import product

from annotations.errors import PostilError
from tui.command import Command, group, row
from tui.effects import Effects, Say
from tui.reading.reading import Reading
from tui.reading.state import Hints, Target

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"


def _begin(reading: Reading) -> Effects:
    targets = [target for number in reading.seen for target in _in_view(reading, number)]
    if not targets:
        raise PostilError("There is nothing in view to go to.", "Press w or n to look further.")
    hints = dict(zip(codes(len(targets)), targets, strict=False))
    reading.show_hints(Hints(hints, reading.mode))
    return [Say("Type a letter to go there; esc cancels.")]


def _in_view(reading: Reading, number: int) -> Iterator[Target]:
    """The annotations and suggestions that begin in a pane's view, in order."""
    pane = reading.panes[number]
    start, end = pane.view
    tags = pane.session.index.overlapping(start, end)
    here = [Target(number, (a.start, a.end), a.id) for a in tags]
    for one in pane.suggested.within(start, end) if pane.suggested is not None else ():
        here.append(Target(number, one.span, walked=one))
    here.sort(key=lambda t: (t.span[0], -t.span[1]))
    return (target for target in here if start <= target.span[0] < end)


def codes(count: int) -> Sequence[str]:
    """So many codes of one letter, or of two where one is not enough; as many as there can be."""
    if count <= len(_LETTERS):
        return _LETTERS[:count]
    return ["".join(pair) for pair in product(_LETTERS, repeat=2)][:count]


ROWS: tuple[Command, ...] = group(
    "Go",
    row(
        "hints",
        "f",
        "Hints",
        _begin,
        "put a letter on every tag and suggestion in view; type one to go there",
    ),
)
