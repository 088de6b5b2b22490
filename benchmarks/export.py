"""How long each format takes and what memory, against `json.dumps` of the same records."""

import json
import multiprocessing
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter, sleep

from annotations.annotation import Annotation, Link
from annotations.article import Article, Metadata
from annotations.corpus.exporting import Export, Wanted
from annotations.dataset.dealing import shares
from annotations.example import Example
from annotations.formats import FORMATS, format_named
from annotations.formats.jsonl import encode, record_of
from annotations.formats.request import Request
from annotations.project import Project
from annotations.store.documents import article_document, document, value_documents
from annotations.store.folders import Folders
from annotations.store.written import encoded
from benchmarks.made_articles import made_text
from benchmarks.measured import Figure, seconds

SIZES = (10, 1_000, 100_000)
LIMIT = int(os.environ.get("POSTIL_EXPORT_ARTICLES", SIZES[-1]))
SPANS = 20
_LABELS = ("actor", "date", "proposal", "quote")
_BUDGET = 1 / 0.2
_AGAIN = 3
_SAMPLE = 1_000  # records whose json.dumps is timed; more would be more of the same


def measured(quick: bool = False) -> Iterator[Figure]:
    """Each format at each size, from memory; then postil's own from a project on the disk.

    There is no budget for ten articles: they cost one wait for the disk, whatever they hold.
    """
    for count in SIZES[:2] if quick else SIZES:
        if count > LIMIT:
            continue
        floor = _json_seconds(count)
        for name in FORMATS:
            if (module := format_named(name).module) and not find_spec(module):
                print(f"{name} needs {module}, which is not installed.", file=sys.stderr)
                continue
            seconds, peak = _apart(_from_memory, name, count)
            bound = name == "jsonl" and count > SIZES[0]
            yield _figure(f"{name}, {count:,} articles", seconds, floor, peak, bound)
        seconds, peak = _apart(_from_project, "jsonl", count)
        what = f"jsonl from a project of {count:,} articles"
        yield _figure(what, seconds, floor, peak, count > SIZES[0])
    again, plain = _split_again(SIZES[1])
    what = f"jsonl in parts for the second time, {SIZES[1]:,} articles, against jsonl in one"
    yield Figure(what, again * 1000, plain * 1000, _AGAIN)


def _figure(what: str, seconds: float, floor: float, peak: int, bound: bool) -> Figure:
    budget = _BUDGET if bound else None
    return Figure(f"{what} ({peak} MB more)", seconds * 1000, floor * 1000, budget)


def made(count: int) -> Iterator[Example]:
    """Articles of 2,000 code points with 20 spans and five links, made one by one."""
    text = made_text(2_000)
    starts = [at for at in range(1, len(text) - 60) if text[at - 1].isspace()][: SPANS * 4 : 4]
    for number in range(count):
        own = f"{number:06} {text}"
        tags = [
            Annotation(
                f"{number:06}-{place:02}", start + 7, own.index(" ", start + 18),
                _LABELS[place % 4], "ana", {"entity": f"e{place}"}, "", _TIME, _TIME,
            )
            for place, start in enumerate(starts)
        ]  # fmt: skip
        links = [Link("speaker", tags[n].id, tags[n + 1].id) for n in range(0, SPANS, 4)]
        meta = Metadata("Gazette", None, "2031-03-04", None, "en", f"event-{number // 2}")
        article = Article(f"article-{number:06}", own[:40], own, meta)
        yield Example(article, tuple(tags), tuple(links), "done")


_TIME = "2031-03-04T05:06:07.890Z"


def _json_seconds(count: int) -> float:
    records = [json.loads(encode(record_of(e, Request()))) for e in made(min(count, _SAMPLE))]
    best = min(seconds(lambda: [json.dumps(record) for record in records]) for _ in range(5))
    return best * count / len(records)


def _from_memory(name: str, count: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        chosen, making = format_named(name), [0.0]

        def examples() -> Iterator[Example]:
            coming = made(count)
            while True:
                started = perf_counter()
                example = next(coming, None)
                making[0] += perf_counter() - started
                if example is None:
                    return
                yield example

        return seconds(lambda: chosen.export(examples, Path(folder) / "out")) - making[0]


def _from_project(name: str, count: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        _fill(Path(folder) / ".postil", count)
        project, chosen = Project(Path(folder)), format_named(name)
        out = Path(folder) / "out"
        # Files from just now are looked at twice; those of a corpus seldom are that young.
        sleep(2.1)
        project.store.totals()
        return seconds(lambda: chosen.export(project.examples, out))  # type: ignore[arg-type]


def _split_again(count: int) -> tuple[float, float]:
    """The seconds of a split that was made before, and of the same export without one."""
    with tempfile.TemporaryDirectory() as folder:
        _fill(Path(folder) / ".postil", count)
        sleep(2.1)
        chosen = format_named("jsonl")
        Project(Path(folder)).store.totals()

        def export(name: str, wanted: Wanted) -> float:
            made = Export(Project(Path(folder)), wanted)
            out = Path(folder) / name
            return seconds(lambda: made.to_folder_or_file(chosen, out, False, Request()))

        parts = Wanted(plan=shares("80/10/10"), empty=True)
        plain, _, again = export("plain", Wanted()), export("first", parts), export("again", parts)
        return again, plain


def _fill(root: Path, count: int) -> None:
    """Write a project's files as the store does, but without waiting for the disk at each."""
    folders = Folders(root)
    for example in made(count):
        article = example.article
        tables = {
            "article": {"0": article_document(article, _TIME) | {"status": example.status}},
            "annotations": {a.id: document(a, article.text) for a in example.annotations},
            "links": value_documents(example.links),
        }
        files = {
            folders.article(article.id): encoded(tables),
            folders.text(article.digest): article.text.encode(),
        }
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _apart(work: Callable[[str, int], float], name: str, count: int) -> tuple[float, int]:
    """The seconds of a piece of work in a process of its own, and the MB more at its peak."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_watched, (work, name, count))


def _watched(work: Callable[[str, int], float], name: str, count: int) -> tuple[float, int]:
    work(name, 1)  # what is loaded once is not what grows
    before = _peak()
    seconds = work(name, count)
    return seconds, _peak() - before


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
