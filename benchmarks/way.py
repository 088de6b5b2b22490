"""The cheapest keys from one selection to another, for a reader who counts nothing."""

import heapq
from collections.abc import Callable, Iterator
from itertools import count
from typing import NamedTuple

from annotations import find
from annotations.selection import PARAGRAPH, SENTENCE, WORD, Selection, select
from annotations.units import Span, words
from tui.reading.steering import Steering

Keys = tuple[str, ...]

Move = Callable[[Steering], object]

MOTIONS: dict[str, Move] = {
    "left": lambda at: at.step(WORD, False),
    "right": lambda at: at.step(WORD, True),
    "(": lambda at: at.step(SENTENCE, False),
    ")": lambda at: at.step(SENTENCE, True),
    "{": lambda at: at.step(PARAGRAPH, False),
    "}": lambda at: at.step(PARAGRAPH, True),
    "home": lambda at: at.go_to_edge(False),
    "end": lambda at: at.go_to_edge(True),
}
ROWS: dict[str, Move] = {
    "up": lambda at: at.step_rows(-1),
    "down": lambda at: at.step_rows(1),
}
GROWTH: dict[str, Move] = {
    "shift+right": lambda at: at.grow(WORD, True),
    "shift+left": lambda at: at.grow(WORD, False),
    "shift+down": lambda at: at.go_rows(1, True),
    "shift+up": lambda at: at.go_rows(-1, True),
    "o": lambda at: at.flip(),
    "e": lambda at: at.grow_larger(),
    ".": lambda at: at.nudge(True),
    ",": lambda at: at.nudge(False),
}
"""The keys that are tried and what they do, as in the published map."""

_MOST_ROWS = 12
_NEAR = 60  # code points around the wanted span in which growing is tried


class _Place(NamedTuple):
    selection: Selection
    goal: int | None = None
    grown: bool = False
    by_rows: bool = False


def price(key: str) -> int:
    """What a key costs: one; a find its words, the key before and the key after them."""
    return len(key) + 1 if key.startswith("/") else 1


def cheapest(text: str, at: Steering, wanted: Span, most: int, moving: bool) -> Keys | None:
    """The cheapest keys that select just `wanted`, or `None` where they cost more than `most`.

    `at` is where one is, with the column that rows keep and the boilerplate that motions pass over.
    A find stands as one key, `/` and its words. Without `moving` the selection only grows and
    shrinks. Dijkstra's algorithm over selections and columns.
    """
    steering, order = Steering(text), count()
    steering.boilerplate, start = at.boilerplate, at.selection
    best: Keys | None = () if start.span == wanted else None
    frontier: list[tuple[int, int, _Place, Keys]] = []
    heapq.heappush(frontier, (0, 0, _Place(start, at.goal, not moving), ()))
    seen: set[_Place] = set()
    while frontier and best != ():
        cost, _, here, keys = heapq.heappop(frontier)
        if cost >= most or here in seen:  # one key more would cost too much
            continue
        seen.add(here)
        following = list(_steps(steering, here, wanted))
        if moving and not keys:
            following += _finds(text, start, wanted)
        for more, place in following:
            total = cost + sum(map(price, more))
            if total > most or place in seen:
                continue
            if place.selection.span == wanted:
                best, most = keys + more, total - 1
            heapq.heappush(frontier, (total, next(order), place, keys + more))
    return best


def _steps(steering: Steering, here: _Place, wanted: Span) -> Iterator[tuple[Keys, _Place]]:
    def after(move: Move, times: int = 1) -> Iterator[tuple[Selection, int | None]]:
        steering.selection, steering.goal = here.selection, here.goal
        for _ in range(times):
            move(steering)
            yield steering.selection, steering.goal

    if not here.grown:
        for key, move in MOTIONS.items():
            yield (key,), _Place(*next(after(move)))
        for key, move in ROWS.items() if not here.by_rows else ():
            for times, there in enumerate([*after(move, _MOST_ROWS)], 1):
                yield (key,) * times, _Place(*there, by_rows=True)  # the column is kept
    low, high = wanted[0] - _NEAR, wanted[1] + _NEAR
    if low <= here.selection.start and here.selection.end <= high:
        for key, move in GROWTH.items():
            grown, goal = next(after(move))
            if low <= grown.start and grown.end <= high:
                yield (key,), _Place(grown, goal, grown=True)


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
