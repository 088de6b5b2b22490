"""The sample articles as a team would have them: ana and ben read them, cyd settles the rest.

Each tags what gold has, but for a tag now and then, so that there is something to settle. Days are
set, so that the same comes of it every time.
"""

from pathlib import Path
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

from annotations.annotation import Change, Link
from annotations.clock import new_id
from annotations.corpus.adding import Adding, Plan
from annotations.corpus.sharing import Sharing
from annotations.corpus.unaided import unaided_groups
from annotations.example import Example
from annotations.formats import jsonl
from annotations.project import Project
from annotations.sources.search import Search
from benchmarks.teams import settle

SAMPLES = Path(__file__).parent.parent / "sample_articles"
GOLD = {one.article.digest: one for one in jsonl.read(SAMPLES / "gold.jsonl")
        if isinstance(one, Example)}  # fmt: skip
_SETTINGS = """\
[team]
annotators = ["ana", "ben"]
adjudicators = ["cyd"]
overlap = 1.0
"""
_AT = "2031-03-{day:02}T16:00:00.000Z"


def read(project: Project) -> None:
    """Tag in one's articles what gold has, less a tag now and then, and mark them done.

    ana misses every seventh tag and ben every fifth; of articles without gold nothing is tagged.
    """
    name = project.annotator
    every = 7 if name == "ana" else 5
    for number, listed in enumerate(project.store.listing().rows):
        article, example = project.store.article(listed.id), GOLD.get(listed.digest)
        assert article
        tags, links = (example.annotations, example.links) if example else ((), ())
        at = _AT.format(day=3 + number)
        kept = [
            replace(tag, id=f"{name}-{tag.id}", annotator=name, created=at)
            for n, tag in enumerate(tags)
            if n % every
        ]
        own = {Link(k.type, f"{name}-{k.source}", f"{name}-{k.target}") for k in links}
        ids = {tag.id for tag in kept}
        linked = tuple(sorted(link for link in own if {link.source, link.target} <= ids))
        done = _change(project, at, added=tuple(kept), linked=linked, status=("open", "done"))
        project.store.apply(article, done)


def _change(project: Project, at: str, **parts: Any) -> Change:
    id = new_id()
    return Change(id, id, project.annotator, at, **parts)


def made(folder: Path) -> Project:
    """A team's project of the articles that have gold, in which all is settled."""
    (folder / "postil.toml").write_text(_SETTINGS, encoding="utf-8")
    project = Project(folder, "cyd")
    files = Search().all([SAMPLES / event for event in ("ferry-strike", "harbour-talks")])
    for _ in Adding(project, Plan()).outcomes(list(files)):
        pass
    assert project.team
    Sharing(project, project.team).deal()
    unaided_groups(project)
    for name in project.team.annotators:
        read(Project(folder, name))
    # What is settled bears the hour, and so do the digests of an export.
    hour = _AT.format(day=20)
    with (
        patch("annotations.corpus.adjudicating.now", lambda: hour),
        patch("benchmarks.teams.now", lambda: hour),
    ):
        settle(project)
    return project
