"""Hugging Face datasets and transformers, seqeval and pandas on what postil exports."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from annotations.example import Example
from annotations.formats import Request, format_named

pytest.importorskip("datasets", reason="Hugging Face datasets is not installed")
# What these libraries warn each other of is not ours to mend.
pytestmark = [pytest.mark.conformance, pytest.mark.filterwarnings("ignore")]

SAMPLES = Path(__file__).parent.parent.parent / "sample_articles"
LABELS = ["actor", "date", "proposal", "quote"]
Run = Callable[..., str]


@pytest.fixture(params=["hf", "hf-jsonl"])
def loaded(
    request: pytest.FixtureRequest,
    corpus: list[Example],
    parts: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str], Any]:
    """Loads a layout of the corpus with the library."""
    import datasets

    folder = tmp_path / "dataset"
    asked = Request(parts=parts, negatives=True)
    format_named(request.param).export(lambda: corpus, folder, request=asked)
    return lambda layout: datasets.load_dataset(str(folder), layout, cache_dir=str(tmp_path / "c"))


def test_what_the_library_saves_comes_in_with_its_parts(tmp_path: Path) -> None:
    import datasets

    from annotations.formats.parts import parts_in

    names = datasets.ClassLabel(names=["O", "B-place", "I-place"])
    features = datasets.Features(
        {
            "tokens": datasets.Sequence(datasets.Value("string")),
            "ner_tags": datasets.Sequence(names),
        }
    )
    rows = {
        part: {"tokens": [[part, "at", "Port", "Anse"]], "ner_tags": [[0, 0, 1, 2]]}
        for part in ("train", "validation", "test")
    }
    made = datasets.DatasetDict(
        {part: datasets.Dataset.from_dict(row, features=features) for part, row in rows.items()}
    )
    made.save_to_disk(str(tmp_path / "saved"))
    again = datasets.load_from_disk(str(tmp_path / "saved"))
    again["train"].map(lambda row: {"tokens": row["tokens"][1:]}, load_from_cache_file=False)
    lines = tmp_path / "lines"
    lines.mkdir()
    for part, rows_of in made.items():
        rows_of.to_json(str(lines / f"{part}.jsonl"))
    head = datasets.DatasetInfo(features=features)._to_yaml_dict()
    said = {"dataset_info": head}
    (lines / "README.md").write_text(f"---\n{yaml.safe_dump(said)}---\n")
    for name, folder in (("hf", tmp_path / "saved"), ("hf-jsonl", lines)):
        found = list(format_named(name).reader()(folder))
        told = parts_in(folder)
        assert sorted(map(told, found)) == ["dev", "test", "train"]
        assert [[(a.label, a.start - one.article.text.index("Port")) for a in one.annotations]
                for one in found if isinstance(one, Example)] == [[("place", 0)]] * 3  # fmt: skip


def test_spans_load_with_class_labels_and_nothing_lost(
    loaded: Callable[[str], Any], corpus: list[Example]
) -> None:
    import datasets

    found = loaded("spans")
    assert {name: len(rows) for name, rows in found.items()} == {
        "train": 120,
        "validation": 20,
        "test": 20,
    }
    # In older versions a list of objects is a list of what one object is.
    spans_of = found["train"].features["spans"]
    label = (spans_of[0] if isinstance(spans_of, list) else spans_of.feature)["label"]
    assert isinstance(label, datasets.ClassLabel)
    assert label.names == LABELS
    rows = [row for part in ("train", "validation", "test") for row in found[part]]
    for row, example in zip(rows, corpus, strict=True):
        text = example.article.text
        assert (row["id"], row["text"], row["sha256"]) == (
            example.article.id,
            text,
            example.article.digest,
        )
        # The JSON loader takes a column of dates for times; docs/formats.md says so.
        assert row["published"] in ("2031-03-04", "2031-03-04 00:00:00")
        spans = [
            (s["id"], s["start"], s["end"], LABELS[s["label"]], s["text"], json.loads(s["attrs"]))
            for s in row["spans"]
        ]
        assert spans == [
            (a.id, a.start, a.end, a.label, text[a.start : a.end], a.attrs)
            for a in example.annotations
        ]
        assert [(k["type"], k["from"], k["to"]) for k in row["links"]] == [
            (k.type, k.source, k.target) for k in example.links
        ]


def test_dates_stay_as_they_are_in_parquet(corpus: list[Example], tmp_path: Path) -> None:
    import datasets

    format_named("hf").export(lambda: corpus, tmp_path / "d")
    found = datasets.load_dataset(str(tmp_path / "d"), "spans", cache_dir=str(tmp_path / "c"))
    assert set(found["train"]["published"]) == {"2031-03-04"}


def test_a_parquet_file_alone_bears_its_features(corpus: list[Example], tmp_path: Path) -> None:
    import datasets

    format_named("hf").export(lambda: corpus, tmp_path / "d")
    file = str(tmp_path / "d" / "tokens" / "train.parquet")
    found = datasets.load_dataset("parquet", data_files=file, cache_dir=str(tmp_path / "c"))
    tags = found["train"].features["ner_tags"].feature
    assert isinstance(tags, datasets.ClassLabel)
    assert tags.names[:3] == ["O", "B-actor", "I-actor"]


def test_tags_are_class_labels_that_a_scorer_understands(
    loaded: Callable[[str], Any], corpus: list[Example]
) -> None:
    import datasets
    from seqeval.metrics import f1_score
    from seqeval.metrics.sequence_labeling import get_entities
    from seqeval.scheme import IOB2

    rows = loaded("tokens")["train"]
    tagged = sum(1 for example in corpus[:120] if example.annotations)
    columns = ["ner_tags", *(f"{label}_tags" for label in LABELS)]
    assert [name for name in rows.column_names if name.endswith("_tags")] == columns
    for column, per_article in zip(columns, (4, 2, 1, 1, 1), strict=True):
        feature = rows.features[column].feature
        assert isinstance(feature, datasets.ClassLabel)
        tags = [[feature.int2str(tag) for tag in row] for row in rows[column]]
        assert f1_score(tags, tags, mode="strict", scheme=IOB2) == 1.0
        assert sum(len(get_entities(row)) for row in tags) == tagged * per_article
    for row in rows:
        assert len(row["tokens"]) == len(row["starts"]) == len(row["ends"])


def test_bioes_is_what_the_scorer_calls_iobes(corpus: list[Example], tmp_path: Path) -> None:
    from seqeval.scheme import IOBES, Entities

    format_named("conll").export(lambda: corpus, tmp_path / "c", request=Request(bioes=True))
    rows = (tmp_path / "c" / "date.conll").read_text(encoding="utf-8").split("\n")
    tags = [row.split()[-1] for row in rows if row and not row.startswith("-DOCSTART-")]
    tagged = sum(1 for example in corpus if example.annotations)
    assert len(Entities([tags], IOBES).entities[0]) == tagged


@pytest.mark.parametrize(("name", "separator"), [("csv", ","), ("tsv", "\t")])
def test_pandas_reads_the_tables(
    name: str, separator: str, corpus: list[Example], tmp_path: Path
) -> None:
    import pandas

    format_named(name).export(lambda: corpus, tmp_path / "t")
    spans = pandas.read_csv(tmp_path / "t" / f"spans.{name}", sep=separator, keep_default_na=False)
    articles = pandas.read_json(tmp_path / "t" / "documents.jsonl", lines=True, dtype=False)
    joined = spans.merge(articles, left_on="article", right_on="id", suffixes=("", "_of"))
    assert len(joined) == sum(len(e.annotations) for e in corpus)
    cut = [text[a:b] for text, a, b in zip(joined.text_of, joined.start, joined.end, strict=True)]
    assert cut == list(joined.text)


def test_the_page_on_training_is_true(
    training: Callable[[str], list[tuple[str, str]]], tmp_path: Path, run: Run
) -> None:
    pytest.importorskip("transformers", reason="transformers is not installed")
    (_, shell), (_, program) = training("Hugging Face")
    commands = [line for line in shell.splitlines() if not line.startswith("pip ")]
    (tmp_path / "sample_articles").symlink_to(SAMPLES)
    run("sh", "-ec", "\n".join(commands))
    _save_small_model(tmp_path / "distilbert-base-cased", tmp_path / "for-hf")
    (tmp_path / "train.py").write_text(program, encoding="utf-8")
    said = run(sys.executable, "train.py")
    assert "train_loss" in said
    assert any((tmp_path / "model").iterdir()) or "train_runtime" in said


def _save_small_model(folder: Path, dataset: Path) -> None:
    """A model of a few thousand weights where the page expects a large one; nothing is fetched."""
    import pyarrow.parquet
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import DistilBertConfig, DistilBertModel, PreTrainedTokenizerFast

    rows = pyarrow.parquet.read_table(dataset / "tokens" / "train.parquet", columns=["tokens"])
    words = [token for row in rows.column("tokens").to_pylist() for token in row]
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))  # type: ignore[no-untyped-call]
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    special = ["[UNK]", "[PAD]", "[CLS]", "[SEP]", "[MASK]"]
    trainer = trainers.WordPieceTrainer(vocab_size=500, special_tokens=special)
    tokenizer.train_from_iterator(words, trainer)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", model_max_length=256
    ).save_pretrained(folder)
    small = DistilBertConfig(vocab_size=500, dim=32, hidden_dim=64, n_layers=1, n_heads=2)
    DistilBertModel(small).save_pretrained(folder)
