"""What lists over a database cost, each against the same over files: no floor is nearer to a user.

The database has the articles that `listing` writes as files, and is on this machine, so a network
adds its own way there and back to every look. It needs `postil[test]`, which brings a server.
"""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from operator import methodcaller
from pathlib import Path
from statistics import median
from typing import Any

from annotations.annotation import Annotation, Change
from annotations.article import Article, digest_of
from annotations.clock import new_id, now
from annotations.store.protocol import Store
from annotations.store.tiny import TinyStore
from benchmarks.listing import QUERIES, documents, write_project
from benchmarks.made_articles import made_text
from benchmarks.measured import Figure, seconds
from benchmarks.terminal import python, seconds_until

SIZE = 100_000
_TEXT = made_text(4_000)
_TABLES = (
    "text (digest, body)",
    "article (id, digest, origin, body)",
    "layer (article, layer, digest)",
    "annotation (article, layer, id, label, annotator, verdict, body)",
)
Document = dict[str, Any]


def measured(size: int = SIZE) -> Iterator[Figure]:
    """The first fill, starts, looks, lists and counts, and the library's first rows."""
    from annotations.store.postgres.opening import opened

    tests = import_module("tests.postgres")
    with (
        tempfile.TemporaryDirectory() as folder,
        tests.shared(Path(folder)) as server,
        tests.Databases(server).one() as database,
    ):
        opened(database.url, Path(folder) / ".postil").totals()  # makes the tables
        _load(database.url, size)
        files, base = Path(folder) / "files", Path(folder) / "base"
        write_project(files / ".postil", size)
        base.mkdir()
        (base / "postil.toml").write_text(f'store = "{database.url}"\n')
        yield from _figures(files, base, database.url, size)


def _figures(files: Path, base: Path, url: str, size: int) -> Iterator[Figure]:
    from annotations.store.postgres.opening import opened

    def local() -> Store:
        return TinyStore(files / ".postil")

    def other() -> Store:
        return opened(url, base / ".postil")

    def figure(what: str, ask: Callable[[Store], object], times: int = 20) -> Figure:
        """What it costs at the database's store, and at that of files."""
        costs = [_timed(partial(ask, store), times) for store in (kept[1], kept[0])]
        return Figure(f"{what}, {size:,} articles", *costs)

    def fresh(what: str, times: int) -> Figure:
        costs = [_timed(partial(_counted, made), times) for made in (other, local)]
        return Figure(f"{what}, {size:,} articles", *costs)

    yield fresh("first fill of the index", 1)
    for made in (other, local):
        store = made()
        store.totals()
        store.close()
    yield fresh("start: load it, look what is new", 3)
    kept = local(), other()
    yield figure("a look, nothing changed", lambda store: store.look())
    for name, query in QUERIES.items():
        for where, at in (("first", 0), ("last", size - 50)):
            yield figure(f"{where} 50, {name}", methodcaller("listing", query, at, 50))
    yield figure("counts", lambda store: store.totals())
    yield figure("one article of the list", lambda store: store.listed("article-000007"))
    tag = Annotation(new_id(), 0, 4, "actor", "bench")
    change = Change(new_id(), new_id(), "bench", now(), added=(tag,))
    for store in kept:
        store.apply(Article("article-000000", "", made_text(4_000)), change)
    yield figure("counts after a save", lambda store: store.totals(), 1)
    for store in kept:
        store.close()
    hello = median(seconds_until(python("-m", "benchmarks.hello_app"), b"hello") for _ in range(5))
    for where, folder in (("files", files), ("a database", base)):
        opening = python("-m", "tui.cli", "open", "--project", str(folder))
        start = median([seconds_until(opening, b"of ") for _ in range(6)][1:])
        what = f"library of {where}, first rows against a hello world, {size:,} articles"
        yield Figure(what, start * 1000, hello * 1000, 2.0)


def _counted(made: Callable[[], Store]) -> None:
    made().totals()


def _load(url: str, size: int) -> None:
    """Copy articles into a database, as quickly as it takes them."""
    import psycopg

    with psycopg.connect(url) as connection:
        for table in _TABLES:
            with connection.cursor().copy(f"copy postil.{table} from stdin".encode()) as copy:
                for about, tags in documents(size):
                    for row in _rows(table, about, tags):
                        copy.write_row(row)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("vacuum analyze")


def _rows(
    table: str, about: Document, tags: dict[str, Document]
) -> Iterator[Sequence[str | bytes]]:
    """The rows of a table for one article; the texts but one are short, for no list reads them."""
    id, digest, text = about["id"], about["digest"], _TEXT
    match table.split()[0]:
        case "text":
            yield digest, (text if digest == digest_of(text) else id).encode()
        case "article":
            yield id, digest, about["origin"], json.dumps(about)
        case "layer":
            yield id, "", digest
        case "annotation":
            for key, tag in tags.items():
                yield id, "", key, tag["label"], tag["annotator"], "", json.dumps(tag)


def _timed(ask: Callable[[], object], times: int) -> float:
    """The median time, in milliseconds."""
    return median(seconds(ask) for _ in range(times)) * 1000
