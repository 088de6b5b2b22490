"""What a selection grows through: every unit that holds it and more, the smallest first."""

from collections.abc import Iterator

from annotations.units.clauses import clause_at
from annotations.units.dates import dates_at
from annotations.units.names import names_at
from annotations.units.paragraphs import paragraph_at
from annotations.units.quotations import quotations_at
from annotations.units.sentences import sentence_at
from annotations.units.spans import Span, trimmed
from annotations.units.words import word_at


def larger_units(text: str, start: int, end: int) -> Iterator[Span]:
    """The units that hold `[start, end)` and more, smallest first: what `e` grows through.

    Word, name, date expression, quotation without its marks and with them, clause, sentence,
    paragraph, text.
    """
    units = [word_at(text, start), *names_at(text, start, end), *dates_at(text, start, end)]
    for outer in quotations_at(text, start, end):
        units += [trimmed(text, (outer[0] + 1, outer[1] - 1)), outer]
    for unit_at in (clause_at, sentence_at, paragraph_at):
        units.append((unit_at(text, start)[0], unit_at(text, max(start, end - 1))[1]))
    units.append(trimmed(text, (0, len(text))))
    for unit in sorted(set(units), key=lambda s: s[1] - s[0]):
        if unit[0] <= start and unit[1] >= end and unit != (start, end):
            yield unit
