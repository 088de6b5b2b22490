"""Articles compared on the screen: marks in gutter, ruler and title; the table, and back."""

from collections.abc import Callable

import pytest

from tests.tui.sitting import at_work
from tui.app import PostilApp


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (200, 50)])
async def test_marks_stand_in_the_gutter_and_the_title(
    make_app: Callable[..., PostilApp], size: tuple[int, int]
) -> None:
    async with at_work(make_app(), *size) as at:
        await at.type("/ M a y enter d =")
        await at.computed()
        lines = at.screen.splitlines()
        assert any("1+" in line for line in lines[:1])
        assert any("d+" in line for line in lines[1:])
        await at.type("=")
        assert not any("d+" in line for line in at.screen.splitlines()[1:])


async def test_the_table_opens_and_goes_to_a_row(make_app: Callable[..., PostilApp]) -> None:
    async with at_work(make_app(), 80, 24) as at:
        await at.type("/ M a y enter d C")
        await at.computed()
        assert "esc back" in at.screen
        assert "DATES" in at.screen
        await at.type("enter")
        assert at.workbench.reading.pane.selected[0] > 0
        assert "esc back" not in at.screen


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (200, 50)])
async def test_the_inspector_shows_the_sentence_that_is_nearest(
    make_app: Callable[..., PostilApp], size: tuple[int, int]
) -> None:
    async with at_work(make_app(), *size) as at:
        await at.type("/ M a y enter d = g")
        await at.computed()
        await at.type("n")
        below = at.screen.splitlines()[-6:-1]
        assert "not found in" in "".join(below)
        assert "nearest," in "".join(below)
        assert all(len(line) <= size[0] for line in below)


@pytest.mark.parametrize(("columns", "rows"), [(120, 36), (80, 24), (80, 14)])
async def test_the_inspector_counts_the_mentions_in_each_article(
    make_app: Callable[..., PostilApp], columns: int, rows: int
) -> None:
    async with at_work(make_app(), columns, rows) as at:
        await at.type("a")
        await at.computed()
        await at.type("l h")
        await at.computed()
        below = at.screen.splitlines()[-6:-1]
        assert ("mentioned: " in "".join(below)) == (rows > 14)
        assert any("1 \u00b7 " in line for line in below) == (rows > 14)
