"""Two small articles in a project of their own; and the command line."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.article import Article, Metadata
from annotations.project import Project
from annotations.sources.reading_list import reading_list
from tests.forked import Forked
from tui import workbench
from tui.app import PostilApp
from tui.cli import postil
from tui.library import screen as library_screen

LEFT = (
    'Talks resume\n\nMinister Oran said on Tuesday: "We will open the harbour in May." Oran left.\n'
)
RIGHT = "Harbour to open\n\nThe Union of Ports welcomed it. Oran\u2019s aide did not.\n"


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


@pytest.fixture(autouse=True)
def no_look_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """What others save is looked for where a test says so, not whenever a second has gone by."""
    monkeypatch.setattr(workbench, "LOOKING_SECONDS", 3_600.0)


@pytest.fixture(autouse=True)
def no_covering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Events are compared where a test says so, not whenever one has rested on them."""
    monkeypatch.setattr(library_screen, "RESTING_SECONDS", 3_600.0)
