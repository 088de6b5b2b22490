"""`postil add` and `open -`: what goes in, from files and from a pipe, and what is said of it."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyte
import pytest
from click.testing import Result

from annotations.annotation import Annotation, Change
from annotations.clock import new_id, now
from annotations.corpus.adding import Adding, Outcome
from annotations.project import Project
from annotations.sources.search import Named
from benchmarks.terminal import Terminal
from tests.forked import Forked

ROOT = Path(__file__).parents[3]
Run = Callable[..., Result]


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
    arguments = "add a.csv --project p --text-field Inhalt --source-field Ort".split()
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


@pytest.mark.parametrize(
    ("names", "data", "code", "said"),
    [
        ("-", "Worte, geänderte.\n".encode(), 0, "Articles: 1 added.\n"),
        ("- -", b"x", 2, "postil: - was named twice"),
        ("-", b"\0\1\2", 1, "postil: standard input is not a text file"),
    ],
)
def test_add_reads_what_is_piped_in(
    program: Forked, tmp_path: Path, names: str, data: bytes, code: int, said: str
) -> None:
    done = program.run(["add", *names.split()], tmp_path, data=data)
    assert done.returncode == code
    assert done.stderr.startswith(said)


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


def test_a_bar_is_drawn_on_a_terminal_only(program: Forked, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    command = [sys.executable, "-m", "tui.cli", "add", "a.txt", "--project", str(tmp_path / "p")]
    shell = f"cd '{tmp_path}' && PYTHONPATH='{ROOT}' {' '.join(command)}"
    with Terminal(["/bin/sh", "-c", shell], 80, 24) as terminal:
        while b"1 added" not in terminal.written:
            assert terminal.settle(longest=20.0)
    assert "\u2501".encode() in terminal.written
    assert "\x1b" not in program.run(["add", "a.txt", "--dry-run"], tmp_path).stderr


def test_open_shows_what_is_piped_in_and_takes_keys_from_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words from a pipe, all of them.")
    command = f"'{sys.executable}' -m tui.cli open - --project '{tmp_path / 'p'}'"
    shell = f"cat '{tmp_path / 'a.txt'}' | PYTHONPATH='{ROOT}' {command}"
    screen = pyte.Screen(80, 24)
    stream = pyte.ByteStream(screen)
    with Terminal(["/bin/sh", "-c", shell], 80, 24) as terminal:
        for keys, words in ((b"", " a0 "), (b"a", " a1 ")):
            terminal.send(keys)
            while words not in "\n".join(screen.display):
                assert terminal.settle(longest=20.0), "\n".join(screen.display)
                stream.feed(bytes(terminal.written))
    (one,) = Project(tmp_path / "p").store.articles()
    assert len(Project(tmp_path / "p").store.load(one.id).annotations) == 1
