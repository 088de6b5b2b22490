"""What one durable save costs, against writing the same bytes by hand."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.project import Project
from annotations.store.protocol import Store
from benchmarks.made_articles import made_text
from benchmarks.measured import Figure

EDITS = 200


def measured() -> Iterator[Figure]:
    """One tag more on an article of 100 tags, saved, in corpora of 10 and 1,000 articles."""
    with tempfile.TemporaryDirectory() as folder:
        for corpus in (10, 1_000):
            project = Project.find(Path(folder) / str(corpus), None)
            text = made_text(5_000)
            project.store.add(Article(f"other-{n}", f"Other {n}", text) for n in range(corpus))
            yield _figure(project.store, Path(folder) / str(corpus), corpus)


def _figure(store: Store, folder: Path, corpus: int) -> Figure:
    article = Article("measured", "Measured", made_text(10_000))
    store.apply(article, _adding(range(100)))
    saves, floors = [], []
    for number in range(EDITS):
        change = _adding([200 + number])
        started = perf_counter()
        store.apply(article, change)
        saves.append(perf_counter() - started)
        store.apply(article, change.inverse())
        floors.append(_by_hand(next(folder.glob(".postil/articles/*/measured-*.json"))))
    what = f"save, 100 tags, corpus of {corpus:,}"
    return Figure(what, median(saves) * 1000, median(floors) * 1000, 3.0)


def _adding(starts: Iterator[int] | range | list[int]) -> Change:
    at = now()
    tags = [
        Annotation(new_id(), n * 20, n * 20 + 15, "actor", "bench", {}, "", at, at) for n in starts
    ]
    return Change(new_id(), new_id(), "bench", at, added=tuple(tags))


def _by_hand(file: Path) -> float:
    """Write the file's bytes aside, sync, rename and sync the folder; returns the seconds."""
    data, aside, target = file.read_bytes(), file.parent / "by-hand.tmp", file.parent / "by-hand"
    started = perf_counter()
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(handle, data)
    os.fsync(handle)
    os.close(handle)
    os.replace(aside, target)
    handle = os.open(file.parent, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
    seconds = perf_counter() - started
    target.unlink()
    return seconds
