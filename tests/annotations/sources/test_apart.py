"""A file that makes its reader die, hang or grow is one sentence, and the others are read."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import annotations
from annotations.corpus.adding import Adding, Outcome, Plan
from annotations.errors import PostilError, UsageError
from annotations.project import Project
from annotations.sources import apart, apart_worker
from annotations.sources.apart import Child
from annotations.sources.document import Loaded
from annotations.sources.search import Search
from benchmarks import bombs

Read = Callable[..., Loaded]
Make = Callable[..., bytes]
PDF = "papers.pdf.read"
HANGING = bombs.made("object that is itself")[1]

# The other side of the pipe, as it must not be; `ask` takes in what is asked, `tell` answers.
STUB = """
import json, os, sys, time
def ask():
    line = sys.stdin.buffer.readline()
    reader, name, length = json.loads(line)
    return sys.stdin.buffer.read(length)
def tell(said, length=None):
    os.write(1, (len(said) if length is None else length).to_bytes(8, "big") + said)
def found(text, **more):
    tell(json.dumps({"found": {"text": text}, **more}).encode())
"""


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Callable[..., Child]]:
    """Makes a child of what its process does, and ends it."""
    made = list[Child]()

    def make(does: str, seconds: float = 30) -> Child:
        script = tmp_path / f"{len(made)}.py"
        script.write_text(STUB + does)
        made.append(Child(script, seconds))
        return made[-1]

    yield make
    for one in made:
        one.end()


@pytest.mark.parametrize(
    "does",
    {
        "ends": "",
        "ends without a word": "ask()",
        "is killed": "ask(); os.kill(os.getpid(), 9)",
        "fails": "ask(); 1 / 0",
        "prints": "ask(); print('Warning: 3 fonts are missing')",
        "answers half": "ask(); tell(b'{\"found', 99)",
        "answers without end": "ask(); tell(b'{}', 1 << 60)",
        "answers no JSON": "ask(); tell(b'words')",
        "answers other JSON": "ask(); tell(b'[1]')",
        "answers no text": 'ask(); tell(b\'{"found": {"text": 5}}\')',
        "answers no letters": 'ask(); tell(b\'{"found": {"text": "\\xff"}}\')',
    }.values(),
)
def test_a_process_that_dies_or_talks_nonsense_is_a_sentence(
    child: Callable[..., Child], does: str
) -> None:
    with pytest.raises(PostilError, match=r"^a\.pdf cannot be read: the process that"):
        child(does).read(PDF, b"x" * 200_000, "a.pdf")


@pytest.mark.parametrize("does", ["ask(); time.sleep(60)", "time.sleep(60)"])
def test_a_process_that_hangs_is_a_sentence(child: Callable[..., Child], does: str) -> None:
    with pytest.raises(PostilError, match=r"^Reading a\.pdf takes more than 0\.3 seconds\. "):
        child(does, 0.3).read(PDF, b"x" * 200_000, "a.pdf")


def test_the_limit_of_the_processor_is_one_of_time(child: Callable[..., Child]) -> None:
    does = f"ask(); os.kill(os.getpid(), {signal.SIGXCPU.value}); time.sleep(60)"
    with pytest.raises(PostilError, match=r"^Reading a\.pdf takes more than 30 seconds\. "):
        child(does).read(PDF, b"x", "a.pdf")


def test_a_process_that_cannot_be_started_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", none_left)
    with pytest.raises(PostilError, match=r"^a\.pdf cannot be read: no process can be started "):
        Child().read(PDF, b"x", "a.pdf")


def test_one_process_reads_file_after_file_until_one_ends_it(child: Callable[..., Child]) -> None:
    one = child("while True: said = ask(); said == b'bad' and os._exit(1); found(str(os.getpid()))")
    first, second = (one.read(PDF, data, "a.pdf").text for data in (b"1", b"2"))
    with pytest.raises(PostilError):
        one.read(PDF, b"bad", "b.pdf")
    third = one.read(PDF, b"3", "c.pdf").text
    assert first == second != third


def test_one_that_was_killed_between_two_files_costs_neither(child: Callable[..., Child]) -> None:
    one = child("while True: ask(); found(str(os.getpid()))")
    first = one.read(PDF, b"1", "a.pdf").text
    os.kill(int(first), signal.SIGKILL)
    assert one._process
    one._process.wait()
    assert one.read(PDF, b"2", "b\udcff.pdf").text != first


def test_a_process_that_has_grown_large_makes_way_for_another(child: Callable[..., Child]) -> None:
    one = child("while True: ask(); found(str(os.getpid()), last=True)")
    assert one.read(PDF, b"1", "a.pdf").text != one.read(PDF, b"2", "b.pdf").text


def test_ctrl_c_ends_it(child: Callable[..., Child], monkeypatch: pytest.MonkeyPatch) -> None:
    one = child("while True: ask(); found('Words')")
    one.read(PDF, b"1", "a.pdf")
    process = one._process

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(apart, "_wait", interrupted)
        with pytest.raises(KeyboardInterrupt):
            one.read(PDF, b"2", "a.pdf")
    assert process
    assert process.returncode == -signal.SIGKILL
    assert one.read(PDF, b"3", "a.pdf").text == "Words"


def test_what_nobody_waits_for_any_more_holds_up_nothing(
    child: Callable[..., Child], tmp_path: Path
) -> None:
    begun = tmp_path / "begun"
    os.mkfifo(begun)
    does = "while True:\n if ask() == b'slow': open(%r, 'w'); time.sleep(600)\n found('Words')"
    one, gone, said = child(does % str(begun)), apart.Waiting(), list[str]()

    def read(data: bytes) -> None:
        with apart.waited_for(gone):
            try:
                one.read(PDF, data, "a.pdf")
            except PostilError as error:
                said.append(str(error))

    thread = threading.Thread(target=read, args=(b"slow",))
    thread.start()
    begun.open().close()  # as soon as it is being read
    one.give_up(gone)
    thread.join()
    read(b"quick")
    assert [words.partition(":")[0] for words in said] == [
        "a.pdf cannot be read",
        "a.pdf was not read",
    ]
    assert one.read("pdf", b"quick", "b.pdf").text == "Words"


def test_to_give_up_what_was_read_costs_the_next_nothing(child: Callable[..., Child]) -> None:
    one, gone = child("while True: ask(); found(str(os.getpid()))"), apart.Waiting()
    with apart.waited_for(gone):
        first = one.read("pdf", b"1", "a.pdf").text
    one.give_up(gone)
    assert one.read("pdf", b"2", "b.pdf").text == first


def test_after_a_fork_each_side_has_its_own(child: Callable[..., Child]) -> None:
    one = child("while True: ask(); found(str(os.getpid()))")
    first, process = one.read(PDF, b"1", "a.pdf").text, one._process
    one.forget()
    assert one.read(PDF, b"2", "a.pdf").text != first
    one.end()
    one._process = process
    assert one.read(PDF, b"3", "a.pdf").text == first


def test_it_ends_in_the_middle_of_a_file_where_the_other_side_is_gone() -> None:
    """What a killed postil leaves is a pipe without a writer."""
    package = str(Path(annotations.__file__).parent)
    run = [sys.executable, "-P", apart_worker.__file__, package]
    process = subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=os.sep)
    assert process.stdin
    assert process.stdout
    with process.stdout:
        process.stdin.write(b'["papers.pdf.read", "a.pdf", %d]\n%b' % (len(HANGING), HANGING))
        process.stdin.close()
        assert process.wait(30) == 0
        assert process.stdout.read() == b""


def test_nothing_of_the_folder_that_one_is_in_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_pdf: Make
) -> None:
    for name in ("annotations", "pdfminer", "msgspec", "json", "resource", "apart_worker"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    one = Child()
    assert one.read(PDF, make_pdf([[(60, 700, "Words")]]), "a.pdf").text == "Words"
    one.end()


def test_errors_come_over_as_they_are(child: Callable[..., Child]) -> None:
    told = "ask(); tell(json.dumps({'message': 'A.', 'hint': 'B.', 'usage': %s}).encode())"
    with pytest.raises(UsageError, match=r"^A\. B\.$"):
        child(told % True).read(PDF, b"", "a.pdf")
    with pytest.raises(PostilError, match=r"^A\. B\.$") as raised:
        child(told % False).read(PDF, b"", "a.pdf")
    assert type(raised.value) is PostilError


def test_a_folder_of_many_is_added_but_for_the_bad_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_pdf: Make, make_docx: Make
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(make_pdf([[(60, 700, "The harbour talks begin")]]))
    (folder / "b.pdf").write_bytes(HANGING)
    (folder / "c.docx").write_bytes(bombs.made("entities late")[1])
    (folder / "d.docx").write_bytes(make_docx(bombs.P))
    (folder / "e.pdf").write_bytes(make_pdf([[(60, 700, "The harbour talks end")]]))
    one = Child(seconds=3)
    monkeypatch.setattr(apart, "read", one.read)
    project = Project(tmp_path / "project", "ana")
    outcomes: list[Outcome] = list(Adding(project, Plan()).outcomes([*Search().all([folder])]))
    one.end()
    assert [outcome.kind for outcome in outcomes].count("added") == 3
    slow, damaged = (outcome.told for outcome in outcomes if outcome.kind == "refused")
    assert "b.pdf takes more than 3 seconds." in slow
    assert "c.docx is damaged" in damaged
