"""Articles and tags as they are brought in."""

from annotations.annotation import Annotation
from annotations.article import Article
from annotations.example import Example
from annotations.store.protocol import Store

TEXT = "one two three"


def tag(id: str, start: int = 0, end: int = 3, label: str = "actor") -> Annotation:
    return Annotation(id, start, end, label, "ana")


def example(id: str, *tags: Annotation, text: str = TEXT) -> Example:
    return Example(Article(id, "T", text), tags)


def contents(store: Store, id: str) -> list[Annotation]:
    return sorted(store.load(id).annotations.values(), key=lambda a: a.order)
