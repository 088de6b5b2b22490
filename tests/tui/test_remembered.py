"""Where one left off is found again, and never stands in the way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import UsageError
from tests.tui.sitting import at_work
from tui import remembered
from tui.app import PostilApp
from tui.remembered import Place, Remembered, keep, keep_theme, recalled, recalled_theme
from tui.served import DRIVER, VARIABLE, VISITOR


def test_what_was_kept_is_recalled_for_its_project_only(tmp_path: Path) -> None:
    one = Remembered({"a": Place(3, 9, 0)}, "b", 3, 60)
    keep(one, tmp_path / "one", tmp_path)
    keep(Remembered(panes=1), tmp_path / "two", tmp_path)
    assert recalled(tmp_path / "one", tmp_path) == one
    assert recalled(tmp_path / "two", tmp_path) == Remembered(panes=1)
    assert recalled(tmp_path / "three", tmp_path) == Remembered()
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"panes": "many"}', b"\xff"])
def test_a_damaged_file_is_as_none(tmp_path: Path, data: bytes) -> None:
    keep(Remembered(panes=1), tmp_path, tmp_path)
    (file,) = (tmp_path / "places").iterdir()
    file.write_bytes(data)
    assert recalled(tmp_path, tmp_path) == Remembered()


def test_a_state_folder_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "places").write_text("a file")
    keep(Remembered(panes=1), tmp_path, tmp_path)
    assert recalled(tmp_path, tmp_path) == Remembered()


def test_the_theme_is_kept_for_every_project(tmp_path: Path) -> None:
    assert recalled_theme(tmp_path) == ""
    keep_theme("nord", tmp_path)
    assert recalled_theme(tmp_path) == "nord"
    (tmp_path / "theme").write_bytes(b"\xff")
    assert recalled_theme(tmp_path) == ""


def test_only_the_latest_places_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_MOST", 2)
    keep(Remembered({id: Place(0, 1, 0) for id in "abc"}), tmp_path, tmp_path)
    assert list(recalled(tmp_path, tmp_path).places) == ["b", "c"]


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


def test_each_visitor_of_a_page_has_a_place_and_a_theme_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv(VISITOR, "ben")
    keep_theme("nord")  # by a program that draws on no page, whatever else is set
    monkeypatch.setenv(VARIABLE, DRIVER)
    for who in ("ana", "../ben"):
        monkeypatch.setenv(VISITOR, who)
        assert recalled_theme() == ""
        assert recalled(tmp_path) == Remembered()
        keep_theme(f"theme-of-{len(who)}")
        keep(Remembered(active=who), tmp_path)
    monkeypatch.setenv(VISITOR, "ana")
    assert (recalled_theme(), recalled(tmp_path).active) == ("theme-of-3", "ana")
    monkeypatch.setenv(VISITOR, "")
    assert recalled_theme() == "nord"
    assert [one.name for one in tmp_path.iterdir()] == ["state"]
