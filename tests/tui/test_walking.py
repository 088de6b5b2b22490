"""Suggestions one after the other: walked, accepted, edited, rejected, hidden."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Verdict
from annotations.suggest.dates import DateSuggester
from tui.app import PostilApp

Make = Callable[..., PostilApp]

# The left article, for reference, with what is suggested in it:
# Talks resume / Minister [Oran] said on [Tuesday]: ["We will open the harbour in [May]."] [Oran]
# left.  And the right one: Harbour to open / The [Union of Ports] welcomed it. [Oran]'s aide ...

WORDS = "We will open the harbour in May."
ORAN = [("Oran", "actor", "accepted")]
SCRIPTS = [
    ("n", "Oran", []),
    ("n n", "Tuesday", []),
    ("n n N", "Oran", []),
    ("n enter", "Tuesday", ORAN),
    (
        "n enter enter",
        f'"{WORDS}"',
        [("Oran", "actor", "accepted"), ("Tuesday", "date", "accepted")],
    ),
    ("n x", "Tuesday", []),
    ("n n q", "Tuesday", [("Tuesday", "quote", "edited")]),
    ("n L enter", "Tuesday", [("Oran said", "actor", "edited")]),
    ("n enter u", "Oran", []),
    ("n x u", "Oran", []),
    ("n l a", "said", [("said", "actor", "")]),
    ("n X n", "Oran", []),
    ("n X X n", "Tuesday", []),
    ("/ a i d e enter n", "aide", []),
    ("n enter W x", "Oran", []),
    ("r", "Talks", []),
]


@pytest.mark.parametrize(("keys", "selected", "tags"), SCRIPTS)
async def test_keys(
    make_app: Make,
    sitting: Any,
    keys: str,
    selected: str,
    tags: list[tuple[str, str, Verdict]],
) -> None:
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("g " + keys)
        session = at.workbench.session
        found = [
            (session.article.text[a.start : a.end], a.label, a.verdict)
            for a in sorted(session.index, key=lambda a: a.order)
        ]
        assert (at.selected, found) == (selected, tags)


async def test_the_walk_goes_on_in_the_other_pane_and_comes_back(
    make_app: Make, sitting: Any
) -> None:
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("g n n n n n n")
        assert (at.selected, at.workbench.session.article.title) == ("Harbour", "Harbour to open")
        await at.type("n n n")
        assert (at.selected, at.workbench.session.article.title) == ("Oran", "Talks resume")
        await at.type("N")
        assert at.workbench.session.article.title == "Harbour to open"


async def test_a_rejection_hides_these_words_in_this_article_and_is_kept(
    make_app: Make, sitting: Any, tmp_path: Path
) -> None:
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("g n x")
        words = [at.workbench.pane.text[slice(*c.span)] for c in at.workbench.pane.suggested]
        assert "Oran" not in words
        assert "Tuesday" in words
        assert at.tags == []
        assert "a actor 0" in at.screen
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("g n")
        assert at.selected == "Tuesday"


async def test_a_name_is_suggested_everywhere_once_it_is_tagged(
    make_app: Make, sitting: Any, tmp_path: Path
) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_text("the oran was seen.")
    other.write_text("they saw the oran and oran again.")
    async with (app := make_app([one, other])).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("g l a n enter enter")
        assert at.tags == [("oran", "actor"), ("oran", "actor")]
        origins = {a.origin for a in at.workbench.session.index}
        assert origins == {"tagged"}


@pytest.mark.parametrize(
    ("keys", "origin", "value"),
    [("d", "rule:date", "2031-03-04"), ("a", "", None), ("X d", "", None), ("L d", "", None)],
)
async def test_a_label_that_is_suggested_for_these_words_brings_its_value(
    make_app: Make, sitting: Any, tmp_path: Path, keys: str, origin: str, value: str | None
) -> None:
    file = tmp_path / "dates.txt"
    file.write_text("4 March 2031 came.")
    async with (app := make_app([file])).run_test(size=(100, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("g L L " + keys)
        (tag,) = at.workbench.session.index
        assert (tag.origin, tag.attrs.get("value")) == (origin, value)
        assert at.selected == tag_words(at, tag)
        await at.type("u")
        assert at.tags == []


def tag_words(at: Any, tag: Any) -> str:
    return str(at.workbench.pane.text[tag.start : tag.end])


async def test_nothing_to_suggest_is_said(make_app: Make, sitting: Any, tmp_path: Path) -> None:
    file = tmp_path / "small.txt"
    file.write_text("nothing here.")
    async with (app := make_app([file])).run_test(size=(100, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("n")
        assert "There is nothing to suggest." in at.screen
        await at.type("X n")
        assert "Suggestions are hidden." in at.screen


async def test_while_suggestions_are_looked_for_n_says_so_and_then_what_came_of_it(
    make_app: Make, sitting: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    propose = DateSuggester.propose

    def slow(self: Any, article: Any, piece: Any) -> Any:
        go_on.wait(30)
        return propose(self, article, piece)

    monkeypatch.setattr(DateSuggester, "propose", slow)
    monkeypatch.setattr(DateSuggester, "seconds", 60.0, raising=False)
    file = tmp_path / "one.txt"
    file.write_text("it came on 4 March 2031.")
    async with (app := make_app([file])).run_test(size=(100, 24)) as pilot:
        at = sitting(app, pilot)
        await at.press("n")
        assert "Still looking for suggestions" in at.screen
        assert "nothing to suggest" not in at.screen + at.notices
        go_on.set()
        await at.type("X X")
        await at.press("g n")
        assert at.selected == "4 March 2031"


async def test_a_source_that_is_always_wrong_falls_silent_and_says_so(
    make_app: Make, sitting: Any, tmp_path: Path
) -> None:
    file = tmp_path / "dates.txt"
    file.write_text("\n\n".join(f"It was on {day} May." for day in range(1, 32)) + "\n\nOn Friday.")
    async with (app := make_app([file])).run_test(size=(120, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("g n " + "x " * 30)
        assert "rule:date is silent now: 0 of its 30" in at.notices
        assert not list(at.workbench.pane.suggested)


async def test_what_is_asked_is_told_below_the_texts(make_app: Make, sitting: Any) -> None:
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("g n")
        assert "a actor? rule:name" in at.screen
        await at.type("enter W")
        assert "a actor" in at.screen
        assert "actor?" not in at.screen


async def test_what_cannot_be_looked_for_is_said_while_one_extends(
    make_app: Make, sitting: Any, tmp_path: Path
) -> None:
    file = tmp_path / "long.txt"
    file.write_text("the ferry left. " * 100)
    async with (app := make_app([file])).run_test(size=(100, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("v G")
        assert "extending: v or esc ends it" in at.screen
        await at.type("*")
        assert "1,598 characters are too many to look for." in at.screen
        assert "(extendin" in at.screen
