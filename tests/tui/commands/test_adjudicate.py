"""`postil adjudicate` without a screen: what is taken, what is listed, and who may do it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from annotations.adjudication.outcome import Outcome, decided
from annotations.annotation import Change
from annotations.article import Article
from annotations.corpus import adjudicating
from annotations.entity import Entity
from annotations.project import Project
from tests.annotations.adjudication.layers import layer, tag
from tests.tui.team import team

Run = Callable[..., Result]
EVE = ("--annotator", "eve")


@pytest.fixture
def project(run: Run, tmp_path: Path) -> Project:
    return team(tmp_path)


def test_what_all_agree_on_is_taken_in_one_change_an_article(run: Run, project: Project) -> None:
    assert not list(decided(project.result.load("harbour")))
    result = run("adjudicate", "--agreed", *EVE)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "postil: Taken: 2 tags in 1 article.\npostil: Left to settle: 3 differences.\n"
    )
    assert list(decided(project.result.load("harbour")))
    (change,) = project.result.history("harbour")
    assert [one.agreed for one in change.added] == [("ana", "ben")] * 2
    assert (change.annotator, change.id == change.action) == ("eve", True)
    again = run("adjudicate", "--agreed", *EVE)
    assert again.stderr.startswith("postil: Taken: 0 tags in 0 articles.")
    assert len(project.result.history("harbour")) == 1


def test_differences_are_listed_without_names_until_they_are_settled(
    run: Run, project: Project
) -> None:
    run("adjudicate", "--agreed", *EVE)
    told = run("adjudicate", "--list", *EVE).stdout
    assert told.count("\n") == 7
    for words in ("extent", "speaker", "3 May 2031", "no speaker", "Nadia Quillon"):
        assert words in told
    assert "ana" not in told.replace("Nadia", "")
    assert "ben" not in told
    found = json.loads(run("adjudicate", "--json", *EVE).stdout)["differences"]
    assert [(one["article"], one["kind"], one["state"]) for one in found] == [
        ("harbour", "tag", "open"), ("harbour", "link", "open"), ("talks", "tag", "open")
    ]  # fmt: skip
    assert {version["says"]: version["by"] for version in found[0]["versions"]} == {
        "date  “3 May”": ["ana"], "date  “3 May 2031”": ["ben"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--agreed", "--list"), 2, "--agreed takes, and --list only looks."),
        (("--list", "nowhere"), 1, "There is no article nowhere"),
        (("--list", "--annotator", "ana"), 2, "ana does not adjudicate in this project."),
    ],
)
def test_what_cannot_be_done_is_said(
    run: Run, project: Project, arguments: tuple[str, ...], code: int, says: str
) -> None:
    mine = () if "--annotator" in arguments else EVE
    result = run("adjudicate", *arguments, *mine)
    assert (result.exit_code, says in result.stderr) == (code, True), result.stderr


def test_a_project_without_a_team_has_nothing_to_adjudicate(run: Run, tmp_path: Path) -> None:
    (tmp_path / "postil.toml").write_text('annotator = "ana"\n')
    result = run("adjudicate")
    assert (result.exit_code, "no [team]" in result.stderr) == (2, True)


def test_anybody_adjudicates_where_nobody_is_named(run: Run, project: Project) -> None:
    settings = project.folder / "postil.toml"
    settings.write_text('[team]\nannotators = ["ana", "ben"]\n')
    assert run("adjudicate", "--list", "--annotator", "ana").exit_code == 0
    assert run("adjudicate", "--agreed", "--annotator", "somebody").exit_code == 0
    assert len(project.result.load("harbour").annotations) == 2


def test_only_articles_whose_readers_are_done_are_ready_others_are_named(
    run: Run, project: Project
) -> None:
    article = project.result.article("talks")
    assert article
    ben = project.layer("ben")
    ben.apply(article, Change("z", "z", "ben", "2032", status=("done", "open")))
    ready = [one.article.id for one in adjudicating.Adjudication(project).ready()]
    assert ready == ["harbour"]
    result = run("adjudicate", "--list", "talks", *EVE)
    assert result.stderr == "postil: talks: ben did not mark it done yet.\n"
    assert "Nadia Quillon" in result.stdout


def test_who_skipped_an_article_says_nothing_of_it(run: Run, project: Project) -> None:
    article = project.result.article("talks")
    assert article
    ben = project.layer("ben")
    ben.apply(article, Change("z", "z", "ben", "2032", status=("done", "skipped")))
    run("adjudicate", "--agreed", *EVE)
    (tag,) = project.result.load("talks").annotations.values()
    assert tag.agreed == ("ana",)
    assert project.result.load("talks").status == "done"


def test_an_article_that_nobody_has_read_cannot_be_settled(run: Run, project: Project) -> None:
    project.result.add([Article("new", "New", "Nothing was tagged here.\n")])
    result = run("adjudicate", "new", *EVE)
    assert (result.exit_code, "Nobody has read new yet." in result.stderr) == (1, True)


def test_an_entity_that_is_taken_has_its_file_in_the_result(run: Run, project: Project) -> None:
    for name, id in (("ana", "v"), ("ben", "w")):
        project.seen_by(name).entities.add(Entity(id, "Verrin"))
        article = project.result.article("harbour")
        assert article
        contents = layer(name, tag(f"{name}9", 55, 62, entity=id))
        change = Change(
            f"{name}e", "e", name, "2032", added=tuple(contents.annotations.values())
        )  # fmt: skip
        project.layer(name).apply(article, change)
    run("adjudicate", "--agreed", *EVE)
    tags = project.result.load("harbour").annotations
    assert tags["ana9"].attrs == {"entity": "v"}
    assert project.seen_by(None).entities.all() == {"v": Entity("v", "Verrin")}


def test_what_is_taken_is_exported_with_those_who_agreed(run: Run, project: Project) -> None:
    run("adjudicate", "--agreed", *EVE)
    result = run("export", "--format", "jsonl", "--output", "-")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    spans = [span for row in rows for span in row["spans"]]
    assert [span["agreed"] for span in spans] == [["ana", "ben"]] * 2


def test_of_a_damaged_layer_nothing_is_taken_and_that_is_said(run: Run, project: Project) -> None:
    (file,) = (project.folder / ".postil" / "layers").glob("ben-*/articles/*/harbour-*.json")
    file.write_text("{")
    result = run("adjudicate", "--agreed", "harbour", "talks", *EVE)
    assert result.exit_code == 1
    assert "damaged" in run("adjudicate", "--agreed", *EVE).stderr
    assert "is damaged" in result.stderr
    assert not project.result.load("harbour").annotations


def test_layers_are_merged_as_they_are_by_then(project: Project) -> None:
    adjudication = adjudicating.Adjudication(project)
    (ready, _) = adjudication.ready()
    assert isinstance(adjudication.outcome(ready), Outcome)
    assert len(adjudication.outcome(ready).open) == 1
    article = project.result.article("harbour")
    assert article
    more = layer("ben", tag("b9", 55, 62)).annotations["b9"]
    project.layer("ben").apply(article, Change("m", "m", "ben", "2032", added=(more,)))
    assert len(adjudication.outcome(ready).open) == 2
