"""Others' tags are read where the team is not blind, and nowhere else."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.corpus.layers import others
from annotations.errors import PostilError
from annotations.project import Project

ARTICLE = Article("weir", "The weir", "The weir of Low Marrow was closed.\n")


def team(folder: Path, blind: str) -> Project:
    (folder / "postil.toml").write_text(f'[team]\nannotators = ["ana", "ben"]\nblind = {blind}\n')
    ben = Project(folder, "ben")
    tag = Annotation("t", 4, 8, "actor", "ben")
    ben.store.apply(ARTICLE, Change(new_id(), new_id(), "ben", now(), added=(tag,)))
    return Project(folder, "ana")


def test_anothers_tags_are_there_on_the_present_text(tmp_path: Path) -> None:
    ana = team(tmp_path, "false")
    (found,) = others(ana, "weir").values()
    assert [tag.start for tag in found.annotations.values()] == [4]
    new = replace(ARTICLE, text=f"Again. {ARTICLE.text}")
    change = Change(new_id(), new_id(), "ana", now(), text=(ARTICLE.digest, new.digest))
    ana.store.apply(new, change)
    files = {path: path.read_bytes() for path in Project(tmp_path, "ben").home.rglob("*.json")}
    (found,) = others(Project(tmp_path, "ana"), "weir").values()
    assert [tag.start for tag in found.annotations.values()] == [11]
    # They are never edited: what was made on the earlier text stays in its file as it was.
    assert {path: path.read_bytes() for path in files} == files
    assert others(ana, "nothing") == {}


def test_a_blind_team_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(PostilError, match="works blind") as caught:
        others(team(tmp_path, "true"), "weir")
    assert "blind = false under [team] in postil.toml" in (caught.value.hint or "")


def test_there_are_none_without_a_team(tmp_path: Path) -> None:
    with pytest.raises(PostilError, match="no others"):
        others(Project(tmp_path), "weir")
