"""A real program whose real file calls fail or kill it, one after the other.

A small library takes the place of the system's calls under one folder. What needs tools that are
not there is skipped with the reason.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.store.tiny import TinyStore
from tests.forked import Forked

HERE = Path(__file__).parent
ROOT = HERE.parent.parent.parent
IDS = ("a", "b")
NEW = [f"new/{name}.txt" for name in "one two three".split()]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that lets calls fail."""
    compiler = shutil.which("cc")
    if not compiler or sys.platform != "linux":
        pytest.skip("needs Linux and a C compiler")
    library = tmp_path_factory.mktemp("library") / "failing_calls.so"
    source = str(HERE / "failing_calls.c")
    command = [compiler, "-shared", "-fPIC", "-o", str(library), source, "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    return library


@pytest.fixture(scope="module")
def program(library: Path) -> Iterator[Forked]:
    """Runs postil with that library before the system's own."""
    with Forked({**os.environ, "LD_PRELOAD": str(library)}) as program:
        yield program


def running(
    program: Forked, project: Path, at: int, how: str, command: list[str]
) -> tuple[int, str, int]:
    """Run postil with call number `at` failing; its exit code, its words, the calls there were."""
    told = project.parent / "count"
    told.unlink(missing_ok=True)
    environment = {
        "FAIL_UNDER": str(project / ".postil"),
        "FAIL_AT": str(at),
        "FAIL_HOW": how,
        "FAIL_COUNT": str(told),
    }
    done = program.run([*command, "--project", str(project)], project.parent, environment)
    return done.returncode, done.stderr, int(told.read_text()) if told.exists() else 0


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A project of two articles with two tags each."""
    store = TinyStore(tmp_path / "made" / ".postil")
    for id in IDS:
        tags = tuple(Annotation(f"{id}{n}", n, n + 3, "actor", "ana") for n in range(2))
        article = Article(id, id.upper(), f"Words of {id}.")
        store.apply(article, Change(new_id(), new_id(), "ana", now(), added=tags))
    for name in NEW:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"The words of {name}.\n")
    spans = [{"start": 4, "end": 9, "label": "actor", "annotator": "ana"}]
    row = {"id": "c", "text": "The words of c.\n", "spans": spans}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row) + "\n")
    return tmp_path / "made"


def _added(project: Path, code: int, words: str) -> None:
    """Each article is whole or not there; of what was told as added none is missing."""
    store = TinyStore(project / ".postil")
    listed = [one.id for one in store.articles()]
    texts = [article.text for id in listed if (article := store.article(id))]
    assert len(texts) == len(listed)
    expected = {f"The words of {name}.\n" for name in NEW}
    new = set(texts) - {f"Words of {id}." for id in IDS}
    assert new == expected if code == 0 else new <= expected


def _imported(project: Path, code: int, words: str) -> None:
    """The article is there with its tag, without it, or not at all; with it, if that was told."""
    store = TinyStore(project / ".postil")
    if not store.listed("c"):
        assert code != 0
        return
    article = store.article("c")
    assert article is not None
    assert article.text == "The words of c.\n"
    tags = [tag.label for tag in store.load("c").annotations.values()]
    assert tags == ["actor"] if code == 0 else tags in ([], ["actor"])


def _relabelled(project: Path, code: int, words: str) -> None:
    """Each article is as it was or done, and all of it can be repeated."""
    store = TinyStore(project / ".postil")
    labels = {id: {a.label for a in store.load(id).annotations.values()} for id in IDS}
    assert all(len(found) == 1 for found in labels.values())
    if code == 0:
        assert set(map(str, labels.values())) == {"{'date'}"}


def _removed(project: Path, code: int, words: str) -> None:
    """The article is whole in its place, or whole among the backups."""
    root = project / ".postil"
    places = [root] if TinyStore(root).listed("a") else list(root.glob("backup/removed-*"))
    assert places
    assert not (code == 0 and places == [root])
    for place in places:
        article = TinyStore(place).article("a")
        assert article is not None
        assert article.text == "Words of a."
        assert len(TinyStore(place).load("a").annotations) == 2
        assert len(TinyStore(place).history("a")) == 1


COMMANDS = {
    "relabel": (["relabel", "actor", "date"], _relabelled),
    "remove": (["remove", "a"], _removed),
    "add": (["add", "new"], _added),
    "import": (["import", "rows.jsonl"], _imported),
}
# In each run of the tests some of the calls, others each time; in those that may take long, all.
STRIDES = [41, pytest.param(1, marks=pytest.mark.torture)]


@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.parametrize("name", COMMANDS)
def test_whichever_call_fails_or_kills_nothing_is_lost(
    program: Forked, made: Path, tmp_path: Path, name: str, stride: int
) -> None:
    command, look = COMMANDS[name]
    project = tmp_path / "project"
    shutil.copytree(made, project)
    _, _, calls = running(program, project, 0, "", command)
    assert calls > stride, calls
    refused = killed = 0
    for how in ("full", "error", "short", "before", "after"):
        for at in range(random.randint(1, stride), calls + 1, stride):
            shutil.rmtree(project)
            shutil.copytree(made, project)
            code, words, _ = running(program, project, at, how, command)
            assert "Traceback" not in words
            assert bool(words) == (code >= 0)
            refused, killed = refused + (code == 1), killed + (code < 0)
            look(project, code, words)
            assert TinyStore(project / ".postil").article("b") is not None
            if code == 1:
                code, words, _ = running(program, project, 0, "", command)
                assert code == 0 or "no article a" in words or "Nothing is tagged" in words
    # A few calls of many may all be of those whose failing is got over.
    assert refused or stride > 1
    assert killed


IN_PLACE = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
project = Path(sys.argv[sys.argv.index("--project") + 1])
for path in sorted(project.glob(".postil/articles/??/*.json")):
    path.write_text(path.read_text().replace("actor", "date"))
"""


def test_the_control_that_writes_in_place_is_caught(
    library: Path, made: Path, tmp_path: Path
) -> None:
    program = tmp_path / "in_place.py"
    program.write_text(IN_PLACE)
    project, damaged = tmp_path / "project", 0
    for at in range(1, 5):
        shutil.copytree(made, project)
        environment = {"LD_PRELOAD": str(library), "FAIL_UNDER": str(project / ".postil")}
        environment |= {"FAIL_AT": str(at), "FAIL_HOW": "before", "PATH": os.environ["PATH"]}
        command = [sys.executable, str(program), str(ROOT), "--project", str(project)]
        subprocess.run(command, env=environment, check=False)
        damaged += len(TinyStore(project / ".postil").totals().unread)
        shutil.rmtree(project)
    assert damaged
