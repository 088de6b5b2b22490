"""Entities and pairs go out with the articles whose tags bear them, and come in again."""

import csv
import json
from pathlib import Path

import pytest

from annotations.annotation import Annotation
from annotations.article import Article
from annotations.entity import Entity
from annotations.example import Example
from annotations.formats import format_named

LEE = Entity("lee", "Ann Lee", ("A. Lee",), "=mayor", ("old-lee",), True, {"born": 1990})
OLD = Entity("old-lee", "Mayor Lee")


def example() -> Example:
    attrs = ({"entity": "lee"}, {"entity": "unknown"}, {"pair": "p1"})
    tags = [Annotation(str(at), at * 4, at * 4 + 3, "actor", "ann", one)
            for at, one in enumerate(attrs)]  # fmt: skip
    return Example(Article("a", "T", "Lee and Bo. Cy\n"), tuple(tags), entities=(LEE, OLD))


@pytest.mark.parametrize("name", ["jsonl", "csv", "tsv", "hf-jsonl", "hf"])
def test_what_is_read_is_what_was_written(name: str, tmp_path: Path) -> None:
    if name == "hf":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    chosen = format_named(name)
    loss = chosen.export(lambda: [example()], tmp_path / "out")
    assert not loss
    assert chosen.read
    (found,) = chosen.read(tmp_path / "out")
    assert isinstance(found, Example)
    assert found.entities == (LEE, OLD)
    assert [tag.attrs for tag in found.annotations] == [t.attrs for t in example().annotations]


def test_clusters_and_pairs_are_tables(tmp_path: Path) -> None:
    format_named("csv").export(lambda: [example()], tmp_path / "out")
    rows = {
        name: list(csv.reader((tmp_path / "out" / f"{name}.csv").read_text().splitlines()))
        for name in ("clusters", "pairs")
    }
    assert rows["clusters"] == [
        ["cluster", "entity", "name", "article", "span"],
        ["old-lee", "lee", "Ann Lee", "a", "0"],
    ]
    assert rows["pairs"] == [["pair", "article", "span"], ["p1", "a", "2"]]


def test_parquet_has_clusters_and_pairs_in_columns_that_others_read(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    format_named("hf").export(lambda: [example()], tmp_path / "out")
    (file,) = (tmp_path / "out" / "spans").glob("*.parquet")
    [row] = parquet.read_table(file).to_pylist()
    clusters = {one["id"]: one for one in json.loads(row["clusters"])}
    assert clusters.keys() == {"lee", "old-lee"}
    assert clusters["lee"]["same_as"] == ["old-lee"]
    borne = [json.loads(span["attrs"]) for span in row["spans"]]
    assert borne == [{"entity": "lee"}, {"entity": "unknown"}, {"pair": "p1"}]


def test_formats_without_values_name_them_as_lost(tmp_path: Path) -> None:
    loss = format_named("conll").export(lambda: [example()], tmp_path / "out")
    assert any("actor attribute" in line for line in loss.lines())
