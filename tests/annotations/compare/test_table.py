"""The table of several texts: a row for whatever one of them says, each thing in one row only."""

from html.parser import HTMLParser
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import ABSENT, FINE, Decision
from annotations.compare.decided import absence, sameness
from annotations.compare.report import COLUMNS, nearest, page, records, told
from annotations.compare.sides import Item, Side
from annotations.compare.table import Row, table


def item(key: str, start: int, words: str, role: str, **more: Any) -> Item:
    return Item((key,), (start, start + len(words)), role, role, words, **more)


def text(name: str, *items: Item, decisions: frozenset[Decision] = frozenset()) -> Side:
    return Side(name, name, " " * 1_000, "digest", items, decisions)


def rows_of(*sides: Side) -> dict[str, Row]:
    return {row.name: row for row in table(sides)}


def test_three_texts_have_one_row_for_what_two_at_a_time_have_in_common() -> None:
    rows = rows_of(
        text("a", item("1", 0, "NSC", "actor"), item("2", 400, "NSC", "actor")),
        text("b", item("3", 100, "Narrow Seas Council", "actor")),
        text("c", item("4", 900, "Narrow Seas Council", "actor"), item("5", 950, "Holm", "actor")),
    )
    assert list(rows) == ["Holm", "Narrow Seas Council"]
    row = rows["Narrow Seas Council"]
    assert [(len(cell.items), cell.at) for cell in row.cells if cell] == [
        (2, 0),
        (1, 0.1),
        (1, 0.9),
    ]
    assert (row.mark, row.differs, row.is_confirmed) == ("~", "name", False)
    assert [bool(cell) for cell in rows["Holm"].cells] == [False, False, True]
    assert rows["Holm"].mark == "+"


def test_a_day_is_found_where_a_text_has_the_month_and_both_keep_their_rows() -> None:
    rows = rows_of(
        text("a", item("1", 0, "1 May", "date", value="2030-05-01")),
        text("b", item("2", 0, "May", "date", value="2030-05")),
    )
    assert list(rows) == ["2030-05", "2030-05-01"]
    assert {row.mark for row in rows.values()} == {""}


def said(name: str, words: str, *tagged: tuple[str, str]) -> Side:
    """A text with tags on some of its words, each with its role."""
    items = (item(of, words.index(of), of, role) for of, role in tagged)
    return Side(name, name, words, name, tuple(items))


TOLL = (
    said("a", "She wants a toll on ships from May. Fees fell.",
         ("a toll on ships from May", "proposal")),
    said("b", "It rains. Ships should pay tolls, she said."),
    said("c", "It snows & hails, says Ada.\n\nNobody pays fees.", ("Ada", "actor")),
)  # fmt: skip


def test_what_may_be_there_is_in_no_cell_and_shown_as_a_question() -> None:
    row = rows_of(*TOLL[:2])["a toll on ships from May"]
    assert (row.mark, row.cells[1], row.is_confirmed) == ("?", None, False)
    assert [(n, asked.words) for n, asked in row.maybe] == [
        (1, "Ships should pay tolls, she said.")
    ]
    row = rows_of(*TOLL)["a toll on ships from May"]
    assert row.mark == "+"
    near = nearest(TOLL, row)
    assert [told(row, n, near) for n in range(3)] == [
        "1  22 % a toll on ships from May",
        "? Ships should pay tolls, she said.",
        "· nearest: Nobody pays fees.",
    ]
    assert [told(row, 2), told(rows_of(*TOLL)["Ada"], 1)] == ["·", "·"]


def test_what_is_nearest_is_told_to_programs_and_on_the_page() -> None:
    rows = table(TOLL)
    tolls = [one for one in records(TOLL, rows) if one["label"] == "proposal"]
    assert [(one["mentions"], one["maybe"], one["nearest"]) for one in tolls] == [
        (1, False, ""),
        (0, True, "Ships should pay tolls, she said."),
        (0, False, "Nobody pays fees."),
    ]
    for side, one in zip(TOLL, tolls, strict=True):
        if one["nearest"]:
            assert side.text[one["nearest_start"] : one["nearest_end"]] == one["nearest"]
    shown = "\n".join(page(TOLL, rows, "Tolls"))
    assert "maybe there: Ships should pay tolls" in shown
    assert "nearest there: Nobody pays fees." in shown
    assert "\u00b7<td>" in shown  # of Ada, nothing is near


