"""All that can be wrong with the files of a project is told, and put right where it can be."""

import hashlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.corpus.curing import Curing
from annotations.corpus.examining import KINDS, Ailment, Examination
from annotations.disk.litter import OLD_SECONDS
from annotations.project import Project
from annotations.store.folders import Folders
from annotations.store.tiny import TinyStore
from tui.cli import postil

QUAY = Article("quay", "Quay", "The quay at Lower Adeyo was closed.\n")
PIER = Article("pier", "Pier", "The pier was sold to the town.\n")


class Ground:
    """A project of two articles with a tag each, saved twice, and its files."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.files = folder, Folders(folder / ".postil")
        for article in (QUAY, PIER):
            for start in (4, 9):
                id = new_id()
                tag = Annotation(new_id(), start, start + 4, "actor", "ana")
                change = Change(id, id, "ana", now(), added=(tag,))
                TinyStore(folder / ".postil").apply(article, change)

    def ailments(self) -> list[Ailment]:
        return Examination(Project(self.folder)).ailments()

    def fix(self) -> list[tuple[str, bool]]:
        project = Project(self.folder)
        examination = Examination(project)
        cured = Curing(project, examination).cured(examination.ailments())
        return [(one.kind, gone) for one, gone in cured]

    @property
    def quay(self) -> Path:
        return self.files.article("quay")


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return Ground(tmp_path / "project")


def damaged(ground: Ground) -> None:
    ground.quay.write_bytes(ground.quay.read_bytes()[:-40])


def linked(ground: Ground) -> None:
    (ground.folder / ".postil" / "texts" / "zz").symlink_to("/dev/zero")


def piped(ground: Ground) -> None:
    os.mkfifo(ground.files.history("quay").with_name("pipe.jsonl"))


def twice(ground: Ground) -> None:
    ground.quay.with_name("quay (1).json").write_bytes(ground.quay.read_bytes())


def torn(ground: Ground) -> None:
    lines = ground.quay.read_text().splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if '"note"' in line)
    lines[at] = "<<<<<<< HEAD\n" + lines[at] + "=======\n" + lines[at] + ">>>>>>> ben\n"
    ground.quay.write_text("".join(lines))


def without_text(ground: Ground) -> None:
    ground.files.text(QUAY.digest).unlink()


def with_another_text(ground: Ground) -> None:
    ground.files.text(QUAY.digest).write_text("Something else.")


def moved_by_hand(ground: Ground) -> None:
    data = ground.quay.read_bytes()
    ground.quay.write_bytes(data.replace(b'"start": 9', b'"start": 12'))


def garbled_history(ground: Ground) -> None:
    with ground.files.history("quay").open("a") as file:
        file.write('{"id": 1\n')


def lost_article(ground: Ground) -> None:
    ground.quay.unlink()


def littered(ground: Ground) -> None:
    file = ground.quay.with_name(f"{ground.quay.name}.{2**31 - 1}.tmp")
    file.write_text("half")
    os.utime(file, times=(time.time() - OLD_SECONDS - 9,) * 2)


def conflict_in_settings(ground: Ground) -> None:
    (ground.folder / "postil.toml").write_text("<<<<<<< HEAD\n=======\n>>>>>>> ben\n")


def killed(ground: Ground) -> None:
    lines = ground.files.history("quay").read_bytes().splitlines(keepends=True)
    ground.files.history("quay").write_bytes(lines[0])
    digest = hashlib.sha256(ground.quay.read_bytes()).hexdigest().encode()
    ground.files.underway("quay").write_bytes(digest + b" " + lines[1])


CASES: list[tuple[Callable[[Ground], None], set[str], set[str]]] = [
    (lambda ground: None, set(), set()),
    (damaged, {"damaged"}, set()),
    (linked, {"foreign"}, {"foreign"}),
    (piped, {"foreign"}, {"foreign"}),
    (twice, {"twice"}, {"twice"}),
    (torn, {"marks"}, set()),
    (without_text, {"text"}, {"text"}),
    (with_another_text, {"text"}, {"text"}),
    (moved_by_hand, {"words", "history"}, {"words", "history"}),
    (garbled_history, {"history"}, {"history"}),
    (lost_article, {"orphan"}, set()),
    (littered, {"litter"}, set()),
    (conflict_in_settings, {"settings"}, {"settings"}),
    (killed, {"unfinished"}, set()),
]


@pytest.mark.parametrize(("spoil", "found", "stays"), CASES)
def test_what_is_wrong_is_told_and_put_right(
    ground: Ground, spoil: Callable[[Ground], None], found: set[str], stays: set[str]
) -> None:
    spoil(ground)
    before = {p: p.read_bytes() for p in ground.folder.rglob("*") if p.is_file()}
    assert {one.kind for one in ground.ailments()} == found
    assert {p: p.read_bytes() for p in ground.folder.rglob("*") if p.is_file()} == before
    assert {kind for kind, gone in ground.fix() if not gone} == stays
    assert {one.kind for one in ground.ailments()} == stays
    # Whatever was changed or went is kept, byte by byte.
    kept = {p.read_bytes() for p in ground.folder.rglob(".postil/backup/**/*") if p.is_file()}
    now_there = {p.read_bytes() for p in ground.folder.rglob("*") if p.is_file()}
    lost = {p for p, data in before.items() if data not in kept | now_there}
    assert {p for p in lost if not {"backup", "cache", "locks"} & {*p.parts}} == set()


def test_a_damaged_file_comes_back_with_its_last_save(ground: Ground) -> None:
    before = TinyStore(ground.folder / ".postil").load("quay")
    damaged(ground)
    assert ground.fix() == [("damaged", True)]
    assert TinyStore(ground.folder / ".postil").load("quay") == before


def test_every_kind_but_the_unreadable_has_its_case() -> None:
    assert {kind for _, found, _ in CASES for kind in found} | {"unreadable"} == set(KINDS)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_what_cannot_be_read_is_told(ground: Ground) -> None:
    ground.quay.chmod(0)
    assert {one.kind for one in ground.ailments()} == {"unreadable"}
    ground.quay.chmod(0o644)


def test_no_orphan_is_told_while_an_article_cannot_be_read(ground: Ground) -> None:
    lost_article(ground)
    ground.files.article("pier").write_bytes(b"{")
    ground.files.backup("pier").unlink()
    assert [one.kind for one in ground.ailments()] == ["damaged"]


def test_the_command_says_it_and_ends_with_1(ground: Ground) -> None:
    call = ["doctor", "--project", str(ground.folder)]
    well = CliRunner().invoke(postil, call)
    assert (well.exit_code, well.output) == (0, "postil: All is well.\n")
    torn(ground)
    told = CliRunner().invoke(postil, [*call, "--json"])
    assert told.exit_code == 1
    row = json.loads(told.stdout.splitlines()[0])
    assert (row["kind"], row["article"], row["fix"]) == ("marks", "quay", "joins them")
    fixed = CliRunner().invoke(postil, [*call, "--fix"])
    assert (fixed.exit_code, fixed.stdout) == (
        0,
        "marks: Git left two sides of quay. Put right.\n",
    )
    assert CliRunner().invoke(postil, call).exit_code == 0
