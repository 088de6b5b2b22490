"""`postil open`: what it hands to the screen, and when it needs none."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

SAMPLES = Path(__file__).parents[3] / "sample_articles"
GOLD = SAMPLES / "gold.jsonl"

Run = Callable[..., Result]


def test_open_without_a_terminal_says_so_in_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    result = run("open", "a.txt")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "postil: postil open needs a terminal to show articles in.\n"


def test_open_hands_the_reading_list_to_the_screen(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Any] = []
    monkeypatch.setattr("tui.commands.open.need_terminal", lambda: None)
    monkeypatch.setattr("tui.commands.open.take_keys_from_terminal", lambda: None)
    monkeypatch.setattr("tui.running.run", lambda *given: opened.extend(given))
    (tmp_path / "a.txt").write_text("one")
    result = run("open", "a.txt", "gone.txt", "--project", "p", "--annotator", "ana")
    assert result.exit_code == 0
    project, reading = opened[:2]
    assert (project.folder, project.annotator) == (Path("p"), "ana")
    assert [reference.read().text for reference in reading.references] == ["one"]
    assert "gone.txt does not exist" in reading.notices[0]
    assert not (tmp_path / "p").exists()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What `open` hands to the screen: project, reading list, and whether that is listed first."""
    given: list[Any] = []
    monkeypatch.setattr("tui.commands.open.need_terminal", lambda: None)
    monkeypatch.setattr("tui.commands.open.take_keys_from_terminal", lambda: None)
    monkeypatch.setattr("tui.running.run", lambda *arguments: given.extend(arguments))
    return given


@pytest.mark.parametrize(
    ("paths", "lists"),
    [
        (["a.txt"], False),
        (["a.txt", "b.txt"], False),
        ([*"abcde"], False),
        (["pair"], False),
        (["pair", "a.txt"], False),
        (["pair", "other"], False),
        (["five"], True),
        (["events"], True),
        (["events/one"], False),
        (["events/one", "events/two"], False),
        (["one.jsonl"], False),
        (["groups.jsonl"], True),
        (["one.jsonl", "a.txt"], False),
    ],
)
def test_what_does_not_fit_side_by_side_is_listed_first(
    run: Run, tmp_path: Path, opened: list[Any], paths: list[str], lists: bool
) -> None:
    for name in ("a.txt", "b.txt", *"abcde", "pair/a.txt", "pair/b.txt", "other/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Words of {name}.")
    for name in ("five", "events/one", "events/two"):
        (tmp_path / name).mkdir(parents=True)
        for number in range(5 if name == "five" else 2):
            (tmp_path / name / f"{number}.txt").write_text(f"Words of {name} {number}.")
    rows = [f'{{"id": "{id}", "text": "Words of {id}.", "group": "{id}"}}\n' for id in "xy"]
    (tmp_path / "one.jsonl").write_text(rows[0])
    (tmp_path / "groups.jsonl").write_text("".join(rows))
    assert run("open", *paths).exit_code == 0
    assert opened[1].references
    assert opened[2] is lists


def test_without_paths_the_project_is_opened(
    run: Run, tmp_path: Path, opened: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "p" / "below").mkdir(parents=True)
    (tmp_path / "p" / "postil.toml").write_text("")
    for arguments in (["--project", "p"], ["p"]):
        assert run("open", *arguments).exit_code == 0
        assert (opened[0].folder, *opened[1:]) == (Path("p"), None, True, None, False, 0, None)
        opened.clear()
    result = run("open", "--project", "p/below")
    assert (result.exit_code, "no project in p/below" in result.stderr) == (2, True)
    monkeypatch.chdir(tmp_path / "p" / "below")
    assert run("open").exit_code == 0
    assert (opened[0].folder, *opened[1:]) == (tmp_path / "p", None, True, None, False, 0, None)


def test_a_folder_that_is_a_project_is_opened_as_that_one(
    run: Run, tmp_path: Path, opened: list[Any]
) -> None:
    (tmp_path / "postil.toml").write_text("")
    (tmp_path / "p" / ".postil").mkdir(parents=True)
    for name in "abcde":
        (tmp_path / "p" / f"{name}.txt").write_text(f"Words of {name}.")
    assert run("open", "p").exit_code == 0
    assert (opened[0].folder, len(opened[1].references), opened[2]) == (Path("p"), 5, True)


def test_alone_it_opens_the_project_where_there_is_one(
    run: Run, tmp_path: Path, opened: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    helped = run()
    assert "Usage: postil" in helped.output
    monkeypatch.setattr("tui.cli._on_terminal", lambda: True)
    without = run()
    assert (without.exit_code, without.output.count("\n  postil ")) == (0, 4)
    (tmp_path / "postil.toml").write_text("")
    assert run().exit_code == 0
    assert (opened[0].folder, *opened[1:]) == (tmp_path, None, True, None, False, 0, None)
    monkeypatch.setattr("tui.cli._on_terminal", lambda: False)
    assert run().output == helped.output


def test_the_way_back_that_notes_give_opens_the_article_at_its_tag(
    run: Run, tmp_path: Path, opened: list[Any]
) -> None:
    (tmp_path / "a.txt").write_text("Ann met Bo.\nThey went home.\n")
    spans = [{"id": "01KA", "start": 8, "end": 10, "label": "actor", "annotator": "ana"}]
    row = {"id": "a", "text": "Ann met Bo.\nThey went home.\n", "spans": spans}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row))
    assert run("add", "a.txt").exit_code == run("import", "rows.jsonl").exit_code == 0
    notes = run("export", "--format", "markdown", "--output", "-").stdout
    article, tag = (shlex.split(code)[2:] for code in re.findall("`(postil open .*?)`", notes))
    assert run("open", *article).exit_code == 0
    assert opened[1:] == [None, True, (article, None), False, 0, None]
    (tmp_path / "a.txt").write_text("An update first. Ann met Bo.\nThey went home.\n")
    assert run("add", "--update", "a.txt").exit_code == 0
    opened.clear()
    assert run("open", *tag).exit_code == 0
    assert opened[1:] == [None, True, (article, (25, 27)), False, 0, None]


def test_a_file_is_opened_rather_than_an_article_of_that_name(
    run: Run, tmp_path: Path, opened: list[Any]
) -> None:
    for name in ("a", "a#1"):
        (tmp_path / name).write_text(f"Words of {name}.")
        assert run("add", name).exit_code == 0
        assert run("open", name).exit_code == 0
        assert opened[3] is None
        assert [one.read().text for one in opened[1].references] == [f"Words of {name}."]
        opened.clear()


def test_articles_of_the_project_are_opened_together_four_at_most(
    run: Run, tmp_path: Path, opened: list[Any]
) -> None:
    ids = [f"part-{number}" for number in range(5)]
    rows = "".join(f'{{"id": "{id}", "text": "Words of {id}."}}\n' for id in ids)
    (tmp_path / "parts.jsonl").write_text(rows)
    assert run("add", "parts.jsonl").exit_code == 0
    assert run("open", *ids[1:4]).exit_code == 0
    assert opened[3] == (ids[1:4], None)
    result = run("open", *ids)
    assert result.exit_code == 2
    assert "5 articles do not fit side by side" in result.stderr
    gone = run("open", ids[0], "nothing")
    assert (gone.exit_code, "nothing" in gone.stderr or ids[0] in gone.stderr) == (1, True)
