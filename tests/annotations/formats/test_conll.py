"""CoNLL folders: the exact bytes, what readers make of them, and what is said to be lost."""

import re
import warnings
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import Annotation
from annotations.article import Article
from annotations.example import Example
from annotations.formats import Request, conll, conll_reading, recognised
from annotations.formats.alignment import names_in_tags
from annotations.formats.loss import Loss, Lost
from annotations.formats.tokens import tokens

Entity = tuple[str, int, int]


def written(examples: Iterable[Example], folder: Path, **options: Any) -> Loss:
    folder.mkdir()
    return conll.write(lambda: examples, folder, Request(**options))


def lost(loss: Loss) -> Counter[tuple[str, str]]:
    """How many spans of a label were dropped, or left out of which file."""
    found = Counter[tuple[str, str]]()
    for one, count in loss.lost.items():
        if one.kind == "span":
            found[one.label, one.what] += count
    return found


def sentences_of(file: Path) -> list[list[tuple[str, str]]]:
    """Tokens and tags by sentence, as a reader splits them: at blank lines and at white space."""
    sentences: list[list[tuple[str, str]]] = [[]]
    for row in file.read_text(encoding="utf-8").split("\n"):
        columns = row.split()
        if not columns:
            sentences.append([])
        elif columns[0] != "-DOCSTART-":
            token, one, two, tag = columns
            assert (one, two) == ("-X-", "-X-")
            sentences[-1].append((token, tag))
    return [sentence for sentence in sentences if sentence]


def entities_of(file: Path) -> set[Entity]:
    """What seqeval, the usual scorer, finds: label, first and last token of the whole file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scheme = pytest.importorskip("seqeval.scheme", reason="seqeval is not installed")
    found, offset = set(), 0
    for sentence in sentences_of(file):
        tags = [tag for _, tag in sentence]
        for entity in scheme.Tokens(tags, scheme.IOB2).entities:
            found.add((entity.tag, entity.start + offset, entity.end - 1 + offset))
        offset += len(tags)
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


def test_every_file_covers_every_article(examples: list[Example], tmp_path: Path) -> None:
    written(examples, tmp_path / "out")
    expected = [
        e.article.text[start:end] for e in examples for start, end in tokens(e.article.text)
    ]
    for file in (tmp_path / "out").iterdir():
        assert [token for sentence in sentences_of(file) for token, _ in sentence] == expected
        assert file.read_text(encoding="utf-8").count("-DOCSTART- -X- -X- O\n\n") == len(examples)


@given(
    text=st.text(max_size=80),
    spans=st.lists(st.tuples(st.integers(0, 80), st.integers(1, 80), st.text(max_size=4))),
)
def test_any_text_and_any_label_give_files_that_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, text: str, spans: list[tuple[int, int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("conll") / "out"
    annotations = tuple(
        Annotation(str(number), start, min(start + length, len(text)), label, "ana")
        for number, (start, length, label) in enumerate(spans)
        if start < len(text)
    )
    written([Example(Article("1", "T", text), annotations)], folder)
    assert all(conll_reading.looks_like(file.read_bytes()) for file in folder.iterdir())
    for file in folder.iterdir():
        words = [token for sentence in sentences_of(file) for token, _ in sentence]
        assert "".join(words) == "".join(text.split())


def test_labels_with_odd_names_get_files_of_their_own(tmp_path: Path) -> None:
    labels = [
        "a/b",
        "a b",
        "A/B",
        "flat",
        "..",
        "../x",
        "\x1b[31m",
        "актор",
        "漢" * 300,
        "",
        "C:\\n",
    ]
    tags = tuple(Annotation(label, 0, 3, label, "ana") for label in labels)
    written([Example(Article("1", "T", "one"), tags)], tmp_path / "out")
    names = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert len({name.casefold() for name in names}) == len(labels) + 1
    assert all(re.fullmatch(r"[\w.-]+\.conll", name) for name in names)
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_no_sentence_breaks_inside_a_span(tmp_path: Path) -> None:
    text = "One. Two.\n\nThree. Four."
    start, end = text.index("Two"), text.index("Three") + 5
    example = Example(Article("1", "T", text), (Annotation("1", start, end, "quote", "ana"),))
    written([example], tmp_path / "out")
    for name in ("flat", "quote"):
        found = sentences_of(tmp_path / "out" / f"{name}.conll")
        assert [" ".join(t for t, _ in s) for s in found] == ["One .", "Two . Three .", "Four ."]


def test_many_spans_of_a_long_article_take_no_time_to_speak_of(tmp_path: Path) -> None:
    text = "word " * 20_000
    tags = tuple(Annotation(f"{n:05}", n * 20, n * 20 + 4, "actor", "ana") for n in range(5000))
    written([Example(Article("1", "T", text), tags)], tmp_path / "out")
    assert len(entities_of(tmp_path / "out" / "actor.conll")) == 5000


def test_spacy_reads_it(examples: list[Example], tmp_path: Path) -> None:
    pytest.importorskip("spacy", reason="spaCy is not installed")
    from spacy.training.converters import conll_ner_to_docs

    written(examples[:1], tmp_path / "out")
    data = (tmp_path / "out" / "actor.conll").read_text(encoding="utf-8")
    (doc, *_) = conll_ner_to_docs(data, no_print=True)
    assert [entity.text for entity in doc.ents] == ["O\u0301ran", "東"]


@given(labels=st.lists(st.text(max_size=4) | st.sampled_from(["a b", "a_b", "a\u00a0b", "a_b_"])))
def test_no_two_labels_have_one_name_in_tags(labels: list[str]) -> None:
    names = names_in_tags(labels)
    assert list(names) == list(dict.fromkeys(labels))
    assert len(set(names.values())) == len(names)
    for label, name in names.items():
        assert name.split() == [name]
        assert name == label or label.split() != [label] or not label.isprintable()


def test_labels_that_differ_in_a_space_stay_two(tmp_path: Path) -> None:
    tags = (Annotation("1", 0, 4, "town hall", "ana"), Annotation("2", 9, 12, "town_hall", "ana"))
    loss = written([Example(Article("1", "T", "Oran and Ben"), tags)], tmp_path / "out")
    found = {label for label, *_ in entities_of(tmp_path / "out" / "flat.conll")}
    assert found == {"town_hall", "town_hall_"}
    said = "town hall span called town_hall_ in tags: a tag holds no white space"
    assert said in "\n".join(loss.lines())


@pytest.mark.parametrize(
    ("rows", "words", "label"),
    [
        ("Port Anse\tNNP\tB-place\nsleeps\tVBZ\tO\n", "Port Anse", "place"),
        ("Port Anse B-place\nsleeps O\nstill O\n", "Port Anse", "place"),
        ("4\u00a0May B-date\nis O\nnear O\n", "4\u00a0May", "date"),
        ("Port\u2003Anse\tB-place\nsleeps\tO\n", "Port\u2003Anse", "place"),
        ("Port\tB-the place\nAnse\tI-the place\nsleeps\tO\n", "Port Anse", "the place"),
        ("Port|\u00ad|Anse\tB-place\n", "Port|\u00ad|Anse", "place"),
    ],
)
def test_a_token_may_hold_white_space(rows: str, words: str, label: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_text(rows, encoding="utf-8")
    assert recognised(tmp_path / "a").name == "conll"
    *said, example = conll_reading.read(tmp_path / "a")
    assert isinstance(example, Example)
    (tag,) = example.annotations
    assert (example.article.text[tag.start : tag.end], tag.label) == (words, label)
    assert all("more columns" in str(one) for one in said)
    assert len(said) == rows.startswith("Port Anse B")
