"""What the person is told where nothing may be written, or another program holds it."""

import contextlib
import fcntl
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotations.annotation import Change
from annotations.article import Article
from annotations.disk import lock
from annotations.errors import Refused
from annotations.store.folders import Folders
from annotations.store.tiny import TinyStore

Adding = Callable[..., Change]
AGAIN = "try again."
RIGHTS = "Give yourself permission to write there, or use --project."

pytestmark = pytest.mark.usefixtures("file")


# Read-only


@contextlib.contextmanager
def without_rights() -> Iterator[None]:
    """As a user whom the system refuses: root may write anywhere, so it becomes nobody."""
    importlib.import_module("sqlite3")  # while its place may be read
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def read_only(root: Path) -> Iterator[Path]:
    """The same place where nobody may write, in a folder that anybody may enter."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        place = Path(folder) / ".postil"
        shutil.copytree(root, place)
        everything = [place, *place.rglob("*")]
        for path in everything:
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield place
        for path in everything:
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_read_only_folder_is_said_so_beforehand_and_can_be_read(
    read_only: Path, file: Path, root: Path, article: Article, adding: Adding
) -> None:
    with without_rights():
        store = TinyStore(read_only)
        assert len(store.load(article.id).annotations) == 3
        refusal = store.refusal(article.id)
        assert isinstance(refusal, Refused)
        assert (
            refusal.message
            == f"You may not write to {next(read_only.glob('articles/??/*.json')).parent}."
        )
        assert refusal.hint == RIGHTS
        # Another article would go into a folder that is not there yet.
        other = store.refusal("another")
        assert other is not None
        assert other.message == f"You may not write to {read_only / 'articles'}."
        with pytest.raises(Refused, match="You may not write to"):
            store.apply(article, adding(19))
        with pytest.raises(Refused, match="You may not write to"):
            store.remove(article.id, "action")
        assert [one.annotations for one in store.listing().rows] == [3]
        store.close()
    assert not (read_only / "cache").exists()
    assert len(TinyStore(read_only).load(article.id).annotations) == 3


def test_where_one_may_write_nothing_is_said_and_nothing_written(tmp_path: Path) -> None:
    assert TinyStore(tmp_path / "new" / ".postil").refusal("an article") is None
    assert not (tmp_path / "new").exists()


# Held


HOLDING = """
import sys
from pathlib import Path
from annotations.disk.lock import locked
from annotations.disk.system import System
lock = Path(sys.argv[1])
with locked(System().within(lock.parent), lock, lock.parent, "this article"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(root: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A program that holds the article's lock."""
    (path,) = (path for path in root.glob("locks/??") if len(path.name) == 2)
    command = [sys.executable, "-c", HOLDING, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_an_article_that_is_held_names_its_holder(
    root: Path, article: Article, adding: Adding, holder: "subprocess.Popen[bytes]",
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(lock, "LOCK_SECONDS", 0.05)
    with pytest.raises(Refused) as told:
        TinyStore(root).apply(article, adding(19))
    who = f"process {holder.pid} on {os.uname().nodename}"
    assert told.value.message == f"Another program is using this article: {who}."
    assert told.value.hint == f"Wait for it to finish, then {AGAIN}"
    with pytest.raises(Refused, match="is using this article"):
        TinyStore(root).remove(article.id, "action")
    # Reading waits for nobody.
    assert len(TinyStore(root).load(article.id).annotations) == 3
    assert TinyStore(root).totals().annotations == 3


def test_a_holder_that_is_killed_holds_nothing(
    root: Path, article: Article, adding: Adding, holder: "subprocess.Popen[bytes]",
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(lock, "LOCK_SECONDS", 0.0)
    holder.kill()
    holder.wait()
    change = adding(19)
    assert TinyStore(root).apply(article, change).change == change


def test_the_holder_is_told_also_where_it_left_no_name(
    root: Path, article: Article, adding: Adding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "LOCK_SECONDS", 0.0)
    (path,) = (path for path in root.glob("locks/??") if len(path.name) == 2)
    path.write_bytes(b"\xff" * 3)
    with path.open("rb+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Refused, match="is using this article: \ufffd"):
            TinyStore(root).apply(article, adding(19))


@pytest.mark.parametrize("left", ["", "process 1 on a machine with a long name\n", "process 4"])
def test_whoever_holds_a_lock_is_named_whoever_held_it_before(
    root: Path, article: Article, adding: Adding, left: str
) -> None:
    path = Folders(root).lock(article.id)
    path.write_text(left)
    TinyStore(root).apply(article, adding(19))
    assert path.read_text() == f"process {os.getpid()} on {os.uname().nodename}\n"


def test_a_holder_that_is_named_already_is_not_written_again(
    root: Path, article: Article, adding: Adding, monkeypatch: pytest.MonkeyPatch
) -> None:
    TinyStore(root).apply(article, adding(19))
    path, before = Folders(root).lock(article.id), Folders(root).lock(article.id).stat().st_mtime_ns
    monkeypatch.setattr(os, "pwrite", None)
    TinyStore(root).apply(article, adding(19))
    assert path.stat().st_mtime_ns == before
