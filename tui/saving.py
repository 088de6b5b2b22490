"""What a sitting changes on its way to the store: saved, waiting for a server, or not saved."""

from collections.abc import Callable

from annotations.errors import Away, PostilError, StoreError
from annotations.guidelines import Guidelines
from annotations.project import DATA, Project
from annotations.session import Session
from annotations.store.entity_writer import EntityWriter
from annotations.store.writer import Event, Writer
from tui.reading.events import Kept, News

CLOSING_SECONDS = 10.0
DRAIN_SECONDS = 1.0
SENDING_SECONDS = 5.0
"""So long the first screen waits at most for what an earlier sitting left to be sent."""


class Saving:
    """Saves the changes of the sessions `by_id`, first of all what an earlier sitting kept.

    `report` is called with each `Event`, on the thread that saves, and `suggest` with what there is
    to say of entities, on the thread that saves those.
    """

    def __init__(
        self, project: Project, report: Callable[[Event], None], suggest: Callable[[News], None]
    ) -> None:
        self.project = project
        self.by_id: dict[str, Session] = {}
        self.guidelines = Guidelines(project.folder, project.folder / DATA, project.files)
        self.writer = Writer(
            project.store,
            report,
            lambda change: self.guidelines.keep(change.added),
            project.unsent,
        )
        self._carried = self.writer.take_up()
        if self._carried:
            self.writer.drain(SENDING_SECONDS)
        self.entity_writer = EntityWriter(
            project.entities, lambda error: suggest(Kept(error)), project.unsent
        )
        self.entity_writer.take_up()
        unread = project.unsent.unread if project.unsent else ()
        self.notices = [
            f"{path} cannot be read. It kept a change for the server." for path in unread
        ]
        """What the person should know, before any article."""

    @property
    def waiting(self) -> set[str]:
        """The articles of which some changes are not on the disk yet, by id."""
        return {id for id, session in self.by_id.items() if session.waiting}

    @property
    def waiting_changes(self) -> set[str]:
        """The changes that are not on the disk yet, by id."""
        return {id for session in self.by_id.values() for id in session.waiting}

    @property
    def unsaved(self) -> int:
        """How many changes are not on the disk yet, entities among them."""
        waiting = sum(len(session.waiting) for session in self.by_id.values())
        return waiting + len(self._carried) + self.entity_writer.pending

    @property
    def trouble(self) -> PostilError | None:
        """Why changes could not be saved, if any could not: that a server is away comes last."""
        problems = [s.problem for s in self.by_id.values() if s.waiting]
        carried = self.writer.trouble if self._carried else None
        found = [one for one in (*problems, carried, self.entity_writer.trouble) if one]
        grave = (problem for problem in found if not isinstance(problem, Away))
        return next(grave, found[0] if found else None)

    @property
    def lost(self) -> int:
        """How many changes would be lost if this ended now, whatever the sessions know of it."""
        return len(self.writer.pending()) + self.entity_writer.pending - self.kept

    @property
    def kept(self) -> int:
        """How many changes wait for the server in the journal, which the next sitting sends."""
        return len(self.writer.kept) + self.entity_writer.kept

    def drain(self, seconds: float = DRAIN_SECONDS) -> PostilError | None:
        """Wait for all to be saved; what is not by then is kept, if there is a journal.

        Returns why something is not saved, whether the screen has taken that in yet or not.
        """
        unkept = None
        try:
            if not self.writer.drain(seconds):
                self.writer.set_aside()
        except StoreError as error:
            unkept = error
        self.entity_writer.drain(seconds)
        return unkept or self.writer.trouble or self.trouble

    def retry(self) -> None:
        """Try again to save what could not be saved."""
        self.writer.retry()
        self.entity_writer.retry()

    def close(self) -> None:
        """Save what can be saved and stop."""
        self.entity_writer.drain(CLOSING_SECONDS)
        self.writer.close(CLOSING_SECONDS)
