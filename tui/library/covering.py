"""Compares the events in view, on a thread of its own, and tells how each is covered."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from annotations.errors import PostilError
from annotations.listing import EventCoverage, Listed, Query
from annotations.project import Project

Report = Callable[[str, EventCoverage | None], object]
"""Gets a group and how it is covered; `None` where it has no tags, or not two articles."""


class Covering:
    """Compares the groups that are asked for, one after the other, if they are others by now.

    `report` is called on its thread.
    """

    def __init__(self, project: Project, report: Report) -> None:
        self._project, self._report = project, report
        self._wanted: list[str] = []
        self._changed = threading.Condition()
        self._busy = False
        self._known: dict[str, tuple[Listed, ...]] = {}

    def ask(self, groups: Sequence[str]) -> None:
        """Have these groups compared, and no others any more; none for no more at all."""
        with self._changed:
            self._wanted = list(groups)
            if groups and not self._busy:
                self._busy = True
                threading.Thread(target=self._run, name="postil-covering", daemon=True).start()

    def drain(self, seconds: float) -> bool:
        """Wait until all have been compared, or so long."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._busy, seconds)

    def _run(self) -> None:
        while (group := self._next()) is not None:
            with suppress(Exception):  # what cannot be read is told where it is opened
                rows = self._project.store.listing(Query(group=group)).rows
                if self._known.get(group) != rows:
                    self._known[group] = rows
                    self._report(group, self._covered(group, rows))

    def _next(self) -> str | None:
        with self._changed:
            self._busy = bool(self._wanted)
            self._changed.notify_all()
            return self._wanted.pop(0) if self._wanted else None

    def _covered(self, group: str, rows: Sequence[Listed]) -> EventCoverage | None:
        if len(rows) < 2 or not any(row.annotations for row in rows):
            return None
        from annotations.corpus.comparing import event_coverage  # late: few lists have tags

        try:
            return event_coverage(self._project, group)
        except PostilError:
            return None
