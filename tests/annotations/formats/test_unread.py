"""Whatever looks like annotations and is not read is named, wherever in a record it stands."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from annotations.article import Article, Metadata
from annotations.example import Example
from annotations.formats import format_named
from annotations.formats.reading import Unread
from tests.annotations.formats.foreign import read
from tui.cli import postil

TEXT = "Tove Arne sold the yard in Lunn."
SPAN = {"start": 0, "end": 9, "label": "who"}
TOKENS = ["Tove", "Arne", "sold"]
TAGS = ["B-who", "I-who", "O"]
CASES: list[tuple[dict[str, Any], list[str]]] = [
    ({"meta": {"annotations": [[27, 31, "where"]]}}, ["annotations"]),
    ({"meta": {"labels": {"a": 1}, "score": 0.5, "desk": "north"}}, ["labels", "score"]),
    ({"meta": {"split": "test", "is_gold": True}}, ["is_gold"]),
    ({"meta": {"split": "unlabelled"}}, ["split"]),
    ({"fold": 3}, ["fold"]),
    ({"split": "validation"}, []),
    ({"Entities": [[27, 31, "where"]]}, ["Entities"]),
    ({"eventTriggers": [{"at": 3}], "SCORES": [1]}, ["SCORES", "eventTriggers"]),
    ({"is_gold": False, "ground_truth": True}, ["ground_truth", "is_gold"]),
    ({"clusters": [[[0, 9], [27, 31]]]}, ["clusters"]),
    ({"clusters": [{"id": "tove", "name": "Tove Arne"}]}, []),
    ({"codes": ["A1", "B2"]}, ["codes"]),
    ({"codes": {"ana": {"frame": "trade"}}}, []),
    ({"status": "reviewed"}, ["status"]),
    ({"status": "done"}, []),
    ({"annotators": ["ana", "ben"]}, ["annotators"]),
    ({"tokens": [{"text": "Tove", "start": 0, "end": 4, "ner": "B-who"}]}, ["ner"]),
    ({"tokens": [{"text": "Tove", "start": 0, "end": 4, "id": 0, "ws": True}]}, []),
    ({"topic": "harbours", "keywords": ["yard", "sale"]}, []),
]


def unread(name: str, record: dict[str, Any], folder: Path) -> tuple[list[str], Example]:
    (folder / "a.jsonl").write_text(json.dumps(record), "utf-8")
    *told, example = read(name, folder / "a.jsonl")
    assert all(isinstance(one, Unread) for one in told)
    return sorted(str(one).split("“")[1].split("”")[0] for one in told), example


@pytest.mark.parametrize(("more", "named"), CASES)
def test_it_is_named_once(more: dict[str, Any], named: list[str], tmp_path: Path) -> None:
    told, example = unread("jsonl", {"text": TEXT, "spans": [SPAN], **more}, tmp_path)
    assert told == named
    assert len(example.annotations) == 1


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"iob2": ["B-x", "O", "O"]}, ["iob2"]),
        ({"wiki": ["Q1", "Q1", None]}, ["wiki"]),
        ({"starts": [0, 5, 10], "ids": [7, 8, 9], "token_ids": [0, 1, 2]}, []),
        ({"keywords": ["yard", "sale"]}, []),
    ],
)
def test_what_is_said_of_each_token_is_named(
    more: dict[str, Any], named: list[str], tmp_path: Path
) -> None:
    told, _ = unread("hf-jsonl", {"tokens": TOKENS, "ner_tags": TAGS, **more}, tmp_path)
    assert told == named


def test_who_annotated_a_record_made_its_spans(tmp_path: Path) -> None:
    spans = [SPAN, {**SPAN, "start": 27, "end": 31, "annotator": "ben"}]
    told, example = unread("jsonl", {"text": TEXT, "spans": spans, "annotator": "ana"}, tmp_path)
    assert told == []
    assert [tag.annotator for tag in example.annotations] == ["ana", "ben"]
    assert example.article.meta.more == {}


def test_metadata_is_kept_even_where_it_is_named(tmp_path: Path) -> None:
    record = {"text": TEXT, "meta": {"score": "0.5", "desk": "north"}}
    _, example = unread("jsonl", record, tmp_path)
    assert example.article.meta.more == {"score": "0.5", "desk": "north"}


@pytest.mark.parametrize("name", ["jsonl", "labelstudio", "doccano", "prodigy", "csv", "hf-jsonl"])
def test_metadata_that_postil_wrote_is_no_annotation(name: str, tmp_path: Path) -> None:
    """Whoever adds a corpus with a column of tags exports it with each article."""
    meta = Metadata(source="Gazette", more={"tags": "ports", "labels": "a", "desk": "north"})
    given = Example(Article("a", "A", TEXT, meta))
    format_named(name).export(lambda: [given], tmp_path / "out")
    told = [one for one in read(name, tmp_path / "out") if isinstance(one, Unread)]
    assert told == []


def test_it_ends_with_1_unless_it_is_known_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [{"text": f"{TEXT} {n}", "spans": [SPAN], "meta": {"score": n}} for n in range(1, 4)]
    Path("a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    asked = ["import", "a.jsonl", "--project", "p"]
    told = CliRunner().invoke(postil, asked)
    assert told.exit_code == 1
    assert (
        "“score” of meta was not read: in 3 records, the first in a.jsonl, line 1." in told.stderr
    )
    assert CliRunner().invoke(postil, [*asked, "--ignore", "score"]).exit_code == 0


def test_what_a_dialogue_says_besides_is_named(tmp_path: Path) -> None:
    span = {"text": "Tove Arne", "label": "who", "occurrence": 1, "certainty": "low"}
    turns = [
        {"role": "user", "content": TEXT},
        {"role": "assistant", "content": "I read it."},
        {"role": "assistant", "content": json.dumps({"spans": [span]})},
    ]
    told, example = unread("chat", {"messages": turns, "score": 1}, tmp_path)
    assert told == ["answers", "certainty", "score"]
    assert [tag.label for tag in example.suggestions] == ["who"]


def test_what_else_a_task_of_label_studio_has_is_named(tmp_path: Path) -> None:
    value = {"start": 0, "end": 9, "text": "Tove Arne", "labels": ["who"]}
    region = {"id": "r", "from_name": "l", "to_name": "t", "type": "labels", "value": value}
    done = {"id": 3, "result": [region], "ground_truth": True, "lead_time": 2.5}
    data = {"text": TEXT, "desk": "north", "entities": [[0, 4, "who"]]}
    task = {"id": 1, "data": data, "annotations": [done], "comments": [{"text": "sure?"}]}
    told, example = unread("labelstudio", task, tmp_path)
    assert told == ["comments", "entities", "ground_truth"]
    assert len(example.annotations) == 1


def test_what_else_a_row_of_gliner_has_is_named(tmp_path: Path) -> None:
    row = {"tokenized_text": TOKENS, "ner": [[0, 1, "who"]], "classifications": ["trade"]}
    told, _ = unread("gliner", row, tmp_path)
    assert told == ["classifications"]


WRITTEN = (
    "goldLabels|GOLD_LABELS|gold labels|gold-labels|kbId|isGold|nerTags|annotations.label|_labels"
    "|Topic Class|toneScore|entity_mentions"
)


@pytest.mark.parametrize("name", WRITTEN.split("|"))
def test_a_name_is_known_however_it_is_written(name: str, tmp_path: Path) -> None:
    told, _ = unread("jsonl", {"text": TEXT, name: "a"}, tmp_path)
    assert told == [name]


@pytest.mark.parametrize(
    "name", ["section", "classified", "scoreboard", "tagline", "linked", "Spain"]
)
def test_other_words_are_metadata(name: str, tmp_path: Path) -> None:
    told, example = unread("jsonl", {"text": TEXT, name: "a"}, tmp_path)
    assert told == []
    assert example.article.meta.more == {name: "a"}
