"""What stands in the files, and what becomes of files that are not as they should be."""

import contextlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from tinydb import TinyDB

from annotations.annotation import Annotation, Change, Contents
from annotations.article import Article
from annotations.errors import Damaged, Newer
from annotations.store.tiny import TinyStore

Adding = Callable[..., Change]


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
    tables["later"] = {"1": {"said": "no"}}
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
    assert kept["later"] == {"1": {"said": "no"}}


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
    assert not list(Path(removed.kept).rglob("mine.txt"))
    assert list(root.glob("texts/??/*.txt"))


@pytest.mark.parametrize("layer", ["", "ana"])
def test_an_id_may_hold_what_no_database_can(
    root: Path, article: Article, adding: Adding, layer: str
) -> None:
    odd, change = replace(article, id="nul\0nul"), adding(0)
    TinyStore(root).layer(layer).apply(odd, change)
    fresh = TinyStore(root).layer(layer)
    assert fresh.read(odd.id) == (odd, Contents().after(change))
    assert [row.id for row in fresh.articles()] == [odd.id]
