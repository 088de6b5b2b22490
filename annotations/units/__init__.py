"""The units of a text that motions and growth step through, one kind a module.

Every function takes the whole text and code point offsets and looks only near by, so that a key
costs the same in a long article as in a short one.
"""

from annotations.units.clauses import clause_at, clauses
from annotations.units.dates import date_expressions, dates_at
from annotations.units.graphemes import grapheme_borders
from annotations.units.larger import larger_units
from annotations.units.names import Name, names, names_at
from annotations.units.paragraphs import next_paragraph, paragraph_at, previous_paragraph
from annotations.units.quotations import quotations, quotations_at
from annotations.units.sentences import (
    next_sentence,
    previous_sentence,
    sentence_at,
    sentences,
)
from annotations.units.spans import Span, trimmed
from annotations.units.words import is_cut, next_word, previous_word, word_at, word_count, words

__all__ = [
    "Name",
    "Span",
    "clause_at",
    "clauses",
    "date_expressions",
    "dates_at",
    "grapheme_borders",
    "is_cut",
    "larger_units",
    "names",
    "names_at",
    "next_paragraph",
    "next_sentence",
    "next_word",
    "paragraph_at",
    "previous_paragraph",
    "previous_sentence",
    "previous_word",
    "quotations",
    "quotations_at",
    "sentence_at",
    "sentences",
    "trimmed",
    "word_at",
    "word_count",
    "words",
]
