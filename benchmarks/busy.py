"""What a key waits for while other threads work, what follows a tagged name, and memory.

A wait is the time until the first byte for a cursor key comes, of which the 99th percentile is
taken, against the same at rest.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from benchmarks.made_articles import made_text, write_article
from benchmarks.measured import Figure
from benchmarks.sitting import named, opened, sitting
from benchmarks.terminal import Terminal, python

LARGE = (1_000_000, 10_000)
MENTIONS = 6


def measured(quick: bool = False) -> Iterator[Figure]:
    """Cursor keys while suggestions are computed and while saving; a name; memory."""
    rounds = 60 if quick else 200
    with sitting(*LARGE, wait=False) as (app, _):
        computed = _waits(app, rounds)
        app.rest()
        rest = _waits(app, rounds * 5)
        saving = []
        for _ in range(rounds):
            app.answer(b"q")
            saving += _waits(app, 5)
    yield Figure(f"cursor while saving, p99, {named(*LARGE)}", _p99(saving), _p99(rest), 2.0)
    what = f"cursor while suggestions are computed, p99, {named(*LARGE)}"
    yield Figure(what, _p99(computed), _p99(rest), 2.0)
    yield _name(3 if quick else 7)
    for size, spans in (LARGE,) if quick else ((5_000, 50), LARGE, (10_000_000, 10_000)):
        with sitting(size, spans) as (app, floor):
            budget = {5_000: 1.4, LARGE[0]: 2.5}.get(size)
            memory = app.megabytes(), floor.megabytes()
            yield Figure(f"memory in MB, {named(size, spans)}", *memory, budget)


def _waits(app: Terminal, times: int) -> list[float]:
    waits = []
    for number in range(times):
        # To and fro, for a step that scrolls is another thing.
        waits.append(app.answer(b"l" if number % 10 < 5 else b"h") * 1000)
        app.settle(0.002)
    return waits


def _p99(waits: list[float]) -> float:
    return quantiles(waits, n=100)[-1]


def _name(rounds: int) -> Figure:
    """A name is tagged, and its other mentions are suggested."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "name.jsonl"
        write_article(file, "name", 100, 0)
        paragraphs = made_text(5_000).split("\n\n")
        paragraphs[:MENTIONS] = [f"Ysolde came. {one}" for one in paragraphs[:MENTIONS]]
        article = json.loads(file.read_text()) | {"text": "\n\n".join(paragraphs)}
        file.write_text(json.dumps(article) + "\n")
        floor_app = Terminal(python("-m", "benchmarks.floor_app"))
        with opened([file], Path(folder) / "project") as app, floor_app as floor:
            app.rest()
            floor.rest()
            costs = [app.cpu_per_key([b"a"] * 20, screen_only=True) for _ in range(rounds)]
            floors = [floor.cpu_per_key([b"x"] * 20, screen_only=True) for _ in range(rounds)]
    what = f"tag a name on and off, with {MENTIONS - 1} mentions suggested"
    return Figure(what, median(costs) * 1000, median(floors) * 1000)
