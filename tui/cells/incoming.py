"""What is typed: bytes from the terminal in, events of Textual's out, whatever the bytes."""

from codecs import getincrementaldecoder
from collections.abc import Callable, Collection, Iterable, Iterator

from textual import events
from textual.message import Message

from tui.cells.key_codes import key_code
from tui.cells.sequences import ESCAPE, Sequences
from tui.textual_parts import CellParser

# Textual has ctrl+end for the one's ctrl+home, and the like.
_OF_RXVT = {"\x1b[7^": "\x1b[1;5H", "\x1b[8^": "\x1b[1;5F", "\x1bOb": "\x1b[1;5B"}
_LARGEST = 10_000  # cells that a window may have each way; it may be told to have any number


class Incoming:
    """Reads what comes from a terminal; a key is what it is wherever the reads end.

    `alt` are the characters that do something of their own when typed with alt. Sequences that are
    not known, or not whole, give nothing.
    """

    def __init__(self, parser: Callable[[], CellParser], alt: Collection[str] = ()) -> None:
        self._made, self._parser = parser, parser()
        self._sequences, self._alt = Sequences(alt), alt
        self._decode = getincrementaldecoder("utf-8")("replace").decode

    def read(self, data: bytes) -> Iterator[Message]:
        """The events of some bytes that have come."""
        for piece in self._sequences.apart(self._decode(data)):
            yield from self._events(piece)

    def late(self) -> Iterator[Message]:
        """The events of what was held back, when nothing has come for a while."""
        for piece in self._sequences.late():
            yield from self._events(piece)

    def _events(self, piece: str) -> Iterable[Message]:
        if piece == ESCAPE:
            return [events.Key("escape", ESCAPE)]
        if not piece.startswith(ESCAPE):
            return self._parser.feed(piece)
        if len(piece) == 2 and piece[1] in self._alt:
            return [events.Key(f"alt+{piece[1]}", None)]
        code = key_code(piece)
        if code is None:
            return self._known(_OF_RXVT.get(piece, piece))
        if not code.characters:
            return self._known(code.sequence)
        typed = self._parser.feed(code.characters)
        return (_placed(event, code.place) for event in typed) if code.place else typed

    def _known(self, sequence: str) -> list[Message]:
        """The events of a sequence; a parser that has met with one it cannot read is replaced."""
        found = self._parser.whole(sequence)
        if found is None:
            self._parser = self._made()
        if not found or len(found) > 1:  # of alt and a key it may make two: esc and that key
            return []
        return found if not isinstance(found[0], events.Resize) or _can_be(found[0]) else []


def _placed(event: Message, place: str) -> Message:
    """A key with a name that says where it is, if what it types does not."""
    if isinstance(event, events.Key) and not (event.character or "").isascii():
        return events.Key(place, event.character)
    return event


def _can_be(resize: events.Resize) -> bool:
    return all(0 < length <= _LARGEST for length in resize.size)
