"""Two small articles in a project of their own; and the command line."""

import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from textual import events
from textual.pilot import Pilot

from annotations.article import Article, Metadata
from annotations.listing import Listed
from annotations.project import Project
from annotations.sources.reading_list import reading_list
from tests.forked import Forked
from tests.tui.strips import strips_of
from tui.app import PostilApp
from tui.cli import postil
from tui.library.places import Places
from tui.library.screen import Library
from tui.workbench import Workbench

LEFT = (
    'Talks resume\n\nMinister Oran said on Tuesday: "We will open the harbour in May." Oran left.\n'
)
RIGHT = "Harbour to open\n\nThe Union of Ports welcomed it. Oran\u2019s aide did not.\n"


class Sitting:
    """An app at work in a test, with short words for what tests do."""

    def __init__(self, app: PostilApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def workbench(self) -> Workbench:
        return next(s for s in self.app.screen_stack if isinstance(s, Workbench))

    async def type(self, keys: str) -> None:
        """Press keys and wait until what they did is saved, suggested anew and shown."""
        for word in keys.split():
            self.app.post_message(key_event(word))
            await self._settle()
            self.app.sessions.suggestions.proposer.drain(10)
            await self._settle()
        self.app.sessions.writer.drain(10)
        await self._settle()
        await self.pilot.pause()

    async def _settle(self) -> None:
        """Let messages run their course: from the app to the screen, its parts, and back."""
        for _ in range(3):
            # A pilot's own press waits for the machine to be idle, which takes far longer.
            await self.pilot._wait_for_screen()

    @property
    def library(self) -> Library:
        return next(s for s in self.app.screen_stack if isinstance(s, Library))

    @property
    def titles(self) -> list[str]:
        """The titles in the library's rows, or the names of its groups."""
        rows = (self.library.state.rows.row(place) for place in range(len(self.library.state.rows)))
        return [row.title if isinstance(row, Listed) else f"+ {row.name}" for row in rows if row]

    @property
    def row(self) -> str:
        """The row with the cursor, as it is on the screen, without space at its ends."""
        lines = self.screen.splitlines()
        return next((line.strip() for line in lines if line.startswith("\u25b8")), "")

    async def press(self, keys: str) -> None:
        """Press keys at one go, and wait until what they did is saved and shown."""
        for word in keys.split():
            character = " " if word == "space" else word if len(word) == 1 else None
            self.app.post_message(events.Key(word, character))
        await self.pilot.pause()
        self.app.sessions.writer.drain(10)
        await self.pilot.pause()

    async def count(self) -> None:
        """Wait until the library counts all that was saved, whoever else looks for it meanwhile."""
        while self.library.state.behind:
            await self.pilot.pause(0.01)

    async def look(self, keys: str) -> None:
        """Press keys that have all articles looked through, and wait until they are."""
        await self.press(keys)
        assert isinstance(self.app.screen, Places)
        assert self.app.screen.looking
        self.app.screen.looking.wait(10)
        await self.pilot.pause()

    @property
    def selected(self) -> str:
        pane = self.workbench.reading.pane
        return pane.text[slice(*pane.selected)]

    @property
    def tags(self) -> list[tuple[str, str]]:
        """The focused article's tags in reading order, as (words, label)."""
        session = self.workbench.reading.session
        return [
            (session.article.text[a.start : a.end], a.label)
            for a in sorted(session.index, key=lambda a: a.order)
        ]

    @property
    def notices(self) -> str:
        """What the app has told the person in passing."""
        return "\n".join(notice.message for notice in self.app._notifications)

    @property
    def screen(self) -> str:
        strips = strips_of(self.app.screen)
        return "\n".join(strip.text for strip in strips)


def key_event(name: str) -> events.Key:
    """What a terminal sends for a key, by its name or its character."""
    character = name if len(name) == 1 else None
    with suppress(KeyError):
        character = character or unicodedata.lookup(name.replace("_", " ").upper())
    return events.Key(name, character)


@pytest.fixture
def sitting() -> type[Sitting]:
    """What wraps an app and its pilot."""
    return Sitting


@pytest.fixture
def articles(tmp_path: Path) -> list[Path]:
    """The two articles as files."""
    folder = tmp_path / "articles"
    folder.mkdir()
    files = [folder / "left.txt", folder / "right.txt"]
    for file, text in zip(files, (LEFT, RIGHT), strict=True):
        file.write_text(text, encoding="utf-8")
    return files


@pytest.fixture
def make_app(tmp_path: Path, articles: list[Path]) -> Callable[..., PostilApp]:
    """Makes an app on the two articles, or on others, in one project."""

    def made(paths: Sequence[Path] = (), project: Path | None = None) -> PostilApp:
        return PostilApp(
            Project.find(project or tmp_path / "project", None), reading_list(paths or articles)
        )

    return made


@pytest.fixture
def corpus(tmp_path: Path) -> Project:
    """A project of seven articles: three events, and one article that belongs to none."""
    project = Project(tmp_path / "project", "ana")
    rows = [
        ("ferry-a", "Ferry workers walk out", "Gazette", "2031-05-01", "ferry"),
        ("ferry-b", "No boats to the islands", "Wire", "2031-05-02", "ferry"),
        ("ferry-c", "Union calls for talks", "Post", "2031-05-02", "ferry"),
        ("harbour-a", "Harbour to open in May", "Gazette", "2031-04-02", "harbour"),
        ("harbour-b", "Port Sallow deal is near", "Wire", "2031-04-01", "harbour"),
        ("budget-a", "Council passes its budget", "Post", "2031-02-03", "budget"),
        ("alone", "A letter from the north", None, None, None),
    ]
    project.store.add(
        Article(id, title, f"{title}\n\nWords of {id} on Tuesday.\n", Metadata(s, None, d, group=g))
        for id, title, s, d, g in rows
    )
    return project


@pytest.fixture
def make_library(corpus: Project) -> Callable[..., PostilApp]:
    """Makes an app on a library: that of the corpus, or of what is named, in the same project."""

    def made(paths: Sequence[Path] = ()) -> PostilApp:
        project = Project(corpus.folder, "ana")
        return PostilApp(project, reading_list(paths) if paths else None, lists=True)

    return made


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs postil in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def running(*arguments: str) -> Result:
        result = CliRunner().invoke(postil, arguments, prog_name="postil")
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return running


@pytest.fixture(scope="session")
def program() -> Iterator[Forked]:
    """postil as a program with streams of its own, loaded once; its output is held back."""
    usual = {name: word for name, word in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with Forked(usual) as program:
        yield program


@pytest.fixture
def gold(run: Callable[..., Result], tmp_path: Path) -> Path:
    """A project with the gold annotations in it."""
    gold = Path(__file__).parents[2] / "sample_articles" / "gold.jsonl"
    assert run("import", str(gold)).exit_code == 0
    return tmp_path
