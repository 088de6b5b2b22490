"""What a key costs in a terminal: CPU time of the whole app against repainting one row.

A tag's cost is that of the thread that draws; the thread that saves works behind it.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.made_articles import write_article
from benchmarks.measured import Figure
from benchmarks.terminal import Terminal, python

ROUNDS = 5
KEYS = 30
CASES = ((5_000, 50), (5_000, 10_000), (1_000_000, 50), (1_000_000, 10_000))


def measured(cases: tuple[tuple[int, int], ...] = CASES) -> Iterator[Figure]:
    """A cursor key, a row down, and a tag with its removal, for each size and number of tags."""
    with tempfile.TemporaryDirectory() as folder:
        for size, spans in cases:
            yield from _case(Path(folder), size, spans)


def _case(folder: Path, size: int, spans: int) -> Iterator[Figure]:
    name = f"{size // 1000} KB, {spans:,} tags"
    file, project = folder / f"{size}-{spans}.jsonl", folder / f"{size}-{spans}"
    other = folder / f"{size}-{spans}-other.jsonl"
    write_article(file, f"one-{size}-{spans}", size, spans)
    write_article(other, f"two-{size}-{spans}", 5_000, 50, seed=2)
    at = ["--project", str(project)]
    for source in (file, other):
        with Terminal(python("-m", "tui.cli", "import", str(source), *at)) as loading:
            loading.wait_for(b"\n")
            loading.settle(1.0)
    app = Terminal(python("-m", "tui.cli", "open", str(file), str(other), *at))
    floor = Terminal(python("-m", "benchmarks.floor_app"))
    with app, floor:
        for terminal in (app, floor):
            terminal.settle(1.5)
        runs: dict[str, list[float]] = {"floor": [], "right": [], "down": [], "tag": [], "back": []}
        for _ in range(ROUNDS):
            runs["floor"].append(floor.cpu_per_key([b"x"] * KEYS))
            app.send(b"g")
            app.settle()
            runs["right"].append(app.cpu_per_key([b"l"] * KEYS))
            app.send(b"g")
            app.settle()
            runs["down"].append(app.cpu_per_key([b"j"] * KEYS))
            runs["tag"].append(app.cpu_per_key([b"a"] * KEYS, screen_only=True))
            runs["back"].append(floor.cpu_per_key([b"x"] * KEYS, screen_only=True))
    cost = {what: median(found) * 1000 for what, found in runs.items()}
    yield Figure(f"cursor right, {name}", cost["right"], cost["floor"], 1.5)
    yield Figure(f"cursor down, {name}", cost["down"], cost["floor"], 1.5)
    yield Figure(f"tag on and off, on screen, {name}", cost["tag"], cost["back"], 1.6)
