"""Killed with -9 while it saves, the store has all that it acknowledged; a control has not."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.corpus.relabelling import relabel
from annotations.project import Project
from annotations.store.tiny import TinyStore

SAVING = """
import signal, sys
from pathlib import Path
from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.store.tiny import TinyStore

root, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
article = Article("one", "One", "word " * 500)
store = TinyStore(root).layer(sys.argv[5] if sys.argv[5:] else "")
for number in range(count):
    id, at = new_id(), now()
    tag = Annotation(new_id(), number % 400, number % 400 + 4, "actor", name, {}, "", at, at)
    store.apply(article, Change(id, id, name, at, added=(tag,)))
    print(tag.id, flush=True)
    if number == 3 and sys.argv[4:]:
        # An alarm kills at any moment; after a line that was read, it would always be the same one.
        signal.setitimer(signal.ITIMER_REAL, float(sys.argv[4]))
"""

STOCK = """
import signal, sys
from tinydb import TinyDB

database = TinyDB(sys.argv[1])
for number in range(100):
    database.insert({"number": number, "words": "word " * 40})
signal.setitimer(signal.ITIMER_REAL, float(sys.argv[2]))
while True:
    # Shorter and longer by turns: a file written in place has its old tail for a moment.
    database.update({"words": "word"})
    database.update({"words": "word " * 40})
"""


def killed_after(command: list[str], lines: int) -> list[str]:
    """Run a program, kill it once it has written so many lines, and return all it wrote."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        written = [process.stdout.readline().strip() for _ in range(lines)]
        os.kill(process.pid, signal.SIGKILL)
        written += process.stdout.read().split("\n")
    return [line for line in written if line]


