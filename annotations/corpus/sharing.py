"""Who of a team reads which articles, kept in the project and dealt on as articles come."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from annotations.disk.added_lines import AddedLines
from annotations.listing import ANY, Listed, Query
from annotations.project import DATA, Project
from annotations.store.protocol import Store
from annotations.team.shares import Line, Shares
from annotations.team.team import Team

if TYPE_CHECKING:
    from annotations.disk.files import Files


class Sharing:
    """The shares of a project's `team`, in lines of `.postil/team/deal.jsonl`."""

    def __init__(self, project: Project, team: Team, files: "Files | None" = None) -> None:
        self.team, self._project = team, project
        self.path = project.folder / DATA / "team" / "deal.jsonl"
        self._lines = AddedLines(files or project.files, self.path, Line)

    def read(self) -> Shares:
        """What was dealt by now. Raises `Damaged` where the file cannot be read."""
        return Shares.of(self._lines.read())

    def planned(self) -> Shares:
        """What will have been dealt when the rest is dealt too; nothing is written."""
        kept = self._lines.read()
        return Shares.of([*kept, *self._missing(Shares.of(kept))])

    def deal(self) -> Shares:
        """Deal what is not dealt yet, and keep it; returns what holds once that is on the disk.

        Raises `StoreError`; what was dealt before still stands.
        """
        shares = self.read()
        return self.keep(lines) if (lines := self._missing(shares)) else shares

    def take(self, annotator: str) -> str | None:
        """Have somebody read one more group, the one that fewest read; `None` where they read all.

        Raises what `deal` raises.
        """
        group = self.deal().next_for(annotator, self.groups(), self.team)
        if group is not None:
            self.keep([Line(group, also=annotator)])
        return group

    def add(self, readers: Iterable[tuple[str, str]]) -> None:
        """Have people read groups beside what they were dealt, each given as a group and a name.

        Raises what `deal` raises.
        """
        shares = self.deal()
        new = (
            Line(group, also=name) for group, name in readers if name not in shares.readers(group)
        )
        self.keep(dict.fromkeys(new))

    def groups(self) -> set[str]:
        """The groups of all articles; one without a group is a group by itself."""
        return groups_of(self._project.store)

    def keep(self, lines: Iterable[Line]) -> Shares:
        """Add lines; returns what holds then. Raises what `deal` raises."""
        self._lines.add(lines)
        return self.read()

    def _missing(self, shares: Shares) -> list[Line]:
        store, dealt = self._project.store, Query(among=frozenset(shares.dealt))
        # Counting is much quicker than going through all groups, and nearly always enough.
        if store.listing(dealt, 0, 0).matches == store.totals().articles and not self.team.repeat:
            return []
        return shares.missing(self.groups(), self.team)


def groups_of(store: Store) -> set[str]:
    """The groups of a store's articles, and the ids of those that have none."""
    alone = store.listing(Query(group="")).rows
    return {*(group.name for group in store.groups(ANY)), *(group_of(one) for one in alone)}


def group_of(article: Listed) -> str:
    """The group that an article is dealt with."""
    return article.group or article.id
