"""Which two articles are compared where there are other panes than two, and of odd texts."""

import pytest

from tests.tui.reading.script import Script

TEXTS = (
    "Tessaly Orrin said on 3 March 2031: “The ferries will run again by summer.” Dunmere waits.",
    "Orrin told us: “The ferries will run again.” Dunmere shut its pier on 4 March 2031.",
    "A third report says nothing of the sort.",
    "A fourth says even less.",
)


def compared(made: Script) -> tuple[tuple[str, ...], list[bool]]:
    """The ids of what is compared, and which panes are marked."""
    found = made.reading.compared
    return found.ids if found else (), [pane.marks is not None for pane in made.reading.panes]


@pytest.mark.parametrize(
    ("keys", "ids", "marked"),
    [
        ("=", ("a0", "a1"), [True, True, False, False]),
        ("tab tab =", ("a2", "a3"), [False, False, True, True]),
        ("shift+tab =", ("a0", "a3"), [True, False, False, True]),
        ("= tab tab = =", ("a2", "a3"), [False, False, True, True]),
        ("tab = =", (), [False] * 4),
    ],
)
def test_of_four_it_is_the_one_with_the_keys_and_the_next(
    keys: str, ids: tuple[str, ...], marked: list[bool]
) -> None:
    assert compared(Script(*TEXTS, panes=4).type(keys)) == (ids, marked)


def test_the_articles_that_come_next_are_compared_in_their_turn() -> None:
    made = Script(*TEXTS).type("= >")
    assert compared(made) == (("a2", "a3"), [True, True])
    assert compared(made.type("<")) == (("a0", "a1"), [True, True])


def test_the_differences_of_those_are_gone_through_in_their_turn() -> None:
    made = Script(*TEXTS)
    made.type("a > a = <")
    assert made.reading.at_hand.kind == "diff"
    assert made.type("n").selected == "Tessaly"


@pytest.mark.parametrize("key", ["z", ""])
def test_an_article_out_of_view_is_compared_too(key: str) -> None:
    made = Script(*TEXTS[:2]).type(f"{key} =")
    assert compared(made) == (("a0", "a1"), [True, True])


def test_nothing_is_compared_any_more_where_one_is_left() -> None:
    made = Script(*TEXTS[:2]).type("= -")
    assert compared(made) == ((), [False])
    assert made.reading.queue is None


@pytest.mark.parametrize(
    "texts",
    [
        ("", ""),
        ("", TEXTS[0]),
        ("אורין אמר: “המעבורות ישוטו” 3 March 2031", 'قال أورين: "ستعود العبّارات"'),
        (TEXTS[0] * 40, TEXTS[1] * 40),
    ],
)
def test_no_text_keeps_the_keys_from_working(texts: tuple[str, str]) -> None:
    made = Script(*texts, suggests=True).type("= n % N % x enter tab % u U")
    assert compared(made) == (("a0", "a1"), [True, True])
    assert compared(made.type("=")) == ((), [False, False])
