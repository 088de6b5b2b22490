"""What readings of real reports say of a comparison: how much of it is right, wrong and missed.

A reading is a row of a file in `judged/`: what a reader said of a place of one article, held
against another; docs/comparing.md lists the fields.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from annotations.agreement.intervals import draws, spread
from annotations.compare.likeliest import likeliest
from annotations.compare.sides import TEXT, Comparison, Side
from annotations.compare.table import table
from annotations.units import Span, paragraph_at

_SAMPLES = 1000

Row = dict[str, Any]


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


def interval(
    readings: Iterable[Row], of: Callable[[str, str], Comparison], event: Callable[[str], str]
) -> float:
    """How far to either side the interval of "not found" reaches, over events; 0 for one event."""
    by_event: dict[str, list[Row]] = defaultdict(list)
    for row in readings:
        by_event[event(row["article"])].append(row)
    counts = [missing(of_event, of)["all"] for of_event in by_event.values()]
    shares = []
    for drawn in draws(len(counts), 0, _SAMPLES):
        absent, there = (
            sum(n * getattr(one, field) for n, one in zip(drawn, counts, strict=True))
            for field in ("absent", "there")
        )
        if absent + there:
            shares.append(absent / (absent + there))
    return spread(shares, len(counts)) or 0.0


class Shown(Struct):
    """How often the sentence that is shown is the one to which a reader would point.

    `near` is in the paragraph of that one, and where a reader would point nowhere it is `none`.
    """

    right: int = 0
    near: int = 0
    wrong: int = 0
    none: int = 0

    def __str__(self) -> str:
        places = self.right + self.near + self.wrong
        return f"{self.right} of {places}, near {self.near}; shown for nothing {self.none}"


def shown(
    readings: Iterable[Row],
    of: Callable[[str, str], Comparison],
    sides: Callable[[str], Side],
) -> dict[str, Shown]:
    """How right the likeliest sentence is: by what a reader says of the item, `there`, `absent`."""
    counts = {"there": Shown(), "absent": Shown()}
    for row in readings:
        if "spans" not in row or not (place := _shown(row, of, sides)):
            continue
        text, count = sides(row["other"]).text, counts[row["answer"]]
        if not row["spans"]:
            count.none += 1
        elif _touches(row["spans"], place):
            count.right += 1
        elif _touches(row["spans"], paragraph_at(text, place[0])):
            count.near += 1
        else:
            count.wrong += 1
    return counts


def _shown(
    row: Row, of: Callable[[str, str], Comparison], sides: Callable[[str], Side]
) -> Span | None:
    """The sentence that is shown for an item not found, or asked about; `None` if it is found."""
    place, compared = (row["label"], (row["start"], row["end"])), of(row["article"], row["other"])
    for item in compared.left:
        if (item.label, item.span) == place:
            likely = likeliest(item, sides(row["other"]), sides(row["article"]))
            return likely.span if likely else None
    for match in compared.maybe:
        if any((one.label, one.span) == place and one.key[0] != TEXT for one in match.left):
            return match.right[0].span
    return None


def _touches(spans: Iterable[Sequence[int]], place: Span) -> bool:
    return any(start < place[1] and place[0] < end for start, end in spans)


def actors(readings: Sequence[Row], sides: Callable[[str], Side]) -> tuple[float, float]:
    """B-cubed precision and recall of the actors of events (A. Bagga, B. Baldwin, 1998).

    Each mention counts once: how much of its row is of the same actor, and how much of its actor
    is in its row. Mentions that the rules do not find are left out.
    """
    shares: list[tuple[float, float]] = []
    for event in sorted({row["event"] for row in readings}):
        here = [row for row in readings if row["event"] == event]
        ids = sorted({row["article"] for row in here})
        told = _rows(ids, [as_tags(sides(id)) for id in ids])
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


def as_tags(one: Side) -> Side:
    """A side with its suggestions as tags, so that they count."""
    return replace(one, items=tuple(replace(item, tagged=True) for item in one.items))
