"""The keys that hold articles against each other; what they do is loaded once it is asked for."""

from annotations.errors import PostilError
from tui.command import Command, group, row
from tui.effects import Effects, Say
from tui.reading.compared import LARGEST, Compared
from tui.reading.reading import Reading

_HELP = "+ not found in the other  ? maybe there  ~ differs  | copied"


def _compare(reading: Reading) -> Effects:
    if reading.compared:
        reading.compare(None)
        return [Say("Differences are no longer marked.")]
    reading.compare(lambda found: _begin(reading, found))
    if reading.compared is None:
        raise PostilError("One article alone differs from nothing.", "Show two side by side: +")
    large = any(len(pane.text) > LARGEST for pane in reading.panes)
    return [Say(f"{_HELP}  (tags only: long articles)" if large else _HELP)]


def _begin(reading: Reading, compared: Compared) -> Effects:
    """Have what differs gone through, once it has been found."""
    from tui.actions.differences import Differences

    differences = Differences(reading, compared)
    reading.push(differences)
    if not differences.stands:
        yield Say("Nothing that is tagged differs, or waits for an answer.")


def _across(reading: Reading) -> Effects:
    from tui.actions.across import across

    return across(reading)


def _tabulate(reading: Reading) -> Effects:
    from tui.actions.across import tabulate

    return tabulate(reading)


def _part(reading: Reading) -> Effects:
    from tui.actions.parting import part

    return part(reading)


ROWS: tuple[Command, ...] = group(
    "Compare",
    row(
        "compare",
        "=",
        "Compare two articles",
        _compare,
        "mark what differs between this article and the one beside it, and go through it; or no"
        " more",
    ),
    row(
        "across",
        "%",
        "Across",
        _across,
        "go to what is the same in the other article, on the same row, and back",
    ),
    row(
        "table",
        "C",
        "Table of what differs",
        _tabulate,
        "show the articles side by side in one table: who, when and what each of them names",
    ),
    row(
        "apart",
        "",
        "Take a pair apart",
        _part,
        "not the same: take apart what is selected and what it was paired with",
    ),
)
