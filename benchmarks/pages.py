"""How well saved pages are read: `python benchmarks/pages.py FOLDER...`.

A folder is a local copy of pages with what is right about them, as four public projects keep it
(none of it is ours to pass on): `tests` of adbar/trafilatura (text that belongs to the article and
text that does not), `tests` of adbar/htmldate (dates), `test/test-pages` of mozilla/readability
(texts and metadata), scrapinghub/article-extraction-benchmark (texts). trafilatura alone is the
floor. `--plain` reads without the extra, `--first N` a part, `--misses FILE` lists what was wrong.
"""

import argparse
import gzip
import json
import logging
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parent.parent))

from annotations.errors import PostilError
from annotations.sources.document import load
from annotations.sources.source import HeldSource

NAMES = ("text F1", "precision", "recall", "title", "date", "wrong date", "refused")


@dataclass(frozen=True, slots=True)
class Gold:
    """A page and what is known to be right about it; `None` and `()` where nothing is known."""

    path: Path
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    text: str | None = None
    title: str | None = None
    date: str | None = None


@dataclass(slots=True)
class Read:
    """What a reader made of a page; no text where it refused."""

    text: str = ""
    title: str = ""
    date: str = ""


@dataclass(slots=True)
class Tally:
    """What of a set of pages was right: hits, false ones and misses of texts, and counts."""

    hit: float = 0
    false: float = 0
    missed: float = 0
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Gold, read: Read) -> list[str]:
        """Count one page; returns what was wrong with it."""
        wrong = []
        self.counts["pages"] += 1
        self.counts["refused"] += not read.text
        if gold.inside or gold.outside or gold.text is not None:
            hit, false, missed = _compared(gold, read.text)
            self.hit, self.false, self.missed = (
                self.hit + hit,
                self.false + false,
                self.missed + missed,
            )
            if 2 * hit < 1.8 * (2 * hit + false + missed) / 2:
                wrong.append(f"text {hit:.2f} {false:.2f} {missed:.2f}")
        for name in ("title", "date"):
            right, said = getattr(gold, name), getattr(read, name)
            if not isinstance(right, str) or not right:
                continue
            same = _alike(said) == _alike(right) if name == "title" else said[:10] == right[:10]
            self.counts[f"all {name}"] += 1
            self.counts[name] += same
            self.counts[f"wrong {name}"] += bool(said) and not same
            if not same:
                wrong.append(f"{name} {said!r} for {right!r}")
        return wrong

    def row(self) -> str:
        """The cells of the table, in the order of `NAMES`."""
        precision = self.hit / max(1e-9, self.hit + self.false)
        recall = self.hit / max(1e-9, self.hit + self.missed)
        f1 = 2 * self.hit / max(1e-9, 2 * self.hit + self.false + self.missed)
        texts = [f"{share:.3f}" if self.hit else "" for share in (f1, precision, recall)]
        for name in ("title", "date"):
            every = self.counts[f"all {name}"]
            texts.append(f"{self.counts[name]} of {every}" if every else "")
        texts += [str(self.counts["wrong date"] or ""), str(self.counts["refused"])]
        return " | ".join(texts)


def golds(folder: Path) -> Iterator[Gold]:
    """The pages of a folder that are there. Raises `SystemExit` for one of another make."""
    found = 0
    for gold in (*_listed(folder), *_beside(folder)):
        if gold.path.is_file():
            found += 1
            yield gold
    if not found:
        raise SystemExit(f"{folder} holds no pages that come with what is right about them.")


def _listed(folder: Path) -> Iterator[Gold]:
    """Pages that a JSON file lists."""
    for file in sorted(folder.glob("*.json")):
        listed = json.loads(file.read_bytes())
        for key, one in listed.items() if isinstance(listed, dict) else ():
            if not isinstance(one, dict):
                continue
            if "articleBody" in one:
                yield Gold(folder / "html" / f"{key}.html.gz", text=one["articleBody"])
            elif "file" in one:
                places = (folder / part / one["file"] for part in ("cache", "eval", "test_set"))
                path = next((place for place in places if place.is_file()), folder)
                inside, outside = tuple(one.get("with", ())), tuple(one.get("without", ()))
                yield Gold(path, inside, outside, None, one.get("title"), one.get("date"))


