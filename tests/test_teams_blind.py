"""Blind: a session reads no byte of another's layer, and knows nothing of the result's tags."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.annotation import Annotation, Change, Code, Decision, judged
from annotations.article import Article, Metadata
from annotations.clock import new_id, now
from annotations.disk.opening import Opening
from annotations.disk.system import System
from annotations.entity import Entity
from annotations.project import Project
from tests.tui.sitting import Sitting, at_work
from tui.app import PostilApp
from tui.cli import postil

TEAM = '[team]\nannotators = ["ana", "ben"]\nadjudicators = ["dora"]\n'
ARTICLES = [
    Article(
        f"quay-{n}",
        f"Quay {n}",
        f'Quay {n}\n\nMinister Oran said on Tuesday: "We will open quay {n}." Oran left.\n',
        Metadata("Gazette", group="quays"),
    )
    for n in range(3)
]


def decide(project: Project, who: str, words: str) -> None:
    """Have somebody decide all that can be decided, in words that nobody else has."""
    for article in project.result.listing().rows:
        text = project.result.article(article.id)
        assert text
        at = text.text.index("Oran")
        entity = Entity(f"{words}-entity", f"{words} the elder")
        project.entities.put(entity)
        attrs = {"entity": entity.id, "pair": f"{words}-pair"}
        tag = Annotation(new_id(), at, at + 4, f"{words}label", who, attrs, f"{words} note")
        # What waits in the result was imported for everybody; this was turned down.
        verdict = "rejected" if who == "dora" else "suggested"
        waits = Annotation(
            new_id(), 0, 4, f"{words}label", who, origin=f"model:{words}", verdict=verdict
        )
        seen = judged(words)
        fine = Decision("check", ("check", words), seen, "fine", f"{words} why", who, now())
        code = Code(who, "frame", f"{words} frame")
        change = Change(
            new_id(), new_id(), who, now(), added=(tag, waits), decided=(fine,), coded=(code,),
            status=("open", "done"),
        )  # fmt: skip
        project.store.apply(text, change)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A project in which ben and the adjudicator have decided on everything, and ana on nothing."""
    folder = tmp_path / "quays"
    folder.mkdir()
    (folder / "postil.toml").write_text(TEAM + '[article.attributes]\nframe = "text"\n')
    Project(folder, "dora").result.add(ARTICLES)
    decide(Project(folder, "dora"), "dora", "verdict")
    decide(Project(folder, "ben"), "ben", "bens")
    assert Project(folder, "ben").store.totals().annotations == 3
    return folder


@contextmanager
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """The paths that a program opens meanwhile, folders as well as files."""
    found: list[Path] = []
    opening = os.open

    def noted(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        handle = opening(path, flags, mode, dir_fd=dir_fd)
        found.append(Path(os.readlink(f"/proc/self/fd/{handle}")))
        return handle

    with monkeypatch.context() as patched:
        for kind in (Opening, System):
            patched.setattr(kind, "open", staticmethod(noted))
        yield found


def of_others(paths: list[Path], folder: Path) -> list[Path]:
    """What of these is in a layer that is not ana's."""
    layers = folder / ".postil" / "layers"
    own = Project(folder, "ana").home
    return [path for path in paths if path.is_relative_to(layers) and path not in (layers, own)
            and not path.is_relative_to(own)]  # fmt: skip


COMMANDS: dict[str, list[str]] = {
    "list": ["list", "--json"],
    "stats": ["stats"],
    "sources": ["stats", "--sources"],
    "speed": ["stats", "--speed"],
    "bias": ["stats", "--bias"],
    "check": ["check"],
    "find": ["find", "oran", "--json"],
    "suggest": ["suggest", "--least-sure", "5"],
    "compare": ["compare", "quay-0", "quay-1"],
    "cat": ["cat", "quay-0"],
    "group": ["group", "--dry-run"],
    "set": ["set", "quay-0", "--status", "skipped", "--code", "frame=mine"],
    "relabel": ["relabel", "date", "actor", "--dry-run"],
    "update": ["add", "new", "--update"],
    "export": ["export", "--format", "jsonl", "--layer", "ana", "--output", "out.jsonl"],
}


def said(result: Result) -> str:
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result.output


needs_proc = pytest.mark.skipif(
    not os.path.isdir("/proc/self/fd"), reason="only /proc tells what path an open file has"
)


@needs_proc
@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_reads_anothers_layer_or_tells_of_it(
    shared: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shared)
    monkeypatch.setenv("POSTIL_ANNOTATOR", "ana")
    (shared / "new").mkdir()
    (shared / "new" / "quay-0.txt").write_text(f"Once more. {ARTICLES[0].text}")
    with opened(monkeypatch) as paths:
        told = said(CliRunner().invoke(postil, COMMANDS[name], prog_name="postil"))
    assert paths
    assert of_others(paths, shared) == []
    assert knows_nothing(told)


def knows_nothing(told: str) -> bool:
    return not re.search("verdict|bens|dora|ben\\b", told)


async def a_sitting(project: Project, seen: Callable[[str], object]) -> None:
    """Go through all screens, and show each."""
    app = PostilApp(project, None, lists=True)
    async with at_work(app, 120, 36) as at:

        async def shown(keys: str) -> None:
            await at.type(keys)
            seen(at.screen)

        await shown("n")
        await shown("n n enter")
        await shown("a i")
        await shown("escape I")
        await shown("escape m b")
        await shown("/ O r a n enter escape")
        await looked(at, "ctrl+f o r a n enter", seen)
        await looked(at, "c", seen)
        await shown("b")


async def looked(at: Sitting, keys: str, seen: Callable[[str], object]) -> None:
    await at.press("escape")
    await at.look(keys)
    seen(at.screen)
    await at.press("b")


@needs_proc
async def test_no_sitting_reads_anothers_layer_or_shows_it(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens: list[str] = []
    with opened(monkeypatch) as paths:
        await a_sitting(Project(shared, "ana"), screens.append)
    own = Project(shared, "ana")
    assert any(path.is_relative_to(own.home) for path in paths)
    assert of_others(paths, shared) == []
    assert all(map(knows_nothing, screens))
    assert own.store.totals().annotations >= 1
    assert Project(shared, "ben").store.totals().annotations == 3
    assert Project(shared, "dora").store.totals().annotations == 3


@needs_proc
async def test_a_control_that_opens_anothers_layer_is_caught(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Project, "store", property(lambda project: project.layer("ben")))
    screens: list[str] = []
    with opened(monkeypatch) as paths:
        await a_sitting(Project(shared, "ana"), screens.append)
    assert of_others(paths, shared)
    assert not all(map(knows_nothing, screens))


def test_a_control_that_tells_of_the_result_is_caught(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shared)
    monkeypatch.setenv("POSTIL_ANNOTATOR", "ana")
    monkeypatch.setattr(Project, "store", property(lambda project: project.result))
    told = [said(CliRunner().invoke(postil, COMMANDS[name])) for name in ("list", "stats")]
    assert not any(map(knows_nothing, told))
