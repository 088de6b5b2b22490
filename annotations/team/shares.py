"""What was dealt to whom, as lines that are only ever added, and the lines that are missing."""

from collections.abc import Iterable

from msgspec import Struct

from annotations.team.dealing import Readers, deal, ranked, repeats
from annotations.team.team import Team


class Line(Struct, frozen=True, omit_defaults=True):
    """One line: who reads a group, who reads it too, or who of them reads it once more.

    Of the lines that say who reads a group the first holds. `also` is somebody who took it when
    they had read all that was dealt to them. `due` is the name under which somebody reads it once
    more, now that it is time.
    """

    group: str
    annotators: tuple[str, ...] = ()
    also: str = ""
    again: str = ""
    due: str = ""


class Shares(Struct, frozen=True):
    """Who reads what: `dealt`, and by group who reads it `also`, and who `again` some day.

    `due` has by group the names under which people read it once more now (see `Team.readings`).
    """

    dealt: Readers = {}
    also: Readers = {}
    again: Readers = {}
    due: Readers = {}

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Shares":
        """What lines come to, in the order of their file."""
        dealt: dict[str, tuple[str, ...]] = {}
        also: dict[str, tuple[str, ...]] = {}
        again: dict[str, tuple[str, ...]] = {}
        due: dict[str, tuple[str, ...]] = {}
        for line in lines:
            if line.annotators:
                dealt.setdefault(line.group, line.annotators)
            for name, found in ((line.also, also), (line.again, again), (line.due, due)):
                if name and name not in (before := found.get(line.group, ())):
                    found[line.group] = (*before, name)
        return cls(dealt, also, again, due)

    def readers(self, group: str) -> tuple[str, ...]:
        """Who reads a group, those first to whom it was dealt."""
        return tuple(dict.fromkeys((*self.dealt.get(group, ()), *self.also.get(group, ()))))

    def groups_of(self, annotator: str) -> frozenset[str]:
        """The groups that somebody reads, or reads once more."""
        every = self.dealt.keys() | self.also.keys() | self.due.keys()
        return frozenset(
            group
            for group in every
            if annotator in self.readers(group) or annotator in self.due.get(group, ())
        )

    def missing(self, groups: Iterable[str], team: Team) -> list[Line]:
        """The lines that deal what of some groups is not dealt yet; none where all is."""
        groups = set(groups)
        dealt = deal(groups, team, self.dealt)
        lines = [Line(name, who) for name, who in dealt.items() if name not in self.dealt]
        for annotator in team.annotators:
            own = (name for name, who in dealt.items() if annotator in who)
            before = (name for name, who in self.again.items() if annotator in who)
            once_more = repeats(annotator, own, team, before)
            lines += [Line(name, again=annotator) for name in once_more]
        return lines

    def next_for(self, annotator: str, groups: Iterable[str], team: Team) -> str | None:
        """The group that somebody does not read yet and fewest people do, the first from the top.

        `None` where they read all.
        """
        others = (group for group in groups if annotator not in self.readers(group))
        return min(
            ranked(others, team.seed), key=lambda group: len(self.readers(group)), default=None
        )
