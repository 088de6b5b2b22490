"""`import postil`: what a project does from Python, alone and in a team, and its figures."""

import json
from pathlib import Path
from typing import Any

import pytest

import postil
from annotations.annotation import Annotation as Tag
from annotations.annotation import Change
from annotations.article import Article as Text
from annotations.corpus.withheld import Withheld
from annotations.errors import Refused, UsageError
from annotations.project import Project as Inner
from annotations.store.tiny import TinyStore
from annotations.withholding import Trial, same_words
from tests.notebook import TEXT, talks

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "sample_articles" / "gold.jsonl"
PAGE = ROOT / "docs" / "notebook.md"


@pytest.fixture
def project(tmp_path: Path) -> postil.Project:
    return talks(tmp_path)


# A project


def test_what_is_tagged_is_on_the_disk_by_name_and_undone_by_the_app(
    project: postil.Project,
) -> None:
    tag = project.annotate("ferry", "Ines Tolland", "actor", occurrence=2)
    assert (tag.start, tag.end, tag.text) == (30, 42, "Ines Tolland")
    date = project.annotate("ferry", (21, 29), "date", attrs={"value": "2031-03"}, note="hm")
    assert (date.text, date.attrs, date.note) == ("Friday.", {"value": "2031-03"}, "hm")
    again = postil.open(project.folder, "ana")
    assert again.annotations == (date, tag)
    store = Inner(project.folder, "ana").store
    assert [(one.kind, one.annotator) for one in store.history("ferry")] == [("edit", "ana")] * 2
    again.undo("ferry")
    assert [one.id for one in project.annotations] == [tag.id]
    with pytest.raises(postil.PostilError, match="nothing to undo"):
        postil.open(project.folder, "ben").undo("ferry")


def test_the_same_tag_is_not_made_twice_and_another_label_stands_beside(
    project: postil.Project,
) -> None:
    first = project.annotate("ferry", "Friday", "date")
    assert project.annotate("ferry", " Friday", "date") == first
    project.annotate("ferry", "Friday", "actor")
    assert sorted(one.label for one in project.annotations) == ["actor", "date"]


def test_two_that_are_open_at_once_lose_nothing_of_each_other(project: postil.Project) -> None:
    other = postil.open(project.folder, "ben")
    for one, words in ((project, "Friday"), (other, "noon"), (project, "left"), (other, "spoke")):
        one.annotate("ferry", words, "date")
    assert [one.annotator for one in project.annotations] == ["ben", "ana", "ana", "ben"]
    other.undo("ferry")
    assert [one.text for one in project.annotations] == ["Friday", "left", "noon"]


def test_what_is_withheld_from_the_annotator_is_not_among_the_suggestions(
    project: postil.Project,
) -> None:
    (project.folder / "postil.toml").write_text("[suggest]\nwithhold = 0.5\n", "utf-8")
    inner = Inner(project.folder, "ana")
    waiting = [
        Tag(words, TEXT.index(words), TEXT.index(words) + len(words), "date", "m",
            origin="model:m", verdict="suggested")
        for words in ("Friday", "noon")
    ]  # fmt: skip
    change = Change("c", "c", "import", "", "import", added=tuple(waiting))
    inner.store.apply(Text("ferry", "Ferry", TEXT), change)
    drawn = [Trial("ferry", "date", same_words(tag.id), tag.id == "Friday", 0.5) for tag in waiting]
    Withheld(inner).write(drawn, "2031-03-04T10:00:00.000Z")
    again = postil.open(project.folder, "ana")
    assert [one.text for one in again.read().suggestions] == ["noon"]


def test_a_guideline_is_kept_that_a_tag_is_made_under(project: postil.Project) -> None:
    (project.folder / "guidelines").mkdir()
    (project.folder / "guidelines" / "date.md").write_text("A day.\n", "utf-8")
    project.annotate("ferry", "Friday", "date")
    (tag,) = Inner(project.folder, "ana").store.load("ferry").annotations.values()
    assert tag.guideline
    assert (project.folder / ".postil" / "guidelines" / f"{tag.guideline}.md").is_file()


