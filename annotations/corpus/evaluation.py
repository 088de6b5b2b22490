"""What to compare: the articles of two files, or of two annotators in one project."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from msgspec.structs import replace

from annotations.agreement.matching import Mark
from annotations.agreement.measures import Pair
from annotations.agreement.several import Names
from annotations.annotation import Annotation
from annotations.article import Article
from annotations.corpus.readings import Reading
from annotations.corpus.said import Said
from annotations.counted import counted, listed
from annotations.errors import PostilError, UsageError
from annotations.example import Example
from annotations.formats import jsonl
from annotations.formats.offsets import Bare, Offsets
from annotations.formats.reading import Telling, Unplaced
from annotations.formats.training.alignment import tokens


class Comparison:
    """Gives the articles to compare one at a time, and says afterwards what was out of the way.

    `notes` is what should be known of the figures, `problems` what could not be compared, `said`
    what annotators say of articles, spans and links.
    """

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.problems: list[str] = []
        self.said = Said()

    def files(self, gold: Path, predicted: Path) -> Iterator[Pair]:
        """The articles of a gold file with what another file has for them, by id.

        An article that the other file lacks counts as one without any spans there: what a model
        did not answer it missed. Raises `PostilError` where there is no such file.
        """
        others: dict[str, tuple[str, frozenset[Mark]]] = {}
        for example in self._read(predicted):
            others[example.article.id] = (example.article.digest, _marks(example.annotations))
        missing = compared = 0
        for example in self._read(gold):
            article = example.article
            digest, second = others.pop(article.id, ("", frozenset[Mark]()))
            if digest and digest != article.digest:
                self.problems.append(
                    f"{article.id} has a different text in {predicted} and was left out."
                )
                continue
            missing += not digest
            compared += 1
            yield _pair(article, _marks(example.annotations), second)
        if missing:
            of = counted(compared, "article")
            self.notes.append(f"Not in {predicted}, so all missed: {missing:,} of {of}.")
        if others:
            self.notes.append(
                f"Not in {gold}, so left out: {counted(len(others), 'article')} of {predicted}."
            )
        if not compared:
            raise PostilError(
                f"There is nothing to compare in {gold}.", "Name a file that has articles in it."
            )

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

    def _read(self, path: Path) -> Iterator[Example]:
        telling, offsets = Telling(), Offsets()
        for example in jsonl.read(path):
            if isinstance(example, PostilError):
                telling.add(example)
            elif isinstance(example, Bare):
                offsets.add(example)
            elif isinstance(example, Unplaced):
                telling.add(PostilError(f"{example.where} has no text."))
            else:
                yield example
        self.notes += telling.mended
        if offsets.fitting != "code-points":
            what = f"The offsets of {path} look like {offsets.fitting}, not code points:"
            self.notes.append(f"{what} {offsets.told('code-points')}")
        self.problems += telling.problems


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
