"""A project finds its folder, its annotator and what it has of an article."""

import gc
import getpass
import os
import shutil
import weakref
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change
from annotations.article import Article, Metadata
from annotations.clock import new_id, now
from annotations.disk.system import System
from annotations.errors import Damaged, PostilError, UsageError
from annotations.example import Example
from annotations.own_copy import known
from annotations.project import Project
from annotations.sources.document import load
from annotations.sources.source import FileSource
from annotations.store.tiny import TinyStore


def test_a_project_that_nobody_uses_is_gone_at_once(tmp_path: Path) -> None:
    gc.disable()  # only a cycle would have to wait for it, with the folders that are open
    try:
        project = Project(tmp_path)
        tag(project, Article("quay-1", "Quay", "The quay is shut.\n"))
        left = weakref.ref(project), weakref.ref(project.store)
        del project
        assert [one() for one in left] == [None, None]
    finally:
        gc.enable()


def tag(project: Project, article: Article, start: int = 0, end: int = 3) -> Annotation:
    """Store an article with one more annotation."""
    annotation = Annotation(new_id(), start, end, "actor", "ana")
    id = new_id()
    project.store.apply(article, Change(id, id, "ana", now(), added=(annotation,)))
    return annotation


def read_text(path: Path) -> Article:
    return load(FileSource(path)).article


def files_of(project: Project, kind: str) -> list[Path]:
    return sorted((project.folder / ".postil" / kind).glob("??/*"))


@pytest.mark.parametrize("mark", ["postil.toml", ".postil"])
def test_the_nearest_folder_upwards_is_the_project(tmp_path: Path, mark: str) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    if mark == ".postil":
        (tmp_path / "a" / mark).mkdir()
    else:
        (tmp_path / "a" / mark).write_text("")
    assert Project.find(None, inner).folder == tmp_path / "a"
    assert Project.find(tmp_path / "other", inner).folder == tmp_path / "other"


def test_without_one_it_is_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    project = Project.find(None)
    assert project.folder == tmp_path
    assert list(project.examples()) == []
    assert list(tmp_path.iterdir()) == []


def test_the_annotator_is_asked_for_set_or_logged_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "login")
    assert Project(tmp_path).annotator == "login"
    (tmp_path / "postil.toml").write_text('annotator = "ana"')
    assert Project(tmp_path).annotator == "ana"
    assert Project(tmp_path, "ben").annotator == "ben"
    assert Project(tmp_path, "b\udcff").annotator == "b\ufffd"


