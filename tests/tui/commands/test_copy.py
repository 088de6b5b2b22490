"""`postil copy`: what it says, and that a copy killed at any step goes on and ends well."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.project import Project
from tests.postgres import Database
from tui.cli import postil

ROOT = Path(__file__).parents[3]
# Ends at the given step of putting files in place, as a kill does: nothing is tidied.
KILLED = """
import os, sys
from itertools import count
from annotations.disk.system import System
steps, step = count(1), System.link_beside
last, source, target = sys.argv[1:]
def link_beside(self, source, target):
    if next(steps) == int(last):
        os._exit(9)
    step(self, source, target)
System.link_beside = link_beside
from tui.cli import main
sys.argv = ["postil", "copy", "--from", source, "--to", target]
main()
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A project of three articles, one of them tagged."""
    store = Project(tmp_path / "here").result
    store.add([Article(f"n{n}", f"N {n}", f"Moa saw {n}.\n") for n in range(3)])
    article = store.article("n1")
    assert article
    store.load("n1")
    tag = Annotation(new_id(), 0, 3, "actor", "ana", {}, "", now(), now())
    store.apply(article, Change(new_id(), new_id(), "ana", now(), added=(tag,)))
    return tmp_path / "here"


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(postil, ["copy", *map(str, arguments)])


def test_it_says_what_there_is_now(here: Path, database: Database) -> None:
    result = call("--from", here, "--to", database.url)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == ("postil: Compared: 3 articles, 3 texts, 1 tags, 1 changes, 0 files."
                             " New: 3. All of it is there, and the same.\n")  # fmt: skip
    result = call("--from", here, "--to", database.url, "--json")
    assert json.loads(result.stdout) == {
        "articles": 3, "texts": 3, "tags": 1, "changes": 1, "files": 0, "new": 0, "problems": [],
    }  # fmt: skip


def test_a_folder_whose_settings_name_a_database_stands_for_it(
    here: Path, database: Database
) -> None:
    (here / "postil.toml").write_text(f'store = "{database.url}"\n', encoding="utf-8")
    result = call("--from", here, "--to", database.url)
    assert result.exit_code == 2
    assert "cannot be copied to itself" in result.stderr


def test_where_nothing_can_be_taken_all_is_named(here: Path, tmp_path: Path) -> None:
    for text in (here / ".postil/texts").rglob("*.txt"):
        text.unlink()
    result = call("--from", here, "--to", tmp_path / "there")
    assert result.exit_code == 1
    assert result.stderr.count("is not copied.") == 3
    assert not (tmp_path / "there").exists()


def test_what_differs_ends_with_1(here: Path, database: Database) -> None:
    call("--from", here, "--to", database.url)
    database.run("update postil.layer set status = 'done'")
    result = call("--from", here, "--to", database.url)
    assert result.exit_code == 1
    assert "All of it" not in result.stderr
    assert "n1 has another version there: the tags in the shared layer." in result.stderr


SECRET = "postgresql://ana:hush@db.example/corpus"
WRONG: dict[str, Callable[[Path], tuple[str, str]]] = {
    "is no project": lambda here: (str(here / "gone"), str(here)),
    "is itself": lambda here: (str(here), f"{here}/../{here.name}"),
    "is a file": lambda here: (str(here), __file__),
    "has a password": lambda here: (str(here), SECRET),
    "has a password, and is read": lambda here: (SECRET, str(here)),
    "is no URL": lambda here: (str(here), "postgresql://[ana:hush"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_place_that_cannot_be_meant_is_refused(here: Path, what: str) -> None:
    source, target = WRONG[what](here)
    with pytest.raises(SystemExit) as ended:
        postil.main(["copy", "--from", source, "--to", target])
    assert ended.value.code == 2


@pytest.mark.parametrize("what", ["has a password", "is no URL"])
def test_no_word_tells_a_secret(here: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = WRONG[what](here)
    with pytest.raises(SystemExit):
        postil.main(["copy", "--from", source, "--to", target])
    said = "".join(capsys.readouterr())
    assert said
    assert "hush" not in said
    assert "ana" not in said


@pytest.mark.parametrize("step", [1, 4, 5, 7])
def test_one_that_is_killed_goes_on(here: Path, tmp_path: Path, step: int) -> None:
    there = tmp_path / "there"
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(step), str(here), str(there)], cwd=ROOT, check=False
    )
    assert ended.returncode == 9
    result = call("--from", here, "--to", there)
    assert result.exit_code == 0, result.stderr
    assert "All of it is there, and the same." in result.stderr
    assert [*Project(there).result.ids()] == ["n0", "n1", "n2"]
    assert len(Project(there).result.history("n1")) == 1
