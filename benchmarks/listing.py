"""What a list of many articles costs, against reading and parsing every file, as without an index.

The corpora have article files of five tags each; their texts are left out, for no list reads them.
"""

import json
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from time import sleep
from typing import Any

from annotations.annotation import Annotation, Change
from annotations.article import Article, Metadata, digest_of
from annotations.clock import new_id, now
from annotations.listing import Query
from annotations.own_copy import known
from annotations.project import Project
from annotations.store.documents import article_document, document
from annotations.store.folders import Folders, layer_name
from annotations.store.tiny import TinyStore
from annotations.store.written import encoded
from benchmarks.made_articles import made_text
from benchmarks.measured import Figure, seconds

SIZES = (1_000, 10_000, 100_000)
ANNOTATOR = "bench"
QUERIES = {
    "by id": Query(),
    "last touched": Query(order="touched", descending=True),
    "by source": Query(order="source"),
    "by label and words": Query(label="quote", words="budget gazette"),
}


def measured(sizes: tuple[int, ...] = SIZES) -> Iterator[Figure]:
    """Building the index, looking whether it is right, and asking it, in three corpora.

    In the smaller ones also in the layer of an annotator of a team, who has tagged each article.
    """
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / ".postil"
            write_project(root, size)
            yield from _figures(Path(folder), size)
            if size < max(SIZES):
                write_layer(Path(folder), ANNOTATOR)
                yield from _figures(Path(folder), size, ANNOTATOR)


def _figures(folder: Path, size: int, annotator: str = "") -> Iterator[Figure]:
    root = folder / ".postil"
    floor = _timed(lambda: _read_all(root), 1)
    where = f"{size:,} articles{' and as many of a layer' if annotator else ''}"

    def figure(what: str, budget: float, ask: Callable[[], object], times: int = 20) -> Figure:
        return Figure(f"{what}, {where}", _timed(ask, times), floor, budget)

    def opened() -> TinyStore:
        return TinyStore(root).layer(annotator)

    yield figure("build the index", 4.0, opened().refresh, 1)
    yield figure("start: load it, look what is new", 0.1, lambda: opened().totals(), 3)
    store = opened()
    yield figure("look at every file", 0.5, store.refresh, 3)
    for name, query in QUERIES.items():
        yield figure(f"list 50, {name}", 0.1, partial(store.listing, query, size // 20, 50))
    yield figure("counts", 0.1, store.totals)
    unknown = Article("unknown", "Unknown", "Never seen.", origin="elsewhere.txt")
    who = annotator or None
    yield figure("open a file it lacks", 0.1, lambda: known(Project(folder, who), unknown), 3)
    tag = Annotation(new_id(), 0, 4, "actor", "bench")
    change = Change(new_id(), new_id(), "bench", now(), added=(tag,))
    store.apply(Article("article-000000", "", made_text(4_000)), change)
    yield figure("counts after a save", 0.1, store.totals, 1)


def write_project(root: Path, size: int) -> None:
    """Write the files of `size` articles, and wait until nothing of them is from just now."""
    folders = Folders(root)
    for about, records in documents(size):
        path = folders.article(about["id"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(encoded({"article": {"0": about}, "annotations": records}))
    sleep(2.1)


def documents(size: int) -> Iterator[tuple[dict[str, Any], dict[str, dict[str, Any]]]]:
    """What a project has of `size` articles: the document of each, and those of its five tags."""
    chance, text = random.Random(1), made_text(4_000)
    tags = [
        Annotation(new_id(), at, at + 12, label, "bench", {}, "", now(), now())
        for at, label in enumerate(("actor", "date", "proposal", "quote", "actor"))
    ]
    records = {tag.id: document(tag, text) for tag in tags}
    about = article_document(Article("", "", text, Metadata(published="2031-03-04")), now())
    for number in range(size):
        id = f"article-{number:06}"
        own = {
            "id": id,
            "title": f"{chance.choice(('Budget', 'Strike', 'Talks', 'Ruling'))} {number}",
            "digest": digest_of(id if number else text),
            "origin": f"corpus/{number}.txt",
            "source": chance.choice(("Gazette", "Post", "Wire")),
            "group": f"event {number // 3}",
        }
        yield about | own, records


def write_layer(folder: Path, annotator: str) -> None:
    """Make a team of a project, and give all that is tagged in it to one of its annotators."""
    (folder / "postil.toml").write_text(f'[team]\nannotators = ["{annotator}"]\n')
    home = Folders(folder / ".postil", layer_name(annotator)).home
    shutil.copytree(folder / ".postil" / "articles", home / "articles")
    sleep(2.1)


def _read_all(root: Path) -> int:
    tags = 0
    for path in root.rglob("articles/??/*.json"):
        tags += len(json.loads(path.read_bytes())["annotations"])
    return tags


def _timed(ask: Callable[[], object], times: int) -> float:
    """The median time, in milliseconds."""
    return median(seconds(ask) for _ in range(times)) * 1000
