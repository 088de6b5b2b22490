"""Who read what: each annotator's own work on an article, as far as that can be told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from annotations.annotation import Change, Contents
from annotations.article import Article
from annotations.corpus.layers import Layers
from annotations.dataset.choosing import Choice
from annotations.errors import Damaged, PostilError, StoreError, of_article
from annotations.example import Example, example_of
from annotations.project import Project
from annotations.store.protocol import Store
from annotations.versions.renewing import renewal


class Reading(Struct, frozen=True):
    """One article with what each of its annotators said of it, by name.

    `done` has the ISO 8601 time at which each first marked it done, where that is known. `later`
    counts the changes that annotators made after that; these are not in it. `open` are those who
    have begun it and have not marked it done.
    """

    article: Article
    by: Mapping[str, Example]
    later: int = 0
    open: tuple[str, ...] = ()
    done: Mapping[str, str] = {}


class Read(Struct, frozen=True):
    """What one annotator had made of an article when it was first marked done, at `done`.

    `later` counts the changes made since, less those that only gave the article another text.
    """

    example: Example
    done: str = ""
    later: int = 0


def readings(project: Project, names: Sequence[str]) -> Iterator[Reading | PostilError]:
    """The articles that any of these annotators read, by id; what cannot be read as the error.

    In a team that is what they marked done, as it was then: who goes over an article again, with
    what others think in mind, does not agree any more than before. Without one it is what bears
    their tags.
    """
    if project.team is None:
        yield from parted(project.examples(), names)
        return
    layers = Layers(project, names)
    stores = {name: project.layer(name) for name in names}
    for begun in layers.begun():
        if isinstance(begun, PostilError):
            yield begun
            continue
        article, read = next(iter(begun.values())).article, dict[str, Read]()
        for name, example in begun.items():
            if example.status == "done":
                try:
                    read[name] = first_read(stores[name], article)
                except StoreError as error:
                    yield of_article(article.id, error)
        yield Reading(
            article,
            {name: one.example for name, one in read.items()},
            sum(one.later for one in read.values()),
            tuple(name for name, one in begun.items() if one.status != "done"),
            {name: one.done for name, one in read.items() if one.done},
        )


def parted(
    examples: Iterable[Example | PostilError], names: Sequence[str]
) -> Iterator[Reading | PostilError]:
    """Articles that several people tagged in one file, with what each of them did."""
    choices = {name: Choice.named(annotators=[name]) for name in names}
    for example in examples:
        if isinstance(example, PostilError):
            yield example
            continue
        own = {name: choice.of(example) for name, choice in choices.items()}
        by = {name: one for name, one in own.items() if one and (one.annotations or one.codes)}
        if by:
            yield Reading(example.article, by)


def first_read(layer: Store, article: Article) -> Read:
    """What stood in a layer when an article was first marked done, on the article's present text.

    It is taken back on the text that its offsets count, and moved after that: changes made on one
    text mean nothing on another. Raises `StoreError` where the layer or a text cannot be read.
    """
    kept = layer.kept(article.id)
    assert kept
    own, contents = kept
    contents, since, at = first_done(contents, layer.history(article.id))
    turns = [change.text[0] for change in since if change.text]
    digest = turns[0] if turns else own.digest
    if digest != article.digest:
        contents = _moved(layer, replace(own, text=_text(layer, digest)), contents, article)
    later = sum(not change.text for change in since)
    return Read(example_of(article, contents), at, later)


def first_done(
    contents: Contents, changes: Sequence[Change]
) -> tuple[Contents, Sequence[Change], str]:
    """An article's contents as they were when it was first marked done; the changes since; when.

    `changes` are its history, oldest first. What came from outside, which has none, stays as it is.
    """
    done = next(
        (n for n, one in enumerate(changes) if one.status and one.status[1] == "done"), None
    )
    if done is None:
        return contents, [], ""
    since = changes[done + 1 :]
    for change in reversed(since):
        contents = contents.after(change.inverse())
    return contents, since, changes[done].at


def _text(layer: Store, digest: str) -> str:
    text = layer.text(digest)
    if text is None:
        what = "The text on which it was first marked done is missing."
        raise Damaged(what, "Restore it from a backup.")
    return text


def _moved(layer: Store, old: Article, contents: Contents, new: Article) -> Contents:
    """Contents on another text; what cannot be moved for sure waits on the old one."""
    blank = Change("", "", "", "")
    return contents.after(renewal(old, contents, new.text, layer.text, blank))