@pytest.mark.parametrize(
    ("where", "label", "more", "said"),
    [
        ("Ines Tolland", "actor", {}, r"is in ferry 2 times. Say which with occurrence=1 to 2"),
        (
            "Ines Tolland",
            "actor",
            {"occurrence": 3},
            "is in ferry 2 times. occurrence goes from 1 to 2",
        ),
        ("Ines Tolland", "actor", {"occurrence": 0}, "occurrence goes from 1 to 2"),
        ("Inez", "actor", {}, "'Inez' is not in ferry"),
        ("", "actor", {}, "'' is not in ferry"),
        ((3, 3), "actor", {}, "3-3 is not a span"),
        ((-4, 3), "actor", {}, "-4-3 is not a span"),
        ((0, 900), "actor", {}, "up to 59"),
        ((4, 5), "actor", {}, "There are no words"),
        ("Friday", "dat", {}, r"no label 'dat'. Did you mean date\?"),
        ("Friday", "date", {"attrs": {"day": 1}}, "date has no attribute 'day'. Its .*: value."),
        ("Friday", "date", {"attrs": {"value": "soon"}}, "'soon' is not a value of value"),
    ],
)
def test_what_cannot_be_tagged_is_refused_and_nothing_saved(
    where: Any, label: str, more: dict[str, Any], said: str, project: postil.Project
) -> None:
    with pytest.raises(UsageError, match=said):
        project.annotate("ferry", where, label, **more)
    assert project.annotations == ()


def test_an_article_that_is_not_there_or_not_to_be_changed_is_refused(
    project: postil.Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(postil.PostilError, match="no article boat"):
        project.annotate("boat", "Ines", "actor")
    monkeypatch.setattr(TinyStore, "refusal", lambda self, id: Refused("It is locked."))
    with pytest.raises(Refused, match="locked"):
        project.annotate("ferry", "Friday", "date")


def test_links_are_those_that_the_scheme_has(project: postil.Project) -> None:
    actor = project.annotate("ferry", "Ines Tolland", "actor", occurrence=1)
    quote = project.annotate("ferry", "left", "quote")
    link = project.link(quote, actor)
    assert project.links == (link,)
    with pytest.raises(postil.PostilError, match="cannot go from actor to quote"):
        project.link(actor, quote)
    project.undo("ferry")
    project.undo("ferry")
    with pytest.raises(postil.PostilError, match="is gone"):
        project.link(quote, actor)
    assert project.links == ()


def test_articles_are_added_once_from_paths_and_records(
    project: postil.Project, tmp_path: Path
) -> None:
    file = tmp_path / "boat.txt"
    file.write_text("A boat\n\nIt sank.\n", "utf-8")
    (id,) = project.add(file, group="boats")
    assert project.add(str(file)) == (id,)
    (boat,) = (one for one in project.articles if one.id == id)
    assert (boat.title, boat.group, boat.status) == ("A boat", "boats", "open")
    other = postil.open(tmp_path / "other", "ben", create=True)
    assert other.add(boat) == (id,)
    assert other.articles == (boat,)
    with pytest.warns(postil.PostilWarning, match="gone.txt does not exist") as told:
        assert other.add(tmp_path / "gone.txt", file) == (id,)
    assert told[0].filename == __file__
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "a.xyz").write_bytes(b"\0\1")
    with pytest.raises(postil.PostilError, match=r"Files of other kinds, so left out: 1 \(.xyz\)"):
        other.add(tmp_path / "odd")
    for wrong in (tmp_path / "gone.txt", {"title": "x"}, {"text": b"x"}):
        with pytest.raises(postil.PostilError):
            other.add(wrong)


def test_a_folder_without_a_project_is_refused_unless_one_is_to_be_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no project in .*create=True"):
        postil.open(tmp_path / "here")
    assert not (tmp_path / "here").exists()
    assert postil.open(tmp_path / "here", "ana", create=True).articles == ()


# A team


@pytest.fixture
def team(tmp_path: Path) -> Path:
    folder = tmp_path / "team"
    folder.mkdir()
    (folder / "postil.toml").write_text('[team]\nannotators = ["ana", "ben"]\n', "utf-8")
    inner = Inner(folder, "ana").seen_by(None)
    inner.store.add([Text("ferry", "Ferry", TEXT)])
    for name, start, label in (("ana", 0, "actor"), ("ben", 22, "date")):
        tag = Tag(name, start, start + 6, label, name)
        at = "2031-03-04T10:00:00.000Z"
        change = Change(name, name, name, at, added=(tag,), status=("open", "done"))
        inner.layer(name).apply(Text("ferry", "Ferry", TEXT), change)
    return folder


