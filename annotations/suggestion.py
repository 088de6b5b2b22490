"""What suggesters propose, what it comes to at one place, and what the person's tags say of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from msgspec import Struct, field

from annotations.annotation import Annotation
from annotations.article import Article
from annotations.span_index import Order, PlaceIndex
from annotations.units import Span, occurrences

if TYPE_CHECKING:  # loaded where suggestions are withheld
    from annotations.withholding import Withholding

Place = tuple[int, int, str]
"""Where a label is or may be given: `start`, `end` and the label."""


Leading = tuple[str, Place]
"""A link that is proposed: its type, and the place that it leads to."""


NONE: Mapping[str, Any] = {}
"""No attributes, the same for all suggestions: there may be a hundred thousand."""


class Suggestion(Struct, frozen=True, gc=False):
    """A span that may deserve a label: `text[start:end]`, half open, in code points.

    `source` names the suggester, such as `rule:date`; `score` is between 0 and 1; `attrs` are
    those that the annotation would have, such as a date's ISO `value`; `links` those that would
    lead from it, which are offered once it is a tag.
    """

    start: int
    end: int
    label: str
    source: str
    score: float = 1.0
    attrs: Mapping[str, Any] = field(default_factory=lambda: NONE)
    links: tuple[Leading, ...] = ()

    @property
    def place(self) -> Place:
        """Start, end and label."""
        return self.start, self.end, self.label

    @property
    def order(self) -> tuple[int, int, str]:
        """Reading order: by start, the longer first, then by label and source."""
        return self.start, -self.end, f"{self.label}\0{self.source}"


class Suggester(Protocol):
    """Something that reads a paragraph and proposes annotations."""

    @property
    def name(self) -> str:
        """Who proposes, such as `rule:date` or `model:spacy`; the `origin` of what is accepted."""

    @property
    def version(self) -> str:
        """Changes whenever the same text may get other suggestions."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels it proposes."""

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """Suggestions that begin in a paragraph, or in a piece of a very long one.

        What it needs to know beyond the paragraph it looks up near by, so that the time does not
        grow with the article.
        """


class Candidate(Struct, frozen=True):
    """A place to look at: an annotation that is proposed.

    `sources` are those that propose it, the surest first; `stored` is the id of a suggestion that
    the store holds, empty for a computed one.
    """

    start: int
    end: int
    label: str = ""
    sources: tuple[str, ...] = ()
    score: float = 1.0
    attrs: Mapping[str, Any] = {}
    stored: str = ""

    @property
    def id(self) -> str:
        """Its label and place, which no other candidate has."""
        return f"{self.label} {self.start} {self.end}"

    @property
    def order(self) -> Order:
        """Reading order: by start, the longer first, then by label."""
        return (self.start, -self.end, self.label)

    @property
    def span(self) -> Span:
        """Start and end."""
        return (self.start, self.end)

    @property
    def place(self) -> Place:
        """Start, end and label."""
        return (self.start, self.end, self.label)

    @property
    def origin(self) -> str:
        """The source that has the credit or the blame."""
        return self.sources[0] if self.sources else ""


ALL = ""
"""Stands for every source that has no least score of its own."""


class Heard(Struct, frozen=True):
    """Which suggestions are heard: none of `silenced` sources, of others what is sure enough.

    `least` has the least score by source, and by `ALL` that of the others.
    """

    silenced: frozenset[str] = frozenset()
    least: Mapping[str, float] = {}

    def __call__(self, one: Suggestion) -> bool:
        """Whether a suggestion is heard."""
        return one.source not in self.silenced and not (self.least and self.is_below(one))

    def is_below(self, one: Suggestion) -> bool:
        """Whether its score is below the least that is asked for."""
        return one.score < self.least.get(one.source, self.least.get(ALL, 0.0))


ALL_HEARD = Heard()


_order = attrgetter("order")


def merged(
    found: Iterable[Suggestion | Annotation], heard: Callable[[Suggestion], bool] = ALL_HEARD
) -> list[Candidate]:
    """What computed and stored suggestions come to, as far as they are heard, in reading order."""
    by_place: dict[Place, list[Suggestion]] = {}
    stored: dict[Place, str] = {}
    for one in found:
        suggestion = one if isinstance(one, Suggestion) else _proposed(one)
        if heard(suggestion):
            by_place.setdefault(suggestion.place, []).append(suggestion)
            if isinstance(one, Annotation):
                stored[suggestion.place] = one.id
    made = [_made(suggestions, stored.get(at, "")) for at, suggestions in by_place.items()]
    if len(made) > 1:
        made.sort(key=_order)
    return made


