"""Any file at all, given to postil by its command line: it works, or one clear sentence says why.

Never a traceback, never a program that hangs, and nothing is written for what could not be read.
"""

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.emulated import Screen, in_terminal, postil
from tests.forked import Forked

WORDS = b"Some words that somebody wrote.\n"
LINE = b'{"text": "Some words that somebody wrote."}\n'
SHOWN = "Some words that somebody wrote."

Make = Callable[[Path], list[str]]


def file(name: str | bytes, data: bytes) -> Make:
    """A file of that name with that in it."""

    def made(folder: Path) -> list[str]:
        path = folder / os.fsdecode(name)
        path.write_bytes(data)
        return [str(path)]

    return made


def other(name: str, make: Callable[[Path], object]) -> Make:
    """What `make` makes under that name."""

    def made(folder: Path) -> list[str]:
        make(folder / name)
        return [str(folder / name)]

    return made


def forbidden(folder: Path) -> list[str]:
    (folder / "a.txt").write_bytes(WORDS)
    (folder / "a.txt").chmod(0)
    return [str(folder / "a.txt")]


class Case(NamedTuple):
    """What to make, and what postil makes of it: words on the screen, or words of why not.

    Where both are given, either will do.
    """

    make: Make
    shown: str | None = None
    told: str | None = None


CASES = {
    "missing": Case(other("gone.txt", lambda path: None), told="does not exist"),
    "folder": Case(other("folder", Path.mkdir), told="There are no articles in"),
    "loop": Case(other("a.txt", lambda path: path.symlink_to(path)), told="cannot be read"),
    "unreadable": Case(forbidden, shown=SHOWN, told="cannot be read"),  # but root may
    "empty": Case(file("a.txt", b""), told="has no words in it"),
    "blank": Case(file("a.txt", b" \n\t\n"), told="has no words in it"),
    "NUL": Case(file("a.txt", b"a\0b\n"), told="is not a text file"),
    "invalid UTF-8": Case(file("a.txt", b"\xff\x80 " + WORDS), shown=SHOWN, told="is not UTF-8"),
    "UTF-16": Case(file("a.txt", WORDS.decode().encode("utf-16")), shown=SHOWN, told="UTF-16"),
    "cp1252": Case(file("a.txt", b"\x93Yes.\x94 " + WORDS), shown=SHOWN, told="is not UTF-8"),
    "binary": Case(file("a.txt", bytes(range(256)) * 40), told="is not a text file"),
    "FIFO": Case(other("a.txt", os.mkfifo), told="is not a regular file"),
    "device": Case(lambda folder: ["/dev/zero"], told="is not a regular file"),
    "a long name": Case(lambda folder: ["a" * 300 + ".txt"], told="cannot be read"),
    "a bad line": Case(file("a.jsonl", LINE + b'{"text": \n'), shown="line 2 is not JSON"),
    "the rest": Case(file("a.jsonl", b"{\n" + LINE), shown=SHOWN),
    "bad lines": Case(file("a.jsonl", b"{\n{\n"), told="line 1 is not JSON"),
    "10 MB in a line": Case(file("a.txt", b"x" * 10_000_000), shown="xxxxxxxx"),
    "no PDF": Case(file("a.pdf", b"%PDF-1.4 broken"), told="PDF"),
    "no Word document": Case(file("a.docx", b"PK\x03\x04broken"), told="is not a Word document"),
    "no archive": Case(file("a.zip", b"PK\x03\x04broken"), told="cannot be unpacked"),
    "no texts": Case(file("a.csv", b"one,two\n1,2\n"), told="no column of texts"),
}


def last_said(written: bytes) -> str:
    """What stands on the terminal in the end: what a slow file could not be read for comes late."""
    said = written.rpartition(b"\x1b[?1049l")[2].decode().replace("\r\n", "\n")
    return re.sub(r"\x1b(\][^\x07]*\x07|[\[<>=?0-9;]*[a-zA-Z])", "", said)


def is_one_sentence(said: str, told: str) -> None:
    """Whether a message is a single line with these words and no traceback."""
    assert told in said
    assert said.startswith("postil: ")
    assert said.count("\n") == 1
    assert "Traceback" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_open(tmp_path: Path, case: Case) -> None:
    project = tmp_path / "project"
    command = postil("open", *case.make(tmp_path), "--project", str(project))
    with in_terminal(command, 200, 40) as terminal:
        screen = Screen(terminal)
        until = time.monotonic() + 60
        while not terminal.ended() and not (case.shown and case.shown in "\n".join(screen.lines)):
            assert time.monotonic() < until, "it hangs"
            terminal.settle(longest=0.1)
        if terminal.exit_code is None:
            terminal.send(b"\x11")
            assert terminal.wait() == 0
        else:
            assert terminal.exit_code == 1
            assert case.told
            is_one_sentence(last_said(terminal.written), case.told)
    assert not project.exists()


