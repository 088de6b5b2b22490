"""What stands in the files, and what becomes of files that are not as they should be."""

import contextlib
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tinydb import TinyDB

from annotations import clock
from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.disk.system import System
from annotations.errors import Damaged, Newer
from annotations.store.tiny import TinyStore

Adding = Callable[..., Change]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / ".postil"


@pytest.fixture
def file(root: Path, article: Article, adding: Adding) -> Path:
    """The file of an article with three tags, saved twice, so that there is a backup."""
    store = TinyStore(root)
    store.apply(article, adding(25, 0))
    store.apply(article, adding(9))
    (found,) = root.glob("articles/??/*.json")
    return found


def test_a_file_has_one_field_a_line_and_tags_in_the_order_of_the_text(file: Path) -> None:
    raw = file.read_text(encoding="utf-8")
    tables = json.loads(raw)
    tags = list(tables["annotations"].values())
    assert [tag["start"] for tag in tags] == [0, 9, 25]
    assert [tag["text"] for tag in tags[:2]] == ["Mini", "Oran"]
    fields = sum(len(tag) for tag in tags)
    assert raw.count("\n") > fields
    assert raw.endswith("}\n")


def test_one_edit_changes_a_few_lines(
    file: Path, root: Path, article: Article, adding: Adding
) -> None:
    before = file.read_text().splitlines()
    store = TinyStore(root)
    tag = next(iter(store.load(article.id).annotations.values()))
    changed = replace(tag, label="date")
    store.apply(article, replace(adding(), removed=(tag,), added=(changed,)))
    after = file.read_text().splitlines()
    assert [n for n, line in enumerate(after) if line != before[n]] == [
        n for n, line in enumerate(after) if line.strip() == '"label": "date",'
    ]


def test_suggestions_stand_in_a_table_of_their_own(
    file: Path, root: Path, article: Article, adding: Adding
) -> None:
    before = json.loads(file.read_text())
    waits = replace(adding(19).added[0], origin="rule:name", verdict="suggested")
    TinyStore(root).apply(article, replace(adding(19), added=(waits,)))
    kept = json.loads(file.read_text())
    assert kept["annotations"] == before["annotations"]
    assert kept["suggestions"][waits.id]["origin"] == "rule:name"
    assert "origin" not in next(iter(kept["annotations"].values()))


def test_what_a_later_version_wrote_survives_a_save(
    file: Path, root: Path, article: Article, adding: Adding
) -> None:
    tables = json.loads(file.read_text())
    id = next(iter(tables["annotations"]))
    tables["annotations"][id]["doubt"] = 0.5
    tables["article"]["0"]["mood"] = "calm"
    tables["decisions"] = {"1": {"said": "no"}}
    file.write_text(json.dumps(tables))
    store = TinyStore(root)
    tag = store.load(article.id).annotations[id]
    assert store.read(article.id) == (article, store.load(article.id))
    assert tag.extra == {"doubt": 0.5}
    moved = replace(tag, end=tag.end + 1)
    store.apply(article, replace(adding(19), removed=(tag,), added=(*adding(19).added, moved)))
    kept = json.loads(file.read_text())
    assert kept["annotations"][id]["doubt"] == 0.5
    assert kept["article"]["0"]["mood"] == "calm"
    assert kept["decisions"] == {"1": {"said": "no"}}


def test_deleting_what_is_not_in_git_loses_nothing(
    file: Path, root: Path, article: Article, adding: Adding
) -> None:
    held = TinyStore(root).load(article.id)
    for name in (root / ".gitignore").read_text().split():
        shutil.rmtree(root / name, ignore_errors=True)
    assert TinyStore(root).load(article.id) == held
    TinyStore(root).apply(article, adding(19))
    assert len(TinyStore(root).load(article.id).annotations) == 4


def _damages(data: bytes) -> list[bytes]:
    cut = [data[:n] for n in range(0, len(data) - 2, 50)]
    return [
        *cut,
        b"\0" * len(data),
        b"{}",
        b"[]",
        b'"x"',
        data[:50] + b"\xff" + data[51:],
        data * 2,
        b"[" * 100_000,
        b'{"article":' * 5_000,
        b'{"article": {"0": ' + b"[" * 100_000,
        b"<<<<<<< HEAD\n" + data,
    ]


