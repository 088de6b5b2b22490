"""How far a team is: what each has, what of it is done, and how well they agree so far."""

from collections.abc import Iterator
from contextlib import suppress

from msgspec import Struct

from annotations.agreement.measures import Agreement
from annotations.agreement.several import Names, between
from annotations.corpus.evaluation import Comparison
from annotations.corpus.readings import readings
from annotations.corpus.sharing import Sharing
from annotations.errors import UsageError
from annotations.listing import Query
from annotations.project import Project
from annotations.store.protocol import Store
from annotations.team.team import Team


class Done(Struct, frozen=True):
    """What somebody did of the articles they have: articles by status, and tags."""

    done: int
    open: int
    skipped: int
    tags: int


class Part(Struct, frozen=True):
    """What an annotator has: groups, those to be read once more, articles, and what is done.

    That is `None` where it is not for the caller to see.
    """

    annotator: str
    groups: int
    again: int
    articles: int
    done: Done | None


class Teamwork:
    """What a project's team did by now, as far as the one who asks may know.

    Who annotates blind is told nothing that stands in another's layer, and none of it is opened;
    adjudicators are. `undealt` counts the groups that are not dealt for good yet.
    """

    def __init__(self, project: Project, team: Team) -> None:
        self._project, self.team = project, team
        sharing = Sharing(project, team)
        kept, self.shares = sharing.read(), sharing.planned()
        self.groups = sharing.groups()
        self.undealt = len(self.groups - kept.dealt.keys())
        self.problems: list[str] = []
        self.sees_all = team.sees_all(project.annotator)

    def parts(self) -> Iterator[Part]:
        """What each annotator has, in the order of the settings, then what is read once more."""
        for name in self.team.readings:
            groups = self.shares.groups_of(name) & self.groups
            if self.team.first(name) and not groups:
                continue
            among = Query(among=groups)
            articles = self._project.store.listing(among, 0, 0).matches
            again = sum(name in self.shares.again.get(group, ()) for group in groups)
            seen = self.sees_all or name == self._project.annotator
            done = _done(self._project.layer(name), among) if seen else None
            yield Part(name, len(groups), again, articles, done)

    def agreed(self) -> Iterator[tuple[Names, Agreement]]:
        """How well two agree on the articles that both have done, for each two who have some.

        What cannot be read is among the `problems` then.
        """
        if self.sees_all:
            names, comparison = self.team.annotators, Comparison()
            with suppress(UsageError):  # no two have the same article done
                pairs = comparison.annotators(readings(self._project, names), names)
                yield from between(pairs).pairs.items()
            self.problems += comparison.problems

    @property
    def missing(self) -> list[str]:
        """What the settings name as pilot and is no group of any article."""
        return [name for name in self.team.pilot if name not in self.groups]

    @property
    def shared(self) -> int:
        """How many groups several people read."""
        return sum(len(self.shares.readers(group)) > 1 for group in self.groups)


def _done(layer: Store, among: Query) -> Done:
    rows = layer.listing(among).rows
    by_status = {status: sum(row.status == status for row in rows) for status in _STATUSES}
    return Done(**by_status, tags=sum(row.annotations for row in rows))


_STATUSES = ("done", "open", "skipped")
