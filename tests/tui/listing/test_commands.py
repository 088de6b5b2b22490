"""What each command does to a list of articles, by its id, without a screen."""

from collections.abc import Iterable

import pytest

from annotations.annotation import Contents
from annotations.article import Article, Metadata
from annotations.corpus.article_source import ArticleSource
from annotations.errors import PostilError
from annotations.listing import Listed
from annotations.project import Project
from annotations.scheme import DEFAULT_SCHEME
from annotations.session import Session
from tests.tui.listing.commands import do
from tests.tui.listing.fake_source import FakeSource
from tui.effects import Ask, CheckAll, Effect, FindInAll, Follow, LookAgain
from tui.keys import Keymap, KeyReader
from tui.listing.articles import ArticleList
from tui.listing.walk import ReadArticles
from tui.listing.window import RowPointedAt, RowsScrolled
from tui.reading.events import Pasted, Settled
from tui.reading.state import NORMAL


def session_of(row: Listed) -> Session:
    article = Article(row.id, row.title, "Words.\n")
    ids = iter(map(str, range(100)))
    return Session(article, Contents(), "ana", lambda *_: None, lambda: next(ids), lambda: "")


@pytest.fixture
def state() -> ArticleList:
    """Twelve articles in groups of three, of which the last is done, in a window of five rows."""
    sessions: dict[str, Session] = {}

    def opened(row: Listed) -> Session:
        return sessions.setdefault(row.id, session_of(row))

    made = ArticleList(FakeSource(12), DEFAULT_SCHEME, opened)
    made.window.resize(5)
    made.fit(120)
    return made


def test_it_is_behind_until_the_source_has_looked(state: ArticleList) -> None:
    source = state.source
    assert isinstance(source, FakeSource)
    source.busy = True
    state.count_again()
    assert state.behind
    source.busy = False
    state.count_again()
    assert not state.behind


def test_the_list_follows_what_is_typed_and_the_arrows_move_in_it(state: ArticleList) -> None:
    keys = KeyReader(Keymap(DEFAULT_SCHEME), "library")

    def press(*names: str) -> list[Effect]:
        return [
            e for name in names for e in keys.press(state, name, name if len(name) == 1 else None)
        ]

    assert press("/") == []
    assert press(*"status:done") == [Follow()] * 11
    assert len(state.rows) == 12
    state.run(state.follow)
    assert len(state.rows) == 4
    assert press("down") == []
    assert at(state) == "000005"
    assert state.receive(Pasted(" 1")) == [Follow()]
    assert press("escape") == []
    assert (len(state.rows), state.mode) == (12, NORMAL)


def test_the_mouse_points_scrolls_and_opens(state: ArticleList) -> None:
    assert state.receive(RowPointedAt(3)) == []
    assert at(state) == "000003"
    (read,) = state.receive(RowPointedAt(4, 2))
    assert isinstance(read, ReadArticles)
    state.receive(RowsScrolled(6))
    assert (at(state), state.window.top) == ("000006", 6)


def test_a_list_looks_again_when_all_that_it_awaits_is_saved(state: ArticleList) -> None:
    session = session_of(state.article())
    state.awaited = {session.article.id}
    first, second = session.mark(), session.mark()
    session.taken(first.id, first, None, ())
    assert state.receive(Settled(session, first.id)) == []
    session.taken(second.id, second, None, ())
    assert state.receive(Settled(session, second.id)) == [LookAgain()]
    assert state.receive(Settled(session, second.id)) == []


def at(state: ArticleList) -> str:
    row = state.at
    return "" if row is None else row.id if isinstance(row, Listed) else row.name


@pytest.mark.parametrize(
    ("commands", "where"),
    [
        ("list-down list-down list-up", "000001"),
        ("list-up", "000000"),
        ("list-last list-down", "000011"),
        ("list-page-down", "000004"),
        ("list-page-down list-page-down list-page-up list-first", "000000"),
        ("next-open", "000001"),
        ("next-open next-open next-open", "000004"),
        ("list-last previous-open", "000010"),
        ("list-mark list-down list-mark next-open", "000003"),
        ("list-last fold", "event 000003"),
        ("fold unfold list-down list-down", "000001"),
        ("fold unfold list-down list-down fold-group", "event 000000"),
        ("fold list-down fold", "000003"),
        ("fold next-open", "event 000001"),
    ],
)
def test_the_cursor(state: ArticleList, commands: str, where: str) -> None:
    assert not do(state, commands)
    assert at(state) == where


