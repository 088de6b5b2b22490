"""A pair taken apart: what was taken to be the same in two articles is not, and stays so."""

from annotations.compare.sides import Item, Items, Side, side
from annotations.errors import PostilError
from annotations.identity import deny
from tui.actions.across import short
from tui.actions.differences import item_at, unlike
from tui.effects import Effects, Say
from tui.reading.events import StandIn
from tui.reading.reading import Reading


def part(reading: Reading) -> Effects:
    """Say that what is selected is not the same as what it was paired or taken to be with.

    Its pair goes, as does that of the other one, unless a third bears it, too; that they are not
    the same is kept in the files of both.
    """
    sessions = {
        pane.session.article.id: pane.session
        for pane in reading.panes
        if not isinstance(pane.session, StandIn)
    }
    sides = {
        id: side(session.article, session.contents, reading.scheme)
        for id, session in sessions.items()
    }
    here = sides.get(reading.session.article.id)
    item = item_at(reading, here) if here else None
    if here is None or item is None:
        raise PostilError("There is no tag here.", "Select one of the two that are not the same.")
    mine, found = _pair(here, sides, item) if item.pair else _matched(reading, here, sides)
    apart = [one.key[0] for one in mine if one.pair]
    if len(found) == 1:
        apart += [one.key[0] for theirs in found.values() for one in theirs if one.pair]
    made = deny(
        [
            (sessions[here.id], sessions[id], subject)
            for id, theirs in found.items()
            for subject in unlike(mine, theirs)
        ],
        apart,
    )
    for session, change in made:
        yield from reading.answer(session, change)
    names = " and ".join(short(sides[id].name) for id in found)
    yield Say(f"Not the same as in {names}, kept; u undoes it.")


def _pair(here: Side, sides: dict[str, Side], item: Item) -> tuple[Items, dict[str, Items]]:
    """The tags of an item's pair in its own article, and in the others by id."""
    found = {
        id: tuple(one for one in other.items if one.pair == item.pair)
        for id, other in sides.items()
    }
    mine = found.pop(here.id)
    if not any(found.values()):
        raise PostilError(
            "What this is paired with is not in view.", "Show that article beside this one: +"
        )
    return mine, {id: theirs for id, theirs in found.items() if theirs}


def _matched(
    reading: Reading, here: Side, sides: dict[str, Side]
) -> tuple[Items, dict[str, Items]]:
    """What a rule, or a person, took to be the same in the article that is compared."""
    compared = reading.compared
    one = compared.at(here.id, reading.pane.selected) if compared else None
    theirs = tuple(item for item in one.there if len(item.key) == 1) if one else ()
    if compared is None or one is None or not theirs:
        raise PostilError("This is paired with nothing.", "Press = to see what is the same.")
    if one.here[0].role == "date" and not (one.match and one.match.confirmed):
        raise PostilError("Two dates of one value are the same.", "Give one another: i")
    other = compared.ids[1 - compared.ids.index(here.id)]
    return tuple(item for item in one.here if len(item.key) == 1), {other: theirs}
