"""What looks wrong in tags comes by itself: where nothing is suggested, and before one goes on."""

from collections.abc import Callable, Collection, Iterable, Iterator

from annotations.annotation import Key
from annotations.session import Session
from tui.actions.checking import KIND, Findings
from tui.actions.places import ids_shown
from tui.actions.speaking import Missing
from tui.effects import Effects
from tui.reading.queue import Place
from tui.reading.reading import Reading


class Unasked(Findings):
    """What looks wrong in the tags of some sessions, as long as they are side by side.

    What was `asked` before is not among it; `then` is what follows the last answer.
    """

    unasked = True
    nothing = "That was all that looked wrong."

    def __init__(
        self,
        reading: Reading,
        sessions: Iterable[Session],
        asked: Collection[Key] = (),
        then: Callable[[], Effects] = tuple,
    ) -> None:
        self._asked, self._then = frozenset(asked), then
        wanted = {one.article.id for one in sessions}
        super().__init__(reading, [id for id in ids_shown(reading) if id in wanted])

    @property
    def stands(self) -> bool:
        """See `Queue.stands`."""
        shown = ids_shown(self.reading)
        return any(place.article in shown for place in self.order.open.values())

    @property
    def wrong(self) -> bool:
        """Whether there is more than tags that miss a link."""
        return any(not isinstance(one.asked, Missing) for one in self.order.open.values())

    def begin(self) -> Effects:
        """Go to the first place."""
        self.reading.push(self)
        return self.walk(True)

    def _found(self) -> Iterator[Place]:
        for place in super()._found():
            if place.held and place.key not in self._asked:
                yield place

    def _end(self) -> Effects:
        yield from super()._end()
        yield from self._then()


def left_over(reading: Reading) -> Unasked:
    """What looks wrong in the articles in view."""
    return Unasked(reading, [reading.panes[number].session for number in reading.seen])


def when_done(
    reading: Reading, done: Iterable[Session], then: Callable[[], Effects] = tuple
) -> Effects | None:
    """Go to the first place that looks wrong, before what is to come `then`; `None` without one.

    Tags that only miss a link do not count, nor what was asked before, whatever was answered.
    """
    if any(queue.kind == KIND for queue in reading.queues):
        return None
    found = Unasked(reading, done, reading.asked_about, then)
    return found.begin() if found.wrong else None
