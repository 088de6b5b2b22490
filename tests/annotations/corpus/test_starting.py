"""What annotators tagged before there was a team is copied into the layer of each, once."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import FINE, Annotation, Change, Code, Contents, Decision, Link
from annotations.article import Article
from annotations.corpus.sharing import Sharing
from annotations.corpus.starting import Copied, Start
from annotations.entity import entity
from annotations.errors import PostilError
from annotations.project import Project
from tests.annotations.corpus.teams import SETTINGS

TEXT = "Orla Venn met the guild.\n\nShe said: \u201cNo ferry runs.\u201d\n"
AT = "2031-04-01T00:00:00Z"
ARTICLE = Article("ferry-1", "Ferry", TEXT)


def tag(id: str, annotator: str, start: int = 0, end: int = 9, **more: object) -> Annotation:
    return Annotation(id, start, end, "actor", annotator, **more)  # type: ignore[arg-type]


def put(project: Project, id: str, by: str, store: str = "", **parts: object) -> None:
    change = Change(id, id, by, AT, **parts)  # type: ignore[arg-type]
    (project.layer(store) if store else project.result).apply(ARTICLE, change)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """One article that ana and ben tagged before there was a team, and gus, who is not in it."""
    (tmp_path / "postil.toml").write_text(SETTINGS)
    project = Project(tmp_path, "ana")
    project.seen_by(None).entities.add(entity("orla-venn", "Orla Venn", same_as=("venn",)))
    project.seen_by(None).entities.add(entity("venn", "Venn"))
    mine = (tag("a1", "ana", attrs={"entity": "orla-venn"}), tag("a2", "ana", 18, 23),
            tag("a3", "ana", verdict="rejected"))  # fmt: skip
    about = ("check", "edges", "a1")
    put(project, "1", "ana", added=mine, linked=(Link("with", "a1", "a2"),),
        decided=(Decision("check", about, "x", FINE, by="ana", at=AT),),
        coded=(Code("ana", "frame", "war"), Code("ben", "frame", "money")))  # fmt: skip
    put(project, "2", "ben", added=(tag("b1", "ben"), tag("g1", "gus"), tag("g2", "gus")),
        linked=(Link("with", "b1", "a2"),))  # fmt: skip
    put(project, "3", "ana", status=("open", "done"))
    return project


def start(project: Project, dry: bool = False) -> tuple[list[Copied], list[PostilError], Start]:
    assert project.team is not None
    starting = Start(project, project.team, dry)
    found = list(starting.run())
    copied = [one for one in found if isinstance(one, Copied)]
    return copied, [one for one in found if isinstance(one, PostilError)], starting


def layer(project: Project, name: str) -> Contents:
    return Project(project.folder, name).store.load("ferry-1")


def test_each_gets_what_is_theirs_as_one_change_and_the_result_stays(project: Project) -> None:
    before = project.result.load("ferry-1")
    copied, problems, starting = start(project)
    assert copied == [Copied("ana", "ferry-1", 2, 0), Copied("ben", "ferry-1", 1, 1)]
    assert problems == []
    assert starting.others == {"gus": 2}
    ana, ben = layer(project, "ana"), layer(project, "ben")
    assert set(ana.annotations) == {"a1", "a2", "a3"}
    assert (ana.links, ana.status) == ({Link("with", "a1", "a2")}, "done")
    assert [one.answer for one in ana.decisions] == [FINE]
    assert ana.codes_of("ana") == {"frame": "war"}
    assert {id: one for id, one in before.annotations.items() if id in ana.annotations} == (
        ana.annotations
    )
    assert (set(ben.annotations), ben.links, ben.status) == ({"b1"}, frozenset(), "open")
    assert ben.codes_of("ben") == {"frame": "money"}
    assert layer(project, "cleo") == Contents()
    assert len(project.layer("ana").history("ferry-1")) == 1
    assert Project(project.folder).result.load("ferry-1") == before
    assert set(project.seen_by("ana").entities.all()) == {"orla-venn", "venn"}
    assert project.seen_by("ben").entities.all() == {}


def test_a_trial_writes_nothing(project: Project) -> None:
    assert start(project, dry=True)[0]
    assert not (project.folder / ".postil" / "layers").exists()
    assert not (project.folder / ".postil" / "team").exists()


def test_again_nothing_is_copied_whatever_became_of_it(project: Project) -> None:
    start(project)
    old = layer(project, "ana").annotations
    put(project, "4", "ana", "ana", removed=(old["a1"], old["a2"]), unlinked=(),
        added=(replace(old["a2"], end=22),), status=("done", "open"))  # fmt: skip
    assert start(Project(project.folder, "ana"))[:2] == ([], [])
    now = layer(project, "ana")
    assert (set(now.annotations), now.annotations["a2"].end, now.status) == (
        {"a2", "a3"},
        22,
        "open",
    )


def test_what_came_into_the_result_since_is_copied_then(project: Project) -> None:
    start(project)
    put(project, "4", "ana", "ana", added=(tag("own", "ana", 10, 13),))
    put(project, "5", "ana", added=(tag("a4", "ana", 14, 17),))
    assert start(Project(project.folder, "ben"))[0] == [Copied("ana", "ferry-1", 1, 0)]
    assert set(layer(project, "ana").annotations) == {"a1", "a2", "a3", "a4", "own"}


def test_a_layer_with_other_things_in_it_is_refused_and_the_others_are_not(
    project: Project,
) -> None:
    put(project, "4", "ana", "ana", added=(tag("own", "ana"),))
    copied, (problem,), _ = start(Project(project.folder, "ben"))
    assert copied == [Copied("ben", "ferry-1", 1, 1)]
    assert str(problem).startswith("ferry-1: ana's layer has other things in it already.")
    assert set(layer(project, "ana").annotations) == {"own"}


def test_what_was_adjudicated_is_nobodys_any_more(project: Project) -> None:
    settled = Decision("adjudicate", ("adjudicate", "span", "a1"), "", "nobody", by="dora", at=AT)
    put(project, "4", "dora", decided=(settled,))
    copied, problems, starting = start(project)
    assert (copied, problems, starting.adjudicated) == ([], [], 1)


def test_what_one_began_is_among_ones_groups(project: Project) -> None:
    start(project)
    assert project.team is not None
    readers = Sharing(project, project.team).read().readers("ferry-1")
    assert {"ana", "ben"} <= {*readers}


def test_in_two_clones_the_changes_are_the_same_ones(project: Project, tmp_path: Path) -> None:
    ids = list[list[str]]()
    for _ in range(2):
        start(project)
        ids.append([one.id for one in Project(project.folder).layer("ana").history("ferry-1")])
        for name in ("ana", "ben"):
            home = Project(project.folder, name).home
            home.rename(tmp_path / f"{home.name}-{len(ids)}")
        project = Project(project.folder, "ana")
    assert ids[0] == ids[1]


def test_what_waits_on_an_earlier_text_waits_in_the_layer(project: Project) -> None:
    changed = replace(ARTICLE, text=TEXT.replace("guild", "crew"))
    old = project.result.load("ferry-1").annotations["a2"]
    waits = replace(old, text_digest=ARTICLE.digest)
    change = Change("5", "5", "ana", AT, removed=(old,), added=(waits,))
    project.result.apply(changed, replace(change, text=(ARTICLE.digest, changed.digest)))
    copied, problems, _ = start(Project(project.folder, "ana"))
    assert (len(copied), problems) == (2, [])
    doubts = Project(project.folder, "ana").doubts("ferry-1")
    there = project.seen_by(None).doubts("ferry-1")
    assert "a2" in {one.tag.id for one in doubts}
    assert doubts == [one for one in there if one.tag.annotator == "ana"]


def test_what_an_import_marked_as_done_is_done_by_all_who_tag(project: Project) -> None:
    put(project, "4", "ana", status=("done", "open"))
    put(project, "5", "import", status=("open", "done"))
    start(project)
    assert (layer(project, "ana").status, layer(project, "ben").status) == ("done", "done")
    assert layer(project, "cleo").status == "open"


def test_of_a_status_without_a_history_all_who_tag_have_it(project: Project) -> None:
    for file in (project.folder / ".postil" / "history").rglob("*.jsonl"):
        file.unlink()
    start(project)
    assert (layer(project, "ana").status, layer(project, "ben").status) == ("done", "done")
