"""The keys that settle what readers differ in; what they do is loaded once it is asked for."""

from typing import TYPE_CHECKING

from annotations.errors import PostilError
from tui.command import CHOOSING, Command, group, row
from tui.effects import Adjudicate, Effects
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from tui.actions.cases import Difference

MOST = 6
"""So many versions have a key."""


def begin(reading: Reading) -> Effects:
    """Go through what readers differ in. Raises `PostilError` where one cannot."""
    from tui.actions.cases import Cases

    return Cases(reading, reading.outside.adjudicable.ids()).begin()


def _here(reading: Reading) -> "Difference":
    """The difference that one stands at. Raises `PostilError` where there is none."""
    from tui.actions.cases import Difference

    queue = reading.asking_queue
    if queue is None or not isinstance(queue.asked, Difference):
        raise PostilError("There is nothing to choose here.", "Press n for the next difference.")
    return queue.asked


def _take(reading: Reading) -> Effects:
    return _here(reading).take(reading.number)


def _mend(reading: Reading) -> Effects:
    return _here(reading).mend()


def _none(reading: Reading) -> Effects:
    return _here(reading).none()


def _ask(reading: Reading) -> Effects:
    return _here(reading).ask()


def _say_why(reading: Reading) -> Effects:
    from tui.actions.cases import Cases

    queue = next((one for one in reading.queues if isinstance(one, Cases)), None)
    if queue is None:
        raise PostilError("Nothing has been settled yet.")
    return queue.say_why()


ROWS: tuple[Command, ...] = (
    *group(
        "Settle differences",
        row(
            "adjudicate",
            "",
            "Settle differences",
            begin,
            "go through what the readers of a team differ in, article after article",
        ),
        of_team=True,
    ),
    *group(
        "Choose a version",
        row(
            "take-version",
            " ".join(map(str, range(1, MOST + 1))),
            "Take a version",
            _take,
            "take the version of this number; whose it is, is said then",
        ),
        row("take-none", "0", "Nobody is right", _none, "nobody is right: nothing stands here"),
        row(
            "mend-version",
            "e",
            "Mend and take",
            _mend,
            "change what stands as usual, then take it with enter",
        ),
        row("keep-asking", "!", "Keep as a question", _ask, "keep it as an open question, and why"),
        row("say-why", "c", "Say why", _say_why, "say why the last difference was settled so"),
        where=(CHOOSING,),
        of_team=True,
    ),
    *group(
        "Team",
        row(
            "list-adjudicate",
            "d",
            "Settle differences",
            lambda _: [Adjudicate()],
            "go through what the readers of a team differ in, article after article",
        ),
        where=("library",),
        of_team=True,
    ),
)
