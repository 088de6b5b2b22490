"""Files as other tools write them, and how tests read them."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.formats import format_named
from annotations.formats.offsets import Bare

TEXT = "👍 Oran spoke. Ben left."
FILES = {
    "conll": "actor.conll",
    "hf": "spans/train.parquet",
    "hf-jsonl": "spans/train.jsonl",
    "spacy": "train.spacy",
    "csv": "spans.csv",
    "tsv": "spans.tsv",
    "brat": "a.ann",
    "w3c": "a.jsonld",
    "gliner": "train.json",
    "xmi": "a.xmi",
    "labelstudio": "tasks.json",
}
HEAVY = {"hf": "pyarrow", "spacy": "spacy"}


def needed(name: str) -> None:
    if name in HEAVY:
        pytest.importorskip(HEAVY[name], reason=f"{HEAVY[name]} is not installed")


def read(name: str, path: Path) -> list[Any]:
    reader = format_named(name).read
    assert reader
    return [one for one in reader(path) if not isinstance(one, Bare)]


def row(**fields: Any) -> str:
    return json.dumps({"id": "a", "text": TEXT, **fields}) + "\n"
