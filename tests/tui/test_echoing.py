"""A label's key with shift: all places that say the same, seen first, tagged and undone as one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.store.protocol import Store
from tests.tui.sitting import at_work
from tui.app import PostilApp

Make = Callable[..., PostilApp]

LEFT = "Ann Lee came. Lee spoke; the Lees did not. Ann Lee left.\n"
RIGHT = "They saw Ann Lee. Ann Lee saw nobody, said Lee.\n"


@pytest.fixture
def pair(tmp_path: Path) -> list[Path]:
    files = [tmp_path / "left.txt", tmp_path / "right.txt"]
    for file, text in zip(files, (LEFT, RIGHT), strict=True):
        file.write_text(text)
    return files


async def test_all_of_it_is_taken_back_after_a_restart_too(
    make_app: Make, pair: list[Path]
) -> None:
    async with at_work(make_app(pair)) as at:
        await at.type("X g L A enter")
    # Only one of the articles is opened now; the other is taken back all the same.
    async with at_work(make_app(pair[:1])) as at:
        await at.type("u")
        store: Store = at.app.sessions.project.store
        assert [store.load(one.id).annotations for one in store.articles()] == [{}, {}]
        await at.type("U")
        assert [len(store.load(one.id).annotations) for one in store.articles()] == [3, 3]


async def test_the_preview_is_counted_and_walked(make_app: Make, pair: list[Path]) -> None:
    async with at_work(make_app(pair), 120, 24) as at:
        await at.type("g L A")
        assert "6 as actor: Ann Lee 4, Lee 2" in at.screen
        await at.type("n n n")
        assert at.workbench.reading.session.article.title.startswith("They saw")
        assert "1 of 3, 6 in all" in at.screen
