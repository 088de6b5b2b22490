"""What bytes from a terminal come to."""

from collections.abc import Iterable
from itertools import pairwise

from textual import events
from textual.message import Message

from tui.cells.incoming import Incoming
from tui.textual_parts import CellParser


def keys(*reads: bytes, alt: str = "") -> list[str]:
    """The keys of these reads, by what they type or by name; ` at ` says the place of one."""
    incoming = Incoming(CellParser, alt)
    found = [event for read in reads for event in incoming.read(read)]
    return [named(event) for event in [*found, *incoming.late()]]


def named(event: Message) -> str:
    """A key as people would write it; of anything else its kind."""
    if isinstance(event, events.Paste):
        return f"paste {event.text}"
    if not isinstance(event, events.Key):
        return type(event).__name__
    typed = event.character if event.is_printable and event.character != " " else ""
    place = (
        f" at {event.key}" if len(event.key) == 1 and event.key.isascii() != typed.isascii() else ""
    )
    return (typed or event.key) + place


def split(data: bytes, at: Iterable[int]) -> list[bytes]:
    """The same bytes in several reads, none of them empty."""
    places = [0, *sorted({place for place in at if 0 < place < len(data)}), len(data)]
    return [data[a:b] for a, b in pairwise(places) if a < b]
