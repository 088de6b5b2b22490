"""The pilot, in which guidelines are tried, and the main round, whose figures are reported."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from annotations.agreement.measures import Agreement, Pair
from annotations.agreement.several import Names, between
from annotations.corpus.evaluation import Comparison
from annotations.corpus.readings import Reading
from annotations.errors import PostilError, UsageError
from annotations.project import Project


class Rounds:
    """Tells the rounds of a project's team apart, by the groups that its settings name as pilot."""

    def __init__(self, project: Project) -> None:
        self._groups = frozenset(project.team.pilot if project.team else ())
        self._tried: list[Reading] = []

    def pairs(
        self, comparison: Comparison, found: Iterable[Reading | PostilError], names: Sequence[str]
    ) -> Iterator[tuple[Names, Pair]]:
        """See `Comparison.annotators`: of the main round, and what is left out is noted there.

        Where nothing of that has been read by two it is the pilot's, as a note says.
        """
        try:
            yield from comparison.annotators(self._main(found), names)
        except UsageError:
            if self.pilot(names) is None:
                raise
            comparison.notes.append("Only the pilot has been read so far: the figures are of it.")
            tried, self._tried = self._tried, []
            yield from comparison.annotators(tried, names)

    def pilot(self, names: Sequence[str], seed: int = 0) -> Agreement | None:
        """How far these annotators agreed in the pilot, beside the main round that was gone over.

        `None` where no two have read an article of it.
        """
        with suppress(UsageError):
            return between(Comparison().annotators(self._tried, names), seed).pooled
        return None

    def _main(self, found: Iterable[Reading | PostilError]) -> Iterator[Reading | PostilError]:
        for one in found:
            if isinstance(one, Reading) and self._is_pilot(one):
                self._tried.append(one)
            else:
                yield one

    def _is_pilot(self, reading: Reading) -> bool:
        return (reading.article.meta.group or reading.article.id) in self._groups
