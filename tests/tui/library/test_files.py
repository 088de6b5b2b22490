"""Files that were named, listed as the articles of a project are."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.project import Project
from tests.tui.sitting import at_work, shown
from tui.app import PostilApp
from tui.library.screen import Library

Make = Callable[..., PostilApp]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with articles of one group and one without."""
    made = tmp_path / "news"
    (made / "strike").mkdir(parents=True)
    for name in "abc":
        (made / "strike" / f"{name}.txt").write_text(f"Strike {name}\n\nIt began, says {name}.\n")
    (made / "z.txt").write_text("Nothing else\n\nIt rains.\n")
    return made


async def test_a_folder_is_listed_in_the_order_of_its_files(
    make_library: Make, folder: Path, corpus: Project
) -> None:
    async with at_work(make_library([folder]), 120, 20) as at:
        assert at.titles == ["Strike a", "Strike b", "Strike c", "Nothing else"]
        assert "source" not in at.screen
        await at.press("j enter")
        assert shown(at) == ["Strike b", "Strike c"]
        await at.press("a b m")
        assert "Strike b" in at.row
        assert "1 done   a1" in at.screen
        assert corpus.store.totals().articles == 8
        await at.look("j ctrl+f b e g a n enter")
        await at.press("G enter")
        assert shown(at)[0] == "Strike c"
        assert at.selected == "began"
        await at.press("b b")
        assert "Strike c" in at.row


async def test_from_articles_that_were_named_b_leads_to_a_list_of_them(
    make_app: Make, articles: list[Path]
) -> None:
    async with at_work(make_app(), 100, 24) as at:
        await at.press("tab a b")
        assert at.titles == ["Talks resume", "Harbour to open"]
        assert "Harbour to open" in at.row
        assert " a1 " in at.screen
        await at.press("k m enter")
        assert at.tags == []
        assert "done" in at.screen
        await at.press("b b ctrl+q")


async def test_articles_that_were_named_stand_as_one_left_them(
    make_app: Make, folder: Path, articles: list[Path]
) -> None:
    paths = [folder, *articles]
    async with at_work(make_app(paths), 100, 24) as at:
        await at.press("> > tab")
        left = shown(at), at.workbench.reading.session.article.title
    async with at_work(make_app(paths), 100, 24) as at:
        assert (shown(at), at.workbench.reading.session.article.title) == left
        await at.press("+")
    async with at_work(make_app(paths), 100, 24) as at:
        assert len(shown(at)) == 3


async def test_what_cannot_be_read_is_said_and_the_list_stays(
    make_library: Make, folder: Path
) -> None:
    async with at_work(make_library([folder]), 120, 20) as at:
        (folder / "strike" / "b.txt").unlink()
        await at.press("j enter")
        assert isinstance(at.app.screen, Library)
        # In a row, or in a notice where the name of the folder is too long for a row.
        assert "b.txt does not exist" in at.screen + at.notices
        await at.press("m k enter")
        assert shown(at) == ["Strike a"]
        assert "b.txt does not exist" in at.notices
