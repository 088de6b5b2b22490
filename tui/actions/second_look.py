"""A second look: what was withheld and left untagged, once its article is done."""

from collections.abc import Callable, Iterator

from annotations.annotation import SECOND_LOOK
from annotations.counted import counted
from annotations.session import Session
from annotations.suggestion import Candidate
from tui.actions.places import Places, ids_shown, sessions_of
from tui.effects import Effects, Say
from tui.reading.queue import Asked, Place
from tui.reading.reading import Reading

_ENDED = "That was all that had been withheld."


class _Missed(Asked):
    """Whether what was withheld is tagged after all."""

    def __init__(self, look: "SecondLook", session: Session, one: Candidate) -> None:
        self._look, self._session, self._one = look, session, one

    @property
    def question(self) -> str:
        """See `Asked.question`."""
        return f"{self._one.label}?"

    @property
    def yes(self) -> str:
        """See `Asked.yes`."""
        return "yes"

    @property
    def no(self) -> str:
        """See `Asked.no`."""
        return "no"

    def accept(self) -> Effects:
        """See `Asked.accept`: tag it, which says that it was found in a second look."""
        change = self._session.accept(self._one, way=SECOND_LOOK)
        yield from self._look.reading.answer(self._session, change)
        yield from self._look.go_on()

    def refuse(self) -> Effects:
        """See `Asked.refuse`: turn it down."""
        change = self._session.reject(self._one, SECOND_LOOK)
        yield from self._look.reading.answer(self._session, change)
        yield from self._look.go_on()


class SecondLook(Places):
    """What was withheld in the articles that were side by side when they were done.

    `then` is what comes once all of it is answered.
    """

    def __init__(self, reading: Reading, then: Callable[[], Effects] = tuple) -> None:
        self._ids, self._then = ids_shown(reading), then
        super().__init__(reading, SECOND_LOOK, self._found, _ENDED)

    def begin(self) -> Effects:
        """See `Places.begin`; says what this is."""
        yield from super().begin()
        yield Say(f"Second look: {counted(self.left, 'suggestion')} had been withheld here.")

    def _end(self) -> Effects:
        yield from super()._end()
        yield from self._then()

    def _found(self) -> Iterator[Place]:
        for session in sessions_of(self.reading, self._ids):
            for one in self.reading.suggested.withheld(session):
                id, (start, end) = session.article.id, one.span
                key = (SECOND_LOOK, one.label, id, f"{start}-{end}", session.article.digest)
                yield Place(id, one.span, key, _Missed(self, session, one))
