"""A sitting to be measured: postil with two made articles, and the floor, each in a terminal."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.made_articles import write_article
from benchmarks.terminal import Terminal, python

OTHER = (5_000, 50)


@contextmanager
def sitting(
    size: int, spans: int, other: tuple[int, int] = OTHER, wait: bool = True
) -> Iterator[tuple[Terminal, Terminal]]:
    """postil on an article of `size` code points with so many tags and one beside it; the floor.

    With `wait`, both have nothing left to do: what is suggested is shown.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = [folder / "one.jsonl", folder / "two.jsonl"]
        for number, (file, made) in enumerate(zip(files, ((size, spans), other), strict=True)):
            write_article(file, file.stem, *made, seed=number + 1)
        with (
            opened(files, folder / "project") as app,
            Terminal(python("-m", "benchmarks.floor_app")) as floor,
        ):
            floor.rest()
            if wait:
                app.rest()
            yield app, floor


@contextmanager
def opened(files: list[Path], project: Path, before: str = "") -> Iterator[Terminal]:
    """postil on articles in postil's own JSONL, whose tags are imported before.

    `before` is Python to run first in its process.
    """
    at = ["--project", str(project)]
    for file in files:
        command = python("-m", "tui.cli", "import", str(file), *at)
        subprocess.run(command, check=True, capture_output=True)
    script = f"{before}\nfrom tui.cli import main\nmain()"
    with Terminal(python("-c", script, "open", *map(str, files), *at)) as app:
        app.wait_for(b"actor")
        yield app


def named(size: int, spans: int) -> str:
    """How an article is called in the tables."""
    length = f"{size // 1_000_000} MB" if size >= 1_000_000 else f"{size // 1000} KB"
    return f"{length}, {spans:,} tags"
