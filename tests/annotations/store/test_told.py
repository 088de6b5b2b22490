"""What the person is told when something is in the way: what happened, and what to do."""

import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.annotation import Change
from annotations.article import Article
from annotations.disk.system import System
from annotations.errors import Damaged, Newer, Refused, StoreError, Unsure
from annotations.store.tiny import TinyStore

Adding = Callable[..., Change]
AGAIN = "try again."
RIGHTS = "Give yourself permission to write there, or use --project."

pytestmark = pytest.mark.usefixtures("file")


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


@pytest.mark.skipif(sys.platform != "linux", reason="the names of open files are read from /proc")
@pytest.mark.parametrize(
    ("name", "code", "ending", "kind", "message", "hint"),
    [
        (
            "write",
            errno.ENOSPC,
            ".tmp",
            Refused,
            "The disk is full.",
            f"Free some space, then {AGAIN}",
        ),
        (
            *("write", errno.EDQUOT, ".tmp", Refused),
            *("Your disk quota is used up.", f"Free some space, then {AGAIN}"),
        ),
        ("fsync", errno.EIO, ".tmp", Refused, "There was an error on the disk.", f"T{AGAIN[1:]}"),
        ("open", errno.EMFILE, ".tmp", Refused, "Too many files are open.", f"T{AGAIN[1:]}"),
        (
            *("open", errno.EROFS, ".tmp", Refused, "{folder} is read-only."),
            "Make it writable, or choose another folder with --project.",
        ),
        ("replace", errno.EACCES, ".tmp", Refused, "You may not write to {folder}.", RIGHTS),
        ("replace", errno.EPERM, ".tmp", Refused, "You may not write to {folder}.", RIGHTS),
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
            *("The disk did not confirm a save (There was an error on the disk).", f"T{AGAIN[1:]}"),
        ),
        (
            *("write", errno.ENOSPC, ".jsonl", Unsure),
            "A change was saved, but not in its history: The disk is full.",
            f"T{AGAIN[1:]}",
        ),
    ],
)
def test_a_save_that_failed_says_why_and_what_to_do(
    file: Path, root: Path, article: Article, adding: Adding,
    name: str, code: int, ending: str, kind: type[StoreError], message: str, hint: str,
) -> None:  # fmt: skip
    store = TinyStore(root, Failing(name, code, ending))
    with pytest.raises(kind) as told:
        store.apply(article, adding(19))
    assert told.value.message == message.format(folder=file.parent, name=file.name)
    assert told.value.hint == hint


@pytest.mark.skipif(sys.platform != "linux", reason="the names of open files are read from /proc")
def test_a_removal_that_failed_half_way_says_where_it_is_kept(root: Path, article: Article) -> None:
    kept = root / "backup" / "removed-action"
    with pytest.raises(Refused) as told:
        TinyStore(root, Failing("write", errno.ENOSPC, ".tmp")).remove(article.id, "action")
    assert told.value.message == "The disk is full."
    assert len(TinyStore(root).load(article.id).annotations) == 3
    with pytest.raises(Unsure) as told_too:
        TinyStore(root, Failing("unlink", errno.EIO, ".jsonl")).remove(article.id, "action")
    why = "Input/output error"
    assert (
        told_too.value.message
        == f"{article.id} was saved in the backup, but it may not be completely removed: {why}."
    )
    assert told_too.value.hint == f"Its backup is {kept}."
    assert TinyStore(root).article(article.id) is None


# Damaged and newer


def test_damage_names_the_file_the_place_and_the_backup(
    file: Path, root: Path, article: Article
) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:200] + b"\0" + data[201:])
    (backup,) = root.glob("backup/??/*.json")
    with pytest.raises(Damaged) as told:
        TinyStore(root).load(article.id)
    assert told.value.message.startswith(f"{file} is damaged: ")
    assert "200" in told.value.message
    assert (
        told.value.hint
        == f"The version before the last is in {backup}; compare the two and copy it back."
    )
    refusal = TinyStore(root).refusal(article.id)
    assert str(refusal) == str(told.value)


def test_without_a_backup_that_is_said(file: Path, root: Path, article: Article) -> None:
    file.write_bytes(b"")
    shutil.rmtree(root / "backup")
    with pytest.raises(Damaged) as told:
        TinyStore(root).load(article.id)
    assert told.value.message == f"{file} is damaged: it is empty."
    assert told.value.hint.startswith("It was left as it is; it has no backup")


def test_the_backup_can_be_copied_back_and_used(
    file: Path, root: Path, article: Article, adding: Adding
) -> None:
    (backup,) = root.glob("backup/??/*.json")
    file.write_bytes(b"{")
    shutil.copy(backup, file)
    assert len(TinyStore(root).load(article.id).annotations) == 2
    assert TinyStore(root).apply(article, adding(19)).conflicts == ()


@pytest.mark.parametrize("readable", [True, False])
def test_a_newer_file_is_said_so_beforehand(
    file: Path, root: Path, article: Article, readable: bool
) -> None:
    raw = file.read_text().replace('"schema": 1', '"schema": 2')
    file.write_text(raw if readable else raw.replace('"start"', '"from"'))
    refusal = TinyStore(root).refusal(article.id)
    assert isinstance(refusal, Newer)
    assert refusal.message == f"{file.name} was written by a newer version of postil."
    assert refusal.hint == "To change it, install the newest postil."
    totals = TinyStore(root).totals()
    assert (totals.annotations, [str(e) for e in totals.unread]) == (
        (3, []) if readable else (0, [str(refusal)])
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
    file: Path, root: Path, tmp_path: Path, article: Article, adding: Adding
) -> None:
    elsewhere = file.rename(tmp_path / "kept.json")
    file.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    told = f"{file} is a link, and postil follows no links inside a project."
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
