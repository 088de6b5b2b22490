"""Shares in a project's file: kept as dealt, whatever fails, and joined by git line by line."""

import errno
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from annotations.corpus.sharing import Sharing
from annotations.disk.system import System
from annotations.errors import Damaged, StoreError
from annotations.project import Project
from annotations.team.shares import Shares
from tests.annotations.corpus.teams import alone, reports, team_project

EVENTS = {"ferry", "strike", "flood", "vote"}


def sharing(project: Project, system: System | None = None) -> Sharing:
    assert project.team is not None
    return Sharing(project, project.team, system and system.within(project.folder))


def again(one: Sharing, annotator: str = "ana") -> Sharing:
    """The shares as another program sees them."""
    return sharing(Project(one.path.parents[2], annotator))


@pytest.fixture
def dealing(tmp_path: Path) -> Sharing:
    return sharing(team_project(tmp_path / "project"))


def test_reading_writes_nothing(dealing: Sharing) -> None:
    assert dealing.read() == Shares()
    assert dealing.planned().dealt.keys() == EVENTS | {"tea", "rain"}
    assert not dealing.path.parent.exists()


def test_what_is_planned_is_what_is_dealt_by_whoever_deals(dealing: Sharing) -> None:
    planned = again(dealing, "ben").planned()
    assert dealing.deal() == planned == again(dealing, "dora").deal()
    assert sum(len(who) > 1 for who in planned.dealt.values()) == 3


def test_two_clones_deal_the_same_bytes(tmp_path: Path, dealing: Sharing) -> None:
    other = sharing(team_project(tmp_path / "other", "ben"))
    dealing.deal()
    other.deal()
    assert dealing.path.read_bytes() == other.path.read_bytes()


def test_articles_that_come_later_are_dealt_on(dealing: Sharing) -> None:
    before = dealing.deal()
    Project(dealing.path.parents[2], "ben").store.add([*reports("ferry", "drought"), *alone("fog")])
    after = again(dealing).deal()
    assert after.dealt.items() >= before.dealt.items()
    assert after.dealt.keys() - before.dealt.keys() == {"drought", "fog"}
    size = dealing.path.stat().st_size
    assert again(dealing).deal() == after
    assert dealing.path.stat().st_size == size


def test_past_ones_share_the_group_that_fewest_read_is_a_line_more(dealing: Sharing) -> None:
    before = dealing.deal()
    taken = dealing.take("ana")
    assert taken is not None
    assert "ana" not in before.readers(taken)
    assert len(before.readers(taken)) == 1
    after = again(dealing).read()
    assert after.readers(taken) == (*before.readers(taken), "ana")
    assert dealing.path.read_text().endswith(f'{{"group":"{taken}","also":"ana"}}\n')
    while dealing.take("ana"):
        pass
    assert again(dealing).read().groups_of("ana") == EVENTS | {"tea", "rain"}


def test_of_two_programs_at_once_the_first_line_holds(dealing: Sharing) -> None:
    class Late(System):
        """Another program deals, with another article, between this one's look and its line."""

        def append(self, path: Path, line: bytes, lasting: bool = True) -> None:
            project = Project(dealing.path.parents[2], "ben")
            project.store.add(alone("fog"))
            sharing(project).deal()
            super().append(path, line, lasting)

    project = Project(dealing.path.parents[2], "ana")
    assert sharing(project, Late()).deal() == again(dealing).read()
    assert "fog" in again(dealing).read().dealt


@pytest.mark.parametrize("cut", [1, 2, 9, 30])
def test_a_line_cut_off_by_a_crash_is_dealt_again(dealing: Sharing, cut: int) -> None:
    dealt = dealing.deal()
    dealing.path.write_bytes(dealing.path.read_bytes()[:-cut])
    assert again(dealing).deal().dealt.keys() == dealt.dealt.keys()
    assert all(again(dealing).read().dealt.values())


@pytest.mark.parametrize("line", [b"{}", b"[1]", b'{"group":1}', b"\xff", b"[" * 10000])
def test_a_garbled_line_is_passed_over(dealing: Sharing, line: bytes) -> None:
    dealt = dealing.deal()
    dealing.path.write_bytes(line + b"\n" + dealing.path.read_bytes())
    assert again(dealing).read() == dealt


@pytest.mark.parametrize("call", ["open", "write", "fsync", "mkdir", "replace"])
def test_a_failing_disk_is_told_and_nothing_dealt_is_lost(tmp_path: Path, call: str) -> None:
    class Full(System):
        """Refuses one kind of call when it is told to."""

    def refuse(*arguments: Any, **named: Any) -> Any:
        raise OSError(errno.ENOSPC, "full")

    system = Full()
    dealing = sharing(team_project(tmp_path / "project"), system)
    dealing.groups()
    setattr(system, call, refuse)
    with pytest.raises(StoreError):
        dealing.deal()
    delattr(system, call)
    dealt = dealing.deal()
    setattr(system, call, refuse)
    if call in ("open", "write", "fsync"):
        with pytest.raises(StoreError):
            dealing.take("ana")
    assert again(dealing).read().dealt == dealt.dealt


def test_a_file_that_may_not_be_read_is_named(dealing: Sharing) -> None:
    dealing.path.mkdir(parents=True)
    with pytest.raises(Damaged, match="is a folder where a file should be"):
        dealing.deal()


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git")
def test_git_joins_what_two_clones_dealt(tmp_path: Path, dealing: Sharing) -> None:
    folder, other = dealing.path.parents[2], tmp_path / "other"

    def git(at: Path, *arguments: str) -> None:
        who = ("-c", "user.name=ana", "-c", "user.email=ana@example.org")
        subprocess.run(["git", *who, *arguments], cwd=at, check=True, capture_output=True)

    first = dealing.deal()
    git(folder, "init", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "dealt")
    git(tmp_path, "clone", str(folder), str(other))
    for at, annotator, event in ((folder, "ana", "drought"), (other, "ben", "talks")):
        project = Project(at, annotator)
        project.store.add(reports(event))
        sharing(project).deal()
        sharing(project).take(annotator)
        git(at, "add", ".")
        git(at, "commit", "-m", event)
    git(folder, "pull", "--no-rebase", str(other), "main")
    git(other, "pull", str(folder), "main")
    ours, theirs = again(dealing).read(), sharing(Project(other, "ben")).read()
    assert ours == theirs
    assert ours.dealt.keys() == first.dealt.keys() | {"drought", "talks"}
    assert ours.dealt.items() >= first.dealt.items()
    assert {name for who in ours.also.values() for name in who} == {"ana", "ben"}
