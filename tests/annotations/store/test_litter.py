"""What a killed program left is swept up; what a live one writes, and what people made, is not."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import tui.commands
from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.disk.litter import OLD_SECONDS, litter
from annotations.disk.system import System
from annotations.project import Project
from annotations.store.tiny import TinyStore
from tui.cli import COMMANDS, postil

DEAD = 2**31 - 1  # beyond what any system counts its threads to


@pytest.mark.parametrize(
    ("name", "thread", "age", "swept"),
    [
        ("articles/7f/quay-1.json.{}.tmp", DEAD, OLD_SECONDS + 9, True),
        ("texts/0a/ff.txt.{}.tmp", 10**30, OLD_SECONDS + 9, True),
        ("history/7f/quay-1.jsonl.{}.tmp", DEAD, 1, False),
        ("articles/7f/quay-1.json.{}.tmp", os.getpid, OLD_SECONDS + 9, False),
        ("articles/7f/quay-1.json.{}.tmp", threading.get_native_id, OLD_SECONDS + 9, False),
        ("../postil.toml.{}.tmp", DEAD, OLD_SECONDS + 9, True),
        ("../postil.toml.{}.tmp", os.getpid, OLD_SECONDS + 9, False),
        ("../thesis.tex.{}.tmp", DEAD, OLD_SECONDS + 9, False),
        ("../postil.toml.old.{}.tmp", DEAD, OLD_SECONDS + 9, False),
        ("articles/7f/notes.tmp", DEAD, OLD_SECONDS + 9, False),
        ("articles/7f/quay-1.json", DEAD, OLD_SECONDS + 9, False),
    ],
)
def test_what_is_swept(
    tmp_path: Path, name: str, thread: int | Callable[[], int], age: float, swept: bool
) -> None:
    TinyStore(tmp_path / ".postil").add([Article("a", "A", "Words.\n")])
    name = name.format(thread() if callable(thread) else thread)
    file = Path(os.path.normpath(tmp_path / ".postil" / name))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("half")
    os.utime(file, times=(time.time() - age,) * 2)
    before = {path for path in tmp_path.rglob("*") if path != file}
    Project(tmp_path).sweep()
    assert file.exists() is not swept
    assert {path for path in tmp_path.rglob("*") if path != file} == before


def test_a_thread_of_this_program_lives(tmp_path: Path) -> None:
    done, numbers = threading.Event(), list[int]()
    other = threading.Thread(
        target=lambda: (numbers.append(threading.get_native_id()), done.wait(10))
    )
    other.start()
    while not numbers:
        os.sched_yield()
    file = tmp_path / ".postil" / f"x.{numbers[0]}.tmp"
    file.parent.mkdir()
    file.touch()
    os.utime(file, times=(1, 1))
    system = System().within(tmp_path)
    living = list(litter(system, file.parent, tmp_path / "postil.toml"))
    done.set()
    other.join()
    assert living == []


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    mine = tmp_path / "mine" / f"x.{DEAD}.tmp"
    mine.touch()
    os.utime(mine, times=(1, 1))
    (tmp_path / "project" / ".postil").mkdir(parents=True)
    (tmp_path / "project" / ".postil" / "texts").symlink_to(tmp_path / "mine")
    Project(tmp_path / "project").sweep()
    assert mine.exists()


WRITE = {
    "add": ("add", "b.txt"),
    "import": ("import", "out.jsonl"),
    "set": ("set", "a", "--title", "B"),
    "group": ("group", "--yes"),
    "suggest": ("suggest",),
    "relabel": ("relabel", "actor", "date"),
    "remove": ("remove", "a"),
    "team": ("team", "start"),
    "adjudicate": ("adjudicate", "--agreed"),
    "export": ("export", "--format", "jsonl", "--output", "out-2.jsonl"),
    "check": ("check", "a", "--fine"),
}
ONLY_READ = {
    "list": ("list",),
    "stats": ("stats",),
    "check without --fine": ("check",),
    "add --dry-run": ("add", "b.txt", "--dry-run"),
    "relabel --dry-run": ("relabel", "actor", "date", "--dry-run"),
}


@pytest.mark.parametrize("call", WRITE | ONLY_READ)
def test_commands_that_write_sweep_and_others_leave_all_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    monkeypatch.chdir(tmp_path)
    article, tag = Article("a", "A", "Oran spoke.\n"), Annotation("t", 0, 4, "actor", "ana")
    change = Change("c", "c", "ana", "2031-01-01T00:00:00Z", added=(tag,))
    TinyStore(tmp_path / ".postil").apply(article, change)
    (tmp_path / "b.txt").write_text("The quay.\n")
    CliRunner().invoke(postil, ["export", "--format", "jsonl", "--output", "out.jsonl"])
    dead, living = (
        tmp_path / ".postil" / "articles" / f"a.json.{number}.tmp"
        for number in (DEAD, threading.get_native_id())
    )
    for file in (dead, living):
        file.touch()
        os.utime(file, times=(1, 1))
    CliRunner().invoke(postil, (WRITE | ONLY_READ)[call], catch_exceptions=False)
    assert dead.exists() is (call in ONLY_READ)
    assert living.exists()


def test_every_command_that_writes_has_its_case() -> None:
    asks = {
        name
        for name, place in COMMANDS.items()
        if "writes=" in Path(tui.commands.__path__[0], f"{place.partition(':')[0]}.py").read_text()
    }
    assert asks == set(WRITE)
