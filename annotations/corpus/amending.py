"""Changes to what is known of articles: fields, status, codes, and decisions on findings."""

import difflib
from collections.abc import Iterable, Mapping
from typing import cast

from msgspec.structs import replace

from annotations.annotation import Change, Decision, Status, recoded
from annotations.article import Article
from annotations.attributes import TEXT, kept, objection, worded
from annotations.clock import new_id, now
from annotations.corpus.findings import Finding
from annotations.dataset.choosing import STATUSES
from annotations.errors import PostilError, UsageError
from annotations.project import Project
from annotations.scheme import Scheme
from annotations.sources.published import UNKNOWN, read
from annotations.store.protocol import NOTHING

NO_CODES: Mapping[str, str] = {}
"""Nothing to say of an article."""

Altered = Mapping[str, tuple[str | None, str | None]]
"""What it was and what it is by field, of the fields that are another than before."""


def amend(
    project: Project,
    id: str,
    fields: Mapping[str, str | None],
    more: Mapping[str, str | None] = NOTHING,
    codes: Mapping[str, str] = NO_CODES,
) -> Altered:
    """Give an article of the project a `status`, a `title` or metadata; what that altered.

    `more` is what stands beside the fields, by name, and `codes` what the project's annotator says
    of it, the empty word for nothing any more. What is not named stays, whoever changes it
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
    return {**altered, **_said(project, article, codes)} if codes else altered


def _said(project: Project, article: Article, codes: Mapping[str, str]) -> Altered:
    """Have the annotator say this of an article; what of it is another than before."""
    types, by = project.settings.scheme.codes, project.annotator
    held = project.store.load(article.id).codes_of(by)
    wanted = {name: kept(types.get(name, TEXT), words) for name, words in codes.items()}
    id, (gone, coming) = new_id(), recoded(by, held, wanted)
    change = Change(id, id, by, now(), uncoded=gone, coded=coming)
    if change and project.store.apply(article, change).conflicts:
        what = f"{article.id} was changed elsewhere in the meantime."
        raise PostilError(what, "Run the command again.")
    altered = dict.fromkeys(code.name for code in (*gone, *coming))
    return {n: (worded(held.get(n)) or None, worded(wanted[n]) or None) for n in altered}


def codes_checked(scheme: Scheme, codes: Mapping[str, str]) -> None:
    """Raise `UsageError` for a code that the scheme has not, or a value that it may not have."""
    for name, words in codes.items():
        if name not in scheme.codes:
            known = ", ".join(scheme.codes)
            hint = f"Use one of: {known}." if known else "Add it under [article.attributes]."
            raise UsageError(f"There is no article code {name!r}.", hint)
        if wrong := objection(scheme.codes[name], name, words):
            raise UsageError(f"{words!r} is not a value of {name}.", wrong)


def _mark(project: Project, article: Article, status: tuple[Status, Status]) -> None:
    change_id = new_id()
    change = Change(change_id, change_id, project.annotator, now(), status=status)
    if project.store.apply(article, change).conflicts:
        what = f"The status of {article.id} was changed elsewhere in the meantime."
        raise PostilError(what, "Run the command again.")


def checked(fields: Mapping[str, str | None]) -> None:
    """Raise `UsageError` for a field that no article could have, before any is touched."""
    status = fields.get("status", STATUSES[0])
    if status not in STATUSES:
        near = difflib.get_close_matches(status or "", STATUSES, 1)
        hint = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(STATUSES)}."
        raise UsageError(f"There is no status {status or ''!r}.", hint)
    if "title" in fields and not fields["title"]:
        raise UsageError("The title cannot be empty.", "Give one with --title.")
    if published := fields.get("published"):
        _date(published, None)


def _date(published: str, language: str | None) -> str | None:
    said = read(published, UNKNOWN.of(language))
    if said.why_not:
        what = f"The date {published} {said.why_not}."
        raise UsageError(what, "Write it like this: --published 2031-03-04.")
    return said.iso


def decided(finding: Finding, annotator: str, at: str, note: str = "") -> Decision:
    """The decision that a finding may stay as it is."""
    asked = (finding.about, finding.judged, finding.answer)
    return Decision("finding", *asked, note, annotator, at)


def keep(project: Project, findings: Iterable[Finding], note: str = "") -> int:
    """Decide on findings, as one action that `u` takes back in each article; how many they are.

    Raises `PostilError` where an article is gone or cannot be saved; those before it are.
    """
    by_article: dict[str, list[Finding]] = {}
    for finding in findings:
        by_article.setdefault(finding.article, []).append(finding)
    action, at, count = new_id(), now(), 0
    for id, found in by_article.items():
        article = project.store.article(id)
        if article is None:
            raise PostilError(f"The article {id} is gone.", "Run the command again.")
        made = {one.about: decided(one, project.annotator, at, note) for one in found}
        held = project.store.load(id).decisions
        change = Change(new_id(), action, project.annotator, at, decided=tuple(made.values()))
        earlier = (d for d in held if d.about in made and d.by == project.annotator)
        others = tuple(other for other in by_article if other != id)
        change = replace(change, undecided=tuple(earlier), others=others)
        count += len(project.store.apply(article, change).change.decided)
    return count
