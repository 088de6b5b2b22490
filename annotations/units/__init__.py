"""The units of a text that motions and growth step through.

Every function takes the whole text and code point offsets and looks only near by, so that a key
costs the same in a long article as in a short one. Names, dates and quotations, which know many
words, are asked for in their own modules: no screen needs them before `e` is pressed.
"""

from collections.abc import Callable, Iterator

from annotations.units.sentences import (
    clause_at,
    clauses,
    next_paragraph,
    next_sentence,
    paragraph_at,
    previous_paragraph,
    previous_sentence,
    sentence_at,
    sentences,
)
from annotations.units.words import (
    Span,
    grapheme_borders,
    is_cut,
    next_word,
    occurrences,
    previous_word,
    trimmed,
    word_at,
    word_count,
    words,
)

__all__ = [
    "Span",
    "clause_at",
    "clauses",
    "grapheme_borders",
    "is_cut",
    "larger_units",
    "next_paragraph",
    "next_sentence",
    "next_word",
    "occurrences",
    "paragraph_at",
    "previous_paragraph",
    "previous_sentence",
    "previous_word",
    "sentence_at",
    "sentences",
    "trimmed",
    "word_at",
    "word_count",
    "words",
]


def larger_units(text: str, start: int, end: int) -> Iterator[Span]:
    """The units that hold `[start, end)` and more, smallest first: what `e` grows through.

    Word, name or date expression, clause, quotation without its marks and with them, sentence,
    paragraph, text; of those that are as long, in this order.
    """
    from annotations.units.dates import dates_at
    from annotations.units.names import names_at
    from annotations.units.quotations import quotations_at

    units = [word_at(text, start), *names_at(text, start, end), *dates_at(text, start, end)]
    units.append(_covering(clause_at, text, start, end))
    for outer in quotations_at(text, start, end):
        units += [trimmed(text, (outer[0] + 1, outer[1] - 1)), outer]
    units += [_covering(unit_at, text, start, end) for unit_at in (sentence_at, paragraph_at)]
    units.append(trimmed(text, (0, len(text))))
    for unit in sorted(dict.fromkeys(units), key=lambda s: s[1] - s[0]):
        if unit[0] <= start and unit[1] >= end and unit != (start, end):
            yield unit


def _covering(unit_at: Callable[[str, int], Span], text: str, start: int, end: int) -> Span:
    """From the unit that holds the start of a span to the one that holds its end."""
    return unit_at(text, start)[0], unit_at(text, max(start, end - 1))[1]
