"""Where one left off is found again, and never stands in the way."""

from pathlib import Path

import pytest

from tui import remembered
from tui.remembered import Place, Remembered, keep, keep_theme, recalled, recalled_theme


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
