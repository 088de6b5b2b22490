"""The articles of the library that tests have, by group, and those that stand side by side."""

from typing import Any

BY_GROUP = [
    "Council passes its budget",
    "Ferry workers walk out",
    "No boats to the islands",
    "Union calls for talks",
    "Harbour to open in May",
    "Port Sallow deal is near",
    "A letter from the north",
]


def shown(at: Any) -> list[str]:
    """The titles of the articles side by side."""
    return [pane.session.article.title for pane in at.workbench.reading.panes]
