"""Columns give way to narrow terminals in one order, and fill wide ones."""

import pytest

from annotations.listing import Listed
from tui.cells.display import cells, one_line
from tui.listing.columns import GUTTER, MARGIN, age, counted, laid_out, words

NAMES = ["title", "source", "date", "min", "group", "status", "tags", "touched"]


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (200, [*NAMES, "event"]),
        (135, [*NAMES, "event"]),
        (120, NAMES),
        (100, [n for n in NAMES if n not in ("touched", "group")]),
        (80, ["title", "source", "date", "status", "tags"]),
        (70, ["title", "date", "status", "tags"]),
        (58, ["title", "date", "status"]),
        (50, ["title", "status"]),
        (40, ["title"]),
        (10, ["title"]),
    ],
)
def test_columns_give_way_in_one_order(width: int, shown: list[str]) -> None:
    columns = laid_out(width, 4, 8)
    assert [column.name for column in columns.shown] == shown


@pytest.mark.parametrize("labels", [1, 4, 12, 60])
def test_they_take_just_the_width(labels: int) -> None:
    for width in (*range(1, 130), 200, 400):
        columns = laid_out(width, labels, 17)
        gaps = columns.gap * (len(columns.shown) - 1)
        used = GUTTER + MARGIN + gaps + sum(column.width for column in columns.shown)
        assert used == width or (used > width and len(columns.shown) == 1), width
        assert columns.shown[0].width >= min(28, width - GUTTER - MARGIN), width


def test_many_labels_are_summed_up() -> None:
    assert laid_out(80, 4, 8).apart
    assert not laid_out(80, 12, 8).apart
    assert laid_out(200, 12, 8).apart


def test_columns_that_would_be_empty_are_left_out() -> None:
    shown = [column.name for column in laid_out(200, 4, 0, ("source", "group")).shown]
    assert shown == ["title", "date", "min", "status", "tags", "touched", "event"]


def test_a_wide_list_gives_sources_and_groups_their_room() -> None:
    widths = {column.name: column.width for column in laid_out(200, 4, 30).shown}
    assert (widths["source"], widths["group"]) == (20, 24)
    assert widths["title"] > 60


@pytest.mark.parametrize(
    ("touched", "shown"),
    [
        ("2031-03-04T05:06:07.000Z", "now"),
        ("2031-03-04T04:56:07.000Z", "10 min"),
        ("2031-03-03T23:06:07.000Z", "6 h"),
        ("2031-03-01T05:06:07.000Z", "3 d"),
        ("2031-02-01T05:06:07.000Z", "2031-02-01"),
        ("2031-03-05T05:06:07.000Z", "now"),
        ("", ""),
        ("soon", ""),
    ],
)
def test_how_long_ago(touched: str, shown: str) -> None:
    assert age(touched, "2031-03-04T05:06:30.000Z") == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, ""), (7, "7"), (999, "999"), (1000, "1k"), (99_999, "99k"), (100_000, "\u2026")],
)
def test_counts_take_three_cells(count: int, shown: str) -> None:
    assert counted(count) == shown


def test_what_stands_in_a_column() -> None:
    row = Listed(
        id="id",
        title="T\x1b[2J\n t",
        digest="",
        source="S\u202e",
        published="2031-03-04T05:06:07Z",
        length=3,
    )
    told = {name: words(name, row, "") for name in NAMES if name != "tags"}
    assert told == {
        "title": "T\u241b[2J t", "source": "S\u21c4", "date": "2031-03-04", "min": "1",
        "group": "", "status": "", "touched": "",
    }  # fmt: skip
    long = Listed(id="id", title="", digest="", length=1_400_000, status="done")
    assert [words(name, long, "") for name in ("title", "min", "status")] == ["id", "1,000", "done"]
    assert cells(one_line("\u6f22" * 40)) == 80
