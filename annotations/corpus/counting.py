"""How much there is: articles and tags by status, label and annotator."""

from typing import Any

from annotations.project import Project


def counted(project: Project) -> tuple[dict[str, Any], list[str]]:
    """The counts of a project, ready for JSON, and what could not be read."""
    project.store.refresh()
    totals = project.store.totals()
    labels = {label.name: 0 for label in project.settings.scheme.labels} | dict(totals.labels)
    counts = {
        "articles": totals.articles,
        "annotations": totals.annotations,
        "suggestions": totals.suggestions,
        "status": {name: totals.status.get(name, 0) for name in ("open", "done", "skipped")},
        "labels": labels,
        "annotators": dict(totals.annotators),
        "codes": dict(totals.codes),
    }
    return counts, [str(error) for error in totals.unread]
