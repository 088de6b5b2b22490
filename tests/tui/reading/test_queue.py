"""Places in the order they were found: walked, answered, renewed while one works through them."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.reading.queue import Order, Place


def places(names: Iterable[str]) -> list[Place]:
    return [Place("a", (0, 1), ("test", "letter", name)) for name in names]


def keys(order: Order) -> str:
    return "".join(key[-1] for key in order.keys)


def at(order: Order) -> str:
    return order.here.key[-1] if order.here else ""


@pytest.mark.parametrize(
    ("steps", "renewed", "keys_then", "next_one"),
    [
        (0, "abcd", "abcd", "a"),
        (2, "abcd", "abcd", "c"),
        (2, "acd", "abcd", "c"),  # what is mended keeps its rank, and is passed over
        (2, "ab", "abcd", "a"),
        (2, "abxcd", "abxcd", "x"),
        (2, "xabcd", "abxcd", "x"),  # what is new ahead of the cursor joins behind it
        (2, "axbcyd", "abxcyd", "x"),
        (0, "xabcd", "xabcd", "x"),
        (2, "", "abcd", ""),
    ],
)
def test_it_keeps_its_order_whatever_is_mended(
    steps: int, renewed: str, keys_then: str, next_one: str
) -> None:
    order = Order(places("abcd"))
    for _ in range(steps):
        order.step(True)
    order.renew(places(renewed))
    assert keys(order) == keys_then
    order.step(True)
    assert at(order) == next_one


def test_what_comes_back_has_the_rank_it_had() -> None:
    order = Order(places("abc"))
    order.step(True)
    order.renew(places("bc"))
    assert at(order) == ""
    order.renew(places("abc"))
    assert (keys(order), at(order)) == ("abc", "a")


def test_answered_places_are_passed_over_round_the_ends() -> None:
    order = Order(places("abc"))
    order.step(False)
    assert at(order) == "c"
    order.answer()
    order.step(True)
    assert at(order) == "a"
    order.step(False)
    assert at(order) == "b"


@given(st.permutations("abcdef"), st.lists(st.sets(st.sampled_from("abcdefgh")), max_size=4))
def test_every_open_place_is_walked_once_in_a_round(
    first: list[str], later: list[set[str]]
) -> None:
    order = Order(places(first))
    order.step(True)
    for names in later:
        before, rank = keys(order), order.at
        order.renew(places(sorted(names)))
        assert keys(order)[: rank + 1] == before[: rank + 1]
        assert set(before) <= set(keys(order))
        assert sorted(keys(order)) == sorted(set(keys(order)))
        met = [at(order) for _ in range(len(names)) if order.step(True)]
        assert sorted(met) == sorted(names)


def test_before_the_first_step_one_stands_nowhere() -> None:
    order = Order(places("abc"))
    assert order.here is None
    assert order.step(False) == order.here
    assert at(order) == "c"


def test_more_places_stand_behind_those_there_are() -> None:
    order = Order(places("ab"))
    order.step(True)
    order.extend(places("cd"))
    assert (keys(order), at(order)) == ("abcd", "a")
    assert [at(order) for _ in range(4) if order.step(True)] == ["b", "c", "d", "a"]


def test_one_goes_to_a_place_and_on_from_there_round_both_ends() -> None:
    order = Order(places("abcd"))
    order.go_to(("test", "letter", "c"))
    assert at(order) == "c"
    assert [at(order) for _ in range(2) if order.step(True)] == ["d", "a"]
    assert [at(order) for _ in range(2) if order.step(False)] == ["d", "c"]


def test_the_last_open_place_is_met_again_and_where_there_is_none_one_stays() -> None:
    order = Order(places("abc"))
    order.step(True)
    order.renew(places("a"))
    assert order.step(True) == order.here
    assert at(order) == "a"
    order.answer()
    rank = order.at
    assert order.step(True) is order.step(False) is None
    assert order.at == rank
