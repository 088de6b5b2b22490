"""How commands are called: options before them, slips of the fingers, no project, odd numbers."""

import errno
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tui.cli import postil

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("exprot",), "There is no command exprot. Did you mean export?"),
        (("ls",), "There is no command ls. Did you mean list?"),
        (("zzzz",), "There is no command zzzz. To see the commands, run postil --help."),
        (
            ("a story.txt",),
            "There is no command a story.txt. To read it, run postil open 'a story.txt'",
        ),
        (("find", "--lable", "quote"), "find has no option --lable. Did you mean --label?"),
        (("find", "--zzzz"), "find has no option --zzzz. See postil find --help."),
        (("--fromat", "x"), "postil has no option --fromat. See postil --help."),
        (("relabel", "actor"), "relabel needs NEW. See postil relabel --help."),
        (("remove",), "remove needs ARTICLE. See postil remove --help."),
        (("export", "--output", "x"), "export needs --format NAME. See postil export --help."),
        (
            ("stats", "more"),
            "stats takes no argument more. See postil stats --help.",
        ),
        (("init", "--project"), "--project needs a value. See postil COMMAND --help."),
        (("evaluate", "--annotators", "ana"), "Name two files, or annotators"),
        (("stats", "--json=yes"), "--json takes no value."),
        (
            ("--project", "here"),
            "There is no command after --project. To see the commands, run postil --help.",
        ),
        (("formats", "--project", "here"), "formats has no option --project."),
        (("--project", "here", "formats"), "formats has no option --project."),
    ],
)
def test_a_slip_is_told_in_one_line_with_what_to_do(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "a story.txt").write_text("One.")
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("postil: ")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "before",
    [("--project", "corpus"), ("--project=corpus",), ("--json", "--project", "corpus")],
)
def test_options_of_every_command_may_stand_before_it(
    run: Run, tmp_path: Path, before: tuple[str, ...]
) -> None:
    (tmp_path / "one.txt").write_text("Ferries wait in Ruan.\n")
    assert run("--project", "corpus", "add", "one.txt").exit_code == 0
    result = run(*before, "list", "--json")
    assert json.loads(result.stdout)["title"] == "Ferries wait in Ruan."
    assert run(*before, "--help").exit_code == 0


def test_the_later_of_two_projects_counts(run: Run, tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} one.\n")
        assert run("add", f"{name}.txt", "--project", name).exit_code == 0
    result = run("--project", "first", "list", "--project", "second", "--ids")
    assert result.stdout.startswith("the-second-one-")


NEEDS_ONE = [
    ("list",),
    ("set", "x", "--status", "done"),
    ("check",),
    ("stats",),
    ("find", "word"),
    ("suggest",),
    ("group", "--yes"),
    ("relabel", "a", "b"),
    ("remove", "x"),
    ("cat", "x"),
    ("evaluate", "--annotators", "ana", "ben"),
    ("export", "--format", "jsonl", "--output", "x.jsonl"),
]


@pytest.mark.parametrize("folder", [(), ("--project", "bare")], ids=["here", "named"])
@pytest.mark.parametrize("command", NEEDS_ONE, ids=lambda command: command[0])
def test_without_a_project_it_says_how_to_make_one(
    run: Run, tmp_path: Path, command: tuple[str, ...], folder: tuple[str, ...]
) -> None:
    (tmp_path / "bare").mkdir()
    result = run(*command, *folder)
    assert result.exit_code == 2
    assert result.stdout == ""
    where = "in bare." if folder else "here, or in any folder above."
    assert f"There is no project {where}" in result.stderr
    assert "postil add PATH" in result.stderr
    assert "postil init" in result.stderr
    assert [file.name for file in tmp_path.rglob("*")] == ["bare"]


def test_a_file_is_shown_without_a_project(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Ferries wait in Ruan.\n")
    assert run("cat", "one.txt", "--plain").stdout == "Ferries wait in Ruan.\n"


def test_init_makes_no_project_inside_another_unless_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("init").exit_code == 0
    inner = tmp_path / "articles" / "spring"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    result = run("init")
    assert result.exit_code == 2
    assert f"is inside the project {tmp_path}" in result.stderr
    assert not (inner / "postil.toml").exists()
    assert run("init", "--nested").exit_code == 0
    assert (inner / "postil.toml").exists()
    assert run("init", "--nested").exit_code == 1
    assert run("init", "--project", str(tmp_path / "articles")).exit_code == 0


def test_init_on_a_full_disk_leaves_no_half_settings(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    def opened(self: Path, *_: object, **__: object) -> Full:
        self.touch(exist_ok=False)
        return Full()

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", opened)
        result = run("init")
    assert result.exit_code == 1
    assert "could not be written: No space left on device. Free some space" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("wanted", "expected"), [(True, True), (False, False)])
def test_hits_are_coloured_where_colours_are_wanted(
    gold: Path, monkeypatch: pytest.MonkeyPatch, wanted: bool, expected: bool
) -> None:
    monkeypatch.setattr("tui.commands.find.coloured", lambda: wanted)
    result = CliRunner().invoke(postil, ["find", "Verrin"], color=True, prog_name="postil")
    assert ("\x1b[" in result.stdout) is expected


@pytest.mark.parametrize(
    ("option", "number", "said"),
    [
        ("--folds", "-1", "at least two folds"),
        ("--folds", "0", "at least two folds"),
        ("--folds", "5", "There are 4 articles for 5 folds."),
        ("--folds", "999", "There are 4 articles for 999 folds."),
        ("--folds", "99999999999", "There can be at most 10,000 folds."),
        ("--folds", "9" * 40, "is not a whole number of up to 18 digits"),
        ("--folds", "2.5", "'2.5' is not a whole number"),
        ("--folds", "", "'' is not a whole number"),
        ("--seed", "9" * 6000, "is not a whole number of up to 18 digits"),
        ("--seed", "ten", "'ten' is not a whole number"),
        ("--split", "9" * 400, "does not have two or three parts"),
        ("--split", "-80/180", "is not a split"),
        ("--split", "1e9/1", "is not a split"),
    ],
)
def test_a_number_that_nobody_means_ends_in_a_sentence(
    gold: Path, run: Run, option: str, number: str, said: str
) -> None:
    result = run("export", "--format", "jsonl", "--output", "out", f"{option}={number}")
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr) < 1000
    assert not (gold / "out").exists()


def test_many_empty_parts_are_not_all_named(gold: Path, run: Run) -> None:
    result = run("export", "--format", "jsonl", "--output", "out", "--folds", "4")
    assert result.exit_code == 2
    assert "fold3 has no actor" in result.stderr
    assert result.stderr.count("has no") == 8 or "more like these" not in result.stderr
