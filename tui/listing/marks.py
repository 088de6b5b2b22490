"""The marks made in a list, done, skipped or open: what came of them, and the way back."""

from collections.abc import Callable

from annotations.annotation import Change, Conflict, Status
from annotations.errors import PostilError
from annotations.listing import Listed
from annotations.session import Session

Turn = Callable[[Session, str], tuple[Change, tuple[Conflict, ...]]]


class Marks:
    """Marks articles, each a change like any other; `session_of` opens one, or has it open."""

    def __init__(self, session_of: Callable[[Listed], Session]) -> None:
        self._session_of = session_of
        # By what lists call an article, which may have no id of its own before its first mark.
        self._sessions: dict[str, Session] = {}
        self._rows: dict[str, Listed] = {}
        self._counted: dict[str, Status] = {}
        self._done: list[tuple[str, str]] = []
        self._undone: list[tuple[str, str]] = []

    def mark(self, row: Listed) -> Status:
        """Turn the status of an article; returns it as it is now."""
        session = self._session(row)
        self._counted.setdefault(row.id, session.saved_status)
        self._done.append((row.id, session.mark().action))
        self._undone.clear()
        return session.status

    def undo(self) -> tuple[str, Session, tuple[Conflict, ...]]:
        """Take back the last mark; returns whose it was, and what of that did not fit."""
        return self._turn(self._done, self._undone, Session.undo, "undo")

    def redo(self) -> tuple[str, Session, tuple[Conflict, ...]]:
        """Make the mark again that was taken back last."""
        return self._turn(self._undone, self._done, Session.redo, "repeat")

    def status_of(self, row: Listed) -> Status:
        """The status of an article, as it was marked here or else as it is listed."""
        session = self._sessions.get(row.id)
        return session.status if session else row.status

    def settled(self, session: Session) -> tuple[str, Status, Status] | None:
        """The name of a marked article, what it was counted as, and what it is on the disk."""
        name = next((name for name, one in self._sessions.items() if one is session), None)
        if name is None:
            return None
        before, self._counted[name] = self._counted[name], session.saved_status
        return name, before, session.saved_status

    def forget_counts(self) -> None:
        """Have articles been counted anew."""
        self._counted = {name: one.saved_status for name, one in self._sessions.items()}

    def _session(self, row: Listed) -> Session:
        """The session of an article as it is now, for what is left is let go."""
        self._rows[row.id] = row
        session = self._sessions[row.id] = self._session_of(row)
        return session

    def _turn(
        self, here: list[tuple[str, str]], there: list[tuple[str, str]], turn: Turn, word: str
    ) -> tuple[str, Session, tuple[Conflict, ...]]:
        if not here:
            raise PostilError(f"There is no mark to {word} here.")
        name, action = here.pop()
        session = self._session(self._rows[name])
        _, conflicts = turn(session, action)
        there.append((name, action))
        return name, session, conflicts
