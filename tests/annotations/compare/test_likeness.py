"""Articles that are alike: in their words, in their names, and how they gather into groups."""

import random

import pytest

from annotations.compare.likeness import (
    Pair,
    gathered,
    last_word,
    names_in,
    near_duplicates,
    sharing_names,
)
from annotations.compare.shingles import sketch
from benchmarks.made_articles import made_text


def edited(text: str, seed: int) -> str:
    """A quarter of the sentences cut, one word in twenty another, boilerplate around it."""
    chance = random.Random(seed)
    kept = [s for s in text.split(". ") if chance.random() > 0.25]
    words = [w if chance.random() > 0.05 else "zebra" for w in ". ".join(kept).split(" ")]
    return "Subscribe to our daily letter of news.\n" + " ".join(words) + "\nAll rights reserved."


def test_every_edited_copy_is_found_and_nothing_else() -> None:
    texts = {f"own-{n}": made_text(4_000, n) for n in range(40)}
    texts |= {f"copy-{n}": edited(texts[f"own-{n}"], n) for n in range(40)}
    pairs = near_duplicates({id: sketch(text) for id, text in texts.items()})
    found = {tuple(sorted((pair.one, pair.other))) for pair in pairs}
    assert found == {(f"copy-{n}", f"own-{n}") for n in range(40)}
    assert pairs == sorted(pairs, reverse=True)
    assert all(pair.why == "words" for pair in pairs)


def test_what_very_many_share_makes_no_pairs() -> None:
    same = "Sign up for the morning letter of the Gazette and read it at breakfast. " * 3
    sketches = {str(n): sketch(f"{made_text(300, n)} {same}") for n in range(80)}
    assert len(near_duplicates(sketches)) < 80


def test_a_report_that_hundreds_have_copied_is_one_group() -> None:
    report = made_text(2_000, 7)
    sketches = {f"copy-{n:03}": sketch(f"Desk {n} {n + 1} {n + 2}.\n{report}") for n in range(200)}
    sketches |= {f"own-{n:03}": sketch(made_text(2_000, 100 + n)) for n in range(50)}
    (group,) = gathered(near_duplicates(sketches), {})
    assert sorted(group) == [f"copy-{n:03}" for n in range(200)]


def names(**known: str) -> dict[str, set[str]]:
    return {id: set(of.split()) for id, of in known.items()}


def test_articles_that_share_a_third_of_their_names_within_days_go_together() -> None:
    known = names(a="oran verrin lowmark", b="oran verrin pellin", c="oran verrin", d="holt brandt")
    days = {"a": 1, "b": 4, "c": 9, "d": 1}
    (pair,) = sharing_names(known, days)
    assert {pair.one, pair.other} == {"a", "b"}
    assert pair.why == "names"
    assert sharing_names(known, {"a": 1}) == []
    assert sharing_names({}, {}) == []


def test_one_shared_name_is_no_event_and_guesses_need_three() -> None:
    known = names(a="oran x", b="oran y", c="holt brandt z", d="holt brandt w")
    days = dict.fromkeys(known, 1)
    assert [{p.one, p.other} for p in sharing_names(known, days)] == [{"c", "d"}]
    assert sharing_names(known, days, {"c"}) == []


def test_a_name_that_everybody_has_weighs_little() -> None:
    known = {str(n): {"president", "capital", f"own{n}", f"more{n}"} for n in range(30)}
    assert sharing_names(known, dict.fromkeys(known, 1)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Talks resumed. The minister, Nadia Quillon, met Oran’s envoy.", {"quillon", "oran"}),
        ("“Nobody came,” said Mr. Oran of the NSC in Pellin.", {"oran", "nsc", "pellin"}),
        ("He left.\nShe stayed. “Then,” he said.", set()),
        ("Émile Zólà trat zurück", {"zola"}),
        ("nothing here at all", set()),
        ("", set()),
    ],
)
def test_names_are_guessed_from_capital_letters(text: str, found: set[str]) -> None:
    assert names_in(text) == found


@pytest.mark.parametrize(
    ("name", "word"),
    [("Minister Oran", "oran"), ("Oran’s", "oran"), ("the U.S.", "u.s"), ("", ""), (" ", "")],
)
def test_names_are_compared_by_their_last_word(name: str, word: str) -> None:
    assert last_word(name) == word


def pairs(*of: str) -> list[Pair]:
    return [Pair(1 - n / 100, one[0], one[1], "words") for n, one in enumerate(of)]


@pytest.mark.parametrize(
    ("given_pairs", "fixed", "groups"),
    [
        (pairs("ab", "bc", "ac"), {}, ["abc"]),
        (pairs("ab", "cd"), {}, ["ab", "cd"]),
        # A chain of likeness is no group: d is like c alone.
        (pairs("ab", "bc", "ac", "cd"), {}, ["abc"]),
        # What has a group stays in it, and no two of them become one.
        (pairs("ab", "bc"), {"a": "x", "c": "y"}, ["ab"]),
        (pairs("ab"), {"a": "x", "b": "x"}, ["ab"]),
        (pairs("ba"), {"a": "x"}, ["ab"]),
        ([], {"a": "x"}, []),
    ],
)
def test_pairs_gather_into_groups(
    given_pairs: list[Pair], fixed: dict[str, str], groups: list[str]
) -> None:
    assert ["".join(sorted(group)) for group in gathered(given_pairs, fixed)] == groups
