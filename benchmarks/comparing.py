"""How right a comparison is, on readings of real reports, and what it costs.

`python -m benchmarks.comparing [ARTICLES.jsonl]`: without articles only what it costs, on made
ones. The readings in `judged/` name articles, offsets in code points and what a reader said, and
no texts; each reading was made by a language model that read both articles whole and did not see
what postil says. `quotes-*` tell whether a quote stands in another report; `rows-*` whether what
a label marks does; `actors-*` who is meant by the mentions of an event.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from annotations.annotation import Contents
from annotations.article import Article, Metadata
from annotations.compare.comparing import compare
from annotations.compare.sides import TEXT, Comparison, Side, side
from annotations.compare.table import table
from annotations.compare.wording import words
from annotations.corpus.ahead import proposed
from annotations.settings import Settings
from annotations.suggest.catalogue import rules
from annotations.suggest.time_limit import TimeLimit
from benchmarks.made_articles import made_text
from benchmarks.measured import Figure, rows

JUDGED = Path(__file__).with_name("judged")
_ROUNDS = 7
_SHORT, _LONG = 4_000, 100_000

Row = dict[str, Any]


def as_side(article: Article) -> Side:
    """An article with what the rules suggest in it, as a side."""
    settings = Settings()
    limit = TimeLimit(print)
    found = [one for rule in rules(settings) for one in proposed(article, rule, limit)[0]]
    limit.close()
    return side(article, Contents(), settings.scheme, found)


def quotes(readings: Iterable[Row], of: Callable[[str, str], Comparison]) -> tuple[int, int, int]:
    """How many quotes are told rightly to stand in the other report, wrongly, and are missed."""
    right = wrong = missed = 0
    for row in readings:
        matches = of(row["article"], row["other"]).matches
        told = any(
            item.role == "quote" and item.span == (row["start"], row["end"])
            for match in matches
            for item in match.left
        )
        is_same = row["answer"] == "same"
        right, wrong, missed = (
            right + (told and is_same),
            wrong + (told and not is_same),
            missed + (is_same and not told),
        )
    return right, wrong, missed


def agreed(one: Iterable[Row], other: Iterable[Row]) -> tuple[int, int]:
    """How many quotes two readers answer alike, of those that both have read."""
    first, second = (
        {(row["article"], row["start"], row["end"], row["other"]): row["answer"] for row in of}
        for of in (one, other)
    )
    both = first.keys() & second.keys()
    return sum(first[quote] == second[quote] for quote in both), len(both)


class Missing(Struct):
    """What is told not to be in the other report, or is asked about: how much is absent, or there.

    What no rule marks at a place is left out, as is what a reader says is nothing of its label.
    """

    absent: int = 0
    there: int = 0
    asked_absent: int = 0
    asked_there: int = 0

    def __str__(self) -> str:
        told, asked = self.absent + self.there, self.asked_absent + self.asked_there
        share = f"{self.absent / told:.3f} of {told}" if told else "nothing of none"
        return f"{share}, asked {asked} ({self.asked_there} there)"


def missing(readings: Iterable[Row], of: Callable[[str, str], Comparison]) -> dict[str, Missing]:
    """How right "not found" is, and how much is asked about instead: for all and for each label."""
    counts: dict[str, Missing] = {"all": Missing()}
    for row in readings:
        place = row["label"], (row["start"], row["end"])
        compared = of(row["article"], row["other"])
        told = any((item.label, item.span) == place for item in compared.left)
        asked = any(
            (item.label, item.span) == place and item.key[0] != TEXT
            for match in compared.maybe
            for item in match.left
        )
        for one in (counts["all"], counts.setdefault(row["label"], Missing())):
            one.absent += told and row["answer"] == "absent"
            one.there += told and row["answer"] == "there"
            one.asked_absent += asked and row["answer"] == "absent"
            one.asked_there += asked and row["answer"] == "there"
    return counts


def actors(readings: Sequence[Row], sides: Callable[[str], Side]) -> tuple[float, float]:
    """B-cubed precision and recall of the actors of events (A. Bagga, B. Baldwin, 1998).

    Each mention counts once: how much of its row is of the same actor, and how much of its actor
    is in its row. Mentions that the rules do not find are left out.
    """
    shares: list[tuple[float, float]] = []
    for event in sorted({row["event"] for row in readings}):
        here = [row for row in readings if row["event"] == event]
        ids = sorted({row["article"] for row in here})
        told = _rows(ids, [_tagged(sides(id)) for id in ids])
        known = [
            (told[place], row["entity"])
            for row in here
            if (place := (row["article"], (row["start"], row["end"]))) in told
        ]
        for number, entity in known:
            same_row = [one for one in known if one[0] == number]
            same_actor = sum(one[1] == entity for one in known)
            both = sum(one[1] == entity for one in same_row)
            shares.append((both / len(same_row), both / same_actor))
    precision, recall = (sum(of) / len(shares) for of in zip(*shares, strict=True))
    return precision, recall


def _rows(ids: Sequence[str], sides: Sequence[Side]) -> dict[tuple[str, tuple[int, int]], int]:
    """The number of the row that each mention of an actor stands in."""
    return {
        (id, item.span): number
        for number, row in enumerate(table(sides))
        if row.role == "actor"
        for id, cell in zip(ids, row.cells, strict=True)
        for item in (cell.items if cell else ())
    }


def _tagged(one: Side) -> Side:
    """A side with its suggestions as tags, so that they count."""
    return replace(one, items=tuple(replace(item, tagged=True) for item in one.items))


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
        return compare(_tagged(sides(one)), _tagged(sides(other)))

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
