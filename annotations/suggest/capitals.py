"""What a capital tells: how a word is written near by, and where capitals tell nothing."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from annotations.expressions import late
from annotations.units import Span
from annotations.units.name_words import COMMON, HEADS, STARTERS, TITLES
from annotations.units.peoples import ADJECTIVES, PEOPLES

_NEAR = 8_000  # code points in which a word is looked for
_FAR = 10_000  # and those in which a name of a headline is
_MOST = 12
_MOST_WORDS = 5
_NO_NAMES = STARTERS | COMMON | ADJECTIVES | PEOPLES
_NO_GIVEN = STARTERS | HEADS
_WORD = late(r"[^\W\d_][\w'\u2019-]*")
_AMID = late(r"(?<![\w.'\u2019-])[^\W\d_A-Z][\w'\u2019-]*,?[^\S\n]$")
_TITLE = late(r"(?<!\w)([^\W\d_]{2,})\.?[^\S\n]$")
_DATELINE = late(
    r"[A-Z][A-Z .'\u2019-]{2,30}(?:, [A-Z][\w. ]{1,14})?(?: \([^)\n]{1,20}\))?"
    r"(?:[^\S\n]?(?:\u2014|\u2013|--)|[^\S\n]-[^\S\n])"
)
_OF_ADDRESS = late(r"[@#]|://|www\.|\.(?:com|org|net|gov|edu|co|info)\b")
_ADDRESS = late(
    r"(?:https?://|www\.)\S+|\b\w[\w-]*(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|co|info)\b(?:/\S*)?"
    r"|[\w.+-]+@[\w.-]+|(?<!\w)[@#]\w+"
)
_FIGURE = late(r"(?<!\S)[(+]?\d[\d:./-]*(?=[\s,;)]|$)")
_OF_WHERE = late(r"\([A-Z][\w.]*(?: [A-Z][\w.]*)?\)")
_NEXT_NAME = late(r"\w, [A-Z]")
_SENTENCE = late(r"(?<![^\W\d_])[a-z]+ed\b|\b(?:the|is|are|was|were|said|has|have|will)\b")
_OF_NAME = late(r"[^\S\n](?:of|for)[^\S\n](?:the[^\S\n])?[A-Z]")
_SURNAME = late(
    r"(?<![\w.])([^\W\d_a-z][\w'\u2019-]*[^\W_](?=['\u2019]?[^\S\n])|[A-Z]\.|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen)\.)['\u2019]?[^\S\n]$"
)


class Sightings(NamedTuple):
    """How often a word stands near by amid a sentence, after another capital, in lower case."""

    amid: int
    surname: int
    lower: int


def sightings(text: str, word: str, offset: int) -> Sightings:
    """The sightings of `word` within some 10,000 code points of `offset`; a dozen at most."""
    return _sightings(text, word, offset // _NEAR)


def stands_alone(text: str, word: str, offset: int) -> bool:
    """Whether a word stands near by without a hyphen at either side."""
    low, high = max(0, offset - _NEAR), offset + _NEAR
    return any(
        text[max(0, place - 1) : place] != "-" and not text.startswith("-", place + len(word))
        for place in occurrences(text, word, low, high)
    )


def starts_longer(text: str, word: str, offset: int) -> bool:
    """Whether a longer name near by begins with a word and `of`: the League of Coasts."""
    low, high = max(0, offset - _NEAR), offset + _NEAR
    return any(
        _OF_NAME.match(text, place + len(word)) for place in occurrences(text, word, low, high)
    )


@lru_cache(maxsize=256)  # each keeps its text
def _sightings(text: str, word: str, cell: int) -> Sightings:
    low, high = max(0, (cell - 1) * _NEAR), (cell + 2) * _NEAR
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
    return before is not None and before.group(1).lower() not in _NO_GIVEN


def is_title(text: str, quotation: Span) -> bool:
    """Whether a quotation is the title of a work: two words or more, all that count capitalised."""
    start, end = quotation
    said = text[start + 1 : end - 1]
    words = _WORD.findall(said) if end - start < 160 and "\n" not in said else []
    if len(words) < 2:
        return False
    return words[0][0].isupper() and all(w[0].isupper() or len(w) < 4 for w in words)


def is_headline(text: str, paragraph: Span) -> bool:
    """Whether a line is set in capitals as headlines are, without a full stop; and no list."""
    start, end = paragraph
    if end - start > 200 or text[end - 1 : end] in '.!?"\u201d' or is_list(text, paragraph):
        return False
    words = _WORD.findall(text[start:end])
    counted = [word for word in words if len(word) > 3]
    return len(counted) > 3 and sum(w[0].isupper() for w in counted) >= 0.75 * len(counted)


def dateline(text: str, paragraph: Span) -> int:
    """Where the text begins after `WASHINGTON (AP) -- `."""
    match = _DATELINE.match(text, paragraph[0], min(paragraph[1], paragraph[0] + 80))
    return match.end() if match else paragraph[0]


def addresses(text: str, paragraph: Span) -> list[Span]:
    """Where addresses of the web and of people stand, in which no name is one."""
    if _OF_ADDRESS.search(text, *paragraph) is None:
        return []
    return [found.span() for found in _ADDRESS.finditer(text, *paragraph)]


def is_list(text: str, paragraph: Span) -> bool:
    """Whether a line lists names, as results and rosters do: by numbers, commas and brackets."""
    line = text[slice(*paragraph)]
    numbers, brackets = len(_FIGURE.findall(line)), len(_OF_WHERE.findall(line))
    commas = len(_NEXT_NAME.findall(line))
    if commas >= 3 or brackets >= 2 or (brackets and numbers) or (commas and numbers >= 2):
        return not _SENTENCE.search(line)
    return numbers >= 2 and 4 * numbers >= len(_WORD.findall(line)) and not _SENTENCE.search(line)


def known_names(text: str, capitals: Span, headline: Span) -> Iterator[Span]:
    """The parts of a run of capitals in a headline that are names in the text around."""
    start, end = capitals
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\s,]+", text[start:end])]
    at = 0
    while at < len(words):
        for after in range(min(len(words), at + _MOST_WORDS), at, -1):
            if _is_known(text, words[at][0], words[after - 1][1], headline):
                yield words[at][0], words[after - 1][1]
                at = after - 1
                break
        at += 1


def _is_said(text: str, place: int) -> bool:
    """Whether a word stands amid a sentence, or behind a title."""
    title = _TITLE.search(text, max(0, place - 24), place)
    return is_amid(text, place) or (title is not None and title.group(1).lower() in TITLES)


def _is_known(text: str, start: int, end: int, headline: Span) -> bool:
    words = text[start:end]
    if words.lower() in _NO_NAMES:
        return False
    for place in occurrences(text, words, max(0, start - _FAR), start + _FAR):
        after = text[place + len(words) : place + len(words) + 2]
        elsewhere = not headline[0] <= place < headline[1]
        if elsewhere and _is_said(text, place) and not after[1:].isupper():
            return True
    return False
