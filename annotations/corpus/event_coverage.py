"""How much of what is tagged about an event each of its articles has, and what of it is sure."""

from annotations.compare.coverage import coverage
from annotations.compare.table import table
from annotations.corpus.comparing import Sides
from annotations.listing import EventCoverage
from annotations.project import Project


def event_coverage(project: Project, group: str) -> EventCoverage:
    """The coverage of a group, over all labels: what `postil compare --group` prints.

    Raises `PostilError` where it has not two articles that can be read.
    """
    sides = Sides(project).group(group)
    found = coverage(table(sides))
    has = {side.id: sum(one.has[n] for one in found) for n, side in enumerate(sides)}
    rows, differences, confirmed = (
        sum(getattr(one, name) for one in found) for name in ("rows", "differences", "confirmed")
    )
    return EventCoverage(rows, has, differences, confirmed)
