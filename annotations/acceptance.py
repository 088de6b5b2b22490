"""What became of suggestions: accepted, edited or rejected, by source and label."""

from collections import Counter
from collections.abc import Collection, Iterable

from msgspec import Struct

from annotations.annotation import Annotation, Change

ENOUGH = 30
"""So many decisions must have been taken before a source is judged."""

WORTH = 0.3
"""A source of which less is accepted is silenced."""

_DECIDED = ("accepted", "edited", "rejected")


class Decisions(Struct, frozen=True):
    """How often a source's suggestions were taken as they were, edited, rejected."""

    accepted: int = 0
    edited: int = 0
    rejected: int = 0

    @property
    def total(self) -> int:
        """All decisions."""
        return self.accepted + self.edited + self.rejected

    @property
    def share(self) -> float:
        """The share that was taken, edited or not; 0 without any decision."""
        return (self.accepted + self.edited) / self.total if self.total else 0.0


class Acceptance:
    """The decisions on suggestions, counted from annotations and kept true by changes.

    Sources that are `always` to be heard are never silenced.
    """

    def __init__(self, records: Iterable[Annotation] = (), always: Collection[str] = ()) -> None:
        self._always = frozenset(always)
        self._counts: Counter[tuple[str, str, str]] = Counter()
        for record in records:
            self.note(record)

    def note(self, record: Annotation, step: int = 1) -> None:
        """Count an annotation or a rejection, or with -1 let it go again."""
        if record.origin and record.verdict in _DECIDED:
            self._counts[record.origin, record.label, record.verdict] += step

    def take(self, change: Change) -> None:
        """Take a change of the annotations into account."""
        for record in change.removed:
            self.note(record, -1)
        for record in change.added:
            self.note(record)

    def by_source_and_label(self) -> dict[tuple[str, str], Decisions]:
        """The decisions for each source and label that has any, in order."""
        pairs = sorted({key[:2] for key, count in self._counts.items() if count})
        return {pair: self._decisions([(*pair, v) for v in _DECIDED]) for pair in pairs}

    def by_source(self) -> dict[str, Decisions]:
        """The decisions for each source that has any, in order."""
        found = {}
        for source in sorted({key[0] for key, count in self._counts.items() if count}):
            keys = [key for key in self._counts if key[0] == source]
            found[source] = self._decisions(keys)
        return found

    @property
    def silenced(self) -> frozenset[str]:
        """The sources of which too little is accepted to bother anybody with."""
        return frozenset(
            source
            for source, decisions in self.by_source().items()
            if source not in self._always and decisions.total >= ENOUGH and decisions.share < WORTH
        )

    def _decisions(self, keys: Iterable[tuple[str, str, str]]) -> Decisions:
        sums: Counter[str] = Counter()
        for key in keys:
            sums[key[2]] += self._counts[key]
        return Decisions(*(sums[verdict] for verdict in _DECIDED))


def why_silenced(source: str, decisions: Decisions) -> str:
    """The message about a source that was turned off, and how to turn it on again."""
    taken = decisions.accepted + decisions.edited
    what = f"{source} is now off: only {taken} of its {decisions.total} suggestions were accepted."
    return f"{what} {way_back(source)}"


def way_back(source: str) -> str:
    """How to turn on a source that was turned off."""
    return f'To turn it back on, put always = ["{source}"] under [suggest] in postil.toml.'
