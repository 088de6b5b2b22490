"""How much there is: articles and tags by status, label and annotator."""

from collections import Counter
from typing import Any

from annotations.errors import PostilError
from annotations.project import Project


def counted(project: Project) -> tuple[dict[str, Any], list[str]]:
    """The counts of a project, ready for JSON, and what could not be read."""
    articles, status = 0, Counter[str]()
    labels = Counter({label.name: 0 for label in project.settings.scheme.labels})
    annotators, problems = Counter[str](), list[str]()
    for example in project.examples():
        if isinstance(example, PostilError):
            problems.append(str(example))
            continue
        articles += 1
        status[example.status] += 1
        labels.update(a.label for a in example.annotations)
        annotators.update(a.annotator for a in example.annotations)
    counts = {
        "articles": articles,
        "annotations": sum(labels.values()),
        "status": {name: status[name] for name in ("open", "done", "skipped")},
        "labels": dict(labels),
        "annotators": dict(sorted(annotators.items())),
    }
    return counts, problems
