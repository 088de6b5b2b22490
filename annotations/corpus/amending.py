"""What is known of an article, told anew: its status as a change that undo takes back."""

import difflib
from collections.abc import Mapping
from typing import cast

from annotations.annotation import Change, Status
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.dataset.choosing import STATUSES
from annotations.errors import PostilError, UsageError
from annotations.project import Project
from annotations.sources.published import UNKNOWN, read
from annotations.store.protocol import NOTHING

Altered = Mapping[str, tuple[str | None, str | None]]
"""What it was and what it is by field, of the fields that are another than before."""


def amend(
    project: Project,
    id: str,
    fields: Mapping[str, str | None],
    more: Mapping[str, str | None] = NOTHING,
) -> Altered:
    """Give an article of the project a `status`, a `title` or metadata; what that altered.

    `more` is what stands beside the fields, by name. What is not named stays, whoever changes it
    meanwhile. Raises `UsageError` for a date that is none, `PostilError` where the article is gone
    or cannot be saved.
    """
    article = project.store.article(id)
    if article is None:
        raise PostilError(f"The article {id} is gone.", "Run the command again.")
    wanted = dict(fields)
    status = wanted.pop("status", None)
    if wanted.get("published"):
        wanted["published"] = _date(wanted["published"] or "", article.meta.language)
    was: dict[str, str | None] = {"title": article.title, **article.meta.as_dict()}
    altered = {name: (was[name], value) for name, value in wanted.items() if was[name] != value}
    beside = {
        name: (old, value)
        for name, value in more.items()
        if (old := article.meta.more.get(name)) != value
    }
    if altered or beside:
        fresh = ({n: new for n, (_, new) in some.items()} for some in (altered, beside))
        project.store.amend(id, *fresh)
        altered |= beside
    if status:
        before = project.store.load(id).status
        if before != status:
            _mark(project, article, (before, cast(Status, status)))
            altered = {"status": (before, status), **altered}
    return altered


def _mark(project: Project, article: Article, status: tuple[Status, Status]) -> None:
    change_id = new_id()
    change = Change(change_id, change_id, project.annotator, now(), status=status)
    if project.store.apply(article, change).conflicts:
        what = f"The status of {article.id} was changed elsewhere meanwhile."
        raise PostilError(what, "Run the command again.")


def checked(fields: Mapping[str, str | None]) -> None:
    """Raise `UsageError` for a field that no article could have, before any is touched."""
    status = fields.get("status", STATUSES[0])
    if status not in STATUSES:
        near = difflib.get_close_matches(status or "", STATUSES, 1)
        hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(STATUSES)}."
        raise UsageError(f"There is no status {status or ''!r}.", hint)
    if "title" in fields and not fields["title"]:
        raise UsageError("A title cannot be empty.", "Name one with --title.")
    if published := fields.get("published"):
        _date(published, None)


def _date(published: str, language: str | None) -> str | None:
    said = read(published, UNKNOWN.of(language))
    if said.why_not:
        what = f"The date {published} {said.why_not}."
        raise UsageError(what, "Write it as in --published 2031-03-04.")
    return said.iso
