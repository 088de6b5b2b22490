"""What a key costs in a terminal: CPU time of the whole app against repainting one row.

A tag's cost is that of the thread that draws; the thread that saves works behind it.
"""

from collections.abc import Iterator
from statistics import median

from benchmarks.measured import Figure
from benchmarks.sitting import named, sitting

KEYS = 30
SIZES = (5_000, 100_000, 1_000_000, 10_000_000)
SPANS = (0, 50, 10_000)
LARGE = 1_000_000
CASES = (
    *((size, spans) for size in SIZES for spans in SPANS),
    (1_000_000, 100_000),
    (10_000_000, 100_000),
)
PAIR = 4_000, 50
"""Code points and tags of each of two articles that are compared."""

AIDS = {
    "= on": (b"=", b"="),
    "a queue of hits on top": (b"/plan\r", b"\x1b"),
    "two lanes more under the first sentences": (b"v)&dv)&p", b"uu"),
}
"""What helps one to see, with the keys that turn it on and off again, from the article's start."""
QUICK = ((5_000, 50), (5_000, 10_000), (1_000_000, 10_000))


def measured(quick: bool = False) -> Iterator[Figure]:
    """A cursor key, a row down, a tag with its removal, by size and tags; a key with aids."""
    for size, spans in QUICK if quick else CASES:
        yield from _case(size, spans, 3 if quick else 5)
    yield from _aided(3 if quick else 7)


def _case(size: int, spans: int, rounds: int) -> Iterator[Figure]:
    runs: dict[str, list[float]] = {"floor": [], "right": [], "down": [], "tag": [], "back": []}
    with sitting(size, spans) as (app, floor):
        for _ in range(rounds):
            runs["floor"].append(floor.cpu_per_key([b"x"] * KEYS))
            for what, key in (("right", b"l"), ("down", b"j")):
                app.send(b"g")
                app.settle()
                runs[what].append(app.cpu_per_key([key] * KEYS))
            # No name, for what is suggested for names that are tagged is measured by itself.
            runs["tag"].append(app.cpu_per_key([b"q"] * KEYS, screen_only=True))
            app.rest()  # until all is saved
            runs["back"].append(floor.cpu_per_key([b"x"] * KEYS, screen_only=True))
    cost = {what: median(found) * 1000 for what, found in runs.items()}
    name = named(size, spans)
    yield Figure(f"cursor right, {name}", cost["right"], cost["floor"], 1.0)
    yield Figure(f"cursor down, {name}", cost["down"], cost["floor"], 1.0)
    budget = 1.5 if size < LARGE else 1.6
    yield Figure(f"tag on and off, on screen, {name}", cost["tag"], cost["back"], budget)


def _aided(rounds: int) -> Iterator[Figure]:
    """The same keys with and without what helps one to see, over a pair of 4 KB."""
    runs: dict[tuple[str, bytes, bool], list[float]] = {}
    with sitting(*PAIR, other=PAIR) as (app, _):
        for _ in range(rounds):
            for what, turns in AIDS.items():
                for aided in (False, True):
                    for key in (b"l", b"j"):
                        app.send(b"g")
                        app.settle()
                        used = app.cpu_per_key([key] * KEYS)
                        runs.setdefault((what, key, aided), []).append(used)
                    app.send(b"g")
                    app.send(turns[int(aided)])
                    app.rest()  # until both have been compared, and all is saved
    cost = {run: median(found) * 1000 for run, found in runs.items()}
    for what in AIDS:
        for key, way in ((b"l", "right"), (b"j", "down")):
            name = f"cursor {way} with {what}, a pair of 4 KB, against it without"
            yield Figure(name, cost[what, key, True], cost[what, key, False], 1.1)
