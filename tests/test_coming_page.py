"""docs/coming.md does what it says, on files in the shape that each tool exports."""

import json
import re
import shlex
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotations.project import Project
from tui.cli import postil

PAGE = (Path(__file__).parent.parent / "docs" / "coming.md").read_text("utf-8")
TEXT = "“We stay,” said Mara Oss."
QUOTE, MARA = (0, 10), (16, 24)


def prodigy(folder: Path) -> None:
    spans = [
        {"start": a, "end": b, "label": n} for (a, b), n in ((QUOTE, "quote"), (MARA, "actor"))
    ]
    relation = {
        "head": 4,
        "child": 7,
        "head_span": spans[0],
        "child_span": spans[1],
        "label": "speaker",
    }
    line = {"text": TEXT, "spans": spans, "relations": [relation], "answer": "accept"}
    (folder / "news.jsonl").write_text(json.dumps({**line, "_annotator_id": "ana"}))


def doccano(folder: Path) -> None:
    entities = [
        {"id": 7, "label": "quote", "start_offset": QUOTE[0], "end_offset": QUOTE[1]},
        {"id": 8, "label": "actor", "start_offset": MARA[0], "end_offset": MARA[1]},
    ]
    relations = [{"id": 3, "from_id": 7, "to_id": 8, "type": "speaker"}]
    row = {"id": 12, "text": TEXT, "entities": entities, "relations": relations, "Comments": []}
    with zipfile.ZipFile(folder / "doccano.zip", "w") as packed:
        packed.writestr("ana.jsonl", json.dumps(row))


def labelstudio(folder: Path) -> None:
    results: list[dict[str, Any]] = [
        {"id": id, "from_name": "ner", "to_name": "text", "type": "labels",
         "value": {"start": a, "end": b, "text": TEXT[a:b], "labels": [label]}}
        for id, (a, b), label in (("q", QUOTE, "quote"), ("m", MARA, "actor"))
    ]  # fmt: skip
    results.append({"type": "relation", "from_id": "q", "to_id": "m", "labels": ["speaker"]})
    done = {"completed_by": {"id": 1, "email": "ana"}, "result": results}
    task = {"id": 1, "annotations": [done], "drafts": [], "predictions": [], "data": {"text": TEXT}}
    (folder / "project-1.json").write_text(json.dumps([task]))


def brat(folder: Path) -> None:
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "talks.txt").write_text(TEXT, encoding="utf-8")
    lines = (
        f"T1\tquote {QUOTE[0]} {QUOTE[1]}\t{TEXT[slice(*QUOTE)]}",
        f"T2\tactor {MARA[0]} {MARA[1]}\t{TEXT[slice(*MARA)]}",
        "R1\tspeaker Arg1:T1 Arg2:T2",
        "#1\tannotator T1\tana",
        "#2\tannotator T2\tana",
    )
    (corpus / "talks.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")


def inception(folder: Path) -> None:
    home = folder / "annotation" / "talks.txt"
    home.mkdir(parents=True)
    structures = [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": TEXT},
        {"%ID": 2, "%TYPE": "custom.Span", "begin": QUOTE[0], "end": QUOTE[1], "label": "quote"},
        {"%ID": 3, "%TYPE": "custom.Span", "begin": MARA[0], "end": MARA[1], "label": "actor"},
        {"%ID": 4, "%TYPE": "custom.Relation", "begin": MARA[0], "end": MARA[1],
         "@Governor": 2, "@Dependent": 3, "label": "speaker"},
    ]  # fmt: skip
    (home / "ana.json").write_text(json.dumps({"%FEATURE_STRUCTURES": structures}))


TOOLS: dict[str, Callable[[Path], None]] = {
    "Prodigy": prodigy,
    "doccano": doccano,
    "Label Studio": labelstudio,
    "brat": brat,
    "INCEpTION": inception,
}


def commands(tool: str) -> list[list[str]]:
    section = PAGE.split(f"\n## {tool}\n")[1].split("\n## ")[0]
    blocks = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines()]


def run(words: list[str]) -> Result:
    result = CliRunner().invoke(postil, words, prog_name="postil")
    assert result.exit_code == 0, result.output
    return result


def test_every_tool_of_the_page_is_tried() -> None:
    assert re.findall(r"^## (.*)$", PAGE, re.MULTILINE) == list(TOOLS)


@pytest.mark.parametrize("tool", TOOLS)
def test_what_is_exported_there_comes_in_and_goes_back(
    tool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    TOOLS[tool](tmp_path)
    own = [words for words in commands(tool) if words[0] == "postil"]
    assert [words[1] for words in own] == ["import", "export"]
    for words in own:
        run(words[1:])
    store = Project(tmp_path).store
    (article,) = store.articles()
    contents = store.load(article.id)
    found = {a.id: (a.start, a.end, a.label, a.annotator) for a in contents.annotations.values()}
    assert sorted(found.values()) == [(*QUOTE, "quote", "ana"), (*MARA, "actor", "ana")]
    (link,) = contents.links
    assert (found[link.source][2], link.type, found[link.target][2]) == (
        "quote",
        "speaker",
        "actor",
    )
    back = own[-1][own[-1].index("--output") + 1]
    assert "Tags added: 0." in run(["import", back]).stderr
