"""What a suggester is, and what it proposes: a span with a label, its source and a score."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from msgspec import Struct

from annotations.article import Article
from annotations.units import Span

Place = tuple[int, int, str]
"""Where a label is or may be given: `start`, `end` and the label."""


class Suggestion(Struct, frozen=True):
    """A span that may deserve a label: `text[start:end]`, half open, in code points.

    `source` names the suggester, such as `rule:date`; `score` is between 0 and 1; `attrs` are
    those that the annotation would have, such as a date's ISO `value`.
    """

    start: int
    end: int
    label: str
    source: str
    score: float = 1.0
    attrs: Mapping[str, Any] = {}

    @property
    def place(self) -> Place:
        """Start, end and label."""
        return self.start, self.end, self.label

    @property
    def order(self) -> tuple[int, int, str]:
        """Reading order: by start, the longer first, then by label and source."""
        return self.start, -self.end, f"{self.label}\0{self.source}"


class Suggester(Protocol):
    """Something that reads a paragraph and proposes annotations."""

    @property
    def name(self) -> str:
        """Who proposes, such as `rule:date` or `model:spacy`; the `origin` of what is accepted."""

    @property
    def version(self) -> str:
        """Changes whenever the same text may get other suggestions."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels it proposes."""

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """Suggestions that begin in a paragraph, or in a piece of a very long one.

        What it needs to know beyond the paragraph it looks up near by, so that the time does not
        grow with the article.
        """
