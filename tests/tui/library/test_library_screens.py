"""The library as it stands on the screen, at three sizes, compared with files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Status
from annotations.clock import new_id
from annotations.project import Project
from tests.tui.sitting import at_work
from tui.app import PostilApp

Make = Callable[..., PostilApp]
SCREENS = Path(__file__).parent / "screens"

CASES = {
    "library-80x24": ((80, 24), "j space j"),
    "library-120x36": ((120, 36), "/ f e r r y enter 3 3"),
    "library-200x50": ((200, 50), "G"),
    "groups-80x24": ((80, 24), "tab j right"),
    "typing-80x24": ((80, 24), "/ s o u r c e : w"),
    "found-80x24": ((80, 24), "ctrl+f t u e s d a y enter"),
}


@pytest.fixture
def tagged(corpus: Project) -> Project:
    """The corpus with some tags and marks, and a title that tries to command the terminal."""
    marks: dict[str, tuple[Status, str]] = {
        "ferry-a": ("done", "aadpq"),
        "ferry-b": ("skipped", "a"),
        "harbour-b": ("done", "aaaaaaaaaaaadd"),
        "alone": ("open", "q"),
    }
    labels = {"a": "actor", "d": "date", "p": "proposal", "q": "quote"}
    for id, (status, tags) in marks.items():
        article = corpus.store.article(id)
        assert article
        added = tuple(
            Annotation(new_id(), n, n + 1, labels[key], "ana") for n, key in enumerate(tags)
        )
        change = Change(new_id(), new_id(), "ana", "", added=added)
        corpus.store.apply(article, replace(change, status=("open", status)))
    article = corpus.store.article("ferry-c")
    assert article
    title = "Uni\x1b[2Jon \u202ecalls\u202c for \u6f22\u5b57 talks"
    corpus.store.amend("ferry-c", {"title": title})
    return corpus


@pytest.mark.parametrize("name", CASES)
async def test_the_screen_is_as_it_was(tagged: Project, make_library: Make, name: str) -> None:
    size, keys = CASES[name]
    async with at_work(make_library(), *size) as at:
        await (at.look(keys) if name.startswith("found") else at.press(keys))
        if at.app.screen is at.library:
            await at.covered()
        shown = "".join(f"{line.rstrip()}\n" for line in at.screen.splitlines())
    assert shown == (SCREENS / f"{name}.txt").read_text(encoding="utf-8")