def _beside(folder: Path) -> Iterator[Gold]:
    """Pages with the right text and metadata beside each."""
    for file in sorted(folder.glob("*/expected.html")):
        about = json.loads(file.with_name("expected-metadata.json").read_bytes())
        text = re.sub(r"<[^>]*>", " ", file.read_text("utf-8"))
        title, date = about.get("title"), about.get("publishedTime")
        yield Gold(file.with_name("source.html"), text=_unescaped(text), title=title, date=date)


def by_postil(data: bytes) -> Read:
    """A page as postil reads it."""
    try:
        article = load(HeldSource("page.html", data)).article
    except PostilError:
        return Read()
    return Read(article.text, article.title, article.meta.published or "")


def by_trafilatura(data: bytes) -> Read:
    """A page as trafilatura reads it, by itself."""
    from trafilatura import bare_extraction

    found: Any = bare_extraction(data, include_comments=False, with_metadata=True)
    return Read(found.text or "", found.title or "", found.date or "") if found else Read()


def both(gold: Gold, plain: bool, floor: bool) -> tuple[Read, Read | None]:
    """A page as postil and as the floor read it."""
    logging.disable(logging.CRITICAL)
    if plain:
        sys.modules["trafilatura"] = sys.modules["htmldate"] = None  # type: ignore[assignment]
    data = gold.path.read_bytes()
    data = gzip.decompress(data) if gold.path.suffix == ".gz" else data
    return by_postil(data), by_trafilatura(data) if floor and not plain else None


def _compared(gold: Gold, text: str) -> tuple[float, float, float]:
    """Right, false and missed: segments by whether they occur, whole texts by four words in a row.

    A whole text counts as one, however long it is.
    """
    if gold.text is None:
        there = " ".join(text.split())
        hit, false = (
            sum(" ".join(part.split()) in there for part in parts)
            for parts in (gold.inside, gold.outside)
        )
        return hit, false, len(gold.inside) - hit
    right, read = _fours(gold.text), _fours(text)
    every = max(1, right.total())
    hits = (right & read).total()
    return hits / every, (read.total() - hits) / every, (right.total() - hits) / every


def _fours(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return Counter(zip(*(words[n:] for n in range(min(4, len(words)))), strict=False))


def _alike(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.lower()))


def _unescaped(text: str) -> str:
    import html

    return html.unescape(text)


def measured(folder: Path, asked: argparse.Namespace, misses: list[str]) -> Iterator[str]:
    """The rows of the table for one folder."""
    pages = list(golds(folder))[: asked.first]
    ours, floor = Tally(), Tally()
    one = partial(both, plain=asked.plain, floor=not asked.no_floor)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for gold, (read, other) in zip(pages, pool.map(one, pages, chunksize=8), strict=True):
            misses += (f"{gold.path}\t{wrong}" for wrong in ours.add(gold, read))
            if other:
                floor.add(gold, other)
    for name, tally in (("postil", ours), ("trafilatura", floor)):
        if tally.counts:
            yield f"| {folder} ({len(pages)}) | {name} | {tally.row()} |"


def main(words: Iterable[str] | None = None) -> None:
    """Print a row for each folder and reader."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    reader.add_argument("--plain", action="store_true", help="as if the extra was not installed")
    reader.add_argument("--no-floor", action="store_true", help="without trafilatura alone")
    reader.add_argument("--first", type=int, metavar="N", help="of each folder")
    reader.add_argument("--misses", type=Path, metavar="FILE", help="where what is wrong goes")
    asked = reader.parse_args(list(words) if words is not None else None)
    print(f"| pages | read by | {' | '.join(NAMES)} |")
    print("|---" * (len(NAMES) + 2) + "|")
    misses: list[str] = []
    for folder in asked.folders:
        for line in measured(folder, asked, misses):
            print(line, flush=True)
    if asked.misses:
        asked.misses.write_text("\n".join([*misses, ""]), "utf-8")


if __name__ == "__main__":
    main()
