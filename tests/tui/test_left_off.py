"""Where one left off, how wide the text was and in which colours, for the next sitting."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import UsageError
from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.remembered import keep_theme, recalled

Make = Callable[..., PostilApp]


async def test_a_theme_is_taken_from_the_settings_and_kept_when_another_is_chosen(
    make_app: Make, tmp_path: Path
) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "postil.toml").write_text('theme = "nord"')
    async with (app := make_app()).run_test() as pilot:
        assert app.theme == "nord"
        app.theme = "dracula"
        await pilot.pause()
    assert make_app().theme == "dracula"
    keep_theme("no such theme")
    assert make_app().theme == "nord"
    (tmp_path / "project" / "postil.toml").write_text('theme = "nrod"')
    with pytest.raises(UsageError, match="there is no theme 'nrod'"):
        make_app()


async def test_one_is_where_one_left_off(make_app: Make, tmp_path: Path) -> None:
    text = "\n\n".join(f"Paragraph number {n} of the report." for n in range(60))
    file = tmp_path / "long.txt"
    file.write_text(text)
    app = make_app([file])
    async with at_work(app) as at:
        await at.type("space space l L |")
        pane = app.screen.reading.pane  # type: ignore[attr-defined]
        left = pane.selected, pane.top
        assert left[1] > 0
    app = make_app([file])
    async with at_work(app) as at:
        await at.type("")
        pane = app.screen.reading.pane  # type: ignore[attr-defined]
        assert (pane.selected, pane.top) == left
        assert pane.column == 76
    file.write_text("Another text.")
    async with at_work(make_app([file])) as at:
        assert at.selected == "Another"


async def test_the_place_is_kept_while_one_reads(make_app: Make) -> None:
    async with at_work(make_app()) as at:
        await at.type("l l")
        at.app.sitting.keep_place()
        start, end = at.workbench.reading.pane.selected
        kept = recalled(at.app.sessions.project.folder).places
        assert (start, end) in {(place.start, place.end) for place in kept.values()}
