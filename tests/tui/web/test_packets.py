"""Packets: whole again wherever they were cut; and what a page says of its size."""

from hypothesis import given
from hypothesis import strategies as st

from tui.web.packets import Packets, packed
from tui.web.talk import LARGEST, ending, size

KINDS = st.sampled_from([b"D", b"M"])


@given(st.lists(st.tuples(KINDS, st.binary(max_size=40))), st.integers(1, 50))
def test_packets_are_read_wherever_they_are_cut(
    sent: list[tuple[bytes, bytes]], length: int
) -> None:
    stream, packets = b"".join(packed(*one) for one in sent), Packets()
    pieces = [stream[at : at + length] for at in range(0, len(stream), length)]
    assert [one for piece in pieces for one in packets.feed(piece)] == sent


@given(
    st.one_of(st.integers(), st.text(), st.none(), st.floats(), st.booleans(), st.lists(st.text()))
)
def test_a_page_is_as_large_as_it_says_within_reason(said: object) -> None:
    columns, rows = size(said, said)
    assert 1 <= columns <= LARGEST[0]
    assert 1 <= rows <= LARGEST[1]


def test_sizes() -> None:
    assert size(120, 40) == size("120", "40") == (120, 40)
    assert size(0, 10**8) == (1, LARGEST[1])
    assert size(None, -3) == size("\u0663", 1e3) == (80, 24)


def test_what_is_said_of_an_end() -> None:
    assert ending(0, "") == "You have left postil. Everything is saved."
    assert ending(1, "Traceback\npostil: One.\npostil: Two. Do it.\n") == "Two. Do it."
    assert ending(-9, "") == "postil has stopped. Everything that was counted is saved."
    assert ending(139, "Segmentation fault") == ending(-9, "")
