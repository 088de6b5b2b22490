"""What to compare: the articles of two datasets, or of two annotators in one project."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from msgspec.structs import replace

from annotations.agreement.matching import Mark
from annotations.agreement.measures import Pair
from annotations.agreement.several import Names
from annotations.annotation import Annotation
from annotations.article import Article
from annotations.corpus.pairing import paired
from annotations.corpus.readings import Reading
from annotations.corpus.said import Said
from annotations.counted import counted, listed
from annotations.errors import PostilError, UsageError
from annotations.example import Example
from annotations.formats import recognised
from annotations.formats.dataset import Dataset, dataset_of
from annotations.formats.offsets import Unit
from annotations.formats.training.alignment import tokens

SIDES = ("gold", "pred")
"""What is compared, where it is not annotators."""


class Comparison:
    """Gives the articles to compare one at a time, and says afterwards what was out of the way.

    `notes` is what should be known of the figures, `problems` what could not be compared, `said`
    what annotators say of articles, spans and links.
    """

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.problems: list[str] = []
        self.said = Said()

    def files(
        self,
        gold: Path,
        predicted: Path,
        *,
        unit: Unit | None = None,
        ignored: Collection[str] = (),
        names: Sequence[str] = (),
    ) -> Iterator[Pair]:
        """The articles of a gold file with what another file has for them, in any formats.

        `unit`, `ignored` and `names` as in `dataset_of`; names are those of either file. Raises
        `PostilError` where there is no such file or nothing in it; see `datasets`.
        """
        sides = [(path, recognised(path)) for path in (gold, predicted)]
        either = any(one.numbered for _, one in sides)
        first, second = (
            dataset_of(path, one.name, unit, ignored, names if one.numbered or not either else ())
            for path, one in sides
        )
        return self.datasets(first, second, (str(gold), str(predicted)))

    def datasets(
        self, gold: Dataset, predicted: Dataset, called: tuple[str, str] = ("gold", "predicted")
    ) -> Iterator[Pair]:
        """The articles of one dataset with what another has for them, by id, then by text.

        An article that the other lacks counts as one without any spans there: what a model did not
        answer it missed. Of what has suggestions alone these are compared. Raises `PostilError`
        where there is nothing to compare.
        """
        met = paired(*map(self._in_tags, (gold, predicted), called))
        for one in (gold, predicted, met):
            self.notes += one.notes
            self.problems += one.problems
        for id in met.differing:
            self.problems.append(f"{id} has a different text in {called[1]} and was left out.")
        missing = 0
        for first, second in met.pairs:
            missing += second is None
            second = second or Example(first.article)
            self.said.add(Reading(first.article, dict(zip(SIDES, (first, second), strict=True))))
            yield _pair(first.article, _marks(first.annotations), _marks(second.annotations))
        if missing:
            of = counted(len(met.pairs), "article")
            self.notes.append(f"Not in {called[1]}, so all missed: {missing:,} of {of}.")
        if met.left:
            self.notes.append(
                f"Not in {called[0]}, so left out: {counted(met.left, 'article')} of {called[1]}."
            )
        if not met.pairs:
            raise PostilError(
                f"There is nothing to compare in {called[0]}.",
                "Name a file that has articles in it.",
            )

    def _in_tags(self, dataset: Dataset, called: str) -> Dataset:
        """A dataset of suggestions alone, such as a model's, as if they were tags."""
        if any(one.annotations for one in dataset.examples):
            return dataset
        waiting = [[a for a in one.suggestions if a.verdict == "suggested"]
                   for one in dataset.examples]  # fmt: skip
        if not any(waiting):
            return dataset
        self.notes.append(f"{called} has no tags, so its suggestions are compared.")
        examples = (
            replace(one, annotations=tuple(replace(a, verdict="") for a in tags), suggestions=())
            for one, tags in zip(dataset.examples, waiting, strict=True)
        )
        return replace(dataset, examples=tuple(examples))

    def annotators(
        self, readings: Iterable[Reading | PostilError], names: Sequence[str]
    ) -> Iterator[tuple[Names, Pair]]:
        """Every two annotators with what they marked in each article that both have read.

        Raises `UsageError` where there is no such article.
        """
        alone = compared = later = waiting = 0
        unfinished, read = Counter[str](), Counter[str]()
        for reading in readings:
            if isinstance(reading, PostilError):
                self.problems.append(str(reading))
                continue
            later += reading.later
            unfinished.update(reading.open)
            read.update(reading.by.keys())
            compared += (several := len(reading.by) > 1)
            alone += len(reading.by) == 1
            if several:
                waiting += sum(len(one.doubtful) for one in reading.by.values())
                self.said.add(reading)
                yield from pairs_of(reading, names)
        if not compared:
            who = (
                f"both {names[0]} and {names[1]}" if len(names) == 2 else f"two of {listed(names)}"
            )
            there = listed([f"{name} read {counted(read[name], 'article')}" for name in names])
            raise UsageError(f"No article has been read by {who}.", f"So far, {there}.")
        if alone:
            self.notes.append(
                f"Read by only one of them, so left out: {counted(alone, 'article')}."
            )
        if unfinished:
            who = listed([f"{name} {count:,}" for name, count in sorted(unfinished.items())])
            self.notes.append(f"Begun but not marked done, so left out: {who}.")
        if later:
            changes = counted(later, "change")
            self.notes.append(f"Made after an article was marked done, so not counted: {changes}.")
        if waiting:
            tags = counted(waiting, "tag")
            self.notes.append(f"On words that the text no longer has, so left out: {tags}.")


def _marks(annotations: Iterable[Annotation]) -> frozenset[Mark]:
    return frozenset((a.start, a.end, a.label) for a in annotations)


def _pair(article: Article, first: frozenset[Mark], second: frozenset[Mark]) -> Pair:
    words = tuple(tokens(article.text))
    event = article.meta.group or ""
    return Pair(article.id, len(article.text), words, first, second, event)


def pairs_of(reading: Reading, names: Sequence[str]) -> Iterator[tuple[Names, Pair]]:
    """What every two who read an article marked in it."""
    marks = {name: _marks(reading.by[name].annotations) for name in names if name in reading.by}
    whole, weight = _pair(reading.article, frozenset(), frozenset()), 1 / (len(marks) - 1)
    for one, other in combinations(marks, 2):
        known = one in reading.done and other in reading.done
        done = max(reading.done[one], reading.done[other]) if known else ""
        found = replace(whole, first=marks[one], second=marks[other], weight=weight, done=done)
        yield (one, other), found
