"""Quotes by rule: what stands in quotation marks and is no title of a work."""

from collections.abc import Iterable

from annotations.article import Article
from annotations.suggest.capitals import is_headline, is_title
from annotations.suggestion import Suggestion
from annotations.units import Span, quotations

_LONGEST = 5_000


class QuoteSuggester:
    """Proposes quotations with their marks, the outermost ones."""

    name = "rule:quote"
    version = "1"
    labels = ("quote",)

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """One suggestion for each quotation that stands in no other."""
        text, reached = article.text, -1
        headline = is_headline(text, paragraph)
        for start, end in quotations(text, paragraph):
            if end <= reached or end - start > _LONGEST:
                continue
            reached = end
            if not any(c.isalnum() for c in text[start:end]):
                continue
            if not headline and is_title(text, (start, end)):
                continue
            yield Suggestion(start, end, "quote", self.name, _score(text, start, end))


def _score(text: str, start: int, end: int) -> float:
    """A single word in marks is somebody's word less often than two."""
    words = text[start:end].split()
    return 0.95 if len(words) > 2 else 0.8 if len(words) == 2 else 0.6
