"""`import postil`: a project, files and figures from Python, as docs/notebook.md shows them."""

import copy
import doctest
import hashlib
import json
import pickle
import re
import subprocess
import sys
import types
import zipfile
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import postil
from annotations.errors import UsageError
from tests.notebook import TEXT, talks

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "sample_articles" / "gold.jsonl"
PAGE = ROOT / "docs" / "notebook.md"


@pytest.fixture
def project(tmp_path: Path) -> postil.Project:
    return talks(tmp_path)


def test_the_page_runs_from_top_to_bottom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sample_articles").symlink_to(GOLD.parent)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```(pycon|python)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    shown = "\n".join(block for kind, block in blocks if kind == "pycon")
    names: dict[str, Any] = {}
    test = doctest.DocTestParser().get_doctest(shown, names, "notebook.md", str(PAGE), 0)
    assert len(test.examples) > 20
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    assert runner.run(test, out=said.append, clear_globs=False).failed == 0, "".join(said)
    try:
        import pandas  # noqa: F401
    except ImportError:
        return
    for kind, block in blocks:
        if kind == "python":
            exec(block, test.globs)
    assert test.globs["tags"].shape == (233, len(postil.Annotation.__struct_fields__))


def test_importing_it_loads_nothing_and_using_it_nothing_of_the_screen(tmp_path: Path) -> None:
    program = (
        "import sys, postil\n"
        "own = lambda *names: sorted({m.split('.')[0] for m in sys.modules} & set(names))\n"
        "assert own('annotations', 'tui', 'textual', 'rich', 'click', 'msgspec') == []\n"
        f"gold = postil.read({str(GOLD)!r})\n"
        "p = postil.open('p', 'ana', create=True)\n"
        "p.add({'id': 'a', 'text': 'Oran spoke.'})\n"
        "p.annotate('a', 'Oran', 'actor')\n"
        "postil.evaluate(gold, gold)\n"
        "postil.split(gold, '50/50')\n"
        "assert own('tui', 'textual', 'rich', 'click', 'pandas') == [], own('tui', 'textual')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PATH": ""},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_every_public_name_is_there_documented_and_typed() -> None:
    assert set(postil.__all__) <= set(dir(postil))
    for name in postil.__all__:
        found = getattr(postil, name)
        assert found.__doc__, name
        if isinstance(found, type) and found.__module__.startswith("postil"):
            methods = [m for m in vars(found) if not m.startswith("_")]
            assert [m for m in methods if not getattr(found, m).__doc__
                    and m not in getattr(found, "__struct_fields__", ())] == []  # fmt: skip
    plugins = import_module("postil.plugins")
    assert [name for name in plugins.__all__ if not hasattr(plugins, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'redo'"):
        postil.redo  # type: ignore[attr-defined]  # noqa: B018


# Records


def test_records_are_frozen_copied_and_kept(tmp_path: Path) -> None:
    tags = postil.read(GOLD).annotations
    with pytest.raises(AttributeError):
        tags[0].label = "x"  # type: ignore[misc]
    for again in (copy.copy(tags), pickle.loads(pickle.dumps(tags))):
        assert (again, again.kind, repr(again)) == (tags, postil.Annotation, "<233 x Annotation>")


def test_a_frame_has_a_row_for_each_and_a_column_for_each_field(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: dict[str, Any] = {}

    class Frame:
        def __init__(self, rows: Iterable[tuple[Any, ...]], columns: list[str]) -> None:
            made.update(rows=list(rows), columns=columns)

    fake = types.ModuleType("pandas")
    fake.DataFrame = Frame  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pandas", fake)
    gold = postil.read(GOLD)
    assert isinstance(gold.links.frame(), Frame)
    assert made["columns"] == ["article", "type", "source", "target"]
    assert made["rows"][0] == tuple(getattr(gold.links[0], name) for name in made["columns"])
    assert len(made["rows"]) == 38
    gold.codes.frame()
    assert made == {"rows": [], "columns": ["article", "annotator", "name", "value"]}


def test_without_pandas_a_frame_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(postil.PostilError, match=r"needs pandas.*pip install pandas\.") as caught:
        postil.read(GOLD).articles.frame()
    assert "\n" not in str(caught.value)


# Reading files


def test_a_zip_in_another_format_is_read_as_its_file_is(tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text(json.dumps({"id": 7, "text": TEXT, "label": [[0, 12, "PER"]]}), "utf-8")
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as packed:
        packed.write(file, "all.jsonl")
    for path in (file, tmp_path / "export.zip"):
        (tag,) = postil.read(path).annotations
        assert (tag.text, tag.label) == ("Ines Tolland", "PER")
    (named,) = postil.read(file, "jsonl").annotations
    assert named.text == "Ines Tolland"


def test_what_cannot_be_read_is_warned_of_and_stands_in_problems(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": TEXT, "spans": [{"start": 0, "end": 4}]}, {"id": "b", "text": "B."}]
    file = tmp_path / "odd.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    with pytest.warns(postil.PostilWarning, match="line 1: a span is wrong") as told:
        found = postil.read(file)
    assert told[0].filename == __file__
    assert [one.id for one in found.articles] == ["a", "b"]
    (problem,) = found.problems
    assert "a span is wrong" in problem
    with pytest.raises(postil.PostilError, match="does not exist"):
        postil.read(tmp_path / "gone")
    with pytest.raises(UsageError, match="no format 'jsnl'"):
        postil.read(file, "jsnl")


def test_a_key_that_is_not_read_is_named_unless_it_is_to_be_ignored(tmp_path: Path) -> None:
    file = tmp_path / "odd.jsonl"
    file.write_text(json.dumps({"id": "a", "text": TEXT, "spans": [], "cats": {"ports": 1}}))
    with pytest.warns(postil.PostilWarning, match="cats.* was not read"):
        assert len(postil.read(file).problems) == 1
    assert postil.read(file, ignore=["cats"]).problems == ()


def test_a_record_without_a_text_is_told_and_compared_all_the_same(
    project: postil.Project, tmp_path: Path
) -> None:
    project.annotate("ferry", "Friday", "date")
    file = tmp_path / "bare.jsonl"
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    file.write_text(json.dumps({"id": "ferry", "sha256": digest, "spans": [
        {"start": 22, "end": 28, "label": "date"}]}))  # fmt: skip
    with pytest.warns(postil.PostilWarning, match="Without a text.*: 1 record"):
        bare = postil.read(file)
    assert bare.articles == ()
    assert postil.evaluate(project, bare).whole.f1 == 1


def test_offsets_are_read_as_what_they_look_like_unless_it_is_said(tmp_path: Path) -> None:
    text = "\U0001f6a2\U0001f6a2\U0001f6a2 Ines Tolland met Oran Quill in Sallow."
    starts = [text.index(word) for word in ("Ines", "Oran", "Sallow")]
    spans = [[at + 3, at + 7, "name"] for at in starts[:2]] + [
        [starts[2] + 3, starts[2] + 9, "name"]
    ]
    file = tmp_path / "js.jsonl"
    file.write_text(json.dumps({"id": "a", "text": text, "label": spans}), "utf-8")
    with pytest.warns(postil.PostilWarning, match="look like UTF-16 units"):
        found = postil.read(file)
    assert [one.text for one in found.annotations] == ["Ines", "Oran", "Sallow"]
    with pytest.warns(postil.PostilWarning):
        other = postil.read(file, offsets="code-points")
    assert [one.start for one in other.annotations] == [span[0] for span in spans[:2]]
    assert "the span 38-44 is outside the text" in " ".join(other.problems)


def test_numbers_of_tags_have_the_names_that_are_given(tmp_path: Path) -> None:
    file = tmp_path / "tokens.jsonl"
    file.write_text(json.dumps({"tokens": ["Ines", "Tolland", "left"], "tags": [1, 2, 0]}))
    with pytest.raises(postil.PostilError, match="no names"):
        postil.read(file)
    found = postil.read(file, names=["O", "B-name", "I-name"])
    assert [(one.label, one.text) for one in found.annotations] == [("name", "Ines Tolland")]
