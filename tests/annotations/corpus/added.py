"""What was added to a project, as tests look at it."""

import json
from collections import Counter
from collections.abc import Callable

from annotations.corpus.adding import Outcome
from annotations.project import Project

Add = Callable[..., list[Outcome]]


def kinds(outcomes: list[Outcome]) -> dict[str, int]:
    return dict(Counter(outcome.kind for outcome in outcomes))


def lines(*rows: dict[str, str]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def texts(project: Project) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in project.store.articles():
        article = project.store.article(one.id)
        assert article is not None
        found[article.id] = article.text
    return found
