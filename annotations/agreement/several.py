"""How well several annotators agree: every two of them, the mean of these, and all pairs pooled.

The mean weighs pairs equally, pooling weighs spans equally; where one of three tagged little they
lie far apart, so both are given, with the pairs themselves.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from statistics import fmean

from msgspec import Struct
from msgspec.structs import replace

from annotations.agreement.matching import Mark
from annotations.agreement.measures import Agreement, Estimate, Pair, Score, agreement
from annotations.agreement.unitizing import unitized

Names = tuple[str, str]


class Between(Struct, frozen=True):
    """The agreement of every two annotators that read an article in common, and of all of them."""

    pooled: Agreement
    pairs: Mapping[Names, Agreement]

    def mean(self, label: str, figure: Callable[[Score], Estimate]) -> float | None:
        """The mean over pairs of a figure of a label; of all labels together for no label."""
        scores = (score for one in self.pairs.values() for score in (*one.scores, one.whole))
        found = [figure(score).value for score in scores if score.label == label]
        values = [value for value in found if value is not None]
        return fmean(values) if values else None


def between(pairs: Iterable[tuple[Names, Pair]], seed: int = 0, samples: int = 1000) -> Between:
    """Compare annotators two by two over articles; see `agreement`."""
    by_names: dict[Names, list[Pair]] = {}
    texts: dict[str, tuple[int, dict[str, frozenset[Mark]]]] = {}
    for names, pair in pairs:
        by_names.setdefault(names, []).append(pair)
        _, marks = texts.setdefault(pair.id, (pair.length, {}))
        marks |= dict(zip(names, (pair.first, pair.second), strict=True))
    every = [pair for found in by_names.values() for pair in found]
    found = agreement(sorted(every, key=lambda pair: pair.id), seed, samples)
    lines = unitized((length, list(marks.values())) for length, marks in texts.values())
    pooled = replace(found, whole=replace(found.whole, unitized=Estimate(lines)))
    if len(by_names) == 1:
        return Between(pooled, dict.fromkeys(by_names, pooled))
    each = {
        names: agreement(found, seed, samples, weighted=False)
        for names, found in sorted(by_names.items())
    }
    return Between(pooled, each)


def by_week(
    pairs: Iterable[tuple[Names, Pair]], seed: int = 0, samples: int = 300
) -> dict[str, Agreement]:
    """All pairs pooled, by the week in which the later of the two had marked an article done.

    A week goes by the date of its Monday, in UTC. Pairs that do not know when are in none. There
    may be many weeks, of few events each: fewer samples do.
    """
    weeks: dict[str, list[Pair]] = {}
    for _, pair in pairs:
        with suppress(ValueError):  # no time is known, or it was written by hand
            weeks.setdefault(_monday(pair.done), []).append(pair)
    return {
        week: agreement(sorted(found, key=lambda pair: pair.id), seed, samples)
        for week, found in sorted(weeks.items())
    }


def _monday(at: str) -> str:
    day = date.fromisoformat(at[:10])
    return (day - timedelta(days=day.weekday())).isoformat()
