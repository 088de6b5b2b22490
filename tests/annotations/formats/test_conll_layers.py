"""Layers of CoNLL for spans that overlap: what is in them, and what is said to be lost."""

import warnings
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import Annotation
from annotations.article import Article
from annotations.example import Example
from annotations.formats.loss import Loss, Lost
from annotations.formats.training.alignment import tokens
from tests.annotations.formats.conll_files import Entity, entities_of, sentences_of, written


def lost(loss: Loss) -> Counter[tuple[str, str]]:
    """How many spans of a label were dropped, or left out of which file."""
    found = Counter[tuple[str, str]]()
    for one, count in loss.lost.items():
        if one.kind == "span":
            found[one.label, one.what] += count
    return found


def on_tokens(text: str, annotations: Iterable[Annotation]) -> set[Entity]:
    found = list(tokens(text))
    entities = set()
    for a in annotations:
        touched = [i for i, (start, end) in enumerate(found) if start < a.end and a.start < end]
        if touched:
            entities.add((a.label, touched[0], touched[-1]))
    return entities


def test_what_is_lost_is_said(examples: list[Example], tmp_path: Path) -> None:
    loss = written(examples, tmp_path / "out")
    assert loss.lines() == [
        "3 articles with 10 spans; lost:",
        "  1 actor attribute left out: conll has no attributes",
        "  1 date attribute left out: conll has no attributes",
        "  1 frame code left out: conll has no codes",
        "  1 pages code left out: conll has no codes",
        "  1 sure code left out: conll has no codes",
        "  1 speaker link left out: conll has no links",
        "  1 actor note left out: conll has no notes",
        "  1 date span left out of flat.conll: a longer span is there",
        "  2 odd label/name spans called odd_label/name in tags: a tag holds no white space",
        "  1 odd label/name span left out of flat.conll: a longer span is there",
        "  1 odd label/name span left out of odd_label_name.conll: a longer span is there",
        "  1 odd label/name span trimmed: it has white space at its edges",
        "  1 odd label/name span widened: it begins or ends inside a token",
        "  2 proposal spans left out of flat.conll: a longer span is there",
        "  1 proposal span left out of proposal.conll: a longer span is there",
    ]


def test_a_scorer_finds_every_span_of_a_layer(examples: list[Example], tmp_path: Path) -> None:
    first = examples[0]
    written([first], tmp_path / "out")
    for label in ("actor", "date", "quote"):
        expected = on_tokens(first.article.text, (a for a in first.annotations if a.label == label))
        assert entities_of(tmp_path / "out" / f"{label}.conll") == expected


_pieces = st.sampled_from(
    [
        "Oran",
        " ",
        " ",
        "said",
        ". ",
        "\n\n",
        "“",
        "”",
        "e\u0301",
        "漢字",
        "👍",
        "\u00a0",
        "1,5",
        "-",
    ]
)


@given(data=st.data(), pieces=st.lists(_pieces, min_size=1, max_size=60))
def test_spans_on_tokens_come_back_from_their_layer(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, pieces: list[str]
) -> None:
    text = "".join(pieces)
    found = list(tokens(text))
    annotations, taken = [], 0
    while found and taken < len(found) and data.draw(st.booleans()):
        first = data.draw(st.integers(taken, len(found) - 1))
        last = data.draw(st.integers(first, len(found) - 1))
        label = data.draw(st.sampled_from(["a", "b b"]))
        span = (found[first][0], found[last][1])
        annotations.append(Annotation(str(first), *span, label, "ana"))
        taken = last + 1
    folder = tmp_path_factory.mktemp("conll") / "out"
    loss = written([Example(Article("1", "T", text), tuple(annotations))], folder)
    assert loss.lost.keys() <= {
        Lost("span", "b b", "called b_b in tags", "a tag holds no white space")
    }
    assert [t for s in sentences_of(folder / "flat.conll") for t, _ in s] == [
        text[start:end] for start, end in found
    ]
    expected = {(label.replace(" ", "_"), *at) for label, *at in on_tokens(text, annotations)}
    assert entities_of(folder / "flat.conll") == expected


def layer_of(file: Path) -> list[Entity]:
    """What seqeval's metrics find, read the way that trains a tagger: one row of tags a file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = "seqeval.metrics.sequence_labeling"
        labeling = pytest.importorskip(module, reason="seqeval is not installed")
    tags = [tag for sentence in sentences_of(file) for _, tag in sentence]
    return list(labeling.get_entities(tags))


@given(data=st.data(), pieces=st.lists(_pieces, min_size=1, max_size=40))
def test_of_overlapping_spans_a_layer_has_all_but_those_said_to_be_dropped(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, pieces: list[str]
) -> None:
    text = "".join(pieces)
    annotations = []
    for number in range(data.draw(st.integers(0, 8))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        label = data.draw(st.sampled_from(["actor", "date"]))
        annotations.append(Annotation(str(number), start, end, label, "ana"))
    folder = tmp_path_factory.mktemp("conll") / "out"
    loss = written([Example(Article("1", "T", text), tuple(annotations))], folder)
    gone = lost(loss)
    for label in {annotation.label for annotation in annotations}:
        layer = [annotation for annotation in annotations if annotation.label == label]
        found = layer_of(folder / f"{label}.conll")
        assert set(found) <= on_tokens(text, layer)
        out = gone[label, "dropped"] + gone[label, f"left out of {label}.conll"]
        assert len(found) == len(layer) - out
    flat = layer_of(folder / "flat.conll")
    assert set(flat) <= on_tokens(text, annotations)
    out = sum(n for (_, what), n in gone.items() if what in ("dropped", "left out of flat.conll"))
    assert len(flat) == len(annotations) - out
