"""Candidates: what the person walks, from suggestions and from all that speaks against them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from annotations.annotation import Annotation, Change
from annotations.offered import Offered, alone, may_stand
from annotations.span_index import Order
from annotations.suggestion import (
    ALL_HEARD,
    Candidate,
    Evidence,
    Heard,
    Place,
    Suggestion,
    alike,
    is_passage,
    merged,
)
from annotations.units import Span

if TYPE_CHECKING:  # loaded where suggestions are withheld
    from annotations.withholding import Withholding

_DECIDED = 4_096  # so many decisions are kept
_MANY = 1_000  # changed at once, the whole text is looked at again
_COUNTED_ANEW = 500  # suggestions; where there are more, about so many are said to be left


class Candidates:
    """The candidates of one article, kept true while suggestions come in and tags come and go.

    What several sources propose is one candidate. Of one label the longest wins; beside another
    label both stay, unless both are computed and `kinds` has the two as of one kind. None stands
    where its label or its own acceptance stands already, in boilerplate, inside a word or where it
    was rejected; nor anywhere with the words of a rejection, unless these words are tagged in the
    article as well. A tag of many pages speaks against none within it. Silenced sources propose
    nothing, what is below the least score of its source is counted alone, what is withheld not.

    Suggestions alone are kept; what they come to is decided where somebody looks.
    """

    def __init__(
        self,
        text: str,
        records: Iterable[Annotation] = (),
        boilerplate: Iterable[Span] = (),
        kinds: Mapping[str, str] = {},
        withholding: "Withholding | None" = None,
    ) -> None:
        self.text, self.withholding = text, withholding
        # What it holds must not hold it, or 1 MB of suggestions would wait for the cycle collector.
        self._alike = partial(alike, kinds)
        self.boilerplate = tuple(sorted(boilerplate))
        self._heard = ALL_HEARD
        self._evidence = Evidence(text, self._alike, withholding)
        self._offered = Offered()
        self._decided: dict[Place, bool] = {}
        self._left: int | None = None
        self._below: int | None = None
        self._proposed = 0
        for record in records:
            self._note(record, 1)

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None

    def __iter__(self) -> Iterator[Candidate]:
        return self._onward((-1, 0, ""))

    # What comes in

    def offer(self, source: str, piece: Span, suggestions: Iterable[Suggestion]) -> list[Span]:
        """Take what a source proposes in a piece of the text, in place of what it did before.

        Returns the spans in which candidates may have come or gone by it.
        """
        here = self._offered.computed.overlapping(*piece)
        old = {one.place: one for one in here if one.source == source and one.start >= piece[0]}
        new = {one.place: one for one in suggestions if may_stand(self.text, one)}
        changed = [place for place in {**old, **new} if old.get(place) != new.get(place)]
        spans = [(start, end) for start, end, _ in changed]
        before = self._count(spans if len(changed) <= _COUNTED_ANEW else ())
        for place in changed:
            if place in new:
                self._offered.computed.put(new[place])
            else:
                self._offered.computed.drop(old[place])
        count = self.withholding.count if self.withholding else len
        self._proposed += count(new.values()) - count(old.values())
        around = self._offered.around(spans)
        self._decide_again(around)
        self._recount(spans, before, len(changed) <= _COUNTED_ANEW)
        return around

    def take(self, change: Change) -> list[Span]:
        """Take a change of the annotations into account: near by, and where its words stand.

        Returns the spans in which candidates may have come or gone by it.
        """
        records = [one for one in (*change.removed, *change.added) if not one.text_digest]
        few = records if len(records) <= _MANY else ()
        elsewhere = self._evidence.elsewhere(few)
        everywhere = elsewhere is None or len(few) < len(records)
        near = {(a.start, a.end) for a in few
                if not is_passage(a) or self._offered.exactly((a.start, a.end))}  # fmt: skip
        near.update(filter(self._offered.exactly, elsewhere or ()))
        before = self._count(near)
        for record in change.removed:
            self._note(record, -1)
        for record in change.added:
            self._note(record, 1)
        around = [(0, len(self.text))] if everywhere else self._offered.around(near)
        self._decide_again(None if everywhere else around)
        vague = len(few) < len(records) or (everywhere and self._proposed <= _COUNTED_ANEW)
        self._recount(near, before, not vague)
        return around

    def hear(self, heard: Heard) -> None:
        """Propose nothing any more but what is heard of the sources."""
        self._heard = heard
        self._forget()

    def fade(self, boilerplate: Iterable[Span]) -> bool:
        """Show nothing in these parts, and again what stands in others; whether they changed."""
        spans = tuple(sorted(boilerplate))
        if spans == self.boilerplate:
            return False
        self.boilerplate = spans
        self._forget()
        return True

    # What is asked

    @property
    def left(self) -> int:
        """How many candidates wait; where very many are proposed, about so many."""
        if self._left is None:
            few = self._proposed <= _COUNTED_ANEW
            tags = sum(self._evidence.tagged.values())
            self._left = sum(1 for _ in self) if few else max(0, self._proposed - tags)
        return self._left

    @property
    def below(self) -> int:
        """How many places are not proposed because all that is proposed there is too unsure.

        Where very many are proposed, about so many.
        """
        if self._below is None:
            self._below = sum(1 for _ in self._too_unsure()) if self._heard.least else 0
        return self._below

    def withheld(self) -> Iterator[Candidate]:
        """What would be shown if it was not withheld, in reading order."""
        if held := self.withholding:
            for here in self._offered.since((-1, 0, "")):
                for one in merged(here, self._heard):
                    if held.holds_back(one) and self._stands(one):
                        yield one

    def leads(self, type: str, start: int, end: int, label: str) -> list[Place]:
        """Where links of a type lead that are proposed with a label on these words, surest first.

        They may be proposed on a little more or less: the person may have chosen the extent.
        """
        here = self._offered.computed.overlapping(start, end)
        found = [one for one in here if one.links and one.label == label and self._heard(one)]
        found.sort(key=lambda one: ((one.start, one.end) != (start, end), -one.score))
        return [place for one in found for name, place in one.links if name == type]

    def after(self, order: Order) -> Candidate | None:
        """The first candidate beyond a place in reading order."""
        return next((one for one in self._onward(order) if one.order > order), None)

    def before(self, order: Order) -> Candidate | None:
        """The last candidate ahead of a place in reading order."""
        back = (one for here in self._offered.until(order) for one in reversed(self._shown(here)))
        return next((one for one in back if one.order < order), None)

    def within(self, start: int, end: int) -> list[Candidate]:
        """The candidates that touch `[start, end)`, in reading order."""
        found = self._offered.overlapping(start, end)
        free = alone(found, start, end)
        return [c for c in merged(found, self._heard) if self._is_shown(c, c.span in free)]

    def exactly(self, span: Span) -> list[Candidate]:
        """The candidates of just this span."""
        return self._shown(self._offered.exactly(span))

    # How

    def _forget(self) -> None:
        """Decide again what is shown."""
        self._decide_again()
        self._left = None

    def _decide_again(self, spans: Iterable[Span] | None = None) -> None:
        """Forget what was decided in these spans, in which whole decisions lie, or everywhere."""
        self._below = None
        if spans is None:
            self._decided.clear()
        elif self._decided:
            for span in spans:
                for one in self._offered.overlapping(*span):
                    self._decided.pop((one.start, one.end, one.label), None)

    def _too_unsure(self) -> Iterator[Place]:
        """The places at which something stands, but nothing that is sure enough."""
        loud = Heard(self._heard.silenced)
        few = self._proposed <= _COUNTED_ANEW
        for here in self._offered.since((-1, 0, "")):
            shown = {one.place for one in merged(here, self._heard)}
            for one in merged(here, loud):
                away = self.withholding and self.withholding.withholds(one)
                if one.place not in shown and not away and not (few and self._speaks_against(one)):
                    yield one.place

    def _count(self, spans: Iterable[Span]) -> int:
        """How many candidates there are in and around these spans, if all are counted."""
        if self._left is None:
            return 0
        around = self._offered.around(spans)
        return len({one.place for span in around for one in self.within(*span)})

    def _recount(self, spans: Iterable[Span], before: int, known: bool) -> None:
        """Take in that there were so many in and around these spans, or that it is not `known`."""
        if self._left is not None:
            self._left = max(0, self._left + self._count(spans) - before) if known else None

    def _note(self, record: Annotation, step: int) -> None:
        """Take in an annotation, a suggestion that waits or a rejection, or let it go."""
        if record.text_digest:
            return  # its place is one in an earlier text
        if record.verdict != "suggested":
            self._evidence.note(record, step)
        elif step < 0:
            self._offered.stored.drop(record)
        elif may_stand(self.text, record):
            self._offered.stored.put(record)

    def _speaks_against(self, one: Candidate) -> bool:
        """Whether it is in boilerplate, or what the person has said is against it."""
        at = bisect_right(self.boilerplate, one.start, key=lambda span: span[1])
        if at < len(self.boilerplate) and self.boilerplate[at][0] < one.end:
            return True
        return self._evidence.is_against(one)

    def _onward(self, order: Order) -> Iterator[Candidate]:
        """The candidates from a place on, those of its span included."""
        for here in self._offered.since(order):
            yield from self._shown(here)

    def _shown(self, found: Iterable[Suggestion | Annotation]) -> list[Candidate]:
        """What these suggestions come to that is to be shown, in reading order."""
        return list(filter(self._is_shown, merged(found, self._heard)))

    def _is_shown(self, one: Candidate, alone: bool = False) -> bool:
        held = self.withholding
        return self._stands(one, alone) and not (held and held.hides(one))

    def _stands(self, one: Candidate, alone: bool = False) -> bool:
        """Whether it is to be shown, unless it is withheld; `alone` where nothing overlaps it."""
        if one.place not in self._decided:
            if len(self._decided) > _DECIDED:
                self._decided.clear()
            self._decide(one, alone)
        return self._decided[one.place]

    def _decide(self, one: Candidate, alone: bool) -> None:
        """Show the longest of those that stand for the same, and what does not overlap it."""
        if alone or len(self._offered.overlapping(one.start, one.end)) == 1:
            self._decided[one.place] = not self._speaks_against(one)
            return
        kept: list[Span] = []  # in order, none overlapping another
        for live in sorted(self._cluster(one), key=lambda c: (c.start - c.end, c.start, -c.score)):
            at = bisect_left(kept, live.span)
            free_before = at == 0 or kept[at - 1][1] <= live.start
            free = free_before and (at == len(kept) or live.end <= kept[at][0])
            if free:
                kept.insert(at, live.span)
            self._decided[live.place] = free

    def _cluster(self, one: Candidate) -> list[Candidate]:
        """A candidate and all that stand for the same, as far as nothing speaks against them."""
        found, todo, met = list[Candidate](), [one], {one.place}
        while todo:
            here = todo.pop()
            if self._speaks_against(here):
                self._decided[here.place] = False
                continue
            found.append(here)
            for other in merged(self._offered.overlapping(here.start, here.end), self._heard):
                if other.place not in met and self._alike(here, other):
                    met.add(other.place)
                    todo.append(other)
        return found
