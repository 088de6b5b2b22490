"""What was decided against the annotators of a team, over all articles that they have done."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from annotations.adjudication.outcome import decided
from annotations.adjudication.overruled import Overruled, Side, overruled
from annotations.annotation import Contents
from annotations.entity import Entity
from annotations.errors import PostilError, StoreError, UsageError, of_article
from annotations.listing import Listed
from annotations.project import Project
from annotations.team.team import Team


class Reviewed(Struct, frozen=True):
    """Something that was decided against an annotator, and in which article."""

    annotator: str
    article: Listed
    what: Overruled


class Review:
    """Reads the result and the layers of some annotators, of each what they have done.

    Of an article that somebody has not done yet nothing is told: they are to read it for themselves
    first. `waiting` counts those that are settled and that they began. While the team is blind,
    nobody is told whose version was taken.
    """

    def __init__(self, project: Project, team: Team, annotators: Iterable[str]) -> None:
        self._team, self._whole = team, project.seen_by(None)
        self._views = {name: project.seen_by(name) for name in annotators}
        self._scheme = project.settings.scheme
        self._names = team.sees_all(project.annotator)
        self.waiting = 0

    def run(self) -> Iterator[Reviewed | PostilError | None]:
        """What was decided against them, what cannot be read, and `None` behind each article."""
        known = {name: view.entities.all() for name, view in self._views.items()}
        whole = self._whole.entities.all()
        for row in self._whole.store.listing().rows:
            try:
                yield from self._article(row, known, whole)
            except StoreError as error:
                yield of_article(row.id, error)
            yield None
        yield from self._whole.store.totals().unread

    def _article(
        self, row: Listed, known: dict[str, dict[str, Entity]], whole: dict[str, Entity]
    ) -> Iterator[Reviewed]:
        read = self._whole.store.read(row.id)
        if read is None or not any(True for _ in decided(read[1])):
            return
        article, contents = read
        result = Side(contents, whole)
        for name, view in self._views.items():
            there = view.store.read(row.id)
            if there is None or there[1].status != "done":
                self.waiting += bool(there and there[1].status == "open" and there[1] != Contents())
                continue
            sides = Side(there[1], known[name]), result
            for one in overruled(name, *sides, article.text, self._scheme, self._team.people):
                yield Reviewed(name, row, one if self._names else replace(one, whose=()))


def whose_review(project: Project, mine: bool) -> tuple[Team, tuple[str, ...]]:
    """The team, and whose review it is: one's own, or everybody's for who may see all.

    Raises `UsageError` where there is none.
    """
    if (team := project.team) is None:
        hint = "Name the annotators under [team] in postil.toml."
        raise UsageError("There is nothing to review: this project has no [team].", hint)
    annotates = project.annotator in team.annotators
    if mine and not annotates:
        hint = "Say who you are with --annotator, or leave out --mine."
        raise UsageError(f"{project.annotator} annotates nothing in this project.", hint)
    if not mine and not team.sees_all(project.annotator):
        hint = "Add --mine for what was decided against you."
        raise UsageError("While the team is blind, only adjudicators see everybody's.", hint)
    return team, (project.annotator,) if mine else team.annotators
