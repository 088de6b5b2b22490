"""A project from a stranger may hold links, pipes and folders where files belong: none is used."""

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.annotation import Change
from annotations.article import Article
from annotations.corpus.sharing import Sharing
from annotations.corpus.splitting import SplitFile
from annotations.disk import opening
from annotations.disk.system import System
from annotations.errors import StoreError
from annotations.project import Project
from annotations.store.folders import Folders
from annotations.store.tiny import TinyStore
from annotations.team.team import Team

Adding = Callable[..., Change]
TEAM = Team(("ana", "ben"))
TREASURE = b"a stranger's folder must not touch this\n"

# What a stranger may put a link in the place of, below `.postil`.
PLACES: dict[str, Callable[[Folders, Article], Path]] = {
    "the article": lambda folders, article: folders.article(article.id),
    "the history": lambda folders, article: folders.history(article.id),
    "the text": lambda folders, article: folders.text(article.digest),
    "the lock": lambda folders, article: folders.lock(article.id),
    "the lock of the texts": lambda folders, article: folders.texts_lock,
    "the backup": lambda folders, article: folders.backup(article.id),
    "the index": lambda folders, article: folders.root / "cache" / "index.sqlite",
    "the split": lambda folders, article: folders.root / "splits" / "one.jsonl",
    "the shares": lambda folders, article: folders.root / "team" / "deal.jsonl",
    ".gitignore": lambda folders, article: folders.root / ".gitignore",
}


@pytest.fixture
def folders(tmp_path: Path, article: Article, adding: Adding) -> Folders:
    """A project with one tag, and everything that comes with it."""
    root = tmp_path / "project" / ".postil"
    store = TinyStore(root)
    store.apply(article, adding(0))
    store.apply(article, adding(9))
    store.totals()
    store.close()
    SplitFile(root, "one").keep({article.id: "train"})
    Sharing(Project(root.parent), TEAM).deal()
    return Folders(root)


def used(root: Path, article: Article, change: Change) -> list[StoreError]:
    """All that a project is asked and told in a day; what was refused."""
    refused = list[StoreError]()
    store = TinyStore(root)
    other = replace(article, id="other", text="Other words.")
    for call in (
        lambda: store.apply(article, change),
        lambda: store.add([other]),
        lambda: store.amend(article.id, {"title": "Title"}),
        lambda: store.read(article.id),
        lambda: store.history(article.id),
        lambda: list(store.articles()),
        lambda: store.find([article.digest], None),
        lambda: SplitFile(root, "one").keep({"other": "dev"}),
        lambda: Sharing(Project(root.parent), TEAM).deal(),
        lambda: store.remove(article.id, "action"),
        store.refresh,
        store.close,
    ):
        try:
            call()
        except StoreError as error:
            refused.append(error)
    assert all(error.hint for error in refused)
    return refused