@pytest.mark.parametrize(
    ("commands", "told"),
    [
        ("unfold", "Each article has its own row"),
        ("fold pick", "This is a group"),
        ("fold list-mark", "This is a group"),
        ("pick pick pick pick pick", "At most 4 articles"),
        ("list-undo", "no mark to undo"),
        ("list-mark list-redo", "no mark to repeat"),
        ("list-last next-open", "There is no open article below"),
        ("previous-open", "There is no open article above"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    state: ArticleList, commands: str, told: str
) -> None:
    *before, last = commands.split()
    do(state, " ".join(before))
    known = (at(state), state.picked, state.query, state.folds)
    with pytest.raises(PostilError, match=told):
        do(state, last)
    assert (at(state), state.picked, state.query, state.folds) == known


def test_picked_articles_are_numbered_as_they_were_picked_and_let_go(state: ArticleList) -> None:
    do(state, "list-down pick list-first pick")
    assert state.picked == ("000001", "000000")
    assert state.described().startswith("2 picked")
    (effect,) = do(state, "list-open")
    assert isinstance(effect, ReadArticles)
    assert (effect.picked, [one.name for one in effect.walk.group]) == (
        ("000001", "000000"),
        ["000001", "000000"],
    )
    do(state, "list-first pick clear")
    assert state.picked == ()


def test_the_article_at_the_cursor_is_opened_with_its_group(state: ArticleList) -> None:
    (effect,) = do(state, "list-down list-open")
    assert isinstance(effect, ReadArticles)
    assert [one.name for one in effect.walk.group] == ["000001", "000002", "000000"]
    effect = state.open_at("000004", (3, 9))
    assert isinstance(effect, ReadArticles)
    assert (effect.walk.group[0].name, effect.span) == ("000004", (3, 9))
    with pytest.raises(PostilError, match="is gone"):
        state.open_at("000099", None)


def test_a_mark_is_shown_counted_when_saved_and_taken_back(state: ArticleList) -> None:
    do(state, "list-mark")
    assert state.article().status == "done"
    session = state.marks._sessions["000000"]
    assert state.totals.status["open"] == 8
    (change,) = session.waiting.values()
    session.taken(change.id, change, None, ())
    state.settle(session)
    assert (state.totals.status["open"], state.totals.status["done"]) == (7, 1)
    assert not do(state, "list-undo")
    assert state.article().status == "open"
    do(state, "list-redo")
    assert state.article().status == "done"


@pytest.fixture
def stored(tmp_path) -> ArticleList:  # type: ignore[no-untyped-def]
    """Three articles of a project, one of which has a group."""
    project = Project(tmp_path)
    rows: Iterable[tuple[str, str, str | None]]
    rows = [("a", "Ferry", None), ("b", "Harbour", "talks"), ("c", "Budget", None)]
    project.store.add(Article(i, t, f"{t}\n", Metadata(group=g)) for i, t, g in rows)
    made = ArticleList(ArticleSource(project), DEFAULT_SCHEME, session_of)
    made.window.resize(5)
    made.fit(120)
    return made


def test_the_filter_follows_what_is_typed_and_goes_back(stored: ArticleList) -> None:
    do(stored, "list-last")
    before = at(stored)
    (ask,) = do(stored, "filter")
    assert isinstance(ask, Ask)
    assert ask.live
    for typed, names in {"har": ["b"], "group:": ["a", "c"], "zzz": []}.items():
        assert not list(ask.live(typed))
        shown = (stored.rows.row(place) for place in range(len(stored.rows)))
        assert [row.id for row in shown if isinstance(row, Listed)] == names
    assert stored.described(asking=True) == "none"
    assert stored.empty[0] == "Nothing matches."
    assert not list(ask.live(None))
    assert (at(stored), stored.typed) == (before, "")
    list(ask.done("har", False))
    assert stored.described() == "/har \u00b7 1 of 1"
    do(stored, "clear")
    assert len(stored.rows) == 3


def test_columns_sort_and_turn_round_by_their_number(stored: ArticleList) -> None:
    names = [column.name for column in stored.columns.shown]
    stored.number = names.index("title")
    do(stored, "sort list-first")
    assert at(stored) == "c"
    do(stored, "sort list-first")
    assert at(stored) == "b"
    stored.number = len(names)
    with pytest.raises(PostilError, match="no such column"):
        do(stored, "sort")


def test_what_lies_beyond_the_list_is_asked_for(state: ArticleList) -> None:
    assert do(state, "check") == [CheckAll()]
    (ask,) = do(state, "find-all")
    assert isinstance(ask, Ask)
    assert list(ask.done("strike", True)) == [FindInAll("strike", True)]
