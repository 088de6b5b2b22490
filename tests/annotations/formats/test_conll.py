"""CoNLL folders: their files, what readers make of them, and odd labels, tokens and texts."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import Annotation
from annotations.article import Article
from annotations.example import Example
from annotations.formats import recognised
from annotations.formats.training import conll_reading
from annotations.formats.training.alignment import names_in_tags, tokens
from tests.annotations.formats.conll_files import entities_of, sentences_of, written


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
