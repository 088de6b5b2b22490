"""Articles with all that is said of them, as they were when they were read."""

import sys
import warnings
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from os import PathLike
from pathlib import Path

from annotations.counted import counted
from annotations.example import Example
from annotations.formats import dataset
from annotations.formats.offsets import Unit
from postil.records import Annotation, Article, Code, Link, Records, annotation_of, article_of


class PostilWarning(UserWarning):
    """Something was left out, or taken in another way than it was written; the rest stands."""


class Dataset:
    """Articles, annotations and links; a project may have changed since it was read.

    `problems` is what could not be read, `notes` what should be known of the rest, in sentences.
    """

    def __init__(self, data: dataset.Dataset) -> None:
        self._data = data
        self.notes, self.problems = data.notes, data.problems

    @cached_property
    def articles(self) -> Records[Article]:
        """The articles, in the order in which they were read."""
        found = self._data.examples
        return Records(Article, (article_of(one.article, one.status) for one in found))

    @cached_property
    def annotations(self) -> Records[Annotation]:
        """What is tagged, article by article, by start, end and id."""
        return self._tags("annotations")

    @cached_property
    def suggestions(self) -> Records[Annotation]:
        """The suggestions that wait, or were turned down, as their `verdict` says."""
        return self._tags("suggestions")

    @cached_property
    def links(self) -> Records[Link]:
        """The links between annotations."""
        return Records(
            Link,
            (
                Link(one.article.id, link.type, link.source, link.target)
                for one in self._data.examples
                for link in one.links
            ),
        )

    @cached_property
    def codes(self) -> Records[Code]:
        """What annotators say of whole articles."""
        return Records(
            Code,
            (
                Code(one.article.id, code.annotator, code.name, code.value)
                for one in self._data.examples
                for code in one.codes
            ),
        )

    def _tags(self, kind: str) -> Records[Annotation]:
        return Records(
            Annotation,
            (annotation_of(one.article, tag)
             for one in self._data.examples for tag in getattr(one, kind)),
        )  # fmt: skip

    def __repr__(self) -> str:
        tags, links = len(self.annotations), len(self.links)
        return f"<Dataset: {len(self.articles):,} articles, {tags:,} annotations, {links:,} links>"


def read(
    path: "str | PathLike[str]",
    format: str = "",
    *,
    offsets: Unit | None = None,
    ignore: Collection[str] = (),
    names: Sequence[str] = (),
) -> Dataset:
    """What is in a file, folder or zip, in any format that `postil import` reads.

    The format is recognised by the content unless it is named as in `postil formats`. `offsets` is
    what offsets count: code-points, utf-16 or bytes; by default code points, unless they look like
    something else. `names` are what numbers of tags stand for, in order, where the data does not
    say it. What cannot be read is warned of with a `PostilWarning` and stands in
    `problems`, but for the keys or columns to `ignore`. Raises `PostilError` where nothing can be
    read, or the file is cut off.
    """
    found = data_in(Path(path), format, offsets, ignore, names)
    bare = counted(len(found.unplaced), "record")
    without = [f"Without a text, so only of use in comparisons: {bare}."] if found.unplaced else []
    warn([*without, *found.notes, *found.problems])
    return Dataset(found)


def data_in(
    path: Path,
    format: str = "",
    offsets: Unit | None = None,
    ignored: Collection[str] = (),
    names: Sequence[str] = (),
) -> dataset.Dataset:
    """All that a file, folder or zip has. Raises `PostilError`."""
    from annotations.sources.laid_out import laid_out

    with laid_out([path]) as ((place,), named):
        found = dataset.dataset_of(place, format, offsets, ignored, names)
        notes, problems = (tuple(map(named, told)) for told in (found.notes, found.problems))
        return dataset.Dataset(found.examples, found.unplaced, notes, problems)


def of_examples(
    examples: Iterable[Example], notes: Iterable[str] = (), problems: Iterable[str] = ()
) -> Dataset:
    """A dataset of these examples."""
    return Dataset(dataset.Dataset(tuple(examples), (), tuple(notes), tuple(problems)))


def data_of(found: Dataset) -> dataset.Dataset:
    """What a dataset was made of."""
    return found._data


def warn(found: Iterable[str]) -> None:
    """Warn of each of these, at the line outside of postil that asked."""
    level, frame = 1, sys._getframe()
    while frame.f_back and frame.f_globals.get("__name__", "").startswith("postil."):
        level, frame = level + 1, frame.f_back
    for words in found:
        warnings.warn(PostilWarning(words), stacklevel=level)
