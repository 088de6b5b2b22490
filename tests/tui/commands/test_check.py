"""`postil check`: findings on stdout, a summary on stderr, and an exit code for both."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.corpus.findings import KINDS
from annotations.project import Project
from annotations.store.folders import Folders

GOLD = Path(__file__).parents[3] / "sample_articles" / "gold.jsonl"

Run = Callable[..., Result]


@pytest.fixture
def project(run: Run, tmp_path: Path) -> Path:
    """A project with one thing of many kinds wrong, in two articles of two groups."""
    lines = [
        {
            "id": "x",
            "text": "Oran spoke on 4 March.\n\nLeave a Reply\n",
            "status": "done",
            "meta": {"group": "talks"},
            "spans": [
                {"start": 1, "end": 4, "label": "actor"},
                {"start": 14, "end": 21, "label": "date", "attrs": {"value": "soon"}},
                {"start": 24, "end": 37, "label": "actor"},
            ],
        },
        {"id": "y", "text": "Nobody \x1b[31mspoke.", "meta": {"group": "strike"}},
    ]
    file = tmp_path / "wrong.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert run("import", str(file)).exit_code == 0
    return tmp_path


def test_findings_are_lines_and_end_with_1(run: Run, project: Path) -> None:
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "x 1-4 token: actor «ran» cuts «Oran»",
        "x 14-21 date: «4 March» has the value 'soon', which is not a day, month or year",
        "x 24-37 boilerplate: actor «Leave a Reply»",
        "y untagged: nothing is tagged",
    ]
    assert "postil: 1 x date, a date whose value" in result.stderr
    assert len(result.stderr.splitlines()) == 4


@pytest.mark.parametrize(
    ("arguments", "kinds"),
    [
        (("--kind", "date"), ["date"]),
        (("--kind", "date", "--kind", "boilerplate"), ["date", "boilerplate"]),
        (("--kind", "zone"), ["boilerplate"]),  # as it was called
        (("--skip", "zone"), ["token", "date", "untagged"]),
        (("--skip", "date", "--skip", "untagged"), ["token", "boilerplate"]),
        (("--kind", "date", "--skip", "date"), []),
        (("--kind", "range"), []),
        (("--status", "done"), ["token", "date", "boilerplate"]),
        (("--status", "open,skipped"), ["untagged"]),
        (("--group", "strike"), ["untagged"]),
    ],
)
def test_what_is_looked_for_and_where(
    run: Run, project: Path, arguments: tuple[str, ...], kinds: list[str]
) -> None:
    result = run("check", "--json", *arguments)
    assert [json.loads(line)["kind"] for line in result.stdout.splitlines()] == kinds
    assert result.exit_code == bool(kinds)


def test_what_two_sides_of_a_merge_gave_one_tag_is_found(run: Run, tmp_path: Path) -> None:
    tag = Annotation("t", 0, 4, "actor", "ana", note="the minister")
    store, article = Project(tmp_path).store, Article("quay", "Quay", "Oran spoke of the quay.\n")
    store.apply(article, Change("c", "c", "ana", "2031-01-01T00:00:00Z", added=(tag,)))
    assert run("check", "--kind", "merged").stdout == ""
    file = Folders(tmp_path / ".postil").article("quay")
    lines = file.read_text().splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if '"label": "actor"' in line)
    other = lines[at].replace("actor", "proposal")
    lines[at] = f"<<<<<<< HEAD\n{lines[at]}=======\n{other}>>>>>>> ben\n"
    file.write_text("".join(lines))
    result = run("check", "--kind", "merged")
    assert result.exit_code == 1
    assert result.stdout == "quay 0-4 merged: the other side has proposal \u00abOran\u00bb\n"
    assert "1 x merged" in result.stderr


def test_a_group_that_is_not_there_is_refused(run: Run, project: Path) -> None:
    result = run("check", "--group", "gone")
    assert result.exit_code == 2
    assert "no group 'gone'" in result.stderr


def test_json_has_all_of_a_finding_on_a_line(run: Run, project: Path) -> None:
    first, *_, last = map(json.loads, run("check", "--json").stdout.splitlines())
    assert first == {
        "kind": "token",
        "article": "x",
        "start": 1,
        "end": 4,
        "message": "actor «ran» cuts «Oran»",
        "hint": KINDS["token"][1],
    }
    assert (last["start"], last["end"]) == (None, None)


def test_nothing_wrong_is_silence(run: Run) -> None:
    assert run("import", str(GOLD)).exit_code == 0
    result = run("check", "--skip", "link")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_a_damaged_article_is_named_and_the_others_are_checked(run: Run, project: Path) -> None:
    (file,) = (project / ".postil" / "articles").glob("??/x-*.json")
    file.write_text("{")
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout == "y untagged: nothing is tagged\n"
    assert "is damaged" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("--kind", "dates"), "There is no kind 'dates'"),
        (("--skip", "x"), "There is no kind 'x'"),
        (("--status", "dne"), "Did you mean done?"),
        (("--project", "gone"), "There is no folder gone"),
    ],
)
def test_a_wrong_call_ends_with_2(run: Run, arguments: tuple[str, ...], what: str) -> None:
    result = run("check", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert what in result.stderr


def test_the_help_names_every_kind(run: Run) -> None:
    words = " ".join(run("check", "--help").stdout.split())
    assert f"kinds: {', '.join(KINDS)}." in words


def test_what_is_fine_is_not_listed_again(run: Run, project: Path) -> None:
    kept = run("check", "x", "--span", "24-37", "--fine", "--note", "a slogan")
    line = "x 24-37 boilerplate: actor «Leave a Reply»"
    assert (kept.exit_code, kept.stdout) == (0, f"{line}\n")
    assert "Marked as fine: 1 finding." in kept.stderr
    left = run("check", "x").stdout.splitlines()
    assert [one.split()[2] for one in left] == ["token:", "date:"]
    who = Project(project).annotator
    every = run("check", "x", "--all").stdout.splitlines()
    assert every == [*left, f"{line} (fine: {who}, a slogan)"]
    (told,) = [json.loads(x) for x in run("check", "x", "--all", "--json").stdout.splitlines()[2:]]
    assert told["decision"]["answer"] == "fine"
    run("check", "--fine")
    assert run("check").exit_code == 0
