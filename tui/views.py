"""A list of groups, a few members at a time: what `>` `<` `+` `-` step through."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Views(Generic[T]):
    """Cuts each group into views of at most `panes` members, and stands at one of them.

    Members of a group of one stand beside those of the next such group, so that a folder without
    sub-folders is read two by two as well.
    """

    def __init__(self, groups: Iterable[Sequence[T]], panes: int = 2) -> None:
        self._groups = [tuple(group) for group in groups if group]
        self.panes = panes
        self._views = self._cut()
        self._at = 0

    def __len__(self) -> int:
        return len(self._views)

    @property
    def current(self) -> tuple[T, ...]:
        """The members in view."""
        return self._views[self._at]

    def turn(self, by: int) -> bool:
        """Go `by` views on; whether there was one."""
        if not 0 <= self._at + by < len(self._views):
            return False
        self._at += by
        return True

    def widen(self, by: int) -> None:
        """Show `by` members more at a time, keeping the first one in view."""
        first = self.current[0]
        self.panes += by
        self._views = self._cut()
        self._at = next(i for i, view in enumerate(self._views) if first in view)

    def _cut(self) -> list[tuple[T, ...]]:
        size = self.panes
        return [g[i : i + size] for g in self._groups for i in range(0, len(g), size)]
