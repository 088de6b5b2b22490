"""The doctor says what of a project's database is wrong, and that one is sound which is."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.corpus.examining import Examination
from annotations.project import Project
from tests.postgres import Database, Running
from tui.cli import postil

ARTICLE = Article("lock", "Lock", "Keeper Ulm opened the lock on Friday.\n")


@pytest.fixture
def folder(tmp_path: Path, database: Database) -> Path:
    """A project with one tag in a database."""
    (tmp_path / "postil.toml").write_text(f'store = "{database.url}"\n', encoding="utf-8")
    store = Project(tmp_path).result
    store.add([ARTICLE])
    store.load(ARTICLE.id)
    tag = Annotation("tag", 7, 10, "actor", "ana", {}, "", now(), now())
    store.apply(ARTICLE, Change(new_id(), new_id(), "ana", now(), added=(tag,)))
    store.close()
    return tmp_path


def test_a_sound_one_is_told_by_its_versions(folder: Path) -> None:
    result = CliRunner().invoke(postil, ["doctor", "--project", str(folder)])
    assert result.exit_code == 0, result.output
    assert "has PostgreSQL" in result.stderr
    assert "tables of step" in result.stderr
    assert "Nothing is wrong." in result.stderr


def body(part: str, to: str) -> str:
    return f"update postil.annotation set body = replace(body::text, '{part}', '{to}')::json"


OTHER = "alter table postil.text drop constraint text_check; update postil.text set body = 'else'"
CASES = {
    "a text that has changed": (OTHER, "text", "A text of lock is not the text"),
    "a tag beside its words": (body('"start":7', '"start":8'), "words", "are not on the words"),
    "a tag that no change made": (
        "insert into postil.annotation select article, layer, 'b', label, annotator, verdict,"
        " replace(body::text, '\"tag\"', '\"b\"')::json from postil.annotation;"
        " delete from postil.annotation where id = 'tag'",
        "history", "lock do not match its history",
    ),
    "a body that is no tag": (body('"start":7', '"start":"x"'), "damaged", "lock is damaged"),
    "an article that is none": (
        "update postil.article set body = '[]'", "damaged", "lock is damaged"
    ),
    "a change that is none": ("update postil.change set body = '7'", "damaged", "lock is damaged"),
    "a history of nothing": (
        "update postil.change set article = 'gone'", "orphan", "a history of gone"
    ),
    "a text of nothing": (
        "insert into postil.text select encode(sha256('x'), 'hex'), 'x'", "orphan",
        "belongs to no article",
    ),
    "an earlier text that is gone": (
        "update postil.article set versions = array[repeat('0', 64)], body = replace(body::text,"
        " '\"title\"', '\"versions\":{\"' || repeat('0', 64) || '\":\"\"},\"title\"')::json",
        "text", "A text of lock is missing",
    ),
    "a layer on a text that is gone": (
        "insert into postil.layer (article, layer, digest) values ('lock', 'ben', repeat('1', 64))",
        "text", "A text of lock is missing",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_named(folder: Path, database: Database, name: str) -> None:
    sql, kind, words = CASES[name]
    for statement in sql.split(";"):
        database.run(statement)
    found = Examination(Project(folder)).ailments()
    assert [one.kind for one in found if words in one.message] == [kind], found
    result = CliRunner().invoke(postil, ["doctor", "--fix", "--project", str(folder)])
    assert result.exit_code == 1
    assert words in result.output


def test_one_that_cannot_be_reached_is_told(folder: Path, database: Database) -> None:
    settings = folder / "postil.toml"
    gone = database.url.replace(database.name, "gone")
    settings.write_text(f'store = "{gone}"\n', encoding="utf-8")
    (one,) = Examination(Project(folder)).ailments()
    assert one.kind == "server"
    assert "gone" in one.message


def test_one_that_is_down_is_told(lone_server: Running, tmp_path: Path) -> None:
    (tmp_path / "postil.toml").write_text(f'store = "{lone_server.url}"\n', encoding="utf-8")
    lone_server.kill()
    result = CliRunner().invoke(postil, ["doctor", "--project", str(tmp_path)])
    assert result.exit_code == 1
    assert result.stdout.startswith("server: ")
    assert "postgres@" not in result.output


def test_one_that_is_too_old_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.store.postgres.parcels.OLDEST", 99)
    (one,) = Examination(Project(folder)).ailments()
    assert (one.kind, "postil needs 99" in one.message) == ("server", True)


def test_a_copy_of_what_is_damaged_names_it(folder: Path, database: Database) -> None:
    Project(folder).result.add([Article("sound", "Sound", "Sound.\n")])
    database.run(body('"start":7', '"start":"x"'))
    command = ["copy", "--from", str(folder), "--to", str(folder / "copy")]
    result = CliRunner().invoke(postil, command)
    assert result.exit_code == 1
    assert "lock is damaged" in result.stderr
    assert [*Project(folder / "copy").result.ids()] == ["sound"]
