"""The articles side by side in one table, and from there to what a row says."""

from functools import partial
from typing import TYPE_CHECKING

from annotations.compare.sides import Item, Side
from annotations.errors import PostilError
from annotations.scheme import Scheme
from tui.effects import Compute, Effects, ShowTable
from tui.reading.compared import Entities, Moment, moment, sides_of
from tui.reading.events import StandIn
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from annotations.compare.table import Row

_MOST = 4


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
