"""Exports and agreement of a team: the result, one layer, or all layers together."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Code, Decision, Link
from annotations.article import Article
from annotations.corpus.unaided import unaided_groups
from annotations.project import Project

Run = Callable[..., Result]

TEXT = "Talks\n\nOrla Venn met the guild on Monday.\n"
ORLA, GUILD, MONDAY = (7, 16), (21, 30), (34, 40)


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of three articles; ana tagged two of them, ben one, and nobody the third."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "postil.toml").write_text('[team]\nannotators = ["ana", "ben"]\n')
    project = Project(tmp_path)
    project.result.add([article(name) for name in ("a", "b", "c")])
    put(project, "ana", "a", tag("1", ORLA, "actor", "ana"), tag("2", MONDAY, "date", "ana"))
    put(project, "ana", "b", tag("3", ORLA, "actor", "ana"))
    put(project, "ben", "a", tag("1", ORLA, "actor", "ben"), tag("4", GUILD, "actor", "ben"))
    return tmp_path


def article(name: str) -> Article:
    return Article(name, name.upper(), TEXT)


def tag(id: str, span: tuple[int, int], label: str, annotator: str) -> Annotation:
    return Annotation(id, *span, label, annotator)


def put(
    project: Project, layer: str, name: str, *tags: Annotation, id: str = "", **more: Any
) -> None:
    store = project.layer(layer) if layer else project.result
    id = id or f"{layer}-{name}"
    change = Change(id, id, layer, "2031-04-01T00:00:00Z", added=tags, **more)
    store.apply(article(name), change)


def exported(run: Run, *options: str) -> dict[str, list[tuple[str, str, str]]]:
    result = run("export", "--format", "jsonl", "--output", "-", *options)
    assert result.exit_code == 0, result.output
    rows = map(json.loads, result.stdout.splitlines())
    return {
        row["id"]: [(span["annotator"], span["label"], span["text"]) for span in row["spans"]]
        for row in rows
    }


def test_nothing_is_exported_before_anything_is_adjudicated(run: Run, team: Path) -> None:
    for target in ("-", "out.jsonl"):
        result = run("export", "--format", "jsonl", "--output", target)
        assert result.exit_code == 1
        assert "Nothing is adjudicated yet; there are the layers of" in result.stderr
        assert "ana (2 articles) and ben (1 article)" in result.stderr
        assert "--layers" in result.stderr
        assert not result.stdout
    assert not (team / "out.jsonl").exists()


def test_the_result_is_exported_and_what_is_not_settled_is_said(run: Run, team: Path) -> None:
    settled = Decision("adjudicate", ("adjudicate", "span", "1"), "", "nobody", by="cyd")
    put(Project(team), "", "a", tag("9", GUILD, "actor", "cyd"))
    put(Project(team), "", "b", decided=(settled,))
    result = run("export", "--format", "jsonl", "--output", "out.jsonl")
    assert result.exit_code == 0
    rows = [json.loads(line) for line in (team / "out.jsonl").read_text().splitlines()]
    assert [(row["id"], len(row["spans"])) for row in rows] == [("a", 1), ("b", 0)]
    assert "1 article left out that nobody adjudicated." in result.stderr


def test_a_layer_has_what_its_annotator_tagged(run: Run, team: Path) -> None:
    assert exported(run, "--layer", "ana") == {
        "a": [("ana", "actor", "Orla Venn"), ("ana", "date", "Monday")],
        "b": [("ana", "actor", "Orla Venn")],
    }
    assert list(exported(run, "--layer", "ben")) == ["a"]
    result = run("export", "--format", "jsonl", "--output", "ben.jsonl", "--layer", "ben")
    assert "2 articles left out of which these annotators did nothing." in result.stderr


def test_all_layers_stand_beside_each_other(run: Run, team: Path) -> None:
    """Even where two tags have one id, as after one suggestion that both took."""
    both = [
        ("ana", "actor", "Orla Venn"),
        ("ana", "date", "Monday"),
        ("ben", "actor", "Orla Venn"),
        ("ben", "actor", "the guild"),
    ]
    assert sorted(exported(run, "--layers")["a"]) == both
    assert sorted(exported(run, "--layer", "ben", "--layer", "ana")["a"]) == both
    rows = run("export", "--format", "jsonl", "--output", "-", "--layers").stdout.splitlines()
    ids = [span["id"] for span in json.loads(rows[0])["spans"]]
    assert len(set(ids)) == len(ids) == 4


def test_links_go_along_with_tags_that_get_another_id(run: Run, team: Path) -> None:
    for name in ("ana", "ben"):
        tags = tag("q", (0, 5), "quote", name), tag("s", ORLA, "actor", name)
        put(Project(team), name, "c", *tags, linked=(Link("speaker", "q", "s"),))
    result = run("export", "--format", "jsonl", "--output", "-", "--layers")
    row = [json.loads(line) for line in result.stdout.splitlines()][-1]
    whose = {span["id"]: span["annotator"] for span in row["spans"]}
    assert len(whose) == 4
    assert sorted((whose[k["from"]], whose[k["to"]]) for k in row["links"]) == [
        ("ana", "ana"),
        ("ben", "ben"),
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--layer", "cyd"), "cyd has no layer"), (("--layer", "ana", "--labels", "acter"), "acter")],
)
def test_what_there_is_not_is_refused(
    run: Run, team: Path, options: tuple[str, ...], said: str
) -> None:
    result = run("export", "--format", "jsonl", "--output", "-", *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_without_a_team_there_are_no_layers(run: Run, gold: Path) -> None:
    asked = ("export", "--format", "jsonl", "--output", "-")
    result = run(*asked, "--layer", "ana")
    assert result.exit_code == 2
    assert "There are no layers" in result.stderr
    assert "--annotator NAME" in result.stderr
    assert run(*asked, "--layers").stdout == run(*asked).stdout


def done(project: Project, name: str, layer: str) -> None:
    put(project, layer, name, status=("open", "done"), id=f"done-{layer}-{name}")


def test_agreement_is_that_of_what_annotators_marked_done(run: Run, team: Path) -> None:
    refused = run("evaluate", "--annotators", "ana", "ben")
    assert refused.exit_code == 2
    assert "ana read 0 articles and ben read 0 articles" in refused.stderr
    project = Project(team)
    for name, layer in [("a", "ana"), ("a", "ben"), ("b", "ana")]:
        done(project, name, layer)
    put(project, "ben", "a", tag("5", MONDAY, "date", "ben"), id="late")
    result = run("evaluate", "--annotators", "ana", "ben", "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["articles"] == [{"id": "a", "first": 2, "second": 2, "both": 1}]
    assert "marked done, so not counted: 1 change" in result.stderr
    assert "only one of them, so left out: 1 article" in result.stderr


def test_three_annotators_are_compared_two_by_two(run: Run, team: Path) -> None:
    """Who read an article and tagged nothing in it is compared, too."""
    (team / "postil.toml").write_text('[team]\nannotators = ["ana", "ben", "cyd"]\n')
    project = Project(team)
    for layer in ("ana", "ben", "cyd"):
        done(project, "a", layer)
    result = run("evaluate", "--annotators", "ana", "ben", "cyd")
    assert result.exit_code == 0, result.output
    labels, pairs, *_ = result.stdout.split("\n\n")
    assert labels.split()[:6] == ["label", "spans", "F1", "half", "any", "border"]
    assert [row.split() for row in pairs.splitlines()] == [
        ["annotators", "articles", "F1", "half"],
        ["ana,", "ben", "1", ".50", ".50"],
        ["ana,", "cyd", "1", ".00", ".00"],
        ["ben,", "cyd", "1", ".00", ".00"],
        ["mean", ".17", ".17"],
    ]


def test_values_codes_and_links_are_compared(run: Run, team: Path) -> None:
    project = Project(team)
    for name, day, frame in [("ana", "2031-04-01", "economy"), ("ben", "2031-04-08", "economy")]:
        quote = tag(f"q-{name}", (0, 5), "quote", name)
        date = replace(tag(f"d-{name}", MONDAY, "date", name), attrs={"value": day})
        who = tag(f"s-{name}", ORLA, "actor", name)
        put(
            project, name, "c", quote, date, who, status=("open", "done"),
            linked=(Link("speaker", quote.id, who.id),), coded=(Code(name, "frame", frame),),
        )  # fmt: skip
    found = json.loads(run("evaluate", "--annotators", "ana", "ben", "--json").stdout)
    assert found["links"] == {"speaker": {"first": 1, "second": 1, "both": 1}}
    assert found["codes"]["frame"]["same"] == 1
    (value,) = found["attributes"]
    assert (value["label"], value["attribute"], value["same"]) == ("date", "value", 0)


def test_what_was_read_without_suggestions_is_told_apart(run: Run, team: Path) -> None:
    project = Project(team, "ana")
    assert len(unaided_groups(project)) == 2
    for name in "abc":
        for layer in ("ana", "ben"):
            done(project, name, layer)
    result = run("evaluate", "--annotators", "ana", "ben")
    halves = result.stdout.split("\n\n")[1].splitlines()
    assert [row.split()[:2] for row in halves] == [
        ["suggestions", "articles"],
        ["without", "2"],
        ["with", "1"],
    ]
    found = json.loads(run("evaluate", "--annotators", "ana", "ben", "--json").stdout)
    parts = [found[f"{name}_suggestions"]["whole"] for name in ("without", "with")]
    assert sum(part["first"] for part in parts) == found["whole"]["first"]


def test_to_compare_layers_moves_nothing_in_them(run: Run, team: Path) -> None:
    """A new text is followed by each owner's next opening, whoever looks before that."""
    project = Project(team, "ana")
    for layer in ("ana", "ben"):
        done(project, "a", layer)
    (team / "new.jsonl").write_text(json.dumps({"id": "a", "text": f"Once more. {TEXT}"}))
    added = run("--annotator", "ana", "add", "new.jsonl", "--update")
    assert added.exit_code == 0, added.output
    his = Project(team, "ben").home
    before = {path: path.read_bytes() for path in his.rglob("*.json*")}
    found = json.loads(run("evaluate", "--annotators", "ana", "ben", "--json").stdout)
    assert found["articles"] == [{"id": "a", "first": 2, "second": 2, "both": 1}]
    assert {path: path.read_bytes() for path in his.rglob("*.json*")} == before
