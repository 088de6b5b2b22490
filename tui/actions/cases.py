"""What readers differ in, case after case, article after article: a key each to settle it."""

from collections.abc import Callable, Generator, Iterator, Sequence
from functools import cached_property, partial

from msgspec import Struct
from msgspec.structs import replace

from annotations.adjudication.cases import Case, Version
from annotations.adjudication.describing import described, question, whose
from annotations.adjudication.outcome import Answer, Outcome
from annotations.adjudication.settling import answered, drafted, entities_needed, taken
from annotations.annotation import Annotation, Change, Key
from annotations.errors import PostilError
from annotations.session import Session
from annotations.units import Span, word_at
from tui.actions.mending import Mending
from tui.actions.places import Places
from tui.effects import Ask, Effect, Effects, Say
from tui.reading.pane import NOTHING
from tui.reading.queue import Asked, Choice, Order, Place
from tui.reading.reading import Reading

KIND = "differs"


class Settled(Struct, frozen=True):
    """What was settled last: of which article, how, and what was known then."""

    outcome: Outcome
    article: str
    case: Case
    answer: Answer
    version: Version | None


class Difference(Asked):
    """What is asked at a case: which version stands."""

    def __init__(self, cases: "Cases", case: Case, outcome: Outcome, text: str) -> None:
        self._cases, self.case, self._outcome, self._text = cases, case, outcome, text
        self._versions = case.shuffled

    @property
    def question(self) -> str:
        """See `Asked.question`."""
        return question(self.case)

    @property
    def told(self) -> str:
        """See `Asked.told`: what was asked here in an earlier sitting."""
        asked = self._outcome.decision(self.case)
        return f"Kept as a question: {asked.note}" if asked and asked.note else ""

    @property
    def yes(self) -> str:
        """See `Asked.yes`."""
        return "right" if self.case.agreed else ""

    @cached_property
    def choices(self) -> Sequence[Choice]:
        """See `Asked.choices`."""
        return [
            Choice(described(self._outcome, self.case, one, self._text), _meant(self.case, one))
            for one in self._versions
        ]

    def accept(self) -> Effects:
        """See `Asked.accept`: what all agree on is right."""
        return self.take(0)

    def take(self, number: int) -> Effects:
        """Take the version of this number, from 0."""
        if number >= len(self._versions):
            raise PostilError(f"There is no version {number + 1} here.")
        return self._cases.settle(self.case, "took", self._versions[number])

    def none(self) -> Effects:
        """Say that nobody is right."""
        return self._cases.settle(self.case, "nobody")

    def ask(self) -> Effects:
        """Keep it as an open question; what is asked is typed."""
        return [
            Ask("question: ", lambda words, _: self._cases.settle(self.case, "ask", None, words))
        ]

    def mend(self) -> Effects:
        """Have what stands changed as usual, until `enter` takes it."""
        return self._cases.mend(self.case)


