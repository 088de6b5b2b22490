"""What to compare: the articles of two files, or of two annotators in one project."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.agreement.matching import Mark
from annotations.agreement.measures import Pair
from annotations.annotation import Annotation
from annotations.article import Article
from annotations.counted import counted
from annotations.errors import PostilError, UsageError
from annotations.example import Example
from annotations.formats import jsonl
from annotations.formats.alignment import tokens
from annotations.formats.offsets import Bare, Offsets
from annotations.formats.reading import Telling, Unplaced


class Comparison:
    """Gives the articles to compare one at a time, and says afterwards what was out of the way.

    `notes` is what should be known of the figures, `problems` what could not be compared.
    """

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.problems: list[str] = []

    def files(self, gold: Path, predicted: Path) -> Iterator[Pair]:
        """The articles of a gold file with what another file has for them, by id.

        An article that the other file lacks counts as one without any spans there: what a model
        did not answer it missed. Raises `PostilError` where there is no such file.
        """
        others: dict[str, tuple[str, frozenset[Mark]]] = {}
        for example in self._read(predicted):
            others[example.article.id] = (example.article.digest, marks(example.annotations))
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
            yield pair(article, marks(example.annotations), second)
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
        self, examples: Iterable[Example | PostilError], first: str, second: str
    ) -> Iterator[Pair]:
        """The articles that two annotators have both tagged.

        Raises `UsageError` where there is none, naming the annotators that there are.
        """
        names: set[str] = set()
        alone = compared = 0
        for example in examples:
            if isinstance(example, PostilError):
                self.problems.append(str(example))
                continue
            names.update(a.annotator for a in example.annotations)
            one, other = (
                marks(a for a in example.annotations if a.annotator == name)
                for name in (first, second)
            )
            if one and other:
                compared += 1
                yield pair(example.article, one, other)
            else:
                alone += bool(one or other)
        if not compared:
            there = ", ".join(sorted(names)) or "nobody"
            what = f"No article has been tagged by both {first} and {second}."
            raise UsageError(what, f"The annotators are: {there}.")
        if alone:
            self.notes.append(
                f"Tagged by only one of the two, so left out: {counted(alone, 'article')}."
            )

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


def marks(annotations: Iterable[Annotation]) -> frozenset[Mark]:
    """What is compared of some tags."""
    return frozenset((a.start, a.end, a.label) for a in annotations)


def pair(article: Article, first: frozenset[Mark], second: frozenset[Mark]) -> Pair:
    """What two annotators marked in an article, as it is measured."""
    return Pair(article.id, len(article.text), tuple(tokens(article.text)), first, second)