def _made(suggestions: list[Suggestion], stored: str) -> Candidate:
    """One candidate of what is proposed for one place and label, by the surest first."""
    if len(suggestions) == 1:
        (one,) = suggestions
        alone = (one.source,)
        return Candidate(one.start, one.end, one.label, alone, one.score, one.attrs, stored)
    ranked = sorted(suggestions, key=lambda one: (-one.score, one.source))
    attrs = next((one.attrs for one in ranked if one.attrs), {})
    sources = tuple(dict.fromkeys(one.source for one in ranked))
    return Candidate(*ranked[0].place, sources, ranked[0].score, attrs, stored)


def _proposed(one: Annotation) -> Suggestion:
    """A stored suggestion as what its source proposed."""
    score = 1.0 if one.score is None else one.score
    return Suggestion(one.start, one.end, one.label, one.origin or one.annotator, score, one.attrs)


_Words = tuple[str, str]  # a label and the words under it

_PASSAGE = 16_384  # code points; a tag of more is on a passage, not on what it names
_MOST_PLACES = 32  # of words; one by one, those of more would cost more than all that is in view
_Key = TypeVar("_Key")


class Evidence:
    """What the person has said in this article: the tags that stand, and what was rejected."""

    def __init__(
        self,
        text: str,
        alike: Callable[[Candidate, Annotation], bool],
        withholding: "Withholding | None" = None,
    ) -> None:
        self.text, self._alike, self._withholding = text, alike, withholding
        self.tags: PlaceIndex[Annotation] = PlaceIndex()
        self.tagged: Counter[_Words] = Counter()
        self.rejected: Counter[_Words] = Counter()
        self.places: Counter[Place] = Counter()

    def note(self, record: Annotation, step: int) -> None:
        """Take in a tag or a rejection, or let it go."""
        if not record.stands:
            _count(self.places, (record.start, record.end, record.label), step)
        if is_passage(record):
            return
        words = record.label, self.text[record.start : record.end]
        _count(self.tagged if record.stands else self.rejected, words, step)
        if record.stands:
            if self._withholding:
                self._withholding.note(record, step)
            (self.tags.put if step > 0 else self.tags.drop)(record)

    def elsewhere(self, records: Iterable[Annotation]) -> list[Span] | None:
        """Where else annotations speak for or against what they say: the places of their words.

        `None` where these are many, or what is withheld is spoken of: that may be anywhere.
        """
        words, held = set[str](), self._withholding
        for one in records:
            if one.verdict == "suggested" or is_passage(one):
                continue
            if held and held.is_about(one):
                return None
            said = self.text[one.start : one.end]
            if not one.stands or (one.label, said) in self.rejected:
                words.add(said)
        found = ((at, at + len(said)) for said in words for at in occurrences(self.text, said))
        places = list(islice(found, _MOST_PLACES + 1))
        return places if len(places) <= _MOST_PLACES else None

    def is_against(self, one: Candidate) -> bool:
        """Whether what was said speaks against a candidate."""
        words = one.label, self.text[one.start : one.end]
        if one.place in self.places or (words in self.rejected and words not in self.tagged):
            return True
        near = self.tags.overlapping(one.start, one.end)
        return any(self._alike(one, tag) or _came_from(tag, one) for tag in near)


def alike(kinds: Mapping[str, str], one: Candidate, other: Candidate | Annotation) -> bool:
    """Whether two stand for the same: under one label or, computed, under labels of a kind."""
    if one.label == other.label:
        return True
    if one.stored or (isinstance(other, Candidate) and other.stored):
        return False
    return one.label in kinds and kinds[one.label] == kinds.get(other.label)


def _count(counts: Counter[_Key], key: _Key, step: int) -> None:
    """Count on or back; what is not there any more takes no room."""
    counts[key] += step
    if not counts[key]:
        del counts[key]


def _came_from(tag: Annotation, one: Candidate) -> bool:
    """Whether a tag is what the person made of a candidate, under another label perhaps."""
    edited = tag.verdict == "edited" or (tag.start, tag.end) == one.span
    return edited and tag.origin in one.sources


def is_passage(one: Annotation) -> bool:
    """Whether an annotation is on a passage, and not on what it names."""
    return one.end - one.start > _PASSAGE
