"""Nothing that others wrote commands the terminal: hostile words go to every surface there is.

Each surface gets words of its own that begin with commands to a terminal. The bytes that reach
the terminal must have these words, and none of those commands.
"""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from annotations.annotation import Change
from annotations.article import Article, Metadata
from annotations.guidelines import FOLDER, file_name
from annotations.project import Project
from tests.emulated import in_terminal, postil
from tui.cli import COMMANDS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")

# The window's title, a bell, an 8-bit control sequence, and words turned round.
COMMAND = "\x1b]2;\x07\x9b\u202e"
SEEN = re.compile(r"(?:\ufffd\u21c4|\\(?:x|u00)9b\\u202e)([a-z]+)")
LEAKED = re.compile("\x9b\u25cc?\u202e([a-z]+)")
# Of its own accord postil gives the pointer its shape.
ANY_LEAK = re.compile("\x1b\\](?!22;)|[\x80-\x9f\u202a-\u202e\u2066-\u2069]")

UNGUARDED = """
import tui.cells.display, tui.cells.filters
tui.cells.display._HARMLESS.clear()
tui.cells.display.spelled = lambda json: json
tui.cells.filters.is_sure = lambda text: True
"""
FULL_DISK = """
from annotations.errors import Refused
from annotations.store.tiny import TinyStore
def apply(self, article, change):
    raise Refused({trouble!r}, "Make room.")
TinyStore.apply = apply
"""
MISTAKE = """
from textual.app import App
def copy(self, text):
    raise RuntimeError({crash!r})
App.copy_to_clipboard = copy
"""


def hostile(name: str) -> str:
    return COMMAND + name


def pasted(words: str) -> str:
    return f"\x1b[200~{words}\x1b[201~"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in which every word that a person can choose is hostile."""
    folder = tmp_path / "project"
    folder.mkdir()
    label = {"name": hostile("label"), "key": "a", "description": hostile("description")}
    fields = "\n".join(f"{name} = {json.dumps(value)}" for name, value in label.items())
    (folder / FOLDER).mkdir()
    for name in ("label", "lost"):
        (folder / FOLDER / file_name(hostile(name))).write_text(hostile("guideline"))
    name = json.dumps(label["name"])
    link = f"type = {json.dumps(hostile('link'))}\nfrom = {name}\nto = {name}\n"
    (folder / "postil.toml").write_text(f"[[labels]]\n{fields}\n\n[[links]]\n{link}")
    text = f"Talks resumed.\n\nOran said {hostile('text')} again.\n"
    spans = [
        {"id": "1", "start": 16, "end": 20, "label": label["name"], "annotator": "ana",
         "attrs": {"entity": hostile("value")}},
        {"id": "2", "start": 0, "end": 5, "label": label["name"],
         "annotator": hostile("annotator")},
        {"id": "3", "start": 21, "end": 25, "label": hostile("lost"), "annotator": "ana",
         "attrs": {"note": hostile("note")}},
    ]  # fmt: skip
    trial = {"article": hostile("id"), "label": label["name"], "words": hostile("words")}
    (folder / ".postil" / "withheld").mkdir(parents=True)
    line = json.dumps({**trial, "withheld": True, "share": 0.1})
    (folder / ".postil" / "withheld" / "trials.jsonl").write_text(f"{line}\n")
    # What comes in has dates that are dates; an older store may have anything.
    about = Metadata(hostile("source"), published=hostile("published"))
    own = Article(hostile("id"), hostile("title"), text, about)
    Project(folder).store.apply(own, Change("1", "1", "ana", "", status=("open", "done")))
    article = {
        "id": hostile("id"),
        "title": hostile("title"),
        "text": text,
        "spans": spans,
        "links": [{"type": hostile("link"), "from": "1", "to": "2"}],
    }
    (tmp_path / hostile("file.jsonl")).write_text(json.dumps(article) + "\n{\n")
    return folder


# Each command in a child of one program that has loaded them all.
EACH = """
import json, os, sys
from importlib import import_module
from tui.cli import COMMANDS, main
for place in COMMANDS.values():
    import_module("tui.commands." + place.partition(":")[0])
for arguments in json.loads(sys.argv[1]):
    child = os.fork()
    if not child:
        sys.argv = ["postil", *arguments]
        main()
    os.waitpid(child, 0)
    print(end=sys.argv[2], flush=True)
