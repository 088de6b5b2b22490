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
from benchmarks.made_articles import made_text
from benchmarks.measured import Figure

CORPORA = (10, 1_000, 10_000)


def measured(quick: bool = False) -> Iterator[Figure]:
    """One tag more on an article of 100 tags, in small and large corpora; then one of 10,000."""
    edits = 60 if quick else 200
    for corpus in CORPORA[:2] if quick else CORPORA:
        with tempfile.TemporaryDirectory() as folder:
            what = f"save, 100 tags, corpus of {corpus:,}"
            yield Figure(what, *_cost(Path(folder), corpus, 100, edits), 2.0)
    with tempfile.TemporaryDirectory() as folder:
        what = "save, 10,000 tags on 1 MB"
        yield Figure(what, *_cost(Path(folder), 10, 10_000, edits // 4))


def _cost(folder: Path, corpus: int, tags: int, edits: int) -> tuple[float, float]:
    """The median milliseconds of a save, and of writing the same bytes by hand."""
    store = Project.find(folder, None).store
    text = made_text(5_000)
    store.add(Article(f"other-{n}", f"Other {n}", text) for n in range(corpus))
    article = Article("measured", "Measured", made_text(tags * 100))
    store.apply(article, _adding(range(tags)))
    saves, floors = [], []
    for number in range(edits):
        change = _adding([tags + number])
        started = perf_counter()
        store.apply(article, change)
        saves.append(perf_counter() - started)
        store.apply(article, change.inverse())
        floors.append(_by_hand(next(folder.glob(".postil/articles/*/measured-*.json"))))
    return median(saves) * 1000, median(floors) * 1000


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