def test_dates_come_by_value_and_others_with_what_is_missing_first() -> None:
    rows = rows_of(
        text("a", item("1", 0, "June", "date", value="2030-06"), item("2", 9, "soup", "proposal")),
        text("b", item("3", 0, "May", "date", value="2030-05"), item("4", 9, "soup", "proposal"),
             item("5", 50, "bread", "proposal")),
    )  # fmt: skip
    assert list(rows) == ["2030-05", "2030-06", "bread", "soup"]


def test_a_verified_absence_confirms_a_row_and_names_who() -> None:
    there = text("b")
    one = item("1", 0, "Holm", "actor")
    about, seen = absence(one, there)
    kept = Decision("compare", about, seen, ABSENT, by="ada", at="2030-05-01T10:00:00Z")
    sides = (text("a", one, decisions=frozenset({kept})), there)
    [row] = table(sides)
    assert row.is_confirmed
    assert row.absences == ((1, kept),)
    assert "ada 2030-05-01" in "".join(page(sides, [row], "Both"))
    assert [r["absent_by"] for r in records(sides, [row])] == ["", "ada"]


def test_who_said_that_two_are_the_same_and_when_is_told() -> None:
    here, there = item("1", 0, "Ada Holm", "actor"), item("2", 0, "Holm", "actor")
    about, seen = sameness(here, there)
    kept = Decision("compare", about, seen, FINE, by="ada", at="2030-05-01T10:00:00Z")
    sides = (text("a", here), text("b", there, decisions=frozenset({kept})))
    [row] = table(sides)
    assert (row.is_confirmed, row.agreed) == (True, (kept,))
    assert "the same: ada 2030-05-01" in "".join(page(sides, [row], "Both"))
    assert [record["same_by"] for record in records(sides, [row])] == ["ada", "ada"]
    paired = [item(n, 0, said, "quote", pair="p") for n, said in (("1", "“We.”"), ("2", "“Us.”"))]
    sides = (text("a", paired[0]), text("b", paired[1]))
    [row] = table(sides)
    assert (row.is_confirmed, row.agreed) == (True, ())
    assert "the same: one pair" in "".join(page(sides, [row], "Both"))


def test_suggestions_alone_make_rows_of_quotes_and_dates() -> None:
    rows = rows_of(
        text("a", item("1", 0, "Holm", "actor", tagged=False),
             item("2", 50, "“We came.”", "quote", tagged=False)), text("b")
    )  # fmt: skip
    assert [(row.role, row.tagged) for row in rows.values()] == [("quote", False)]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.data = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        assert not {"src", "href", "onload", "onclick"} & dict(attrs).keys()

    def handle_data(self, data: str) -> None:
        self.data += data


def test_the_page_runs_nothing_and_shows_words_as_they_are() -> None:
    evil = "<script>alert(1)</script> & <b>"
    sides = (
        Side("<i>", "<i>", evil, "d", (item("1", 0, evil, "quote", speaker="<u>x"),)),
        text("b", item("2", 0, "“We.”", "quote")),
    )
    parsed = _Tags()
    parsed.feed("".join(page(sides, table(sides), "<title>")))
    assert not {"script", "i", "u"} & set(parsed.seen)
    assert evil in parsed.data


_ROLES = st.sampled_from(["actor", "date", "quote", "proposal", ""])
_SAID = st.sampled_from(["Holm", "Ada Holm", "Bo Holm", "NSC", "a new toll on ships", "May", "é"])


@given(st.lists(st.lists(st.tuples(_ROLES, _SAID), max_size=5), min_size=2, max_size=4))
def test_each_tag_stands_in_its_text_s_cell_of_one_row(texts: list[list[tuple[str, str]]]) -> None:
    sides = [
        text(
            str(n), *(item(f"{n}-{at}", at * 50, said, role) for at, (role, said) in enumerate(of))
        )
        for n, of in enumerate(texts)
    ]
    rows = table(sides)
    for n, one in enumerate(sides):
        held = [i.key for row in rows for cell in [row.cells[n]] if cell and not cell.why
                for i in cell.items if i.tagged]  # fmt: skip
        assert sorted(held) == sorted(i.key for i in one.items)
    for row in rows:
        assert (row.mark == "+") == (None in row.cells)
    assert all(set(record) == set(COLUMNS) for record in records(sides, rows))
