"""What stands alone among the suggestions of a row, seen at one look."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.offered import Offered, alone
from annotations.suggestion import Suggestion

spans = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda at: (at[0], at[0] + at[1]))
offers = st.lists(
    st.builds(
        lambda span, label: Suggestion(*span, label, "rule:made"), spans, st.sampled_from("ab")
    ),
    max_size=12,
    unique_by=lambda one: one.place,
)


@given(offers, spans)
def test_it_is_what_nothing_else_overlaps(found: list[Suggestion], row: tuple[int, int]) -> None:
    offered = Offered()
    for one in found:
        offered.computed.put(one)
    start, end = row
    there = {(one.start, one.end) for one in found if start <= one.start and one.end <= end}
    free = {span for span in there if len(offered.overlapping(*span)) == 1}
    assert alone(offered.overlapping(start, end), start, end) == free
