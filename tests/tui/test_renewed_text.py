"""An article that got a new text: one undo shows the old one again, with its tags."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotations.adding import Adding, Plan
from annotations.project import Project
from annotations.sources.search import Search
from tui.app import PostilApp

Make = Callable[..., PostilApp]


async def test_one_undo_shows_the_old_text_with_its_tags(
    make_app: Make, sitting: Any, articles: list[Path], tmp_path: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        await sitting(app, pilot).type("l l a")
        tags = sitting(app, pilot).tags
    old = articles[0].read_text(encoding="utf-8")
    new = "A correction stands above this text now, and it is long.\n\n" + old
    articles[0].write_text(new, encoding="utf-8")
    project = Project(tmp_path / "project")
    (outcome,) = Adding(project, Plan(update=True)).outcomes(Search().all(articles[:1]))
    assert outcome.kind == "updated"
    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        at = sitting(app, pilot)
        assert at.workbench.pane.text == new
        assert at.tags == tags
        await at.type("u")
        assert at.workbench.pane.text == old
        assert at.tags == tags
        assert "this text now" not in at.screen.partition("\n")[2]
        await at.type("U")
        assert at.workbench.pane.text == new
        assert at.tags == tags
        assert "this text now" in at.screen.partition("\n")[2]
        await at.type("u")
    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        at = sitting(app, pilot)
        assert at.workbench.pane.text == old
        assert at.tags == tags
