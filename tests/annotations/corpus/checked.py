"""Articles with tags that are made wrong, and what is found in them."""

from annotations.annotation import Annotation, Link, Status
from annotations.article import Article
from annotations.corpus.checking import check
from annotations.example import Example
from annotations.scheme import Label, Scheme

TEXT = "Oran said “we will open” on 4 March 2031.\n\nLeave a Reply\n"
BARE = Scheme(tuple(Label(name, (name[0],), "red") for name in ("actor", "date", "quote")))


def tag(
    words: str, label: str = "actor", id: str = "", annotator: str = "ana", **attrs: object
) -> Annotation:
    start = TEXT.index(words)
    return Annotation(id or words, start, start + len(words), label, annotator, attrs)


def at(start: int, end: int, label: str = "actor") -> Annotation:
    return Annotation(f"{start}-{end}", start, end, label, "ana")


def example(
    *tags: Annotation, links: tuple[Link, ...] = (), status: Status = "open", id: str = "one"
) -> Example:
    return Example(Article(id, "One", TEXT), tags, links, status)


def found(*tags: Annotation, scheme: Scheme = BARE, **named: object) -> list[tuple[str, str]]:
    """The kinds and the words of what is found in an article with these tags."""
    findings = check([example(*tags, **named)], scheme)  # type: ignore[arg-type]
    return [(f.kind, TEXT[slice(*f.span)] if f.span else "") for f in findings]
