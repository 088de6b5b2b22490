"""Which store a project has, and what is said where it cannot have that."""

import sys
from pathlib import Path

import pytest

from annotations.errors import UsageError
from annotations.fitting import anywhere
from annotations.project import Project
from annotations.store.choosing import store_of
from annotations.store.tiny import TinyStore


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra for databases were not installed."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for name in [name for name in sys.modules if name.startswith("annotations.store.postgres.")]:
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.usefixtures("bare")
def test_files_need_no_package_for_databases(tmp_path: Path) -> None:
    assert isinstance(Project(tmp_path).store, TinyStore)
    assert list(Project(tmp_path).store.ids()) == []


@pytest.mark.usefixtures("bare")
def test_a_database_without_its_package_is_told_how_to_add_it(tmp_path: Path) -> None:
    (tmp_path / "postil.toml").write_text('store = "postgresql://db.example/corpus"\n')
    with pytest.raises(UsageError, match="needs a package") as told:
        _ = Project(tmp_path).store
    assert "psycopg" in told.value.hint


@pytest.mark.parametrize("url", ["", "somewhere", "sqlite:///corpus", "postgresql://a:b@c/d"])
def test_what_is_no_url_of_a_database_is_refused_before_anything_is_asked(
    tmp_path: Path, url: str
) -> None:
    pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed")
    with pytest.raises(UsageError):
        store_of(tmp_path / ".postil", url, anywhere)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", ["3", "true", '""', '" "', "[]"])
def test_a_setting_that_names_no_database_is_told(tmp_path: Path, value: str) -> None:
    (tmp_path / "postil.toml").write_text(f"store = {value}\n")
    with pytest.raises(UsageError, match="store"):
        _ = Project(tmp_path).settings
