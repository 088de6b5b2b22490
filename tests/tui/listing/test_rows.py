"""Rows of very many articles, by windows; groups that fold."""

from annotations.listing import Group, Listed, Query
from tests.tui.listing.fake_source import FakeSource
from tui.listing.rows import PAGE, ArticleRows, GroupRows, Row


def named(row: Row | None) -> str:
    return "" if row is None else row.id if isinstance(row, Listed) else row.name


def test_a_window_is_asked_for_once_however_one_moves_in_it() -> None:
    source = FakeSource()
    rows = ArticleRows(source, Query())
    assert len(rows) == rows.matches == 100_000
    for place in (*range(300), 99_999, 0, 50_000, 299, 100_000, -1):
        assert named(rows.row(place)) == (f"{place:06}" if 0 <= place < 100_000 else "")
    pages = [0, 1, 2, 99_999 // PAGE, 50_000 // PAGE]
    assert source.windows == [(page * PAGE, PAGE) for page in pages]


def test_windows_that_were_not_used_for_long_are_let_go() -> None:
    source = FakeSource()
    rows = ArticleRows(source, Query())
    for page in range(40):
        rows.row(page * PAGE)
    asked = len(source.windows)
    rows.row(39 * PAGE)
    assert len(source.windows) == asked
    rows.row(0)
    assert len(source.windows) == asked + 1


def test_a_list_that_became_shorter_has_gaps_at_worst() -> None:
    source = FakeSource(1_000)
    rows = ArticleRows(source, Query())
    source.size = 500
    assert rows.row(900) is None
    assert named(rows.row(499)) == "000499"


def test_a_status_is_shown_until_the_rows_are_made_anew() -> None:
    rows = ArticleRows(FakeSource(), Query())
    rows.row(200)
    assert rows.put("000200", "skipped") == (200,)
    assert rows.status_of("000200") == "skipped"
    assert rows.put("090000", "skipped") == ()
    assert rows.status_of("090000") is None


def test_groups_unfold_at_their_place() -> None:
    source = FakeSource(12)
    rows = GroupRows(source, Query())
    assert (len(rows), rows.groups, rows.matches) == (4, 4, 12)
    rows.unfold("event 000002")
    rows.unfold("event 000000")
    rows.unfold("nothing")
    expected = [
        *("event 000000", "000000", "000001", "000002", "event 000001"),
        *("event 000002", "000006", "000007", "000008", "event 000003"),
    ]
    assert [named(rows.row(place)) for place in range(len(rows))] == expected
    for place, name in enumerate(expected):
        row = rows.row(place)
        assert row
        assert (rows.place_of(row), named(row)) == (place, name)
    rows.fold("event 000000")
    assert rows.unfolded == {"event 000002"}
    inside = ArticleRows(source, Query()).row(1)
    assert inside
    assert rows.place_of(inside) == 0


def test_a_group_counts_what_is_done_in_it() -> None:
    rows = GroupRows(FakeSource(6), Query(), ["event 000001"])
    assert rows.put("000004", "done") == (1, 3)
    assert rows.row(1) == Group("event 000001", 3, 2, "Title 3")
    assert rows.put("000005", "open") == (1, 4)
    assert rows.row(1) == Group("event 000001", 3, 1, "Title 3")
    assert rows.put("000000", "done") == ()
