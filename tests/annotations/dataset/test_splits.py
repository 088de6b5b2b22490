"""Splits by group: how even they are, that they stay, and what is refused."""

import random
import statistics
from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.dataset import splits
from annotations.dataset.dealing import Plan, folds, shares
from annotations.dataset.splits import Split, split
from annotations.dataset.subjects import Subject
from annotations.errors import UsageError

LABELS = ("actor", "date", "proposal", "quote")
PLAN = shares("80/10/10")


def one(number: int, group: str = "", **labels: int) -> Subject:
    found = {name: count for name, count in labels.items() if count}
    return Subject(f"a{number:05}", (f"{number:x}",), b"", found, group)


def corpus(count: int, seed: int) -> list[Subject]:
    """Articles with as many spans of each label as news has: many actors, few proposals."""
    chance = random.Random(seed)
    usual = (24, 4, 2, 8)
    return [
        one(n, **{name: int(chance.gammavariate(2, mean / 2)) for name, mean in zip(LABELS, usual)})  # noqa: B905
        for n in range(count)
    ]


def worst(found: Split) -> float:
    """By how much the share of any label in any part is off."""
    off = []
    for label in found.labels:
        whole = sum(counts.get(label, 0) for counts in found.counts.values())
        for part in found.plan.parts:
            off.append(abs(found.counts[part.name].get(label, 0) / whole - part.share))
    return max(off)


# What is asked for


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("80/10/10", [("train", 0.8), ("dev", 0.1), ("test", 0.1)]),
        (" 70 / 30 ", [("train", 0.7), ("test", 0.3)]),
        ("33.3/33.3/33.4", [("train", 0.333), ("dev", 0.333), ("test", 0.334)]),
    ],
)
def test_shares(written: str, expected: list[tuple[str, float]]) -> None:
    parts = shares(written).parts
    assert [part.name for part in parts] == [name for name, _ in expected]
    assert [part.share for part in parts] == pytest.approx([share for _, share in expected])


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("80/10", "adds up to 90, not 100"),
        ("80/30", "adds up to 110"),
        ("100", "100 does not have two or three parts"),
        ("25/25/25/25", "does not have two or three"),
        ("90/0/10", "an empty part"),
        ("80-10-10", "'80-10-10' is not a split"),
        ("80/10/-10", "is not a split"),
        ("train", "is not a split"),
        ("٨٠/٢٠", "is not a split"),
        ("", "is not a split"),
    ],
)
def test_what_is_no_split_is_refused_with_an_example(written: str, what: str) -> None:
    with pytest.raises(UsageError, match=what) as caught:
        shares(written)
    assert "80/10/10" in caught.value.hint


def test_folds() -> None:
    plan = folds(5, seed=3)
    assert [(part.name, part.share) for part in plan.parts] == [
        (f"fold{n}", 0.2) for n in range(1, 6)
    ]
    with pytest.raises(UsageError, match="at least two folds"):
        folds(1)


@pytest.mark.parametrize(
    ("plan", "name"),
    [
        (PLAN, "80-10-10-seed-0"),
        (shares("66.7/33.3", 7), "66.7-33.3-seed-7"),
        (folds(5, 1), "folds-5-seed-1"),
    ],
)
def test_every_way_to_split_is_kept_under_a_name_of_its_own(plan: Plan, name: str) -> None:
    assert plan.name == name


# How even


