"""An article that got a new text: one undo shows the old one again, with its tags."""

from collections.abc import Callable
from pathlib import Path

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.corpus.adding import Adding, Plan
from annotations.project import Project
from annotations.sources.search import Search
from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.open_sessions import OpenSessions

Make = Callable[..., PostilApp]


async def test_one_undo_shows_the_old_text_with_its_tags(
    make_app: Make, articles: list[Path], tmp_path: Path
) -> None:
    async with at_work(make_app(), 100, 24) as at:
        await at.type("l l a")
        tags = at.tags
    old = articles[0].read_text(encoding="utf-8")
    new = "A correction stands above this text now, and it is long.\n\n" + old
    articles[0].write_text(new, encoding="utf-8")
    project = Project(tmp_path / "project")
    (outcome,) = Adding(project, Plan(update=True)).outcomes(Search().all(articles[:1]))
    assert outcome.kind == "updated"
    async with at_work(make_app(), 100, 24) as at:
        assert at.workbench.reading.pane.text == new
        assert at.tags == tags
        await at.type("u")
        assert at.workbench.reading.pane.text == old
        assert at.tags == tags
        assert "correction stands" not in at.screen  # the title has followed as well
        await at.type("U")
        assert at.workbench.reading.pane.text == new
        assert at.tags == tags
        assert at.workbench.reading.session.article.title.startswith("A correction stands")
        await at.type("u")
    async with at_work(make_app(), 100, 24) as at:
        assert at.workbench.reading.pane.text == old
        assert at.tags == tags
        assert "correction stands" not in at.screen


async def test_doubtful_tags_are_asked_about_one_by_one(
    make_app: Make, articles: list[Path], tmp_path: Path
) -> None:
    articles[0].write_text(
        "The talks in Port Sallow resume on Monday.\n\nOran went to the ministry alone.\n"
    )
    async with at_work(make_app(), 100, 24) as at:
        await at.type("X / P o r t space S a l l o w enter a")
        await at.type("/ O r a n space w e n t enter p")
        await at.type("/ m i n i s t r y space a l o n e enter q escape")
        assert len(at.tags) == 3
    articles[0].write_text(
        "The talks in Fort Sallow resume on Monday.\n\nOran drove to the ministry.\n"
    )
    project = Project(tmp_path / "project")
    list(Adding(project, Plan(update=True)).outcomes(Search().all(articles[:1])))
    app = make_app()
    async with at_work(app, 100, 24) as at:
        assert "tags wait for a decision since the text changed" in at.notices
        waiting = len(app.sessions.project.doubts(at.workbench.reading.session.article.id))
        assert waiting + len(at.tags) == 3
        assert waiting >= 1
        await at.type("R")
        assert f"changed 1/{waiting}" in at.screen
        assert "before: \u2026" in at.workbench.reading.message
        await at.type("n N enter x x x")
        assert at.workbench.reading.queue is None
        await at.type("R")
        assert "No tags here are waiting" in at.screen
        words = [words for words, _ in at.tags]
        assert all(word in at.workbench.reading.pane.text for word in words)
        assert project.doubts(at.workbench.reading.session.article.id) == []


def test_what_git_left_of_two_sides_is_said_when_the_article_is_opened(tmp_path: Path) -> None:
    project = Project(tmp_path, "ana")
    article = Article("quay", "Quay", "The quay at Lower Adeyo was closed.\n")
    tag = Annotation("1", 4, 8, "actor", "ana")
    project.store.apply(article, Change("1", "1", "ana", "2026-03-01", added=(tag,)))
    (file,) = (tmp_path / ".postil" / "articles").rglob("*.json")
    ours = '   "label": "actor",\n'
    theirs = ours.replace("actor", "boat")
    sides = f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> ben\n"
    file.write_text(file.read_text().replace(ours, sides))
    sessions = OpenSessions(project, lambda event: None)
    try:
        session, notice = sessions.open(article)
    finally:
        sessions.close()
    assert notice == (
        "Git left both sides of a merge in this article; they were joined."
        " actor \u201cquay\u201d has two values for label:"
        " one is in use, the other waits for a decision."
        " 1 tag waits for a decision since a merge: press R to decide."
    )
    assert [a.label for a in session.contents.annotations.values() if a.stands] == ["actor"]
