"""What keys do on the screen, from the selection to the count that the disk has confirmed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events

from annotations import speed
from annotations.errors import UsageError
from tests.tui.failing import Failing
from tui.app import PostilApp
from tui.asking.dialogs import Leaving
from tui.asking.help_screen import HelpScreen
from tui.panes import PaneFrame
from tui.remembered import keep_theme, recalled

Make = Callable[..., PostilApp]


async def test_keys_reach_the_screen_and_the_disk(make_app: Make, sitting: Any) -> None:
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("/ i n space m a y enter d")
        assert (at.selected, at.tags) == ("in May", [("in May", "date")])
        assert "d date 1" in at.screen


async def test_the_first_of_two_articles_has_the_keys_and_tab_gives_them_to_the_other(
    make_app: Make, sitting: Any
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("a tab } l d")
        assert at.tags == [("Union", "date")]
        assert "d date 1" in at.screen
        await at.type("tab")
        assert at.tags == [("Talks", "actor")]
        assert "a actor 1   d date 0" in at.screen


async def test_tags_and_undo_outlive_the_app(make_app: Make, sitting: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await sitting(app, pilot).type("a l d l q u")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        assert at.tags == [("Talks", "actor"), ("resume", "date")]
        await at.type("u")
        assert at.tags == [("Talks", "actor")]
        await at.type("U U")
        assert at.tags == [("Talks", "actor"), ("resume", "date"), ("Minister", "quote")]


async def test_what_a_tag_took_is_logged_unless_switched_off(
    make_app: Make, sitting: Any, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        await sitting(app, pilot).type("l l a u h d")
    paces = list(speed.read(project / ".postil"))
    assert [(pace.label, pace.keys) for pace in paces] == [("actor", 3), ("date", 3)]
    (project / "postil.toml").write_text("speed_log = false")
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        await sitting(app, pilot).type("j j a")
    assert list(speed.read(project / ".postil")) == paces


async def test_reading_alone_writes_nothing(make_app: Make, sitting: Any, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await sitting(app, pilot).type("l j } tab space g e")
    assert not (tmp_path / "project").exists()


async def test_two_apps_on_one_project_see_each_others_tags_with_their_next_save(
    make_app: Make, sitting: Any
) -> None:
    one, other = make_app(), make_app()
    async with one.run_test(size=(80, 24)) as first, other.run_test(size=(80, 24)) as second:
        here, there = sitting(one, first), sitting(other, second)
        await here.type("a")
        await there.type("l d")
        assert there.tags == [("Talks", "actor"), ("resume", "date")]
        assert "a actor 1   d date 1" in there.screen
        await here.type("} q")
        assert here.tags == [("Talks", "actor"), ("resume", "date"), ("Minister", "quote")]


async def test_a_tag_changed_elsewhere_is_kept_and_named(make_app: Make, sitting: Any) -> None:
    one, other = make_app(), make_app()
    async with one.run_test(size=(80, 24)) as first:
        here = sitting(one, first)
        await here.type("a")
        async with other.run_test(size=(80, 24)) as second:
            there = sitting(other, second)
            await there.type("d")
        await here.type("q")
        assert here.tags == [("Talks", "date")]
        assert "changed elsewhere" in here.notices


def displayed(at: Any) -> list[bool]:
    return [frame.display for frame in at.workbench.panes.query(PaneFrame)]


async def test_marks_and_pages(make_app: Make, sitting: Any, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    for group in ("one", "two"):
        (folder / group).mkdir(parents=True)
        for name in "abc":
            text = f"{group} {name}\n\nWords of {group} {name}.\n"
            (folder / group / f"{name}.txt").write_text(text)
    app = make_app([folder])
    async with app.run_test(size=(100, 24)) as pilot:
        at = sitting(app, pilot)
        assert "one a" in at.screen
        assert "one b" in at.screen
        await at.type("m")
        assert "done" in at.screen
        await at.type(">")
        assert "one c" in at.screen
        assert "two" not in at.screen
        await at.type("> <")
        assert "one c" in at.screen
        await at.type("< +")
        assert [frame.display for frame in at.workbench.panes.query(PaneFrame)] == [
            True,
            True,
            True,
        ]
        await at.type("- z")
        assert [frame.display for frame in at.workbench.panes.query(PaneFrame)] == [
            True,
            False,
            False,
        ]
        await at.type("M")
        assert "one c" in at.screen


async def test_what_cannot_be_saved_stays_is_named_and_is_saved_later(
    make_app: Make, sitting: Any
) -> None:
    app = make_app()
    failing = app.sessions.writer.store = Failing(app.sessions.writer.store)
    async with app.run_test(size=(100, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("a l d")
        assert at.tags == [("Talks", "actor"), ("resume", "date")]
        assert "a 0   d 0" in at.screen
        assert "2 not saved, ctrl+s tries again: The disk is full." in at.screen
        await at.type("ctrl+q")
        assert isinstance(app.screen, Leaving)
        await at.type("s")
        failing.broken = False
        await at.type("ctrl+s")
        assert "a actor 1   d date 1" in at.screen
        assert "not saved" not in at.screen


async def test_leaving_right_after_a_tag_that_cannot_be_saved_asks_all_the_same(
    make_app: Make, sitting: Any
) -> None:
    app = make_app()
    app.sessions.writer.store = Failing(app.sessions.writer.store)
    async with app.run_test(size=(100, 24)) as pilot:
        at = sitting(app, pilot)
        # Both before the screen has heard of the failure.
        at.workbench.answer("a", "a")
        at.workbench.answer("ctrl+q", None)
        await pilot.pause()
        assert isinstance(app.screen, Leaving)
        assert "The disk is full." in at.screen


async def test_an_overdue_save_shows_hollow_edges(make_app: Make, sitting: Any) -> None:
    app = make_app()
    app.sessions.writer.store = Failing(app.sessions.writer.store)
    async with app.run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("a")
        at.workbench.overdue.look(at.workbench.reading.session.waiting)
        await pilot.pause()
        assert "(Talks)" in at.screen or "\u2595Talks\u258f" in at.screen


async def test_help_shows_labels_and_keys(make_app: Make, sitting: Any) -> None:
    app = make_app()
    async with app.run_test(size=(100, 60)) as pilot:
        at = sitting(app, pilot)
        await at.type("?")
        assert isinstance(app.screen, HelpScreen)
        assert "actor: a named person" in at.screen
        assert "previous word" in at.screen
        await at.type("escape a")
        assert at.tags == [("Talks", "actor")]


@pytest.mark.parametrize("key", ["f1", "question_mark"])
async def test_help_closes_by_the_key_that_opened_it(
    make_app: Make, sitting: Any, tmp_path: Path, key: str
) -> None:
    (tmp_path / "project").mkdir()
    named = {"question_mark": "?"}.get(key, key)
    keys = f'[keys]\nhelp = ["{named}"]\n'
    (tmp_path / "project" / "postil.toml").write_text(keys)
    async with (app := make_app()).run_test(size=(100, 60)) as pilot:
        at = sitting(app, pilot)
        await at.type(key)
        assert isinstance(app.screen, HelpScreen)
        await at.type(key)
        assert app.screen is at.workbench


async def test_focus_mode_follows_the_sentence(make_app: Make, sitting: Any) -> None:
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)

        def brightest() -> str:
            strip = at.workbench.panes.frames[0].pane.line(2)
            return "".join(s.text for s in strip if not s.style.dim)

        await at.type("X F }")
        assert "Minister Oran said on Tuesday" in brightest()
        await at.type(") )")
        assert "Minister" not in brightest()
        await at.type("F")
        assert "Minister Oran said on Tuesday" in brightest()


async def test_a_theme_is_taken_from_the_settings_and_kept_when_another_is_chosen(
    make_app: Make, sitting: Any, tmp_path: Path
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


async def test_the_title_row_tells_the_minutes_that_are_left(
    make_app: Make, sitting: Any, tmp_path: Path
) -> None:
    file = tmp_path / "long.txt"
    file.write_text("One sentence of the report. " * 500)
    async with (app := make_app([file])).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        assert "9 min \u00b7 8 %" in at.screen
        await at.type("G")
        assert "min" not in at.screen


async def test_boilerplate_fades_and_is_passed_over_until_it_is_asked_for(
    make_app: Make, sitting: Any, tmp_path: Path
) -> None:
    file = tmp_path / "scraped.txt"
    file.write_text("Talks resume\n\nShare this story\n\nNothing was agreed.\n")
    async with (app := make_app([file])).run_test(size=(100, 24)) as pilot:
        at = sitting(app, pilot)

        def faded() -> bool:
            row = next(
                r for r in range(8) if "Share" in at.workbench.panes.frames[0].pane.line(r).text
            )
            return any(
                s.style.dim
                for s in at.workbench.panes.frames[0].pane.line(row)
                if "Share" in s.text
            )

        await at.type("g j")
        assert (at.selected, faded()) == ("Nothing", True)
        await at.type("Z")
        assert "treated as text" in at.screen
        await at.type("k")
        assert (at.selected, faded()) == ("Share", False)
        await at.type("Z g j")
        assert (at.selected, faded()) == ("Nothing", True)


async def test_one_is_where_one_left_off(make_app: Make, sitting: Any, tmp_path: Path) -> None:
    text = "\n\n".join(f"Paragraph number {n} of the report." for n in range(60))
    file = tmp_path / "long.txt"
    file.write_text(text)
    async with (app := make_app([file])).run_test(size=(80, 24)) as pilot:
        await sitting(app, pilot).type("space space l L |")
        pane = app.screen.reading.pane  # type: ignore[attr-defined]
        left = pane.selected, pane.top
        assert left[1] > 0
    async with (app := make_app([file])).run_test(size=(80, 24)) as pilot:
        await sitting(app, pilot).type("")
        pane = app.screen.reading.pane  # type: ignore[attr-defined]
        assert (pane.selected, pane.top) == left
        assert pane.column == 76
    file.write_text("Another text.")
    async with (app := make_app([file])).run_test(size=(80, 24)) as pilot:
        assert sitting(app, pilot).selected == "Another"


async def test_the_place_is_kept_while_one_reads(make_app: Make, sitting: Any) -> None:
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("l l")
        app.sitting.keep_place()
        start, end = at.workbench.reading.pane.selected
        kept = recalled(app.sessions.project.folder).places
        assert (start, end) in {(place.start, place.end) for place in kept.values()}


async def test_a_pane_more_leaves_no_old_share_read_above_the_others(
    make_app: Make, sitting: Any, tmp_path: Path
) -> None:
    text = "\n\n".join(f"Paragraph number {n} of a long report on boats." for n in range(60))
    files = [tmp_path / f"{name}.txt" for name in ("one", "two", "three")]
    for file in files:
        file.write_text(f"{file.name} {text}")
    async with (app := make_app(files)).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("+")
        assert len(set(shares_read(at.screen))) == 1
        await at.type("-")
        assert len(set(shares_read(at.screen))) == 1


def shares_read(screen: str) -> list[str]:
    return re.findall(r"\d+ %", screen.splitlines()[0])


async def test_the_column_is_made_wider_and_narrower(make_app: Make, sitting: Any) -> None:
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("_ _")
        assert "Column: 64 cells" in at.screen
        await at.type("_ " * 20)
        assert "Column: 30 cells" in at.screen
        await at.type("|")
        assert "Column: 34 cells" in at.screen


async def test_panes_scroll_together_by_what_they_say(
    make_app: Make, sitting: Any, tmp_path: Path
) -> None:
    said = ["Ann Lee left the Harbour Board.", "Ferries 41 and 42 wait.", "Snow fell on Mount Ebb."]
    filler = [f"Filler{n} of kind{n} says nothing{n}." for n in range(60)]
    left, right = tmp_path / "left.txt", tmp_path / "right.txt"
    left.write_text("\n\n".join([said[0], *filler[:20], said[1], *filler[20:30], said[2]]))
    right.write_text("\n\n".join([*filler[30:45], said[1], *filler[45:], said[2], said[0]]))
    async with (app := make_app([left, right])).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("X S")
        assert "scroll together" in at.screen
        for keys, words in (("g", said[0]), ("G", said[2])):
            await at.type(keys)
            marked = [line for line in at.screen.splitlines() if "\u258e" in line]
            assert words in marked[0].split("\u258e")[1]
        await at.type("S")
        assert "\u258e" not in at.screen


async def test_the_mouse_selects_drags_and_scrolls(make_app: Make, sitting: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        pane = at.workbench.panes.frames[1].pane
        await pilot.click(pane, offset=(9, 2))
        assert at.selected == "Union"
        await pilot.mouse_down(pane, offset=(4, 2))
        await pilot.hover(pane, offset=(9, 2))
        await pilot.mouse_up(pane, offset=(9, 2))
        assert at.selected == "The Union"
        await pilot.click(pane, offset=(9, 2), times=3)
        assert at.selected == "The Union of Ports welcomed it."


async def test_a_resize_keeps_the_place_and_every_row_its_width(
    make_app: Make, sitting: Any, tmp_path: Path
) -> None:
    file = tmp_path / "long.txt"
    file.write_text("Title\n\n" + "\n\n".join(f"Paragraph {n} has words." for n in range(300)))
    app = make_app([file])
    async with app.run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("G")
        assert "Paragraph 299" in at.screen
        for size in ((60, 20), (130, 40), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert "Paragraph 29" in at.screen
            assert {len(line) for line in at.screen.splitlines()} == {size[0]}


async def test_where_the_wheel_has_gone_only_steps_come_to_the_view(
    make_app: Make, sitting: Any, tmp_path: Path
) -> None:
    file = tmp_path / "long.txt"
    file.write_text("\n\n".join(f"Paragraph {n} has words." for n in range(300)))
    app = make_app([file])
    async with app.run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
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


SCHEME = """
annotator = "ben"

