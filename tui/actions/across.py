"""From what one article says to where another says it: on the same row, or by way of a table."""

from functools import partial
from typing import TYPE_CHECKING

from annotations.compare.counterpart import counterpart
from annotations.compare.sides import Item, Side
from annotations.errors import PostilError
from annotations.scheme import Scheme
from annotations.units import Span, word_at
from tui.cells.display import fitted, one_line
from tui.effects import Compute, Effect, Effects, Say, ShowTable
from tui.reading.compared import Difference, Entities, Moment, moment, sides_of
from tui.reading.events import StandIn
from tui.reading.pane import Pane
from tui.reading.reading import Reading

_NAMED = 16  # cells
_MOST = 4  # articles in a table


def across(reading: Reading) -> Effects:
    """Go to what is the same in the other article, on the same row of the screen, and back."""
    pane, compared = reading.pane, reading.compared
    if compared is None:
        raise PostilError("Nothing is compared.", "Press = with two articles side by side.")
    if compared.found is None:
        raise PostilError("The articles are still being compared.", "Try again in a moment.")
    id = reading.session.article.id
    if id not in compared.ids:
        raise PostilError("This article is not compared.", "Press = twice to compare it.")
    other = compared.ids[1 - compared.ids.index(id)]
    number = next(n for n, one in enumerate(reading.panes) if one.session.article.id == other)
    there, one = reading.panes[number], compared.at(id, pane.selected)
    here = id, pane.selected, pane.held
    if compared.crossed and compared.crossed[0][:2] == here[:2]:
        _, place, held = compared.crossed[1]
        told: list[Effect] = []
    else:
        place, held, by_words = _place_across(pane.text, pane.selected, there.text, one)
        told = [] if one and one.there else [Say(_told(there, one, by_words))]
    reading.go(number, place, held)
    compared.crossed = (other, there.selected, held), here
    bring_opposite(pane, there, place)
    return told


def _told(there: Pane, one: Difference | None, by_words: bool) -> str:
    """What to say where no item of the other article says the same."""
    name = short(there.session.article.meta.source or there.session.article.title)
    if one and one.asked:
        return f"Maybe in {name}: this is nearest."
    said = f"Not found in {name}" if one else f"Nothing is tagged here to look for in {name}"
    return f"{said}; {'this is nearest.' if by_words else 'nothing there is like it.'}"


def bring_opposite(
    pane: Pane, there: Pane, place: Span | None = None, one: Difference | None = None
) -> None:
    """Have a place of the other article begin on the row of the screen that the selection does."""
    found = place or _place_across(pane.text, pane.selected, there.text, one)[0]
    there.bring_top(there.layout.row_of(found[0]) - pane.row_in_view(pane.selected[0]))


def _place_across(
    text: str, selected: Span, there: str, one: Difference | None
) -> tuple[Span, str | None, bool]:
    """The span that says the same there, and its tag; else the sentence that is nearest.

    Tells also whether it goes by the words, or by how far into the text it is.
    """
    if one and one.there:
        first = one.there[0]
        return first.span, first.key[0] if len(first.key) == 1 else None, True
    if one and one.nearest:
        return one.nearest, None, True
    nearest = counterpart(text, selected[0], there)
    share = selected[0] / max(1, len(text))
    at = nearest[0] if nearest else int(share * max(0, len(there) - 1))
    return word_at(there, at), None, nearest is not None


def short(name: str) -> str:
    """A name in a few cells, for the bottom line."""
    return fitted(one_line(name), _NAMED)


if TYPE_CHECKING:
    from annotations.compare.table import Row


def tabulate(reading: Reading) -> Effects:
    """Show the articles side by side in one table."""
    panes = [pane for pane in reading.panes if not isinstance(pane.session, StandIn)][:_MOST]
    if len(panes) < 2:
        raise PostilError("One article alone differs from nothing.", "Show two side by side: +")
    work = partial(_rows, moment(panes), reading.scheme, reading.outside.entities)
    return [Compute(work, partial(_show, reading))]


def _rows(seen: Moment, scheme: Scheme, entities: Entities) -> "tuple[list[Side], list[Row]]":
    from annotations.compare.table import table  # late: few starts need it

    sides = sides_of(seen, scheme, entities)
    return sides, table(sides)


def _show(reading: Reading, found: "tuple[list[Side], list[Row]] | None") -> Effects:
    from tui.reading.compare_table import CompareTable

    if found is not None:
        yield ShowTable(CompareTable(*found), partial(_go_there, reading))


def _go_there(reading: Reading, article: str, item: Item) -> Effects:
    shown = [pane.session.article.id for pane in reading.panes]
    if article in shown:
        held = item.key[0] if len(item.key) == 1 else None
        reading.go(shown.index(article), item.span, held)
    return ()
