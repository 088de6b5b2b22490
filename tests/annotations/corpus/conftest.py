"""A project, files that are added to it, its store."""

from pathlib import Path

import pytest

from annotations.corpus.adding import Adding, Outcome, Plan
from annotations.corpus.importing import bring_in
from annotations.formats import jsonl
from annotations.project import Project
from annotations.sources.search import Search
from annotations.store.protocol import Store
from tests.annotations.corpus.added import Add

SAMPLES = Path(__file__).parents[3] / "sample_articles"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project", "ana")


@pytest.fixture
def samples(tmp_path: Path) -> Project:
    """The samples with gold: four of the twelve articles, of two events."""
    made = Project(tmp_path / "project")
    bring_in(made.store, jsonl.read(SAMPLES / "gold.jsonl"))
    return made


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
