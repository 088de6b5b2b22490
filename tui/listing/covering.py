"""Where a list shows how events are covered: beside articles, and behind folded groups."""

from annotations.listing import EventCoverage, Listed
from tui.listing.columns import Columns
from tui.listing.rows import GroupRows, Rows
from tui.listing.window import Window

Covered = dict[str, EventCoverage | None]
"""How events are covered, by group; `None` where there is nothing to say of it."""


def covered(event: EventCoverage | None, id: str) -> str:
    """How many of the things tagged about its event an article has, and how many of those that
    differ a person has confirmed: `12/20  3/16`."""
    if event is None or id not in event.has:
        return ""
    return f"{event.has[id]}/{event.rows}  {event.confirmed}/{event.differences}"


def groups_in_view(rows: Rows, columns: Columns, window: Window) -> list[str]:
    """The groups of the rows in view, from the top, where it is shown how they are covered."""
    if not isinstance(rows, GroupRows) and "event" not in columns.names:
        return []
    places = range(window.top, min(window.count, window.top + window.height))
    shown = [row for place in places if (row := rows.row(place))]
    names = [(row.group or "") if isinstance(row, Listed) else row.name for row in shown]
    return [name for name in dict.fromkeys(names) if name]
