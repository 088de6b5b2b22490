"""How right a comparison is, on readings of real reports, and what it costs.

`python -m benchmarks.comparing [ARTICLES.jsonl]`: without articles only what it costs, on made
ones. The readings in `judged/` name articles, offsets in code points and what a reader said, and
no texts; each reading was made by a language model that read both articles whole and did not see
what postil says. `quotes-*` tell whether a quote stands in another report; `rows-*` whether what
a label marks does, and where a reader would point; `actors-*` who is meant by the mentions of an
event.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import process_time

from annotations.annotation import Contents
from annotations.article import Article, Metadata
from annotations.compare.comparing import compare
from annotations.compare.sides import Comparison, Side, side
from annotations.compare.table import table
from annotations.compare.wording import words
from annotations.corpus.ahead import proposed
from annotations.settings import Settings
from annotations.suggest.catalogue import rules
from annotations.suggest.time_limit import TimeLimit
from benchmarks.compare_readings import (
    Row,
    actors,
    agreed,
    as_tags,
    interval,
    missing,
    quotes,
    shown,
)
from benchmarks.made_articles import made_text
from benchmarks.measured import Figure, rows

JUDGED = Path(__file__).with_name("judged")
_ROUNDS = 7
_SHORT, _LONG = 4_000, 100_000


def as_side(article: Article) -> Side:
    """An article with what the rules suggest in it, as a side."""
    settings = Settings()
    limit = TimeLimit(print)
    found = [one for rule in rules(settings) for one in proposed(article, rule, limit)[0]]
    limit.close()
    return side(article, Contents(), settings.scheme, found)


def judged(file: Path) -> Iterator[str]:
    """What the readings say of the comparison, on the articles of a file."""
    known: dict[str, Article] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        about = Metadata(source=row["source"], published=row["published"], group=row["group"])
        known[row["id"]] = Article(row["id"], row["title"], row["text"], about)

    @cache
    def sides(id: str) -> Side:
        return as_side(known[id])

    @cache
    def compared(one: str, other: str) -> Comparison:
        return compare(sides(one), sides(other))

    @cache
    def tags_compared(one: str, other: str) -> Comparison:
        return compare(as_tags(sides(one)), as_tags(sides(other)))

    by_file: dict[str, list[Row]] = defaultdict(list)
    for path in sorted(JUDGED.glob("*.jsonl")):
        by_file[path.stem] += map(json.loads, path.read_text(encoding="utf-8").splitlines())
    for name, readings in by_file.items():
        if name.startswith("quotes"):
            right, wrong, missed = quotes(readings, compared)
            precision, recall = right / (right + wrong), right / (right + missed)
            yield f"{name}: precision {precision:.3f}, recall {recall:.3f} of {right + missed}"
        elif name.startswith("rows"):
            for label, count in missing(readings, tags_compared).items():
                yield f"{name}, {label}: not found is right in {count}"
            reach = interval(readings, tags_compared, lambda id: known[id].meta.group or id)
            yield f"{name}, all: +- {reach:.3f} at .95, over events"
            for answer, seen in shown(readings, tags_compared, sides).items():
                if any("spans" in row for row in readings):
                    yield f"{name}, {answer}: the sentence shown is right in {seen}"
        elif name.startswith("actors"):
            precision, recall = actors(readings, sides)
            f1 = 2 * precision * recall / (precision + recall)
            yield f"{name}: B-cubed F1 {f1:.3f} (precision {precision:.3f}, recall {recall:.3f})"
    quoted = [by_file[name] for name in by_file if name.startswith("quotes")]
    for one, other in pairwise(quoted):
        same, both = agreed(one, other)
        if both:
            yield f"two readers of the quotes agree in {same} of {both}"


def measured(quick: bool = False) -> Iterator[Figure]:
    """What comparing costs, in CPU time; the floor is folding the words of the texts once."""
    for what, size, count in (("two of 4 KB", _SHORT, 2), ("four of 100 KB", _LONG, 4)):
        sides = [
            as_side(Article(f"a{n}", "Made", made_text(size, n), Metadata(published="2031-05-01")))
            for n in range(count)
        ]
        once = 1 if quick and size == _LONG else _ROUNDS
        cost = median(_cpu(partial(table, sides)) for _ in range(once))
        floor = median(_cpu(partial(_folded, sides)) for _ in range(once))
        yield Figure(f"compare {what}", cost, floor)


def _folded(sides: Sequence[Side]) -> None:
    for one in sides:
        words(one.text)


def _cpu(act: Callable[[], object]) -> float:
    started = process_time()
    act()
    return (process_time() - started) * 1_000


def main() -> None:
    """Print what a comparison costs and, with articles, how right it is."""
    for line in rows(measured()):
        print(line)
    for name in sys.argv[1:]:
        for line in judged(Path(name)):
            print(line)


if __name__ == "__main__":
    main()
