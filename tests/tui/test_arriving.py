"""A document that takes long to read holds up nothing: no key, no other article, no way out."""

import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotations.errors import PostilError
from annotations.project import Project
from annotations.sources import apart
from annotations.sources.found import Found
from annotations.sources.reading_list import reading_list
from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.arriving import Arrivals, StandIn
from tui.cli import postil
from tui.library.screen import Library
from tui.remembered import Remembered
from tui.workbench import Workbench


class Reader:
    """Reads nothing until it is told what comes of a file."""

    def __init__(self) -> None:
        self._turns: dict[str, threading.Event] = {}
        self._found: dict[str, str | PostilError] = {}
        self.asked: list[str] = []

    def read(self, reader: str, data: bytes, name: str) -> Found:
        self.asked.append(Path(name).name)
        self._turn(Path(name).name).wait()
        found = self._found.get(Path(name).name, PostilError(f"{name} was not waited for."))
        if isinstance(found, PostilError):
            raise found
        return Found(found)

    def tell(self, name: str, found: str | PostilError) -> None:
        """Be done with a file, and wait until that was reported."""
        self._found[name] = found
        self._turn(name).set()
        for thread in threading.enumerate():
            if thread.name == "postil-reading" and thread.arrival.name.endswith(name):  # type: ignore[attr-defined]
                thread.join()

    def end(self) -> None:
        for turn in self._turns.values():
            turn.set()

    def _turn(self, name: str) -> threading.Event:
        return self._turns.setdefault(name, threading.Event())


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    reader = Reader()
    monkeypatch.setattr(apart, "read", reader.read)
    monkeypatch.setattr("tui.workbench.PATIENCE", 0.0)
    of = Arrivals.of
    monkeypatch.setattr(Arrivals, "of", lambda self, readables, _: of(self, readables, 0.0))
    yield reader
    reader.end()


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., PostilApp]:
    """Makes an app on files of these names, of so many panes."""

    def make(*names: str, panes: int = 1, lists: bool = False) -> PostilApp:
        files: Sequence[Path] = [tmp_path / name for name in names]
        for file in files:
            if not file.exists():
                file.write_text(f"Words of {file.stem} by the quay.\n")
        app = PostilApp(Project(tmp_path / "p", "ana"), reading_list(files), lists=lists)
        app.sessions.remembered = Remembered(panes=panes)
        return app

    return make


async def test_turning_on_to_one_that_never_comes(
    reader: Reader, made: Callable[..., PostilApp]
) -> None:
    app = made("a.txt", "slow.pdf", "slower.docx", "b.txt")
    async with at_work(app, 100, 20) as at:
        await at.press("> a")
        assert "Reading slow.pdf\u2026" in at.screen
        assert "still being read" in at.screen
        assert at.tags == []
        await at.press("l v l / x escape t escape i escape u n D escape")
        await at.press("> >")
        assert at.workbench.reading.session.article.text.startswith("Words of b")
        await at.press("a")
        assert at.tags == [("Words", "actor")]
        await at.press("< < escape")
        assert at.workbench.reading.session.article.text.startswith("Words of b")
        assert "No longer waiting" in at.screen
        await at.press("<")
        assert at.workbench.reading.session.article.text.startswith("Words of a")
    assert app.failure is None
    assert len(list(app.sessions.project.stored())) == 1
    assert not [id for id in app.sessions.remembered.places if "\0" in id]


async def test_what_comes_late_takes_its_place(
    reader: Reader, made: Callable[..., PostilApp]
) -> None:
    app = made("a.txt", "slow.pdf", "bad.docx", panes=3)
    async with at_work(app, 150, 20) as at:
        await at.press("a tab")
        assert isinstance(at.workbench.reading.session, StandIn)
        reader.tell("slow.pdf", "The ferry left at noon.\n")
        await at.pilot.pause()
        assert at.workbench.reading.session.article.text.startswith("The ferry")
        await at.press("l a")
        assert at.tags == [("ferry", "actor")]
        reader.tell("bad.docx", PostilError("bad.docx is no Word file."))
        await at.pilot.pause()
        assert "bad.docx is no Word file." in at.notices
        assert at.workbench.reading.session.article.text.startswith("The ferry")
        assert len(at.workbench.panes.frames) == 2
        await at.press("tab")
        assert at.tags == [("Words", "actor")]
        await at.press("- > <")
        assert reader.asked.count("slow.pdf") == 1
    assert app.failure is None


