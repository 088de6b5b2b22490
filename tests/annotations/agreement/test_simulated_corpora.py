"""A hundred corpora made by chance from one known truth: figures are unbiased, intervals hold it.

Every text is a row of cells of ten code points, each a token. With the chance `SHARE` there is
something in a cell; both annotators tag it with the chance of the event, else one of the two does.
So with P the mean of the events' chances, F1 is 2P / (1 + P); an annotator tags SHARE (1 + P) / 2
of the cells, and they differ in SHARE (1 - P) of them, from which the figures beyond chance follow.
The dice have fixed seeds: nothing here is left to chance.
"""

import random
from functools import cache
from math import sqrt
from statistics import fmean, stdev

import pytest

from annotations.agreement.measures import Agreement, Pair, agreement
from annotations.agreement.nominal import Nominal, nominal

CORPORA, EVENTS, ARTICLES, CELLS = 100, 12, 4, 40
SHARE, CHANCES = 0.25, (0.5, 0.6, 0.7, 0.8, 0.95)
AGREED = fmean(CHANCES)
F1 = 2 * AGREED / (1 + AGREED)
TAGGED, APART = SHARE * (1 + AGREED) / 2, SHARE * (1 - AGREED)
BEYOND = 1 - APART / (2 * TAGGED * (1 - TAGGED))
TOKENS = tuple((10 * cell, 10 * cell + 10) for cell in range(CELLS))


def corpus(seed: int, by_event: bool = True) -> list[Pair]:
    """Articles of events, each event with a chance of its own."""
    dice, pairs = random.Random(seed), []
    for event in range(EVENTS):
        chance = dice.choice(CHANCES)
        for number in range(ARTICLES):
            sides: tuple[set[tuple[int, int, str]], ...] = (set(), set())
            for cell in TOKENS:
                if dice.random() < SHARE:
                    both, whose = dice.random() < chance, dice.randrange(2)
                    for side in (0, 1) if both else (whose,):
                        sides[side].add((*cell, "actor"))
            id = f"{event}-{number}"
            drawn = str(event) if by_event else id
            pairs.append(Pair(id, 10 * CELLS, TOKENS, *map(frozenset, sides), drawn))
    return pairs


@cache
def corpora(by_event: bool = True) -> tuple[Agreement, ...]:
    return tuple(agreement(corpus(seed, by_event), seed, 200) for seed in range(CORPORA))


FIGURES = [("exact", F1), ("half", F1), ("overlap", F1), ("coverage", BEYOND), ("unitized", BEYOND),
           ("kappa", BEYOND)]  # fmt: skip


@pytest.mark.parametrize(("name", "truth"), FIGURES)
def test_figures_are_unbiased(name: str, truth: float) -> None:
    values = [getattr(found.scores[0], name).value for found in corpora()]
    assert abs(fmean(values) - truth) < 3 * stdev(values) / sqrt(CORPORA)
    assert 0.01 < stdev(values) < 0.06  # else the line above says nothing


@pytest.mark.parametrize(("name", "truth"), FIGURES)
def test_intervals_over_events_hold_the_truth(name: str, truth: float) -> None:
    intervals = [getattr(found.scores[0], name)[1:] for found in corpora()]
    assert 90 <= sum(low <= truth <= high for low, high in intervals) <= 99


def test_a_control_that_draws_articles_apart_holds_it_less_often() -> None:
    intervals = [found.scores[0].exact[1:] for found in corpora(by_event=False)]
    assert sum(low <= F1 <= high for low, high in intervals if low and high) < 85


def test_the_truth_is_that_of_a_corpus_without_end() -> None:
    pairs = [pair for seed in range(CORPORA) for pair in corpus(1000 + seed)]
    (found,) = agreement(pairs, samples=0).scores
    for name, truth in FIGURES:
        assert getattr(found, name).value == pytest.approx(truth, abs=0.01)


def coded(seed: int) -> Nominal:
    """What two annotators say of 200 articles: in three of four the same, else what chance has."""
    dice, units = random.Random(seed), []
    for _ in range(200):
        first, other = (dice.choice("abcd") for _ in range(2))
        units.append({"ana": first, "ben": first if dice.random() < 0.75 else other})
    return nominal(units)


@pytest.mark.parametrize("name", ["alpha", "cohen", "fleiss"])
def test_agreement_on_codes_is_unbiased(name: str) -> None:
    """By chance one in four is the same, so that three quarters are what is beyond it."""
    values = [getattr(coded(seed), name) for seed in range(CORPORA)]
    assert abs(fmean(values) - 0.75) < 3 * stdev(values) / sqrt(CORPORA)
