"""What keys do in lists: the cursor, which articles are listed, what is marked, picked, opened."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from annotations.annotation import Conflict
from annotations.errors import PostilError
from annotations.listing import Listed
from annotations.session import Session
from tui.actions import teams
from tui.actions.everywhere import copied
from tui.command import Command, group, row
from tui.effects import Ask, CheckAll, Effects, FindInAll, GoBack, Leave, ListNotes, ListUnsure, Say
from tui.reading.changed import described

MOST_PICKED = 4
MOST_UNSURE = 50

if TYPE_CHECKING:
    from tui.listing.articles import ArticleList
    from tui.listing.places import PlaceList
    from tui.listing.rows import Row

    Move = Callable[[ArticleList | PlaceList], Effects]
    Run = Callable[[ArticleList], Effects]


def _go(place: Callable[[int, int], int]) -> "Move":
    """Brings the cursor to the place that is made of its own and the count of rows."""

    def run(state: "ArticleList | PlaceList") -> Effects:
        state.window.go(place(state.window.cursor, state.window.count))
        return ()

    return run


def _page(by: int) -> "Move":
    def run(state: "ArticleList | PlaceList") -> Effects:
        state.window.page(by)
        return ()

    return run


def _copy(state: "ArticleList | PlaceList") -> Effects:
    return copied(state, state.title)


def _pick(state: "ArticleList") -> Effects:
    name = state.article().id
    others = [one for one in state.picked if one != name]
    if name not in state.picked:
        if len(others) == MOST_PICKED:
            raise PostilError(f"At most {MOST_PICKED} articles fit side by side.")
        others.append(name)
    state.pick(others)
    state.window.go(state.window.cursor + 1)
    return ()


def _filter(state: "ArticleList") -> Effects:
    """Ask for words to filter by, which are applied while they are typed."""
    before = state.at

    def follow(words: str | None) -> Effects:
        state.filter(words or "", before if words is None else None)
        return ()

    return [Ask("/", lambda words, _: follow(words), words=state.typed, live=follow)]


def _clear(state: "ArticleList") -> Effects:
    """Let go of what is picked, else of the filter."""
    if state.picked:
        state.pick(())
    else:
        state.filter("", state.at)
    return ()


def _sort(state: "ArticleList") -> Effects:
    state.sort(state.number)
    return ()


def _fold(state: "ArticleList") -> Effects:
    state.fold()
    return ()


def _unfold(wanted: bool) -> "Run":
    def run(state: "ArticleList") -> Effects:
        state.unfold(wanted)
        return ()

    return run


def _mark(state: "ArticleList") -> Effects:
    article = state.article()
    state.put(article.id, state.marks.mark(article))
    return ()


def _turn(turn: "Callable[[ArticleList], tuple[str, Session, tuple[Conflict, ...]]]") -> "Run":
    def run(state: "ArticleList") -> Effects:
        name, session, conflicts = turn(state)
        state.put(name, session.status)
        return [Say(described(conflict, session), severe=True) for conflict in conflicts]

    return run


def _step(by: int) -> "Run":
    """Goes to the next article that is open, or group that is not done, or to the one before."""

    def run(state: "ArticleList") -> Effects:
        if (_open_row if state.folds else _open_article)(state, by):
            return ()
        if by > 0 and teams.has_done_all(state):
            return teams.take_more(state)
        raise PostilError(f"There is no open article {'below' if by > 0 else 'above'} this one.")

    return run


def _open_article(state: "ArticleList", by: int) -> bool:
    """Looks it up: among very many, there may be none for a long way."""
    source, query, cursor = state.source, state.query, state.window.cursor
    state.wait()  # what is saved meanwhile would change what is looked through
    if query.status not in (None, "open"):
        return False
    waiting = state.mine.open(query)

    def place(number: int) -> int:
        return source.place(query, source.listing(waiting, number, 1).rows[0].id) or 0

    count = range(source.listing(waiting, 0, 1).matches)
    number = (
        bisect_right(count, cursor, key=place)
        if by > 0
        else bisect_left(count, cursor, key=place) - 1
    )
    while number in count:
        article = source.listing(waiting, number, 1).rows[0]
        # What was marked just before may not be on the disk yet.
        if state.marks.status_of(article) == "open":
            state.go_to(article)
            return True
        number += by
    return False


def _open_row(state: "ArticleList", by: int) -> bool:
    place = state.window.cursor + by
    while here := state.rows.row(place):
        if _is_open(state, here):
            state.window.go(place)
            return True
        place += by
    return False


def _is_open(state: "ArticleList", row: "Row") -> bool:
    """Whether something of a row is open and, in a team, one's own."""
    if isinstance(row, Listed):
        return row.status == "open" and state.mine.has(row)
    if row.done == row.articles or state.mine.groups is None:
        return row.done < row.articles
    inside = state.mine.open(replace(state.query, group=row.name))
    return state.source.listing(inside, 0, 0).matches > 0


