"""The whole way in a real terminal: articles added, listed, read, tagged, and back in the list."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.emulated import ROOT, Screen, in_terminal, postil

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with six articles about three events, added to a project there."""
    rows = [
        {"id": f"{event}-{n}", "title": f"{event.title()} {n}", "group": event,
         "text": f"{event.title()} {n}\n\nThe {event} was long, said Oran Vell.\n"}
        for event in ("strike", "storm", "vote")
        for n in (1, 2)
    ]  # fmt: skip
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    subprocess.run(postil("add", "news.jsonl"), check=True, capture_output=True, timeout=60)
    return tmp_path


def test_from_the_start_to_a_tag_and_back(project: Path) -> None:
    with in_terminal(postil(), 100, 24) as terminal:
        screen = Screen(terminal)
        screen.wait_until("6 articles   a0")
        screen.type("/strike\r\r")
        screen.wait_until("said Oran Vell")
        screen.type("a")
        screen.wait_until("a actor 1")
        screen.type("b")
        screen.wait_until("6 articles   a1")
        assert "Strike 1" in next(line for line in screen.lines if line.startswith("\u25b8"))
        screen.type("\x1bnm")
        screen.wait_until("6 articles \u00b7 1 done")
        screen.type("\x11")
        assert terminal.wait() == 0
    with in_terminal(postil("open"), 80, 24) as terminal:
        screen = Screen(terminal)
        screen.wait_until("6 articles \u00b7 1 done")
        assert "Strike 2" in next(line for line in screen.lines if line.startswith("\u25b8"))
        screen.type("\x06Oran\r")
        screen.wait_until("6 places in 6 articles")
        screen.type("\r")
        screen.wait_until("The storm was long")
        screen.type("bb\x11")
        assert terminal.wait() == 0


def test_without_a_project_it_shows_how_to_use_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with in_terminal(postil(), 100, 50) as terminal:
        assert terminal.wait() == 0
        assert b"There is no project here yet. To begin:" in terminal.written