def test_a_damaged_file_is_named_with_its_backup_and_left_as_it_is(
    file: Path, root: Path, article: Article, adding: Adding
) -> None:
    for damaged in _damages(file.read_bytes()):
        file.write_bytes(damaged)
        store = TinyStore(root)
        with pytest.raises(Damaged, match=file.name) as loading:
            store.load(article.id)
        with pytest.raises(Damaged, match=file.name) as saving:
            store.apply(article, adding(19))
        assert "backup" in loading.value.hint
        assert "backup" in saving.value.hint
        with contextlib.suppress(Damaged):
            store.article(article.id)
        with contextlib.suppress(Damaged):
            list(store.articles())
        assert store.find(["another"], None) == ()
        assert file.read_bytes() == damaged


def test_wherever_it_was_cut_or_overwritten_with_nothing_a_file_is_refused_and_left(
    file: Path, root: Path, article: Article, adding: Adding
) -> None:
    whole, tried = file.read_bytes(), 0
    for at in range(0, len(whole) - 2, 4):
        for harmed in (whole[:at], whole[:at] + bytes(8) + whole[at + 8 :]):
            file.write_bytes(harmed)
            with pytest.raises(Damaged):
                TinyStore(root).load(article.id)
            with pytest.raises(Damaged):
                TinyStore(root).apply(article, adding(19))
            assert file.read_bytes() == harmed
            tried += 1
    assert tried > 600
    assert (TinyStore(root).totals().articles, len(TinyStore(root).totals().unread)) == (0, 1)


def test_the_control_of_stock_storage_takes_an_empty_file_for_an_empty_database(
    tmp_path: Path,
) -> None:
    file = tmp_path / "stock.json"
    with TinyDB(file) as database:
        database.insert({"words": "kept"})
    file.write_bytes(b"")
    with TinyDB(file) as database:
        database.insert({"words": "new"})
    assert "kept" not in file.read_text()


def test_a_wrong_type_is_damage_too(file: Path, root: Path, article: Article) -> None:
    file.write_text(file.read_text().replace('"start": 9', '"start": "9"'))
    with pytest.raises(Damaged, match="start"):
        TinyStore(root).load(article.id)


@pytest.mark.parametrize("readable", [True, False])
def test_a_newer_file_is_not_written(
    file: Path, root: Path, article: Article, adding: Adding, readable: bool
) -> None:
    raw = file.read_text().replace('"schema": 1', '"schema": 2')
    newer = raw if readable else raw.replace('"start"', '"from"')
    file.write_text(newer)
    store = TinyStore(root)
    if readable:
        assert len(store.load(article.id).annotations) == 3
    with pytest.raises(Newer):
        store.apply(article, adding(19))
    assert file.read_text() == newer


def test_a_text_that_is_missing_or_another_is_damage(
    file: Path, root: Path, article: Article
) -> None:
    (text,) = root.glob("texts/??/*.txt")
    text.write_text("other words")
    with pytest.raises(Damaged, match="not the one"):
        TinyStore(root).article(article.id)
    text.unlink()
    with pytest.raises(Damaged, match="missing"):
        TinyStore(root).article(article.id)


def test_a_history_cut_off_by_a_crash_goes_on_on_a_fresh_line(
    file: Path, root: Path, article: Article, adding: Adding
) -> None:
    (history,) = root.glob("history/??/*.jsonl")
    history.write_bytes(history.read_bytes()[:-40])
    change = adding(19)
    TinyStore(root).apply(article, change)
    found = TinyStore(root).history(article.id)
    assert len(found) == 2
    assert found[-1] == change


GARBLED = [
    b"\0" * 60,
    b"5",
    b'"words"',
    b"[]",
    b"null",
    b"{}",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"id": 1}',
    b'{"id": "1", "linked": [5]}',
    b"<<<<<<< HEAD",
]


def test_garbled_lines_of_history_are_passed_over(file: Path, root: Path, article: Article) -> None:
    (history,) = root.glob("history/??/*.jsonl")
    before = TinyStore(root).history(article.id)
    history.write_bytes(b"\n".join([*GARBLED, history.read_bytes(), *GARBLED]))
    assert TinyStore(root).history(article.id) == before


