"""Under which versions of the guidelines the tags of a project were made."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from annotations.annotation import Tagged
from annotations.counted import listed
from annotations.errors import PostilError
from annotations.guidelines import Guidelines
from annotations.project import DATA, Project

COMMAND = "postil stats --guidelines"
"""What lists the versions."""


class Version(Struct, frozen=True):
    """What a label's guideline said, by its digest: how many tags were made under it, and when.

    `digest` is empty for tags that were made where there was none; `first` and `last` are days in
    ISO 8601. `now` says whether it is what the guideline says now.
    """

    label: str
    digest: str
    tags: int = 0
    first: str = ""
    last: str = ""
    now: bool = False


def versions(
    tags: Iterable[Tagged], labels: Sequence[str], guideline: Callable[[str], str]
) -> list[Version]:
    """The versions that tags bear, in the order of `labels` and of their first days.

    `guideline` gives the digest of what a label's guideline says now, which is among them. Labels
    that never had one are left out.
    """
    days: dict[tuple[str, str], list[str]] = {
        (label, digest): [] for label in labels if (digest := guideline(label))
    }
    for tag in tags:
        days.setdefault((tag.label, tag.guideline), []).append((tag.updated or tag.created)[:10])
    guided = {label for label, digest in days if digest}
    order = {label: place for place, label in enumerate(labels)}
    found = [
        Version(
            label,
            digest,
            len(on),
            min(filter(None, on), default=""),
            max(on, default=""),
            bool(digest) and digest == guideline(label),
        )
        for (label, digest), on in days.items()
        if label in guided
    ]
    last = len(order)
    return sorted(
        found, key=lambda one: (order.get(one.label, last), one.label, one.now, one.first)
    )


def versions_of(project: Project, problems: list[str]) -> list[Version]:
    """The versions that a project's tags bear: in a team those of all layers, for who may see them.

    What cannot be read is added to the `problems`.
    """
    team, views = project.team, [project]
    if team and (project.is_settled or team.sees_all(project.annotator)):
        views = [project.seen_by(name) for name in team.annotators]
    guidelines = Guidelines(project.folder, project.folder / DATA, project.files)
    labels = [label.name for label in project.settings.scheme.labels]
    problems += [why for label in labels if (why := guidelines.of(label).problem)]
    return versions(_tags(views, problems), labels, guidelines.digest)


def guided(project: Project, problems: list[str]) -> Iterator[str]:
    """What a paper says of the guidelines; nothing where no tag was made under one."""
    found: dict[str, list[str]] = {}
    for one in versions_of(project, problems):
        if one.digest and one.tags:
            found.setdefault(one.label, []).append(one.digest)
    if found:
        each = [f"{label} {listed(digests, 'then')}" for label, digests in found.items()]
        yield f"What the labels mean is written in guidelines, of these versions: {listed(each)}."


def _tags(views: Iterable[Project], problems: list[str]) -> Iterator[Tagged]:
    for view in views:
        for example in view.examples():
            if isinstance(example, PostilError):
                problems.append(str(example))
            else:
                yield from example.annotations
