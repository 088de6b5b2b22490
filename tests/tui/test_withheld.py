"""What is withheld, in the app: written down before it is shown, and asked about at the end."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Contents
from annotations.article import Article
from annotations.corpus.withheld import Withheld
from annotations.errors import Refused
from annotations.project import Project
from annotations.session import Session
from annotations.store.protocol import Store
from annotations.suggestion import Suggestion
from annotations.withholding import Trial, same_words
from tests.tui.sitting import Sitting, at_work
from tui.app import PostilApp
from tui.reading.events import Drawn, Missing, News
from tui.suggestions import Suggestions
from tui.workbench import Workbench

Make = Callable[..., PostilApp]

TEXT = (
    "Talks\n\nOrla Venn met Bruno Quill in Kestrow on Monday. Dana Marsh urged the guild to wait."
    " Ines Tolland and Rolf Adder stayed until Friday; Orla Venn left.\n"
)


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "postil.toml").write_text("[suggest]\nwithhold = 0.5\n")
    file = tmp_path / "talks.txt"
    file.write_text(TEXT)
    return file


def trials(folder: Path) -> list[Trial]:
    """What is on the disk."""
    lines = (folder / ".postil" / "withheld" / "trials.jsonl").read_text().splitlines()
    return [Trial(**json.loads(line)) for line in lines]


def shown(at: Sitting) -> set[tuple[str, str]]:
    """The labels and words that are suggested."""
    pane = at.workbench.reading.pane
    assert pane.suggested is not None
    return {(one.label, same_words(pane.text[slice(*one.span)])) for one in pane.suggested}


def tags(at: Sitting) -> list[Annotation]:
    store: Store = at.app.sessions.project.store
    (one,) = store.articles()
    return [tag for tag in store.load(one.id).annotations.values() if tag.is_tag]


async def test_what_is_shown_stands_in_the_file_and_nothing_else_is_shown(
    make_app: Make, article: Path
) -> None:
    async with at_work(make_app([article], article.parent)) as at:
        await at.type("n")
        drawn = trials(article.parent)
        withheld = {trial.what for trial in drawn if trial.withheld}
        assert len(withheld) > 1
        assert shown(at) == {trial.what for trial in drawn if not trial.withheld} != set()
        assert all(trial.at for trial in drawn)
        await at.type("m")
        assert f"second look 1/{len(withheld)}" in at.screen
    # It is the same after a restart, and n asks for what was not answered, once it is known.
    async with at_work(make_app([article], article.parent)) as at:
        await at.type("n n")
        assert trials(article.parent) == drawn
        assert at.workbench.reading.queue
        assert at.workbench.reading.queue.kind == "second look"
        await at.type("enter x")
        assert [tag.way for tag in tags(at)] == ["second look"]


async def test_what_was_drawn_is_written_before_it_is_shown(
    make_app: Make, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, early, write = make_app([article], article.parent), list[Trial](), Withheld.write

    def watched(self: Withheld, drawn: Iterable[Trial], at: str) -> Sequence[Trial]:
        for screen in app.screen_stack:
            pane = screen.reading.pane if isinstance(screen, Workbench) else None
            held = pane.suggested.withholding if pane and pane.suggested is not None else None
            early.extend(trial for trial in drawn if held and trial.what in held._known)
        return write(self, drawn, at)

    monkeypatch.setattr(Withheld, "write", watched)
    async with at_work(app) as at:
        await at.type("n")
        assert shown(at)
    assert early == []


@pytest.fixture
def told(article: Path) -> Iterator[tuple[Suggestions, Session, list[News]]]:
    """What makes suggestions for an article, and what it tells."""
    project, news = Project(article.parent, "ana"), list[News]()
    made = Suggestions(project, news.append)
    session = Session(Article("a", "Talks", TEXT), Contents(), "ana", lambda *_: None, str, str)
    yield made, session, news
    made.close()


def test_a_disk_that_refuses_is_named_and_takes_no_suggestion_away(
    told: tuple[Suggestions, Session, list[News]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Refused("The disk is full.", "Make room.")

    monkeypatch.setattr("annotations.disk.added_lines.AddedLines.add", refuse)
    made, session, news = told
    held = made.withholding(session)
    assert held
    assert held.hides(Suggestion(7, 16, "actor", "rule:name"))
    assert made.proposer.drain(10)
    missing, drawn, *_ = news
    assert isinstance(missing, Missing)
    assert isinstance(drawn, Drawn)
    assert "The disk is full." in str(missing.error)
    assert [trial.words for trial in drawn.trials] == ["orla venn"]


def test_a_file_that_cannot_be_read_is_named_and_nothing_is_withheld(
    told: tuple[Suggestions, Session, list[News]], article: Path
) -> None:
    (article.parent / ".postil" / "withheld" / "trials.jsonl").mkdir(parents=True)
    made, session, news = told
    assert made.withholding(session) is None
    (missing,) = news
    assert isinstance(missing, Missing)
    assert "trials.jsonl" in str(missing.error)


async def test_where_nothing_is_withheld_reading_writes_nothing(
    make_app: Make, article: Path
) -> None:
    (article.parent / "postil.toml").write_text("")
    async with at_work(make_app([article], article.parent)) as at:
        await at.type("n m")
        assert at.workbench.reading.queue is None or (
            at.workbench.reading.queue.kind != "second look"
        )
    assert not (article.parent / ".postil" / "withheld").exists()
