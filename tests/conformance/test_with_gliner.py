"""GLiNER's processor, collator and a small model of its own on what postil exports."""

import json
from math import isfinite
from pathlib import Path
from typing import Any

import pytest

from annotations.example import Example
from annotations.formats import Request, format_named

pytest.importorskip("gliner", reason="GLiNER is not installed")
pytestmark = [pytest.mark.conformance, pytest.mark.filterwarnings("ignore")]

Row = dict[str, Any]


@pytest.fixture
def folder(corpus: list[Example], parts: dict[str, str], tmp_path: Path) -> Path:
    """The corpus as GLiNER is trained on."""
    format_named("gliner").export(lambda: corpus, tmp_path / "g", request=Request(parts=parts))
    return tmp_path / "g"


@pytest.fixture
def rows(folder: Path) -> list[Row]:
    return [
        row
        for part in ("train", "dev", "test")
        for row in json.loads((folder / f"{part}.json").read_text("utf-8"))
    ]


@pytest.fixture
def model(folder: Path, rows: list[Row]) -> Any:
    """A model with the exported width and random weights, whose words are those of the corpus."""
    import torch
    from gliner.config import UniEncoderSpanConfig
    from gliner.model import UniEncoderSpanGLiNER
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    torch.manual_seed(7)
    words = sorted({word for row in rows for word in row["tokenized_text"]})
    ids = {word: id for id, word in enumerate(["[PAD]", "[UNK]", *words])}
    plain = Tokenizer(models.WordLevel(ids, unk_token="[UNK]"))
    plain.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=plain, pad_token="[PAD]", unk_token="[UNK]"
    )
    size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    encoder = {"model_type": "bert", **size, "intermediate_size": 32, "vocab_size": len(ids)}
    config = UniEncoderSpanConfig(
        model_name="small",
        encoder_config=encoder,
        hidden_size=16,
        **json.loads((folder / "gliner_config.json").read_text("utf-8")),
    )
    found = UniEncoderSpanGLiNER(config, tokenizer=tokenizer)
    found.resize_embeddings()
    return found


def test_its_splitter_cuts_where_the_tokens_are(corpus: list[Example], rows: list[Row]) -> None:
    from gliner.data_processing.tokenizer import WhitespaceTokenSplitter

    texts = {one.article.id: one.article.text for one in corpus}
    for row in rows:
        text = texts[row["article"]][row["starts"][0] : row["ends"][-1]]
        found = [
            (word, row["starts"][0] + start) for word, start, _ in WhitespaceTokenSplitter()(text)
        ]
        assert found == list(zip(row["tokenized_text"], row["starts"], strict=True))


def test_every_span_is_among_its_labels_and_two_steps_are_taken(
    model: Any, rows: list[Row]
) -> None:
    import torch

    batch = model.data_processor.collate_raw_batch(rows)
    labels = model.data_processor.create_labels(batch)
    assert int(labels.sum()) == sum(len(row["ner"]) for row in rows) == 137 * 5
    assert {name for ids in batch["classes_to_id"] for name in ids} == {
        "quote", "proposal", "actor", "date",
    }  # fmt: skip
    given = model._create_data_collator()(rows[:16])
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    losses = []
    for _ in range(2):
        loss = model(**given).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(float(loss))
    assert all(map(isfinite, losses))
    assert losses[0] != losses[1]
