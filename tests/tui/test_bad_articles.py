"""Whatever is wrong with an article is a notice on it; the screen and the other articles go on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.project import DATA, Project
from annotations.sources.reading_list import reading_list
from tests import bad_articles
from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.library.places import Places
from tui.remembered import Remembered


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    return bad_articles.made(tmp_path / "project", monkeypatch)


async def test_turning_through_all_of_them(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    app = PostilApp(project, None, lists=True)
    app.sessions.remembered = Remembered(panes=3, order="id")
    async with at_work(app, 120, 30) as at:
        await at.press("g enter")
        await at.press("i escape u n x s R w D escape")
        monkeypatch.setattr(app, "notify", lambda message, **_: said.append(message))
        for _ in range(28):
            await at.press("> tab i escape u v G * escape")
        texts = [id for id, kind, _ in bad_articles.ids() if kind == "texts"]
        assert [id for id in texts if id not in "".join(said)] == []
        for _ in range(5):
            await at.press("< a u + - I escape")
        assert len(at.workbench.panes.frames) > 0
        await at.press("b 1 2 3 tab l tab")
    assert app.failure is None


async def test_opening_each_from_the_library(project: Project) -> None:
    app = PostilApp(project, None, lists=True)
    async with at_work(app, 120, 30) as at:
        await at.press("1 g")
        for _ in range(20):
            await at.press("enter a b j m u")
        for keys in ("c", "ctrl+f O r a n enter"):
            *typed, last = keys.split()
            await at.press(" ".join(typed) or "g")
            await at.look(last)
            assert "could not be read" in at.screen
            await at.press("enter b j enter b escape")
            if isinstance(app.screen, Places):
                await at.press("escape")
    assert app.failure is None


async def test_from_files_whose_articles_are_bad(
    project: Project, tmp_path: Path, make_app: Callable[..., PostilApp]
) -> None:
    files = []
    for id, kind, _ in bad_articles.ids():
        if kind == "articles":
            files.append(tmp_path / f"{id}.txt")
            files[-1].write_text(f"Oran spoke of {id}.\n\nThe Gazette asked him.\n")
    app = PostilApp(project, reading_list(files))
    before = {path.name for path in (project.folder / DATA / "articles").glob("*/*")}
    async with at_work(app, 120, 30) as at:
        for _ in files:
            await at.press("a u > i escape")
    assert app.failure is None
    after = {path.name for path in (project.folder / DATA / "articles").glob("*/*")}
    assert after == before  # none was tagged as a second article
