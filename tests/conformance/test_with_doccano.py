"""doccano's own import and export of what postil exports, on a database of its own."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.example import Example
from annotations.formats import Request, format_named, recognised

backend = pytest.importorskip("backend", reason="doccano is not installed")
pytestmark = [pytest.mark.conformance, pytest.mark.filterwarnings("ignore")]

ALL = {"allow_overlapping": True, "use_relation": True}
Through = Callable[..., Path]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """doccano's models with the user ana, without its web server."""
    folder = tmp_path_factory.mktemp("doccano")
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'db.sqlite3'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
    sys.path.insert(0, str(Path(backend.__file__).parent))
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("create_roles")
    return get_user_model().objects.create_user("ana")


@pytest.fixture
def through(server: Any, tmp_path: Path) -> Through:
    """Imports a file into a new project and exports that, as the server's tasks do."""

    def going(file: Path, task: str, by_person: bool = False, **settings: Any) -> Path:
        from data_export.celery_tasks import (
            create_collaborative_dataset,
            create_individual_dataset,
        )
        from data_export.pipeline.factories import create_formatter, create_writer
        from data_import.datasets import load_dataset
        from data_import.pipeline.catalog import create_file_format
        from data_import.pipeline.readers import FileName
        from projects.models import SequenceLabelingProject

        project = SequenceLabelingProject.objects.create(
            name=task, created_by=server, project_type="SequenceLabeling", **settings
        )
        project.add_admin()
        columns = {"column_data": "text", "column_label": "label", "encoding": "utf-8"}
        kind = create_file_format("JSONL")
        loaded = load_dataset(task, kind, [FileName(str(file), "", file.name)], project, **columns)
        loaded.save(server)
        assert loaded.errors == []
        export = create_individual_dataset if by_person else create_collaborative_dataset
        out = tmp_path / "exported"
        out.mkdir()
        export(project, str(out), False, create_formatter(project, "JSONL"), create_writer("JSONL"))
        return out

    return going


def exported(examples: list[Example], folder: Path) -> Path:
    file = folder / "given.jsonl"
    format_named("doccano").export(lambda: examples, file, request=Request())
    return file


def read(path: Path) -> list[Example]:
    form = recognised(path)
    assert form.name == "doccano"
    assert form.read
    return [one for one in form.read(path) if isinstance(one, Example)]


@pytest.mark.parametrize("by_person", [False, True])
def test_entities_and_relations_come_back_from_doccano(
    by_person: bool, corpus: list[Example], through: Through, tmp_path: Path
) -> None:
    out = through(exported(corpus, tmp_path), "RelationExtraction", by_person, **ALL)
    assert [one.name for one in out.iterdir()] == ["ana.jsonl" if by_person else "all.jsonl"]
    found = {one.article.id: one for one in read(out)}
    assert found.keys() == {one.article.id for one in corpus}
    for example in corpus:
        back = found[example.article.id]
        assert back.article.text == example.article.text
        assert back.annotations == example.annotations
        assert back.links == example.links


def test_flat_spans_come_back_from_a_project_that_allows_no_overlap(
    corpus: list[Example], through: Through, tmp_path: Path
) -> None:
    flat = [
        Example(one.article, tuple(tag for tag in one.annotations if tag.label != "proposal"))
        for one in corpus
    ]
    out = through(exported(flat, tmp_path), "SequenceLabeling")
    found = {one.article.id: one.annotations for one in read(out)}
    assert found == {one.article.id: one.annotations for one in flat}
