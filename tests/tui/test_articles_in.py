"""The commands add, cat, find and group: what they print, write, and say when they cannot."""

import json
import os
import pty
import subprocess
import sys
import termios
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path

import pyte
import pytest
from click.testing import CliRunner, Result

from annotations.annotation import Annotation, Change
from annotations.article import Article, Metadata
from annotations.clock import new_id, now
from annotations.corpus.adding import Adding, Outcome
from annotations.project import Project
from annotations.sources.search import Named
from benchmarks.made_articles import made_text
from benchmarks.terminal import Terminal
from tui.cli import postil
from tui.commands.typed import typed

ROOT = Path(__file__).parent.parent.parent

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs postil in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def running(*arguments: str, **options: object) -> Result:
        result = CliRunner().invoke(postil, arguments, prog_name="postil", **options)  # type: ignore[arg-type]
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return running


def tagged(folder: Path) -> Project:
    """A project with a tagged article, with what is odd in texts."""
    project = Project(folder)
    text = "Minister Oran said:\n\n“We will\topen on Friday,\nat \x1b[31mnoon.”\n"
    places = {"actor": "Oran", "quote": "“We will\topen on Friday,\nat", "date": "Friday"}
    tags = tuple(
        Annotation(new_id(), text.index(w), text.index(w) + len(w), label, "ana")
        for label, w in places.items()
    )
    article = Article("talks-1", "Talks\x1b[0m", text, Metadata(source="Gazette"))
    project.store.apply(article, Change("c", "c", "ana", now(), added=tags))
    return project


