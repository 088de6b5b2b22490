"""What the title row says where there is room, and what it leaves out first."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.sitting import at_work
from tui.app import PostilApp

Make = Callable[..., PostilApp]

TABLE = "path,title,source,published\n"
TABLE += "a.txt,Talks resume after nine days,The Gazette,2031-10-09T08:30:00Z\n"


async def first_row(make_app: Make, folder: Path, text: str, width: int) -> str:
    (folder / "articles.csv").write_text(TABLE, encoding="utf-8")
    (folder / "a.txt").write_text(text, encoding="utf-8")
    async with at_work(make_app([folder / "a.txt"]), width, 24) as at:
        await at.type("m")
        row: str = at.screen.splitlines()[0]
    return row


@pytest.mark.parametrize(
    ("width", "title", "details"),
    [
        (90, "Talks resume after nine days", "The Gazette 2031-10-09 done 2_min"),
        (78, "Talks resume after nine d\u2026", "The Gazette 2031-10-09 done 2_min"),
        (60, "Talks resume after nine days", "The Gazette done"),
        (54, "Talks resume after nine days", "done 2_min"),
        (40, "Talks resume after nin\u2026", "done"),
        (20, "Talks resu\u2026", ""),
    ],
)
async def test_what_finds_room(
    make_app: Make, tmp_path: Path, width: int, title: str, details: str
) -> None:
    text = "Words that go on. " * 200
    row = await first_row(make_app, tmp_path, text, width)
    shown, percent = row.rstrip("% ").rsplit(" ", 1)
    assert percent.isdigit()
    assert shown.startswith(f" \u25b8 {title} ")
    rest = shown.removeprefix(f" \u25b8 {title} ")
    assert rest.replace("\u00b7", " ").replace("2 min", "2_min").split() == details.split()


async def test_a_script_read_from_right_to_left_is_marked(make_app: Make, tmp_path: Path) -> None:
    for text, marked in (("\u05e9\u05dc\u05d5\u05dd", True), ("Words.", False)):
        folder = tmp_path / str(marked)
        folder.mkdir()
        row = await first_row(make_app, folder, text, 100)
        assert ("RTL in logical order" in row) is marked
