"""How much of what is said about an event each of its texts has."""

from collections.abc import Sequence

from msgspec import Struct

from annotations.compare.table import Row


class Coverage(Struct, frozen=True):
    """Of the rows of one label with a tag: how many there are, and how the texts carry them.

    `has` and `only` have a number for each text: the rows that it has, and those that no other
    has. `carried` counts the rows by how many texts have them, from one text up. `maybe` are those
    that a text may have in other words: they are in no `only`, and counted as carried by the texts
    that surely do. `differences` are those that differ or are not in every text; of them a person
    has `confirmed` so many.
    """

    label: str
    rows: int
    has: tuple[int, ...]
    only: tuple[int, ...]
    carried: tuple[int, ...]
    maybe: int
    differences: int
    confirmed: int


def coverage(rows: Sequence[Row]) -> list[Coverage]:
    """The coverage of each label, in the order of the rows, which are those of one table."""
    labels: dict[str, list[Row]] = {}
    for row in rows:
        if row.tagged:
            labels.setdefault(row.label, []).append(row)
    return [_of_label(label, of) for label, of in labels.items()]


def _of_label(label: str, rows: Sequence[Row]) -> Coverage:
    texts = range(len(rows[0].cells))
    carriers = [sum(cell is not None for cell in row.cells) for row in rows]
    has = tuple(sum(row.cells[n] is not None for row in rows) for n in texts)
    carried_by = list(zip(rows, carriers, strict=True))
    only = tuple(
        sum(count == 1 and not row.maybe and row.cells[n] is not None for row, count in carried_by)
        for n in texts
    )
    unlike = [row for row in rows if row.mark]
    carried = tuple(carriers.count(n + 1) for n in texts)
    confirmed = sum(row.is_confirmed for row in unlike)
    maybe = sum(bool(row.maybe) for row in rows)
    return Coverage(label, len(rows), has, only, carried, maybe, len(unlike), confirmed)
