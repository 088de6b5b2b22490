"""Which annotations touch these offsets, in the time of those near by."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from annotations.annotation import Annotation

_CHUNK = 512
_LONG = 32 * _CHUNK


class Spanned(Protocol):
    """What can be indexed: an annotation, or a candidate to become one."""

    @property
    def id(self) -> str:
        """What tells it from all others."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """The code point after the last."""

    @property
    def order(self) -> tuple[int, int, str]:
        """Reading order: by start, the longer first, then by id."""


T = TypeVar("T", bound=Spanned)


class PlaceIndex(Generic[T]):
    """Spans by place: each stands in every chunk of 512 code points that it touches.

    Those longer than 32 chunks stand in one list of their own, so that adding one stays cheap.
    """

    def __init__(self, annotations: Iterable[T] = ()) -> None:
        self._by_id: dict[str, T] = {}
        self._chunks: dict[int, dict[str, T]] = {}
        self._long: dict[str, T] = {}
        self._starts: dict[int, list[tuple[int, int, str]]] = {}
        self._start_chunks: list[int] = []
        for annotation in annotations:
            self.add(annotation)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[T]:
        return iter(self._by_id.values())

    @property
    def by_id(self) -> dict[str, T]:
        """All annotations by id; to be read only."""
        return self._by_id

    def add(self, annotation: T) -> None:
        """Take an annotation in, replacing one of the same id."""
        if annotation.id in self._by_id:
            self.remove(annotation.id)
        self._by_id[annotation.id] = annotation
        for chunk in self._chunks_of(annotation):
            chunk[annotation.id] = annotation
        number = annotation.start // _CHUNK
        if number not in self._starts:
            self._starts[number] = []
            insort(self._start_chunks, number)
        insort(self._starts[number], annotation.order)

    def remove(self, id: str) -> None:
        """Drop the annotation of this id, if there is one."""
        annotation = self._by_id.pop(id, None)
        if annotation is None:
            return
        for chunk in self._chunks_of(annotation):
            del chunk[id]
        starts = self._starts[annotation.start // _CHUNK]
        del starts[bisect_left(starts, annotation.order)]

    def overlapping(self, start: int, end: int) -> list[T]:
        """The annotations that share a code point with `[start, end)`, in reading order."""
        found: dict[str, T] = {}
        for number in range(start // _CHUNK, max(start, end - 1) // _CHUNK + 1):
            for id, a in self._chunks.get(number, {}).items():
                if a.start < end and a.end > start:
                    found[id] = a
        found.update((a.id, a) for a in self._long.values() if a.start < end and a.end > start)
        return sorted(found.values(), key=lambda a: a.order)

    def at(self, offset: int) -> list[T]:
        """The annotations over the code point at `offset`, the innermost (shortest) first."""
        return sorted(
            self.overlapping(offset, offset + 1), key=lambda a: (a.end - a.start, -a.start, a.id)
        )

    def exactly(self, start: int, end: int) -> list[T]:
        """The annotations whose span is just `[start, end)`."""
        return [a for a in self.overlapping(start, start + 1) if (a.start, a.end) == (start, end)]

    def after(self, order: tuple[int, int, str]) -> T | None:
        """The first annotation beyond `order` (see `Annotation.order`) in reading order."""
        first = bisect_left(self._start_chunks, order[0] // _CHUNK)
        for number in self._start_chunks[first:]:
            starts = self._starts[number]
            place = bisect_left(starts, (*order[:2], order[2] + "\0"))
            if place < len(starts):
                return self._by_id[starts[place][2]]
        return None

    def before(self, order: tuple[int, int, str]) -> T | None:
        """The last annotation ahead of `order` in reading order."""
        last = bisect_left(self._start_chunks, order[0] // _CHUNK + 1)
        for number in reversed(self._start_chunks[:last]):
            starts = self._starts[number]
            place = bisect_left(starts, order)
            if place:
                return self._by_id[starts[place - 1][2]]
        return None

    def _chunks_of(self, annotation: T) -> Iterator[dict[str, T]]:
        if annotation.end - annotation.start > _LONG:
            yield self._long
            return
        last = max(annotation.start, annotation.end - 1) // _CHUNK
        for number in range(annotation.start // _CHUNK, last + 1):
            yield self._chunks.setdefault(number, {})


class SpanIndex(PlaceIndex[Annotation]):
    """Annotations by place."""
