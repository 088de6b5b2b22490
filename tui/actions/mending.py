"""What stands at a difference is changed as usual, until `enter` takes it as it is then."""

from typing import TYPE_CHECKING

from annotations.adjudication.cases import Case
from annotations.annotation import Annotation
from annotations.errors import PostilError
from tui.effects import Effects
from tui.reading.queue import Asked, OneQuestion

if TYPE_CHECKING:
    from tui.actions.cases import Cases


class Mending(OneQuestion):
    """One changes what stands at a case; `enter` takes it."""

    kind = "mend"

    class _Asked(Asked):
        question, yes = "as it stands?", "take it"

        def __init__(self, mending: "Mending") -> None:
            self._mending = mending

        def accept(self) -> Effects:
            return self._mending.take()

    def __init__(self, cases: "Cases", case: Case) -> None:
        super().__init__(self._Asked(self))
        self._cases, self._case = cases, case

    def walk(self, forward: bool) -> Effects:
        """See `Queue.walk`: it is given up."""
        self._cases.reading.let_go(self)
        return self._cases.walk(forward)

    @property
    def _held(self) -> Annotation | None:
        """The tag that is selected, unless it is that of another case."""
        reading = self._cases.reading
        exact = reading.session.index.exactly(*reading.pane.selected)
        held = reading.held or next(iter(exact), None)
        other = self._cases.outcome.merged.by_id.get(held.id) if held else None
        return held if other in (None, self._case) else None

    def take(self) -> Effects:
        """Take what stands, with the extent that is selected."""
        cases, reading, case = self._cases, self._cases.reading, self._case
        if reading.session is not cases.session:
            raise PostilError("It is settled in another article.", "Press n to go back.")
        stands = cases.outcome.tag(case) if case.kind == "tag" else None
        held = self._held
        if case.kind == "tag" and stands is None and held is None:
            raise PostilError("No tag stands here.", "Tag the words, or press esc and then 0.")
        if stands and held and held.id == stands.id:
            reading.end_extending()
            if change := reading.session.resize(stands.id, reading.pane.selected):
                yield from reading.show(reading.session, change)
        reading.let_go(self)
        yield from cases.settle(case, "mended", None, "", held)
