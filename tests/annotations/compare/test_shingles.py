"""Near-duplicates among made articles: how many edited copies are found, and what else is."""

import random
from collections.abc import Iterator
from itertools import combinations
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.article import Article
from annotations.compare import shingles as shingles_of_texts
from annotations.compare.shingles import ALIKE, Forest, containment, join_alike, sketch
from annotations.dataset.subjects import groups, subject
from annotations.example import Example

STOCK = [
    "said in a statement on {}",
    "did not respond to a request for comment",
    "according to people with knowledge of the {}",
    "in the first three months of the year",
    "it was not immediately clear whether the {}",
    "at the end of the day the {}",
]
ADDED = [
    "Exit mobile version",
    "Leave a Reply",
    "Your email address will not be published. Required fields are marked *",
    "Our desk brings you the {} and the {} of the day before breakfast",
    "The {} is yours to keep, wrote the editors of this page in their letter",
]
WORDS = [a + b + c for a in "bcdfglmnprstvw" for b in ("a", "eo", "ir", "u") for c in "dklmnrst"]


def made_articles(count: int, chance: random.Random) -> list[str]:
    """Articles of made words, the common ones common, with the stock phrases of the trade."""
    weights = [1 / rank for rank in range(1, len(WORDS) + 1)]

    def words(number: int) -> list[str]:
        return chance.choices(WORDS, weights, k=number)

    def line() -> str:
        phrase = chance.choice(STOCK).format(*words(1)).split()
        said = words(chance.randrange(15, 40))
        place = chance.randrange(len(said))
        return " ".join([*said[:place], *phrase, *said[place:]])

    return ["\n\n".join(line() for _ in range(chance.randrange(6, 16))) for _ in range(count)]


def edited(text: str, chance: random.Random) -> str:
    """A copy with a quarter of its lines cut, 5 % of its words changed and boilerplate added."""
    lines = [line for line in text.split("\n\n") if chance.random() > 0.25] or [text]
    changed = (
        " ".join(chance.choice(WORDS) if chance.random() < 0.05 else w for w in line.split())
        for line in lines
    )
    added = (line.format(*chance.choices(WORDS, k=2)) for line in chance.sample(ADDED, 3))
    return "\n\n".join([*changed, *added])


_BY_THE_HOUR = (pytest.param(n, marks=pytest.mark.torture) for n in (1, 2))


@pytest.fixture(scope="module", params=[0, *_BY_THE_HOUR])
def copies(request: pytest.FixtureRequest) -> tuple[list[str], list[int]]:
    """400 articles and 200 edited copies, and for each the number of its original."""
    chance = random.Random(request.param)
    originals = made_articles(400, chance)
    of = [chance.randrange(400) for _ in range(200)]
    return [*originals, *(edited(originals[n], chance) for n in of)], [*range(400), *of]


def test_every_edited_copy_is_found_and_nothing_else(
    copies: tuple[list[str], list[int]],
) -> None:
    texts, originals = copies
    found = groups([subject(Example(Article(str(n), "", t))) for n, t in enumerate(texts)])
    assert sum(found[n] == originals[n] for n in range(400, 600)) == 200
    assert sum(found[n] != originals[n] for n in range(600)) == 0


def test_copies_in_any_order_give_the_same_groups(copies: tuple[list[str], list[int]]) -> None:
    texts, originals = copies
    order = random.Random(9).sample(range(600), 600)
    forest = Forest(600)
    join_alike([sketch(texts[n]) for n in order], forest)
    for place, number in enumerate(order):
        assert originals[order[forest.root(place)]] == originals[number]


PARAGRAPHS = [" ".join(random.Random(n).choices(WORDS, k=8 + 5 * n)) for n in range(16)]


