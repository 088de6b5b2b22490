"""What is suggested in the articles of one sitting, kept true while one tags and reads."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from annotations.acceptance import Acceptance, why_silenced
from annotations.annotation import Annotation, Change
from annotations.candidates import Candidates
from annotations.errors import PostilError
from annotations.fading import KIND, Repeated, faded
from annotations.scheme import Scheme
from annotations.session import Session
from annotations.suggestion import Candidate, Heard, Place, Suggestion
from annotations.units import Span
from tui.reading.events import Decided, Drawn, LookedThrough, Noted, Proposed, Proposing

if TYPE_CHECKING:
    from annotations.withholding import Withholding

STILL_LOOKING = "Still looking for suggestions: the first is gone to when it is found."


def nothing_suggested(below: int, aided: bool) -> PostilError:
    """What there is to say where nothing is suggested but what is `below` the least score."""
    if not aided:
        what = "This article is read without suggestions."
        return PostilError(what, "That tells later what suggestions do to the tags.")
    if not below:
        return PostilError("There are no suggestions.", "Press / to find words.")
    what = f"There are no suggestions but {below:,} below the least score."
    return PostilError(what, 'To show them, look for "least score" in the list of commands.')


class Suggested:
    """The candidates of every article that was shown; computed outside, decided on by keys.

    `names` are the labels of which the tagged words are suggested elsewhere; sources that are
    `always` to be heard are never silenced. What is below the `least` score, by source, is counted.
    """

    def __init__(
        self,
        proposing: Proposing,
        scheme: Scheme,
        names: Collection[str] = (),
        always: Collection[str] = (),
        least: Mapping[str, float] = {},
    ) -> None:
        self._proposing, self._scheme, self.names = proposing, scheme, names
        self._sessions: dict[str, Session] = {}
        self._candidates: dict[str, Candidates] = {}
        self._acceptance, self.least = Acceptance(always=always), least
        self._due: dict[str, tuple[Candidate, ...]] = {}
        self._repeated = Repeated()
        self._looked_through = 0

    @property
    def looking(self) -> bool:
        """Whether there may be more suggestions than have arrived."""
        return self._proposing.handed > self._looked_through

    def aids(self, session: Session) -> bool:
        """Whether an article has suggestions at all; some are read without, to compare."""
        return self._proposing.aids(session.article)

    def of(self, session: Session) -> Candidates | None:
        """The candidates of an article, once its text has been looked at."""
        return self._candidates.get(session.article.id)

    def open(self, session: Session, at: int) -> None:
        """Have an article read that is shown, from the code point `at` on."""
        article = session.article
        if article.id in self._sessions:
            self._proposing.look(article.id, at)
            return
        self._sessions[article.id] = session
        if self._repeated.note(article):
            self._fade()
        if self._proposing.follow(article, at):
            records = tuple(session.records.values())
            for record in records:
                self._acceptance.note(record)
            self._learn(records, article.text)

    def leave(self, id: str) -> None:
        """Let go of an article that is not shown any more."""
        self._sessions.pop(id, None)
        self._candidates.pop(id, None)

    def arrived(self, proposed: Proposed) -> list[Span]:
        """Take in what was proposed; returns where suggestions may have come or gone."""
        session = self._sessions.get(proposed.article_id)
        if session is None or session.article.digest != proposed.digest:
            return []
        candidates = self._candidates.get(proposed.article_id)
        if candidates is None:
            candidates = self._made(session)
        self._due.pop(proposed.article_id, None)
        touched = [span for offer in proposed.offers for span in candidates.offer(*offer)]
        if candidates.withholding:  # what is not drawn yet is drawn by being looked for
            for span in touched:
                candidates.within(*span)
        return touched

    def drawn(self, drawn: Drawn) -> None:
        """Take in what was drawn of single suggestions."""
        for trial in drawn.trials:
            if held := self._withholding(trial.article):
                held.written([trial])
        self._hear()

    def withheld(self, session: Session) -> Sequence[Candidate]:
        """What was withheld in an article that is done, and is to be looked at after all."""
        id = session.article.id
        candidates = self._candidates.get(id)
        if candidates is None or candidates.withholding is None or session.status != "done":
            return ()
        if id not in self._due:
            self._due[id] = tuple(candidates.withheld())
        return self._due[id]

    def holds_back(self, session: Session, place: Place) -> bool:
        """Whether a label on words of an article is withheld, and not to be looked at yet."""
        held = self._withholding(session.article.id)
        if held is None or session.status == "done":
            return False
        return held.holds_back(Suggestion(*place, ""))

    def _withholding(self, id: str) -> "Withholding | None":
        candidates = self._candidates.get(id)
        return None if candidates is None else candidates.withholding

    def end(self, looked: LookedThrough) -> None:
        """Take in that all has arrived that there was to find."""
        self._looked_through = looked.handed

    def note(self, noted: Noted) -> None:
        """Take in which lines the project's other articles have."""
        self._repeated.merge(noted.repeated)
        self._fade()

    def count(self, decided: Decided) -> None:
        """Take in what was decided elsewhere in the project."""
        for record in decided.records:
            self._acceptance.note(record)
        self._hear()

    def ask_for(self, least: Mapping[str, float]) -> None:
        """Show from now on what is at least so sure."""
        self.least = least
        self._hear()

    def update(self, session: Session, change: Change) -> tuple[list[Span], list[str]]:
        """Follow a change of the annotations.

        Returns where suggestions may have come or gone, and what there is to tell about sources.
        """
        id, text = session.article.id, session.article.text
        if change.text:
            self._sessions.pop(id, None)
            self._candidates.pop(id, None)
            self.open(session, 0)
            return [], []
        candidates = self._candidates.get(id)
        self._due.pop(id, None)
        if session.status == "done" and (held := self._withholding(id)):
            held.over = True
        touched = [] if candidates is None else candidates.take(change)
        if any(one.kind == KIND for one in (*change.undecided, *change.decided)):
            self._fade()
            touched = [(0, len(text))]
        self._learn(change.added, text)
        self._learn(change.removed, text, -1)
        if not any(one.origin for one in (*change.removed, *change.added)):
            return touched, []
        before = self._acceptance.silenced
        self._acceptance.take(change)
        now = self._acceptance.silenced
        if now == before:
            return touched, []
        self._hear()
        decisions = self._acceptance.by_source()
        return touched, [why_silenced(s, decisions[s]) for s in sorted(now - before)]

    def _made(self, session: Session) -> Candidates:
        article = session.article
        kinds = self._scheme.kinds
        away = self._proposing.withholding(session)
        made = Candidates(article.text, session.records.values(), self._faded(session), kinds, away)
        made.hear(self._heard)
        self._candidates[article.id] = made
        return made

    @property
    def _heard(self) -> Heard:
        return Heard(self._acceptance.silenced, self.least)

    def _hear(self) -> None:
        self._due.clear()
        for one in self._candidates.values():
            one.hear(self._heard)

    def _faded(self, session: Session) -> tuple[Span, ...]:
        article = session.article
        return faded(article, session.decisions, self._repeated.spans(article))

    def _fade(self) -> None:
        self._due.clear()
        for id, candidates in self._candidates.items():
            candidates.fade(self._faded(self._sessions[id]))

    def _learn(self, records: Iterable[Annotation], text: str, step: int = 1) -> None:
        tags = [one for one in records if one.stands and one.label in self.names]
        if tags:
            self._proposing.learn(
                lambda: tuple((text[tag.start : tag.end], tag.label) for tag in tags), step
            )
