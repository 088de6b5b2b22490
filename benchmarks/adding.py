"""What adding an article costs, against reading and JSON-parsing the same input.

The floor does nothing lasting: adding also writes two files for each article and has the disk
confirm them. `files by hand` is what that costs alone, written and confirmed in the same batches.
"""

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from annotations.corpus.adding import Adding, Plan
from annotations.project import Project
from annotations.sources.search import Search
from benchmarks.made_articles import made_text
from benchmarks.measured import Figure, seconds

LENGTH, BATCH = 3_700, 256  # a news article; what the disk confirms at once


def measured(quick: bool = False) -> Iterator[Figure]:
    """A small corpus and a larger one."""
    for articles in (150,) if quick else (150, 2_000):
        with tempfile.TemporaryDirectory() as name:
            yield from _figures(Path(name), articles)


def _figures(folder: Path, articles: int) -> Iterator[Figure]:
    """A JSONL corpus, added, added again, and as text files."""
    corpus = folder / "corpus.jsonl"
    texts = [made_text(LENGTH, seed) for seed in range(articles)]
    lines = ({"id": f"a{n}", "title": f"T {n}", "text": text} for n, text in enumerate(texts))
    corpus.write_text("".join(json.dumps(line) + "\n" for line in lines))
    loose = folder / "loose"
    loose.mkdir()
    for number, text in enumerate(texts):
        (loose / f"{number}.txt").write_text(text)

    def figure(what: str, cost: float, floor: float) -> Figure:
        name = f"{what}, {articles:,} articles ({articles / cost:,.0f} a second)"
        return Figure(name, cost * 1000, floor * 1000)

    floor = seconds(lambda: _parsed(corpus))
    added = seconds(lambda: _added(corpus, folder / "one"))
    yield figure("add from JSONL, against reading and parsing it", added, floor)
    by_hand = seconds(lambda: _by_hand(texts, folder / "hand"))
    yield figure("add from JSONL, against its files by hand", added, by_hand)
    again = seconds(lambda: _added(corpus, folder / "one"))
    yield figure("add again, all there, against reading and parsing it", again, floor)
    read = seconds(lambda: [file.read_bytes().decode() for file in loose.glob("*.txt")])
    files = seconds(lambda: _added(loose, folder / "two"))
    yield figure("add from text files, against reading them", files, read)


def _parsed(corpus: Path) -> None:
    with corpus.open("rb") as file:
        for line in file:
            json.loads(line)


def _added(source: Path, folder: Path) -> None:
    for _ in Adding(Project(folder), Plan()).outcomes(Search().all([source])):
        pass


def _by_hand(texts: list[str], folder: Path) -> None:
    """Write a text and a small file for each article, and have each batch confirmed."""
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_bytes(text.encode())
        (folder / f"{number}.json").write_bytes(b"x" * 400)
        if number % BATCH == BATCH - 1:
            os.sync()
    os.sync()
