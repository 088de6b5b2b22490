"""Who read what: each annotator's own work on an article, as far as that can be told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from annotations.annotation import Change, Contents
from annotations.article import Article
from annotations.corpus.layers import Layers
from annotations.dataset.choosing import Choice
from annotations.errors import PostilError
from annotations.example import Example, example_of
from annotations.project import Project


class Reading(Struct, frozen=True):
    """One article with what each of its annotators said of it, by name.

    `later` counts the changes that annotators made after they had marked it done; these are not in
    it. `open` are those who have begun it and have not marked it done.
    """

    article: Article
    by: Mapping[str, Example]
    later: int = 0
    open: tuple[str, ...] = ()


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
    histories = {name: project.layer(name).history for name in names}
    for begun in layers.begun():
        if isinstance(begun, PostilError):
            yield begun
            continue
        article, by, later = next(iter(begun.values())).article, dict[str, Example](), 0
        for name, example in begun.items():
            if example.status == "done":
                whole = project.layer(name).read(article.id)  # to load it would move their tags
                assert whole
                contents, more = first_done(whole[1], histories[name](article.id))
                by[name], later = example_of(article, contents), later + more
        yield Reading(article, by, later, tuple(name for name in begun if name not in by))


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


def first_done(contents: Contents, changes: Sequence[Change]) -> tuple[Contents, int]:
    """An article's contents as they were when it was first marked done, and how many changes since.

    `changes` are its history, oldest first. What came from outside, which has none, stays as it is;
    so does what was made before the article got another text.
    """
    done = next(
        (n for n, one in enumerate(changes) if one.status and one.status[1] == "done"), None
    )
    since = [] if done is None else changes[done + 1 :]
    for change in reversed(since):
        if change.text:
            break
        contents = contents.after(change.inverse())
    return contents, len(since)
