"""What can be adjudicated in a sitting: which articles, and what their readers differ in."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from annotations.errors import PostilError
from annotations.project import Project
from annotations.session import Session

if TYPE_CHECKING:
    from annotations.adjudication.outcome import Outcome
    from annotations.corpus.adjudicating import Adjudication, Ready


class Adjudicable:
    """The articles whose readers are done, or the `ready` ones that were asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.ready: Sequence[Ready] | None = None

    def ids(self) -> Sequence[str]:
        """See `events.Adjudicable`."""
        if self.ready is None:
            self.ready = list(self._adjudication.ready())
        if not self.ready:
            hint = "postil team says who has what, and how far they are."
            raise PostilError("No article has been read yet by all who are to read it.", hint)
        return [one.article.id for one in self.ready]

    def differences(self, session: Session) -> "Outcome":
        """See `events.Adjudicable`. The layers are read anew each time."""
        id = session.article.id
        ready = next((one for one in self.ready or () if one.article.id == id), None)
        if ready is None:
            raise PostilError(f"{session.article.title} is not ready to be adjudicated.")
        return self._adjudication.against(id, ready.readers, session.contents)

    @cached_property
    def _adjudication(self) -> "Adjudication":
        from annotations.corpus.adjudicating import Adjudication  # late: few adjudicate

        if self._project.team and self._project.store is not self._project.result:
            hint = "To settle differences, leave, and run postil adjudicate."
            raise PostilError("What is open here is your own layer.", hint)
        return Adjudication(self._project)