"""
END = "\x1b[END]"


def spoken(commands: Sequence[Sequence[str]], before: str = "") -> list[str]:
    """What each command writes to its terminal."""
    program = [sys.executable, "-c", before + EACH, json.dumps(commands), END]
    with in_terminal(program, 200, 40) as terminal:
        terminal.wait()
        said = terminal.written.decode().split(END)
    assert len(said) == len(commands) + 1
    return said[:-1]


def calls(folder: Path) -> list[tuple[list[str], set[str]]]:
    """Calls of every command, and the surfaces on which each speaks of something hostile."""
    at = ["--project", str(folder)]
    file, gone = (str(folder.parent / hostile(name)) for name in ("file.jsonl", "gone"))
    return [
        (["import", file, *at], {"file"}),
        (["import", gone, *at], {"gone"}),
        (["open", gone, *at], {"gone"}),
        (["convert", gone, "--to", "jsonl", "--output", "-"], {"gone"}),
        (["convert", file, "--to", hostile("format"), "--output", "-"], {"format"}),
        (["add", gone, *at], {"gone"}),
        (["export", "--format", hostile("format"), "--output", "-", *at], {"format"}),
        (["export", "--format", "jsonl", "--output", file, *at], {"file"}),
        (["cat", hostile("id"), *at], {"title", "source", "published", "id", "text", "label"}),
        (["cat", hostile("id"), "--plain", *at], {"text"}),
        (["export", "--format", "jsonl", "--output", "-", *at], {"text", "label"}),
        (["export", "--format", "html", "--output", "-", *at], set()),
        (["export", "--format", "markdown", "--output", "-", *at], set()),
        (["find", "said", *at], {"id", "text"}),
        (["find", "said", "--label", hostile("none"), *at], {"none", "label"}),
        (["list", *at], {"id", "title", "label"}),
        (["list", "--json", *at], {"id", "title", "label"}),
        (["list", "--ids", *at], {"id"}),
        (["list", "--group", hostile("group"), *at], {"group"}),
        (["set", hostile("id"), "--author", hostile("author"), *at], {"id", "author"}),
        (["set", hostile("unknown"), "--status", "done", *at], {"unknown"}),
        (["group", *at, hostile("extra")], {"extra"}),
        (["stats", *at], {"label", "lost", "annotator"}),
        (["stats", "--json", *at], {"label", "lost", "annotator"}),
        (["find", "said", "--json", *at], {"id"}),
        (["check", "--json", *at], {"id"}),
        (["suggest", *at, hostile("extra")], {"extra"}),
        (["suggest", "--json", *at], set()),
        (["copy", "--from", gone, "--to", file], {"gone"}),
        (["copy", "--from", str(folder), "--to", str(folder.parent / "copy")], set()),
        (["doctor", *at], set()),
        (["doctor", "--json", "--fix", *at], set()),
        (["check", *at], {"id", "label", "link"}),
        (["evaluate", gone, gone], {"gone"}),
        (["team", hostile("extra"), *at], {"extra"}),
        (["review", hostile("extra"), *at], {"extra"}),
        (["methods", *at], {"label"}),
        (["adjudicate", f"--{hostile('extra')}", *at], {"extra"}),
        (["compare", hostile("unknown"), hostile("id"), *at], {"unknown"}),
        (["compare", "--group", hostile("group"), *at], {"group"}),
        (["relabel", hostile("old"), hostile("new"), *at], {"new"}),
        (["remove", hostile("unknown"), *at], {"unknown"}),
        (["init", "--project", str(folder.parent / hostile("made"))], {"made"}),
        (["trust", *at], set()),
        (["formats", hostile("extra")], {"extra"}),
        (["demo", hostile("extra")], {"extra"}),
        (["tutor", hostile("extra")], {"extra"}),
        (["serve", "--project", gone], {"gone"}),
        (["stats", "--bias", *at], {"label"}),
        (["stats", "--bias", "--json", *at], {"label"}),
        ([hostile("command")], {"command"}),
    ]


def surfaces_of_the_screen(folder: Path, before: str = "") -> str:
    """What the screen writes while every part of it shows something hostile."""
    trouble, crash = hostile("trouble"), hostile("crash")
    before += FULL_DISK.format(trouble=trouble) + MISTAKE.format(crash=crash)
    files = [str(folder.parent / hostile(name)) for name in ("file.jsonl", "gone")]
    command = postil("open", *files, "--project", str(folder), before=before)
    with in_terminal(command, 200, 40) as terminal:
        for keys, words in SCREENS:
            terminal.send(keys.encode())
            terminal.wait_for(words.encode())
            if not words:
                terminal.settle(quiet=0.05, longest=0.2)
        terminal.send(b"sy")
        terminal.wait()
        return terminal.written.decode()


# What is typed, and words that then come to the screen.
SCREENS = [
    ("", "gone"),
    ("jll", "lost"),
    ("W\x0b", "guideline"),
    ("\x1b", ""),
    ("t", "description"),
    ("\x1b?", "previous word"),
    ("\x1b", ""),
    ("/", ""),
    (pasted(hostile("prompt")), "prompt"),
    ("\r", "is not in this"),
    (":", "Search"),
    (pasted(hostile("palette")), "palette"),
    ("\x1b", ""),
    ("a", "not saved"),
    ("\x11", "lose them"),
]
ON_SCREEN = set(
    "title source published text label description value link lost note file gone prompt palette "
    "guideline trouble crash".split()
)


def test_every_command_is_among_the_calls(project: Path) -> None:
    assert {arguments[0] for arguments, _ in calls(project)} >= set(COMMANDS)


def test_no_command_lets_hostile_words_command_the_terminal(project: Path) -> None:
    asked = calls(project)
    for (arguments, surfaces), said in zip(asked, spoken([one for one, _ in asked]), strict=True):
        assert ANY_LEAK.findall(said) == [], arguments
        assert set(SEEN.findall(said)) >= surfaces, said


def test_without_our_guard_they_would(project: Path) -> None:
    shown = ("import", "cat", "stats", "check", "init")
    asked = [one for one in calls(project) if one[0][0] in shown]
    said = spoken([arguments for arguments, _ in asked], UNGUARDED)
    for (arguments, surfaces), words in zip(asked, said, strict=True):
        assert set(LEAKED.findall(words)) >= surfaces, arguments


def test_nor_does_the_screen(project: Path) -> None:
    spoken([calls(project)[0][0]])
    shown = surfaces_of_the_screen(project)
    assert ANY_LEAK.findall(shown) == []
    assert set(SEEN.findall(shown)) >= ON_SCREEN
    assert set(LEAKED.findall(surfaces_of_the_screen(project, UNGUARDED))) >= ON_SCREEN
