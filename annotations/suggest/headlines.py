"""Headlines and titles of works, whose capitals tell nothing; names the text below tells of."""

import re
from collections.abc import Iterator

from annotations.suggest.name_words import ADJECTIVES, COMMON, PEOPLES
from annotations.suggest.sightings import is_amid, occurrences
from annotations.units import Span
from annotations.units.name_words import STARTERS

_REACH = 10_000
_MOST_WORDS = 5
_NO_NAMES = STARTERS | COMMON | ADJECTIVES | PEOPLES
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")


def is_title(text: str, quotation: Span) -> bool:
    """Whether a quotation is the title of a work: two words or more, all that count capitalised."""
    start, end = quotation
    said = text[start + 1 : end - 1]
    words = _WORD.findall(said) if end - start < 160 and "\n" not in said else []
    if len(words) < 2:
        return False
    return words[0][0].isupper() and all(w[0].isupper() or len(w) < 4 for w in words)


def is_headline(text: str, paragraph: Span) -> bool:
    """Whether a line is set in capitals as headlines are, without a full stop."""
    start, end = paragraph
    if end - start > 200 or text[end - 1 : end] in '.!?"\u201d':
        return False
    words = _WORD.findall(text[start:end])
    counted = [word for word in words if len(word) > 3]
    return len(counted) > 3 and sum(w[0].isupper() for w in counted) >= 0.75 * len(counted)


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


def _is_known(text: str, start: int, end: int, headline: Span) -> bool:
    words = text[start:end]
    if words.lower() in _NO_NAMES:
        return False
    for place in occurrences(text, words, max(0, start - _REACH), start + _REACH):
        after = text[place + len(words) : place + len(words) + 2]
        elsewhere = not headline[0] <= place < headline[1]
        if elsewhere and is_amid(text, place) and not after[1:].isupper():
            return True
    return False
