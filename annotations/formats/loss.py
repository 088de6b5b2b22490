"""What an export carried and what it could not, by label, said plainly."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from annotations.annotation import Annotation, Link
from annotations.counted import counted
from annotations.example import Example

Kind = Literal["span", "link", "note", "attribute", "code"]


class Lost(NamedTuple):
    """One way of losing: what kind of thing of which label (or link type), what came of it, why."""

    kind: Kind
    label: str
    what: str
    why: str


class Loss(Struct, frozen=True):
    """How much went into one dataset, and how often each thing was lost on the way.

    `first` has the first place of each; `head` is what the YAML head of a README has to say of the
    files, where the format has readers that look for it there.
    """

    articles: int = 0
    spans: int = 0
    lost: Mapping[Lost, int] = {}
    first: Mapping[Lost, str] = {}
    head: Mapping[str, Any] = {}

    def __bool__(self) -> bool:
        return bool(self.lost)

    def lines(self) -> list[str]:
        """How much there was, then a line for each kind of loss or one that says there is none."""
        size = f"{counted(self.articles, 'article')} with {counted(self.spans, 'span')}"
        if not self:
            return [f"{size}; nothing lost."]
        lines = [
            f"  {counted(count, f'{lost.label} {lost.kind}')} {lost.what}: {lost.why}"
            for lost, count in sorted(self.lost.items())
        ]
        return [f"{size}; lost:", *lines]

    def as_dict(self) -> dict[str, Any]:
        """The report for `LOSS.json`; `for example` is the first place where it happened."""
        lost = [
            {**key._asdict(), "count": count, "for example": self.first[key]}
            for key, count in sorted(self.lost.items())
        ]
        return {"articles": self.articles, "spans": self.spans, "lost": lost}


class Tally:
    """Counts what is lost while a dataset is written."""

    def __init__(self) -> None:
        self._articles = self._spans = 0
        self._lost = Counter[Lost]()
        self._first: dict[Lost, str] = {}
        self._id = ""

    def add(self, example: Example) -> None:
        """Count an example that goes in; what is lost from now on is lost of it."""
        self._articles += 1
        self._spans += len(example.annotations)
        self._id = example.article.id

    def lose(self, annotation: Annotation, what: str, why: str, kind: Kind = "span") -> None:
        """Count what was lost of one annotation."""
        where = f"{self._id}, {annotation.start}-{annotation.end}"
        self._count(Lost(kind, annotation.label, what, why), where)

    def lose_link(self, link: Link, what: str, why: str) -> None:
        """Count what was lost of one link."""
        self._count(Lost("link", link.type, what, why), self._id)

    def without(self, example: Example, format: str, *kinds: Kind) -> None:
        """Count what a format has no place for at all, of every annotation."""
        for kind in kinds:
            why = f"{format} has no {kind}s"
            if kind == "code":
                for code in example.codes:
                    self._count(Lost(kind, code.name, "left out", why), self._id)
            elif kind == "link":
                for link in example.links:
                    self._count(Lost(kind, link.type, "left out", why), self._id)
            else:
                for annotation in example.annotations:
                    values = (annotation.note,) if kind == "note" else annotation.attrs.values()
                    if any(value not in (None, "") for value in values):
                        self.lose(annotation, "left out", why, kind)

    @property
    def loss(self) -> Loss:
        """The counts as they stand."""
        return Loss(self._articles, self._spans, dict(self._lost), dict(self._first))

    def _count(self, lost: Lost, where: str) -> None:
        self._lost[lost] += 1
        self._first.setdefault(lost, where)