class Cases(Places):
    """The open cases of one article at a time, of those with these `ids`.

    What all agree on is taken, as one change, when one comes to an article.
    """

    def __init__(self, reading: Reading, ids: Sequence[str]) -> None:
        self._ids, self._at = list(ids), ""
        self._known: Outcome | None = None
        self._last: Settled | None = None
        self._put_off = set[Key]()
        super().__init__(reading, KIND, self._open, "No differences are left.")

    @property
    def stands(self) -> bool:
        """See `Queue.stands`: until all is settled, or it is let go."""
        return True

    @property
    def session(self) -> Session:
        """The session of the article whose cases these are."""
        return self.reading.outside.session_of(self._at)

    @property
    def outcome(self) -> Outcome:
        """The cases of the article as they are now."""
        assert self._known is not None
        return self._known.after(self.session.contents)

    def begin(self) -> Effects:
        """Go to the first case, from the article that has the keys on."""
        self.reading.push(self)
        self.reading.suggesting = False
        self.reading.show_suggestions()
        here = self.reading.session.article.id
        return self._onward(True, here if here in self._ids else None)

    def walk(self, forward: bool) -> Effects:
        """See `Queue.walk`: from the last case of an article to the next article."""
        self._renew()
        if self._step(forward):
            yield from self.show()
        else:
            yield from self._onward(forward)

    def go_on(self) -> Effects:
        """See `Places.go_on`."""
        self._renew()
        return self.walk(True)

    def settle(
        self, case: Case, answer: Answer, version: Version | None = None, why: str = "",
        stands: Annotation | None = None,
    ) -> Effects:  # fmt: skip
        """Write down how a case is settled, go on, and say whose version that was."""
        outcome, session = self.outcome, self.session
        self._last = Settled(outcome, self._at, case, answer, version)
        if answer == "ask":
            self._put_off.add((self._at, *case.key))
        yield from self._put(outcome, session, partial(
            answered, outcome, case, answer, version, why, stands=stands
        ))  # fmt: skip
        told = [_TOLD[answer]] if answer in _TOLD else []
        if answer != "ask":
            told.append(whose(case, version if answer == "took" else None))
        yield from _told_in_one(told, self.go_on())

    def say_why(self) -> Effects:
        """Add a reason to what was settled last, as it is typed."""
        if (last := self._last) is None:
            raise PostilError("Nothing has been settled yet.")
        session = self.reading.outside.session_of(last.article)

        def done(words: str, _: bool) -> Effects:
            outcome = last.outcome.after(session.contents)
            if outcome.decision(last.case) is None:
                raise PostilError("That has been taken back.", "Settle it again first.")
            make = partial(answered, outcome, last.case, last.answer, last.version, words)
            yield from self._put(outcome, session, make)

        return [Ask("why: ", done)]

    def mend(self, case: Case) -> Effects:
        """Put a version there to be changed, unless something stands, and wait for `enter`."""
        outcome, reading = self.outcome, self.reading
        yield from self._put(outcome, self.session, partial(drafted, outcome, case))
        self._renew()
        tag = self.outcome.tag(case) if case.kind != "code" else None
        if tag:
            reading.go(reading.active, (tag.start, tag.end), tag.id)
        reading.push(Mending(self, case))
        yield Say("Change it as usual, then press enter.")

    def look_again(self, back: bool = False) -> Effects:
        """See `Queue.look_again`; what was taken back in another article is gone to."""
        last = self._last
        if back and last and last.article != self._at:
            session = self.reading.outside.session_of(last.article)
            if last.outcome.after(session.contents).state(last.case) == "open":
                self._enter(last.article, last.outcome)
                self.order.go_to((last.article, *last.case.key))
                return self.show()
        return super().look_again(back)

    # How

    def _open(self) -> Iterator[Place]:
        if self._known is None:
            return
        outcome, text = self.outcome, self.session.article.text
        for case in (one for one in outcome.cases if self._is_open(outcome, one)):
            tag = outcome.tag(case) if case.kind != "code" else None
            span: Span = (tag.start, tag.end) if tag else case.span
            if span == NOTHING and text:
                span = word_at(text, 0)
            key = (self._at, *case.key)
            yield Place(self._at, span, key, Difference(self, case, outcome, text))

    def _is_open(self, outcome: Outcome, case: Case) -> bool:
        """Whether a case is asked: it is open, or a question that was kept some other time."""
        state = outcome.state(case)
        return state == "open" or (state == "asked" and (self._at, *case.key) not in self._put_off)

    def _enter(self, id: str, outcome: Outcome) -> None:
        """Have the cases of an article."""
        self._at, self._known = id, outcome
        self.order, self._found_at = Order(), ()
        self._renew()

    def _step(self, forward: bool) -> bool:
        """Go to the next case of the article, but not round its ends."""
        before = self.order.at
        if not self.order.step(forward):
            return False
        passed = self.order.at > before if forward else self.order.at < before or before < 0
        self.order.at = self.order.at if passed else before
        return passed

    def _onward(self, forward: bool, first: str | None = None) -> Effects:
        """Go to the next article where something is open, round the ends, or be at the end."""
        at = self._ids.index(first or self._at) if first or self._at else -1 if forward else 0
        ids = [*self._ids[at:], *self._ids[:at]] if first else _round(self._ids, at, forward)
        for id in ids:
            try:
                told = yield from self._arrive(id)
            except PostilError as error:  # the others can be settled all the same
                yield Say(str(error), severe=True)
                continue
            if self.order.step(forward):
                yield from _told_in_one([told], self.show())
                return
        yield from self._end()

    def _arrive(self, id: str) -> Generator[Effect, None, str]:
        """Take what all agree on in an article, and have its cases; returns how many there are."""
        session = self.reading.outside.session_of(id)
        outcome = self.reading.outside.adjudicable.differences(session)
        change = yield from self._put(outcome, session, partial(taken, outcome))
        self._enter(id, outcome)
        left, agreed = len(self.order.open), sum(tag.stands for tag in change.added)
        told = f"{session.article.title}: {left} left"
        return f"{told}, {agreed} agreed." if agreed else f"{told}."

    def _put(
        self, outcome: Outcome, session: Session, make: Callable[[str, str], Change]
    ) -> Generator[Effect, None, Change]:
        """Make a change that is worked out, once there are the entities that it needs."""

        def made(by: str, at: str) -> Change:
            change = make(by=by, at=at)  # type: ignore[call-arg]
            for one in entities_needed(outcome, change):
                self.reading.outside.keep_entity(one)
            return change

        change = session.put(made)
        if change:
            yield from self.reading.answer(session, change)
        return change


_TOLD = {"nobody": "Nobody is right.", "mended": "Taken as mended.", "ask": "Kept as a question."}


def _meant(case: Case, version: Version) -> Annotation | None:
    """The tag of a version with what is decided on here: whom it means is asked after it."""
    if case.kind != "tag" or version.said is None:
        return None
    return replace(version.tags[0], attrs=version.said[3])


def _told_in_one(told: Sequence[str], effects: Effects) -> Effects:
    """Effects with all that they say behind this, in one line."""
    words, others = list(told), list[Effect]()
    for effect in effects:
        if isinstance(effect, Say) and not effect.severe:
            words.append(effect.words)
        else:
            others.append(effect)
    return [*others, Say(" ".join(filter(None, words)))]


def _round(ids: Sequence[str], at: int, forward: bool) -> list[str]:
    """All ids, from behind one of them on, that one last; or the other way."""
    onward = [*ids[at + 1 :], *ids[: at + 1]]
    return onward if forward else [*reversed(onward[:-1]), *onward[-1:]]