def _find(_: "ArticleList") -> Effects:
    switch = ("ctrl+r", "regex in all: ")
    return [Ask("find in all: ", lambda words, regular: [FindInAll(words, regular)], switch)]


def _keep(state: "PlaceList") -> Effects:
    state.keep()
    return ()


def _take_back(state: "PlaceList") -> Effects:
    state.take_back()
    return ()


ROWS: tuple[Command, ...] = (
    *group(
        "Lists",
        row("list-up", "up k", "Row above", _go(lambda at, _: at - 1)),
        row("list-down", "down j", "Row below", _go(lambda at, _: at + 1)),
        row("list-page-up", "pageup backspace ctrl+u", "Page up", _page(-1)),
        row("list-page-down", "pagedown ctrl+d", "Page down", _page(1)),
        row("list-first", "home g ctrl+home", "First row", _go(lambda at, count: 0)),
        row("list-last", "end G ctrl+end", "Last row", _go(lambda at, count: count - 1)),
        row(
            "list-open",
            "enter",
            "Open",
            lambda state: state.open(),
            "open the article next to the others in its group",
        ),
        row("list-copy", "y ctrl+c", "Copy the title", _copy, "copy the title of the article"),
        row("list-quit", "q", "Leave", lambda _: [Leave()], "leave"),
        where=("library", "places"),
    ),
    *group(
        "Library",
        row(
            "pick",
            "space",
            "Pick",
            _pick,
            "pick the article; enter opens up to four picked articles together",
        ),
        row(
            "filter",
            "/ f",
            "Filter",
            _filter,
            "show only articles with these words, or status: source: label: group: note:",
        ),
        row("clear", "escape", "Clear", _clear, "clear what is picked, then the filter"),
        row(
            "sort",
            "1 2 3 4 5 6 7 8 9",
            "Sort",
            _sort,
            "sort by the column with this number; again to reverse",
        ),
        row(
            "fold",
            "tab",
            "One row for each group",
            _fold,
            "show one row for each group, or one for each article",
        ),
        row("unfold", "right l", "Unfold the group", _unfold(True), "show the group's articles"),
        row("fold-group", "left h", "Fold the group", _unfold(False), "fold the group again"),
        row("list-mark", "m", "Mark the article", _mark, "mark the article done, skipped or open"),
        row(
            "list-undo",
            "u",
            "Undo a mark",
            _turn(lambda state: state.marks.undo()),
            "undo the last mark made here",
        ),
        row(
            "list-redo",
            "U",
            "Redo a mark",
            _turn(lambda state: state.marks.redo()),
            "redo what was undone",
        ),
        row("next-open", "n", "Next open article", _step(1), "go to the next open article"),
        row("previous-open", "N", "Previous open article", _step(-1), "go to the one before"),
        row(
            "find-all",
            "ctrl+f F",
            "Find in all articles",
            _find,
            "find words in all articles; ctrl+r there for a regular expression",
        ),
        row(
            "check",
            "c",
            "Check the tags",
            lambda _: [CheckAll()],
            "list what looks wrong in the tags",
        ),
        row(
            "list-unsure",
            "s",
            "Least sure",
            lambda _: [ListUnsure(MOST_UNSURE)],
            f"list the {MOST_UNSURE} suggestions of which their sources are least sure",
        ),
        row("list-notes", "ctrl+l", "Notes", lambda _: [ListNotes()], "list the notes on all tags"),
        where=("library",),
    ),
    *group(
        "Places",
        row(
            "fine",
            "f",
            "Fine as it is",
            _keep,
            "mark this as fine: it is not listed again unless it changes",
        ),
        row("not-fine", "u", "Not fine", _take_back, "undo the last of these"),
        row("back", "b escape", "Back to the library", lambda _: [GoBack()]),
        where=("places",),
    ),
)