async def test_one_pane_more_keeps_the_others(
    reader: Reader, made: Callable[..., PostilApp]
) -> None:
    app = made("a.txt", "b.txt", "slow.htm", panes=2)
    async with at_work(app, 150, 20) as at:
        await at.press("+ a")
        assert at.tags == [("Words", "actor")]
        assert len(at.workbench.panes.frames) == 3
        await at.press("escape")
        assert len(at.workbench.panes.frames) == 2
        await at.press("+ q")
        assert "still being read" not in at.screen
    assert app.failure is None


@pytest.mark.parametrize("ends", ["escape", "fails", "comes"])
async def test_opened_from_the_library(
    reader: Reader, made: Callable[..., PostilApp], ends: str
) -> None:
    app = made("slow.pdf", "a.txt", "b.txt", lists=True)
    async with at_work(app, 100, 20) as at:
        await at.press("1 g enter")
        while not isinstance(at.workbench.reading.session, StandIn):
            await at.press("b j enter")
        if ends == "escape":
            await at.press("escape")
        elif ends == "fails":
            reader.tell("slow.pdf", PostilError("slow.pdf holds no words."))
            await at.pilot.pause()
            assert "slow.pdf holds no words." in at.notices
        else:
            reader.tell("slow.pdf", "The ferry left.\n")
            await at.pilot.pause()
        assert isinstance(app.screen, Workbench if ends == "comes" else Library)
    assert app.failure is None


async def test_the_first_of_several_and_the_way_out(
    reader: Reader, made: Callable[..., PostilApp]
) -> None:
    app = made("slow.pdf", "a.txt", panes=2)
    async with at_work(app, 100, 20) as at:
        assert "Reading" in at.screen
        assert "Words of a" in at.screen
        await at.press("tab a")
        assert at.tags == [("Words", "actor")]
        await at.press("ctrl+q")
    assert app.failure is None


@pytest.mark.parametrize("ends", ["comes", "fails"])
async def test_one_alone_is_waited_for_on_the_screen(
    reader: Reader, made: Callable[..., PostilApp], ends: str
) -> None:
    app = made("slow.pdf")
    async with at_work(app, 100, 20) as at:
        assert "Reading slow.pdf\u2026" in at.screen
        if ends == "comes":
            reader.tell("slow.pdf", "The ferry left at noon.\n")
            await at.pilot.pause()
            await at.press("l a")
            assert at.tags == [("ferry", "actor")]
            assert app.failure is None
            return
        reader.tell("slow.pdf", PostilError("slow.pdf holds no words."))
        await at.pilot.pause()
    assert "slow.pdf holds no words." in str(app.failure)


@pytest.mark.parametrize("stumbled", [RecursionError, ValueError, struct.error, MemoryError])
@pytest.mark.parametrize("kind", ["pages.html.read", "texts.read_markdown"])
async def test_what_a_library_stumbles_over_is_a_word_on_that_article(
    made: Callable[..., PostilApp],
    monkeypatch: pytest.MonkeyPatch,
    stumbled: type[Exception],
    kind: str,
) -> None:
    def stumbling(*_: object) -> Found:
        raise stumbled("of its own")

    monkeypatch.setattr(apart, "read", stumbling)
    monkeypatch.setattr("annotations.sources.texts.read_markdown", stumbling)
    app = made("a.txt", "bad.html" if kind == "pages.html.read" else "bad.md", "b.txt")
    async with at_work(app, 100, 20) as at:
        await at.press(">")
        while "bad." not in at.notices:
            await at.pilot.pause(0.01)
        await at.press("> > a")
        assert at.workbench.reading.session.article.text.startswith("Words of b")
        assert at.tags == [("Words", "actor")]
        assert "Reading" not in at.screen
    assert app.failure is None


@pytest.mark.parametrize("name", ["bad.html", "bad.md"])
def test_adding_goes_on_behind_what_a_library_stumbles_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def stumbling(*_: object) -> Found:
        raise ValueError("of its own")

    monkeypatch.setattr(apart, "read", stumbling)
    monkeypatch.setattr("annotations.sources.texts.read_markdown", stumbling)
    files = [tmp_path / "a.txt", tmp_path / name, tmp_path / "z.txt"]
    for file in files:
        file.write_text(f"Words of {file.stem}.\n")
    told = CliRunner().invoke(postil, ["add", *map(str, files), "--project", str(tmp_path / "p")])
    assert told.exit_code == 1
    assert f"{name} is damaged and cannot be read (ValueError)" in told.stderr
    assert len(list(Project(tmp_path / "p").stored())) == 2
