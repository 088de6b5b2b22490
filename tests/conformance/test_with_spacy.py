"""spaCy on what postil exports: its check of the data, training, its converter, its corpus."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.example import Example
from annotations.formats import Request, format_named

spacy = pytest.importorskip("spacy", reason="spaCy is not installed")
pytestmark = pytest.mark.conformance

SAMPLES = Path(__file__).parent.parent.parent / "sample_articles"
Run = Callable[..., str]


@pytest.fixture
def dataset(corpus: list[Example], parts: dict[str, str], tmp_path: Path) -> Path:
    """The corpus as DocBins."""
    request = Request(parts=parts)
    format_named("spacy").export(lambda: corpus, tmp_path / "dataset", request=request)
    return tmp_path / "dataset"


def test_debug_data_finds_nothing_wrong(dataset: Path, run: Run) -> None:
    said = run(sys.executable, "-m", "spacy", "debug", "data", "config.cfg", folder=dataset)
    assert "120 training docs" in said
    assert "20 evaluation docs" in said
    assert "No entities consisting of or starting/ending with whitespace" in said
    assert "Good amount of examples for all labels" in said


def test_some_steps_of_ner_and_spancat_learn_something(dataset: Path, run: Run) -> None:
    steps = ("--training.max_steps", "60", "--training.eval_frequency", "30")
    command = ("-m", "spacy", "train", "config.cfg", "--output", "model", *steps)
    run(sys.executable, *command, folder=dataset)
    scores = (
        "-m",
        "spacy",
        "evaluate",
        "model/model-best",
        "test.spacy",
        "--output",
        "scores.json",
    )
    run(sys.executable, *scores, folder=dataset)
    found = json.loads((dataset / "scores.json").read_text())
    assert set(found["ents_per_type"]) <= {"actor", "date", "proposal", "quote"}
    assert found["ents_f"] > 0.2
    assert set(found["spans_sc_per_type"]) <= {"actor", "date", "proposal", "quote"}


def test_the_spans_are_those_of_the_articles(
    dataset: Path, corpus: list[Example], parts: dict[str, str]
) -> None:
    from spacy.training import Corpus

    nlp = spacy.blank("en")
    docs = [
        e.reference
        for part in ("train", "dev", "test")
        for e in Corpus(dataset / f"{part}.spacy")(nlp)
    ]
    for doc, example in zip(docs, corpus, strict=True):
        assert doc.text == example.article.text
        found = {(s.text, s.label_) for s in doc.spans["sc"]}
        text = example.article.text
        expected = {(text[a.start : a.end], a.label) for a in example.annotations}
        assert found == {("Velmarkians" if w == "Velmark" else w, label) for w, label in expected}
        assert len(doc.ents) == (4 if expected else 0)  # the proposal lies inside the quote


def test_its_converter_reads_the_columns(corpus: list[Example], tmp_path: Path, run: Run) -> None:
    from spacy.tokens import DocBin

    format_named("conll").export(lambda: corpus, tmp_path / "columns")
    (tmp_path / "out").mkdir()
    tagged = sum(1 for example in corpus if example.annotations)
    for label in ("quote", "date", "flat"):
        command = ("-m", "spacy", "convert", f"columns/{label}.conll", "out", "-c", "ner")
        run(sys.executable, *command)
        docs = (
            DocBin()
            .from_disk(tmp_path / "out" / f"{label}.spacy")
            .get_docs(spacy.blank("en").vocab)
        )
        count = sum(len(doc.ents) for doc in docs)
        assert count == tagged * (4 if label == "flat" else 1)


def test_the_page_on_training_is_true(
    training: Callable[[str], list[tuple[str, str]]], tmp_path: Path, run: Run
) -> None:
    (_, shell), (_, program) = training("spaCy")
    commands = [line for line in shell.splitlines() if not line.startswith("pip ")]
    assert len(shell.splitlines()) + len(program.splitlines()) <= 12
    (tmp_path / "sample_articles").symlink_to(SAMPLES)
    run("sh", "-ec", "\n".join(commands))
    (tmp_path / "try.py").write_text(program, encoding="utf-8")
    first, second = run(sys.executable, "try.py").splitlines()
    assert first.startswith("[")
    assert second.startswith("[")
    (_, before), (_, predicting), (_, after) = training("Bringing predictions into postil")
    (tmp_path / "predict.py").write_text(predicting, encoding="utf-8")
    run("sh", "-ec", before)
    run(sys.executable, "predict.py")
    assert "Suggestions added: " in run("sh", "-ec", after)
