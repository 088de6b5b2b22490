"""The bottom row at each width: hints give way, then messages; help and what is asked stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.cells.bottom_row import HELP, Hint, Now, shared
from tui.cells.display import cells

REST = (Hint("next", "n", "next 34"), Hint(HELP, "?", "keys"), Hint("quit", "ctrl+q", "leave"))
ASKED = (
    Hint("accept", "enter", "yes"), Hint("refuse", "x", "no"), Hint("larger", "e", "grow"),
    Hint("next", "n", "skip"), Hint(HELP, "?", "keys"),
)  # fmt: skip


LEARNT = (
    Hint("accept", "enter", "yes", True), Hint("refuse", "x", "no", True),
    Hint("larger", "e", "grow"), Hint("next", "n", "skip", True), Hint(HELP, "?", "keys"),
)  # fmt: skip


def said(now: Now, room: int) -> str:
    return "".join(words for words, _ in now.pieces(room))


@pytest.mark.parametrize(
    ("now", "room", "words"),
    [
        (Now(hints=REST), 80, "n next 34  ? keys  ctrl+q leave"),
        (Now(hints=REST), 31, "n next 34  ? keys  ctrl+q leave"),
        (Now(hints=REST), 30, "n next 34  ?  ctrl+q leave"),
        (Now(hints=REST), 16, "n next 34  ?"),
        (Now(hints=REST), 11, "?"),
        (Now(hints=REST), 5, "?"),
        (Now("actor?", hints=ASKED), 40, "actor?  enter yes  x no  e grow  ? keys"),
        (Now("actor?", hints=LEARNT), 50, "actor?  enter yes  x no  e grow  n skip  ? keys"),
        (Now("actor?", hints=LEARNT), 38, "actor?  enter yes  e grow  ? keys"),
        (Now("actor?", hints=LEARNT), 15, "actor?  ?"),
        (Now("actor?", hints=ASKED), 23, "actor?  enter yes  ?"),
        (Now("actor?", hints=ASKED), 9, "actor?  ?"),
        (Now("actor?", hints=ASKED), 6, "actor?"),
        (Now("actor?", hints=ASKED), 4, "act…"),
        (Now("", "actor removed", REST), 80, "actor removed  n next 34  ? keys  ctrl+q leave"),
        (Now("", "actor removed", REST), 21, "actor removed  ?"),
        (Now("", "actor removed", REST), 18, "actor removed  ?"),
        (Now("", "actor removed", REST), 13, "actor rem…  ?"),
        (Now("tag 3 Oran?", "1 removed", ASKED), 24, "tag 3 Oran?  1 remov…  ?"),
        (Now("", "", REST, "cuts x"), 39, "cuts x  n next 34  ? keys  ctrl+q leave"),
        (Now("", "", REST, "cuts x"), 38, "n next 34  ? keys  ctrl+q leave"),
    ],
)
def test_what_is_said_in_so_many_cells(now: Now, room: int, words: str) -> None:
    assert said(now, room) == words


@given(
    st.text("ab 漢👍\t\n", max_size=12),
    st.text("ab 漢", max_size=60),
    st.lists(st.tuples(st.text("nx", min_size=1, max_size=6), st.text("ab")), max_size=5),
    st.integers(0, 90),
)
def test_it_never_takes_more_than_it_may(
    armed: str, message: str, hints: list[tuple[str, str]], room: int
) -> None:
    made = tuple(Hint(str(n), *hint) for n, hint in enumerate(hints))
    now = Now(armed.strip(), message, (*made, Hint(HELP, "?", "keys")))
    words = said(now, room)
    assert cells(words) <= room
    if room >= now.cells:
        assert cells(words) == now.cells
    if room >= 40:
        assert words.endswith(("?", "? keys"))


@pytest.mark.parametrize(
    ("width", "wide", "wanted", "share"),
    [
        (120, (50, 12), 20, (0, 70)),
        (99, (50, 12), 20, (0, 49)),
        (98, (50, 12), 20, (1, 86)),
        (120, (50, 12), 80, (1, 108)),
        (40, (50, 12), 30, (1, 27)),
        (80, (200, 90), 60, (1, 40)),
    ],
)
def test_labels_give_up_their_names_before_anything_is_dropped(
    width: int, wide: tuple[int, ...], wanted: int, share: tuple[int, int]
) -> None:
    assert shared(width, wide, wanted) == share


def test_a_message_is_read_whole_before_there_is_room_for_counts() -> None:
    now = Now("actor?", "There is no tag to change here, and none near.", ASKED)
    (_, room) = shared(80, (50, 40), now.cells, now.least)
    assert said(now, room) == "actor?  There is no tag to change here, and none near.  ?"
    assert shared(80, (50, 40), now.cells)[1] < room
    long = Now("actor?", "w" * 90, ASKED)
    assert long.least > 80
    assert shared(80, (50, 40), long.cells, long.least) == (1, 79)
