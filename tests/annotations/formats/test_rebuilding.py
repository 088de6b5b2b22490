"""Rows, tokens and Docs of other tools: put together as articles, or refused by name."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.errors import PostilError
from annotations.formats import recognised
from annotations.formats.reading import Rebuilt, Unplaced
from tests.annotations.formats.foreign import TEXT, needed, read


def test_rows_for_articles_that_are_not_there_wait_for_them(tmp_path: Path) -> None:
    (tmp_path / "spans.csv").write_text("article,start,end,label\na,2,6,actor\n")
    (one,) = read("csv", tmp_path / "spans.csv")
    assert isinstance(one, Unplaced)
    assert one.id == "a"


# Tokens and tags


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("B-a I-a O", [(0, 2, "a")]),
        ("I-a I-a I-b", [(0, 2, "a"), (2, 3, "b")]),
        ("I-a B-a O", [(0, 1, "a"), (1, 2, "a")]),
        ("S-a E-a I-a", [(0, 1, "a"), (1, 2, "a"), (2, 3, "a")]),
        ("B-a I-a E-a", [(0, 3, "a")]),
        ("U-a B-a L-a", [(0, 1, "a"), (1, 3, "a")]),
        ("B-a-b I-a-b O", [(0, 2, "a-b")]),
    ],
)
def test_tags_of_every_scheme(tags: str, expected: list[Any], tmp_path: Path) -> None:
    rows = [f"w{n} {tag}\n" for n, tag in enumerate(tags.split())]
    (tmp_path / "a").write_text("".join(rows))
    (example,) = read("conll", tmp_path / "a")
    assert isinstance(example, Rebuilt)
    assert example.article.text == "w0 w1 w2"
    found = [(a.start // 3, (a.end + 1) // 3, a.label) for a in example.annotations]
    assert found == expected


def test_a_text_is_put_together_as_it_would_be_written(tmp_path: Path) -> None:
    rows = "“|Oh|,|”|said|Oran|(|30|)|.||It|cost|$|5|!".split("|")
    (tmp_path / "a").write_text("".join(f"{word} O\n" if word else "\n" for word in rows))
    (example,) = read("conll", tmp_path / "a")
    assert example.article.text == "“Oh,” said Oran (30).\nIt cost $5!"


def test_layers_over_other_tokens_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.conll").write_text("Oran B-actor\n")
    (tmp_path / "b.conll").write_text("Ben B-date\n")
    with pytest.raises(PostilError, match="its tokens are not the tokens of"):
        read("conll", tmp_path)


def test_numbers_without_names_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_text('{"tokens": ["Oran"], "ner_tags": [3]}\n')
    with pytest.raises(PostilError, match="has numbers in ner_tags, but no names for them"):
        read("hf-jsonl", tmp_path / "a")


@pytest.mark.parametrize(
    "fields",
    [
        {"tokens": ["a", "b"], "ner_tags": ["O"]},
        {"tokens": ["", "\u00a0"], "ner_tags": ["O", "O"]},
        {"tokens": ["a", ""], "ner_tags": ["O", "B-PER"]},
        {"tokens": ["a", "b"], "ner_tags": ["B-PER", "PER"]},
    ],
)
def test_a_row_that_is_no_row_is_refused_alone(fields: dict[str, Any], tmp_path: Path) -> None:
    good = {"tokens": ["Oran", "spoke"], "ner_tags": ["B-PER", "O"]}
    (tmp_path / "a").write_text(json.dumps(fields) + "\n" + json.dumps(good) + "\n")
    problem, example = read("hf-jsonl", tmp_path / "a")
    assert "row" not in problem.message or "line 1" in problem.message
    assert example.article.text == "Oran spoke"


def test_parquet_of_tokens_is_read_by_the_names_in_its_schema(tmp_path: Path) -> None:
    needed("hf")
    import pyarrow
    import pyarrow.parquet

    feature = {"feature": {"names": ["O", "B-PER"], "_type": "ClassLabel"}, "_type": "List"}
    table = pyarrow.table({"tokens": [["Oran", "spoke"]], "ner_tags": [[1, 0]]})
    info = {"info": {"features": {"ner_tags": feature}}}
    table = table.replace_schema_metadata({"huggingface": json.dumps(info)})
    pyarrow.parquet.write_table(table, tmp_path / "a")
    assert recognised(tmp_path / "a").name == "hf"
    (example,) = read("hf", tmp_path / "a")
    assert [(a.label, a.start, a.end) for a in example.annotations] == [("PER", 0, 4)]


# Docs


def test_the_spans_of_a_doc_are_those_it_has_now(dataset: Callable[[str], Path]) -> None:
    file = dataset("spacy")
    import spacy
    from spacy.tokens import DocBin, Span

    docs = list(DocBin().from_disk(file).get_docs(spacy.blank("en").vocab))
    docs[0].ents, docs[0].spans["sc"] = [], [Span(docs[0], 1, 3, "quote")]
    DocBin(docs=docs, store_user_data=True).to_disk(file)
    first, second = read("spacy", file)
    assert [(a.label, a.annotator) for a in first.annotations] == [("quote", "imported")]
    assert [(a.id, a.annotator) for a in second.annotations] == [("1", "ana")]
    assert (first.article.id, first.article.text) == ("a", TEXT + "a")


def test_foreign_docs_are_examples(tmp_path: Path) -> None:
    needed("spacy")
    import spacy
    from spacy.tokens import Doc, DocBin, Span

    nlp = spacy.blank("en")
    doc = nlp.make_doc("Oran left.")
    doc.ents = [Span(doc, 0, 1, "PER")]
    spaceless = Doc(nlp.vocab, words=["Ben", "stayed"])
    spaceless.ents = [Span(spaceless, 0, 1, "PER")]
    DocBin(docs=[doc, spaceless]).to_disk(tmp_path / "a")
    assert recognised(tmp_path / "a").name == "spacy"
    first, second = read("spacy", tmp_path / "a")
    assert [(a.label, a.start, a.end) for a in first.annotations] == [("PER", 0, 4)]
    assert second.article.text == "Ben stayed"
