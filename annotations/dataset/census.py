"""How much a dataset holds, counted while its examples go by: by label, part, source and time."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct

from annotations.annotation import ADJUDICATE, Annotation, Decision
from annotations.attributes import is_date, worded
from annotations.example import Example

ARTICLES = ""
"""Counts by label have the number of articles under this name, which no label has."""

UNKNOWN = ""
_PUBLISHED = re.compile(r"([^T]+)(?:T.*)?")

Counts = Mapping[str, int]
T = TypeVar("T")


class Figures(Struct, frozen=True):
    """The counts of one dataset; what an article does not say of itself is under `UNKNOWN`.

    `parts`, `sources` and `months` count spans by label, and articles; `languages` counts
    articles, `with_label` those that have any span of a label, and `annotators` spans. `nested` are
    spans inside another, `crossing` those that overlap one without lying inside it. `origins` has
    for each suggester how many of its suggestions became what (see `Verdict`). `untagged` are
    articles without any span, `misdated` those whose day of publication is not in ISO 8601. `codes`
    has for what is said of articles, by name, how often each value is. `settled` counts the
    differences between annotators that each person has settled, `agreed` the spans of each
    annotator who says so, and `shared` those that several say.
    """

    labels: Counts
    with_label: Counts
    parts: Mapping[str, Counts]
    sources: Mapping[str, Counts]
    months: Mapping[str, Counts]
    languages: Counts
    links: Counts
    annotators: Counts
    by_several: int
    nested: int
    crossing: int
    origins: Mapping[str, Counts]
    untagged: int = 0
    misdated: int = 0
    codes: Mapping[str, Counts] = {}
    settled: Counts = {}
    agreed: Counts = {}
    shared: int = 0

    @property
    def articles(self) -> int:
        """The number of articles."""
        return sum(counts[ARTICLES] for counts in self.parts.values())

    @property
    def spans(self) -> int:
        """The number of spans."""
        return sum(self.labels.values())


class Census:
    """Counts examples one by one."""

    def __init__(self) -> None:
        self._parts: dict[str, Counter[str]] = defaultdict(Counter)
        self._sources: dict[str, Counter[str]] = defaultdict(Counter)
        self._months: dict[str, Counter[str]] = defaultdict(Counter)
        self._origins: dict[str, Counter[str]] = defaultdict(Counter)
        self._codes: dict[str, Counter[str]] = defaultdict(Counter)
        self._labels, self._with_label = Counter[str](), Counter[str]()
        self._languages, self._links = Counter[str](), Counter[str]()
        self._annotators = Counter[str]()
        self._by_several = self._nested = self._crossing = 0
        self._settled, self._agreed = Counter[str](), Counter[str]()
        self._untagged = self._misdated = self._shared = 0

    def add(self, example: Example, part: str = "") -> None:
        """Count an example that goes into a part of the dataset."""
        meta, tags = example.article.meta, example.annotations
        labels = Counter(a.label for a in tags)
        month = _month(meta.published)
        for counts in (
            self._parts[part],
            self._sources[meta.source or UNKNOWN],
            self._months[month],
        ):
            counts[ARTICLES] += 1
            counts.update(labels)
        self._labels.update(labels)
        self._with_label.update(labels.keys())
        self._languages[meta.language or UNKNOWN] += 1
        self._links.update(link.type for link in example.links)
        self._annotators.update(a.annotator for a in tags)
        for code in example.codes:
            self._codes[code.name][worded(code.value)] += 1
        self._settled.update(d.by for d in example.decisions if _is_difference(d))
        self._agreed.update(name for a in tags for name in a.agreed)
        self._shared += sum(len(a.agreed) > 1 for a in tags)
        self._untagged += not tags
        self._misdated += bool(meta.published) and month == UNKNOWN
        self._by_several += len({a.annotator for a in tags}) > 1
        for a in (*tags, *example.suggestions):
            if a.origin:
                self._origins[a.origin][a.verdict or "accepted"] += 1
        self._overlaps(tags)

    @property
    def figures(self) -> Figures:
        """The counts as they stand, by name."""
        return Figures(
            _sorted(self._labels),
            _sorted(self._with_label),
            {name: dict(counts) for name, counts in _sorted(self._parts).items()},
            {name: dict(counts) for name, counts in _sorted(self._sources).items()},
            {name: dict(counts) for name, counts in _sorted(self._months).items()},
            _sorted(self._languages),
            _sorted(self._links),
            _sorted(self._annotators),
            self._by_several,
            self._nested,
            self._crossing,
            {name: dict(counts) for name, counts in _sorted(self._origins).items()},
            self._untagged,
            self._misdated,
            {name: dict(counts) for name, counts in _sorted(self._codes).items()},
            _sorted(self._settled),
            _sorted(self._agreed),
            self._shared,
        )

    def _overlaps(self, tags: tuple[Annotation, ...]) -> None:
        going: list[Annotation] = []
        for a in sorted(tags, key=lambda a: a.order):
            going = [other for other in going if other.end > a.start]
            self._nested += any(a.end <= other.end for other in going)
            self._crossing += any(a.end > other.end for other in going)
            going.append(a)


def _is_difference(decision: Decision) -> bool:
    """Whether a difference was settled; what all agreed on was none, and a question waits."""
    return decision.kind == ADJUDICATE and decision.answer in ("took", "mended", "nobody")


def _month(published: str | None) -> str:
    """The month of a date in ISO 8601, or the year where that is all it says."""
    match = _PUBLISHED.fullmatch(published or "")
    return match[1][:7] if match and is_date(match[1]) else UNKNOWN


def _sorted(counts: Mapping[str, T]) -> dict[str, T]:
    return dict(sorted(counts.items(), key=lambda item: item[0]))
