"""What has become in the result of the cases of one article: settled, asked, agreed or open."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

from annotations.adjudication.cases import Case, Merged, targets, versions
from annotations.adjudication.meaning import Meaning
from annotations.adjudication.merging import said_of
from annotations.annotation import ADJUDICATE, Annotation, Contents, Decision, Key, judged
from annotations.attributes import entity_attribute
from annotations.scheme import Scheme

Answer = Literal["took", "mended", "nobody", "ask", "agreed"]
"""What is decided: a version is taken; another one is put in its place; nobody is right; it stays
an open question; all agree."""

State = Literal["open", "agreed", "asked", "settled", "waits", "moot"]
"""A case is open, or agreed and not taken yet; it waits for that of the tag that it hangs on, and
is moot where that has become nothing that it could hang on."""

SAMPLE = 0.05
"""The share of what all agree on that is looked at too."""


class Outcome:
    """The cases of one article, and what stands in the result.

    A tag of the result belongs to the case that has its id, else to one that was once decided
    together with it. One that no reader has any more is a case of its own.
    """

    def __init__(
        self,
        merged: Merged,
        result: Contents,
        scheme: Scheme,
        meaning: Meaning | None = None,
        seed: int = 1,
        share: float = SAMPLE,
    ) -> None:
        self.merged, self.result, self.scheme = merged, result, scheme
        self.meaning = meaning or Meaning({}, {})
        self._seed, self._share = seed, share
        self._decided: dict[tuple[Key, str], Decision] = {}
        self._earlier: defaultdict[tuple[Key, str], list[Decision]] = defaultdict(list)
        for one in sorted(result.decisions, key=lambda one: one.at):
            if one.kind == ADJUDICATE:
                self._decided[one.about, one.judged] = one
                kind, ids = _subject(one.about)
                for id in ids or ("",):
                    self._earlier[kind, id].append(one)
        self._tags: dict[Key, list[Annotation]] = defaultdict(list)
        left = self._given_to_cases()
        orphans = (self._orphan(tag) for tag in sorted(left, key=lambda tag: tag.order))
        self.cases = (*merged.cases, *(one for one in orphans if one))
        self._states: dict[Key, State] = {}

    def after(self, result: Contents) -> "Outcome":
        """The same cases against another result."""
        return Outcome(self.merged, result, self.scheme, self.meaning, self._seed, self._share)

    @property
    def open(self) -> list[Case]:
        """What is to be asked, in order: of tags, then what hangs on them, then codes."""
        return [case for case in self.cases if self.state(case) == "open"]

    @property
    def is_left(self) -> bool:
        """Whether there is anything to settle yet, questions that were kept open among it."""
        return any(self.state(case) not in ("settled", "moot") for case in self.cases)

    @property
    def agreed(self) -> list[Case]:
        """What can be taken without a look, as all agree."""
        return [case for case in self.cases if self.state(case) == "agreed"]

    def decision(self, case: Case) -> Decision | None:
        """What was decided on a case, as it is now."""
        return self._decided.get((case.key, case.judged))

    def earlier(self, case: Case) -> list[Decision]:
        """What was decided before on anything of a case, in whatever company; oldest first."""
        kind, ids = _subject(case.key)
        found = [one for id in ids or ("",) for one in self._earlier.get((kind, id), ())]
        return sorted(dict.fromkeys(found), key=lambda one: one.at)

    def stale(self, case: Case) -> list[Decision]:
        """Of those the ones that a new decision takes the place of."""
        keys = self.merged.by_key
        return [one for one in self.earlier(case) if one.about == case.key or one.about not in keys]

    def tags_of(self, case: Case) -> list[Annotation]:
        """The tags of the result that belong to the case of a tag."""
        return self._tags.get(case.key, [])

    def tag(self, case: Case) -> Annotation | None:
        """What the case of a tag became, or that which another one hangs on."""
        own = self.tags_of(self.merged.by_key[case.of] if case.of else case)
        return own[0] if own else None

    def ends(self, keys: Iterable[Key], source: Annotation, type: str) -> list[Annotation]:
        """The tags of the result that a link of this type may lead to, of these cases."""
        found = (self.tag(self.merged.by_key[key]) for key in keys)
        return [one for one in found if one and self.scheme.fits(type, source.label, one.label)]

    def state(self, case: Case) -> State:
        """What is to be done about a case."""
        if case.key not in self._states:
            self._states[case.key] = self._state(case)
        return self._states[case.key]

    def _state(self, case: Case) -> State:
        decision = self.decision(case)
        if decision and self._is_torn(case):
            return "open"
        if decision and decision.answer != "ask":
            return "settled"
        if case.of and (hindered := self._hindered(case)):
            return hindered
        if decision:
            return "asked"
        if not case.agreed or case.is_sampled(self._seed, self._share):
            return "open"
        # What all agree on by now was not always so: who settled it has the last word.
        once = (one.answer for one in self.earlier(case))
        return "agreed" if all(answer == "agreed" for answer in once) else "open"

    def _is_torn(self, case: Case) -> bool:
        """Whether two people have settled it at once, and not alike: neither has the last word."""
        now = case.key, case.judged
        found = (one for one in self.earlier(case) if (one.about, one.judged) == now)
        return len({(one.answer, one.note) for one in found}) > 1

    def _hindered(self, case: Case) -> State | None:
        """Why what hangs on a tag cannot be asked, if it cannot."""
        by_key = self.merged.by_key
        if any(self.state(by_key[key]) != "settled" for key in (case.of, *targets(case))):
            return "waits"
        tag = self.tag(case)
        if tag is None:
            return "moot"
        if case.kind == "entity":
            return None if entity_attribute(self.scheme, tag.label) == case.name else "moot"
        return None if self.ends(targets(case), tag, case.name) else "moot"

    # How

    def _given_to_cases(self) -> list[Annotation]:
        """Give the result's tags to the cases; returns those that no case has."""
        left = []
        for tag in sorted(self.result.annotations.values(), key=lambda tag: tag.order):
            if tag.stands and (case := self.merged.by_id.get(tag.id)):
                self._tags[case.key].append(tag)
            elif tag.stands:
                left.append(tag)
        return [tag for tag in left if not self._given_by_decisions(tag)]

    def _given_by_decisions(self, tag: Annotation) -> bool:
        """Give a tag to all cases that were decided together with it; whether there are any."""
        kind = (ADJUDICATE, "tag")
        ids = {id for one in self._earlier.get((kind, tag.id), ()) for id in _subject(one.about)[1]}
        cases = {case.key for id in ids if (case := self.merged.by_id.get(id))}
        for key in cases:
            self._tags[key].append(tag)
        return bool(cases)

    def _orphan(self, tag: Annotation) -> Case | None:
        """A case for what the result has of readers, and none of them has any more."""
        kind: Key = (ADJUDICATE, "tag")
        settled = tag.agreed or (kind, tag.id) in self._earlier
        if not settled and tag.annotator not in self.merged.readers:
            return None  # the adjudicator's own
        said, key = said_of(tag, self.scheme), (*kind, tag.id)
        self._tags[key].append(tag)
        silent = [(reader, None, None) for reader in self.merged.readers]
        found = versions([("", said, tag), *silent])
        span = (tag.start, tag.end)
        return Case("tag", key, judged([["", said]]), found, span, (tag.id,))


def _subject(about: Key) -> tuple[Key, tuple[str, ...]]:
    """What a key is about: its kind, and the ids of the tags; none for a code."""
    if about[1:2] == ("tag",):
        return about[:2], about[2:]
    return (about, ()) if about[1:2] == ("code",) else (about[:3], about[3:])


def decided(result: Contents) -> Iterator[Decision]:
    """The decisions by which differences in an article were settled, whether they hold or not."""
    return (one for one in result.decisions if one.kind == ADJUDICATE)
