"""What is proposed for one article, by its place: what was computed, and what the store holds."""

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby, pairwise

from annotations.annotation import Annotation
from annotations.span_index import Order, PlaceIndex
from annotations.suggestion import Suggestion
from annotations.units import Span, is_cut

Offer = Suggestion | Annotation
_LAST = "\U0010ffff"


class Offered:
    """Suggestions that were `computed` and those that are `stored`, told apart by nothing else."""

    def __init__(self) -> None:
        self.computed: PlaceIndex[Suggestion] = PlaceIndex()
        self.stored: PlaceIndex[Annotation] = PlaceIndex()

    def exactly(self, span: Span) -> list[Offer]:
        """What is proposed on just this span."""
        return [*self.computed.exactly(*span), *self.stored.exactly(*span)]

    def overlapping(self, start: int, end: int) -> list[Offer]:
        """What touches `[start, end)`."""
        return [*self.computed.overlapping(start, end), *self.stored.overlapping(start, end)]

    def since(self, order: Order) -> Iterator[list[Offer]]:
        """What is proposed from a place on, those of its span included: span by span."""
        start, back, _ = order
        found: Iterator[Iterator[Offer]]
        found = (index.beyond((start, back, "")) for index in (self.computed, self.stored))
        return (list(here) for _, here in groupby(merge(*found, key=_extent), key=_extent))

    def until(self, order: Order) -> Iterator[list[Offer]]:
        """What is proposed up to a place, those of its span included: span by span, backwards."""
        start, back, _ = order
        found: Iterator[Iterator[Offer]]
        found = (index.ahead((start, back, _LAST)) for index in (self.computed, self.stored))
        there = merge(*found, key=_extent, reverse=True)
        return (list(here) for _, here in groupby(there, key=_extent))

    def around(self, spans: Iterable[Span]) -> list[Span]:
        """Spans with all that overlaps them, and what overlaps that: as far as a decision goes."""
        found: list[Span] = []
        for start, end in sorted(spans):
            if found and found[-1][1] >= end:
                continue
            here = self.overlapping(start, end)
            while wider := [one for one in here if one.start < start or one.end > end]:
                start = min(start, *(one.start for one in wider))
                end = max(end, *(one.end for one in wider))
                here = self.overlapping(start, end)
            found.append((start, end))
        return found


def alone(found: Iterable[Offer], start: int, end: int) -> set[Span]:
    """The spans in `[start, end)` that nothing else overlaps; `found` is all that touches it."""
    spans, reach = sorted([(one.start, one.end) for one in found]), start
    free = set[Span]()
    for (low, high), (after, _) in pairwise([*spans, (end, end)]):
        if reach <= low and high <= after:
            free.add((low, high))
        reach = max(reach, high)
    return free


def may_stand(text: str, one: Offer) -> bool:
    """Whether a suggestion is on whole words of a text."""
    end = one.end
    if not 0 <= one.start < end <= len(text) or is_cut(text, one.start):
        return False
    # A capital right after a small letter begins another word that the source glued on.
    return not is_cut(text, end) or (text[end - 1].islower() and text[end].isupper())


def _extent(one: Offer) -> tuple[int, int]:
    return one.start, -one.end
