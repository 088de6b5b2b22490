"""Records of other tools: their spans and relations come in, what has no place is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.corpus.importing import bring_in
from annotations.formats import format_named, recognised
from annotations.formats.reading import Found
from annotations.project import Project
from annotations.sources.tables.annotation_columns import annotation_like

TEXT = "Mara Oss met Kai Brandl in Velm."
MARA, KAI = (0, 8, "actor"), (13, 23, "actor")


def found(tmp_path: Path, *rows: dict[str, Any], array: bool = False) -> list[Found]:
    file = tmp_path / "in"
    lines = [json.dumps({"text": TEXT} | row) for row in rows]
    file.write_text("[" + ",\n".join(lines) + "]" if array else "\n".join(lines))
    read = recognised(file).read
    assert read
    return list(read(file))


def taken(
    tmp_path: Path, *rows: dict[str, Any], array: bool = False
) -> tuple[list[tuple[int, int, str]], list[str]]:
    """The tags that the project has afterwards, and all that was said to have gone wrong."""
    store = Project(tmp_path / "project").store
    _, problems = bring_in(store, found(tmp_path, *rows, array=array))
    tags = [
        (a.start, a.end, a.label)
        for one in store.articles()
        for a in store.load(one.id).annotations.values()
        if a.stands
    ]
    return sorted(tags), problems


@pytest.mark.parametrize(
    "row",
    [
        {"label": [[0, 8, "actor"], [13, 23, "actor"]]},
        {"labels": [[0, 8, "actor"], [13, 23, "actor"]]},
        {
            "entities": [
                {"id": 4, "label": "actor", "start_offset": 0, "end_offset": 8},
                {"id": 5, "label": "actor", "start_offset": 13, "end_offset": 23},
            ],
            "relations": [],
        },
        {"entities": [[0, 8, "actor"], {"start": 13, "end": 23, "label": "actor"}]},
        {"entities": {"start": [0, 13], "end": [8, 23], "label": ["actor", "actor"]}},
        {"entities": json.dumps([[0, 8, "actor"], [13, 23, "actor"]])},
        {"label": [{"start": s, "end": e, "labels": ["actor"]} for s, e in ((0, 8), (13, 23))]},
        {"ents": [{"start_char": s, "stop": e, "type": "actor"} for s, e in ((0, 8), (13, 23))]},
        {"annotations": [{"begin": 0, "end": 8, "tag": "actor"}, [13, 23, "actor"]]},
        {"spans": [[0, 8, "actor"]], "entities": [[13, 23, "actor"], [0, 8, "actor"]]},
        {"spans": [{"id": 7, "start": 0, "end": 8, "label": "actor", "token_start": 0}],
         "tags": [[13, 23, "actor"]]},
    ],
)  # fmt: skip
@pytest.mark.parametrize("array", [False, True])
def test_spans_come_in_under_whatever_name(
    row: dict[str, Any], array: bool, tmp_path: Path
) -> None:
    assert taken(tmp_path, row, array=array) == ([MARA, KAI], [])


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ({"cats": {"sport": 1.0}}, "cats"),
        ({"label": "sport"}, "label"),
        ({"tags": ["sport", "boats"]}, "tags"),
        ({"links": ["https://example.org/2"]}, "links"),
        ({"relations": [{"head": 0, "tail": 1}]}, "relations"),
        ({"answer": "Velm"}, "answer"),
        ({"score": 0.25}, "score"),
        ({"predictions": [[0, 8, "actor"]]}, "predictions"),
        ({"pos_tags": ["NN"]}, "pos_tags"),
        ({"spans": [[0, 8, "actor"]], "kb_id": "Q9"}, "kb_id"),
        ({"spans": [{"start": 0, "end": 8, "label": "actor", "kb_id": "Q9"}]}, "kb_id"),
        ({"spans": [[0, 8, "actor", "sure"]]}, "value 4"),
        ({"label": [[0, 8, "actor"]], "spans": "none"}, "spans"),
    ],
)
def test_what_has_no_place_is_named_once_with_its_number(
    row: dict[str, Any], named: str, tmp_path: Path
) -> None:
    other = {**row, "text": f"{TEXT} Again."}
    tags, problems = taken(tmp_path, {}, row, other)
    assert len(tags) == 2 * ("spans" in row or named == "spans")
    (problem,) = problems
    assert f"\u201c{named}\u201d" in problem
    assert "in 2 records" in problem
    assert "line 2" in problem


@pytest.mark.parametrize(
    "row",
    [
        {"label": None, "cats": {}, "relations": [], "answer": "accept", "tags": []},
        {"_input_hash": 4, "tokens": [{"text": "Mara", "start": 0, "end": 4}], "author": "Ana"},
    ],
)
def test_what_is_empty_or_says_nothing_of_the_text_is_no_loss(
    row: dict[str, Any], tmp_path: Path
) -> None:
    assert taken(tmp_path, row) == ([], [])


def test_names_of_metadata_are_none_of_annotations() -> None:
    assert not any(map(annotation_like, ("title", "source", "link", "category", "keywords")))
    assert all(map(annotation_like, ("ner_tags", "NER", "kb_id", "quote_spans", "Entities")))


# Answers


def test_only_what_was_accepted_is_gold(tmp_path: Path) -> None:
    spans = [{"start": 0, "end": 8, "label": "actor"}]
    rows = [
        {"text": f"{TEXT} {number} {answer}", "spans": spans, "answer": answer}
        for number, answer in enumerate(("accept", "reject", "ignore", "ignore"))
    ]
    store = Project(tmp_path / "project").store
    brought, problems = bring_in(store, found(tmp_path, *rows))
    assert (brought.articles, brought.annotations, brought.suggestions) == (4, 1, 1)
    assert problems == []
    rejected, ignored = brought.mended
    assert "rejected suggestions" in rejected
    assert "ignore were left out: in 2 records" in ignored
    verdicts = {
        store.article(one.id).text.split()[-1]: [  # type: ignore[union-attr]
            a.verdict for a in store.load(one.id).annotations.values()
        ]
        for one in store.articles()
    }
    assert verdicts == {"accept": [""], "reject": ["rejected"], "ignore": []}
    assert {one.status for one in store.articles()} == {"open"}


# Relations


@pytest.mark.parametrize(
    "row",
    [
        {
            "entities": [
                {"id": 31, "label": "actor", "start_offset": 0, "end_offset": 8},
                {"id": 32, "label": "actor", "start_offset": 13, "end_offset": 23},
            ],
            "relations": [{"id": 1, "from_id": 31, "to_id": 32, "type": "met"}],
        },
        {
            "spans": [[0, 8, "actor"], [13, 23, "actor"]],
            "relations": [
                {
                    "head": 1,
                    "child": 4,
                    "head_span": {"start": 0, "end": 8, "label": "actor"},
                    "child_span": {"start": 13, "end": 23, "label": "actor"},
                    "label": "met",
                }
            ],
        },
        {
            "spans": [
                {"id": "x", "start": 0, "end": 8, "label": "actor"},
                {"id": "y", "start": 13, "end": 23, "label": "actor"},
            ],
            "relations": [{"from": "x", "to": "y", "type": "met"}],
        },
    ],
)
def test_relations_are_links(row: dict[str, Any], tmp_path: Path) -> None:
    *_, example = found(tmp_path, row)
    first, second = example.annotations  # type: ignore[union-attr]
    (link,) = example.links  # type: ignore[union-attr]
    assert (link.type, link.source, link.target) == ("met", first.id, second.id)


def test_ids_of_another_tool_hide_no_tag_of_a_later_file(tmp_path: Path) -> None:
    def row(start: int, end: int) -> dict[str, Any]:
        return {"entities": [{"id": 1, "start_offset": start, "end_offset": end, "label": "actor"}]}

    taken(tmp_path, row(0, 8))
    assert taken(tmp_path, row(13, 23)) == ([MARA, KAI], [])


# Other readers


def test_columns_of_a_table_that_were_not_used_are_named(tmp_path: Path) -> None:
    (tmp_path / "spans.csv").write_text("article,start,end,label,kb_id\na,0,8,actor,Q9\n")
    store = Project(tmp_path / "project").store
    (tmp_path / "documents.jsonl").write_text(json.dumps({"id": "a", "text": TEXT, "cats": "x"}))
    for path in (tmp_path, tmp_path / "spans.csv"):
        read = format_named("csv").read
        assert read
        _, problems = bring_in(store, read(path))
        assert any("kb_id" in problem for problem in problems)
        assert any("cats" in problem for problem in problems) == (path == tmp_path)


def test_columns_between_token_and_tag_with_other_tags_are_named(tmp_path: Path) -> None:
    rows = ["Mara NNP B-NP B-actor", "met VBD B-VP O", "Kai NNP B-NP B-actor"]
    (tmp_path / "a").write_text("\n".join(rows))
    unread, example = list(format_named("conll").read(tmp_path / "a"))  # type: ignore[misc]
    assert "Column 3" in str(unread)
    assert len(example.annotations) == 2  # type: ignore[union-attr]


def test_a_doc_with_more_than_spans_says_so(tmp_path: Path) -> None:
    pytest.importorskip("spacy", reason="spacy is not installed")
    import spacy
    from spacy.tokens import DocBin, Span

    doc = spacy.blank("en").make_doc(TEXT)
    doc.ents = [Span(doc, 0, 2, "actor", kb_id="Q9")]
    doc.spans["sc"], doc.spans["other"] = [Span(doc, 3, 5, "actor")], [Span(doc, 0, 1, "x")]
    doc.cats = {"sport": 1.0}
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "a")
    *said, _, example = list(format_named("spacy").read(tmp_path / "a"))  # type: ignore[misc]
    names = ("Entities", "other", "cats", "kb_id")
    assert [name in str(one) for name, one in zip(names, said, strict=True)] == [True] * 4
    assert len(example.annotations) == 2  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("columns", "labels", "unread"),
    [
        ({"tags": ["B-actor", "I-actor", "O"]}, ["actor"], []),
        ({"labels": ["B-actor", "I-actor", "O"]}, ["actor"], []),
        (
            {"pos_tags": ["NNP", "NNP", "VBD"], "ner_tags": ["B-actor", "I-actor", "O"]},
            ["actor"],
            ["pos_tags"],
        ),
        (
            {"actor_tags": ["B-actor", "I-actor", "O"], "date_tags": ["O", "O", "B-date"]},
            ["actor", "date"],
            [],
        ),
        ({"ner_tags": ["O", "O", "O"], "relations": [{"a": 1}]}, [], ["relations"]),
        ({"intent": "leave"}, [], ["intent"]),
    ],
)
def test_tokens_have_their_tags_in_whatever_column(
    columns: dict[str, Any], labels: list[str], unread: list[str], tmp_path: Path
) -> None:
    (tmp_path / "a").write_text(json.dumps({"tokens": ["Mara", "Oss", "left"], **columns}))
    *said, example = list(format_named("hf-jsonl").read(tmp_path / "a"))  # type: ignore[misc]
    assert [a.label for a in example.annotations] == labels  # type: ignore[union-attr]
    assert [str(one).split("\u201c")[1].split("\u201d")[0] for one in said] == unread


def test_a_parquet_file_may_name_its_columns_otherwise(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    import pyarrow
    import pyarrow.parquet

    spans = [[{"start": 0, "end": 8, "label": "actor"}]]
    table = pyarrow.table({"text": [TEXT], "entities": spans, "cats": [["sport"]]})
    pyarrow.parquet.write_table(table, tmp_path / "a")
    unread, *_, example = list(format_named("hf").read(tmp_path / "a"))  # type: ignore[misc]
    assert "cats" in str(unread)
    assert [(a.start, a.end) for a in example.annotations] == [(0, 8)]  # type: ignore[union-attr]
