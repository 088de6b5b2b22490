"""Label Studio's own server: it takes what postil exports, and postil reads what it exports."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.example import Example
from annotations.formats import Request, format_named, recognised

server = pytest.importorskip("label_studio", reason="Label Studio is not installed")
# What its parts warn each other of is not ours to mend.
pytestmark = [pytest.mark.conformance, pytest.mark.filterwarnings("ignore")]

Exported = Callable[[str], Path]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What asks the server, as ana, on a database of its own; nothing is sent anywhere."""
    quiet = {"COLLECT_ANALYTICS": "0", "LATEST_VERSION_CHECK": "0", "SENTRY_DSN": ""}
    os.environ |= quiet | {"FRONTEND_SENTRY_DSN": "", "LOG_LEVEL": "ERROR", "DJANGO_DB": "sqlite"}
    os.environ["LABEL_STUDIO_BASE_DATA_DIR"] = str(tmp_path_factory.mktemp("labelstudio"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "label_studio.core.settings.label_studio"
    sys.path.insert(0, str(Path(server.__file__).parent))
    import django

    django.setup()
    from django.core.management import call_command
    from organizations.models import Organization
    from rest_framework.test import APIClient
    from users.models import User

    call_command("migrate", verbosity=0)
    ana = User.objects.create_user("ana@example.org", "some words")
    ana.active_organization = Organization.create_organization(created_by=ana, title="desk")
    ana.save()
    asking = APIClient()
    asking.force_authenticate(ana)
    return asking


@pytest.fixture(scope="module")
def through(
    client: Any, corpus: list[Example], tmp_path_factory: pytest.TempPathFactory
) -> Exported:
    """Imports the corpus with suggestions into a project there, and gives its exports by type."""
    folder = tmp_path_factory.mktemp("through")
    given = [_with_suggestions(example) for example in corpus]
    format_named("labelstudio").export(lambda: given, folder / "given", request=Request())
    config = (folder / "given" / "config.xml").read_text("utf-8")
    made = client.post("/api/projects/", {"title": "talks", "label_config": config}, format="json")
    assert made.status_code == 201, made.content
    project = f"/api/projects/{made.json()['id']}"
    tasks = json.loads((folder / "given" / "tasks.json").read_text("utf-8"))
    taken = client.post(f"{project}/import", tasks, format="json")
    assert taken.status_code == 201, taken.content
    assert taken.json()["task_count"] == len(corpus)
    assert taken.json()["annotation_count"] == sum(bool(e.annotations) for e in corpus)
    assert taken.json()["prediction_count"] == sum(bool(e.annotations) for e in corpus)

    def exported(kind: str) -> Path:
        asked = {"exportType": kind, "download_all_tasks": "true"}
        found = client.get(f"{project}/export", asked)
        assert found.status_code == 200, found.content
        file = folder / kind
        file.write_bytes(b"".join(found.streaming_content) if found.streaming else found.content)
        return file

    return exported


def _with_suggestions(example: Example) -> Example:
    waiting = (
        replace(tag, id=f"s{tag.id}", annotator="model:m", origin="model:m", verdict="suggested")
        for tag in example.annotations
    )
    return replace(example, suggestions=tuple(waiting))


def read(file: Path) -> dict[str, Example]:
    """What comes in from a file, by text."""
    chosen = recognised(file)
    assert chosen.name == "labelstudio"
    found = [one for one in chosen.reader()(file) if isinstance(one, Example)]
    return {one.article.text: one for one in found}


def spans(tags: Any) -> list[tuple[int, int, str]]:
    return sorted((tag.start, tag.end, tag.label) for tag in tags)


def test_everything_comes_back_from_the_server(corpus: list[Example], through: Exported) -> None:
    found = read(through("JSON"))
    assert len(found) == len(corpus)
    for example in corpus:
        back = found[example.article.text]
        assert back.article.id == example.article.id
        assert (back.annotations, back.links) == (example.annotations, example.links)
        assert back.article.meta == example.article.meta


@pytest.mark.parametrize("kind", ["JSON_MIN", "CSV", "TSV"])
def test_its_tables_have_every_span(kind: str, corpus: list[Example], through: Exported) -> None:
    found = read(through(kind))
    for example in corpus:
        if example.annotations:  # its tables have annotated tasks only
            back = found[example.article.text]
            assert spans(back.annotations) == spans(example.annotations)
