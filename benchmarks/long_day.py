"""The memory of a long day: thousands of keys in one long article after the other.

Motions, tags and undone ones, finds, suggestions taken and turned down, and on to the next
articles, forth and back among those of 1 MB in a project of a thousand. What is in use after the
first thousand keys is compared with what is at the end.
"""

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations.article import Article
from annotations.project import Project
from benchmarks.made_articles import made_text
from benchmarks.terminal import Terminal, python

SIZE, LARGE, ARTICLES, KEYS = 1_000_000, 48, 1_000, 20_000
FIRST = 1_000
MOST_GROWTH = 1.2

_MARKS = (FIRST, 2_000, 5_000, 10_000, 15_000)
# Backspace is never typed first: right after esc it would be alt and backspace, and esc be lost.
_PHRASES = (
    "lll", "jjj", "www", "}", "{", "kkh", "vllvd", "LLL", "e", "E", "eeEE", "G", "g", " ", "k\x7f",
    "n\r", "n\r", "nx", "nn", "n\ru", "nd", "np", "nq", "nqu", "ndu", "nA\x1b", "*nn\x1b",
    "/harbour\rnn\x1b", "/Sedge\ra\x1b", "\x1b", "uU", "\t", "x", "SjjjjS", "vG*\x1b", "vGdu",
)  # fmt: skip
_ON = 100
"""After so many keys, about, one goes on to other articles."""


def day(keys: int, turns: int, seed: int = 1) -> Iterator[str]:
    """What somebody types in a day: about so many keys, in pieces that are typed in one go.

    So often they go on to the next articles before they come back the same way.
    """
    dice = random.Random(seed)
    since = turned = 0
    while keys > 0:
        piece = dice.choice(_PHRASES)
        if since > _ON:
            piece, since = "\x1b" + "><"[turned // turns % 2], 0
            turned += 1
        keys -= len(piece)
        since += len(piece)
        yield piece


def write_project(folder: Path, articles: int, large: int, size: int) -> None:
    """A project of so many articles, the first of them large; no two have the same text."""
    Project(folder, "ana").store.add(
        Article(f"n{number:04}", f"Number {number}", made_text(length, number, names=True))
        for number in range(articles)
        for length in [size if number < large else size // 250]
    )


@contextmanager
def opened(articles: int, large: int, size: int = SIZE, before: str = "") -> Iterator[Terminal]:
    """postil on the first articles of such a project; `before` is Python to run first."""
    with TemporaryDirectory() as name:
        write_project(Path(name), articles, large, size)
        script = f"{before}\nfrom tui.cli import main\nmain()"
        with Terminal(python("-c", script, "open", "--project", name)) as app:
            app.wait_for(b"Number 0")
            app.send(b"\r")
            app.wait_for(b"actor")
            yield app


def megabytes(app: Terminal, keys: int, large: int) -> Iterator[tuple[int, float]]:
    """After how many keys how much memory is in use at rest, the first thousand and all included.

    Two articles stand side by side, and no turn leads beyond the large ones.
    """
    typed, marks = 0, [mark for mark in _MARKS if mark < keys]
    for piece in day(keys, large // 2 - 1):
        app.send(piece.encode())
        app.settle(0.01, 0.05)
        app.written.clear()
        typed += len(piece)
        if marks and typed >= marks[0]:
            app.rest()
            yield marks.pop(0), app.megabytes()
    app.rest()
    yield typed, app.megabytes()


if __name__ == "__main__":
    keys, articles, large = map(int, sys.argv[1:] or (KEYS, ARTICLES, LARGE))
    with opened(articles, large) as app:
        for typed, used in megabytes(app, keys, large):
            print(f"{typed:,} keys: {used:.0f} MB", flush=True)
