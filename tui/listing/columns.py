"""Which columns a list of articles has at a width, and what stands in them; pure."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from annotations import listing
from annotations.article import READ_A_MINUTE
from annotations.listing import EventCoverage, Listed
from tui.cells.display import clusters, is_plain, one_line
from tui.listing.rows import GroupRows, Rows
from tui.listing.window import Window

GUTTER = 4
"""Cells before the first column: the cursor's mark, the number of what is picked, a tie between
articles of one group, a space."""

MARGIN = 1
"""Cells after the last column."""

_TITLE = 28
_ROOMY = 60  # cells of a title from which on others may grow
_WIDE = 100  # cells of a terminal from which on two of them stand between columns
_COUNT = 4  # cells of a label's count


class Column(Struct, frozen=True):
    """A column: its name, what sorting by it goes by, if that can be, its cells, whether right."""

    name: str
    order: listing.Column | None
    width: int
    right: bool = False


_SOURCE = Column("source", "source", 8)
_DATE = Column("date", "published", 10)
_GROUP = Column("group", "group", 12)
_FIXED = (
    _SOURCE,
    _DATE,
    Column("min", "length", 5, right=True),
    _GROUP,
    Column("status", "status", 8),
)
_TOUCHED = Column("touched", "touched", 10, right=True)
_EVENT = Column("event", None, 13, right=True)
_MOST = {"source": 20, "group": 24}
_GIVING_WAY = ("event", "touched", "group", "min", "source", "tags", "date", "status")


Covered = dict[str, EventCoverage | None]
"""How events are covered, by group; `None` where there is nothing to say of it."""


class Columns(Struct, frozen=True):
    """The columns of a list, from left to right, with `gap` cells between them.

    `apart` tells that the column of tags has a count for each label rather than their sum.
    """

    shown: tuple[Column, ...]
    gap: int
    apart: bool

    @property
    def names(self) -> list[str]:
        """What they are called."""
        return [column.name for column in self.shown]


def laid_out(width: int, labels: int, widest: int, without: Collection[str] = ()) -> Columns:
    """The columns of a list `width` cells wide, under a scheme of so many labels.

    The title takes what the others leave. While that is less than 28 cells, columns give way:
    event, then touched, group, minutes, source, tags, date, status. Tags are counted label by
    label where that takes a quarter of the width at most. `widest` are the cells of the longest
    source, `without` are columns that would be empty.
    """
    gap = 2 if width >= _WIDE else 1
    apart = labels * _COUNT <= width // 4
    tags = Column("tags", "annotations", max(6, labels * _COUNT) if apart else 6, right=True)
    source = Column("source", "source", min(max(_SOURCE.width, widest), 12))
    others = [source, *_FIXED[1:], tags, _TOUCHED, _EVENT]
    others = [one for one in others if one.name not in without]
    for name in _GIVING_WAY:
        if _left(width, gap, others) >= _TITLE:
            break
        others = [one for one in others if one.name != name]
    spare = _left(width, gap, others) - _ROOMY
    grown = []
    for one in others:
        most = widest if one.name == "source" else _MOST.get(one.name, 0)
        by = min(max(0, min(most, _MOST.get(one.name, 0)) - one.width), max(0, spare))
        spare -= by
        grown.append(Column(one.name, one.order, one.width + by, one.right))
    title = Column("title", "title", max(1, _left(width, gap, grown)))
    return Columns((title, *grown), gap, apart)


def widest(sources: Collection[str]) -> int:
    """The cells of the longest source."""
    shown = map(one_line, sources)
    found = (len(s) if is_plain(s) else sum(c.cells for c in clusters(s)) for s in shown)
    return max(found, default=0)


def _left(width: int, gap: int, others: Sequence[Column]) -> int:
    return width - GUTTER - MARGIN - sum(one.width + gap for one in others)


def words(name: str, row: Listed, now: str) -> str:
    """What stands in a column of that name, but for the tags, as of the time `now` in ISO 8601."""
    if name == "title":
        return one_line(row.title) or one_line(row.id)
    if name == "source":
        return one_line(row.source or "")
    if name == _DATE.name:
        return one_line(row.published or "")[:10]
    if name == "min":
        return f"{max(1, round(row.length / READ_A_MINUTE)):,}" if row.length else ""
    if name == "group":
        return one_line(row.group or "")
    if name == "status":
        return "" if row.status == "open" else row.status
    return age(row.touched, now)


def counted(count: int) -> str:
    """A count of tags in three cells at most; nothing for none."""
    if count < 1000:
        return str(count or "")
    return f"{count // 1000}k" if count < 100_000 else "\u2026"


def age(touched: str, now: str) -> str:
    """How long before `now` something was touched, both in ISO 8601: `5 min`, `3 h`, or its day."""
    try:
        at, then = (datetime.fromisoformat(time).astimezone(UTC) for time in (now, touched))
    except (ValueError, OverflowError):
        return ""
    passed = at - then
    if passed < timedelta(minutes=1):
        return "now"
    if passed < timedelta(hours=1):
        return f"{passed // timedelta(minutes=1)} min"
    if passed < timedelta(days=1):
        return f"{passed // timedelta(hours=1)} h"
    if passed < timedelta(days=7):
        return f"{passed.days} d"
    return then.date().isoformat()


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
