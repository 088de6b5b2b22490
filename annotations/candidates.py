"""Candidates: what the person walks, from proposals and from all that speaks against them."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from annotations.annotation import Annotation, Change
from annotations.proposal import Proposal
from annotations.span_index import PlaceIndex, SpanIndex
from annotations.units import Span, is_cut

Kind = Literal["suggestion", "hit", "echo"]
Words = tuple[str, str]  # a label and the words under it

_PASSAGE = 16_384  # code points; a tag of more is on a passage, not on what it names


class Candidate(Struct, frozen=True):
    """A place to look at: a proposed annotation, a hit of a find, or an echo of an entity.

    `sources` are those that propose it, the surest first; `stored` is the id of a suggestion that
    the store holds, empty for a computed one. Hits and echoes need no label.
    """

    start: int
    end: int
    label: str = ""
    sources: tuple[str, ...] = ()
    score: float = 1.0
    attrs: Mapping[str, Any] = {}
    stored: str = ""
    kind: Kind = "suggestion"

    @property
    def id(self) -> str:
        """What tells it from all others: its kind, label and place."""
        return f"{self.kind} {self.label} {self.start} {self.end}"

    @property
    def order(self) -> tuple[int, int, str]:
        """Reading order: by start, the longer first, then by id."""
        return (self.start, -self.end, self.id)

    @property
    def span(self) -> Span:
        """Start and end."""
        return (self.start, self.end)

    @property
    def origin(self) -> str:
        """The source that has the credit or the blame."""
        return self.sources[0] if self.sources else ""


class Candidates:
    """The candidates of one article, kept true while proposals come in and tags come and go.

    What several sources propose is one candidate. Of one label the longest wins; beside another
    label both stay, unless both are computed and `kinds` has the two as of one kind. None stands
    where its label or its own acceptance stands already, in a zone, inside a word or where it was
    rejected; nor anywhere with the words of a rejection, unless these words are tagged in the
    article as well. A tag of many pages speaks against none within it. Silenced sources propose
    nothing.
    """

    def __init__(
        self,
        text: str,
        records: Iterable[Annotation] = (),
        zones: Iterable[Span] = (),
        kinds: Mapping[str, str] = {},
    ) -> None:
        self.text = text
        self._kinds = kinds
        self.zones = tuple(sorted(zones))
        self.silenced: frozenset[str] = frozenset()
        self._evidence = _Evidence(text, self._alike)
        self._proposed: dict[str, dict[str, Proposal]] = {}
        self._stored: dict[str, str] = {}
        self._pieces: dict[tuple[str, Span], frozenset[str]] = {}
        self._all: PlaceIndex[Candidate] = PlaceIndex()
        self._by_words: dict[Words, set[str]] = {}
        self._shown: PlaceIndex[Candidate] = PlaceIndex()
        for record in records:
            self._note(record, 1)
        self._refresh(list(self._all))

    def __len__(self) -> int:
        return len(self._shown)

    def __iter__(self) -> Iterator[Candidate]:
        return iter(sorted(self._shown, key=lambda candidate: candidate.order))

    # What comes in

    def offer(self, source: str, piece: Span, proposals: Iterable[Proposal]) -> list[Span]:
        """Take what a source proposes in a piece of the text, in place of what it did before.

        Returns the spans of candidates that may have come or gone by it.
        """
        new = {Candidate(one.start, one.end, one.label).id: one for one in proposals}
        ids = self._pieces.get((source, piece), frozenset())
        old = {id: self._proposed[id][source] for id in ids if source in self._proposed.get(id, ())}
        self._pieces[source, piece] = frozenset(new)
        changed = [id for id in {**old, **new} if old.get(id) != new.get(id)]
        touched = [self._all.by_id[id] for id in changed if id in self._all.by_id]
        for id in changed:
            self._proposed.setdefault(id, {}).pop(source, None)
            if id in new:
                self._proposed[id][source] = new[id]
            self._merge(id)
        there = (self._all.by_id[id] for id in changed if id in self._all.by_id)
        return self._refresh([*touched, *there])

    def take(self, change: Change) -> list[Span]:
        """Take a change of the annotations into account: near by, and where its words stand.

        Returns the spans of candidates that may have come or gone by it.
        """
        touched: dict[str, Candidate] = {}
        for record in (*change.removed, *change.added):
            for one in self._concerned(record):
                touched[one.id] = one
        for record in change.removed:
            self._note(record, -1)
        for record in change.added:
            self._note(record, 1)
        for record in (*change.removed, *change.added):
            for one in self._concerned(record):
                touched[one.id] = one
        return self._refresh(list(touched.values()))

    def silence(self, sources: Iterable[str]) -> None:
        """Propose nothing any more that only these sources propose."""
        self.silenced = frozenset(sources)
        self._refresh(list(self._all))

    def lay(self, kind: Kind, spans: Iterable[Span], label: str = "") -> None:
        """Show these hits or echoes, in place of those before."""
        for old in [one for one in self._shown if one.kind == kind]:
            self._shown.remove(old.id)
        for start, end in spans:
            self._shown.add(Candidate(start, end, label, kind=kind))

    # What is asked

    def after(self, order: tuple[int, int, str]) -> Candidate | None:
        """The first candidate beyond a place in reading order."""
        return self._shown.after(order)

    def before(self, order: tuple[int, int, str]) -> Candidate | None:
        """The last candidate ahead of a place in reading order."""
        return self._shown.before(order)

    def within(self, start: int, end: int) -> list[Candidate]:
        """The candidates that touch `[start, end)`, in reading order."""
        return self._shown.overlapping(start, end)

    def exactly(self, span: Span) -> list[Candidate]:
        """The candidates of just this span."""
        return self._shown.exactly(*span)

    # How

    def _note(self, record: Annotation, step: int) -> None:
        """Take in an annotation, a suggestion that waits or a rejection, or let it go."""
        if record.version:
            return  # its place is one in an earlier text
        if record.verdict != "suggested":
            self._evidence.note(record, step)
            return
        id = Candidate(record.start, record.end, record.label).id
        source = record.origin or record.annotator
        if step > 0:
            score = 1.0 if record.score is None else record.score
            proposal = Proposal(*_place(record), source, score, record.attrs)
            self._proposed.setdefault(id, {})[source] = proposal
            self._stored[id] = record.id
        else:
            self._proposed.get(id, {}).pop(source, None)
            self._stored.pop(id, None)
        self._merge(id)

    def _merge(self, id: str) -> None:
        """Make one candidate of what all sources propose for one place and label."""
        old = self._all.by_id.get(id)
        if old is not None:
            self._all.remove(id)
            self._by_words[self._words(old)].discard(id)
        proposals = sorted(self._proposed.get(id, {}).values(), key=lambda p: (-p.score, p.source))
        if not proposals:
            self._proposed.pop(id, None)
            if id in self._shown.by_id:
                self._shown.remove(id)
            return
        first = proposals[0]
        attrs = next((p.attrs for p in proposals if p.attrs), {})
        sources = tuple(p.source for p in proposals)
        stored = self._stored.get(id, "")
        one = Candidate(*_place(first), sources, first.score, attrs, stored)
        self._all.add(one)
        self._by_words.setdefault(self._words(one), set()).add(id)

    def _concerned(self, record: Annotation) -> list[Candidate]:
        """The candidates that an annotation may speak for or against.

        Those elsewhere with the same words are concerned where these words were rejected.
        """
        if record.version:
            return []
        if _is_passage(record):
            return self._all.exactly(record.start, record.end)
        near = self._all.overlapping(record.start, record.end)
        words = record.label, self.text[record.start : record.end]
        if record.stands and not self._evidence.rejected[words]:
            return near
        return [*near, *(self._all.by_id[id] for id in self._by_words.get(words, ()))]

    def _refresh(self, touched: Iterable[Candidate]) -> list[Span]:
        """Decide again about these candidates and all that overlap them under their labels."""
        done: dict[str, Span] = {}
        for one in touched:
            if one.id not in done:
                cluster = self._cluster(one)
                done.update((other.id, other.span) for other in cluster)
                self._decide(cluster)
        return list(done.values())

    def _cluster(self, one: Candidate) -> list[Candidate]:
        found, todo = {one.id: one}, [one]
        while todo:
            here = todo.pop()
            for other in self._all.overlapping(here.start, here.end):
                if other.id not in found and self._alike(one, other):
                    found[other.id] = other
                    todo.append(other)
        return list(found.values())

    def _alike(self, one: Candidate, other: Candidate | Annotation) -> bool:
        """Whether two stand for the same: under one label or, computed, under labels of a kind."""
        if one.label == other.label:
            return True
        if one.stored or (isinstance(other, Candidate) and other.stored):
            return False
        kinds = self._kinds
        return one.label in kinds and kinds[one.label] == kinds.get(other.label)

    def _decide(self, cluster: list[Candidate]) -> None:
        """Show the longest of a cluster, and of the rest those that do not overlap it."""
        kept: list[Span] = []  # in order, none overlapping another
        for one in sorted(cluster, key=lambda c: (c.start - c.end, c.start, -c.score)):
            if one.id in self._shown.by_id:
                self._shown.remove(one.id)
            live = self._live(self._all.by_id.get(one.id))
            if live is None:
                continue
            place = bisect_left(kept, live.span)
            free_before = place == 0 or kept[place - 1][1] <= live.start
            if free_before and (place == len(kept) or live.end <= kept[place][0]):
                kept.insert(place, live.span)
                self._shown.add(live)

    def _live(self, one: Candidate | None) -> Candidate | None:
        """The candidate without its silenced sources; `None` where something speaks against it."""
        if one is None or not self._is_whole(one) or self._is_in_zone(one):
            return None
        sources = tuple(s for s in one.sources if s not in self.silenced)
        if not sources or self._evidence.is_against(one):
            return None
        return one if sources == one.sources else replace(one, sources=sources)

    def _is_whole(self, one: Candidate) -> bool:
        text, end = self.text, one.end
        if not 0 <= one.start < end <= len(text) or is_cut(text, one.start):
            return False
        # A capital right after a small letter begins another word that the source glued on.
        return not is_cut(text, end) or (text[end - 1].islower() and text[end].isupper())

    def _is_in_zone(self, one: Candidate) -> bool:
        place = bisect_right(self.zones, one.start, key=lambda zone: zone[1])
        return place < len(self.zones) and self.zones[place][0] < one.end

    def _words(self, one: Candidate) -> Words:
        return one.label, self.text[one.start : one.end]


class _Evidence:
    """What the person has said in this article: the tags that stand, and what was rejected."""

    def __init__(self, text: str, alike: Callable[[Candidate, Annotation], bool]) -> None:
        self.text, self._alike = text, alike
        self.tags = SpanIndex()
        self.tagged: Counter[Words] = Counter()
        self.rejected: Counter[Words] = Counter()
        self.places: Counter[tuple[int, int, str]] = Counter()

    def note(self, record: Annotation, step: int) -> None:
        """Take in a tag or a rejection, or let it go."""
        if not record.stands:
            self.places[_place(record)] += step
        if _is_passage(record):
            return
        words = record.label, self.text[record.start : record.end]
        if not record.stands:
            self.rejected[words] += step
            return
        self.tagged[words] += step
        if step > 0:
            self.tags.add(record)
        else:
            self.tags.remove(record.id)

    def is_against(self, one: Candidate) -> bool:
        """Whether what was said speaks against a candidate."""
        words = one.label, self.text[one.start : one.end]
        if self.places[_place(one)] or (self.rejected[words] and not self.tagged[words]):
            return True
        return any(
            self._alike(one, tag) or _came_from(tag, one)
            for tag in self.tags.overlapping(one.start, one.end)
        )


def _came_from(tag: Annotation, one: Candidate) -> bool:
    """Whether a tag is what the person made of a candidate, under another label perhaps."""
    edited = tag.verdict == "edited" or (tag.start, tag.end) == one.span
    return edited and tag.origin in one.sources


def _is_passage(one: Annotation) -> bool:
    return one.end - one.start > _PASSAGE


def _place(one: Annotation | Candidate | Proposal) -> tuple[int, int, str]:
    return one.start, one.end, one.label
