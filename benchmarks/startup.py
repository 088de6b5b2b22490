"""How long it takes until words stand on the screen, against a Textual hello world."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.made_articles import write_article
from benchmarks.measured import Figure
from benchmarks.terminal import Terminal, python

RUNS = 9


def measured() -> Iterator[Figure]:
    """Start-up to the first words with two articles, and of a command without a screen."""
    with tempfile.TemporaryDirectory() as folder:
        project, files = Path(folder) / "project", []
        for number, size in enumerate((5_000, 100_000)):
            file = Path(folder) / f"{number}.jsonl"
            write_article(file, f"article-{number}", size, 100, seed=number)
            files.append(str(file))
        at = ["--project", str(project)]
        for file_name in files:
            with Terminal(python("-m", "tui.cli", "import", file_name, *at)) as loading:
                loading.wait_for(b"\n")
                loading.settle(0.5)
        opening = python("-m", "tui.cli", "open", *files, *at)
        seconds: dict[str, list[float]] = {"hello": [], "open": [], "version": [], "pass": []}
        for _ in range(RUNS):
            seconds["hello"].append(_until(python("-m", "benchmarks.hello_app"), b"hello"))
            seconds["open"].append(_until(opening, b"actor"))
            seconds["version"].append(_until(python("-m", "tui.cli", "--version"), b"postil"))
            seconds["pass"].append(_until(python("-c", "print('done')"), b"done"))
    hello, bare = median(seconds["hello"]) * 1000, median(seconds["pass"]) * 1000
    yield Figure("start to first text, two articles", median(seconds["open"]) * 1000, hello, 1.35)
    yield Figure("postil --version, against bare Python", median(seconds["version"]) * 1000, bare)


def _until(command: list[str], words: bytes) -> float:
    with Terminal(command) as terminal:
        return terminal.wait_for(words)
