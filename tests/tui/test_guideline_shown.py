"""The guideline of a label: from a tag, the picker and the keys; it is read, never obeyed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.guidelines import digest_of
from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.asking.dialogs import LabelPicker
from tui.asking.guideline import MARKED_UP, GuidelineScreen
from tui.asking.help_screen import HelpScreen

Make = Callable[..., PostilApp]
ACTOR = "# Actor\n\nThe **bare** name.\n\n- no title\n- no `the`\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def put(label: str, text: str) -> Path:
        folder = tmp_path / "project" / "guidelines"
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{label}.md"
        file.write_text(text)
        return file

    return put


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_guideline_of_the_tag_is_one_key_away(
    make_app: Make, write: Callable[[str, str], Path], size: tuple[int, int]
) -> None:
    write("actor", ACTOR)
    app = make_app()
    async with at_work(app, *size) as at:
        await at.type("a ctrl+k")
        assert isinstance(app.screen, GuidelineScreen)
        assert "actor: what it means" in at.screen
        assert "The bare name." in at.screen
        assert "no title" in at.screen
        assert "another version" not in at.screen
        await at.type("ctrl+k")
        assert app.screen is at.workbench
        write("actor", "Names only.")
        await at.type("ctrl+k")
        assert "Names only." in at.screen
        assert "made under another version" in at.screen
        await at.type("tab")
        assert "The bare name." in at.screen
        assert "Names only." not in at.screen
        assert f"version {digest_of(ACTOR)}" in at.screen
        await at.type("escape")
        assert at.tags == [("Talks", "actor")]


async def test_a_label_without_one_says_where_to_put_it(make_app: Make) -> None:
    app = make_app()
    async with at_work(app) as at:
        await at.type("d ctrl+k")
        assert "guidelines/date.md" in at.screen
        assert not (app.sessions.project.folder / "guidelines").exists()


async def test_where_no_label_is_at_hand_it_is_chosen(
    make_app: Make, write: Callable[[str, str], Path]
) -> None:
    write("date", "Days and months.")
    app = make_app()
    async with at_work(app) as at:
        await at.type("ctrl+k")
        assert isinstance(app.screen, LabelPicker)
        await at.type("d")
        assert "Days and months." in at.screen
        await at.type("q")
        assert app.screen is at.workbench
        assert at.tags == []


@pytest.mark.parametrize(("keys", "list_"), [("t down", LabelPicker), ("? d a t e", HelpScreen)])
async def test_a_labels_row_shows_it_and_the_list_stays(
    make_app: Make, write: Callable[[str, str], Path], keys: str, list_: type
) -> None:
    write("date", "Days and months.")
    app = make_app()
    async with at_work(app) as at:
        await at.type(f"{keys} ctrl+k")
        assert isinstance(app.screen, GuidelineScreen)
        assert "Days and months." in at.screen
        await at.type("escape")
        assert isinstance(app.screen, list_)


async def test_what_is_longer_than_the_screen_is_scrolled(
    make_app: Make, write: Callable[[str, str], Path]
) -> None:
    write("actor", "\n\n".join(f"Rule {n}." for n in range(99)))
    async with at_work(make_app()) as at:
        await at.type("a ctrl+k")
        assert "Rule 0." in at.screen
        await at.type("pagedown")
        assert "Rule 0." not in at.screen
        await at.type("G")
        assert "Rule 98." in at.screen
        await at.type("g")
        assert "Rule 0." in at.screen


HOSTILE = [
    "\x1b]2;gone\x07\x9b\u202ewords",
    "<script>words</script>",
    "[words](javascript:alert(1)) ![words](file:///etc/passwd)",
    "> " * 4000 + "words",
    "[bold red]words[/] [@click=app.exit]words[/]",
    "words\n" * (MARKED_UP // 3),
    "|a|b|\n|-|-|\n|words|\n" + "|" * 2000,
]


@pytest.mark.parametrize("text", HOSTILE)
async def test_a_strangers_guideline_is_shown_and_does_nothing(
    make_app: Make, write: Callable[[str, str], Path], text: str
) -> None:
    write("actor", text)
    app = make_app()
    async with at_work(app) as at:
        await at.type("a ctrl+k")
        assert isinstance(app.screen, GuidelineScreen)
        assert not set(at.screen) & set("\x1b\x07\x9b\u202e")
        await at.type("escape")
        assert app.screen is at.workbench


async def test_what_cannot_be_read_says_why(make_app: Make, tmp_path: Path) -> None:
    (tmp_path / "project" / "guidelines").mkdir(parents=True)
    (tmp_path / "secret").write_text("not for you")
    (tmp_path / "project" / "guidelines" / "actor.md").symlink_to(tmp_path / "secret")
    app = make_app()
    async with at_work(app) as at:
        assert at.notices.count("is a link, and postil follows no links") == 1
        await at.type("a ctrl+k")
        assert "is a link" in " ".join(at.screen.split())
        assert "not for you" not in at.screen
        await at.type("escape")
        assert at.workbench.reading.session.index.exactly(0, 5)[0].guideline == ""
