"""Datasets of tokens as others keep them: which column, which scheme, which names, which parts."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.errors import PostilError
from annotations.formats import recognised
from annotations.formats.parts import parts_in
from tests.annotations.formats.foreign import read

WORDS = ["Talks", "in", "Port", "Oslin", "end", "."]
TAGS = ["O", "O", "B-LOC", "I-LOC", "O", "O"]
NUMBERS = [0, 0, 1, 2, 0, 0]
NAMES = ["O", "B-LOC", "I-LOC"]
POS = ["NNS", "IN", "NNP", "NNP", "VBP", "."]


def tags_of(example: Any) -> list[tuple[str, str]]:
    text = example.article.text
    return [(text[a.start : a.end], a.label) for a in example.annotations]


@pytest.mark.parametrize(
    ("row", "label", "unread"),
    [
        ({"tokens": WORDS, "ner_tags": TAGS, "tags": ["B-x"] * 6}, "LOC", ["tags"]),
        ({"tokens": WORDS, "pos_tags": POS, "tags": TAGS}, "LOC", ["pos_tags"]),
        ({"tokens": WORDS, "labels": TAGS, "lang": "en"}, "LOC", []),
        ({"words": WORDS, "ner": TAGS}, "LOC", []),
        ({"tokens": WORDS, "ner_tags": TAGS, "spans": ["LOC: Port Oslin"]}, "LOC", ["spans"]),
        ({"words": WORDS, "ner": ["O", "O", "place", "place", "O", "O"]}, "place", []),
        ({"tokens": WORDS, "tags": ["O", "O", "LOC", "LOC", "O", "O"]}, "LOC", []),
        ({"tokens": WORDS, "tags": [None, None, "LOC", "LOC", None, ""]}, "LOC", []),
        ({"tokens": WORDS, "ner_tags": TAGS, "text": " ".join(WORDS)}, "LOC", []),
    ],
)
def test_the_tags_are_found_in_whatever_column(
    row: dict[str, Any], label: str, unread: list[str], tmp_path: Path
) -> None:
    (tmp_path / "a").write_text(json.dumps(row))
    assert recognised(tmp_path / "a").name == "hf-jsonl"
    *said, example = read("hf-jsonl", tmp_path / "a")
    assert tags_of(example) == [("Port Oslin", label)]
    assert [str(one).split("“")[1].split("”")[0] for one in said] == unread


def test_parts_of_speech_are_no_entities(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(json.dumps({"tokens": WORDS, "tags": POS}))
    unread, example = read("hf-jsonl", tmp_path / "a")
    assert "“tags” was not read" in str(unread)
    assert tags_of(example) == []


def test_what_else_a_row_says_is_kept(tmp_path: Path) -> None:
    row = {"id": "7", "tokens": WORDS, "ner_tags": TAGS, "domain": "ports", "language": "en"}
    (tmp_path / "a").write_text(json.dumps(row))
    (example,) = read("hf-jsonl", tmp_path / "a")
    assert example.article.meta.more == {"domain": "ports", "row": "7"}
    assert example.article.meta.language == "en"


@pytest.mark.parametrize("text", ["Talks in  Port\u00a0Oslin\nend.", "Talks in Port Oslin end ."])
def test_the_text_beside_tokens_is_the_article(text: str, tmp_path: Path) -> None:
    row = {"id": "x", "text": text, "tokens": WORDS, "ner_tags": TAGS}
    (tmp_path / "a").write_text(json.dumps(row))
    (example,) = read("hf-jsonl", tmp_path / "a")
    assert (example.article.id, example.article.text) == ("x", text)
    assert [("".join(words.split()), label) for words, label in tags_of(example)] == [
        ("PortOslin", "LOC")
    ]


def test_a_text_of_other_words_than_the_tokens_is_told(tmp_path: Path) -> None:
    row = {"text": "Something else.", "tokens": WORDS, "ner_tags": TAGS}
    (tmp_path / "a").write_text(json.dumps(row))
    said, example = read("hf-jsonl", tmp_path / "a")
    assert "the text is not that of its tokens" in str(said)
    assert tags_of(example) == [("Port Oslin", "LOC")]


_YAML = """\
---
license: mit
dataset_info:
- config_name: other
  features:
  - name: ner_tags
    sequence:
      class_label:
        names:
          '0': no
          '1': B-x