[[labels]]
name = "claim"
key = ["c", "\u0444"]
colour = "teal"

[[labels]]
name = "news"
key = "n"

[keys]
undo = ["ctrl+u"]
"""


async def test_a_scheme_of_ones_own_has_its_labels_and_keys(
    make_app: Make, sitting: Any, tmp_path: Path
) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "postil.toml").write_text(SCHEME, encoding="utf-8")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("c l \u0444 l n l 1")
        labels = ["claim", "claim", "news", "claim"]
        assert [label for _, label in at.tags] == labels
        assert "c claim 3   n news 1" in at.screen
        assert {a.annotator for a in at.workbench.reading.session.index} == {"ben"}
        await at.type("ctrl+u u")
        assert len(at.tags) == 3
        await at.type("/ O r a n enter ; n ; n")
        assert at.selected == "Oran"


async def test_tags_under_labels_that_the_scheme_lost_stay(
    make_app: Make, sitting: Any, tmp_path: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await sitting(app, pilot).type("a")
    (tmp_path / "project" / "postil.toml").write_text('[[labels]]\nname = "claim"\nkey = "c"\n')
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        assert at.tags == [("Talks", "actor")]
        assert "? actor 1" in at.screen


async def test_keys_typed_ahead_keep_their_order(make_app: Make, sitting: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        for key in "alal":
            app.post_message(events.Key(key, key))
        app.post_message(events.Key("tab", None))
        for key in "dld":
            app.post_message(events.Key(key, key))
        await at.type("")
        assert at.tags == [("Harbour", "date"), ("to", "date")]
        await at.type("tab")
        assert at.tags == [("Talks", "actor"), ("resume", "actor")]


@pytest.mark.parametrize("entry", ['colour = "blurple"', 'key = "x"\n[keys]\nundo = ["U"]'])
def test_settings_that_cannot_be_are_refused_before_anything_is_drawn(
    make_app: Make, tmp_path: Path, entry: str
) -> None:
    (tmp_path / "project").mkdir()
    toml = f'[[labels]]\nname = "claim"\n{entry}\n'
    (tmp_path / "project" / "postil.toml").write_text(toml)
    with pytest.raises(UsageError, match=r"blurple|undo"):
        make_app()


@pytest.mark.parametrize("left", ["d", "9", "escape"])
async def test_a_key_that_waits_for_another_says_so(
    make_app: Make, sitting: Any, left: str
) -> None:
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("g &")
        assert "now a label's key: a second label on these words" in at.screen
        await at.type(left)
        assert "now a label's key" not in at.screen


async def test_help_is_narrowed_by_what_is_typed_and_does_what_is_chosen(
    make_app: Make, sitting: Any
) -> None:
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("a ?")
        assert "To begin with" in at.screen
        await at.type("u n d o")
        assert "Keys: undo" in at.screen
        assert "take back" not in at.screen
        await at.type("enter")
        assert app.screen is at.workbench
        assert at.tags == []
        await at.type("? ? U")
        assert at.tags == [("Talks", "actor")]
        await at.type("? x x x enter backspace backspace backspace escape")
        assert app.screen is at.workbench
