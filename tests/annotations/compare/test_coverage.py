"""How much of an event each text has: counted by label, by text, and by how many carry it."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import ABSENT, Decision
from annotations.compare.coverage import Coverage, coverage
from annotations.compare.sides import Item
from annotations.compare.table import Cell, Row

_HERE = Cell((Item(("i",), (0, 1), "actor", "actor", "x"),), 0.0)
_LOOKED = Decision("compare", ("compare", ABSENT), "", ABSENT, by="ada")


def row(label: str, has: str, mark: str, *looked: int, tagged: bool = True) -> Row:
    """A row that the texts with an `x` have, and those with a `?` may have."""
    cells = tuple(_HERE if one == "x" else None for one in has)
    seen = tuple((n, _LOOKED) for n in looked)
    maybe = tuple((n, _HERE.items[0]) for n, one in enumerate(has) if one == "?")
    return Row(label, label, "x", cells, mark, "", tagged, absences=seen, maybe=maybe)


def test_what_texts_have_is_counted_by_label_and_what_is_suggested_is_not() -> None:
    rows = [
        row("actor", "x..", "+", 1, 2),
        row("actor", "x.x", "+"),
        row("actor", "xxx", "~"),
        row("actor", "xxx", ""),
        row("quote", "..x", "+", 0),
        row("quote", "?x?", "?"),
        row("quote", "?.x", "+"),
        row("quote", "x..", "+", tagged=False),
    ]
    assert coverage(rows) == [
        Coverage("actor", 4, (4, 2, 3), (1, 0, 0), (1, 1, 2), 0, 3, 1),
        Coverage("quote", 3, (0, 1, 2), (0, 0, 1), (3, 0, 0), 2, 3, 0),
    ]
    assert coverage([]) == []


@given(st.lists(st.text("x.", min_size=3, max_size=3).filter(lambda has: "x" in has), min_size=1))
def test_each_row_is_carried_by_as_many_texts_as_have_it(patterns: list[str]) -> None:
    [one] = coverage([row("date", has, "+" if "." in has else "") for has in patterns])
    assert sum(one.carried) == one.rows == len(patterns)
    assert sum((n + 1) * count for n, count in enumerate(one.carried)) == sum(one.has)
    assert sum(one.only) == one.carried[0]