- config_name: news
  features:
  - name: tokens
    sequence: string
  - name: ner_tags
    {kind}:
      class_label:
        names:
          '0': O
          '1': B-LOC
          '10': B-DATE
          '2': I-LOC
---
# A dataset
"""
_FEATURE = {"feature": {"names": NAMES, "_type": "ClassLabel"}, "_type": "Sequence"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("README.md", _YAML.format(kind="sequence")),
        ("README.md", _YAML.format(kind="list")),
        ("news/dataset_info.json", json.dumps({"features": {"ner_tags": _FEATURE}})),
        ("dataset_infos.json", json.dumps({"news": {"features": {"ner_tags": _FEATURE}}})),
    ],
)
def test_numbers_have_the_names_that_lie_beside_them(name: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / name).write_text(said)
    file = tmp_path / "news" / "train.jsonl"
    file.write_text(json.dumps({"tokens": WORDS, "ner_tags": NUMBERS}))
    for path in (tmp_path, tmp_path / "news", file):
        (example,) = read("hf-jsonl", path)
        assert tags_of(example) == [("Port Oslin", "LOC")]


@pytest.mark.parametrize("said", ["---\n- [\n---\n", "no head", "---\ndataset_info: 3\n---\n"])
def test_a_readme_that_names_nothing_is_no_hindrance(said: str, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(said)
    (tmp_path / "a.jsonl").write_text(json.dumps({"tokens": WORDS, "ner_tags": NUMBERS}))
    with pytest.raises(PostilError, match="has numbers in ner_tags, but no names"):
        read("hf-jsonl", tmp_path)


def test_names_that_do_not_reach_are_told_with_the_number(tmp_path: Path) -> None:
    from annotations.formats import format_named

    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"tokens": WORDS, "ner_tags": [0, -100, 1, 2, 0, 9]}))
    (problem,) = format_named("hf-jsonl").reader(NAMES)(file)
    assert "ner_tags has the number 9, but there are 3 names" in str(problem)


def _saved(folder: Path, numbers: list[int] = NUMBERS, state: bool = True) -> None:
    """A part as `Dataset.save_to_disk` of datasets writes it."""
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    import pyarrow
    import pyarrow.ipc

    folder.mkdir(parents=True)
    table = pyarrow.table({"tokens": [[folder.name, *WORDS]], "ner_tags": [[0, *numbers]]})
    info = {"info": {"features": {"ner_tags": _FEATURE}}}
    table = table.replace_schema_metadata({"huggingface": json.dumps(info)})
    for name in ("data-00000-of-00001.arrow", "cache-0f3.arrow"):
        with pyarrow.ipc.new_stream(str(folder / name), table.schema) as out:
            out.write_table(table)
    files = [{"filename": "data-00000-of-00001.arrow"}]
    (folder / "state.json").write_text(json.dumps({"_data_files": files}))
    (folder / "dataset_info.json").write_text(json.dumps({"features": {"ner_tags": _FEATURE}}))


def test_what_save_to_disk_wrote_is_read_with_its_parts(tmp_path: Path) -> None:
    for part in ("train", "validation", "test"):
        _saved(tmp_path / "d" / part)
    (tmp_path / "d" / "dataset_dict.json").write_text('{"splits": ["train", "validation", "test"]}')
    assert recognised(tmp_path / "d").name == "hf"
    found = read("hf", tmp_path / "d")
    assert [tags_of(one) for one in found] == [[("Port Oslin", "LOC")]] * 3
    assert [parts_in(tmp_path / "d")(one) for one in found] == ["test", "train", "dev"]


def test_a_stream_that_is_cut_off_is_refused_wherever_that_is(tmp_path: Path) -> None:
    _saved(tmp_path / "d")
    file = tmp_path / "d" / "data-00000-of-00001.arrow"
    whole = file.read_bytes()
    for size in (9, len(whole) // 2, len(whole) - 8, len(whole) - 1):
        file.write_bytes(whole[:size])
        with pytest.raises(PostilError, match="cannot be read"):
            read("hf", file)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("1\tPort Oslin\tB-LOC\n2\tcalled\tO\n\n1\tMara\tO\n", [("Port Oslin", "LOC")]),
        ("0 Port B-LOC\n1 Oslin I-LOC\n2 won O\n\n0 Mara O\n", [("Port Oslin", "LOC")]),
        ("# id a\ten\n1\tPort\tB-LOC\tO\n2\tOslin\tI-LOC\tO\n", []),
        ("#\thttp://example.org [2031]\n1\tOslin\tB-LOC\n2\twon\tO\n", [("Oslin", "LOC")]),
        ("Port Oslin\tB-LOC\nin May\tO\n", [("Port Oslin", "LOC")]),
        ("Port LOC\nOslin LOC\nwon O\nin O\nMay O\n", [("Port Oslin", "LOC")]),
        ("# a b c\nOslin\tplace\nwon\tO\nin\tO\n#\tO\n", [("Oslin", "place")]),
        ("3 O\n4 O\nOslin B-LOC\n", [("Oslin", "LOC")]),
        ("1 CD O\n3 CD O\n4 CD B-N\n", [("4", "N")]),
    ],
)
def test_columns_stand_where_the_file_has_them(
    rows: str, said: list[tuple[str, str]], tmp_path: Path
) -> None:
    (tmp_path / "a").write_text(rows)
    assert recognised(tmp_path / "a").name == "conll"
    *_, example = read("conll", tmp_path / "a")
    assert tags_of(example) == said
    assert "#" in example.article.text or "#\t" not in rows or "http" in rows


def test_files_of_parts_are_no_layers_of_each_other(tmp_path: Path) -> None:
    for name in ("train.txt", "eng.testa", "news-test.conll"):
        (tmp_path / name).write_text(f"{name} B-LOC\nwon O\n")
    found = read("conll", tmp_path)
    assert {tags_of(one)[0][0] for one in found} == {"train.txt", "eng.testa", "news-test.conll"}
    told = parts_in(tmp_path)
    assert sorted(map(told, found)) == ["dev", "test", "train"]


def _docs(file: Path, groups: dict[str, list[tuple[int, int, str]]], **more: Any) -> None:
    pytest.importorskip("spacy", reason="spaCy is not installed")
    import numpy
    import spacy
    from spacy.tokens import Doc, DocBin, Span, SpanGroup

    doc = Doc(spacy.blank("en").vocab, words=WORDS, spaces=more.get("spaces", [True] * 6))
    doc.ents = [Span(doc, *one) for one in more.get("ents", [])]
    for name, spans in groups.items():
        scores = {"scores": numpy.array(more["scores"])} if "scores" in more else {}
        found = [Span(doc, *one) for one in spans]
        doc.spans[name] = SpanGroup(doc, name=name, spans=found, attrs=scores)
    doc.user_data = more.get("beside", {})
    DocBin(docs=[doc], store_user_data=True).to_disk(file)


PLACE, TIME, OTHER = (2, 4, "LOC"), (4, 5, "TIME"), (0, 1, "X")


@pytest.mark.parametrize(
    ("groups", "ents", "labels", "said"),
    [
        ({"sc": [PLACE]}, [PLACE], ["LOC"], []),
        ({}, [PLACE], ["LOC"], []),
        ({"sc": []}, [PLACE], ["LOC"], []),
        (
            {"sc": [PLACE]},
            [TIME],
            ["LOC", "TIME"],
            ["Entities that are not among the spans of “sc” were read with them"],
        ),
        (
            {"sc": [PLACE], "ruler": [OTHER], "gold": [TIME]},
            [],
            ["LOC"],
            ["The span group “gold” was not read", "The span group “ruler” was not read"],
        ),
        (
            {"ruler": [OTHER], "gold": [TIME]},
            [],
            ["X", "TIME"],
            ["The span groups “ruler” and “gold” were read as one"],
        ),
    ],
)
def test_spans_of_a_doc_are_not_united_without_a_word(
    groups: Any, ents: Any, labels: list[str], said: list[str], tmp_path: Path
) -> None:
    _docs(tmp_path / "a", groups, ents=ents)
    *told, example = read("spacy", tmp_path / "a")
    assert [a.label for a in example.annotations] == labels
    assert [one.told for one in told] == said


def test_scores_of_spancat_come_with_their_spans(tmp_path: Path) -> None:
    _docs(tmp_path / "a", {"sc": [TIME, PLACE]}, scores=[0.25, 0.75])
    (example,) = read("spacy", tmp_path / "a")
    assert [(a.label, a.score) for a in example.annotations] == [("LOC", 0.75), ("TIME", 0.25)]


def test_what_a_doc_has_beside_is_named(tmp_path: Path) -> None:
    _docs(tmp_path / "a", {"sc": [PLACE]}, beside={"scores": [1], "page": 3})
    told, _ = read("spacy", tmp_path / "a")
    assert told.told == "“scores” of the Doc was not read"
