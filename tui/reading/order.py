"""What is read in which order: groups, a few members at a time, stepped through by `>` and `<`."""

from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Named(Protocol):
    """What a list has under a name."""

    @property
    def name(self) -> str:
        """What lists call it."""


N = TypeVar("N", bound=Named)


class Walk(Protocol[T_co]):
    """Goes from group to group and stands at one of them, which has a member or more."""

    @property
    def group(self) -> Sequence[T_co]:
        """The members of that group."""

    def step(self, by: int) -> bool:
        """Go to the next group, or with -1 to the one before; whether there was one."""


class Groups(Generic[T]):
    """Groups that are known from the beginning, walked from one of them on."""

    def __init__(self, groups: Iterable[Sequence[T]], at: int = 0) -> None:
        self._groups = [tuple(group) for group in groups if group]
        self._at = at

    @property
    def group(self) -> Sequence[T]:
        """See `Walk.group`."""
        return self._groups[self._at]

    def step(self, by: int) -> bool:
        """See `Walk.step`."""
        if not 0 <= self._at + by < len(self._groups):
            return False
        self._at += by
        return True


class ReadingOrder(Generic[T]):
    """Cuts each group into views of at most `panes` members, and stands at one of them.

    Members that belong to no group count as one group, so that a folder without sub-folders is
    read two by two as well. `at` is the member that comes first.
    """

    def __init__(self, walk: Walk[T], panes: int = 2, at: int = 0) -> None:
        self._walk, self.panes, self._at = walk, panes, at

    @property
    def current(self) -> tuple[T, ...]:
        """The members in view."""
        return tuple(self._walk.group[self._at : self._at + self.panes])

    def turn(self, by: int) -> bool:
        """Go to the next view, or with -1 to the one before; whether there was one."""
        at = self._at + by * self.panes
        if by < 0 < self._at or 0 <= at < len(self._walk.group):
            self._at = max(0, at)
            return True
        if not self._walk.step(by):
            return False
        last = len(self._walk.group) - 1
        self._at = 0 if by > 0 else last // self.panes * self.panes
        return True

    def widen(self, by: int) -> None:
        """Show `by` members more at a time, keeping the first one in view."""
        self.panes += by
        self._at = self._at // self.panes * self.panes


def order_from(groups: Sequence[Sequence[N]], names: Iterable[str], panes: int) -> ReadingOrder[N]:
    """The order of these groups, at the member whose name comes first, else at the beginning."""
    places = {
        member.name: (number, at // panes * panes)
        for number, group in enumerate(groups)
        for at, member in enumerate(group)
    }
    number, at = next((places[name] for name in names if name in places), (0, 0))
    return ReadingOrder(Groups(groups, number), panes, at)
