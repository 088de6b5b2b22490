"""What the library costs among very many articles: start, keys, and looking for words in all.

A key's floor is Textual repainting one row, a page's is Textual repainting all rows, the start's a
Textual hello world, and that of the words is reading every text and looking for them in it.
"""

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.listing import write_project
from benchmarks.made_articles import made_text
from benchmarks.measured import Figure
from benchmarks.terminal import Terminal, python, seconds_until

ROUNDS = 5
KEYS = 20
FOUND_IN = 10_000

# What is typed in each round, what of it is measured, and whether all rows change.
CASES = {
    "row down": (b"g", [b"j"] * KEYS, False),
    "pick": (b"g", [b" ", b"k"] * (KEYS // 2), False),
    "page down": (b"g", [b"\x1b[6~"] * KEYS, True),
    "first and last row": (b"g", [b"G", b"g"] * (KEYS // 2), True),
    "sort by date and back": (b"g", [b"3", b"3"] * (KEYS // 4), True),
    "fold the groups and back": (b"g", [b"\t", b"\t"] * (KEYS // 4), True),
    "type a letter of a filter": (b"g/", [bytes([letter]) for letter in b"strike"], True),
}


def measured(sizes: tuple[int, ...] = (1_000, 100_000)) -> Iterator[Figure]:
    """Start-up and keys for each size, and a find in ten thousand articles."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_project(Path(folder) / ".postil", size)
            yield from _keys(Path(folder), size)
    with tempfile.TemporaryDirectory() as folder:
        yield from _find(Path(folder))


def _keys(folder: Path, size: int) -> Iterator[Figure]:
    opening = python("-m", "tui.cli", "open", "--project", str(folder))
    # The first start makes the index, and the last row is one that no start shows by chance.
    seconds_until(opening, b"of ")
    programs = (opening, b"of "), (python("-m", "benchmarks.hello_app"), b"hello")
    turns = [[seconds_until(*program) for program in programs] for _ in range(5)]
    start, hello = (median(seconds) * 1000 for seconds in zip(*turns, strict=True))
    yield Figure(f"library, start, {size:,} articles", start, hello, 2.0 if size > 1_000 else 1.5)
    app, floor = Terminal(opening), Terminal(python("-m", "benchmarks.floor_app"))
    with app, floor:
        for terminal in (app, floor):
            terminal.settle(1.5)
        costs: dict[str, list[float]] = {what: [] for what in ("x", "p", *CASES)}
        for _ in range(ROUNDS):
            for key in ("x", "p"):
                costs[key].append(floor.cpu_per_key([key.encode()] * KEYS))
            for what, (before, keys, _) in CASES.items():
                app.send(before)
                app.settle()
                costs[what].append(app.cpu_per_key(keys))
                app.send(b"\x1b\x1b")
                app.settle(0.2)
    cost = {what: median(found) * 1000 for what, found in costs.items()}
    for what, (_, _, all_rows) in CASES.items():
        yield Figure(
            f"library, {what}, {size:,} articles", cost[what], cost["p" if all_rows else "x"]
        )


def _find(folder: Path) -> Iterator[Figure]:
    """The words stand in few of the articles; the first time the index is made, too."""
    corpus = folder / "corpus.jsonl"
    with corpus.open("w") as file:
        for number in range(FOUND_IN):
            text = made_text(4_000, number) + ("Port Sallow is open." if number % 100 == 0 else "")
            print(json.dumps({"id": str(number), "title": "", "text": text}), file=file)
    command = [*python("-m", "tui.cli"), "add", str(corpus), "--project", str(folder)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    command = [*python("-m", "tui.cli"), "find", "port sallow", "--project", str(folder)]
    pattern, costs, floors = re.compile("port sallow", re.IGNORECASE), list[float](), list[float]()
    for _ in range(4):
        started = perf_counter()
        texts = (path.read_text() for path in (folder / ".postil").glob("texts/??/*"))
        hits = sum(len(pattern.findall(text)) for text in texts)
        floors.append((perf_counter() - started) * 1000)
        started = perf_counter()
        found = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        costs.append((perf_counter() - started) * 1000)
        assert hits == FOUND_IN // 100 == len(found.splitlines()), found[:200]
    first, *later = costs
    floor, what = median(floors), f"find words in {FOUND_IN:,} articles"
    yield Figure(f"{what}, the first time", first, floor)
    yield Figure(what, median(later), floor, 2.5)
