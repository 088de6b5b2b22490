"""What stands under the selection: its sentence with a bar for each tag, in the right cells."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import now
from annotations.project import Project
from tests.tui.sitting import at_work
from tui.app import PostilApp

Make = Callable[..., PostilApp]

LATIN = "Oran said that the Union of Ports would reopen the northern harbour in May, or later."
CHINESE = (
    "\u9996\u76f8\u306f\u706b\u66dc\u65e5\u3001\u5317\u90e8\u306e\u6e2f\u6e7e\u7d44\u5408\u3068\u306e\u5354\u8b70\u304c"
    "\u4e5d\u65e5\u9593\u306b\u308f\u305f\u3063\u3066\u7d9a\u3044\u305f\u672b\u306b\u307e\u3068\u307e\u3063\u305f\u3053\u3068"
    "\u3092\u660e\u3089\u304b\u306b\u3057\u305f"
)


async def lanes(make_app: Make, file: Path, text: str, keys: str, width: int = 100) -> list[str]:
    """The inspector's lines after some keys, down to the last that is not empty."""
    file.write_text(text, encoding="utf-8")
    async with at_work(make_app([file]), width, 24) as at:
        await at.type(keys)
        rows = [line.rstrip() for line in at.screen.splitlines()[19:-1]]
    return [row for row in rows if row]


@pytest.mark.parametrize(
    ("keys", "width", "expected"),
    [
        ("l l l l a", 100, "                     \u2570\u2500\u2500\u2500\u256f a actor"),
        (
            "l l l l L L a",
            100,
            "                     \u2570a actor\u2500\u2500\u2500\u2500\u2500\u256f",
        ),
        ("G a", 92, " " * 73 + "a actor \u2570\u2500\u2500\u2500\u256f"),
        ("l l l l a a & q", 100, "                     \u2570\u2500\u2500\u2500\u256f q quote"),
    ],
)
async def test_a_bar_stands_under_its_words(
    make_app: Make, tmp_path: Path, keys: str, width: int, expected: str
) -> None:
    lines = await lanes(make_app, tmp_path / "a.txt", LATIN, keys, width)
    assert lines[0].startswith("  Oran said")
    assert lines[1:] == [expected]


@pytest.mark.parametrize("keys", ["a", "l l l l l l l l l l a", "G a"])
async def test_of_a_wide_script_the_selection_is_in_sight(
    make_app: Make, tmp_path: Path, keys: str
) -> None:
    text = CHINESE + "\u3002"
    words_row, bar, *_ = await lanes(make_app, tmp_path / "a.txt", text, keys, 60)
    assert "\u2570\u256f a actor" in bar or "a actor \u2570\u256f" in bar
    # A cluster of two cells over the bar's two ends.
    before = bar.index("\u2570")
    assert len(words_row.strip()) * 2 > before - 2


async def test_a_model_is_named_with_how_sure_it_is(tmp_path: Path) -> None:
    (tmp_path / "postil.toml").write_text("[suggest]\non = []\n")
    project = Project(tmp_path, "ana")
    found = {"annotator": "model:x", "origin": "model:x", "verdict": "suggested"}
    added = (Annotation("1", 0, 4, "actor", score=0.42, **found),)
    project.store.apply(Article("a", "A", LATIN), Change("c", "c", "ana", now(), added=added))
    async with at_work(PostilApp(project, None, place=(("a",), (0, 4))), 100, 24) as at:
        await at.type("n")
        assert "a actor? model:x 0.42" in at.screen


async def test_what_looks_wrong_is_told_below_its_tag_and_its_answers_have_room(
    make_app: Make, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"{LATIN}\n\nA second one has nothing of note.\n")
    async with at_work(make_app([file]), 80, 24) as at:
        await at.type(f"g {'L ' * 8} q g {'l ' * 5} {'L ' * 9} a g !")
        await at.type("n" if "crossing" not in at.screen else "")
        rows = at.screen.splitlines()
        assert "crossing" in rows[-1]
        assert "enter fine  x remove" in rows[-1]
        assert any("crosses quote \u00abOran said" in row for row in rows[19:-1])
        assert not at.notices
