"""A project of a team, with events of two reports each, and articles that stand alone."""

from pathlib import Path

from annotations.adjudication.merging import merged
from annotations.adjudication.outcome import Outcome
from annotations.adjudication.settling import answered
from annotations.annotation import Annotation, Change, Contents
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


def settled_project(folder: Path) -> Project:
    """That project, in which ana and ben read `ferry-1` otherwise, and dora took ana's word in."""
    project, layers = team_project(folder), dict[str, Contents]()
    for name, end in (("ana", 15), ("ben", 8)):
        tag = Annotation(f"{name}-1", 0, end, "actor", name)
        change = Change(f"c-{name}", "x", name, "", added=(tag,), status=("open", "done"))
        put(Project(folder, name), "ferry-1", change)
        layers[name] = Project(folder, name).store.load("ferry-1")
    dora, scheme = Project(folder, "dora"), project.settings.scheme
    outcome = Outcome(merged(layers, scheme), Contents(), scheme, share=0)
    (case,) = outcome.open
    version = next(one for one in case.versions if "ana" in one.by)
    at = "2031-04-02T08:00:00Z"
    put(dora, "ferry-1", answered(outcome, case, "took", version, "the whole name", "dora", at))
    return project


def put(project: Project, id: str, change: Change) -> None:
    """Have a change made in one of a project's articles."""
    article = project.result.article(id)
    assert article is not None
    project.store.apply(article, change)


def team_project(folder: Path, annotator: str = "ana", more: str = "") -> Project:
    """A project of ana, ben and cleo in a folder, of four events and two columns."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "postil.toml").write_text(SETTINGS + more)
    project = Project(folder, annotator)
    events = ("ferry", "strike", "flood", "vote")
    project.result.add([*reports(*events), *alone("tea", "rain")])
    return project
