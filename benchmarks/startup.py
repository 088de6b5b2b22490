"""How long it takes until words stand on the screen, against a Textual hello world."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.listing import write_project
from benchmarks.made_articles import write_article
from benchmarks.measured import Figure
from benchmarks.terminal import python, seconds_until

RUNS = 15
MANY = 10_000


def measured(quick: bool = False) -> Iterator[Figure]:
    """Start-up to the first words, and of a command without a screen.

    The programs are started by turns, so that what else the machine does concerns them all.
    """
    with TemporaryDirectory() as name:
        files = [Path(name) / f"{number}.jsonl" for number in range(2)]
        for number, size in enumerate((5_000, 100_000)):
            write_article(files[number], f"article-{number}", size, 100, seed=number)
        small, large = Path(name) / "small", Path(name) / "large"
        write_project(large / ".postil", 1_000 if quick else MANY)
        for project in (small, large):
            for file in files:
                command = python("-m", "tui.cli", "import", str(file), "--project", str(project))
                subprocess.run(command, check=True, capture_output=True)
        opening = python("-m", "tui.cli", "open")
        one, two = [str(files[0])], [str(file) for file in files]
        within = f"in a project of {1_000 if quick else MANY:,}"
        programs = {
            "hello": (python("-m", "benchmarks.hello_app"), b"hello"),
            "one article": ([*opening, *one, "--project", str(small)], b"actor"),
            "two articles": ([*opening, *two, "--project", str(small)], b"actor"),
            f"two articles {within}": ([*opening, *two, "--project", str(large)], b"actor"),
            "bare": (python("-c", "print('done')"), b"done"),
            "version": (python("-m", "tui.cli", "--version"), b"postil"),
        }
        seconds: dict[str, list[float]] = {what: [] for what in programs}
        for _ in range(5 if quick else RUNS):
            for what, (command, words) in programs.items():
                seconds[what].append(seconds_until(command, words))
    cost = {what: median(found) * 1000 for what, found in seconds.items()}
    hello, bare, version = (cost.pop(what) for what in ("hello", "bare", "version"))
    for what, milliseconds in cost.items():
        yield Figure(f"start to first text, {what}", milliseconds, hello, 1.35)
    yield Figure("postil --version, against bare Python", version, bare)