def treasures(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("there", [True, False], ids=["to a file", "to nothing"])
def test_a_link_out_of_a_project_leads_to_no_reading_and_no_writing(
    tmp_path: Path, folders: Folders, article: Article, adding: Adding, place: str, there: bool
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    path = PLACES[place](folders, article)
    path.unlink(missing_ok=True)
    if there:
        (outside / "treasure").write_bytes(TREASURE)
    path.symlink_to(outside / "treasure")
    told = used(folders.root, article, adding(19))
    assert treasures(outside) == ({"treasure": TREASURE} if there else {})
    assert not any(TREASURE.decode().strip() in error.message for error in told)
    if place in ("the article", "the lock", "the split"):
        assert any(
            f"{path} is a link, and postil follows no links" in error.message for error in told
        )


def test_the_control_that_follows_links_writes_outside(
    tmp_path: Path,
    folders: Folders,
    article: Article,
    adding: Adding,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opening, "_FILE", opening._FILE & ~os.O_NOFOLLOW)
    path = PLACES["the history"](folders, article)
    path.unlink()
    path.symlink_to(tmp_path / "outside")
    used(folders.root, article, adding(19))
    assert (tmp_path / "outside").read_bytes()


@pytest.mark.parametrize("name", ["articles", "articles/??", "texts", "history", "locks", "cache"])
def test_a_folder_that_is_a_link_is_not_entered(
    tmp_path: Path, folders: Folders, article: Article, adding: Adding, name: str
) -> None:
    outside = tmp_path / "outside"
    (folder,) = folders.root.glob(name)
    shutil.move(folder, outside)
    folder.symlink_to(outside)
    before = treasures(outside)
    told = used(folders.root, article, adding(19))
    assert treasures(outside) == before
    if name != "cache":  # which nothing depends on
        assert any(f"{folder} is a link" in error.message for error in told)


def test_a_data_folder_that_is_a_link_is_not_entered(
    tmp_path: Path, folders: Folders, article: Article, adding: Adding
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / ".postil").symlink_to(folders.root)
    before = treasures(folders.root)
    assert len(used(other / ".postil", article, adding(19))) > 5
    assert treasures(folders.root) == before


def test_a_project_may_be_named_by_a_link(
    tmp_path: Path, folders: Folders, article: Article, adding: Adding
) -> None:
    (tmp_path / "link").symlink_to(folders.root.parent)
    store = TinyStore(tmp_path / "link" / ".postil")
    store.apply(article, adding(19))
    assert len(TinyStore(folders.root).load(article.id).annotations) == 3


@pytest.mark.parametrize("place", ["the article", "the history", "the lock", "the split"])
@pytest.mark.parametrize("kind", ["a pipe", "a folder"])
def test_what_is_no_file_is_named_and_nobody_waits_for_it(
    folders: Folders, article: Article, adding: Adding, place: str, kind: str
) -> None:
    path = PLACES[place](folders, article)
    path.unlink()
    (os.mkfifo if kind == "a pipe" else os.mkdir)(path)
    told = used(folders.root, article, adding(19))
    assert any(f"{path} is {kind} where a file should be" in error.message for error in told)


def test_a_file_beyond_all_size_is_refused_before_it_is_read(
    folders: Folders, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LARGEST", 1 << 20)
    with folders.article(article.id).open("r+b") as file:
        file.truncate(2 << 20)
    with pytest.raises(StoreError, match="is larger than 1 MB"):
        TinyStore(folders.root).load(article.id)


# Who may read and write


def _modes(root: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in root.rglob("*") if path.is_file()}


def test_in_a_folder_of_a_group_everything_is_open_to_the_group(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    tmp_path.chmod(0o2770)
    store = TinyStore(tmp_path / ".postil")
    store.apply(article, adding(0))
    store.apply(article, adding(9))
    store.add([replace(article, id="other")])
    assert {mode & 0o060 for mode in _modes(tmp_path)} == {0o060}
    inner = [path for path in (tmp_path / ".postil").rglob("*") if path.is_dir()]
    assert {stat.S_IMODE(path.stat().st_mode) & 0o2070 for path in inner} == {0o2070}


def test_a_private_file_stays_private(tmp_path: Path, article: Article, adding: Adding) -> None:
    store = TinyStore(tmp_path / ".postil")
    store.apply(article, adding(0))
    (path,) = (tmp_path / ".postil").glob("articles/??/*.json")
    path.chmod(0o600)
    store.apply(article, adding(9))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


# File systems and systems that can do less


def test_where_a_file_system_cannot_be_synced_as_a_whole_each_file_is(
    tmp_path: Path, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = list[str]()

    def unknown(handle: int) -> None:
        raise NotImplementedError

    def noted(handle: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))

    monkeypatch.setattr(System, "syncfs", staticmethod(unknown))
    monkeypatch.setattr(System, "fsync", staticmethod(noted))
    TinyStore(tmp_path / ".postil").add([article])
    folders = Folders(tmp_path / ".postil")
    for path in (folders.text(article.digest), folders.article(article.id)):
        assert any(name.startswith(f"{path}.") for name in synced)
        assert str(path.parent) in synced


def test_an_added_article_that_the_disk_did_not_take_is_not_told_as_added(
    tmp_path: Path, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(handle: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(System, "syncfs", staticmethod(failing))
    with pytest.raises(StoreError, match="There was an error on the disk"):
        TinyStore(tmp_path / ".postil").add([article])


def test_where_no_second_names_are_had_articles_are_added_all_the_same(
    tmp_path: Path, article: Article, adding: Adding, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*names: Any, **folders: Any) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("annotations.disk.system.System.link", staticmethod(refuse))
    store = TinyStore(tmp_path / ".postil")
    assert store.add([article]) == 1
    store.apply(article, adding(0))
    assert store.add([article]) == 0
    assert len(TinyStore(tmp_path / ".postil").load(article.id).annotations) == 1
    assert not list(tmp_path.rglob("*.tmp"))


def test_a_closed_store_holds_nothing_open(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    before = set(os.listdir("/proc/self/fd"))
    store = TinyStore(tmp_path / ".postil")
    store.apply(article, adding(0))
    store.totals()
    store.close()
    assert set(os.listdir("/proc/self/fd")) <= before
    assert store.load(article.id).annotations


def test_a_folder_that_another_thread_lets_go_meanwhile_is_opened_all_the_same(
    tmp_path: Path,
) -> None:
    system = System().within(tmp_path)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one").write_bytes(b"One.")
    assert system.read_file(tmp_path / "texts" / "one") == b"One."
    seen = system.look

    def looking(path: Path | str) -> os.stat_result:
        system.let_go()  # between the look at a folder that is held and its use
        return seen(path)

    system.look = looking  # type: ignore[method-assign]
    assert system.read_file(tmp_path / "texts" / "one") == b"One."
