"""The whole way in a real terminal: two articles, thirty tags, kill -9, and all are exported."""

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from tests.emulated import Screen, in_terminal, postil

SAMPLES = Path(__file__).parent.parent / "sample_articles" / "river-ruling"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        postil(*arguments), capture_output=True, text=True, check=False, timeout=60
    )


def opened(project: Path) -> Terminal:
    files = [str(SAMPLES / "ledger.txt"), str(SAMPLES / "wire.txt")]
    return in_terminal(postil("open", *files, "--project", str(project), "--annotator", "ana"))


def exported(project: Path, file: Path) -> list[dict[str, object]]:
    done = run("export", "--format", "jsonl", "--output", str(file), "--project", str(project))
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_thirty_tags_survive_kill_9_as_soon_as_the_last_is_counted(tmp_path: Path) -> None:
    project = tmp_path / "project"
    with opened(project) as terminal:
        screen = Screen(terminal)
        screen.wait_until("a actor 0")
        # Word after word, then three words together, over two that are tagged already.
        screen.type("al" * 12 + "dl" * 3 + "hhLLp")
        screen.wait_until("p proposal 1")
        screen.type("\t" + "al" * 6 + "ql" * 8 + "hhLLd")
        screen.wait_until("a actor 6   d date 1   p proposal 0   q quote 8")
        os.kill(terminal.process, signal.SIGKILL)
    articles = exported(project, tmp_path / "out.jsonl")
    spans = [(article["text"], span) for article in articles for span in article["spans"]]  # type: ignore[attr-defined]
    assert len(articles) == 2
    assert len(spans) == 31
    assert all(text[s["start"] : s["end"]] == s["text"] for text, s in spans)
    assert all(span["annotator"] == "ana" for _, span in spans)
    (proposal,) = (span for _, span in spans if span["label"] == "proposal")
    low, high = proposal["start"], proposal["end"]
    first = [span for text, span in spans if text == articles[0]["text"] and span != proposal]
    assert len([span for span in first if low <= span["start"] and span["end"] <= high]) == 2


def test_undo_and_redo_go_back_and_forth_over_a_restart(tmp_path: Path) -> None:
    project = tmp_path / "project"
    with opened(project) as terminal:
        screen = Screen(terminal)
        screen.wait_until("a actor 0")
        screen.type("alalala")
        screen.wait_until("a actor 4")
        screen.type("u")
        screen.wait_until("a actor 3")
        os.kill(terminal.process, signal.SIGKILL)
    with opened(project) as terminal:
        screen = Screen(terminal)
        screen.wait_until("a actor 3")
        screen.type("uu")
        screen.wait_until("a actor 1")
        screen.type("UUU")
        screen.wait_until("a actor 4")
        screen.type("\x11")
        terminal.settle()


def test_two_apps_on_one_project_lose_nothing(tmp_path: Path) -> None:
    project = tmp_path / "project"
    with opened(project) as one, opened(project) as other:
        first, second = Screen(one), Screen(other)
        first.wait_until("a actor 0")
        second.wait_until("a actor 0")
        for _ in range(5):
            first.type("al")
            second.type("jdl")
        first.wait_until("a actor 5")
        second.wait_until("d date 5")
    (article,) = exported(project, tmp_path / "out.jsonl")
    labels = [span["label"] for span in article["spans"]]  # type: ignore[attr-defined]
    assert (labels.count("actor"), labels.count("date")) == (5, 5)


def test_leaving_gives_the_terminal_back(tmp_path: Path) -> None:
    with opened(tmp_path / "project") as terminal:
        Screen(terminal).wait_until("a actor 0")
        terminal.send(b"\x11")
        terminal.settle(quiet=0.5, longest=10)
        assert b"\x1b[?1049l" in terminal.written
    assert not (tmp_path / "project").exists()


@pytest.mark.parametrize(
    ("line", "sittings"),
    [
        ("ls *.txt | xargs {open}", ["a actor 0"]),
        (
            "ls *.txt > list; while read -r n; do {open} $n; done < list",
            ["Appeal court", "Court backs"],
        ),
        ("{open} ledger.txt <&-; echo | {alone}", ["a actor 0", "1 title"]),
    ],
    ids=["xargs", "loop", "closed, and alone in a pipe"],
)
def test_keys_come_from_the_terminal_whatever_standard_input_is(
    tmp_path: Path, line: str, sittings: list[str]
) -> None:
    for name in ("ledger.txt", "wire.txt"):
        shutil.copy(SAMPLES / name, tmp_path)
    line = line.format(open=shlex.join(postil("open")), alone=shlex.join(postil()))
    with in_terminal(["sh", "-c", f"cd {shlex.quote(str(tmp_path))}; {line}"]) as terminal:
        screen = Screen(terminal)
        for words in sittings:
            screen.wait_until(words)
            screen.type("al\x11")
        assert terminal.wait() == 0
    assert (tmp_path / ".postil" / "articles").is_dir()
