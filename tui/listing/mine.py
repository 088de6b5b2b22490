"""Which articles of a team's project are one's own, and whether only they are listed."""

from typing import get_args

from msgspec.structs import replace

from annotations.annotation import Status
from annotations.listing import ANY, Listed, Query, Totals
from tui.listing.rows import Articles


class Mine:
    """The groups that the annotator reads, as the source has them; without a team there are none.

    `only` says whether nothing else is listed, as at first.
    """

    def __init__(self, source: Articles) -> None:
        self._source = source
        self.groups, self.only = source.mine(), True

    @property
    def among(self) -> frozenset[str] | None:
        """See `Query.among`: what is listed."""
        return self.groups if self.only else None

    @property
    def word(self) -> str:
        """What is listed, in a word; none without a team."""
        if self.groups is None:
            return ""
        return "all" if not self.only else "again" if self._source.rereads else "mine"

    def look_again(self) -> None:
        """Take in what was dealt by now."""
        self.groups = self._source.mine()

    def open(self, query: Query = ANY) -> Query:
        """What of a query is open and one's own, where somebody's own there is."""
        return replace(query, status="open", among=self.groups)

    def has(self, row: Listed) -> bool:
        """Whether an article is one's own, as all are without a team."""
        return self.groups is None or (row.group or row.id) in self.groups

    def totals(self, whole: Totals) -> Totals:
        """The totals of what is listed: its articles, and how many have which status."""
        if self.among is None:
            return whole
        count = {
            name: self._source.listing(Query(status=name, among=self.among), 0, 0).matches
            for name in get_args(Status)
        }
        return replace(whole, articles=sum(count.values()), status=count)
