"""Marks articles done, skipped or open from a list of them, and takes that back."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from msgspec.structs import replace

from annotations.annotation import Change, Conflict, Status
from annotations.errors import PostilError
from annotations.session import Session
from annotations.store.listing import Group, Listed
from tui.arriving import Arrivals
from tui.library.listing import Listing
from tui.library.shelf_rows import ArticleRows
from tui.reading.events import described

_SAVING_SECONDS = _READING_SECONDS = 0.2

Turn = Callable[[Session, str], tuple[Change, tuple[Conflict, ...]]]


class Marking:
    """What the keys for the status of articles do; a mark is a change like any other."""

    def __init__(self, listing: Listing) -> None:
        self._list = listing
        # By what the shelf calls an article, which may have no id of its own before its first mark.
        self._sessions: dict[str, Session] = {}
        self._counted: dict[str, Status] = {}
        self._arrivals = Arrivals(lambda arrival: None)
        self._done: list[tuple[str, str]] = []
        self._undone: list[tuple[str, str]] = []
        self.commands: dict[str, Callable[[], object]] = {
            "list-mark": self.mark,
            "list-undo": lambda: self._turn(self._done, self._undone, Session.undo, "take back"),
            "list-redo": lambda: self._turn(self._undone, self._done, Session.redo, "repeat"),
            "next-open": lambda: self.step(1),
            "previous-open": lambda: self.step(-1),
        }

    def mark(self) -> None:
        """Turn the status of the article at the cursor."""
        row = self._list.article()
        session = self._session(row)
        change = session.mark()
        self._done.append((row.id, change.action))
        self._undone.clear()
        self._list.put(row.id, session.status)

    def settled(self, session: Session) -> tuple[Status, Status] | None:
        """What an article was counted as and is by now, where its status on the disk changed."""
        name = next((name for name, one in self._sessions.items() if one is session), None)
        if name is None:
            return None
        self._list.put(name, session.status)
        before, self._counted[name] = self._counted[name], session.saved_status
        return (before, session.saved_status) if before != session.saved_status else None

    def forget_counts(self) -> None:
        """Have articles been counted anew."""
        self._counted = {name: one.saved_status for name, one in self._sessions.items()}

    def step(self, by: int) -> None:
        """Go to the next article that is open, or group that is not done, or to the one before."""
        rows = self._list.rows
        # What was marked just before counts as marked.
        self._list.sessions.writer.drain(_SAVING_SECONDS)
        found = self._open_article(by) if isinstance(rows, ArticleRows) else self._open_row(by)
        if not found:
            raise PostilError(f"No article {'below' if by > 0 else 'above'} this one is open.")

    def _open_article(self, by: int) -> bool:
        """Looks it up: among very many, there may be none for a long way."""
        shelf, query, cursor = self._list.shelf, self._list.asks, self._list.cursor
        if query.status not in (None, "open"):
            return False
        waiting = replace(query, status="open")

        def place(number: int) -> int:
            row = shelf.listing(waiting, number, 1).rows[0]
            return shelf.place(query, row.id) or 0

        count = range(shelf.listing(waiting, 0, 1).matches)
        number = (
            bisect_right(count, cursor, key=place)
            if by > 0
            else bisect_left(count, cursor, key=place) - 1
        )
        if number not in count:
            return False
        self._list.go_to(shelf.listing(waiting, number, 1).rows[0])
        return True

    def _open_row(self, by: int) -> bool:
        place, rows = self._list.cursor + by, self._list.rows
        while row := rows.row(place):
            if row.done < row.articles if isinstance(row, Group) else row.status == "open":
                self._list.go(place)
                return True
            place += by
        return False

    def _session(self, row: Listed) -> Session:
        if self._known(row.id) is None:
            (arrival,) = self._arrivals.of([self._list.shelf.readable(row.id)], _READING_SECONDS)
            if not arrival.is_here:
                raise PostilError(f"{row.title} is still being read.", "Try again in a moment.")
            loaded = arrival.loaded()
            session, notice = self._list.sessions.open(loaded.article)
            for note in (*loaded.notes, *filter(None, [notice])):
                self._list.say(note, severe=True)
            self._sessions[row.id] = session
            self._counted[row.id] = session.saved_status
        return self._sessions[row.id]

    def _known(self, name: str) -> Session | None:
        """The session of an article that was marked here, unless it was left since."""
        session = self._sessions.get(name)
        current = session and self._list.sessions.by_id.get(session.article.id)
        return session if session is current else None

    def _turn(
        self, here: list[tuple[str, str]], there: list[tuple[str, str]], turn: Turn, word: str
    ) -> None:
        if not here:
            raise PostilError(f"There is no mark to {word} that was made here.")
        name, action = here.pop()
        session = self._known(name)
        if session is None:
            session = self._list.sessions.session_of(self._sessions[name].article.id)
            self._sessions[name] = session
        _, conflicts = turn(session, action)
        there.append((name, action))
        self._list.put(name, session.status)
        for conflict in conflicts:
            self._list.say(described(conflict, session), severe=True)
