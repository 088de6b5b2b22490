"""A real disk that is full, or whose power is cut: what was confirmed is there afterwards.

Only root on Linux may mount disks; where that or a tool is not to be had, the reason is told.
"""

import contextlib
import errno
import fcntl
import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB

from annotations.annotation import Change
from annotations.article import Article
from annotations.errors import Refused, Unsure
from annotations.store.tiny import TinyStore

Adding = Callable[..., Change]


@contextlib.contextmanager
def mounted(place: Path, *command: str) -> Iterator[Path]:
    """A file system on a folder, as `mount` with these arguments makes it."""
    if os.geteuid() or sys.platform != "linux":
        pytest.skip("only root on Linux may mount a disk")
    place.mkdir()
    done = subprocess.run(["mount", *command, str(place)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.torture
def test_on_a_full_disk_all_that_was_confirmed_stays_and_the_rest_is_saved_when_there_is_room(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=512k", "none") as disk:
        (disk / "ballast").write_bytes(bytes(64 * 1024))
        store, confirmed = TinyStore(disk / ".postil"), list[Change]()
        while True:
            change = adding(*range(0, 40, 4))
            try:
                store.apply(article, change)
            except (Refused, Unsure) as full:  # the article has no room, or its history
                told = full
                break
            confirmed.append(change)
        assert len(confirmed) > 3
        assert "he disk is full." in told.message
        for _ in range(20):
            with contextlib.suppress(Refused, Unsure):
                store.apply(article, change)
        held = TinyStore(disk / ".postil").load(article.id).annotations
        assert {a.id for c in confirmed for a in c.added} <= set(held)
        assert TinyStore(disk / ".postil").totals().annotations == len(held)
        (disk / "ballast").unlink()
        store.apply(article, change)
        held = TinyStore(disk / ".postil").load(article.id).annotations
        assert {a.id for c in (*confirmed, change) for a in c.added} == set(held)
        assert list(disk.rglob("*.tmp")) == []


@pytest.mark.torture
def test_the_control_of_stock_storage_is_unreadable_after_a_full_disk(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=64k", "none") as disk:
        database = TinyDB(disk / "stock.json")
        records = ({"number": number, "words": "word " * 10} for number in range(10_000))
        with pytest.raises(OSError, match="No space"):
            all(map(database.insert, records))
        with contextlib.suppress(OSError):
            database.close()
        with pytest.raises(json.JSONDecodeError):
            json.loads((disk / "stock.json").read_text())


# From the kernel's headers: _IOR('X', 125, __u32), and "discard the log, too".
SHUTDOWN, WITHOUT_LOG = 0x8004587D, 2
NOT_HERE = (errno.ENOTTY, errno.EPERM, errno.EOPNOTSUPP)
# The least megabytes that each can be made with; what is not written takes no room.
FILE_SYSTEMS = {"ext4": 32, "xfs": 320}
PROGRAM = """
import sys
from pathlib import Path
from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.disk.system import System
from annotations.store.tiny import TinyStore

def tagging():
    article = Article("one", "One", "word " * 500)
    for number in range(100_000):
        id, at = new_id(), now()
        tag = Annotation(id, number % 400, number % 400 + 4, "actor", "ana", dict(), "", at, at)
        store.apply(article, Change(id, id, "ana", at, added=(tag,)))
        yield id

def adding():
    for number in range(10_000):
        ids = [new_id() for _ in range(number % 5 + 1)]
        assert store.add(Article(id, id, f"word {id} " * 50) for id in ids) == len(ids)
        yield from ids

if sys.argv[3] == "careless":
    System.fsync = System.syncfs = staticmethod(lambda handle: None)
store = TinyStore(Path(sys.argv[1]))
for id in globals()[sys.argv[2]]():
    print(id, flush=True)
"""


def tags_left(disk: Path) -> set[str]:
    return set(TinyStore(disk / ".postil").load("one").annotations)


def articles_left(disk: Path) -> set[str]:
    """Those whose texts are there, too."""
    store = TinyStore(disk / ".postil")
    whole = [store.article(one.id) for one in store.articles()]
    assert not store.totals().unread
    return {one.id for one in whole if one and one.text == f"word {one.id} " * 50}


LEFT = {"tagging": tags_left, "adding": articles_left}


def cut_off(disk: Path) -> None:
    """Cut the power of a file system; skips the test where it cannot be done."""
    handle = os.open(disk, os.O_RDONLY)
    try:
        fcntl.ioctl(handle, SHUTDOWN, struct.pack("I", WITHOUT_LOG))
    except OSError as error:
        if error.errno in NOT_HERE:
            pytest.skip("this kernel cannot cut the power of a file system")
        raise
    finally:
        os.close(handle)


def confirmed(disk: Path, lines: int, *how: str) -> set[str]:
    """What a program says that is saved, until the power is cut after so many lines and a few."""
    command = [sys.executable, "-c", PROGRAM, str(disk / ".postil"), *how]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as program:
        assert program.stdout
        try:
            said = [program.stdout.readline() for _ in range(lines)]
            cut_off(disk)
            said += program.stdout
        finally:
            program.kill()
    return {line.strip() for line in said if len(line) == 27}


def cuts_that_lost(tmp_path: Path, kind: str, rounds: int, *how: str) -> int:
    """In how many of so many cuts something was lost that had been confirmed."""
    if not shutil.which(f"mkfs.{kind}"):
        pytest.skip(f"needs mkfs.{kind}")
    lost, saved = 0, 0
    for number in range(rounds):
        image = tmp_path / f"image-{number}"
        with image.open("wb") as out:
            out.truncate(FILE_SYSTEMS[kind] << 20)
        subprocess.run([f"mkfs.{kind}", "-q", str(image)], check=True)
        with mounted(tmp_path / f"disk-{number}", "-o", "loop", str(image)) as disk:
            ids = confirmed(disk, 5 + number * 3, *how)
        with mounted(tmp_path / f"again-{number}", "-o", "loop", str(image)) as disk:
            try:
                lost += not ids <= LEFT[how[0]](disk)
            except Exception:
                if how[1] != "careless":
                    raise
                lost += 1
        saved += len(ids)
        image.unlink()
    print(f"{kind}, {' '.join(how)}: {lost} of {rounds} cuts lost some of {saved:,} confirmed")
    return lost


@pytest.mark.torture
@pytest.mark.parametrize("what", LEFT)
@pytest.mark.parametrize("kind", FILE_SYSTEMS)
def test_a_real_power_cut_loses_nothing_that_was_confirmed(
    tmp_path: Path, kind: str, what: str
) -> None:
    assert cuts_that_lost(tmp_path, kind, 32, what, "careful") == 0


@pytest.mark.torture
@pytest.mark.parametrize("what", LEFT)
@pytest.mark.parametrize("kind", FILE_SYSTEMS)
def test_the_control_that_waits_for_no_disk_loses_some(
    tmp_path: Path, kind: str, what: str
) -> None:
    assert cuts_that_lost(tmp_path, kind, 5, what, "careless") > 0
