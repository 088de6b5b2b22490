"""What the bottom line shows of many labels."""

from collections.abc import Callable

import pytest

from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.status_line import Count, fitting


def counts(*names: str) -> list[Count]:
    return [Count(name, name[0], name, 0) for name in names]


ALL = counts("actor", "date", "proposal", "quote")  # 12, 11, 15 and 12 cells


@pytest.mark.parametrize(
    ("room", "kept", "shown"),
    [
        (50, None, "actor date proposal quote"),
        (49, None, "actor date proposal"),
        (49, "quote", "actor date quote"),
        (25, None, "actor date"),
        (25, "date", "actor date"),
        (26, "quote", "actor quote"),
        (25, "quote", "quote"),
        (14, "quote", "quote"),
        (14, "proposal", "actor"),
        (3, "quote", ""),
        (0, None, ""),
    ],
)
def test_what_finds_room_is_shown_and_the_last_label_among_it(
    room: int, kept: str | None, shown: str
) -> None:
    found = fitting(ALL, room, kept)
    assert " ".join(count.name for count in found) == shown
    if len(found) < len(ALL):
        assert sum(count.cells for count in found) + len("+4") <= max(room, 2)


async def test_names_of_labels_make_room_for_a_sentence(make_app: Callable[..., PostilApp]) -> None:
    async with at_work(make_app(), 120, 24) as at:
        await at.type("g d")
        assert "a actor 0   d date 1   p proposal 0   q quote 0" in at.screen
        await at.type("i escape s")
        line = at.screen.splitlines()[-1]
        assert line.startswith(" a0 d1 p0 q0  ")
        assert "There is no quote here. Press w for the next tag.  x remove" in line
        await at.type("l")
        assert "a actor 0   d date 1" in at.screen
