"""A candidate: what all sources propose for one place and label, as one thing to look at."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from msgspec import Struct

from annotations.annotation import Annotation
from annotations.span_index import Order
from annotations.suggestion import Place, Suggestion
from annotations.units import Span


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
        """What tells it from all others: its label and place."""
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


def merged(
    found: Iterable[Suggestion | Annotation], silenced: Collection[str] = ()
) -> list[Candidate]:
    """What computed and stored suggestions come to, in reading order.

    Silenced sources propose nothing.
    """
    by_place: dict[Place, list[Suggestion]] = {}
    stored: dict[Place, str] = {}
    for one in found:
        suggestion = one if isinstance(one, Suggestion) else _proposed(one)
        if suggestion.source not in silenced:
            by_place.setdefault(suggestion.place, []).append(suggestion)
            if isinstance(one, Annotation):
                stored[suggestion.place] = one.id
    made = (_made(suggestions, stored.get(at, "")) for at, suggestions in by_place.items())
    return sorted(made, key=lambda one: one.order)


def _made(suggestions: list[Suggestion], stored: str) -> Candidate:
    """One candidate of what is proposed for one place and label, by the surest first."""
    ranked = sorted(suggestions, key=lambda one: (-one.score, one.source))
    attrs = next((one.attrs for one in ranked if one.attrs), {})
    sources = tuple(dict.fromkeys(one.source for one in ranked))
    return Candidate(*ranked[0].place, sources, ranked[0].score, attrs, stored)


def _proposed(one: Annotation) -> Suggestion:
    """A stored suggestion as what its source proposed."""
    score = 1.0 if one.score is None else one.score
    return Suggestion(one.start, one.end, one.label, one.origin or one.annotator, score, one.attrs)
