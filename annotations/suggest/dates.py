"""Dates by rule: the date expressions of a text, valued by the day the article was published."""

import re
from collections.abc import Iterable

from annotations.article import Article
from annotations.suggest.date_values import value_between
from annotations.suggest.quotes import is_work
from annotations.suggestion import Suggestion
from annotations.units import Span, sentence_at
from annotations.units.dates import date_expressions
from annotations.units.quotations import quotations

_CONTEXT = 200
_LONGEST_TITLE = 60
_MARK = re.compile(r"[\"\u201d\u2019']")
_BEFORE_MARK, _AFTER_MARK = re.compile(r"[\"\u201c]$"), re.compile(r"[,.]?[\"\u201d]")


class DateSuggester:
    """Proposes date expressions; the value is left out where it cannot be settled."""

    name = "rule:date"
    version = "5"
    labels = ("date",)

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """One suggestion for each date expression."""
        text = article.text
        for start, end in date_expressions(text, *paragraph):
            if _is_title(text, start, end) or _is_in_work(text, paragraph, (start, end)):
                continue
            value = value_at(article, (start, end))
            yield Suggestion(start, end, "date", self.name, 0.9, {"value": value} if value else {})


def value_at(article: Article, span: Span) -> str | None:
    """The value of a date expression in its article; `None` where it cannot be settled."""
    text, (start, end) = article.text, span
    around = sentence_at(text, start)
    before = text[max(around[0], start - _CONTEXT) : start]
    after = text[end : min(max(around[1], end), end + _CONTEXT)]
    return value_between(text[start:end], article.meta.published, before, after)


def _is_in_work(text: str, paragraph: Span, span: Span) -> bool:
    """Whether the words are of a title in quotation marks, which means no day: "Harbour Sunday"."""
    if _MARK.search(text, span[1], span[1] + _LONGEST_TITLE) is None:
        return False
    around = [q for q in quotations(text, paragraph) if q[0] < span[0] and span[1] < q[1]]
    return any(is_work(text, quotation) for quotation in around)


def _is_title(text: str, start: int, end: int) -> bool:
    """Whether the words stand alone in quotation marks: the "Today" show."""
    before = _BEFORE_MARK.search(text, max(0, start - 1), start)
    return bool(before and _AFTER_MARK.match(text, end))
