"""What somebody reads once more, in a layer of its own that knows nothing of the first reading."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from annotations.corpus.sharing import Sharing
from annotations.listing import Query
from annotations.project import Project
from annotations.team.shares import Line
from annotations.team.team import Team, again


def due(project: Project, team: Team, now: datetime) -> frozenset[str]:
    """The groups that a project's annotator is to read once more by now; what is new is kept.

    One is due so many weeks after all of its articles were first marked done, or skipped. No layer
    is read but the annotator's own first one. Raises `StoreError`.
    """
    sharing, name = Sharing(project, team), again(project.annotator)
    shares = sharing.read()
    chosen = {group for group, who in shares.again.items() if project.annotator in who}
    before = frozenset(group for group in chosen if name in shares.due.get(group, ()))
    latest = now - timedelta(weeks=team.repeat_after)
    new = [group for group in sorted(chosen - before) if _is_due(project, group, latest)]
    sharing.keep(Line(group, due=name) for group in new)
    return before.union(new)


def waiting(project: Project, team: Team, now: datetime) -> int:
    """How many articles a project's annotator has to read once more by now."""
    if not (groups := due(project, team, now)):
        return 0
    second = project.seen_by(again(project.annotator)).store
    try:
        return second.listing(Query(status="open", among=groups), 0, 0).matches
    finally:
        second.close()


def other_reading(project: Project) -> Project:
    """The project as its annotator has it who reads once more, or from there reads first."""
    assert project.team
    name = project.annotator
    return project.seen_by(project.team.first(name) or again(name))


def _is_due(project: Project, group: str, latest: datetime) -> bool:
    """Whether all of a group was done by a time."""
    rows = project.store.listing(Query(among=frozenset({group}))).rows
    if any(row.status == "open" for row in rows):
        return False
    done = [row.id for row in rows if row.status == "done"]
    return bool(done) and all(_was_done(project, id, latest) for id in done)


def _was_done(project: Project, id: str, latest: datetime) -> bool:
    """Whether an article was first marked done by a time; it was where that is not known."""
    turns = (one for one in project.store.history(id) if one.status and one.status[1] == "done")
    first = next(turns, None)
    with suppress(ValueError):  # a history may have been written by anybody
        at = datetime.fromisoformat(first.at if first else "")
        return at.replace(tzinfo=at.tzinfo or UTC) <= latest
    return True


def begun(project: Project) -> list[str]:
    """The names under which somebody has begun to read once more."""
    names = map(again, project.team.annotators if project.team else ())
    return [name for name in names if project.layer(name).begun()]