@pytest.mark.parametrize(
    ("rounds", "layer"),
    [
        (20, ""),
        (10, "ana"),
        *(pytest.param(1000, layer, marks=pytest.mark.torture) for layer in ("", "ana")),
    ],
)
def test_kills_lose_nothing_that_was_acknowledged(tmp_path: Path, rounds: int, layer: str) -> None:
    acknowledged: dict[Path, list[str]] = {}
    for number in range(rounds):
        root = tmp_path / f"{number // 50}" / ".postil"
        command = [sys.executable, "-c", SAVING, str(root), f"round-{number}", "100000"]
        killed = subprocess.run(
            [*command, f"{0.0001 + number * 0.0007 % 0.02}", layer],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert killed.returncode == -signal.SIGALRM
        # The last line may be cut off in the middle by the kill.
        lines = killed.stdout.splitlines()
        acknowledged.setdefault(root, []).extend(line for line in lines if len(line) == 26)
    assert sum(map(len, acknowledged.values())) > rounds * 3
    for root, ids in acknowledged.items():
        store = TinyStore(root).layer(layer)
        held = store.load("one").annotations
        assert set(ids) <= set(held)
        assert TinyStore(root).article("one") is not None
        # An edit whose kill came before its answer may be there besides; none is there in part.
        assert store.totals().annotations == len(held)


RELABELLING = """
import sys
from pathlib import Path
from annotations.project import Project
from annotations.corpus.relabelling import relabel

project = Project(Path(sys.argv[1]), "ana")
apply = project.store.apply

def telling(article, change):
    saved = apply(article, change)
    print(article.id, flush=True)
    return saved

project.store.apply = telling
relabel(project, sys.argv[2], sys.argv[3])
"""

REMOVING = """
import sys
from pathlib import Path
from annotations.store.tiny import TinyStore

store = TinyStore(Path(sys.argv[1]) / ".postil")
for one in list(store.articles()):
    assert store.remove(one.id, sys.argv[2])
    print(one.id, flush=True)
"""


def tagged(folder: Path, count: int) -> list[str]:
    """Put articles with five tags each into a project; returns their ids."""
    store = TinyStore(folder / ".postil")
    for number in range(count):
        article = Article(f"{number:03}", "One", f"word {number} " * 9)
        tags = [Annotation(new_id(), n, n + 2, "actor", "ana") for n in range(5)]
        store.apply(article, Change(new_id(), new_id(), "ana", now(), added=tuple(tags)))
    return [f"{number:03}" for number in range(count)]


def test_a_relabelling_that_is_killed_leaves_each_article_as_it_was_or_done(
    tmp_path: Path,
) -> None:
    ids = tagged(tmp_path, 24)
    mixed, labels = 0, ["actor", "date"]
    for number in range(8):
        command = [sys.executable, "-c", RELABELLING, str(tmp_path), *labels]
        killed_after(command, 1 + number)
        store = TinyStore(tmp_path / ".postil")
        held = [store.load(id).annotations.values() for id in ids]
        assert all(len(tags) == 5 and len({tag.label for tag in tags}) == 1 for tags in held)
        mixed += len({tag.label for tags in held for tag in tags}) > 1
        assert sum(store.totals().labels.values()) == 120
        relabel(Project(tmp_path, "ana"), *labels)
        assert list(store.totals().labels) == labels[1:]
        labels.reverse()
    assert mixed, "no kill came in the middle: the test tells nothing"


def test_a_removal_that_is_killed_leaves_each_article_whole_or_kept(tmp_path: Path) -> None:
    ids, gone = tagged(tmp_path, 40), list[str]()
    root = tmp_path / ".postil"
    for number in range(5):
        command = [sys.executable, "-c", REMOVING, str(tmp_path), f"round-{number}"]
        gone += [line for line in killed_after(command, 3) if len(line) == 3]
    assert len(gone) >= 15
    there = [id for id in ids if TinyStore(root).listed(id)]
    assert not set(there) & set(gone)
    kept = [TinyStore(folder) for folder in root.glob("backup/removed-*")]
    for id in ids:
        places = [TinyStore(root)] if id in there else [k for k in kept if k.listed(id)]
        assert places
        for store in places:
            assert len(store.load(id).annotations) == 5
            assert store.article(id) is not None
            assert len(store.history(id)) == 1


def _corruptions(tmp_path: Path) -> Iterator[int]:
    for number in range(200):
        file = tmp_path / f"{number}.json"
        subprocess.run([sys.executable, "-c", STOCK, str(file), f"{0.001 + number / 10_000}"])
        try:
            json.loads(file.read_text())
        except ValueError:
            yield number


def test_the_control_on_stock_storage_is_corrupted(tmp_path: Path) -> None:
    assert next(_corruptions(tmp_path), None) is not None


def written(root: Path, writers: int, program: str) -> list[str]:
    """Have programs save 200 edits to one article at once; what they said was saved."""
    names = [f"writer-{number}" for number in range(writers)]
    commands = [[sys.executable, "-c", program, str(root), n, str(200 // writers)] for n in names]
    running = [
        subprocess.Popen(c, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for c in commands
    ]
    return [line for process in running for line in process.communicate()[0].split()]


@pytest.mark.parametrize("writers", [2, 8])
def test_processes_on_one_article_lose_nothing(tmp_path: Path, writers: int) -> None:
    root = tmp_path / ".postil"
    acknowledged = written(root, writers, SAVING)
    held = TinyStore(root).load("one").annotations
    assert len(acknowledged) == 200
    assert set(acknowledged) == set(held)
    assert len(TinyStore(root).history("one")) == 200
    assert set(TinyStore(root).totals().annotators.values()) == {200 // writers}


def test_the_control_without_a_lock_loses_edits(tmp_path: Path) -> None:
    unlocked = "from annotations.disk.system import System\n"
    unlocked += "System.flock = staticmethod(lambda *arguments: None)\n"

    def loses(root: Path) -> bool:
        acknowledged = written(root, 8, unlocked + SAVING)
        return not set(acknowledged) <= set(TinyStore(root).load("one").annotations)

    assert any(loses(tmp_path / str(number)) for number in range(10))
