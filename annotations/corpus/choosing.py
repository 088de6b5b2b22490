"""Whether a choice of articles and tags names what the project has, and no slip of the fingers."""

import difflib
from collections.abc import Collection

from annotations.dataset.choosing import Choice
from annotations.errors import UsageError
from annotations.project import Project

_NAMED = 10


def refuse_slips(project: Project, choice: Choice) -> None:
    """Raise `UsageError` for a label, an annotator or a group of which the project has nothing.

    Labels of the scheme may have no tags yet.
    """
    if not (choice.labels or choice.annotators or choice.groups):
        return
    project.store.refresh()
    totals = project.store.totals()
    scheme = [label.name for label in project.settings.scheme.labels]
    _refuse("label", choice.labels, {*scheme, *totals.labels})
    _refuse("annotator", choice.annotators, totals.annotators)
    if choice.groups:
        _refuse("group", choice.groups, [group.name for group in project.store.groups()])


def _refuse(kind: str, wanted: Collection[str], known: Collection[str]) -> None:
    for name in sorted(set(wanted).difference(known)):
        near = difflib.get_close_matches(name, known, 1)
        more = f" and {len(known) - _NAMED} more" if len(known) > _NAMED else ""
        listed = f"There are: {', '.join(sorted(known)[:_NAMED])}{more}." if known else None
        hint = f"Did you mean {near[0]}?" if near else listed
        raise UsageError(f"The project has no {kind} {name!r}.", hint or "There is none yet.")
