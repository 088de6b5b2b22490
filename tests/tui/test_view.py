"""What is in view: scrolling, sizes, focus, boilerplate, the mouse, what the title row tells."""

import re
from collections.abc import Callable
from pathlib import Path

from tests.tui.sitting import at_work
from tui.app import PostilApp

Make = Callable[..., PostilApp]


async def test_focus_mode_follows_the_sentence(make_app: Make) -> None:
    async with at_work(make_app()) as at:

        def brightest() -> str:
            strip = at.workbench.panes.frames[0].pane.line(2)
            return "".join(s.text for s in strip if not s.style.dim)

        await at.type("X F }")
        assert "Minister Oran said on Tuesday" in brightest()
        await at.type(") )")
        assert "Minister" not in brightest()
        await at.type("F")
        assert "Minister Oran said on Tuesday" in brightest()


async def test_the_title_row_tells_the_minutes_that_are_left(
    make_app: Make, tmp_path: Path
) -> None:
    file = tmp_path / "long.txt"
    file.write_text("One sentence of the report. " * 500)
    async with at_work(make_app([file])) as at:
        assert "9 min \u00b7 8 %" in at.screen
        await at.type("G")
        assert "min" not in at.screen


async def test_boilerplate_fades_and_is_passed_over_until_it_is_asked_for(
    make_app: Make, tmp_path: Path
) -> None:
    file = tmp_path / "scraped.txt"
    file.write_text("Talks resume\n\nShare this story\n\nNothing was agreed.\n")
    async with at_work(make_app([file]), 100, 24) as at:

        def faded() -> bool:
            pane = at.workbench.panes.frames[0].pane
            row = next(row for row in range(8) if "Share" in pane.line(row).text)
            return any(s.style.dim for s in pane.line(row) if "Share" in s.text)

        await at.type("g j")
        assert (at.selected, faded()) == ("Nothing", True)
        await at.type("Z")
        assert "treated as text" in at.screen
        await at.type("k")
        assert (at.selected, faded()) == ("Share", False)
        await at.type("Z g j")
        assert (at.selected, faded()) == ("Nothing", True)


async def test_a_pane_more_leaves_no_old_share_read_above_the_others(
    make_app: Make, tmp_path: Path
) -> None:
    text = "\n\n".join(f"Paragraph number {n} of a long report on boats." for n in range(60))
    files = [tmp_path / f"{name}.txt" for name in ("one", "two", "three")]
    for file in files:
        file.write_text(f"{file.name} {text}")
    async with at_work(make_app(files)) as at:
        await at.type("+")
        assert len(set(shares_read(at.screen))) == 1
        await at.type("-")
        assert len(set(shares_read(at.screen))) == 1


def shares_read(screen: str) -> list[str]:
    return re.findall(r"\d+ %", screen.splitlines()[0])


async def test_the_column_is_made_wider_and_narrower(make_app: Make) -> None:
    async with at_work(make_app()) as at:
        await at.type("_ _")
        assert "Column: 64 cells" in at.screen
        await at.type("_ " * 20)
        assert "Column: 30 cells" in at.screen
        await at.type("|")
        assert "Column: 34 cells" in at.screen


async def test_panes_scroll_together_by_what_they_say(make_app: Make, tmp_path: Path) -> None:
    said = ["Ann Lee left the Harbour Board.", "Ferries 41 and 42 wait.", "Snow fell on Mount Ebb."]
    filler = [f"Filler{n} of kind{n} says nothing{n}." for n in range(60)]
    left, right = tmp_path / "left.txt", tmp_path / "right.txt"
    left.write_text("\n\n".join([said[0], *filler[:20], said[1], *filler[20:30], said[2]]))
    right.write_text("\n\n".join([*filler[30:45], said[1], *filler[45:], said[2], said[0]]))
    async with at_work(make_app([left, right])) as at:
        await at.type("X S")
        assert "scroll together" in at.screen
        for keys, words in (("g", said[0]), ("G", said[2])):
            await at.type(keys)
            marked = [line for line in at.screen.splitlines() if "\u258e" in line]
            assert words in marked[0].split("\u258e")[1]
        await at.type("S")
        assert "\u258e" not in at.screen


async def test_the_mouse_selects_drags_and_scrolls(make_app: Make) -> None:
    async with at_work(make_app()) as at:
        pane = at.workbench.panes.frames[1].pane
        await at.pilot.click(pane, offset=(9, 2))
        assert at.selected == "Union"
        await at.pilot.mouse_down(pane, offset=(4, 2))
        await at.pilot.hover(pane, offset=(9, 2))
        await at.pilot.mouse_up(pane, offset=(9, 2))
        assert at.selected == "The Union"
        await at.pilot.click(pane, offset=(9, 2), times=3)
        assert at.selected == "The Union of Ports welcomed it."


async def test_a_resize_keeps_the_place_and_every_row_its_width(
    make_app: Make, tmp_path: Path
) -> None:
    file = tmp_path / "long.txt"
    file.write_text("Title\n\n" + "\n\n".join(f"Paragraph {n} has words." for n in range(300)))
    async with at_work(make_app([file])) as at:
        await at.type("G")
        assert "Paragraph 299" in at.screen
        for size in ((60, 20), (130, 40), (80, 24)):
            await at.pilot.resize_terminal(*size)
            await at.pilot.pause()
            assert "Paragraph 29" in at.screen
            assert {len(line) for line in at.screen.splitlines()} == {size[0]}


async def test_where_the_wheel_has_gone_only_steps_come_to_the_view(
    make_app: Make, tmp_path: Path
) -> None:
    file = tmp_path / "long.txt"
    file.write_text("\n\n".join(f"Paragraph {n} has words." for n in range(300)))
    app = make_app([file])
    async with at_work(app) as at:
        pane = at.workbench.reading.pane
        pane.bring_share(0.5)
        await at.type("?")
        assert app.screen is not at.workbench
        await at.type("escape l")
        assert 0 < pane.view[0] <= pane.selected[0] < pane.view[1]
        pane.bring_share(0.1)
        await at.type("g")
        assert pane.selected[0] == 0
        pane.bring_share(0.5)
        await at.type("G")
        assert at.selected == "words"
