"""Examples small enough to read in a golden file, and what is odd about texts in them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Code, Link
from annotations.article import Article, Metadata
from annotations.example import Example
from annotations.formats import format_named
from tests.annotations.formats import foreign

GOLDEN = Path(__file__).parent / "golden"

TEXT = (
    "Talks resume\n\n"
    "“We will open the harbour in May,” said O\u0301ran’s aide in 東京 👍. "
    "It is 3.5\u00a0km wide.\n"
)

CODES = (Code("ana", "frame", "<trade>"), Code("ana", "sure", True), Code("ben", "pages", 2))


def span(words: str, label: str, id: str, **attrs: str) -> Annotation:
    start = TEXT.index(words)
    return Annotation(id, start, start + len(words), label, "ana", attrs)


@pytest.fixture
def golden() -> Path:
    """The folder of the files that exports are held against."""
    return GOLDEN


@pytest.fixture
def examples() -> list[Example]:
    """Articles with spans that nest, overlap and end inside a word; with none; with a history."""
    meta = Metadata("Gazette", "Ana", "2031-03-04", "https://example.org/1", "en", "talks")
    tags = [
        span("“We will open the harbour in May,”", "quote", "1"),
        span("open the harbour in May", "proposal", "2"),
        span("harbour in May,” said", "proposal", "3"),
        span("May", "date", "4", value="2031-05"),
        span("O\u0301ran", "actor", "5", entity="oran"),
        span("東", "actor", "6"),
        span("wid", "odd label/name", "7"),
        span("wide.\n", "odd label/name", "8"),
    ]
    tags.sort(key=lambda a: (a.start, a.end, a.id))
    links = (Link("speaker", "1", "5"),)
    return [
        Example(
            Article("talks", "Talks resume", TEXT, meta), tuple(tags), links, "done", codes=CODES
        ),
        Example(Article("none", "Nothing", "Nothing here. Nothing there.")),
        noted(),
    ]


def noted() -> Example:
    """An article whose tags have notes and times, began as suggestions, and left some behind."""
    text = "=Oran spoke in May.\r\n-No more <b>& less</b>.\n"
    times = {"created": "2031-03-04T05:06:07.890Z", "updated": "2031-03-05T05:06:07.890Z"}
    made = {"annotator": "ana", "origin": "model:x", **times}
    tags = (
        Annotation("1", 0, 5, "actor", note="=ask\nher", score=0.5, verdict="accepted", **made),
        Annotation("2", 15, 18, "date", verdict="edited", extra={"later": [1]}, **made),
    )
    left = (
        Annotation("3", 1, 5, "date", verdict="rejected", score=0.25, **made),
        Annotation("4", 6, 11, "actor", verdict="suggested", **made),
    )
    return Example(Article("noted", "-Noted", text), tags, (), "skipped", left)


@pytest.fixture
def dataset(tmp_path: Path) -> Callable[[str], Path]:
    """Exports two articles and gives the file that holds their spans."""

    def made(name: str) -> Path:
        foreign.needed(name)
        found = [
            Example(Article(id, "T", foreign.TEXT + id), (Annotation("1", 2, 6, "actor", "ana"),))
            for id in ("a", "b")
        ]
        target = tmp_path / name
        format_named(name).export(lambda: found, target)
        return target / foreign.FILES[name] if name in foreign.FILES else target

    return made
