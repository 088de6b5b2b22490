"""What a killed program left is swept up; what a live one writes, and what people made, is not."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.article import Article
from annotations.disk.litter import OLD_SECONDS, litter, sweep
from annotations.disk.system import System
from annotations.store.tiny import TinyStore

DEAD = 2**31 - 1  # beyond what any system counts its threads to


@pytest.mark.parametrize(
    ("name", "thread", "age", "swept"),
    [
        ("articles/7f/quay-1.json.{}.tmp", DEAD, OLD_SECONDS + 9, True),
        ("texts/0a/ff.txt.{}.tmp", 10**30, OLD_SECONDS + 9, True),
        ("history/7f/quay-1.jsonl.{}.tmp", DEAD, 1, False),
        ("articles/7f/quay-1.json.{}.tmp", os.getpid, OLD_SECONDS + 9, False),
        ("articles/7f/quay-1.json.{}.tmp", threading.get_native_id, OLD_SECONDS + 9, False),
        ("articles/7f/notes.tmp", DEAD, OLD_SECONDS + 9, False),
        ("articles/7f/quay-1.json", DEAD, OLD_SECONDS + 9, False),
    ],
)
def test_what_is_swept(
    tmp_path: Path, name: str, thread: int | Callable[[], int], age: float, swept: bool
) -> None:
    TinyStore(tmp_path / ".postil").add([Article("a", "A", "Words.\n")])
    file = tmp_path / ".postil" / name.format(thread() if callable(thread) else thread)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("half")
    os.utime(file, times=(time.time() - age,) * 2)
    before = {path for path in tmp_path.rglob("*") if path != file}
    sweep(tmp_path, ".postil")
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
    living = list(litter(system, file.parent))
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
    sweep(tmp_path / "project", ".postil")
    assert mine.exists()