@pytest.mark.parametrize(("count", "most"), [(20, 0.08), (50, 0.05), (100, 0.03), (300, 0.015)])
def test_balanced_parts_have_the_shares_asked_for(
    count: int, most: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    balanced = [split(corpus(count, seed), PLAN) for seed in range(20)]
    monkeypatch.setattr(splits, "BALANCED_UP_TO", 0)
    by_hash = [split(corpus(count, seed), PLAN) for seed in range(20)]
    assert {found.method for found in balanced} == {"balanced"}
    assert {found.method for found in by_hash} == {"hash"}
    off = [statistics.median(map(worst, found)) for found in (balanced, by_hash)]
    assert off[0] < most
    assert off[0] < 0.6 * off[1]
    assert not any(found.empty() for found in balanced)


def test_many_groups_go_by_hash_and_come_out_even() -> None:
    found = split(corpus(2000, 1), PLAN)
    assert found.method == "hash"
    assert worst(found) < 0.03


def test_groups_and_not_articles_decide_the_method() -> None:
    subjects = [one(n, group=str(n // 2), actor=1) for n in range(2 * splits.BALANCED_UP_TO)]
    assert split(subjects, PLAN).method == "balanced"
    assert split([*subjects, one(9999, actor=1)], PLAN).method == "hash"


def test_a_rare_label_is_in_every_part_where_that_can_be() -> None:
    subjects = [one(n, actor=5, proposal=1 if n < 3 else 0) for n in range(40)]
    found = split(subjects, PLAN)
    assert {part: counts.get("proposal") for part, counts in found.counts.items()} == {
        "train": 1, "dev": 1, "test": 1,
    }  # fmt: skip
    assert worst(split([one(n, actor=5) for n in range(40)], PLAN)) < 0.001


def test_folds_are_as_large_as_one_another() -> None:
    found = split(corpus(50, 1), folds(5))
    sizes = [list(found.places.values()).count(f"fold{n}") for n in range(1, 6)]
    assert max(sizes) - min(sizes) <= 2
    assert worst(found) < 0.04


# What stays together, and where it was


@given(st.data())
def test_no_group_is_ever_in_two_parts(data: st.DataObject) -> None:
    names = st.sampled_from(["", "x", "y", "z"])
    subjects = [one(n, data.draw(names), actor=n % 3) for n in range(data.draw(st.integers(0, 25)))]
    found = split(subjects, PLAN)
    assert found.places.keys() == {s.id for s in subjects}
    for s in subjects:
        together = {found.places[t.id] for t in subjects if t.group == s.group != ""}
        assert together in (set(), {found.places[s.id]})
    assert found.torn == ()


@given(st.randoms(use_true_random=False), st.integers(0, 3))
def test_the_order_of_the_articles_changes_nothing(chance: random.Random, seed: int) -> None:
    subjects = corpus(30, 1)
    mixed = chance.sample(subjects, 30)
    assert split(mixed, shares("80/10/10", seed)) == split(subjects, shares("80/10/10", seed))


@pytest.mark.parametrize("count", [60, 1000])
def test_another_seed_gives_another_split(count: int) -> None:
    one, other = (split(corpus(count, 1), shares("80/10/10", seed)).places for seed in (0, 1))
    assert sum(one[id] != other[id] for id in one) > count / 10


@pytest.mark.parametrize("counts", [(10, 30, 100, 290), (290, 320, 1000)])
def test_articles_keep_their_places_while_the_corpus_grows(counts: tuple[int, ...]) -> None:
    places: Mapping[str, str] = {}
    for before, count in pairwise((0, *counts)):
        found = split(corpus(1000, 2)[:count], PLAN, places)
        assert places.items() <= found.places.items()
        assert len(found.places) == count > before
        places = found.places
    assert worst(found) < 0.06


def test_what_joins_a_group_joins_it_where_it_is() -> None:
    first = split([one(n, group=str(n), actor=1) for n in range(20)], PLAN)
    grown = [one(n, group=str(n % 20), actor=1) for n in range(60)]
    found = split(grown, PLAN, first.places)
    assert all(found.places[s.id] == first.places[f"a{int(s.group):05}"] for s in grown)


def test_articles_dealt_before_they_were_known_to_belong_together_stay_and_are_named() -> None:
    earlier = {"a00000": "test", "a00001": "train", "a00002": "train"}
    together = [one(n, group="x", actor=1) for n in range(4)]
    found = split([*together, one(9, actor=1)], PLAN, earlier)
    assert found.torn == ("a00000",)
    assert earlier.items() <= found.places.items()
    assert found.places["a00003"] == "train"


def test_places_in_parts_that_there_are_not_are_forgotten() -> None:
    found = split([one(1, actor=1), one(2, actor=1)], shares("50/50"), {"a00001": "dev"})
    assert set(found.places.values()) == {"train", "test"}


# What is said of it


def test_the_table_has_groups_articles_and_labels_by_part() -> None:
    subjects = [one(n, group="x" if n < 4 else "", actor=10, date=n == 9) for n in range(10)]
    found = split(subjects, shares("60/40"))
    assert found.rows() == [
        ("", "train", "test"),
        ("groups", "6 (86 %)", "1 (14 %)"),
        ("articles", "6 (60 %)", "4 (40 %)"),
        ("actor", "60 (60 %)", "40 (40 %)"),
        ("date", "1 (100 %)", "0 (0 %)"),
    ]
    assert found.empty() == [("test", "date")]


def test_a_part_without_a_label_is_refused_by_name() -> None:
    found = split([one(n, actor=1, date=n == 1) for n in range(20)], PLAN)
    with pytest.raises(UsageError, match="dev has no date, test has no date") as caught:
        found.refuse_empty()
    assert "--allow-empty-split" in caught.value.hint


def test_a_group_that_holds_most_of_all_is_named() -> None:
    found = split([one(n, group="archive", actor=1) for n in range(20)], PLAN)
    with pytest.raises(UsageError, match="dev has no actor") as caught:
        found.refuse_empty()
    assert "20 of 20 articles are one group, a00000 first" in caught.value.hint


def test_a_split_with_every_label_in_every_part_is_not_refused() -> None:
    split(corpus(50, 1), PLAN).refuse_empty()


def test_nothing_can_be_split_too() -> None:
    found = split([], PLAN)
    found.refuse_empty()
    assert found.places == {}
    assert found.rows()[1] == ("groups", "0 (0 %)", "0 (0 %)", "0 (0 %)")
