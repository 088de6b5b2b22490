"""`postil list` shows what an export would have; `postil set` says what it changed."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.annotation import Annotation, Change
from annotations.article import Article, Metadata
from annotations.corpus.amending import amend
from annotations.project import Project
from tui.cells.display import cells
from tui.cli import postil
from tui.commands.list_ import _drawn

Run = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Three articles: two of one event that ana and ben have tagged, and one without a tag."""
    made = Project(tmp_path, "ana")
    texts = {
        "dam-a": ("Dam\tto close", "harvest", "Oru Vance spoke on Monday."),
        "dam-b": ("Dam stays open", "harvest", "Oru Vance did not speak."),
        "lone": ("A \x1b[31mletter", None, "Nothing is here."),
    }
    made.store.add(
        Article(id, title, text, Metadata("Tide", group=group, published="2031-02-03"))
        for id, (title, group, text) in texts.items()
    )
    tags = [
        ("dam-a", "actor", "ana", 0, 9),
        ("dam-a", "date", "ben", 19, 25),
        ("dam-b", "actor", "ben", 0, 9),
        ("dam-b", "place", "ben", 10, 13),
    ]
    for number, (article, label, who, start, end) in enumerate(tags):
        tag = Annotation(f"t{number}", start, end, label, who)
        change = Change(f"c{number}", f"c{number}", who, "2031-02-03", added=(tag,))
        found = made.store.article(article)
        assert found
        made.store.apply(found, change)
    return made


def rows(result: Result) -> dict[str, dict[str, str]]:
    head, *lines = (line.split("\t") for line in result.stdout.splitlines())
    return {line[0]: dict(zip(head, line, strict=True)) for line in lines}


def test_in_a_pipe_the_columns_are_parted_by_tabs(project: Project, run: Run) -> None:
    found = rows(run("list"))
    assert list(found) == ["dam-a", "dam-b", "lone"]
    assert found["dam-a"]["title"] == "Dam to close"
    assert found["dam-b"] == {
        "id": "dam-b",
        "title": "Dam stays open",
        "status": "open",
        "group": "harvest",
        "actor": "1",
        "date": "0",
        "proposal": "0",
        "quote": "0",
        "place": "1",
    }
    assert "\x1b" not in run("list").stdout
    assert run("list", "--ids").stdout == "dam-a\ndam-b\nlone\n"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), {"dam-a": {"actor": 1, "date": 1}, "dam-b": {"actor": 1, "place": 1}, "lone": {}}),
        (("--group", "harvest", "--labels", "date,place"),
         {"dam-a": {"date": 1}, "dam-b": {"place": 1}}),
        (("--annotator", "ana"), {"dam-a": {"actor": 1}, "lone": {}}),
        (("--annotator", "ben", "--labels", "actor"),
         {"dam-a": {}, "dam-b": {"actor": 1}, "lone": {}}),
        (("--status", "done"), {}),
    ],
)  # fmt: skip
def test_the_filters_are_those_of_export(
    project: Project, run: Run, options: tuple[str, ...], expected: dict[str, dict[str, int]]
) -> None:
    listed = [json.loads(line) for line in run("list", "--json", *options).stdout.splitlines()]
    assert {one["id"]: one["labels"] for one in listed} == expected
    done = run("export", "--format", "jsonl", "--output", "-", *options)
    exported = [json.loads(line) for line in done.stdout.splitlines()]
    counts = {
        one["id"]: {
            label: sum(span["label"] == label for span in one["spans"])
            for label in {span["label"] for span in one["spans"]}
        }
        for one in exported
    }
    assert counts == expected


@pytest.mark.parametrize("columns", [30, 60, 70, 90, 200])
def test_on_a_terminal_the_title_gives_way_and_no_id_is_cut(
    monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    head = ("id", "title", "status", "group", "actor", "date")
    long = "\u6c34 Harbour of Ruan to be closed for all ferries from Monday"
    rows = [head, ("harbour-of-ruan-0a1b", long, "open", "ruan-2031", "12", "3"),
            ("x", "Y", "skipped", "", "0", "0")]  # fmt: skip
    lines = list(_drawn(rows, 2))
    assert lines[1].startswith("harbour-of-ruan-0a1b  \u6c34 ")
    assert lines[1].endswith("   12     3")
    assert max(map(cells, lines)) <= max(columns, 57)
    assert ("ruan-2031" in lines[1]) == (columns >= 70)
    assert (long in lines[1]) == (columns == 200)


def test_nothing_that_fits_is_said(project: Project, run: Run) -> None:
    assert "No article matches." in run("list", "--status", "skipped").stderr
    assert run("list", "--status", "finished").exit_code == 2
    assert "no group 'harvst'. Did you mean harvest?" in run("list", "--group", "harvst").stderr


def test_what_cannot_be_read_is_named(project: Project, run: Run) -> None:
    (file,) = (project.folder / ".postil" / "articles").rglob("lone-*.json")
    file.write_text("{")
    result = run("list", "--ids")
    assert result.exit_code == 1
    assert result.stdout == "dam-a\ndam-b\n"
    assert file.name in result.stderr


def test_set_says_what_it_changed_and_no_more(project: Project, run: Run) -> None:
    result = run("set", "lone", "dam-a", "--status", "done", "--group", "harvest")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "postil: lone: status open -> done; group none -> harvest.",
        "postil: dam-a: status open -> done.",
    ]
    again = run("set", "dam-a", "--status", "done", "--json")
    assert json.loads(again.stdout) == {"id": "dam-a", "changed": {}}
    cleared = run("set", "lone", "--group", "", "--source", " ", "--json")
    assert json.loads(cleared.stdout)["changed"] == {
        "group": {"from": "harvest", "to": None},
        "source": {"from": "Tide", "to": None},
    }


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "There is nothing to set."),
        (("--status", "finished"), "There is no status 'finished'."),
        (("--status", ""), "There is no status ''. Use one of: open, done, skipped."),
        (("--status", "open,done"), "There is no status 'open,done'."),
        (("--title", " "), "The title cannot be empty."),
        (("--published", "soon"), "The date soon is not a date."),
        (("--published", "2031-02-30"), "The date 2031-02-30 is not a date."),
        (("--more", "section"), "--more section has no name and words."),
        (("--more", "=Ports"), "--more =Ports has no name and words."),
        (("--more", "title=Ports"), "title has an option of its own. Use --title."),
        (("--more", f"section={'x' * 2001}"), "section is longer than 2,000 characters."),
    ],
)
def test_what_no_article_can_have_changes_none(
    project: Project, run: Run, options: tuple[str, ...], said: str
) -> None:
    before = {one.id: one for one in project.stored()}
    result = run("set", "dam-a", "dam-b", "--author", "Nim Sol", *options)
    if options:
        assert result.exit_code == 2
        assert said in result.stderr
        assert {one.id: one for one in Project(project.folder).stored()} == before
    else:
        assert run("set", "dam-a").exit_code == 2


