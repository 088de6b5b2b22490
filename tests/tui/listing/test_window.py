"""Where one is in a list: the cursor is always on a row, and always in view."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from tui.listing.window import Window

COUNTS = st.integers(0, 50)
DOINGS = st.one_of(
    st.builds(lambda n: lambda w: w.go(n), st.integers(-5, 60)),
    st.builds(lambda n: lambda w: w.page(n), st.sampled_from([-1, 1])),
    st.builds(lambda n: lambda w: w.scroll(n), st.integers(-9, 9)),
    st.builds(lambda n: lambda w: w.centre(n), st.integers(0, 60)),
    st.builds(lambda n: lambda w: w.fill(n), COUNTS),
    st.builds(lambda n: lambda w: w.resize(n), st.integers(1, 20)),
)


@given(COUNTS, st.lists(DOINGS, max_size=20))
def test_the_cursor_is_on_a_row_in_view(
    count: int, doings: list[Callable[[Window], object]]
) -> None:
    window = Window()
    window.fill(count)
    for do in doings:
        do(window)
        assert 0 <= window.cursor <= max(0, window.count - 1)
        assert window.top <= window.cursor < window.top + window.height or not window.count
        assert 0 <= window.top <= max(0, window.count - window.height)


def test_pages_keep_the_cursor_where_it_is_in_view() -> None:
    window = Window()
    window.fill(100)
    window.resize(11)
    window.go(5)
    window.page(1)
    assert (window.cursor, window.top) == (15, 10)
    window.page(-1)
    assert (window.cursor, window.top) == (5, 0)


def test_at_first_the_cursor_stands_in_the_middle() -> None:
    window = Window()
    window.fill(100)
    window.go(50)
    window.resize(11)
    assert window.top == 45
    window.resize(21)
    assert window.top == 45


def test_the_wheel_takes_the_cursor_along_only_at_the_edges() -> None:
    window = Window()
    window.fill(100)
    window.resize(10)
    window.go(5)
    window.scroll(3)
    assert (window.cursor, window.top) == (5, 3)
    window.scroll(3)
    assert (window.cursor, window.top) == (6, 6)
