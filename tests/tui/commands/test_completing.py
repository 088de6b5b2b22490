"""What a shell offers at tab: commands, options, and the names of this project."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

from tui.cli import COMMANDS, postil
from tui.commands.telling import coloured

Run = Callable[..., Result]


def offered(*arguments: str) -> list[str]:
    """What is offered for the last of the arguments."""
    shell = ShellComplete(postil, {}, "postil", "_POSTIL_COMPLETE")
    found = shell.get_completions(list(arguments[:-1]), arguments[-1])
    return [f"<{one.type}>" if one.type != "plain" else one.value for one in found]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("",), list(COMMANDS)),
        (("re",), ["relabel", "remove", "review"]),
        (("export", "--sp"), ["--split", "--spreadsheet"]),
        (("export", "--format", "h"), ["hf", "hf-jsonl", "html"]),
        (("import", "--format", "co"), ["conll"]),
        (("export", "--labels", "da"), ["date"]),
        (("export", "--labels", "actor,qu"), ["actor,quote"]),
        (("export", "--status", ""), ["open", "done", "skipped"]),
        (("list", "--group", "fe"), ["ferry-strike"]),
        (("list", "--annotator", "g"), ["gold"]),
        (("find", "--label", "prop"), ["proposal"]),
        (("relabel", "act"), ["actor"]),
        (("check", "--kind", "du"), ["duplicate"]),
        (("cat", "harbour-talks-w"), ["harbour-talks-wire"]),
        (("set", "harbour-talks-wire", "ferry-strike-l"), ["ferry-strike-ledger"]),
        (("remove", "nowhere/"), ["<file>"]),
        (("open", ""), ["<file>"]),
        (("add", "x"), ["<file>"]),
        (("import", ""), ["<file>"]),
        (("export", "--output", ""), ["<file>"]),
        (("list", "--project", ""), ["<file>"]),
    ],
)
@pytest.mark.usefixtures("gold")
def test_names_are_completed(arguments: tuple[str, ...], expected: list[str]) -> None:
    assert offered(*arguments) == expected


def test_the_project_that_is_named_is_asked(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir("/")
    assert offered("cat", "ferry-strike-c") == ["<file>"]
    assert offered("cat", "--project", str(gold), "ferry-strike-c") == ["ferry-strike-courier"]
    assert offered("--project", str(gold), "cat", "ferry-strike-c") == ["ferry-strike-courier"]
    assert offered("--project", str(gold), "rel") == ["relabel"]


def test_where_nothing_can_be_read_nothing_is_offered_and_nothing_said(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert offered("list", "--group", "") == []
    (tmp_path / "postil.toml").write_text("labels = 3")
    assert offered("relabel", "") == []
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_is_given_its_script(shell: str) -> None:
    environment = {"_POSTIL_COMPLETE": f"{shell}_source"}
    result = CliRunner().invoke(postil, [], prog_name="postil", env=environment)
    assert "_POSTIL_COMPLETE" in result.stdout
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
    ],
)
def test_colours_are_for_terminals_that_want_them(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: bool
) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout", Terminal())
    assert coloured() is expected
    monkeypatch.setattr("sys.stdout", None)
    assert not coloured()