def test_an_unknown_article_leaves_the_others_as_they_are(project: Project, run: Run) -> None:
    result = run("set", "dam-a", "damb", "--title", "Other")
    assert result.exit_code == 1
    assert "no article damb" in result.stderr
    assert "Did you mean dam-b" in result.stderr
    assert "Dam to close" in run("list").stdout


def test_names_can_be_piped_in(project: Project, run: Run) -> None:
    project.store.add([Article("two  words", "Two", "Two words.")])
    ids = run("list", "--ids", "--status", "open").stdout
    result = CliRunner().invoke(postil, ["set", "-", "--status", "done"], input=ids)
    assert result.exit_code == 0, result.stderr
    assert run("list", "--ids", "--status", "open").stdout == ""
    left = CliRunner().invoke(postil, ["remove", "lone", "-"], input="dam-a\ndam-b\n")
    assert left.exit_code == 0
    assert run("list", "--ids").stdout == "two  words\n"
    assert CliRunner().invoke(postil, ["set", "-", "--status", "done"], input="").exit_code == 0


def test_what_stands_beside_the_fields_is_set_by_name(project: Project, run: Run) -> None:
    project.store.amend("lone", {}, {"section": "Law", "page": "3"})
    result = run("set", "lone", "dam-a", "--more", "section = Ports=and piers", "--more", "page=")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "postil: lone: section Law -> Ports=and piers; page 3 -> none.",
        "postil: dam-a: section none -> Ports=and piers.",
    ]
    out = run("export", "--format", "jsonl", "--output", "-").stdout
    assert [one["meta"].get("section") for one in map(json.loads, out.splitlines())] == [
        "Ports=and piers", None, "Ports=and piers",
    ]  # fmt: skip
    again = run("set", "lone", "--more", "section=Ports=and piers", "--json")
    assert json.loads(again.stdout) == {"id": "lone", "changed": {}}
    assert run("set", "lone", "--more", "section=").exit_code == 0
    article = Project(project.folder).store.article("lone")
    assert article
    assert article.meta == Metadata("Tide", published="2031-02-03")


def test_two_who_set_beside_the_fields_at_once_lose_nothing(project: Project) -> None:
    def setting(name: str) -> None:
        amend(Project(project.folder, "ana"), "dam-a", {}, {name: "x"})

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(setting, "abc"))
    article = Project(project.folder).store.article("dam-a")
    assert article
    assert article.meta.more == {"a": "x", "b": "x", "c": "x"}


def test_a_date_is_taken_in_any_common_form(project: Project, run: Run) -> None:
    assert run("set", "lone", "--published", "7 March 2031").exit_code == 0
    listed = [json.loads(line) for line in run("list", "--json").stdout.splitlines()]
    assert listed[2]["published"] == "2031-03-07"


def test_a_status_is_an_action_that_can_be_undone(project: Project, run: Run) -> None:
    assert run("set", "lone", "--status", "skipped", "--annotator", "cem").exit_code == 0
    last = project.store.history("lone")[-1]
    assert (last.status, last.annotator) == (("open", "skipped"), "cem")
    assert last.kind == "edit"


def test_two_who_set_at_once_both_keep_what_they_set(project: Project) -> None:
    fields = [("author", "Nim Sol"), ("source", "Tide and Wind"), ("url", "https://example.org/a")]

    def setting(field: tuple[str, str]) -> None:
        own = Project(project.folder, "ana")
        amend(own, "dam-a", dict([field]))

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(setting, fields))
    article = Project(project.folder).store.article("dam-a")
    assert article is not None
    assert {name: article.meta.as_dict()[name] for name, _ in fields} == dict(fields)


def test_a_project_whose_one_article_cannot_be_read_is_not_said_to_be_empty(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Quay\n\nThe board met.\n")
    assert run("add", "a.txt").exit_code == 0
    (file,) = tmp_path.glob(".postil/articles/??/*.json")
    file.write_text("{")
    result = run("list")
    assert result.exit_code == 1
    assert "is damaged" in result.stderr
    assert "no articles" not in result.stderr
