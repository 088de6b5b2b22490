"""flair: its reader of columns finds every span, and its tagger trains on them."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from annotations.example import Example
from annotations.formats import Request, format_named, recognised
from annotations.formats.training.alignment import tokens

pytest.importorskip("flair", reason="flair is not installed")
# What these libraries warn each other of is not ours to mend.
pytestmark = [pytest.mark.conformance, pytest.mark.filterwarnings("ignore")]

LABELS = ["actor", "date", "proposal", "quote"]


def columns(folder: Path, layer: str) -> Any:
    """The corpus that flair makes of one layer."""
    from flair.datasets import ColumnCorpus

    files = {f"{part}_file": f"{part}/{layer}.conll" for part in ("train", "dev", "test")}
    mark = "-DOCSTART-"
    return ColumnCorpus(folder, {0: "text", 3: "ner"}, document_separator_token=mark, **files)


@pytest.fixture
def exported(corpus: list[Example], parts: dict[str, str], tmp_path: Path) -> Path:
    """The corpus as columns, in three parts."""
    folder = tmp_path / "columns"
    format_named("conll").export(lambda: corpus, folder, request=Request(parts=parts))
    return folder


@pytest.mark.parametrize("layer", LABELS)
def test_every_span_of_a_layer_is_found(layer: str, corpus: list[Example], exported: Path) -> None:
    found = columns(exported, layer)
    sentences = [one for part in (found.train, found.dev, found.test) for one in part]
    said = Counter(
        (" ".join(token.text for token in span.tokens), span.tag)
        for sentence in sentences
        for span in sentence.get_spans("ner")
    )
    assert said == Counter(
        (" ".join(_words(example, tag.start, tag.end)), layer)
        for example in corpus
        for tag in example.annotations
        if tag.label == layer
    )
    assert sum(sentence.is_document_boundary for sentence in sentences) == len(corpus)


def _words(example: Example, start: int, end: int) -> list[str]:
    """The whole tokens that a span touches."""
    text = example.article.text
    return [text[a:b] for a, b in tokens(text) if a < end and b > start]


def test_a_tagger_trains_on_it_and_postil_reads_what_it_predicts(
    exported: Path, tmp_path: Path
) -> None:
    from flair.embeddings import OneHotEmbeddings
    from flair.models import SequenceTagger
    from flair.trainers import ModelTrainer

    found = columns(exported, "date")
    known = found.make_label_dictionary("ner", add_unk=False)
    words = OneHotEmbeddings.from_corpus(found, embedding_length=8)
    tagger = SequenceTagger(words, known, "ner", hidden_size=8, rnn_layers=1)
    trained = ModelTrainer(tagger, found).train(
        tmp_path / "model", max_epochs=1, embeddings_storage_mode="none"
    )
    assert 0 <= trained["test_score"] <= 1
    predicted = tmp_path / "model" / "test.tsv"
    assert recognised(predicted).name == "conll"
    read = [one for one in format_named("conll").reader()(predicted) if isinstance(one, Example)]
    assert len(read) == 20
