"""Killed with -9 while it saves, the store has all that it acknowledged; a control has not."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from annotations.store.tiny import TinyStore

ROUNDS = 20

SAVING = """
import sys
from pathlib import Path
from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.store.tiny import TinyStore

root, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
article = Article("one", "One", "word " * 500)
store = TinyStore(root)
for number in range(count):
    id, at = new_id(), now()
    tag = Annotation(new_id(), number % 400, number % 400 + 4, "actor", name, {}, "", at, at)
    store.apply(article, Change(id, id, name, at, added=(tag,)))
    print(tag.id, flush=True)
"""

STOCK = """
import sys
from tinydb import TinyDB

database = TinyDB(sys.argv[1])
for number in range(100):
    database.insert({"number": number, "words": "word " * 40})
for number in range(100_000):
    # Shorter and longer by turns: a file written in place has its old tail for a moment.
    database.update({"words": "word " * (40 if number % 2 else 1)})
    print(number, flush=True)
"""


def killed_after(command: list[str], lines: int) -> list[str]:
    """Run a program, kill it once it has written so many lines, and return all it wrote."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        written = [process.stdout.readline().strip() for _ in range(lines)]
        os.kill(process.pid, signal.SIGKILL)
        written += process.stdout.read().split("\n")
    return [line for line in written if line]


def test_twenty_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    root = tmp_path / ".postil"
    acknowledged: list[str] = []
    for number in range(ROUNDS):
        command = [sys.executable, "-c", SAVING, str(root), f"round-{number}", "100000"]
        # The last line may be cut off in the middle by the kill.
        acknowledged += [i for i in killed_after(command, 3 + number * 2) if len(i) == 26]
    held = TinyStore(root).load("one").annotations
    assert len(acknowledged) > ROUNDS * 3
    assert set(acknowledged) <= set(held)
    assert TinyStore(root).article("one") is not None


def _corruptions(tmp_path: Path) -> Iterator[int]:
    for number in range(200):
        file = tmp_path / f"{number}.json"
        killed_after([sys.executable, "-c", STOCK, str(file)], 1 + number % 7)
        try:
            json.loads(file.read_text())
        except ValueError:
            yield number


def test_the_control_on_stock_storage_is_corrupted(tmp_path: Path) -> None:
    assert next(_corruptions(tmp_path), None) is not None


def test_two_processes_on_one_article_lose_nothing(tmp_path: Path) -> None:
    root = tmp_path / ".postil"
    commands = [[sys.executable, "-c", SAVING, str(root), name, "100"] for name in ("ana", "ben")]
    running = [subprocess.Popen(c, stdout=subprocess.PIPE, text=True) for c in commands]
    acknowledged = [line for p in running for line in p.communicate()[0].split()]
    held = TinyStore(root).load("one").annotations
    assert len(acknowledged) == 200
    assert set(acknowledged) == set(held)
    assert len(TinyStore(root).history("one")) == 200
