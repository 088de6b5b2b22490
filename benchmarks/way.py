"""The cheapest keys from one selection to another, for a reader who counts nothing."""

import heapq
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from annotations import find
from annotations.selection import Selection, select
from annotations.units import Span, words
from tui.pane.steering import Steering

Keys = tuple[str, ...]

MOTIONS = {
    "left": "left",
    "right": "right",
    "(": "sentence-left",
    ")": "sentence-right",
    "{": "paragraph-up",
    "}": "paragraph-down",
    "home": "row-start",
    "end": "row-end",
}
ROWS = {"up": "up", "down": "down"}
GROWTH = {
    "shift+right": "grow-right",
    "shift+left": "grow-left",
    "shift+down": "grow-down",
    "shift+up": "grow-up",
    "o": "other-end",
    "e": "larger",
    ".": "nudge-right",
    ",": "nudge-left",
}
"""The keys that are tried and what they do, as in the published map."""

_MOST_ROWS = 12
_NEAR = 60  # code points around the wanted span in which growing is tried


class _Place(NamedTuple):
    selection: Selection
    grown: bool = False
    by_rows: bool = False


def price(key: str) -> int:
    """What a key costs: one; a find its words, the key before and the key after them."""
    return len(key) + 1 if key.startswith("/") else 1


def cheapest(text: str, start: Selection, wanted: Span, most: int, moving: bool) -> Keys | None:
    """The cheapest keys that select just `wanted`, or `None` where they cost more than `most`.

    A find stands as one key, `/` and its words. Without `moving` the selection only grows and
    shrinks. Dijkstra's algorithm over selections.
    """
    steering, order = Steering(text), count()
    frontier: list[tuple[int, int, _Place, Keys]] = [(0, 0, _Place(start, not moving), ())]
    seen: set[_Place] = set()
    while frontier:
        cost, _, here, keys = heapq.heappop(frontier)
        if here.selection.span == wanted:
            return keys
        if here in seen:
            continue
        seen.add(here)
        following = list(_steps(steering, here, wanted))
        if moving and not keys:
            following += _finds(text, start, wanted)
        for more, place in following:
            total = cost + sum(map(price, more))
            if total <= most and place not in seen:
                heapq.heappush(frontier, (total, next(order), place, keys + more))
    return None


def _steps(steering: Steering, here: _Place, wanted: Span) -> Iterator[tuple[Keys, _Place]]:
    def after(command: str, times: int = 1) -> Selection:
        steering.go(here.selection.span)
        steering.selection = here.selection
        for _ in range(times):
            steering.do(command)
        return steering.selection

    if not here.grown:
        for key, command in MOTIONS.items():
            yield (key,), _Place(after(command))
        for key, command in ROWS.items() if not here.by_rows else ():
            for times in range(1, _MOST_ROWS + 1):  # the column is kept over several rows
                yield (key,) * times, _Place(after(command, times), by_rows=True)
    low, high = wanted[0] - _NEAR, wanted[1] + _NEAR
    if low <= here.selection.start and here.selection.end <= high:
        for key, command in GROWTH.items():
            grown = after(command)
            if low <= grown.start and grown.end <= high:
                yield (key,), _Place(grown, grown=True)


def _finds(text: str, start: Selection, wanted: Span) -> list[tuple[Keys, _Place]]:
    """A find of the first word, and `n` to the hit that is wanted."""
    first = next(words(text, *wanted), None)
    if first is None:
        return []
    typed = text[slice(*first)]
    hits = find.hits(text, typed)
    landing = next((i for i, hit in enumerate(hits) if hit[0] >= start.start), 0)
    steps = next(i for i, hit in enumerate(hits) if hit[0] == first[0]) - landing
    keys = ("n",) * steps if steps >= 0 else ("N",) * -steps
    return [((f"/{typed}", *keys), _Place(select(first)))]