@given(st.lists(st.lists(st.sampled_from(PARAGRAPHS), max_size=8), max_size=12), st.integers(1, 64))
def test_what_is_joined_is_what_holding_each_against_each_finds(
    made: list[list[str]], size: int
) -> None:
    sketches = [sketch("\n".join(paragraphs)) for paragraphs in made]
    each = Forest(len(sketches))
    for one, other in combinations(range(len(sketches)), 2):
        if containment(sketches[one], sketches[other]) >= ALIKE:
            each.join(one, other)
    found = Forest(len(sketches))
    with patch.object(shingles_of_texts, "_AT_ONCE", size):  # in however many tables
        join_alike(sketches, found)
    assert [*map(found.root, range(len(made)))] == [*map(each.root, range(len(made)))]


def test_a_story_that_many_have_told_on_is_one_however_many_they_are() -> None:
    chance = random.Random(5)
    (story,) = made_articles(1, chance)
    sketches = [sketch(edited(story, chance)) for _ in range(150)]
    forest = Forest(150)
    join_alike(sketches, forest)
    assert {forest.root(number) for number in range(150)} == {0}


def test_a_phrase_that_all_have_joins_none_and_hides_no_copy() -> None:
    chance = random.Random(6)
    phrase = " ".join(chance.choices(WORDS, k=40))
    texts = [f"{phrase}\n{text}" for text in made_articles(150, chance)]
    forest = Forest(151)
    join_alike([*map(sketch, texts), sketch(edited(texts[149], chance))], forest)
    assert [forest.root(number) for number in range(151)] == [*range(150), 149]


def test_an_excerpt_is_found_in_a_text_ten_times_as_long() -> None:
    chance = random.Random(1)
    long, other = ("\n".join(made_articles(8, chance)) for _ in range(2))
    excerpt = " ".join(long.split()[300:500])
    assert len(long.split()) > 10 * len(excerpt.split())
    assert containment(sketch(long), sketch(excerpt)) > 0.8
    assert containment(sketch(other), sketch(excerpt)) < ALIKE


def shingles(text: str) -> Iterator[tuple[str, ...]]:
    words = text.split()
    return zip(words, words[1:], words[2:], words[3:], strict=False)


def test_containment_is_estimated_well() -> None:
    chance = random.Random(4)
    off = []
    for text in made_articles(40, chance):
        copy = " ".join(w if chance.random() > 0.1 else chance.choice(WORDS) for w in text.split())
        one, other = set(shingles(text)), set(shingles(copy))
        true = len(one & other) / min(len(one), len(other))
        off.append(abs(containment(sketch(text), sketch(copy)) - true))
    assert sum(off) / len(off) < 0.04
    assert max(off) < 0.15


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", 0),
        ("a b c d", "", 0),
        ("a b", "A  b", 1),
        ("a b", "a c", 0),
        ("a b c d e", "x a b c d", 0.5),
        ("Verrin agreed, on Thursday!", "verrin agreed on thursday", 1),
        ("東京都は今日", "東京都は昨日", 1 / 3),
        ("東京都は今日", "大阪府の城跡", 0),
        ("\ud800 a b c d", "\ud800 a b c d", 1),
    ],
)
def test_short_texts_are_compared_exactly(one: str, other: str, expected: float) -> None:
    assert containment(sketch(one), sketch(other)) == pytest.approx(expected)


@given(st.text(), st.text())
def test_containment_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    found = containment(sketch(one), sketch(other))
    assert 0 <= found <= 1
    assert found == containment(sketch(other), sketch(one))


def test_a_sketch_is_small_whatever_the_text() -> None:
    assert len(sketch(" ".join(str(n) for n in range(100_000)))) == 512


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_a_forest_joins_what_is_linked_by_any_chain(links: list[tuple[int, int]]) -> None:
    forest = Forest(10)
    sets = [{n} for n in range(10)]
    for one, other in links:
        forest.join(one, other)
        merged = sets[one] | sets[other]
        for n in merged:
            sets[n] = merged
    assert [forest.root(n) for n in range(10)] == [min(sets[n]) for n in range(10)]
