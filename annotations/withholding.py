"""Which single suggestions are withheld, so that it can be told what suggestions do to the tags.

It is a true experiment: a draw decides, for a label on words of an article, whether it is suggested
wherever it stands there, and what was drawn is known before anything is shown. Whoever tags such
words unasked has decided on them: from then on their repetitions are suggested like any others.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import accumulate
from typing import Protocol, TypeVar

import msgspec
from msgspec import Struct

from annotations.annotation import SECOND_LOOK, Annotation
from annotations.article import Article
from annotations.folding import bare


class Labelled(Protocol):
    """A span with a label: a tag, a suggestion or a candidate."""

    @property
    def start(self) -> int:
        """Where it begins, in code points."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def label(self) -> str:
        """Its label."""


What = tuple[str, str]
"""What is drawn for in an article: a label, and words as `same_words` gives them."""

_One = TypeVar("_One", bound=Labelled)


class Trial(Struct, frozen=True, omit_defaults=True):
    """What was drawn for a label on words of an article, at which `share`, and when (ISO 8601)."""

    article: str
    label: str
    words: str
    withheld: bool
    share: float
    at: str = ""

    @property
    def what(self) -> What:
        """What it was drawn for."""
        return self.label, self.words


class Draw(Struct, frozen=True):
    """A draw that gives the same whenever it is repeated; each `reader` of a team has their own."""

    share: float
    seed: int = 1
    reader: str = ""

    def trial(self, article: str, what: What, at: str = "") -> Trial:
        """What is drawn for a label on words of an article."""
        said = msgspec.json.encode(("withheld", self.seed, self.reader, article, *what))
        drawn = int.from_bytes(sha256(said).digest()[:8], "big") / (1 << 64)
        return Trial(article, *what, drawn < self.share, self.share, at)


def same_words(words: str) -> str:
    """Words as they count as the same: whatever their case, accents and white space."""
    return " ".join(bare(words).split())


class Withholding:
    """What of one article's suggestions is withheld: what is `known`, and what is drawn now.

    With `keep`, what is drawn is handed over, and nothing of it shown before it was `written`;
    without, it need not be kept. In an article that is `over`, for it is done, nothing is drawn any
    more.
    """

    def __init__(
        self,
        draw: Draw,
        article: Article,
        known: Iterable[Trial] = (),
        over: bool = False,
        keep: Callable[[Trial], None] | None = None,
    ) -> None:
        self.over = over
        self._draw, self._id, self._text, self._keep = draw, article.id, article.text, keep
        self._known = {trial.what: trial for trial in known}
        self._handed = set[What]()
        self._tagged = Counter[What]()
        self._words: dict[str, str] = {}

    def hides(self, one: Labelled) -> bool:
        """Whether a suggestion that would be shown is not: it is withheld, or not drawn yet."""
        what = self._what(one)
        if self._tagged[what]:
            return False
        trial = self._known.get(what)
        if trial is None and not self.over:
            if self._keep is None:
                return self._draw.trial(self._id, what).withheld
            if what not in self._handed:
                self._handed.add(what)
                self._keep(self._draw.trial(self._id, what))
            return True
        return trial is not None and trial.withheld

    def withholds(self, one: Labelled) -> bool:
        """Whether it is withheld, as far as that is known or would be drawn; draws nothing."""
        what = self._what(one)
        trial = self._known.get(what)
        if trial is None and not self.over:
            trial = self._draw.trial(self._id, what)
        return trial is not None and trial.withheld and not self._tagged[what]

    def holds_back(self, one: Labelled) -> bool:
        """Whether something was drawn for it and is withheld."""
        trial = self._known.get(what := self._what(one))
        return trial is not None and trial.withheld and not self._tagged[what]

    def rest(self, found: Iterable[_One]) -> Iterator[_One]:
        """What is left of suggestions without what is withheld, and what stands for the same."""
        every = list(found)
        away: dict[str, list[tuple[int, int]]] = {}
        for one in every:
            if self.withholds(one):
                away.setdefault(one.label, []).append((one.start, one.end))
        reached = {label: [*accumulate(sorted(own), _further)] for label, own in away.items()}
        for one in every:
            before = reached.get(one.label, ())
            at = bisect_left(before, (one.end,))
            if not (at and before[at - 1][1] > one.start):
                yield one

    def count(self, found: Iterable[Labelled]) -> int:
        """How many suggestions are not withheld."""
        return sum(not self.withholds(one) for one in found)

    def written(self, trials: Iterable[Trial]) -> None:
        """Take in what was drawn and written down."""
        for trial in trials:
            self._known.setdefault(trial.what, trial)

    def note(self, tag: Annotation, step: int) -> None:
        """Take in a tag that stands, or with -1 let it go."""
        if tag.way != SECOND_LOOK:  # what is offered then is looked at place by place
            self._tagged[self._what(tag)] += step

    def is_about(self, tag: Annotation) -> bool:
        """Whether a tag has its words suggested again elsewhere, or no more."""
        trial = self._known.get(self._what(tag))
        return tag.stands and trial is not None and trial.withheld

    def _what(self, one: Labelled) -> What:
        words = self._text[one.start : one.end]
        if words not in self._words:
            self._words[words] = same_words(words)
        return one.label, self._words[words]


def _further(before: tuple[int, int], span: tuple[int, int]) -> tuple[int, int]:
    """A span with the end that was reached by it or before."""
    return span[0], max(before[1], span[1])
