"""A project, files that are added to it, its store."""

from pathlib import Path

import pytest

from annotations.corpus.adding import Adding, Outcome, Plan
from annotations.project import Project
from annotations.sources.search import Search
from annotations.store.protocol import Store
from tests.annotations.corpus.added import Add


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project", "ana")


@pytest.fixture
def add(project: Project) -> Add:
    """Adds files to the project and gives what became of them."""

    def adding(*paths: Path, **plan: object) -> list[Outcome]:
        files = list(Search().all(paths))
        return list(Adding(project, Plan(**plan)).outcomes(files))  # type: ignore[arg-type]

    return adding


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Project(tmp_path).store
