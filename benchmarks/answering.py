"""A reader who goes through what is left: quotes without a speaker, and what looks wrong."""

from collections.abc import Collection

from msgspec import Struct

from annotations.example import Example
from annotations.units import Span
from benchmarks.reader import Reader
from benchmarks.way import cheapest, price
from tui.actions.speaking import Missing
from tui.reading.queue import Place

_OFFERS, _MOST = 6, 80


class Answered(Struct, frozen=True):
    """How many keys it took to go through so many things, of which so many came out right."""

    keys: int = 0
    things: int = 0
    right: int = 0

    def __add__(self, other: "Answered") -> "Answered":
        return Answered(*(getattr(self, n) + getattr(other, n) for n in self.__struct_fields__))


def linked(reader: Reader, example: Example) -> Answered:
    """Link all quotes as in gold, whose spans are tagged; who is meant is told by the words."""
    by_id = {tag.id: tag for tag in example.annotations}
    text = example.article.text
    gold: dict[Span, tuple[Span, str]] = {}
    for link in example.links:
        source, target = by_id[link.source], by_id[link.target]
        words = text[target.start : target.end]
        gold[source.start, source.end] = (target.start, target.end), words
    if not gold:
        return Answered()
    keys = _press(reader, "V")
    while place := _here(reader):
        assert isinstance(place.asked, Missing)
        if place.span in gold:
            keys += _answer(reader, place.asked, *gold[place.span])
        else:
            keys += _press(reader, "x")
    return Answered(keys, len(gold), _right(reader, gold))


def finished(reader: Reader, wrong: Collection[Span]) -> Answered:
    """Mark the article done, and go through what looks wrong in it, which comes by itself then.

    The tags of the spans that are `wrong` are removed, and all others kept. The key that marks the
    article is not counted: it is pressed once in any article, and with the last answer one goes on.
    """
    reader.press("M")
    keys = things = right = 0
    while place := _here(reader):
        things += 1
        mended = place.span in wrong
        keys += _press(reader, "x" if mended else "enter")
        right += mended
    assert "no more follow" in reader.reading.message, "one has not come further"
    return Answered(keys, things, right)


def _here(reader: Reader) -> Place | None:
    queue = reader.reading.queue
    return queue.here if queue else None


def _answer(reader: Reader, asked: Missing, target: Span, words: str) -> int:
    """Take the offer that says these words, or go to the place and say that it is this."""
    text, keys = reader.text, 0
    for _ in range(_OFFERS):
        if asked.offered and text[slice(*asked.offered.span)] == words:
            return keys + _press(reader, "enter")
        keys += _press(reader, "s")
    way = cheapest(text, reader.reading.pane, target, _MOST, moving=True)
    assert way is not None, words
    for key in way:
        keys += price(key)
        reader.find(key[1:]) if key.startswith("/") else reader.press(key)
    return keys + _press(reader, "s")


def _press(reader: Reader, key: str) -> int:
    reader.press(key)
    return 1


def _right(reader: Reader, gold: dict[Span, tuple[Span, str]]) -> int:
    """How many of the links lead to the words that gold has."""
    tags, text = reader.session.index.by_id, reader.text
    ends = [(tags[link.source], tags[link.target]) for link in reader.session.links]
    said = {(a.start, a.end): text[b.start : b.end] for a, b in ends}
    return sum(said.get(span) == words for span, (_, words) in gold.items())
