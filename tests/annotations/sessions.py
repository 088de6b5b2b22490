"""A session over a line of text, and suggestions in it by their words."""

from itertools import count

from msgspec.structs import replace

from annotations.annotation import Annotation, Contents, Link
from annotations.article import Article
from annotations.session import Session
from annotations.suggestion import Candidate
from annotations.units import Span

TEXT = "Mayor Ann Lee said “no deal” on Monday. Ann Lee left. Ann stayed."
QUOTE = Annotation("q", 19, 28, "quote", "ann")
LEE = Annotation("a", 6, 13, "actor", "ann")
DATE = Annotation("d", 32, 38, "date", "ann", {"value": "2031-01-06", "sure": "yes"})


def session(*records: Annotation, links: frozenset[Link] = frozenset()) -> Session:
    numbers = count(1)
    return Session(
        Article("article", "Title", TEXT),
        Contents({a.id: a for a in records}, links),
        "ann",
        lambda article, change: None,
        lambda: f"{next(numbers):04}",
        lambda: f"t{next(numbers):04}",
    )


def place(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def candidate(words: str, label: str, **more: object) -> Candidate:
    one = Candidate(*place(words), label, ("rule:x", "model:y"), 0.7, {"value": "v"})
    return replace(one, **more)  # type: ignore[arg-type]
