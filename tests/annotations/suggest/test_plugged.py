"""Suggesters of other packages, as they are when such a package is installed."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.article import Article
from annotations.corpus.ahead import fill
from annotations.errors import PostilError, UsageError
from annotations.project import Project
from annotations.settings import Settings, read_settings
from annotations.suggest import catalogue

MODULE = '''
from annotations.suggestion import Suggestion

class Ports:
    """Proposes harbours, some under a label that hardly a project has."""

    name, version = "mine:ports", "1"
    labels = ("port", "actor")

    def propose(self, article, paragraph):
        for label, attrs in (("port", {"depth": 3, "x": 1}), ("actor", {}), ("quay", {})):
            start = article.text.find("Verrin", *paragraph)
            if start >= 0:
                yield Suggestion(start, start + 6, label, self.name, 0.5, attrs)

def broken():
    raise OSError("no model here")
'''
LABELS = """
[[labels]]
name = "who"
role = "actor"
[[labels]]
name = "port"
attributes = { depth = "number" }
[suggest]
on = ["ports"]
"""
TEXT = "Verrin opens.\n\nVerrin closes.\n"


@pytest.fixture(autouse=True)
def _installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    site = tmp_path / "site"
    (site / "ports-1.dist-info").mkdir(parents=True)
    (site / "ports_of_tests.py").write_text(MODULE)
    (site / "ports-1.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: ports\nVersion: 1\n"
    )
    (site / "ports-1.dist-info" / "entry_points.txt").write_text(
        "[postil.suggesters]\nports = ports_of_tests:Ports\nwrong = ports_of_tests:broken\n"
        "lost = ports_of_tests:nothing\nnone = ports_of_tests:dict\n"
    )
    monkeypatch.syspath_prepend(site)
    importlib.invalidate_caches()
    yield
    sys.modules.pop("ports_of_tests", None)


def settings(tmp_path: Path, text: str = LABELS) -> Settings:
    file = tmp_path / "postil.toml"
    file.write_text(text)
    return read_settings(file)


def test_what_it_proposes_bears_labels_by_name_or_role_and_the_rest_is_said_once(
    tmp_path: Path,
) -> None:
    told: list[PostilError] = []
    (one,) = catalogue.models(settings(tmp_path), list, lambda program: True, told.append)
    article = Article("a", "A", TEXT)
    for paragraph in ((0, 14), (15, 29), (0, 14)):
        found = [(p.label, p.attrs) for p in one.propose(article, paragraph)]
        assert found == [("port", {"depth": 3}), ("who", {})]
    assert [error.message for error in told] == [
        "mine:ports suggests x of port, but this project has no such attribute of port.",
        "mine:ports suggests quay, but this project has no such label.",
    ]


def test_it_runs_only_where_the_person_allows_it(tmp_path: Path) -> None:
    asked: list[str] = []

    def allowed(program: str) -> bool:
        asked.append(program)
        return False

    with pytest.raises(
        PostilError, match="asks to run the suggester ports, which you have not allowed"
    ):
        catalogue.models(settings(tmp_path), list, allowed)
    both = settings(tmp_path, LABELS.replace('["ports"]', '["spacy", "ports"]'))
    program = "the suggester ports and the spaCy pipeline en_core_web_sm"
    assert both.suggest.program == program


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("wrong", "The suggester wrong cannot be loaded: OSError: no model here."),
        ("lost", "The suggester lost cannot be loaded: AttributeError"),
        ("none", "The suggester none cannot be loaded: AttributeError"),
    ],
)
def test_one_that_cannot_be_had_is_told_and_the_others_go_on(
    tmp_path: Path, name: str, why: str
) -> None:
    told: list[PostilError] = []
    found = settings(tmp_path, LABELS.replace('["ports"]', f'["{name}", "ports"]'))
    (one,) = catalogue.models(found, list, lambda program: True, told.append)
    assert one.name == "mine:ports"
    assert told[0].message.startswith(why)


def test_a_name_that_nobody_offers_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no suggester 'prts'. Did you mean ports\?"):
        settings(tmp_path, LABELS.replace("ports", "prts"))


def test_it_is_computed_ahead_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings(tmp_path)
    project = Project(tmp_path)
    project.store.add([Article("a", "A", TEXT)])
    monkeypatch.setattr(Project, "allows", lambda self, program: True)
    for read, problems in ((1, 2), (0, 0)):
        ahead, told = fill(project)
        assert dict(ahead.waiting) == {("mine:ports", "port"): 2, ("mine:ports", "who"): 2}
        assert (ahead.read, len(told)) == (read, problems)
