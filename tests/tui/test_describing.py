"""Values, notes and speakers of a tag, by key."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events

from annotations.annotation import Annotation
from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.asking.form import FormScreen

Make = Callable[..., PostilApp]

TEXT = 'Ann Lee said: "We sail." Bo Ray left on Friday. "They stay," Bo Ray said.\n'
SETTINGS = """
[[labels]]
name = "actor"
key = "a"
attributes = ["entity"]

[[labels]]
name = "date"
key = "d"
attributes = { value = [], certainty = ["day", "month"] }

[[labels]]
name = "quote"
key = "q"

[[links]]
type = "speaker"
from = "quote"
to = "actor"
"""


@pytest.fixture
def article(tmp_path: Path) -> list[Path]:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "postil.toml").write_text(SETTINGS)
    (tmp_path / "articles.csv").write_text("path,published,Beat\na.txt,2031-03-04,Ports\n")
    (tmp_path / "a.txt").write_text(TEXT)
    return [tmp_path / "a.txt"]


def tag_of(at: Any, label: str) -> Annotation:
    (found,) = (a for a in at.workbench.reading.session.index if a.label == label)
    return found  # type: ignore[no-any-return]


async def friday(at: Any) -> None:
    """Tag the date by hand, with suggestions out of the way."""
    await at.type("X / F r i d a y enter escape d")


async def test_the_form_proposes_a_value_and_enter_keeps_it(
    make_app: Make, article: list[Path]
) -> None:
    async with at_work(make_app(article)) as at:
        await friday(at)
        await at.type("i")
        assert isinstance(at.app.screen, FormScreen)
        assert "2031-02-28" in at.screen
        assert "made date" in at.screen
        assert tag_of(at, "date").attrs == {}
        await at.type("enter")
        assert tag_of(at, "date").attrs == {"value": "2031-02-28"}
        await at.type("u")
        assert tag_of(at, "date").attrs == {}


async def test_pasted_words_fill_a_field_that_takes_any(
    make_app: Make, article: list[Path]
) -> None:
    async with at_work(make_app(article)) as at:
        await friday(at)
        for keys in ("i down", "down"):
            await at.type(keys)
            at.app.post_message(events.Paste("as Bo\nsays"))
        await at.type("enter")
        assert tag_of(at, "date").attrs == {"value": "2031-02-28"}
        assert tag_of(at, "date").note == "as Bo says"


@pytest.mark.parametrize(
    ("keys", "attrs", "note"),
    [
        ("i escape", {}, ""),
        ("i ctrl+u 2 0 3 1 enter", {"value": "2031"}, ""),
        ("i ctrl+u enter", {}, ""),
        ("i ctrl+u x enter backspace enter", {}, ""),
        ("i ctrl+u x enter escape", {}, ""),
        ("i down right enter", {"value": "2031-02-28", "certainty": "day"}, ""),
        ("i tab m enter", {"value": "2031-02-28", "certainty": "month"}, ""),
        ("i down left left backspace enter", {"value": "2031-02-28"}, ""),
        ("i up s u r e question_mark enter", {"value": "2031-02-28"}, "sure?"),
        ("c h m enter", {}, "hm"),
        ("c h m enter c m enter", {}, "hmm"),
        ("c h m enter c ctrl+u enter", {}, ""),
        ("c h m escape", {}, ""),
    ],
)
async def test_keys(
    make_app: Make,
    article: list[Path],
    keys: str,
    attrs: dict[str, str],
    note: str,
) -> None:
    async with at_work(make_app(article)) as at:
        await friday(at)
        await at.type(keys)
        tag = tag_of(at, "date")
        assert (dict(tag.attrs), tag.note) == (attrs, note)


async def test_what_speaks_against_a_value_is_said(make_app: Make, article: list[Path]) -> None:
    async with at_work(make_app(article), 100, 24) as at:
        await friday(at)
        await at.type("i ctrl+u x enter")
        assert "value is a day, month or year, such as 2031-03-04" in at.screen
        assert isinstance(at.app.screen, FormScreen)


async def test_an_articles_metadata_is_filled_in_and_kept(
    make_app: Make, article: list[Path], tmp_path: Path
) -> None:
    app = make_app(article)
    async with at_work(app, 120, 24) as at:
        await at.type("I ctrl+u N e w s down W i r e enter")
        assert "News" in at.screen
        assert "Wire" in at.screen
        (listed,) = app.sessions.project.store.articles()
        assert listed.more == {"Beat": "Ports"}
        assert (listed.title, listed.source, listed.published) == ("News", "Wire", "2031-03-04")
        await at.type("I down down down ctrl+u x enter")
        assert "Beat: Ports" in at.screen
        assert "published is a date" in at.screen
        await at.type("escape a")
    async with at_work(make_app(article), 120, 24) as at:
        assert at.workbench.reading.session.article.title == "News"
        assert at.tags == [("Ann", "actor")]
