"""Which article of a project somebody means: by id, by path, or by how its id begins."""

import contextlib
import difflib
import os
import re
from itertools import islice
from pathlib import Path

from annotations.article import Article
from annotations.counted import counted
from annotations.errors import PostilError, StoreError, UsageError, of_article
from annotations.example import Example
from annotations.own_copy import known
from annotations.project import Project
from annotations.sources.letters.decoding import whole
from annotations.sources.reading_list import reading_list
from annotations.units import Span

_OFFSETS = re.compile("([0-9]{1,15})-([0-9]{1,15})")


def example_named(project: Project, name: str) -> Example:
    """The article meant by an id, a path, or the unique start of an id, with its annotations.

    A file that the project does not have comes without any. Raises `UsageError` where it is none,
    or several, and `Damaged`.
    """
    try:
        article = project.store.article(name)
        if article is None and os.path.isfile(name):
            article = known(project, reading_list([Path(name)]).references[0].read())[0]
        if article is None:
            name = _beginning(project, name)
            article = project.store.article(name)
        if article is None:
            raise PostilError(f"The article {name} is gone.", "Run the command again.")
        return project.example_of(article)
    except StoreError as error:
        raise of_article(name, error) from error


def place_named(project: Project, name: str) -> tuple[str, Span | None] | None:
    """The article's id and the span meant by `ARTICLE`, `ARTICLE#TAG` or `ARTICLE#START-END`.

    With a tag's id, or offsets in code points, the article may be named by how its id begins, and
    the tag likewise. A tag that
    waits for a decision, as the words changed, has no span. `None` for the name of a file, and for
    no article's. Raises `PostilError`.
    """
    if os.path.lexists(name):
        return None
    article, sign, begins = name.rpartition("#")
    if not (article and sign):
        return (name, None) if project.store.listed(name) else None
    example = example_named(project, article)
    if (offsets := _OFFSETS.fullmatch(begins)) and int(offsets[1]) < int(offsets[2]):
        span = int(offsets[1]), min(int(offsets[2]), len(example.article.text))
        return example.article.id, span if span[0] < span[1] else None
    id, tags = example.article.id, (*example.annotations, *example.suggestions, *example.doubtful)
    found = [tag for tag in tags if tag.id == begins]
    found = found or [tag for tag in tags if tag.id.startswith(begins)]
    if not found:
        what = f"The article {id} has no tag {begins}; it may have been removed."
        raise PostilError(what, f"To open the article, run postil open {id}.")
    if len(found) > 1:
        what = f"{counted(len(found), 'tag')} of {id} begin with {begins or 'nothing'}."
        raise PostilError(what, "Type more of the tag's id.")
    return id, None if found[0].text_digest else (found[0].start, found[0].end)


def id_named(project: Project, name: str) -> str:
    """The id of just the article meant by an id, or by the path of its file or of its text's.

    Raises `PostilError` where there is none, naming those near by, or more than one.
    """
    try:
        if project.store.listed(name):
            return name
    except StoreError:  # it is there, whatever it is like
        return name
    marks, origin = _read(project, name)
    ids = [one.id for one in project.store.find(marks, origin)]
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise PostilError(f"{name} could be {' or '.join(ids)}.", "Use its id.")
    rows = project.store.listing().rows
    near = difflib.get_close_matches(name, [n for one in rows for n in (one.id, one.origin) if n])
    hint = f"Did you mean {' or '.join(near)}?" if near else "To see the ids, run postil list."
    raise PostilError(f"There is no article {name} in the project.", hint)


def _read(project: Project, name: str) -> tuple[tuple[str, ...], str | None]:
    """What an article may be known by that came from the file of this name, and that place."""
    article, marks = Article("", "", "", origin=whole(name)), tuple[str, ...]()
    if os.path.isfile(name):
        with contextlib.suppress(PostilError):
            found = reading_list([Path(name)]).references
            if len(found) > 1:
                return (), None
            article = found[0].read()
            marks = (article.digest, article.known_by)
    return marks, project.origin(article)


def _beginning(project: Project, name: str) -> str:
    ids = [one.id for one in project.stored()]
    found = list(islice((id for id in ids if id.startswith(name)), 6))
    if len(found) == 1:
        return found[0]
    if found:
        more = ", ..." if len(found) > 5 else ""
        what = f"Several articles begin with {name}: {', '.join(found[:5])}{more}."
        raise UsageError(what, "Type more of the id.")
    near = difflib.get_close_matches(name, ids, 1)
    hint = f"Did you mean {near[0]}?" if near else "To see the ids, run postil list."
    raise UsageError(f"There is no article {name} in the project, and no file of that name.", hint)