def really(
    *arguments: str, folder: Path, data: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run postil as a program of its own."""
    command = [sys.executable, "-m", "tui.cli", *arguments]
    where = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    return subprocess.run(
        command, input=data, capture_output=True, cwd=folder, env=where, check=False, timeout=60
    )


# Add


def test_add_sums_up_what_became_of_everything(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes("Das Café.".encode("cp1252"))
    (folder / "b.txt").write_text("The cafÃ©.")
    (folder / "c.jsonl").write_text('{"text": "C."}\n{"text"\n')
    (folder / "d.jpg").write_bytes(b"\xff\xd8")
    (folder / "e.txt").write_text("")
    (folder / "f.csv").write_text("text,n\nF.,1\n,2\n")
    result = run("add", "in", "--project", "p")
    assert result.exit_code == 1
    assert result.stdout == ""
    said = result.stderr
    assert "a.txt was read as windows-1252" in said
    assert "run postil add --mend" in said
    assert "c.jsonl, line 2 is not JSON" in said
    assert "Nothing in the file was added" in said
    assert "e.txt has no words in it" in said
    assert said.endswith(
        "Articles: 3 added, 1 without a text, 2 refused, 1 file of another kind skipped (.jpg).\n"
    )
    assert len(list(Project(tmp_path / "p").store.articles())) == 3
    assert run("add", "in/a.txt", "--project", "p").stderr.endswith("0 added, 1 there already.\n")


def test_an_interrupted_add_says_what_stays(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    whole = Adding.outcomes

    def interrupted(adding: Adding, files: Iterable[Named]) -> Iterator[Outcome]:
        yield from whole(adding, files)
        raise KeyboardInterrupt

    monkeypatch.setattr(Adding, "outcomes", interrupted)
    result = run("add", "a.txt", "--project", "p")
    assert result.exit_code == 130
    assert "Stopped: 1 of 1 article added; it is kept." in result.stderr
    assert len(list(Project(tmp_path / "p").store.articles())) == 1


def test_add_notes_no_column_that_is_not_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Nr,Inhalt\n1,Worte.\n")
    assert run("add", "a.csv", "--text-field", "Text", "--project", "p").exit_code == 1
    assert not (tmp_path / "p" / "postil.toml").exists()


def test_add_names_the_columns_that_it_keeps_beside(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Titel,body,Ort,date\nEins,Worte.,Pellin,2031-05-01\n")
    said = run("add", "a.csv", "--project", "p").stderr
    assert "text from 'body', published from 'date'; kept as extra fields: 'Titel', 'Ort'." in said


def test_add_notes_the_columns_it_was_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Nr,Inhalt,Ort\n1,Worte.,Pellin\n")
    arguments = (
        "add",
        "a.csv",
        "--project",
        "p",
        "--text-field",
        "Inhalt",
        "--source-field",
        "Ort",
    )
    assert run(*arguments, "--dry-run").exit_code == 0
    assert not (tmp_path / "p").exists()
    result = run(*arguments)
    assert result.exit_code == 0
    assert "The columns were saved in p" in result.stderr
    assert 'text = ["Inhalt"]' in (tmp_path / "p" / "postil.toml").read_text()
    (tmp_path / "b.csv").write_text("Inhalt,Ort\nMehr.,Sallow\n")
    assert run("add", "b.csv", "--project", "p").stderr.endswith("Articles: 1 added.\n")


def test_add_says_at_most_twenty_things_of_a_kind(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,n\n" + "A.\n" * 30 + "B.,1\n")
    result = run("add", "a.csv", "--lenient")
    assert result.stderr.count("has 1 cell,") == 20
    assert "10 more like these (refused)." in result.stderr


def test_add_reads_what_is_piped_in(tmp_path: Path) -> None:
    done = really("add", "-", folder=tmp_path, data="Worte, geänderte.\n".encode())
    assert (done.returncode, done.stderr) == (0, b"Articles: 1 added.\n")
    done = really("add", "-", "-", folder=tmp_path, data=b"x")
    assert done.returncode == 2
    assert b"- was named twice" in done.stderr
    done = really("add", "-", folder=tmp_path, data=b"\0\1\2")
    assert done.returncode == 1
    assert done.stderr.startswith(b"postil: standard input is not a text file")


def test_add_updates_a_changed_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Talks\n\nMinister Oran left on Tuesday for the summit in Lowmark.")
    run("add", "a.txt")
    project = Project(tmp_path)
    (one,) = project.store.articles()
    own = project.store.article(one.id)
    assert own is not None
    tags = (Annotation("1", 16, 20, "actor", "b"), Annotation("2", 29, 36, "date", "b"))
    id = new_id()
    project.store.apply(own, Change(id, id, "b", now(), added=tags))
    file.write_text("Talks\n\nMinister Oran left on Friday for the summit in Lowmark.")
    result = run("add", "a.txt")
    assert result.exit_code == 0
    assert "a.txt has changed since" in result.stderr
    result = run("add", "a.txt", "--update", "--annotator", "ana")
    assert "tags moved with their words: 1; tags waiting for a decision: 1." in result.stderr
    assert project.store.history(own.id)[-1].annotator == "ana"
    result = run("export", "--format", "jsonl", "--output", "-")
    assert [s["id"] for s in json.loads(result.stdout)["spans"]] == ["1"]
    assert "1 tag on earlier texts left out: waits for a decision" in result.stderr


def test_a_bar_is_drawn_on_a_terminal_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    command = [sys.executable, "-m", "tui.cli", "add", "a.txt", "--project", str(tmp_path / "p")]
    shell = f"cd '{tmp_path}' && PYTHONPATH='{ROOT}' {' '.join(command)}"
    with Terminal(["/bin/sh", "-c", shell], 80, 24) as terminal:
        while b"1 added" not in terminal.written:
            assert terminal.settle(longest=20.0)
    assert "\u2501".encode() in terminal.written
    assert b"\x1b" not in really("add", "a.txt", "--dry-run", folder=tmp_path).stderr


# Open, with what is piped in


def test_open_shows_what_is_piped_in_and_takes_keys_from_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words from a pipe, all of them.")
    command = f"'{sys.executable}' -m tui.cli open - --project '{tmp_path / 'p'}'"
    shell = f"cat '{tmp_path / 'a.txt'}' | PYTHONPATH='{ROOT}' {command}"
    screen = pyte.Screen(80, 24)
    stream = pyte.ByteStream(screen)
    with Terminal(["/bin/sh", "-c", shell], 80, 24) as terminal:
        for keys, words in ((b"", "actor 0"), (b"a", "actor 1")):
            terminal.send(keys)
            while words not in "\n".join(screen.display):
                assert terminal.settle(longest=20.0), "\n".join(screen.display)
                stream.feed(bytes(terminal.written))
    (one,) = Project(tmp_path / "p").store.articles()
    assert len(Project(tmp_path / "p").store.load(one.id).annotations) == 1


# Cat


def test_cat_gives_a_pipe_the_text_as_it_is_stored(tmp_path: Path) -> None:
    project = tagged(tmp_path)
    article = project.store.article("talks-1")
    assert article is not None
    assert really("cat", "talks", folder=tmp_path).stdout == article.text.encode()
    plain = really("cat", "talks", "--plain", folder=tmp_path)
    assert plain.stdout == article.text.encode()


def test_cat_colours_tags_line_by_line_and_nothing_else_commands_the_terminal(
    tmp_path: Path,
) -> None:
    tagged(tmp_path)
    colours = {"COLORTERM": "truecolor", "TERM": "xterm", "NO_COLOR": ""}
    out = really("cat", "talks-1", "--color", folder=tmp_path, environment=colours).stdout.decode()
    assert "Minister \x1b[1;38;2;63;185;80mOran\x1b[0m said" in out
    assert "\x1b[31m" not in out
    assert "Talks␛[0m" in out
    for line in out.split("\n"):
        assert line.count("\x1b[0m") == line.count("\x1b[1") + line.count("\x1b[4")
    assert out.rstrip().endswith("1")
    less = {**colours, "COLORTERM": ""}
    out = really("cat", "talks-1", "--color", folder=tmp_path, environment=less).stdout.decode()
    assert "\x1b[1;38;5;" in out


def test_cat_marks_tags_where_there_are_no_colours(tmp_path: Path) -> None:
    tagged(tmp_path)
    mono = {"NO_COLOR": "1"}
    out = really("cat", "talks-1", "--color", folder=tmp_path, environment=mono).stdout.decode()
    assert "Minister [a Oran] said:" in out
    assert "[q “We will    open on [d Friday],\nat] ␛[31mnoon.”" in out
    assert "\x1b" not in out


def test_cat_of_what_is_not_there_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    tagged(tmp_path)
    result = run("cat", "nothing")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "There is no article nothing in the project" in result.stderr


# Find


def test_find_shows_each_hit_with_its_place(run: Run, tmp_path: Path) -> None:
    tagged(tmp_path)
    result = run("find", "will open")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "talks-1:3: “We will open on Friday,\n"
    result = run("find", "--label", "actor")
    assert result.stdout == "talks-1:1: Minister Oran said:\n"


def test_find_for_programs(run: Run, tmp_path: Path) -> None:
    tagged(tmp_path)
    (hit,) = map(json.loads, run("find", "Fri.ay", "--regex", "--json").stdout.splitlines())
    assert hit == {
        "article": "talks-1",
        "title": "Talks\x1b[0m",
        "start": 38,
        "end": 44,
        "line": 3,
        "text": "Friday",
        "before": "“We will\topen on ",
        "after": ",",
        "labels": ["quote", "date"],
    }


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "There is nothing to look for"),
        (("(", "--regex"), 2, "is not a regular expression"),
        (("nothing",), 0, "Nothing was found"),
        (("Oran", "--label", "actr"), 0, "There is no label actr in this project's scheme"),
    ],
)
def test_find_without_hits(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    tagged(tmp_path)
    result = run("find", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


# Group


def test_keys_that_are_typed_ahead_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, inside = pty.openpty()
    with open(inside) as stdin, open(terminal, "wb", buffering=0) as person:
        monkeypatch.setattr("sys.stdin", stdin)
        before = termios.tcgetattr(inside)
        person.write(b"Yn")
        with typed() as keys:
            assert [next(keys), next(keys)] == ["y", "n"]
            person.write(b"\x03")
            assert next(keys) == "\x03"
        assert termios.tcgetattr(inside) == before


def grouped(folder: Path) -> Project:
    project = Project(folder)
    text = made_text(1_500, 1)
    project.store.add([Article(id, f"Talks {id}", f"{text}{id}") for id in ("a", "b")])
    return project


def test_group_proposes_and_writes_when_told(run: Run, tmp_path: Path) -> None:
    project = grouped(tmp_path)
    result = run("group", "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.startswith("1/1  talks-a  (")
    assert "Talks b" in result.stdout
    article = project.store.article("a")
    assert article is not None
    assert article.meta.group is None
    result = run("group", "--yes")
    assert result.stderr == "postil: 1 group suggested, 1 made; 2 articles added to them.\n"
    article = project.store.article("b")
    assert article is not None
    assert article.meta.group == "talks-a"


def test_group_asks_nobody_who_is_not_there(run: Run, tmp_path: Path) -> None:
    grouped(tmp_path)
    result = run("group")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--yes, or --dry-run" in result.stderr


@pytest.mark.parametrize(("key", "group"), [("x\rY", "talks-a"), ("n", None), ("q", None)])
def test_group_is_confirmed_by_a_key(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, group: str | None
) -> None:
    project = grouped(tmp_path)
    monkeypatch.setattr("tui.commands.group._somebody_there", lambda: True)
    monkeypatch.setattr("tui.commands.group.typed", lambda: nullcontext(iter(key.lower())))
    result = run("group")
    assert "Make this group? y, n, q: " in result.stderr
    article = project.store.article("a")
    assert article is not None
    assert article.meta.group == group
