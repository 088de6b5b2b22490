"""What the server and a visitor's program tell each other: packets, framed as textual-serve does.

A packet is a byte for its kind, four for the length of what follows (big-endian), and that.
"""

from collections.abc import Iterator

DRAWN = TYPED = b"D"
RESIZED = b"M"

HEAD = 5
"""So many bytes stand before the data."""


def packed(kind: bytes, data: bytes) -> bytes:
    """The packet of some data."""
    return kind + len(data).to_bytes(HEAD - 1, "big") + data


def length(head: bytes | bytearray) -> int:
    """How many bytes of data follow the head of a packet."""
    return int.from_bytes(head[1:], "big")


class Packets:
    """Reads packets wherever the pieces of them end."""

    def __init__(self) -> None:
        self._read = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Kind and data of the packets that are whole by now."""
        self._read += data
        while len(self._read) >= HEAD:
            ends = HEAD + length(self._read[:HEAD])
            if len(self._read) < ends:
                return
            yield bytes(self._read[:1]), bytes(self._read[HEAD:ends])
            del self._read[:ends]