def test_somebody_of_a_team_sees_and_changes_their_own_layer_alone(team: Path) -> None:
    ana = postil.open(team, "ana")
    assert [(one.annotator, one.label) for one in ana.annotations] == [("ana", "actor")]
    ana.annotate("ferry", "noon", "date")
    assert len(ana.annotations) == 2
    assert [one.annotator for one in postil.open(team, "ben").annotations] == ["ben"]
    with pytest.raises(UsageError, match=r"eve is not in the team.*annotator="):
        postil.open(team, "eve")


def test_annotators_are_compared_by_name(team: Path) -> None:
    project = postil.open(team, "ana")
    found = postil.evaluate("ana", "ben", project=project)
    assert (found.names, found.whole.f1) == (("ana", "ben"), 0)
    assert [(one.label, one.first, one.second) for one in found.labels] == [
        ("actor", 1, 0),
        ("date", 0, 1),
    ]
    with pytest.raises(UsageError, match="cannot be compared with themselves"):
        postil.evaluate("ana", "ana", project=project)
    with pytest.raises(UsageError, match="eve has no layer"):
        postil.evaluate("ana", "eve", project=project)


# Figures and parts


def test_a_project_a_dataset_and_a_file_are_compared_with_one_another(
    project: postil.Project, tmp_path: Path
) -> None:
    project.annotate("ferry", "Friday", "date", attrs={"value": "2031-03-07"})
    project.annotate("ferry", "left", "actor")
    spans = [{"start": 22, "end": 28, "label": "date", "attrs": {"value": "2031-03-14"}}]
    file = tmp_path / "pred.jsonl"
    file.write_text(json.dumps({"id": "task-1", "text": TEXT, "spans": spans}), "utf-8")
    for other in (file, str(file), postil.read(file)):
        found = postil.evaluate(project, other)
        assert (found.whole.first, found.whole.second, found.whole.recall) == (2, 1, 0.5)
        assert [(one.label, one.f1) for one in found.labels] == [("actor", 0), ("date", 1)]
        (value,) = found.values
        assert (value.label, value.name, value.units, value.same) == ("date", "value", 1, 0)
        assert found.figures["labels"]["date"]["exact"]["value"] == 1
    with pytest.raises(UsageError, match="Name the project"):
        postil.evaluate(file, file, "ben")


def test_what_is_left_out_of_a_comparison_is_warned_of_once(tmp_path: Path) -> None:
    gold, pred = tmp_path / "gold.jsonl", tmp_path / "pred.jsonl"
    gold.write_text('{"id": "a", "text": "Oran spoke."}\n{"id": "b", "text": "Nobody."}\n')
    pred.write_text('{"id": "a", "text": "Oran spoke!?"}\n{"id": "b", "text": "Nobody."}\n')
    with pytest.warns(postil.PostilWarning, match="a has a different text") as told:
        found = postil.evaluate(gold, pred)
    assert len(told) == len(found.problems) == 1


def test_parts_are_those_of_an_export_and_stay(project: postil.Project) -> None:
    project.add(*({"id": f"n{n}", "text": f"{n} {'word ' * n}end."} for n in range(1, 9)))
    parts = postil.split(project, "50/50", allow_empty=True)
    assert sum(len(one.articles) for one in parts.values()) == 9
    kept = project.folder / ".postil" / "splits" / "50-50-seed-0.jsonl"
    lines = [json.loads(line) for line in kept.read_text().splitlines()]
    assert {one["id"]: one["part"] for one in lines} == {
        article.id: name for name, part in parts.items() for article in part.articles
    }
    project.add({"id": "late", "text": "Another story altogether."})
    again = postil.split(project, "50/50", allow_empty=True)
    for name, part in parts.items():
        assert {one.id for one in part.articles} <= {one.id for one in again[name].articles}
    project.annotate("ferry", "Friday", "date")
    with pytest.raises(UsageError, match="allow_empty=True"):
        postil.split(project, "50/50")
    assert [*postil.split(project, folds=3, allow_empty=True)] == ["fold1", "fold2", "fold3"]