def test_there_is_an_annotator_without_a_login(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("no such user")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert Project(tmp_path).annotator == "annotator"


def test_an_article_that_nobody_tagged_is_itself(tmp_path: Path) -> None:
    article = Article("1", "T", "one", origin=None)
    project = Project(tmp_path)
    assert known(project, article) == (article, None)
    tag(project, Article("2", "T", "two"))
    assert known(project, article) == (article, None)


def test_the_same_text_is_known_under_another_id_and_name(tmp_path: Path) -> None:
    project = Project(tmp_path)
    stored = Article("1", "T", "one", Metadata(source="Gazette"), "a.txt")
    tag(project, stored)
    assert known(project, Article("1", "T", "one")) == (stored, None)
    assert known(project, Article("2", "T", "one", origin="elsewhere.txt")) == (stored, None)


def test_a_file_that_has_changed_shows_the_tagged_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    file = folder / "a.txt"
    file.write_text("one")
    monkeypatch.chdir(tmp_path)
    project = Project(Path())
    tag(project, known(project, read_text(Path("articles/a.txt")))[0])
    file.write_text("one more")
    monkeypatch.chdir(folder)
    # Called from another folder, by another name: the origin is as the project sees it.
    again, notice = known(Project(tmp_path), read_text(Path("a.txt")))
    assert (again.text, again.origin) == ("one", "articles/a.txt")
    assert notice == (
        "a.txt has changed since it was added; you see the project's text."
        " To take the new one, run postil add --update."
    )


def test_the_same_id_with_another_text_shows_the_tagged_text(tmp_path: Path) -> None:
    project = Project(tmp_path)
    tag(project, Article("1", "T", "one"))
    article, notice = known(project, Article("1", "T", "another", origin="a.txt"))
    assert article.text == "one"
    assert notice
    assert notice.startswith("a.txt has changed")


def test_another_article_on_the_same_line_is_another_article(tmp_path: Path) -> None:
    project = Project(tmp_path)
    tag(project, known(project, Article("1", "T", "one", origin="a.jsonl, line 1"))[0])
    article, notice = known(project, Article("2", "T", "two", origin="a.jsonl, line 1"))
    assert (article.text, notice) == ("two", None)


def test_a_damaged_file_lets_its_article_be_shown(tmp_path: Path) -> None:
    project = Project(tmp_path)
    article = Article("1", "T", "one")
    tag(project, article)
    files_of(project, "articles")[0].write_bytes(b"{")
    assert known(Project(tmp_path), article) == (article, None)
    with pytest.raises(Damaged):
        Project(tmp_path).store.load("1")


def test_without_the_tagged_text_only_that_very_text_can_be_shown(tmp_path: Path) -> None:
    project = Project(tmp_path)
    article = Article("1", "T", "one")
    tag(project, article)
    files_of(project, "texts")[0].unlink()
    assert known(Project(tmp_path), article) == (article, None)
    with pytest.raises(Damaged, match="missing"):
        known(Project(tmp_path), replace(article, text="another"))


def test_examples_come_by_id_with_annotations_in_order(tmp_path: Path) -> None:
    project = Project(tmp_path)
    second, first = Article("b", "T", "one two three"), Article("a", "T", "one")
    later, earlier = tag(project, second, 4, 7), tag(project, second, 0, 7)
    tag(project, first)
    one, two = Project(tmp_path).examples()
    assert isinstance(one, Example)
    assert isinstance(two, Example)
    assert (one.article, two.article) == (first, second)
    assert two.annotations == (earlier, later)


@pytest.mark.parametrize("what", ["half", "empty", "wrong", "newer", "no text", "other text"])
def test_what_is_damaged_is_given_as_an_error_and_the_rest_as_examples(
    tmp_path: Path, what: str
) -> None:
    project = Project(tmp_path)
    for id in "abc":
        tag(project, Article(id, "T", f"one {id}"))
    middle = next(f for f in files_of(project, "articles") if f.name.startswith("b-"))
    data = middle.read_text()
    wrong = data.replace('"start": 0', '"start": "x"')
    file = {
        "half": data[: len(data) // 2],
        "empty": "",
        "wrong": wrong,
        "newer": wrong.replace('"schema": 1', '"schema": 9'),
    }.get(what)
    if file is not None:
        middle.write_text(file)
    text = next(f for f in files_of(project, "texts") if f.read_text() == "one b")
    if what == "no text":
        text.unlink()
    elif what == "other text":
        text.write_text("another")
    found = list(Project(tmp_path).examples())
    assert {e.article.id for e in found if isinstance(e, Example)} == {"a", "c"}
    (error,) = (e for e in found if isinstance(e, PostilError))
    assert error.hint


def test_of_several_that_are_damaged_every_one_is_named(tmp_path: Path) -> None:
    project = Project(tmp_path)
    for id in "abcd":
        tag(project, Article(id, "T", f"one {id}"))
    a, b, c, _ = files_of(project, "articles")
    a.write_text("")
    b.write_text("{")
    c.unlink()
    c.mkdir()  # nobody, root included, can read that
    *examples, error = Project(tmp_path).examples()
    assert len(examples) == 1
    assert isinstance(error, PostilError)
    assert [str(file) in str(error) for file in (a, b, c)] == [True, True, True]
    assert "is a folder where a file should be" in str(error)


def test_a_project_is_read_where_it_was_moved(tmp_path: Path) -> None:
    tag(Project(tmp_path / "old"), Article("1", "T", "one"))
    shutil.move(tmp_path / "old", tmp_path / "new")
    assert len(list(Project(tmp_path / "new").examples())) == 1


def test_opening_a_file_that_the_project_lacks_reads_none_of_those_it_has(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.store.add(Article(f"{n}", "T", f"text {n}") for n in range(300))
    project.store.refresh()
    opened: list[Path] = []

    class Counting(System):
        now_ns = staticmethod(lambda: System.now_ns() + 3_600_000_000_000)

        def open(self, name: str, flags: int, *mode: int, **named: Any) -> int:  # type: ignore[override]
            if not flags & os.O_DIRECTORY:
                opened.append(Path(name))
            return os.open(name, flags, *mode, **named)

    TinyStore(tmp_path / ".postil", Counting()).refresh()
    opened.clear()
    project = Project(tmp_path)
    project.__dict__["result"] = TinyStore(tmp_path / ".postil", Counting())
    new = Article("new", "T", "another", origin="new.txt")
    assert known(project, new)[0].id == "new"
    assert known(project, Article("renamed", "T", "text 7"))[0].id == "7"
    assert len(opened) <= 6


TEAM = '[team]\nannotators = ["ana", "ben"]\nadjudicators = ["ben", "dora"]\n'


def test_in_a_team_everybody_has_a_layer_and_an_adjudicator_the_result(tmp_path: Path) -> None:
    article = Article("quay-1", "Quay", "The quay is shut.\n")
    tag(Project(tmp_path), article)
    (tmp_path / "postil.toml").write_text(TEAM)
    ana, ben, dora = (Project(tmp_path, name) for name in ("ana", "ben", "dora"))
    assert ana.team
    hers = tag(ana, article)
    layers = tmp_path / ".postil" / "layers"
    assert ana.home.parent == ben.home.parent == layers
    assert list(ana.store.load("quay-1").annotations) == [hers.id]
    assert not ben.store.load("quay-1").annotations
    assert ben.layer("ana").load("quay-1") == ana.store.load("quay-1")
    assert dora.store is dora.result
    assert len(dora.store.load("quay-1").annotations) == 1
    assert dora.home == layers.parent
    assert ana.entities.home.parent == ana.home


def test_who_is_not_in_the_team_is_told_who_is(tmp_path: Path) -> None:
    (tmp_path / "postil.toml").write_text(TEAM)
    with pytest.raises(UsageError, match=r"^eve is not in the team") as caught:
        _ = Project(tmp_path, "eve").store
    assert (caught.value.hint or "").endswith("POSTIL_ANNOTATOR: ana, ben or dora.")
    assert Project(tmp_path, "eve").result.totals().articles == 0


def test_people_say_once_who_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "postil.toml").write_text('annotator = "ana"\n' + TEAM)
    monkeypatch.setenv("POSTIL_ANNOTATOR", "ben")
    assert Project(tmp_path).annotator == "ben"
    assert Project(tmp_path, "dora").annotator == "dora"
    monkeypatch.setenv("POSTIL_ANNOTATOR", "")
    assert Project(tmp_path).annotator == "ana"
