"""Over a project with bad articles every command names each of them, does the rest, and ends 1."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.annotation import Annotation, Change
from annotations.project import Project
from tests import bad_articles
from tui.cli import COMMANDS, postil
from tui.commands import telling

READABLE = {
    "a span beyond the text", "a span before the text", "a span of nothing", "values of any kind",
    "deep in a tag", "a newer one",
}  # fmt: skip
WAYS = [(id, kind, how) for id, kind, how in bad_articles.ids() if how not in READABLE]
ARTICLES = [id for id, kind, _ in WAYS if kind == "articles"]
TEXTS = [id for id, kind, _ in WAYS if kind == "texts"]
LISTED = [id for id, kind, how in WAYS if kind == "articles" and how != "half UTF-8"]
"""Those of which a list can say nothing."""
GOOD = [f"good-{number}" for number in range(len(bad_articles.ids()))]

Run = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(telling, "_NAMED", 1000)
    monkeypatch.chdir(tmp_path)
    project = bad_articles.made(tmp_path, monkeypatch)
    article = project.store.article("good-0")
    assert article
    tag = Annotation("by-ben", 0, 4, "actor", "ben")
    project.store.apply(article, Change("b", "b", "ben", "2031", added=(tag,)))
    return project


# The call, which bad articles it has to name, and what shows that it did the rest.
CALLS: dict[str, tuple[tuple[str, ...], list[str], Callable[[Project, str], list[str]]]] = {
    "list": (("list",), LISTED, lambda project, out: told(out)),
    "list --json": (("list", "--json"), LISTED, lambda project, out: told(out)),
    "stats": (("stats",), LISTED, lambda project, out: GOOD * ("actor" in out)),
    "stats --sources": (("stats", "--sources"), ARTICLES + TEXTS, lambda project, out: GOOD),
    "find": (("find", "Oran"), ARTICLES + TEXTS, lambda project, out: told(out)),
    "check": (("check", "--kind", "token"), ARTICLES + TEXTS, lambda project, out: GOOD),
    "export": (
        ("export", "--format", "jsonl", "--output", "out.jsonl"),
        ARTICLES + TEXTS,
        lambda project, out: told(Path("out.jsonl").read_text()),
    ),
    "export --split": (
        ("export", "--format", "conll", "--output", "out", "--split", "80/10/10", "--layers"),
        ARTICLES + TEXTS,
        lambda project, out: GOOD * Path("out").is_dir(),
    ),
    "evaluate": (
        ("evaluate", "--annotators", "ana", "ben"),
        ARTICLES + TEXTS,
        lambda project, out: GOOD * ("actor" in out),
    ),
    "methods": (("methods",), ARTICLES + TEXTS, lambda project, out: GOOD * ("actor" in out)),
    "group": (("group", "--dry-run"), ARTICLES + TEXTS, lambda project, out: GOOD),
    "suggest": (("suggest",), ARTICLES + TEXTS, lambda project, out: GOOD * ("label" in out)),
    "relabel": (
        ("relabel", "actor", "proposal"),
        ARTICLES + TEXTS,
        lambda project, out: [id for id in GOOD if "proposal" in labels(project, id)],
    ),
    "set": (
        ("set", *ARTICLES, *GOOD, "--author", "Nim Sol"),
        ARTICLES,
        lambda project, out: [id for id in GOOD if author(project, id) == "Nim Sol"],
    ),
    "remove": (
        ("remove", *ARTICLES[:3], *GOOD),
        ARTICLES[:3],
        lambda project, out: [id for id in GOOD if project.store.listed(id) is None],
    ),
    "copy": (
        ("copy", "--from", ".", "--to", "there"),
        ARTICLES + TEXTS,
        lambda project, out: [*Project(Path("there")).store.ids()],
    ),
    "doctor": (("doctor",), ARTICLES, lambda project, out: GOOD),
}


def told(out: str) -> list[str]:
    return [id for id in GOOD if re.search(rf"(?<![\w-]){id}(?![\w-])", out)]


def labels(project: Project, id: str) -> set[str]:
    return {one.label for one in project.store.load(id).annotations.values()}


def author(project: Project, id: str) -> str | None:
    listed = project.store.listed(id)
    return listed and listed.author


WRITING = ("relabel", "set", "remove")
READING = [call for call in CALLS if call not in WRITING]


@pytest.mark.parametrize("calls", [READING, *([call] for call in WRITING)], ids=" ".join)
def test_each_is_named_and_the_rest_done(project: Project, calls: list[str]) -> None:
    for call in calls:
        arguments, bad, done = CALLS[call]
        result = CliRunner().invoke(postil, arguments)
        assert isinstance(result.exception, SystemExit), (call, result.output[-2000:])
        assert result.exit_code == 1, (call, result.output[-2000:])
        assert [id for id in bad if id not in result.output] == [], (call, result.output[-800:])
        found = done(Project(project.folder, "ana"), result.stdout)
        assert set(GOOD) - set(found) == set(), call


def test_one_that_is_asked_for_is_named(project: Project) -> None:
    for id in ARTICLES + TEXTS:
        for arguments in (("cat", id), ("cat", id, "--plain"), ("compare", GOOD[0], id)):
            result = CliRunner().invoke(postil, arguments)
            assert isinstance(result.exception, SystemExit), arguments
            assert (result.exit_code, result.stdout) == (1, ""), arguments
            assert id in result.stderr


def test_a_team_starts_with_the_rest(project: Project) -> None:
    (project.folder / "postil.toml").write_text('[team]\nannotators = ["ana", "ben"]\n')
    result = CliRunner().invoke(postil, ("team", "start", "--annotator", "ana"))
    assert result.exit_code == 1, result.output[-2000:]
    assert [id for id in LISTED if id not in result.output] == []
    assert "by-ben" in Project(project.folder).layer("ben").load("good-0").annotations


@pytest.mark.parametrize("call", [("adjudicate", "--list"), ("adjudicate", "--agreed")])
def test_of_a_team_the_rest_is_settled(project: Project, call: tuple[str, ...]) -> None:
    settings = '[team]\nannotators = ["ana", "ben"]\nadjudicators = ["cyd"]\n'
    (project.folder / "postil.toml").write_text(settings)
    for name in ("ana", "ben"):
        layer = Project(project.folder, name).store
        article = layer.article("good-0")
        assert article
        layer.apply(article, Change(name, name, name, "2031", status=("open", "done")))
    unread = " ".join(map(str, Project(project.folder, "ana").store.totals().unread))
    bad = [id for id in LISTED if id in unread]
    result = CliRunner().invoke(postil, (*call, "--annotator", "cyd"))
    assert result.exit_code == 1, result.output[-2000:]
    assert bad
    assert [id for id in bad if id not in result.output] == []


def test_every_command_over_articles_has_its_call() -> None:
    others = {"open", "add", "import", "formats", "init", "trust", "cat", "demo", "convert"}
    others |= {"compare", "tutor", "team", "adjudicate", "review", "serve"}
    assert {arguments[0] for arguments, _, _ in CALLS.values()} | others == set(COMMANDS)
