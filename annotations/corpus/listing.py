"""What of a project there is: its articles with their counts, and how much in all."""

import difflib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from annotations.corpus.withheld import withheld_of, without_withheld
from annotations.dataset.choosing import Choice
from annotations.errors import PostilError, UsageError
from annotations.example import Example
from annotations.listing import Query, said
from annotations.project import Project

_NAMED = 10


class Row(Struct, frozen=True):
    """An article as `postil list` shows it; `labels` counts the tags that were chosen, `codes` are
    what is said of it, as `name=value`."""

    id: str
    title: str
    status: str
    group: str | None
    source: str | None
    published: str | None
    labels: Mapping[str, int]
    codes: Sequence[str] = ()


def rows(project: Project, choice: Choice) -> tuple[Sequence[Row], Sequence[PostilError]]:
    """The articles that were chosen, by id, and what could not be read.

    Where annotators are chosen, each article is read; else the index tells. Raises `UsageError`
    for a label, annotator or group of which the project has nothing.
    """
    refuse_slips(choice, project)
    if choice.annotators:
        found = list(_read(project, choice))
        unread = [one for one in found if isinstance(one, PostilError)]
        return [one for one in found if isinstance(one, Row)], unread
    project.store.refresh()
    listed = list(_listed(project, choice))
    return listed, project.store.totals().unread


def columns(project: Project, choice: Choice) -> list[str]:
    """The labels to count, those of the scheme first."""
    known = [label.name for label in project.settings.scheme.labels]
    other = sorted(set(project.store.totals().labels).difference(known))
    return [name for name in (*known, *other) if not choice.labels or name in choice.labels]


def _listed(project: Project, choice: Choice) -> Iterator[Row]:
    for one in project.store.listing(Query(order="id")).rows:
        if choice.statuses and one.status not in choice.statuses:
            continue
        if choice.groups and one.group not in choice.groups:
            continue
        labels = {
            name: count
            for name, count in one.labels.items()
            if not choice.labels or name in choice.labels
        }
        about = (one.group, one.source, one.published)
        yield Row(one.id, one.title, one.status, *about, labels, sorted(one.codes))


def _read(project: Project, choice: Choice) -> Iterator[Row | PostilError]:
    for example in project.examples():
        if isinstance(example, PostilError):
            yield example
        elif chosen := choice.of(example):
            article, meta = chosen.article, chosen.article.meta
            labels = Counter(tag.label for tag in chosen.annotations)
            about = (meta.group, meta.source, meta.published)
            codes = sorted({said(code.name, code.value) for code in chosen.codes})
            yield Row(article.id, article.title, chosen.status, *about, labels, codes)


def counted(project: Project) -> tuple[dict[str, Any], list[str]]:
    """The counts of a project, ready for JSON, and what could not be read."""
    project.store.refresh()
    totals = project.store.totals()
    labels = {label.name: 0 for label in project.settings.scheme.labels} | dict(totals.labels)
    counts = {
        "articles": totals.articles,
        "annotations": totals.annotations,
        "suggestions": totals.suggestions - _withheld(project),
        "status": {name: totals.status.get(name, 0) for name in ("open", "done", "skipped")},
        "labels": labels,
        "annotators": dict(totals.annotators),
        "codes": dict(totals.codes),
    }
    return counts, [str(error) for error in totals.unread]


def _withheld(project: Project) -> int:
    """How many of the suggestions that wait are withheld."""
    if not (withheld := withheld_of(project)):
        return 0
    examples = (one for one in project.examples() if isinstance(one, Example))
    return sum(len(one.suggestions) - len(without_withheld(one, withheld).suggestions)
               for one in examples)  # fmt: skip


def refuse_slips(choice: Choice, *projects: Project) -> None:
    """Raise `UsageError` for a label, an annotator or a group of which none of them has anything.

    Labels of the scheme may have no tags yet.
    """
    if not (choice.labels or choice.annotators or choice.groups):
        return
    for project in projects:
        project.store.refresh()
    totals = [project.store.totals() for project in projects]
    scheme = {label.name for project in projects for label in project.settings.scheme.labels}
    _refuse("label", choice.labels, scheme.union(*(one.labels for one in totals)))
    _refuse("annotator", choice.annotators, set[str]().union(*(one.annotators for one in totals)))
    if choice.groups:
        groups = [group.name for project in projects for group in project.store.groups()]
        _refuse("group", choice.groups, groups)


def _refuse(kind: str, wanted: Collection[str], known: Collection[str]) -> None:
    for name in sorted(set(wanted).difference(known)):
        near = difflib.get_close_matches(name, known, 1)
        more = f" and {len(known) - _NAMED} more" if len(known) > _NAMED else ""
        listed = f"Use one of: {', '.join(sorted(known)[:_NAMED])}{more}." if known else None
        hint = f"Did you mean {near[0]}?" if near else listed
        raise UsageError(f"The project has no {kind} {name!r}.", hint or "There are none yet.")
