"""What the person is told when something is in the way: what happened, and what to do."""

import contextlib
import errno
import fcntl
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Change
from annotations.article import Article
from annotations.disk import lock
from annotations.disk.system import System
from annotations.errors import Damaged, Newer, Refused, StoreError, Unsure
from annotations.store.tiny import TinyStore

Adding = Callable[..., Change]
AGAIN = "try again."
RIGHTS = "Give yourself the right to write there, or use --project."


class Failing(System):
    """A call of this name fails on files of this ending, or on folders where it is empty."""

    def __init__(self, name: str, code: int, ending: str) -> None:
        real = getattr(System, name)

        def call(path: Any, *rest: Any, **named: Any) -> Any:
            folder = named.get("dir_fd", named.get("src_dir_fd"))
            place = _path(path) if folder is None else f"{_path(folder)}/{path}"
            if place.endswith(ending) if ending else os.path.isdir(place):
                raise OSError(code, os.strerror(code))
            return real(path, *rest, **named)

        setattr(self, name, call)


def _path(of: Any) -> str:
    return os.readlink(f"/proc/self/fd/{of}") if isinstance(of, int) else str(of)


@pytest.fixture
def root(tmp_path: Path, article: Article, adding: Adding) -> Path:
    """A place with one article, saved twice."""
    root = tmp_path / ".postil"
    for start in (0, 9):
        TinyStore(root).apply(article, adding(start))
    return root


def path_of(root: Path) -> Path:
    (path,) = root.glob("articles/??/*.json")
    return path


@pytest.mark.skipif(sys.platform != "linux", reason="the names of open files are read from /proc")
@pytest.mark.parametrize(
    ("name", "code", "ending", "kind", "message", "hint"),
    [
        ("write", errno.ENOSPC, ".tmp", Refused, "The disk is full.", f"Make room, then {AGAIN}"),
        (
            *("write", errno.EDQUOT, ".tmp", Refused),
            *("Your share of the disk is used up.", f"Make room, then {AGAIN}"),
        ),
        ("fsync", errno.EIO, ".tmp", Refused, "The disk reports an error.", f"T{AGAIN[1:]}"),
        ("open", errno.EMFILE, ".tmp", Refused, "Too many files are open.", f"T{AGAIN[1:]}"),
        (
            *("open", errno.EROFS, ".tmp", Refused, "{folder} is read-only."),
            "Make it writable or use --project to name another folder.",
        ),
        ("replace", errno.EACCES, ".tmp", Refused, "{folder} may not be written to.", RIGHTS),
        ("replace", errno.EPERM, ".tmp", Refused, "{folder} may not be written to.", RIGHTS),
        (
            "replace",
            errno.EBUSY,
            ".tmp",
            Refused,
            "Device or resource busy ({name}).",
            f"T{AGAIN[1:]}",
        ),
        (
            *("fsync", errno.EIO, "", Unsure),
            *("The disk did not confirm a save (The disk reports an error).", f"T{AGAIN[1:]}"),
        ),
        (
            *("write", errno.ENOSPC, ".jsonl", Unsure),
            "A change is saved, but not in its history: The disk is full.",
            f"T{AGAIN[1:]}",
        ),
    ],
)
def test_a_save_that_failed_says_why_and_what_to_do(
    root: Path, article: Article, adding: Adding,
    name: str, code: int, ending: str, kind: type[StoreError], message: str, hint: str,
) -> None:  # fmt: skip
    store = TinyStore(root, Failing(name, code, ending))
    with pytest.raises(kind) as told:
        store.apply(article, adding(19))
    path = path_of(root)
    assert told.value.message == message.format(folder=path.parent, name=path.name)
    assert told.value.hint == hint


@pytest.mark.skipif(sys.platform != "linux", reason="the names of open files are read from /proc")
def test_a_removal_that_failed_half_way_says_where_it_is_kept(root: Path, article: Article) -> None:
    kept = root / "backup" / "removed-action"
    with pytest.raises(Refused) as told:
        TinyStore(root, Failing("write", errno.ENOSPC, ".tmp")).remove(article.id, "action")
    assert told.value.message == "The disk is full."
    assert len(TinyStore(root).load(article.id).annotations) == 2
    with pytest.raises(Unsure) as told_too:
        TinyStore(root, Failing("unlink", errno.EIO, ".jsonl")).remove(article.id, "action")
    why = "Input/output error"
    assert told_too.value.message == f"{article.id} was kept, but may not be gone for good: {why}."
    assert told_too.value.hint == f"All of it is in {kept}."
    assert TinyStore(root).article(article.id) is None


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
    read_only: Path, article: Article, adding: Adding
) -> None:
    with without_rights():
        store = TinyStore(read_only)
        assert len(store.load(article.id).annotations) == 2
        refusal = store.refusal(article.id)
        assert isinstance(refusal, Refused)
        assert refusal.message == f"{path_of(read_only).parent} may not be written to."
        assert refusal.hint == RIGHTS
        # Another article would go into a folder that is not there yet.
        other = store.refusal("another")
        assert other is not None
        assert other.message == f"{read_only / 'articles'} may not be written to."
        with pytest.raises(Refused, match="may not be written to"):
            store.apply(article, adding(19))
        with pytest.raises(Refused, match="may not be written to"):
            store.remove(article.id, "action")
        assert [one.annotations for one in store.listing().rows] == [2]
        store.close()
    assert not (read_only / "cache").exists()
    assert len(TinyStore(read_only).load(article.id).annotations) == 2


