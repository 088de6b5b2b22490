"""What exports from a database cost in memory, and a copy there and back in time.

The articles are those of a dataset (POSTIL_CORPUS, a file of JSON Lines) again and again, or made
ones; each has ten tags. It needs `postil[test]`, which brings a server.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from annotations.annotation import Annotation
from annotations.article import Article, Metadata
from annotations.store.documents import article_document, document
from annotations.store.parcel import Parcel, Part
from benchmarks.made_articles import made_text
from benchmarks.measured import Figure

SIZE, COPIED, FEW, TAGS = 100_000, 10_000, 10, 10
_AT = "2031-03-04T05:06:07.890Z"
_MOST = 60.0
"""So many MB more than with a few articles an export may take."""
_RUN = """
import resource, sys
from tui.cli import main
sys.argv[1:] = {arguments!r}
try:
    main()
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def measured(size: int = SIZE) -> Iterator[Figure]:
    """Exports of so many articles, in MB against the budget, and copies, in ms."""
    tests = import_module("tests.postgres")
    with tempfile.TemporaryDirectory() as folder, tests.shared(Path(folder)) as server:
        bases = tests.Databases(server)
        with bases.one() as base:
            yield from _exports(Path(folder), base.url, size)
        with bases.one() as base:
            yield from _copies(Path(folder), base.url, min(size, COPIED))


def _exports(folder: Path, url: str, size: int) -> Iterator[Figure]:
    project = folder / "project"
    project.mkdir()
    (project / "postil.toml").write_text(f'store = "{url}"\n')
    formats, few = ("jsonl", "conll"), dict[str, float]()
    for count in (FEW, size):
        _load(url, count)
        for name in formats:
            out = ("--output", str(folder / f"{name}{count}"), "--project", str(project))
            peak, took = _run("export", "--format", name, *out)
            more = peak - few.setdefault(name, peak)
            if count == size:
                what = f"{name} from a database, {size:,} articles in {took:.0f} s: MB more"
                yield Figure(what, more, _MOST, 1.0)


def _copies(folder: Path, url: str, size: int) -> Iterator[Figure]:
    """Copies of a folder to a database, back to another one, and again, all of it there."""
    _load(url, size)
    here, there = str(folder / "here"), str(folder / "there")
    _, adding = _run("copy", "--from", url, "--to", here)
    for what, source, target in (
        ("from a folder to another", here, there),
        ("from a database, all of it there", url, there),
        ("to a database, all of it there", here, url),
    ):
        peak, took = _run("copy", "--from", source, "--to", target)
        what = f"copy {what}, {size:,} articles ({peak:.0f} MB), against one from a database"
        yield Figure(what, took * 1000, adding * 1000)


def _run(*arguments: str) -> tuple[float, float]:
    """The peak of memory of a command, in MB, and its seconds."""
    started = perf_counter()
    ended = subprocess.run(
        [sys.executable, "-c", _RUN.format(arguments=arguments)],
        stderr=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return int(ended.stderr.splitlines()[-1]) / unit, perf_counter() - started


def _load(url: str, size: int) -> None:
    """Put articles into a database, as a copy does."""
    from annotations.store.postgres.parcels import Rows, reached

    # Whether each row's article is there need not be asked here.
    unchecked = f"{url}&options=-csession_replication_role%3Dreplica"
    rows, coming = Rows(reached(unchecked, "")), map(_parcel, range(size))
    while batch := [*islice(coming, 200)]:
        rows.put(batch)
    # As a server does by itself after a while.
    with import_module("psycopg").connect(url, autocommit=True) as connection:
        connection.execute("vacuum analyze")


def _parcel(number: int) -> Parcel:
    about = _sources()[number % len(_sources())]
    id, text = f"article-{number:06}", f"{number:06} {about['text']}"
    meta = Metadata(about.get("source"), group=f"event-{number // 2}")
    article = Article(id, about.get("title", id), text, meta)
    starts = range(7, len(text) - 8, max(8, len(text) // (TAGS + 1)))
    tags = [Annotation(f"{number:06}-{at:05}", at, at + 6, "actor", "ana", {}, "", _AT, _AT)
            for at in islice(starts, TAGS)]  # fmt: skip
    documents = {one.id: document(one, text) for one in tags}
    tables = {"article": {"0": article_document(article, _AT)}, "annotations": documents}
    change = {"id": id, "action": id, "annotator": "ana", "at": _AT}
    part = Part({**tables, "links": {}}, (json.dumps(change).encode(),))
    return Parcel(id, {"": part}, {article.digest: text.encode()})


@cache
def _sources() -> list[dict[str, Any]]:
    if file := os.environ.get("POSTIL_CORPUS"):
        return [json.loads(line) for line in Path(file).read_text("utf-8").splitlines()]
    return [{"text": made_text(length)} for length in (1_000, 2_000, 4_000)]
