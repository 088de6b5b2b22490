"""Views: a few members of one group at a time."""

from tui.views import Views


def test_a_view_never_mixes_groups() -> None:
    views = Views([["a", "b", "c"], ["d"]])
    seen = [views.current]
    while views.turn(1):
        seen.append(views.current)
    assert seen == [("a", "b"), ("c",), ("d",)]
    assert not views.turn(1)
    assert views.current == ("d",)


def test_more_panes_keep_the_first_article_in_view() -> None:
    views = Views([["a", "b", "c", "d"]])
    views.turn(1)
    assert views.current == ("c", "d")
    views.widen(1)
    assert views.current == ("a", "b", "c")
    views.widen(-2)
    assert views.current == ("a",)
