"""A dataset is there whole or not at all, and nothing of anybody else's is ever lost for it."""

import io
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.annotation import Annotation
from annotations.article import Article
from annotations.errors import PostilError, UsageError
from annotations.example import Example
from annotations.formats import FORMATS, format_named, output
from annotations.formats.loss import Loss

ONES = pytest.mark.parametrize("name", ["jsonl", "conll", "hf-jsonl", "csv", "html"])


def contents(path: Path) -> dict[str, bytes]:
    if path.is_file():
        return {path.name: path.read_bytes()}
    files = sorted(file for file in path.rglob("*") if file.is_file())
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in files}


@ONES
def test_an_export_stands_alone_and_is_the_same_again(
    name: str, examples: list[Example], tmp_path: Path
) -> None:
    for target in ("deep/er/one", "deep/er/two"):
        format_named(name).export(lambda: examples, tmp_path / target, force=False)
    one, two = tmp_path / "deep/er/one", tmp_path / "deep/er/two"
    assert list(contents(one).values()) == list(contents(two).values())
    assert sorted(p.name for p in one.parent.iterdir()) == ["one", "two"]


@ONES
def test_what_is_there_is_replaced_only_with_force(
    name: str, examples: list[Example], tmp_path: Path
) -> None:
    target, chosen = tmp_path / "out", format_named(name)
    chosen.export(lambda: examples, target, force=False)
    before = contents(target)
    with pytest.raises(PostilError, match="exists already") as caught:
        chosen.export(list, target, force=False)
    assert caught.value.hint == "Use --force to replace it."
    assert contents(target) == before
    chosen.export(lambda: examples[1:], target, force=True)
    assert contents(target) != before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@ONES
def test_an_export_that_fails_leaves_what_was_there(
    name: str, examples: list[Example], tmp_path: Path
) -> None:
    def failing() -> Iterator[Example]:
        yield examples[0]
        raise KeyboardInterrupt

    target, chosen = tmp_path / "out", format_named(name)
    with pytest.raises(KeyboardInterrupt):
        chosen.export(failing, target, force=False)
    assert list(tmp_path.iterdir()) == []
    chosen.export(lambda: examples, target, force=False)
    before = contents(target)
    with pytest.raises(KeyboardInterrupt):
        chosen.export(failing, target, force=True)
    assert contents(target) == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("mine.txt", b""),
        ("mine.conll", b"Oran NNP B-NP B-PER\n"),
        ("folder", None),
    ],
)
def test_a_folder_with_anything_else_in_it_is_never_replaced(
    kind: str, data: bytes | None, examples: list[Example], tmp_path: Path
) -> None:
    target, chosen = tmp_path / "out", format_named("conll")
    chosen.export(lambda: examples, target, force=False)
    if data is None:
        (target / kind).mkdir()
    else:
        (target / kind).write_bytes(data)
    before = sorted(p.name for p in target.iterdir())
    with pytest.raises(PostilError, match=f"not from an export: {kind}"):
        chosen.export(list, target, force=True)
    assert sorted(p.name for p in target.iterdir()) == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_files_of_labels_that_are_no_more_go_with_the_folder(
    examples: list[Example], tmp_path: Path
) -> None:
    target, chosen = tmp_path / "out", format_named("conll")
    chosen.export(lambda: examples, target, force=False)
    chosen.export(list, target, force=True)
    assert set(contents(target)) == {"flat.conll", "LOSS.json"}
    chosen.export(lambda: examples, target, force=True)


