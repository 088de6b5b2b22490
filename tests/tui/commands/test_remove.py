"""`postil remove`: nothing is lost, nothing guessed, and nothing removed beside what was named."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.annotation import Annotation, Change
from annotations.clock import new_id, now
from annotations.errors import Refused
from annotations.own_copy import known
from annotations.project import Project
from annotations.sources.reading_list import reading_list
from annotations.store.protocol import Removed
from annotations.store.tiny import TinyStore
from tui.cli import postil

Run = Callable[..., Result]


@pytest.fixture
def run(run: Run, tmp_path: Path) -> Run:
    """Runs postil in a project of three files that are tagged, two of them of one text."""
    (tmp_path / "corpus").mkdir()
    for name, text in {"one": "One report.", "two": "Two reports.", "twin": "Two reports."}.items():
        file = Path("corpus", f"{name}.txt")
        file.write_text(text)
        project = Project(Path())
        article = known(project, reading_list([file]).references[0].read())[0]
        if name == "twin":
            article = type(article)("twin", "Twin", text, article.meta, "corpus/twin.txt")
        tag = Annotation(new_id(), 0, 3, "actor", "ana")
        project.store.apply(article, Change(new_id(), new_id(), "ana", now(), added=(tag,)))
    return run


def ids(folder: Path) -> list[str]:
    return [one.id for one in Project(folder).store.listing().rows]


def one_of(folder: Path, start: str) -> str:
    return next(id for id in ids(folder) if id.startswith(start))


@pytest.mark.parametrize("name", ["id", "corpus/one.txt", "./corpus/../corpus/one.txt"])
def test_an_article_goes_by_id_or_path_and_its_file_stays(
    run: Run, tmp_path: Path, name: str
) -> None:
    id = one_of(tmp_path, "one")
    result = run("remove", id if name == "id" else name)
    assert (result.exit_code, result.stdout) == (0, "")
    (kept,) = tmp_path.glob(".postil/backup/removed-*")
    first, second = result.stderr.splitlines()
    assert first == f"Removed {id}."
    assert second.startswith(f"Everything removed is in {kept}. To restore it, copy that into ")
    assert id not in ids(tmp_path)
    assert (tmp_path / "corpus" / "one.txt").exists()
    assert not list(tmp_path.glob(f".postil/*/??/{id}*"))
    assert len(list(tmp_path.glob(".postil/texts/??/*.txt"))) == 1


def test_copied_back_it_is_there_again(run: Run, tmp_path: Path) -> None:
    id = one_of(tmp_path, "one")
    store = Project(tmp_path).store
    before = (store.article(id), store.load(id), store.history(id), list(store.articles()))
    run("remove", id)
    (kept,) = tmp_path.glob(".postil/backup/removed-*")
    shutil.copytree(kept, tmp_path / ".postil", dirs_exist_ok=True)
    store = Project(tmp_path).store
    after = (store.article(id), store.load(id), store.history(id))
    assert after == before[:3]
    assert len(list(store.articles())) == len(before[3])


def test_several_go_into_one_folder_and_each_once(run: Run, tmp_path: Path) -> None:
    result = run("remove", "corpus/one.txt", one_of(tmp_path, "one"), "twin")
    assert result.exit_code == 0
    assert result.stderr.count("Removed ") == 2
    (kept,) = tmp_path.glob(".postil/backup/removed-*")
    assert len(list(kept.glob("articles/??/*.json"))) == 2


def test_a_text_that_another_article_has_stays_and_that_is_said(run: Run, tmp_path: Path) -> None:
    result = run("remove", "twin")
    assert "Removed twin. Its text was kept, because another article may use it." in result.stderr
    two = Project(tmp_path).store.article(one_of(tmp_path, "two"))
    assert two is not None
    assert two.text == "Two reports."
    assert "stays" not in run("remove", two.id).stderr


def test_a_text_that_an_unreadable_article_may_have_stays(run: Run, tmp_path: Path) -> None:
    (file,) = tmp_path.glob(".postil/articles/??/twin-*.json")
    file.write_bytes(b"{")
    assert "Its text was kept" in run("remove", one_of(tmp_path, "one")).stderr


def test_an_unknown_name_is_answered_with_those_near_by_and_nothing_goes(
    run: Run, tmp_path: Path
) -> None:
    before = ids(tmp_path)
    result = run("remove", "twin", "corpus/onee.txt")
    assert result.exit_code == 1
    assert (
        "There is no article corpus/onee.txt in the project. Did you mean corpus/one.txt"
        in result.stderr
    )
    assert ids(tmp_path) == before
    next(tmp_path.glob(".postil/articles/??/twin-*.json")).write_bytes(b"{")
    result = run("remove", "nothing of the kind")
    assert result.exit_code == 1
    assert "There is no article nothing of the kind in the project." in result.stderr


def test_a_name_of_several_is_answered_with_their_ids(run: Run, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text("Two reports.")
    result = run("remove", "copy.txt")
    assert result.exit_code == 1
    assert f"copy.txt could be twin or {one_of(tmp_path, 'two')}. Use its id." in result.stderr
    assert len(ids(tmp_path)) == 3


def test_a_file_of_several_articles_names_none(run: Run, tmp_path: Path) -> None:
    assert run("import", "x.jsonl").exit_code == 1
    lines = ['{"id": "x1", "text": "X one."}', '{"id": "x2", "text": "X two."}']
    (tmp_path / "x.jsonl").write_text("\n".join(lines))
    assert run("import", "x.jsonl").exit_code == 0
    result = run("remove", "x.jsonl")
    assert result.exit_code == 1
    assert "There is no article x.jsonl" in result.stderr
    assert {"x1", "x2"} <= set(ids(tmp_path))


def test_where_one_of_several_fails_the_others_are_told_of(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = TinyStore.remove

    def failing(store: TinyStore, id: str, action: str) -> Removed | None:
        if id != "twin":
            raise Refused("The disk is full.", "Make room.")
        return real(store, id, action)

    monkeypatch.setattr(TinyStore, "remove", failing)
    result = run("remove", "twin", "corpus/one.txt")
    assert result.exit_code == 1
    assert [line.split(" ")[0] for line in result.stderr.splitlines()] == [
        "Removed",
        "Everything",
        "postil:",
    ]


def test_a_damaged_article_goes_by_its_id_and_is_kept_as_it_was(run: Run, tmp_path: Path) -> None:
    (file,) = tmp_path.glob(".postil/articles/??/twin-*.json")
    file.write_bytes(b"{")
    result = run("remove", "twin")
    assert result.exit_code == 0
    assert "Its text was kept" in result.stderr
    (kept,) = tmp_path.glob(".postil/backup/removed-*/articles/??/twin-*.json")
    assert kept.read_bytes() == b"{"
    assert len(ids(tmp_path)) == 2


def test_names_cannot_command_the_terminal(run: Run) -> None:
    assert "\x1b" not in run("remove", "\x1b[31mtwin").stderr


def test_nowhere_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(postil, ["remove", "x"], prog_name="postil")
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []
