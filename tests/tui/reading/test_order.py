"""The order in which one reads: a few members of one group at a time."""

from tui.reading.order import Groups, ReadingOrder


def test_a_view_never_mixes_groups() -> None:
    views = ReadingOrder(Groups([["a", "b", "c"], [], ["d"]]))
    seen = [views.current]
    while views.turn(1):
        seen.append(views.current)
    assert seen == [("a", "b"), ("c",), ("d",)]
    assert not views.turn(1)
    assert views.current == ("d",)
    assert views.turn(-1)
    assert views.current == ("c",)


def test_more_panes_keep_the_first_article_in_view() -> None:
    views = ReadingOrder(Groups([["a", "b", "c", "d"]]))
    views.turn(1)
    assert views.current == ("c", "d")
    views.widen(1)
    assert views.current == ("a", "b", "c")
    views.widen(-2)
    assert views.current == ("a",)


def test_one_begins_anywhere_and_goes_back_to_the_first() -> None:
    views = ReadingOrder(Groups([["a"], ["b", "c", "d", "e"]], at=1), panes=2, at=1)
    seen = [views.current]
    while views.turn(-1):
        seen.append(views.current)
    assert seen == [("c", "d"), ("b", "c"), ("a",)]
