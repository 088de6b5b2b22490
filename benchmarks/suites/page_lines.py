"""Boilerplate in the articles of the Worldwide Newswire, as it was judged by reading.

`judged/boilerplate.jsonl` has no texts: each line names an article, a span in code points, and
whether that is boilerplate or part of the report. A language model judged every line that was ever
faded, and looked for what was missed in ninety articles, chosen by a digest of their names.
Addresses of pages, which stand above nearly every article, are left out.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from annotations.article import Article, Metadata
from annotations.fading import FADED, Repeated, Span, faded
from benchmarks.suites.suite import Figure

FILE = Path(__file__).parent.parent / "judged" / "boilerplate.jsonl"

_ADDRESS = re.compile(r"https?://|www\.")


class Page(NamedTuple):
    """An article, what is faded of it, and what was judged: spans that are boilerplate or not."""

    article: Article
    faded: tuple[Span, ...]
    judged: dict[Span, bool]


def pages(copy: Path, judged: Path = FILE) -> Iterator[Page]:
    """The articles as a project would have them, with those of the same source beside each."""
    said: dict[str, dict[Span, bool]] = {}
    for line in map(json.loads, judged.read_text(encoding="utf-8").splitlines()):
        span = line["start"], line["end"]
        said.setdefault(line["article"], {})[span] = line["answer"] == FADED
    articles, repeated = list[Article](), Repeated()
    for file in sorted((copy / "original_articles").glob("*.txt")):
        text = file.read_text(encoding="utf-8", errors="replace")
        source = Metadata(source=file.stem.rpartition("_")[0])
        articles.append(Article(file.stem, "", text, source))
        repeated.note(articles[-1])
    for one in articles:
        yield Page(one, faded(one, (), repeated.spans(one)), said.get(one.id, {}))


def scored(all_pages: Iterable[object]) -> Iterator[Figure]:
    """What of the faded lines is boilerplate, and how much of it is faded."""
    right = wrong = found = of = 0
    misses, mistakes = list[str](), list[str]()
    for page in all_pages:
        assert isinstance(page, Page)
        text = page.article.text
        shown = [span for span in page.faded if not _ADDRESS.match(text, span[0])]
        for span in shown:
            is_one = page.judged.get(span, False)
            right, wrong = right + is_one, wrong + (not is_one)
            if not is_one:
                mistakes.append(_line("wrong", page, span))
        for span in (span for span, is_one in page.judged.items() if is_one):
            of += 1
            found += span in shown
            if span not in shown:
                misses.append(_line("missed", page, span))
    yield Figure("faded lines that are boilerplate", right, right + wrong, tuple(mistakes))
    yield Figure("boilerplate that is faded", found, of, tuple(misses))


def _line(kind: str, page: Page, span: Span) -> str:
    words = " ".join(page.article.text[slice(*span)].split())
    return f"  {kind} {page.article.id}: {words[:100]}"
