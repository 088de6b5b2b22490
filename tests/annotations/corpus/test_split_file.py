"""The places of a split: kept as dealt, whatever fails, and joined by git line by line."""

import errno
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.corpus.splitting import SplitFile
from annotations.disk.system import System
from annotations.errors import Damaged, StoreError


@pytest.fixture
def kept(tmp_path: Path) -> SplitFile:
    """A split of three articles on the disk."""
    file = SplitFile(tmp_path / ".postil", "80-10-10-seed-0")
    file.keep({"a": "train", "b": "test", "c": "dev"})
    return file


def again(file: SplitFile) -> SplitFile:
    return SplitFile(file.path.parent.parent, file.path.stem)


def test_reading_makes_no_file(tmp_path: Path) -> None:
    assert SplitFile(tmp_path / ".postil", "x").read() == {}
    assert list(tmp_path.iterdir()) == []


def test_places_are_kept_and_later_ones_added(kept: SplitFile) -> None:
    assert kept.keep({"a": "dev", "d": "train"}) == {
        "a": "train", "b": "test", "c": "dev", "d": "train",
    }  # fmt: skip
    assert again(kept).read() == kept.read()


def test_keeping_what_is_known_writes_nothing(kept: SplitFile) -> None:
    before = kept.path.stat().st_mtime_ns
    assert kept.keep({"a": "dev"})["a"] == "train"
    assert kept.path.stat().st_mtime_ns == before


def test_the_same_places_make_the_same_bytes(tmp_path: Path) -> None:
    for name, places in (("x", {"a": "1", "b": "2"}), ("y", {"b": "2", "a": "1"})):
        SplitFile(tmp_path, name).keep(places)
    one, other = (SplitFile(tmp_path, name).path.read_bytes() for name in ("x", "y"))
    assert one == other == b'{"id":"a","part":"1"}\n{"id":"b","part":"2"}\n'


def test_splits_of_other_names_are_apart(kept: SplitFile) -> None:
    assert SplitFile(kept.path.parent.parent, "folds-5-seed-0").read() == {}


def test_of_two_exports_at_once_the_first_line_holds(kept: SplitFile) -> None:
    class Late(System):
        """Another export appends between this one's look and its own line."""

        def append(self, path: Path, line: bytes) -> None:
            again(kept).keep({"d": "test"})
            super().append(path, line)

    late = SplitFile(kept.path.parent.parent, kept.path.stem, Late().within(kept.path.parents[2]))
    assert late.keep({"d": "train", "e": "dev"}) == again(kept).read()
    assert again(kept).read() | {"d": "test", "e": "dev"} == again(kept).read()


@pytest.mark.parametrize("cut", range(1, 24))
def test_a_line_cut_off_by_a_crash_is_passed_over(kept: SplitFile, cut: int) -> None:
    kept.path.write_bytes(kept.path.read_bytes()[:-cut])
    assert (
        again(kept).keep({"c": "test", "d": "train"}).items() >= {"a": "train", "b": "test"}.items()
    )
    assert again(kept).read()["d"] == "train"


@pytest.mark.parametrize(
    "line", [b"", b"{}", b"[1]", b'{"id":1,"part":"x"}', b"\xff", b"[" * 10000]
)
def test_a_garbled_line_is_passed_over(kept: SplitFile, line: bytes) -> None:
    kept.path.write_bytes(line + b"\n" + kept.path.read_bytes())
    assert again(kept).read() == {"a": "train", "b": "test", "c": "dev"}


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), st.sampled_from(["train", "test"])))
def test_any_id_can_be_kept(
    tmp_path_factory: pytest.TempPathFactory, places: dict[str, str]
) -> None:
    file = SplitFile(tmp_path_factory.mktemp("split"), "x")
    assert file.keep(places) == places == again(file).read()


@pytest.mark.parametrize("call", ["open", "write", "fsync", "mkdir", "replace"])
def test_a_failing_disk_is_told_and_nothing_kept_is_lost(tmp_path: Path, call: str) -> None:
    class Full(System):
        """Refuses one kind of call when it is told to."""

    system = Full()
    file = SplitFile(tmp_path / ".postil", "x", system.within(tmp_path))

    def refuse(*arguments: Any, **named: Any) -> Any:
        raise OSError(errno.ENOSPC, "full")

    setattr(system, call, refuse)
    with pytest.raises(StoreError):
        file.keep({"a": "train"})
    delattr(system, call)
    assert file.keep({"a": "train"}) == {"a": "train"}
    setattr(system, call, refuse)
    if call in ("open", "write", "fsync"):
        with pytest.raises(StoreError):
            file.keep({"b": "test"})
    assert again(file).read()["a"] == "train"


def test_a_file_that_may_not_be_read_is_named(kept: SplitFile) -> None:
    kept.path.unlink()
    kept.path.mkdir()
    with pytest.raises(Damaged, match="is a folder where a file should be"):
        kept.read()


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git")
def test_git_joins_the_splits_of_two_clones(kept: SplitFile) -> None:
    folder = kept.path.parent.parent

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=ana", "-c", "user.email=ana@example.org")
        subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)

    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "dealt")
    git("checkout", "-b", "ben")
    again(kept).keep({"d": "train", "f": "test"})
    git("commit", "-am", "ben's export")
    git("checkout", "main")
    again(kept).keep({"d": "test", "e": "dev"})
    git("commit", "-am", "ana's export")
    git("merge", "ben")
    joined = again(kept).read()
    assert joined.keys() == set("abcdef")
    assert joined["d"] == "test"