NO_FORMAT = "is not in a format that postil can read"
NAMES: list[str | bytes] = [
    "notes",
    "a name with spaces.txt",
    "a\nname.txt",
    "a\x1b[2J\x1b]0;x\x07.txt",
    b"\xff\xfe.txt",
    "one/same.txt",
    "two/same.txt",
]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")
def test_open_with_odd_names(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    files = [
        file(name, f"The words of file {number}.\n".encode())(tmp_path)[0]
        for number, name in enumerate(NAMES)
    ]
    command = postil("open", *files, "--project", str(tmp_path / "project"))
    with in_terminal(command, 120, 24) as terminal:
        screen = Screen(terminal)
        for number, _ in enumerate(NAMES):
            screen.wait_until(f"The words of file {number}.")
            if number % 2:
                screen.type(">")


IMPORTS = {
    "missing": (other("gone.jsonl", lambda path: None), "does not exist", 0),
    "folder": (other("folder", Path.mkdir), "folder is empty", 0),
    "loop": (other("a.jsonl", lambda path: path.symlink_to(path)), "cannot be read", 0),
    "NUL": (file("a.jsonl", b"a\0b\n"), NO_FORMAT, 0),
    "invalid UTF-8": (file("a.jsonl", b'{"text": "\xff"}\n'), "line 1 is not in UTF-8", 0),
    "UTF-16": (file("a.jsonl", LINE.decode().encode("utf-16")), NO_FORMAT, 0),
    "binary": (file("a.jsonl", bytes(range(256)) * 40), NO_FORMAT, 0),
    "FIFO": (other("a.jsonl", os.mkfifo), "is not a regular file", 0),
    "a text": (file("a.txt", WORDS), NO_FORMAT, 0),
    "a bad line": (file("a.jsonl", LINE + b'{"text": \n'), "line 2 is not JSON", 1),
    "cut off": (file("a.jsonl", LINE + LINE[:20]), "line 2 cannot be read: it is cut off", 0),
    "escape codes": (file("a\x1b[2J.jsonl", b"{\n"), NO_FORMAT, 0),
    "newline": (file("a\nname.jsonl", b"{\n"), NO_FORMAT, 0),
    "no article": (file("a.jsonl", LINE + b'{"id": "x"}\n'), "has no text", 1),
    "many bad lines": (file("a.jsonl", LINE + b"x\n" * 1_000), "950 more like these", 1),
    "10 MB in a line": (file("a.jsonl", b'{"text": "' + b"x" * 10_000_000 + b'"}\n'), "", 1),
}


@pytest.fixture(scope="module")
def program() -> Iterator[Forked]:
    with Forked(os.environ) as program:
        yield program


@pytest.mark.parametrize(("make", "told", "added"), IMPORTS.values(), ids=IMPORTS)
def test_import(program: Forked, tmp_path: Path, make: Make, told: str, added: int) -> None:
    arguments = ["import", *make(tmp_path), "--project", str(tmp_path / "project")]
    done = program.run(arguments, tmp_path)
    assert done.returncode == (1 if told else 0)
    assert done.stdout == ""
    *others, said = done.stderr.splitlines(keepends=True)
    if told:
        is_one_sentence(said, told)
    assert "Traceback" not in done.stderr
    assert not any("\x1b" in line for line in others)
    project = tmp_path / "project"
    assert len(list(project.glob(".postil/articles/*/*.json"))) == added
    assert project.exists() is bool(added)


@pytest.mark.torture
def test_a_hundred_megabytes(tmp_path: Path) -> None:
    text = WORDS.decode() * 3_200_000
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text}))
    for name in ("a.txt", "a.jsonl"):
        project = str(tmp_path / f"project of {name}")
        with in_terminal(
            postil("open", str(tmp_path / name), "--project", project), 100, 30
        ) as terminal:
            screen = Screen(terminal)
            screen.wait_until(SHOWN)
            screen.type("G")
            screen.wait_until("100 %")
            screen.type("a")
            screen.wait_until("a actor 1", longest=300)