def test_other_articles_stay_usable_beside_a_damaged_one(
    file: Path, root: Path, article: Article, adding: Adding
) -> None:
    store, other = TinyStore(root), replace(article, id="other")
    store.apply(other, adding(0))
    file.write_bytes(b"")
    listing = store.articles()
    assert next(listing).id == "other"
    with pytest.raises(Damaged, match=file.name):
        next(listing)
    assert [one.id for one in store.find([other.digest], None)] == ["other"]
    assert store.apply(other, adding(9)).conflicts == ()


def test_a_history_merged_by_git_keeps_the_order_of_either_side_and_gives_each_once(
    file: Path, root: Path, article: Article, adding: Adding, tmp_path: Path
) -> None:
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    (history,) = root.glob("history/??/*.jsonl")
    base = history.read_bytes()
    sides, made = {}, {}
    for side in ("ours", "theirs"):
        history.write_bytes(base)
        made[side] = [adding(n, annotator=side) for n in (0, 9, 19)]
        for change in made[side]:
            TinyStore(root).apply(article, change)
        sides[side] = tmp_path / side
        sides[side].write_bytes(history.read_bytes())
    (tmp_path / "base").write_bytes(base)
    names = (sides["ours"], tmp_path / "base", sides["theirs"])
    command = ["git", "merge-file", "--union", "--stdout", *map(str, names)]
    history.write_bytes(subprocess.run(command, capture_output=True, check=True).stdout + base)
    found = TinyStore(root).history(article.id)
    assert len(found) == len({change.id for change in found}) == 2 + 6
    for side, changes in made.items():
        assert [change for change in found if change.annotator == side] == changes


def test_a_clock_that_was_set_back_changes_nothing(
    root: Path, article: Article, adding: Adding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not what is saved, nor the order of the history, nor what is found for a list."""
    real, hours, made = time.time_ns(), 3_600_000_000_000, []
    for setting in (0, -5, 7, -9):
        # As in a program that was started after the clock was set.
        monkeypatch.setattr(clock, "_last", 0)
        monkeypatch.setattr(time, "time_ns", lambda at=setting: real + at * hours)
        made.append(adding(0))
        store = TinyStore(root, SetBack(setting * hours))
        store.apply(article, made[-1])
        assert store.totals().annotations == len(made)
    assert [change.id for change in made] != sorted(change.id for change in made)
    assert TinyStore(root).history(article.id) == made
    assert set(TinyStore(root).load(article.id).annotations) == {c.added[0].id for c in made}


class SetBack(System):
    """A system whose clock was set by so many nanoseconds since its files were written."""

    def __init__(self, by: int) -> None:
        self.now_ns = lambda: time.clock_gettime_ns(time.CLOCK_REALTIME) + by  # type: ignore


def test_a_foreign_change_of_equal_size_and_time_is_noticed(
    file: Path, root: Path, article: Article, adding: Adding
) -> None:
    store = TinyStore(root)
    store.load(article.id)
    times = file.stat()
    other = file.read_text().replace('"label": "actor"', '"label": "qactr"', 1)
    file.write_text(other.replace("qactr", "quote"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    saved = store.apply(article, adding(19))
    assert saved.outside is not None
    labels = [a.label for a in store.load(article.id).annotations.values()]
    assert sorted(labels) == ["actor", "actor", "actor", "quote"]


def test_the_words_beside_offsets_are_those_of_the_text(file: Path, article: Article) -> None:
    for tag in json.loads(file.read_text())["annotations"].values():
        assert tag["text"] == article.text[tag["start"] : tag["end"]]
        assert article.text.startswith(tag["prefix"], tag["start"] - len(tag["prefix"]))
        assert article.text.startswith(tag["suffix"], tag["end"])


def test_unknown_fields_count_when_annotations_are_compared() -> None:
    plain = Annotation("1", 0, 1, "actor", "ana")
    assert plain != replace(plain, extra={"score": 1})


def test_a_digest_that_is_a_path_leads_nowhere(
    file: Path, root: Path, article: Article, tmp_path: Path
) -> None:
    """What stands in a file may come from anywhere; removing it touches no file but its own."""
    (tmp_path / "mine.txt").write_text("mine")
    raw = file.read_text()
    file.write_text(raw.replace(article.digest, "../../../mine"))
    removed = TinyStore(root).remove(article.id, "action")
    assert removed is not None
    assert removed.text_stays
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert not list(removed.kept.rglob("mine.txt"))
    assert list(root.glob("texts/??/*.txt"))
