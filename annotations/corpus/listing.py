"""The articles of a project with their counts: those that an export would have."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from annotations.corpus.choosing import refuse_slips
from annotations.dataset.choosing import Choice
from annotations.errors import PostilError
from annotations.project import Project
from annotations.store.listing import Query, said


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
    refuse_slips(project, choice)
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
