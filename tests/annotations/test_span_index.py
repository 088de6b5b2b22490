"""The index answers as a plain list would, only sooner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import Annotation
from annotations.span_index import SpanIndex

# Pages are 512 long, and annotations of 32, 512 and 8,192 at most stand apart: go past the borders.
LENGTH = 40_000
offsets = st.integers(0, LENGTH - 1) | st.integers(500, 530) | st.integers(16_380, 16_400)
lengths = st.integers(1, 40) | st.integers(500, 1100) | st.integers(8_100, LENGTH)


def made(id: str, start: int, length: int) -> Annotation:
    return Annotation(id, start, min(start + length, LENGTH), "actor", "ann")


annotations = st.builds(made, st.sampled_from("abcdefghijklmnop"), offsets, lengths)
steps = st.lists(annotations | st.sampled_from("abcdefghijklmnop"), max_size=40)


@given(steps, st.lists(st.tuples(offsets, lengths), max_size=8))
def test_against_a_plain_list(steps: list[Annotation | str], asked: list[tuple[int, int]]) -> None:
    index = SpanIndex()
    model: dict[str, Annotation] = {}
    for step in steps:
        if isinstance(step, str):
            index.remove(step)
            model.pop(step, None)
        else:
            index.add(step)
            model[step.id] = step
    inside = sorted(model.values(), key=lambda a: a.order)
    assert len(index) == len(model)
    assert index.by_id == model
    assert sorted(index, key=lambda a: a.order) == inside

    for start, length in [*asked, *((a.start, a.end - a.start) for a in inside)]:
        end = start + length
        touching = [a for a in inside if a.start < end and a.end > start]
        assert index.overlapping(start, end) == touching
        assert index.exactly(start, end) == [a for a in inside if (a.start, a.end) == (start, end)]
        over = [a for a in inside if a.start <= start < a.end]
        assert index.at(start) == sorted(over, key=lambda a: (a.end - a.start, -a.start, a.id))
        order = (start, -end, "h")
        assert index.after(order) == next((a for a in inside if a.order > order), None)
        assert index.before(order) == next((a for a in inside[::-1] if a.order < order), None)


@given(st.lists(annotations, unique_by=lambda a: a.id, max_size=16))
def test_walking_meets_each_annotation_once_in_reading_order(inside: list[Annotation]) -> None:
    index = SpanIndex(inside)
    expected = sorted(inside, key=lambda a: a.order)
    met, order = [], (-1, 0, "")
    while found := index.after(order):
        met.append(found)
        order = found.order
    assert met == expected
    met, order = [], (LENGTH, 0, "")
    while found := index.before(order):
        met.append(found)
        order = found.order
    assert met[::-1] == expected


@pytest.mark.parametrize("span", [(5, 9), (5, 20_000)])
def test_reading_order_puts_the_longer_first(span: tuple[int, int]) -> None:
    index = SpanIndex([Annotation("in", 5, 7, "date", "ann"), Annotation("out", *span, "q", "ann")])
    assert [a.id for a in index.overlapping(0, 10)] == ["out", "in"]
    assert [a.id for a in index.at(5)] == ["in", "out"]
    assert index.overlapping(*span[::-1]) == []
