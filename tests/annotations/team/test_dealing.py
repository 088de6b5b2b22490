"""Dealing: the same in every clone, overlap and balance to one group, kept once dealt."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.team.dealing import deal, ranked, repeats
from annotations.team.team import Team

NAMES = tuple("ana ben cleo dora ed fay gus hal".split())
HALF = 0.5 + 1e-9
names = st.text(st.characters(codec="utf-8"), min_size=1)
shares = st.one_of(st.sampled_from([0.0, 0.1, 1 / 3, 0.5, 1.0]), st.floats(0, 1))


@st.composite
def teams(draw: st.DrawFn, readers: tuple[int, int] = (2, 4)) -> Team:
    many = draw(st.integers(2, 8))
    several = draw(st.integers(readers[0], min(readers[1], many)))
    return Team(
        NAMES[:many], overlap=draw(shares), readers=several, repeat=draw(shares),
        seed=draw(st.integers(0, 999)),
    )  # fmt: skip


def numbered(count: int, start: int = 0) -> list[str]:
    return [f"event-{number}" for number in range(start, start + count)]


def spread(counts: Iterable[int]) -> int:
    found = [*counts]
    return max(found) - min(found)


def loads(team: Team, dealt: Mapping[str, tuple[str, ...]]) -> list[int]:
    counted = Counter(name for who in dealt.values() for name in who)
    return [counted[name] for name in team.annotators]


def in_common(team: Team, dealt: Mapping[str, tuple[str, ...]]) -> list[int]:
    counted = Counter(pair for who in dealt.values() for pair in combinations(sorted(who), 2))
    return [counted[pair] for pair in combinations(sorted(team.annotators), 2)]


def shared(dealt: Mapping[str, tuple[str, ...]]) -> int:
    return sum(len(who) > 1 for who in dealt.values())


@given(teams(), st.sets(names, max_size=30), st.randoms())
def test_clones_deal_alike(team: Team, groups: set[str], random: object) -> None:
    mixed = sorted(groups)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    # Whoever wrote the names down in another order has the same team.
    other = Team(team.annotators[::-1], True, team.overlap, team.readers, seed=team.seed)
    assert deal(groups, team, {}) == deal(mixed, team, {}) == deal([*mixed, *mixed], other, {})


@given(teams(), st.integers(0, 200))
def test_all_is_dealt_once_the_overlap_exact_and_the_loads_even(team: Team, count: int) -> None:
    dealt = deal(numbered(count), team, {})
    assert dealt.keys() == {*numbered(count)}
    assert abs(shared(dealt) - team.overlap * count) <= HALF
    assert {len(who) for who in dealt.values()} <= {1, team.readers}
    assert all(len({*who}) == len(who) and {*who} <= {*team.annotators} for who in dealt.values())
    assert spread(loads(team, dealt)) <= 1


@settings(derandomize=True)  # how even it is was found by trying, not by proof
@given(teams((2, 2)), st.lists(st.integers(0, 40), min_size=1, max_size=5))
def test_pairs_stay_even_as_groups_come(team: Team, coming: list[int]) -> None:
    dealt: dict[str, tuple[str, ...]] = {}
    for count in coming:
        before, dealt = dealt, deal(numbered(len(dealt) + count), team, dealt)
        assert dealt.items() >= before.items()
        assert spread(in_common(team, dealt)) <= 1
        assert spread(loads(team, dealt)) <= 2
        assert abs(shared(dealt) - team.overlap * len(dealt)) <= HALF


@pytest.mark.parametrize("readers", [2, 3, 4])
@pytest.mark.parametrize("many", range(2, 9))
def test_pairs_are_even_whatever_the_number_of_groups(many: int, readers: int) -> None:
    """Of three or four who read a group not every number can be even within one.

    Two groups of three out of four people have two readers in common, and one pair has none.
    """
    team = Team(NAMES[:many], readers=min(readers, many))
    most = 1 if team.readers == 2 else 3
    for count in range(60):
        dealt = deal(numbered(count), team, {})
        assert spread(in_common(team, dealt)) <= most
        assert spread(loads(team, dealt)) <= 1


@settings(derandomize=True)  # how even it is was found by trying, not by proof
@given(teams(), st.integers(0, 60), st.integers(0, 60), st.integers(0, 3))
def test_who_comes_later_takes_nothing_away(team: Team, had: int, new: int, more: int) -> None:
    before = deal(numbered(had), team, {})
    larger = Team(
        (*team.annotators, *("ida", "jo", "kim")[:more]), True, team.overlap, team.readers,
        seed=team.seed,
    )  # fmt: skip
    dealt = deal(numbered(had + new), larger, before)
    assert dealt.items() >= before.items()
    assert spread(loads(larger, dealt)) <= max(2, spread(loads(larger, before)))
    assert abs(shared(dealt) - team.overlap * (had + new)) <= HALF


def test_a_newcomer_gets_most_of_what_is_new() -> None:
    team = Team(("ana", "ben"), overlap=0.2)
    before = deal(numbered(20), team, {})
    dealt = deal(numbered(26), Team(("ana", "ben", "cleo"), overlap=0.2), before)
    assert loads(team, before) == [12, 12]
    assert Counter(name for who in dealt.values() for name in who)["cleo"] == 6


def test_who_left_the_team_keeps_what_they_had() -> None:
    before = deal(numbered(4), Team(("ana", "ben", "cleo"), readers=3), {})
    dealt = deal(numbered(8), Team(("ana", "ben")), before)
    assert all(dealt[name] == ("ana", "ben", "cleo") for name in numbered(4))
    assert all(dealt[name] == ("ana", "ben") for name in numbered(4, 4))


def test_a_group_that_is_gone_is_not_dealt_and_one_alone_reads_all() -> None:
    assert deal(["b"], Team(("ana",), readers=1), {"a": ("ana",)}) == {"b": ("ana",)}


def test_what_is_dealt_never_changes_from_one_version_to_the_next() -> None:
    """People work by it: another deal of the same groups would be another corpus."""
    team = Team(("ana", "ben", "cleo"), overlap=0.4, seed=7)
    assert deal(["flood", "strike", "summit", "vote", "talks"], team, {}) == {
        "flood": ("ana", "cleo"),
        "strike": ("ben",),
        "summit": ("ben", "cleo"),
        "talks": ("cleo",),
        "vote": ("ana",),
    }


@given(teams(), st.sets(names, max_size=40), st.sets(names, max_size=10))
def test_some_groups_are_read_once_more(team: Team, own: set[str], later: set[str]) -> None:
    first = repeats("ana", own, team, ())
    assert {*first} <= own
    assert abs(len(first) - team.repeat * len(own)) <= HALF
    more = repeats("ana", own | later, team, first)
    assert not {*more} & {*first}
    assert abs(len(first) + len(more) - team.repeat * len(own | later)) <= HALF


def test_each_repeats_others() -> None:
    team = Team(("ana", "ben"), repeat=0.3)
    assert repeats("ana", numbered(30), team, ()) != repeats("ben", numbered(30), team, ())


def test_another_seed_is_another_order() -> None:
    one, other = (ranked(numbered(30), Team(("ana", "ben"), seed=seed)) for seed in (1, 2))
    assert sorted(one) == sorted(other)
    assert one != other
