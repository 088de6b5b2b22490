"""What suggestions do to the labels: by hand, in simulated corpora, and as often as it says."""

from collections.abc import Callable
from math import sqrt
from random import Random
from statistics import fmean

import pytest

from annotations.agreement.bias import Outcome, effects, power, powers
from annotations.agreement.intervals import student


def corpus(
    random: Random,
    events: int,
    effect: float,
    share: float = 0.1,
    spread: float = 0.1,
    slope: float = 0.05,
    each: int = 20,
) -> list[Outcome]:
    """Trials of events that differ in what is tagged and in what suggestions do to it."""
    found = []
    for event in range(events):
        base, more = random.gauss(0.6, spread), random.gauss(effect, slope)
        for _ in range(each):
            withheld = random.random() < share
            tagged = random.random() < base + (0 if withheld else more)
            found.append(Outcome(str(event), "actor", withheld, tagged, share))
    return found


def found_in(runs: int, made: Callable[[Random], list[Outcome]]) -> tuple[float, list[float]]:
    """In which share of runs a difference is found, and the errors."""
    random, hits, errors = Random(19), 0, list[float]()
    for _ in range(runs):
        whole = effects(made(random))[0]
        _, low, high = whole.difference
        assert low is not None
        assert high is not None
        assert whole.error is not None
        hits += not low <= 0 <= high
        errors.append(whole.error)
    return hits / runs, errors


@pytest.mark.parametrize(
    ("share", "spread", "slope", "events"),
    [(0.1, 0.1, 0.05, 40), (0.1, 0.25, 0.0, 40), (0.5, 0.1, 0.15, 20), (0.2, 0.1, 0.05, 12)],
)
def test_no_bias_is_found_in_hardly_any_run(
    share: float, spread: float, slope: float, events: int
) -> None:
    hits, _ = found_in(300, lambda random: corpus(random, events, 0, share, spread, slope))
    assert hits <= 0.07


@pytest.mark.parametrize(
    ("share", "events", "effect"),
    [(0.5, 40, 0.1), (0.5, 40, 0.05), (0.1, 40, 0.1), (0.1, 60, 0.1)],
)
def test_a_planted_bias_is_found_as_often_as_it_says(
    share: float, events: int, effect: float
) -> None:
    runs = 160
    hits, errors = found_in(runs, lambda random: corpus(random, events, effect, share))
    said = fmean(power(effect, error, events) for error in errors)
    assert abs(hits - said) <= 3 * sqrt(said * (1 - said) / runs)


def test_what_is_said_of_more_trials_comes_true() -> None:
    random = Random(5)
    small = [effects(corpus(random, 40, 0.1))[0] for _ in range(40)]
    said = fmean(powers(one, 0.1)[3_200][1] for one in small)
    hits, _ = found_in(60, lambda random: corpus(random, 160, 0.1))
    assert abs(hits - said) <= 3 * sqrt(said * (1 - said) / 60) + 0.03


@pytest.mark.parametrize(
    ("share", "trials", "points", "expected"),
    [
        (0.5, 800, 0, 0.27), (0.1, 800, 0, 0.13), (0.5, 800, 1, 0.79), (0.1, 800, 1, 0.36),
        (0.5, 3_200, 0, 0.79), (0.1, 3_200, 0, 0.36), (0.1, 3_200, 1, 0.92),
    ],
)  # fmt: skip
def test_before_anything_is_known_the_usual_is_said(
    share: float, trials: int, points: int, expected: float
) -> None:
    (whole,) = effects([])
    assert whole.error is None
    # Simulated; reckoned, a difference of the two shares' own spreads is not seen.
    assert powers(whole, share)[trials][points] == pytest.approx(expected, abs=0.05)


def test_the_difference_and_its_interval_as_worked_by_hand() -> None:
    # Of each event two were shown, and the others withheld.
    said = ["110", "100", "111", "101 1", "110 0", "111 0", "011 1"]
    outcomes = [
        Outcome(str(event), "date", number not in (0, 1), sign == "1", 0.25)
        for event, signs in enumerate(said)
        for number, sign in enumerate(signs.replace(" ", ""))
    ]
    of_all, by_label = effects(outcomes)
    assert by_label.label == "date"
    shown = [o for o in outcomes if not o.withheld]
    withheld = [o for o in outcomes if o.withheld]
    assert (of_all.shown, of_all.withheld, of_all.events) == (14, 11, 7)
    first, second = 11 / 14, 6 / 11
    assert of_all.tagged == pytest.approx((first, second))
    sums = [
        sum((o.tagged - first) / 14 for o in shown if o.event == str(event))
        - sum((o.tagged - second) / 11 for o in withheld if o.event == str(event))
        for event in range(7)
    ]
    error = sqrt(7 / 6 * sum(one**2 for one in sums))
    assert of_all.error == pytest.approx(max(error, sqrt(8 / 15 * 7 / 15 / 15)))
    assert of_all.error
    low, high = of_all.difference.low, of_all.difference.high
    reach = student(6) * of_all.error
    assert (low, high) == pytest.approx((first - second - reach, first - second + reach))


def test_trials_of_another_share_count_for_what_they_stand_for() -> None:
    outcomes = [Outcome("a", "date", True, True, 0.5), Outcome("b", "date", True, False, 0.1)]
    outcomes += [Outcome("a", "date", False, True, 0.5), Outcome("b", "date", False, False, 0.1)]
    whole = effects(outcomes)[0]
    assert whole.tagged == pytest.approx((2 / (2 + 10 / 9), 2 / (2 + 10)))
    assert whole.difference.low is None


def test_wrong_accepts_are_a_share_of_those_that_were_judged() -> None:
    outcomes = [
        Outcome(str(n % 6), "actor", False, True, 0.1, wrong) for n, wrong in
        enumerate([True, *[False] * 17, *[None] * 5])
    ]  # fmt: skip
    whole = effects(outcomes)[0]
    assert whole.judged == 18
    assert whole.wrong.value == pytest.approx(1 / 18)
    assert whole.wrong.low == 0
    assert whole.wrong.high is not None
    assert 1 / 18 < whole.wrong.high < 0.3
    assert effects(outcomes[:4])[0].wrong.low is None
    assert effects([])[0].wrong.value is None


def test_where_all_is_tagged_the_interval_is_not_nothing() -> None:
    outcomes = [Outcome(str(n % 12), "actor", n % 10 == 0, n % 50 != 1, 0.1) for n in range(240)]
    whole = effects(outcomes)[0]
    assert whole.tagged[1] == 1
    low, high = whole.difference.low, whole.difference.high
    assert low is not None
    assert high is not None
    assert low < 0 < high
