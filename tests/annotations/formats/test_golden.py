"""Every format's files, held against those that were looked at once; and the same every time."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from annotations.example import Example
from annotations.formats import FORMATS, Request, format_named

HEAVY = {"hf": "pyarrow", "spacy": "spacy"}
TEXTS = [name for name in FORMATS if name not in HEAVY]
PARTS = {"talks": "train", "none": "dev", "noted": "train"}
TRIALS = [
    (name, asked)
    for name in FORMATS
    for asked in (Request(), Request(parts=PARTS), Request(negatives=True), Request(text=False))
    if set(asked.asked) <= format_named(name).options
]


def needed(name: str) -> None:
    if name in HEAVY:
        pytest.importorskip(HEAVY[name], reason=f"{HEAVY[name]} is not installed")


def files(target: Path) -> dict[str, bytes]:
    if target.is_file():
        beside = sorted(target.parent.glob(f"{target.name}*"))
        return {file.name: file.read_bytes() for file in beside}
    found = sorted(file for file in target.rglob("*") if file.is_file())
    return {file.relative_to(target).as_posix(): file.read_bytes() for file in found}


@pytest.mark.parametrize("name", TEXTS)
def test_the_bytes_are_these(
    name: str, examples: list[Example], golden: Path, tmp_path: Path
) -> None:
    chosen = format_named(name)
    known = chosen.options & {"negatives"}
    target = tmp_path / (name if chosen.folder else f"examples.{name}")
    request = Request(negatives=bool(known))
    chosen.export(lambda: examples, target, request=request)
    expected = golden / target.name
    assert expected.exists(), f"look at {target}, and copy it here: {expected}"
    assert files(target) == files(expected)


def test_the_rows_of_parquet_are_these(
    examples: list[Example], golden: Path, tmp_path: Path
) -> None:
    needed("hf")
    import pyarrow.parquet

    format_named("hf").export(
        lambda: examples, tmp_path / "hf", request=Request(parts=PARTS, negatives=True)
    )
    found: dict[str, Any] = {}
    for file in sorted((tmp_path / "hf").rglob("*.parquet")):
        table = pyarrow.parquet.read_table(file)
        features = json.loads(table.schema.metadata[b"huggingface"])["info"]["features"]
        name = file.relative_to(tmp_path / "hf").as_posix()
        found[name] = {"features": features, "rows": table.to_pylist()}
    assert found == json.loads((golden / "hf.json").read_text(encoding="utf-8"))


def test_the_docs_of_spacy_are_these(examples: list[Example], golden: Path, tmp_path: Path) -> None:
    needed("spacy")
    import spacy
    from spacy.tokens import DocBin

    format_named("spacy").export(lambda: examples, tmp_path / "spacy")
    docs = DocBin().from_disk(tmp_path / "spacy" / "train.spacy").get_docs(spacy.blank("en").vocab)
    found = [
        {
            "tokens": [token.text for token in doc],
            "ents": [[entity.text, entity.label_] for entity in doc.ents],
            "spans": [[span.text, span.label_] for span in doc.spans["sc"]],
            "postil": json.loads(doc.user_data["postil"]),
        }
        for doc in docs
    ]
    assert found == json.loads((golden / "spacy.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "asked"), TRIALS, ids=lambda one: str(one)[:60])
def test_the_same_examples_give_the_same_bytes(
    name: str, asked: Request, examples: list[Example], tmp_path: Path
) -> None:
    needed(name)
    chosen = format_named(name)
    for target in ("one", "two"):
        chosen.export(lambda: list(examples), tmp_path / target, request=asked)
    assert list(files(tmp_path / "one").values()) == list(files(tmp_path / "two").values())


@pytest.mark.parametrize("name", FORMATS)
def test_no_article_at_all_is_a_dataset_too(name: str, tmp_path: Path) -> None:
    needed(name)
    chosen = format_named(name)
    nothing: Iterable[Example] = ()
    loss = chosen.export(lambda: nothing, tmp_path / "out")
    assert loss.lines() == ["0 articles with 0 spans; nothing lost."]
    if chosen.read:
        assert list(chosen.read(tmp_path / "out")) == []
