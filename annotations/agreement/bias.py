"""What suggestions do to the labels: what is tagged where they were shown, and where withheld.

The difference of the two shares is an experiment's: its error is reckoned over events, whose own
shares cancel, and whose differences do not: SE² = K / (K - 1) times the sum over K events of their
squared residuals (Liang & Zeger, Biometrika 73, 1986), with Student's t for K - 1. No smaller than
the withheld share alone may have by chance (Agresti & Coull, The American Statistician 52, 1998).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import sqrt
from statistics import NormalDist

from msgspec import Struct

from annotations.agreement.intervals import student
from annotations.agreement.measures import Estimate

POINTS = (0.05, 0.1)
"""The differences of which it is said how often they would be found."""
SIZES = (800, 3_200, 12_800)
"""The numbers of trials for which it is said."""
FEWEST_EVENTS, FEWEST_WITHHELD = 5, 10
"""With fewer there is no interval: it would hold the true difference less often than it says."""
_EVENT = 20  # trials of an event, as long as nothing is known of a corpus
_TAGGED, _SLOPE = 0.6, 0.05  # what is tagged, and how far events differ in the difference


class Outcome(Struct, frozen=True):
    """What became of a trial: whether it was withheld, at which `share`, and whether tagged.

    `wrong` says whether what was accepted was wrong, `None` where nothing was, or nobody knows.
    """

    event: str
    label: str
    withheld: bool
    tagged: bool
    share: float
    wrong: bool | None = None


class Effect(Struct, frozen=True):
    """What suggestions of a label do, of all labels for an empty one.

    `shown` and `withheld` count trials, of so many `events`; `tagged` has the shares of them that
    were tagged. `error` is the standard error of the difference. `judged` counts accepted
    suggestions that somebody else has judged, and `wrong` is the share of them that is wrong.
    """

    label: str
    events: int
    shown: int
    withheld: int
    tagged: tuple[float | None, float | None]
    difference: Estimate
    error: float | None
    judged: int
    wrong: Estimate

    @property
    def trials(self) -> int:
        """All trials."""
        return self.shown + self.withheld


def effects(outcomes: Iterable[Outcome]) -> list[Effect]:
    """What suggestions do, of all labels first and then by label."""
    by_label: dict[str, list[Outcome]] = {}
    for one in outcomes:
        by_label.setdefault(one.label, []).append(one)
    every = [one for label in sorted(by_label) for one in by_label[label]]
    return [_effect("", every), *(_effect(name, by_label[name]) for name in sorted(by_label))]


def power(points: float, error: float, events: int) -> float:
    """How often a difference is found, whose interval leaves out 0, with such an error."""
    limit, distance, normal = student(max(1, events - 1)), points / error, NormalDist()
    return normal.cdf(distance - limit) + normal.cdf(-distance - limit)


def powers(effect: Effect, share: float) -> dict[int, tuple[float, ...]]:
    """How often each of `POINTS` is found, by number of trials.

    It goes by how far this corpus spreads, as long as events have as many trials; where that is not
    known yet, by what is usual: six in ten tagged, and a difference that spreads by five points
    over events of twenty trials.
    """
    if effect.error is None:
        spread = _TAGGED * (1 - _TAGGED) * (1 / share + 1 / (1 - share)) + _EVENT * _SLOPE**2
        size = float(_EVENT)
    else:
        spread, size = effect.error**2 * effect.trials, effect.trials / effect.events
    return {
        many: tuple(power(points, sqrt(spread / many), round(many / size)) for points in POINTS)
        for many in SIZES
    }


def _effect(label: str, outcomes: Sequence[Outcome]) -> Effect:
    shown = [one for one in outcomes if not one.withheld]
    withheld = [one for one in outcomes if one.withheld]
    first, second, events = _mean(shown), _mean(withheld), len({one.event for one in outcomes})
    difference, error = Estimate(None), None
    if first is not None and second is not None:
        if events >= FEWEST_EVENTS and len(withheld) >= FEWEST_WITHHELD:
            residuals = chain(_residuals(shown, first, 1), _residuals(withheld, second, -1))
            least = _least(sum(one.tagged for one in withheld), len(withheld))
            error = max(_error(residuals, events), least)
        difference = _around(first - second, error, events)
    judged = [one for one in shown if one.wrong is not None]
    wrong, counts = _share(judged), (len(shown), len(withheld))
    return Effect(label, events, *counts, (first, second), difference, error, len(judged), wrong)


def _mean(arm: Sequence[Outcome]) -> float | None:
    tagged = sum(_weight(one) * one.tagged for one in arm)
    return tagged / sum(map(_weight, arm)) if arm else None


def _weight(one: Outcome) -> float:
    """Of trials that were drawn at several shares each counts for as many as it stands for."""
    return 1 / (one.share if one.withheld else 1 - one.share)


def _residuals(arm: Sequence[Outcome], mean: float, sign: int) -> Iterator[tuple[str, float]]:
    """How far each trial draws the mean of its arm away, with its event."""
    weight = sum(map(_weight, arm))
    return ((one.event, sign * _weight(one) * (one.tagged - mean) / weight) for one in arm)


def _share(judged: Sequence[Outcome]) -> Estimate:
    """The share of accepted suggestions that is wrong."""
    if not judged:
        return Estimate(None)
    wrong, events = sum(one.wrong is True for one in judged), len({one.event for one in judged})
    mean = wrong / len(judged)
    if events < FEWEST_EVENTS or len(judged) < FEWEST_WITHHELD:
        return Estimate(mean)
    residuals = ((one.event, ((one.wrong is True) - mean) / len(judged)) for one in judged)
    reach = student(events - 1) * max(_error(residuals, events), _least(wrong, len(judged)))
    return Estimate(mean, max(0.0, mean - reach), min(1.0, mean + reach))


def _error(residuals: Iterable[tuple[str, float]], events: int) -> float:
    """The standard error of what is summed up in residuals, each with its event."""
    sums = defaultdict[str, float](float)
    for event, residual in residuals:
        sums[event] += residual
    return sqrt(events / (events - 1) * sum(one**2 for one in sums.values()))


def _least(some: int, of: int) -> float:
    share = (some + 2) / (of + 4)
    return sqrt(share * (1 - share) / (of + 4))


def _around(value: float, error: float | None, events: int) -> Estimate:
    if error is None:
        return Estimate(value)
    reach = student(events - 1) * error
    return Estimate(value, value - reach, value + reach)
