"""Proposals kept on the disk: found again in the same version only, and never in the way."""

import os
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.article import Article, Metadata
from annotations.suggest.cache import FOLDER, SuggestionCache
from annotations.suggest.dates import DateSuggester
from annotations.suggest.names import NameSuggester
from annotations.suggestion import Suggestion

ARTICLE = Article("a", "T", "on Monday", Metadata(published="2031-03-18"))
PROPOSALS = [Suggestion(3, 9, "date", "rule:date", 0.9, {"value": "2031-03-17"})]


class Newer(DateSuggester):
    version = "later"


def test_what_was_kept_is_found_again(tmp_path: Path) -> None:
    cache = SuggestionCache(tmp_path)
    assert cache.get(ARTICLE, DateSuggester()) is None
    cache.put(ARTICLE, DateSuggester(), PROPOSALS)
    cache.put(ARTICLE, NameSuggester(), [])
    assert SuggestionCache(tmp_path).get(ARTICLE, DateSuggester()) == PROPOSALS
    assert cache.get(ARTICLE, NameSuggester()) == []


def test_another_version_text_day_or_place_of_publication_is_another_thing(tmp_path: Path) -> None:
    cache = SuggestionCache(tmp_path)
    cache.put(ARTICLE, DateSuggester(), PROPOSALS)
    assert cache.get(ARTICLE, Newer()) is None
    assert cache.get(replace(ARTICLE, text="on Friday"), DateSuggester()) is None
    assert cache.get(replace(ARTICLE, meta=Metadata()), DateSuggester()) is None
    elsewhere = Metadata(published="2031-03-18", url="https://tern.example/a")
    assert cache.get(replace(ARTICLE, meta=elsewhere), DateSuggester()) is None
    assert cache.get(replace(ARTICLE, id="b"), DateSuggester()) == PROPOSALS


@pytest.mark.parametrize("broken", [b"", b"{", b'{"rule:date": 3}', b"\xff"])
def test_a_broken_file_is_as_none(tmp_path: Path, broken: bytes) -> None:
    cache = SuggestionCache(tmp_path)
    cache.put(ARTICLE, DateSuggester(), PROPOSALS)
    (file,) = (tmp_path / FOLDER).rglob("*.json")
    file.write_bytes(broken)
    assert cache.get(ARTICLE, DateSuggester()) is None
    cache.put(ARTICLE, DateSuggester(), PROPOSALS)
    assert cache.get(ARTICLE, DateSuggester()) == PROPOSALS
    assert [f.name for f in file.parent.iterdir()] == [file.name]


def test_what_came_with_a_folder_from_elsewhere_is_not_believed(tmp_path: Path) -> None:
    SuggestionCache(tmp_path / "a").put(ARTICLE, DateSuggester(), PROPOSALS)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    assert SuggestionCache(tmp_path / "a").get(ARTICLE, DateSuggester()) == PROPOSALS
    assert SuggestionCache(tmp_path / "b").get(ARTICLE, DateSuggester()) is None


@pytest.mark.parametrize("place", ["", "{}", "{}.json"])
def test_a_link_in_the_place_of_one_is_not_followed(tmp_path: Path, place: str) -> None:
    outside, data = tmp_path / "outside", tmp_path / "project" / ".postil"
    outside.mkdir()
    (outside / "kept").write_text("{}")
    cache = SuggestionCache(data)
    cache.put(ARTICLE, DateSuggester(), PROPOSALS)
    (file,) = (data / FOLDER).rglob("*.json")
    linked = {"": data / FOLDER, "{}": file.parent, "{}.json": file}[place]
    (shutil.rmtree if linked.is_dir() else os.unlink)(linked)
    linked.symlink_to(outside / "kept" if linked == file else outside)
    cache.put(ARTICLE, DateSuggester(), PROPOSALS)
    assert [path.name for path in outside.iterdir()] == ["kept"]
    assert (outside / "kept").read_text() == "{}"


def test_a_disk_that_takes_nothing_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    cache = SuggestionCache(tmp_path)
    cache.put(ARTICLE, DateSuggester(), PROPOSALS)
    assert cache.get(ARTICLE, DateSuggester()) is None
