"""A project of a team, with events of two reports each, and articles that stand alone."""

from pathlib import Path

from annotations.article import Article, Metadata
from annotations.project import Project

SETTINGS = """
[team]
annotators = ["ana", "ben", "cleo"]
overlap = 0.5
adjudicators = ["dora"]
"""


def reports(*events: str) -> list[Article]:
    """Two reports of each event."""
    return [
        Article(f"{event}-{n}", f"{event} {n}", f"Report {n} of the {event} in Adeyo.\n",
                Metadata(group=event))
        for event in events for n in (1, 2)
    ]  # fmt: skip


def alone(*ids: str) -> list[Article]:
    """Articles that belong to no event."""
    return [Article(id, id, f"A column on {id}.\n") for id in ids]


def team_project(folder: Path, annotator: str = "ana", more: str = "") -> Project:
    """A project of ana, ben and cleo in a folder, of four events and two columns."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "postil.toml").write_text(SETTINGS + more)
    project = Project(folder, annotator)
    events = ("ferry", "strike", "flood", "vote")
    project.result.add([*reports(*events), *alone("tea", "rain")])
    return project
