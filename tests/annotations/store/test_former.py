"""A project that the former version wrote: opened, tagged, saved, undone and exported unchanged."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Code, Link
from annotations.clock import new_id, now
from annotations.formats.request import Request
from annotations.project import Project
from annotations.session import Session
from annotations.store.folders import Folders

FORMER = Path(__file__).with_name("former_project")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(FORMER, tmp_path / "project")
    return tmp_path / "project"


def tables(root: Path, id: str) -> dict[str, Any]:
    return json.loads(Folders(root / ".postil").article(id).read_bytes())  # type: ignore[no-any-return]


def session(project: Project, id: str) -> Session:
    store = project.store
    article = store.article(id)
    assert article
    return Session(
        article,
        store.load(id),
        "ana",
        lambda article, change: store.apply(article, change),
        new_id,
        now,
        lambda: store.history(id),
        texts=store.text,
    )


def test_it_says_what_it_said(root: Path) -> None:
    project = Project(root)
    held = project.store.load("tolls")
    tags = {a.label: a for a in held.annotations.values() if a.stands and a.note}
    assert (tags["date"].attrs, tags["date"].note) == ({"value": "2031-03-03"}, "the day itself")
    assert sorted(a.verdict for a in held.annotations.values()) == ["", "", "", "", "rejected"]
    assert (held.status, len(held.links)) == ("done", 1)
    assert (held.decisions, held.codes) == (frozenset(), frozenset())
    waiting = project.store.load("ferry").annotations.values()
    assert [(a.label, bool(a.text_digest)) for a in waiting] == [("date", True)]
    assert [row.title for row in project.store.articles()] == [
        "Orsk ferry keeps its bell",
        "Tolls on the Orsk bridge end",
    ]
    assert project.store.article("tolls").meta.more == {"desk": "city"}  # type: ignore[union-attr]


def test_a_save_changes_what_was_changed_and_nothing_else(root: Path) -> None:
    before = tables(root, "tolls")
    project = Project(root)
    one = session(project, "tolls")
    start = one.article.text.index("Carters")
    tag = one.annotate((start, start + 7), "actor").added[0]
    after = tables(root, "tolls")
    assert after["annotations"].pop(tag.id)["text"] == "Carters"
    assert after == before
    one.undo()
    assert tables(root, "tolls") == before


def test_earlier_sittings_are_taken_back_step_by_step(root: Path) -> None:
    project = Project(root)
    steps = 0
    one = session(project, "tolls")
    while one._known_past().done:
        _, conflicts = one.undo()
        assert not conflicts
        steps += 1
    assert steps == 9
    held = project.store.load("tolls")
    assert (held.status, held.links) == ("open", frozenset())
    assert [a.verdict for a in held.annotations.values()] == ["suggested"]


def test_what_is_new_stands_beside_it(root: Path) -> None:
    project = Project(root)
    one = session(project, "tolls")
    one.code({"frame": "trade", "sure": True})
    one.answer("finding", ("check", "edges", "x"), "d1", "fine")
    held = Project(root).store.load("tolls")
    assert held.codes == {Code("ana", "frame", "trade"), Code("ana", "sure", True)}
    assert [d.answer for d in held.decisions] == ["fine"]
    one.undo()
    one.undo()
    held = Project(root).store.load("tolls")
    assert (held.codes, held.decisions) == (frozenset(), frozenset())


def test_it_is_exported(root: Path) -> None:
    from annotations.formats.jsonl import record_of

    (example,) = [e for e in Project(root).examples() if e.article.id == "tolls"]  # type: ignore[union-attr]
    record = record_of(example, Request(), ())
    assert [(span.label, span.text) for span in record.spans] == [  # type: ignore[union-attr]
        ("date", "3 March 2031"),
        ("actor", "Mira Tolvane"),
        ("actor", "Orsk council"),
        ("quote", "\u201cThe bridge is paid for.\u201d"),
    ]
    (link,) = record.links  # type: ignore[misc]
    assert isinstance(link, Link)
    assert link.type == "speaker"
