"""How a word is written near by: evidence that a capital is a name's and not the sentence's."""

import re
from functools import lru_cache
from typing import NamedTuple

from annotations.units.name_words import STARTERS

_REACH = 8_000
_MOST = 12
_AMID = re.compile(r"(?<![\w.'\u2019-])[^\W\d_A-Z][\w'\u2019-]*,?[^\S\n]$")
_SURNAME = re.compile(
    r"(?<![\w.])([^\W\d_a-z][\w'\u2019-]*[^\W_]|[A-Z]\.|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen)\.)[^\S\n]$"
)


class Sightings(NamedTuple):
    """How often a word stands near by amid a sentence, after another capital, in lower case."""

    amid: int
    surname: int
    lower: int


def sightings(text: str, word: str, offset: int) -> Sightings:
    """The sightings of `word` within some 10,000 code points of `offset`; a dozen at most."""
    return _sightings(text, word, offset // _REACH)


def stands_alone(text: str, word: str, offset: int) -> bool:
    """Whether a word stands near by without a hyphen at either side."""
    low, high = max(0, offset - _REACH), offset + _REACH
    return any(
        text[max(0, place - 1) : place] != "-" and not text.startswith("-", place + len(word))
        for place in occurrences(text, word, low, high)
    )


@lru_cache(maxsize=4096)
def _sightings(text: str, word: str, cell: int) -> Sightings:
    low, high = max(0, (cell - 1) * _REACH), (cell + 2) * _REACH
    found = occurrences(text, word, low, high)
    amid = sum(is_amid(text, place) for place in found)
    surname = sum(_is_surname(text, place) for place in found)
    lower = word.lower()
    return Sightings(
        amid, surname, 0 if lower == word else len(occurrences(text, lower, low, high))
    )


def occurrences(text: str, word: str, low: int, high: int) -> list[int]:
    """Where `word` stands as a whole word in `text[low:high]`; a dozen places at most."""
    found: list[int] = []
    # Nothing is found everywhere, and behind itself again.
    place = text.find(word, low, high) if word else -1
    while place >= 0 and len(found) < _MOST:
        after = place + len(word)
        if not text[max(0, place - 1) : place].isalnum() and not text[after : after + 1].isalnum():
            found.append(place)
        place = text.find(word, after, high)
    return found


def is_amid(text: str, place: int) -> bool:
    """Whether a word in lower case stands before `place` in the same sentence."""
    return _AMID.search(text, max(0, place - 24), place) is not None


def _is_surname(text: str, place: int) -> bool:
    """Whether another capitalised word stands right before `place` that begins no sentence."""
    before = _SURNAME.search(text, max(0, place - 24), place)
    return before is not None and before.group(1).lower() not in STARTERS