def test_a_folder_comes_back_when_the_new_one_cannot_take_its_place(
    examples: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, chosen = tmp_path / "out", format_named("conll")
    chosen.export(lambda: examples, target, force=False)
    before = contents(target)
    replace = os.replace

    def failing(old: Path, new: Path) -> None:
        if Path(old).name == "new":
            raise OSError(28, "No space left on device")
        replace(old, new)

    monkeypatch.setattr(output.os, "replace", failing)
    with pytest.raises(PostilError, match="No space left"):
        chosen.export(list, target, force=True)
    assert contents(target) == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_the_kind_of_place_has_to_fit(tmp_path: Path, examples: list[Example]) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    with pytest.raises(PostilError, match="is a folder"):
        format_named("jsonl").export(lambda: examples, tmp_path / "folder", force=True)
    with pytest.raises(PostilError, match="is a file"):
        format_named("conll").export(lambda: examples, tmp_path / "file", force=True)
    with pytest.raises(PostilError, match="was not written"):
        format_named("jsonl").export(lambda: examples, tmp_path / "file" / "x", force=True)
    assert (tmp_path / "file").read_text() == "mine"


@ONES
@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links here")
def test_a_link_that_leads_nowhere_is_something_too(
    name: str, tmp_path: Path, examples: list[Example]
) -> None:
    link = tmp_path / "link"
    link.symlink_to("gone")
    with pytest.raises(PostilError, match="exists already"):
        format_named(name).export(lambda: examples, link, force=False)
    assert link.is_symlink()
    assert not (tmp_path / "gone").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_device_or_pipe_is_not_replaced(tmp_path: Path, examples: list[Example]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(PostilError, match="is not a regular file"):
        format_named("jsonl").export(lambda: examples, pipe, force=True)
    assert pipe.is_fifo()


def big(count: int, size: int) -> Iterator[Example]:
    for number in range(count):
        text = f"{number:019} " + ("w" * 499 + " ") * (size // 500)
        yield Example(Article(str(number), "T", text), (Annotation("1", 0, 19, "actor", "ana"),))


@ONES
def test_many_articles_take_the_memory_of_a_few(name: str, tmp_path: Path) -> None:
    count, size = 300, 20_000
    format_named(name).export(lambda: big(1, size), tmp_path / "first", force=False)
    tracemalloc.start()
    try:
        format_named(name).export(lambda: big(count, size), tmp_path / "out", force=False)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sum(len(data) for data in contents(tmp_path / "out").values()) > count * size
    assert peak < count * size / 8


def test_a_folder_cannot_be_streamed(examples: list[Example]) -> None:
    with pytest.raises(UsageError, match="folder of files"):
        format_named("conll").stream(lambda: examples, io.BytesIO())


def test_an_unknown_format_is_answered_with_those_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        format_named("xml")
    assert caught.value.hint == f"Use one of: {', '.join(FORMATS)}."


@pytest.mark.parametrize("name", ["conll", "csv", "hf-jsonl"])
def test_a_project_that_changes_between_two_looks_is_told(name: str, tmp_path: Path) -> None:
    rounds = iter(range(9))

    def changing() -> Iterator[Example]:
        label = f"new{next(rounds)}"
        yield Example(Article("a", "T", "one"), (Annotation("1", 0, 3, label, "ana"),))

    chosen = format_named(name)
    if name == "csv":  # it looks once
        chosen.export(changing, tmp_path / "out")
        return
    with pytest.raises(PostilError, match="a changed while it was being exported"):
        chosen.export(changing, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, sys
from pathlib import Path
from annotations.formats import output
from annotations.formats.loss import Loss

def write(folder):
    (folder / "data.txt").write_text("new")
    return Loss()

calls, replace = [], os.replace
def dying(*names):
    calls.append(names)
    if len(calls) == int(sys.argv[2]):
        os.kill(os.getpid(), 9)
    replace(*names)
os.replace = dying
output.folder(write, "any", Path(sys.argv[1]), force=True)
"""


@pytest.mark.parametrize("call", [1, 2])
def test_an_export_killed_between_its_renames_loses_nothing(tmp_path: Path, call: int) -> None:
    target = tmp_path / "out [1]"

    def write(folder: Path) -> Loss:
        (folder / "data.txt").write_text("old")
        return Loss()

    output.folder(write, "any", target, force=False)
    killed = subprocess.run([sys.executable, "-c", KILLED, target, str(call)], check=False)
    assert killed.returncode == -9
    visible = [p for p in tmp_path.iterdir() if not p.name.startswith(".")]
    assert [(p / "data.txt").read_text() for p in visible] == ["old"]
    # Whoever does not say --force finds the old one in its place.
    with pytest.raises(PostilError, match="exists already"):
        output.folder(write, "any", target, force=False)
    assert [p.name for p in tmp_path.iterdir()] == [target.name]
    assert (target / "data.txt").read_text() == "old"
    output.folder(write, "any", target, force=True)
    assert [p.name for p in tmp_path.iterdir()] == [target.name]


def test_what_another_export_is_writing_is_left_alone(tmp_path: Path) -> None:
    target, inner = tmp_path / "out", list[bool]()

    def write(folder: Path) -> Loss:
        (folder / "data.txt").write_text("words")
        if not inner:
            inner.append(True)
            output.folder(write, "any", target, force=False)
        assert folder.is_dir()
        return Loss()

    output.folder(write, "any", target, force=False)
    assert (target / "data.txt").read_text() == "words"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_hidden_file_of_somebody_else_stays(tmp_path: Path) -> None:
    theirs = tmp_path / ".out.jsonl.swp"
    theirs.write_text("notes")
    format_named("jsonl").export(list, tmp_path / "out.jsonl", force=True)
    assert theirs.read_text() == "notes"
