"""Which annotations touch these offsets, in the time of those near by."""

import sys
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import chain, islice
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

from annotations.annotation import Annotation

Order = tuple[int, int, str]

_PAGE = 512
_FEW = 16  # spans of a page that are looked at one by one
_LENGTHS = (32, 512, 8_192, 131_072, sys.maxsize)


class Spanned(Protocol):
    """What can be indexed: an annotation, or what may become one."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """The code point after the last."""

    @property
    def order(self) -> Order:
        """Reading order: by start, the longer first, then by what is unique to it."""


T = TypeVar("T", bound=Spanned)

_start, _order = attrgetter("start"), attrgetter("order")


class _Shelf(Generic[T]):
    """Spans of `longest` code points at most, in reading order, in pages of those near by."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._pages: dict[int, list[T]] = {}
        self._numbers: list[int] = []

    def put(self, span: T) -> None:
        """Take a span in, replacing one of the same order."""
        number = span.start // _PAGE
        if number not in self._pages:
            self._pages[number] = []
            insort(self._numbers, number)
        page, order = self._pages[number], span.order
        at = bisect_left(page, order, key=_order)
        page[at : at + (at < len(page) and page[at].order == order)] = [span]

    def drop(self, span: T) -> None:
        """Remove a span, if it is there."""
        number, order = span.start // _PAGE, span.order
        page = self._pages.get(number, [])
        at = bisect_left(page, order, key=_order)
        if at < len(page) and page[at].order == order:
            del page[at]
            if not page:
                del self._pages[number], self._numbers[bisect_left(self._numbers, number)]

    def overlapping(self, start: int, end: int) -> list[T]:
        """Those that share a code point with `[start, end)`."""
        low, numbers, found = start - self._longest, self._numbers, list[T]()
        first = bisect_left(numbers, low // _PAGE)
        for number in numbers[first : bisect_left(numbers, -(-end // _PAGE), first)]:
            page = self._pages[number]
            if len(page) > _FEW:
                at = bisect_right(page, low, key=_start) if low >= number * _PAGE else 0
                page = page[at : bisect_left(page, end, at, key=_start)]
            found += [span for span in page if span.start < end and span.end > start]
        return found

    def exactly(self, start: int, end: int) -> Iterator[T]:
        """Those whose span is just `[start, end)`."""
        page = self._pages.get(start // _PAGE, [])
        for span in page[bisect_left(page, (start, -end, ""), key=_order) :]:
            if (span.start, span.end) != (start, end):
                return
            yield span

    def beyond(self, order: Order) -> Iterator[T]:
        """Those beyond a place in reading order."""
        first = bisect_left(self._numbers, order[0] // _PAGE)
        for number in self._numbers[first:]:
            page = self._pages[number]
            yield from page[bisect_right(page, order, key=_order) :]

    def ahead(self, order: Order) -> Iterator[T]:
        """Those ahead of a place in reading order, the last one first."""
        last = bisect_right(self._numbers, order[0] // _PAGE)
        for number in reversed(self._numbers[:last]):
            page = self._pages[number]
            yield from reversed(page[: bisect_left(page, order, key=_order)])


class PlaceIndex(Generic[T]):
    """Spans by place, each known by its order and kept once: with those about as long."""

    def __init__(self, spans: Iterable[T] = ()) -> None:
        self._shelves: dict[int, _Shelf[T]] = {}
        for span in spans:
            self.put(span)

    def put(self, span: T) -> None:
        """Take a span in, replacing one of the same order."""
        longest = _longest(span.start, span.end)
        if longest not in self._shelves:
            self._shelves[longest] = _Shelf(longest)
        self._shelves[longest].put(span)

    def drop(self, span: T) -> None:
        """Remove a span, if it is there."""
        if shelf := self._shelves.get(_longest(span.start, span.end)):
            shelf.drop(span)

    def overlapping(self, start: int, end: int) -> list[T]:
        """Those that share a code point with `[start, end)`, in reading order."""
        found = [shelf.overlapping(start, end) for shelf in self._shelves.values()]
        if len(found) < 2:
            return found[0] if found else []
        return sorted(chain.from_iterable(found), key=_order)

    def first_overlapping(self, start: int, end: int, most: int) -> list[T]:
        """The first of those that share a code point with `[start, end)`, in reading order."""
        found = (shelf.overlapping(start, end) for shelf in self._shelves.values())
        return list(islice(merge(*found, key=_order), most))

    def at(self, offset: int) -> list[T]:
        """Those over the code point at `offset`, the innermost (shortest) first."""
        return sorted(
            self.overlapping(offset, offset + 1),
            key=lambda a: (a.end - a.start, -a.start, a.order[2]),
        )

    def exactly(self, start: int, end: int) -> list[T]:
        """Those whose span is just `[start, end)`."""
        shelf = self._shelves.get(_longest(start, end))
        return list(shelf.exactly(start, end)) if shelf else []

    def beyond(self, order: Order) -> Iterator[T]:
        """Those beyond a place in reading order, which is one of `Spanned.order`."""
        return merge(*(shelf.beyond(order) for shelf in self._shelves.values()), key=_order)

    def ahead(self, order: Order) -> Iterator[T]:
        """Those ahead of a place in reading order, the last one first."""
        shelves = self._shelves.values()
        return merge(*(shelf.ahead(order) for shelf in shelves), key=_order, reverse=True)

    def after(self, order: Order) -> T | None:
        """The first one beyond a place in reading order."""
        return next(self.beyond(order), None)

    def before(self, order: Order) -> T | None:
        """The last one ahead of a place in reading order."""
        return next(self.ahead(order), None)


class SpanIndex(PlaceIndex[Annotation]):
    """Annotations by place, and by id."""

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        super().__init__()
        self._by_id: dict[str, Annotation] = {}
        for annotation in annotations:
            self.add(annotation)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Annotation]:
        return iter(self._by_id.values())

    @property
    def by_id(self) -> dict[str, Annotation]:
        """All annotations by id; to be read only."""
        return self._by_id

    def add(self, annotation: Annotation) -> None:
        """Take an annotation in, replacing one of the same id."""
        self.remove(annotation.id)
        self._by_id[annotation.id] = annotation
        self.put(annotation)

    def remove(self, id: str) -> None:
        """Drop the annotation of this id, if there is one."""
        if annotation := self._by_id.pop(id, None):
            self.drop(annotation)


def _longest(start: int, end: int) -> int:
    """How long spans may be that are kept with one of this extent."""
    return _LENGTHS[bisect_left(_LENGTHS, end - start)]
