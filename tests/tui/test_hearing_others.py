"""In a database what another saves is on the screen as soon as the server tells of it."""

from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.project import Project
from annotations.store.postgres import listening
from tests.postgres import Database
from tests.tui.sitting import Sitting, at_work
from tui.app import PostilApp
from tui.hearing import Heard

ARTICLE = Article("ferry", "Ferry", "Captain Moa left the ferry on Sunday.\n")
BESIDE = Article("quay", "Quay", "The quay was empty, Moa said.\n")
PAUSES = 3000


@pytest.fixture
def folder(tmp_path: Path, database: Database) -> Path:
    """A project whose articles are in a database."""
    (tmp_path / "postil.toml").write_text(f'store = "{database.url}"\n', encoding="utf-8")
    Project(tmp_path).result.add([ARTICLE, BESIDE])
    return tmp_path


def tagged(project: Project, article: Article, start: int, end: int) -> Change:
    store = project.store
    store.load(article.id)
    tag = Annotation(new_id(), start, end, "actor", "ben", {}, "", now(), now())
    change = Change(new_id(), new_id(), "ben", now(), added=(tag,))
    store.apply(article, change)
    return change


async def comes(at: Sitting, tags: list[tuple[str, str]]) -> None:
    """Wait until these tags are in the article shown; it takes as long as the machine needs."""
    for _ in range(PAUSES):
        if at.tags == tags:
            return
        await at.pilot.pause(0.01)
    assert at.tags == tags


async def test_anothers_tag_is_shown_without_a_key(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nothing but what the server tells makes it look.
    monkeypatch.setattr(listening, "EVERY", 3600.0)
    app, other = PostilApp(Project(folder, "ana"), None), Project(folder, "ben")
    async with at_work(app) as at:
        await at.press("enter")
        assert at.workbench.reading.session.article.id == "ferry"
        tagged(other, ARTICLE, 8, 11)
        await comes(at, [("Moa", "actor")])
        # A lost connection: what was saved meanwhile is read when there is another one.
        app.sessions.hearing.close()
        tagged(other, ARTICLE, 21, 26)
        app.sessions.hearing.listen(lambda ids: at.workbench.post_message(Heard(ids)))
        await comes(at, [("Moa", "actor"), ("ferry", "actor")])
        other.store.close()


async def test_articles_that_nothing_was_heard_of_are_not_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, asked = PostilApp(Project(folder, "ana"), None), list[str]()
    news = app.sessions.project.store.news
    monkeypatch.setattr(
        app.sessions.project.store,
        "news",
        lambda article: asked.append(article.id) or news(article),
    )
    async with at_work(app) as at:
        await at.press("enter")
        app.sessions.hearing.close()
        app.sessions.hearing._heard.clear()
        app.sessions.writer.drain(10)
        asked.clear()
        at.workbench._look_outside()
        app.sessions.writer.drain(10)
        assert asked == []
        app.sessions.hearing.heard(["quay", "ferry"], ())
        at.workbench._look_outside()
        app.sessions.writer.drain(10)
        assert "ferry" in asked
