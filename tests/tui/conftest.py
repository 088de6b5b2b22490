"""Two small articles on a desk, in a project of their own; and the command line."""

import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from textual import events
from textual.pilot import Pilot

from annotations.project import Project
from annotations.sources import reading_list
from tui.app import PostilApp
from tui.cli import postil
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
            self.app.desk.suggestions.proposer.drain(10)
            await self._settle()
        self.app.desk.writer.drain(10)
        await self._settle()
        await self.pilot.pause()

    async def _settle(self) -> None:
        """Let messages run their course: from the app to the screen, its parts, and back."""
        for _ in range(3):
            # A pilot's own press waits for the machine to be idle, which takes far longer.
            await self.pilot._wait_for_screen()

    @property
    def selected(self) -> str:
        pane = self.workbench.pane
        return pane.text[slice(*pane.selected)]

    @property
    def tags(self) -> list[tuple[str, str]]:
        """The focused article's tags in reading order, as (words, label)."""
        session = self.workbench.session
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
        strips = self.app.screen._compositor.render_strips()
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
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs postil in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def running(*arguments: str) -> Result:
        result = CliRunner().invoke(postil, arguments, prog_name="postil")
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return running
