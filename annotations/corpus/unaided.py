"""What is read without suggestions, so that it can be told what they do to the tags."""

from collections.abc import Iterable
from contextlib import suppress

from msgspec import Struct

from annotations.agreement.measures import Pair
from annotations.agreement.several import Names
from annotations.article import Article
from annotations.corpus.sharing import Sharing, groups_of
from annotations.disk.added_lines import AddedLines
from annotations.errors import StoreError
from annotations.project import DATA, Project
from annotations.team.dealing import unaided

OF_OVERLAP = 0.5
"""The share, unless another is asked for, of what several people of a team read."""


class _Line(Struct, frozen=True):
    group: str


class Unaided:
    """The groups of a project that are read without suggestions, kept once they were chosen.

    It is the share `[suggest] without` of all groups or, in a team, of those that several people
    read: by default half of these, for two who take the same suggestions agree by that alone.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        path = project.folder / DATA / "unaided" / "groups.jsonl"
        self._lines = AddedLines(project.files, path, _Line)

    def kept(self) -> frozenset[str]:
        """The groups that were chosen by now. Raises `Damaged`."""
        return frozenset(line.group for line in self._lines.read())

    def groups(self) -> frozenset[str]:
        """The groups that are, with the ones that are chosen now, which are kept from now on.

        Where they cannot be kept they are the same the next time. Raises `Damaged`.
        """
        before = self.kept()
        new = unaided(self._among(), self._share, self._seed, before) if self._share else []
        with suppress(StoreError):
            self._lines.add(map(_Line, new))
        return before.union(new)

    @property
    def _share(self) -> float:
        share = self._project.settings.suggest.without
        if share is not None:
            return share
        return OF_OVERLAP if self._project.team else 0.0

    @property
    def _seed(self) -> int:
        return self._project.team.seed if self._project.team else 1

    def _among(self) -> set[str]:
        if (team := self._project.team) is None:
            return groups_of(self._project.store)
        shares = Sharing(self._project, team).planned()
        return {group for group in shares.dealt if len(shares.readers(group)) > 1}


def halves(
    pairs: Iterable[tuple[Names, Pair]], groups: frozenset[str]
) -> tuple[list[tuple[Names, Pair]], list[tuple[Names, Pair]]]:
    """What annotators marked in the articles read without suggestions, and in the others."""
    without, aided = list[tuple[Names, Pair]](), list[tuple[Names, Pair]]()
    for names, pair in pairs:
        (without if (pair.event or pair.id) in groups else aided).append((names, pair))
    return without, aided


def unaided_groups(project: Project) -> frozenset[str]:
    """The groups of a project that are read without suggestions; hardly any project has some."""
    asked = project.team or project.settings.suggest.without
    return Unaided(project).groups() if asked else frozenset()


def is_unaided(article: Article, groups: frozenset[str]) -> bool:
    """Whether an article is read without suggestions."""
    return bool(groups) and (article.meta.group or article.id) in groups