def test_where_one_may_write_nothing_is_said_and_nothing_written(tmp_path: Path) -> None:
    assert TinyStore(tmp_path / "new" / ".postil").refusal("an article") is None
    assert list(tmp_path.iterdir()) == []


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
    assert told.value.message == f"Another program holds this article: {who}."
    assert told.value.hint == f"Let it finish, then {AGAIN}"
    with pytest.raises(Refused, match="holds this article"):
        TinyStore(root).remove(article.id, "action")
    # Reading waits for nobody.
    assert len(TinyStore(root).load(article.id).annotations) == 2
    assert TinyStore(root).totals().annotations == 2


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
        with pytest.raises(Refused, match="holds this article: \ufffd"):
            TinyStore(root).apply(article, adding(19))


# Damaged and newer


def test_damage_names_the_file_the_place_and_the_backup(root: Path, article: Article) -> None:
    path = path_of(root)
    data = path.read_bytes()
    path.write_bytes(data[:200] + b"\0" + data[201:])
    (backup,) = root.glob("backup/??/*.json")
    with pytest.raises(Damaged) as told:
        TinyStore(root).load(article.id)
    assert told.value.message.startswith(f"{path} is damaged: ")
    assert "200" in told.value.message
    assert (
        told.value.hint == f"Its last version but one is {backup}; compare them and copy it back."
    )
    refusal = TinyStore(root).refusal(article.id)
    assert str(refusal) == str(told.value)


def test_without_a_backup_that_is_said(root: Path, article: Article) -> None:
    path_of(root).write_bytes(b"")
    shutil.rmtree(root / "backup")
    with pytest.raises(Damaged) as told:
        TinyStore(root).load(article.id)
    assert told.value.message == f"{path_of(root)} is damaged: it is empty."
    assert told.value.hint.startswith("It was left as it is; there is no backup of it")


def test_the_backup_can_be_copied_back_and_used(
    root: Path, article: Article, adding: Adding
) -> None:
    (backup,) = root.glob("backup/??/*.json")
    path_of(root).write_bytes(b"{")
    shutil.copy(backup, path_of(root))
    assert len(TinyStore(root).load(article.id).annotations) == 1
    assert TinyStore(root).apply(article, adding(19)).conflicts == ()


@pytest.mark.parametrize("readable", [True, False])
def test_a_newer_file_is_said_so_beforehand(root: Path, article: Article, readable: bool) -> None:
    path = path_of(root)
    raw = path.read_text().replace('"schema": 1', '"schema": 2')
    path.write_text(raw if readable else raw.replace('"start"', '"from"'))
    refusal = TinyStore(root).refusal(article.id)
    assert isinstance(refusal, Newer)
    assert refusal.message == f"{path.name} was written by a newer version of postil."
    assert refusal.hint == "Install the newest postil to change it."
    totals = TinyStore(root).totals()
    assert (totals.annotations, [str(e) for e in totals.unread]) == (
        (2, []) if readable else (0, [str(refusal)])
    )


def test_each_of_several_damaged_files_is_named_by_the_list(
    root: Path, article: Article, adding: Adding
) -> None:
    for name in "ab":
        TinyStore(root).apply(replace(article, id=name), adding(0))
        next(root.glob(f"articles/??/{name}-*.json")).write_bytes(b"{")
    told = [error.message for error in TinyStore(root).totals().unread]
    assert len(told) == 2
    assert all(message.endswith("(byte 1).") or "damaged" in message for message in told)
    assert TinyStore(root).totals().articles == 1


# Links


def test_a_file_that_is_a_link_is_neither_read_nor_written(
    root: Path, tmp_path: Path, article: Article, adding: Adding
) -> None:
    path = path_of(root)
    elsewhere = path.rename(tmp_path / "kept.json")
    path.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    told = f"{path} is a link, and none is followed inside a project."
    for call in (
        lambda: TinyStore(root).apply(article, adding(19)),
        lambda: TinyStore(root).load(article.id),
        lambda: TinyStore(root).read(article.id),
    ):
        with pytest.raises(StoreError) as caught:
            call()
        assert caught.value.message == told
    assert elsewhere.read_bytes() == before
    assert list(tmp_path.glob("kept*")) == [elsewhere]
