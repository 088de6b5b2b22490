"""How an article differs from another, by place: what its gutter, ruler and title show of it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from annotations.annotation import Annotation
from annotations.compare.sides import DIFFERS, MAYBE, MISSING
from annotations.units import Span

SIGNS = MISSING, DIFFERS, MAYBE
"""The marks, the worst first."""

COPIED = "|"
"""The mark of a passage that is copied from the other."""


class Mark(Struct, frozen=True):
    """A span with its mark; what is only suggested is `tagged` nowhere."""

    span: Span
    sign: str
    tagged: bool
    label: str = ""


class Marks(Struct, frozen=True, dict=True):
    """What is marked in one article, in reading order, and the passages that are copied."""

    marks: tuple[Mark, ...] = ()
    copied: tuple[Span, ...] = ()

    def on(self, start: int, end: int) -> Mark | None:
        """The worst mark of those that begin between two code points."""
        first = bisect_left(self.marks, start, key=lambda mark: mark.span[0])
        last = bisect_left(self.marks, end, key=lambda mark: mark.span[0])
        return min(self.marks[first:last], key=_badness, default=None)

    def is_copied(self, start: int, end: int) -> bool:
        """Whether a passage between two code points is copied."""
        before = bisect_left(self.copied, end, key=lambda span: span[0])
        return before > 0 and self.copied[before - 1][1] > start

    @cached_property
    def counted(self) -> str:
        """How many tags are not found in the other article, and how many differ: `7+ 4~ 2?`."""
        counts = Counter(mark.sign for mark in self.marks if mark.tagged)
        return " ".join(f"{counts[sign]}{sign}" for sign in SIGNS if counts[sign])


def initials(others: Iterable[Annotation]) -> Marks:
    """The tags of other annotators, whose name is their `origin`, each marked by its initial."""
    found = sorted(others, key=lambda tag: tag.order)
    return Marks(tuple(Mark((a.start, a.end), a.origin[:1].upper(), False, a.label) for a in found))


def _badness(mark: Mark) -> tuple[bool, int, Span]:
    rank = SIGNS.index(mark.sign) if mark.sign in SIGNS else len(SIGNS)
    return not mark.tagged, rank, mark.span
