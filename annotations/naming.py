"""Which article of a project somebody means: by id, by path, or by how its id begins."""

import difflib
import os
from itertools import islice
from pathlib import Path

from annotations.errors import PostilError, UsageError
from annotations.example import Example
from annotations.project import Project
from annotations.sources import reading_list


def example_named(project: Project, name: str) -> Example:
    """The article meant by an id, a path, or the unique start of an id, with its annotations.

    A file that the project does not have comes without any. Raises `UsageError` where it is none,
    or several, and `Damaged`.
    """
    article = project.store.article(name)
    if article is None and os.path.isfile(name):
        article = project.known(reading_list([Path(name)]).references[0].read())[0]
    if article is None:
        article = project.store.article(_beginning(project, name))
    if article is None:
        raise PostilError(f"The article {name} is gone.", "Run the command again.")
    return project.example_of(article)


def _beginning(project: Project, name: str) -> str:
    ids = [one.id for one in project.stored()]
    found = list(islice((id for id in ids if id.startswith(name)), 6))
    if len(found) == 1:
        return found[0]
    if found:
        more = ", ..." if len(found) > 5 else ""
        what = f"Several articles begin with {name}: {', '.join(found[:5])}{more}."
        raise UsageError(what, "Give more of the id.")
    near = difflib.get_close_matches(name, ids, 1)
    hint = f"Did you mean {near[0]}?" if near else "postil find shows the ids of articles."
    raise UsageError(f"There is no article {name} in the project, and no such file.", hint)
