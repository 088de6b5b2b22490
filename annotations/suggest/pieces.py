"""The pieces in which a text is read for suggestions: paragraphs, and parts of very long ones."""

from collections.abc import Iterator

from annotations.units import Span, next_paragraph, paragraph_at
from annotations.units.words import resync

LONGEST = 2_000
"""Code points in a piece, more or less: a few milliseconds for any rule."""


def pieces(text: str, at: int = 0) -> Iterator[Span]:
    """The pieces of a text between words: from the paragraph at `at` on, then those before it."""
    first = paragraph_at(text, at)
    paragraph: Span | None = first
    while paragraph:
        yield from _parts(text, paragraph)
        paragraph = next_paragraph(text, paragraph[0])
    paragraph = next_paragraph(text, -1)
    while paragraph and paragraph[0] < first[0]:
        yield from _parts(text, paragraph)
        paragraph = next_paragraph(text, paragraph[0])


def _parts(text: str, paragraph: Span) -> Iterator[Span]:
    start, end = paragraph
    while end - start > LONGEST:
        sentence = text.rfind(". ", start + LONGEST // 2, start + LONGEST)
        cut = sentence + 1 if sentence > 0 else resync(text, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
    if start < end:
        yield start, end
