"""Which articles are compared, and what is said of those that are not."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Annotation
from annotations.article import Article
from annotations.corpus.evaluation import Comparison
from annotations.corpus.readings import parted
from annotations.errors import PostilError, UsageError
from annotations.example import Example


def written(path: Path, *articles: tuple[str, str, list[tuple[int, int, str]]]) -> Path:
    lines: list[dict[str, Any]] = [
        {
            "id": id,
            "text": text,
            "spans": [{"start": a, "end": b, "label": label} for a, b, label in spans],
        }
        for id, text, spans in articles
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_articles_of_two_files_meet_by_id_in_any_order(tmp_path: Path) -> None:
    gold = written(
        tmp_path / "gold.jsonl", ("x", "Oran spoke.", [(0, 4, "actor")]), ("y", "Nobody.", [])
    )
    predicted = written(
        tmp_path / "pred.jsonl", ("y", "Nobody.", [(0, 6, "actor")]), ("x", "Oran spoke.", [])
    )
    comparison = Comparison()
    one, other = comparison.files(gold, predicted)
    assert (one.id, one.length, one.tokens) == ("x", 11, ((0, 4), (5, 10), (10, 11)))
    assert (one.first, one.second) == ({(0, 4, "actor")}, set())
    assert (other.first, other.second) == (set(), {(0, 6, "actor")})
    assert (comparison.notes, comparison.problems) == ([], [])


def test_what_a_model_did_not_answer_it_missed(tmp_path: Path) -> None:
    gold = written(tmp_path / "gold.jsonl", ("x", "Oran spoke.", [(0, 4, "actor")]))
    predicted = written(tmp_path / "pred.jsonl", ("z", "Another.", [(0, 7, "actor")]))
    comparison = Comparison()
    (one,) = comparison.files(gold, predicted)
    assert (one.first, one.second) == ({(0, 4, "actor")}, set())
    missing, unasked = comparison.notes
    assert missing.endswith("all missed: 1 of 1 article.")
    assert "left out: 1 article of " in unasked


def test_another_text_under_the_same_id_is_left_out_and_named(tmp_path: Path) -> None:
    gold = written(tmp_path / "gold.jsonl", ("x", "Oran spoke.", []), ("y", "Yes.", []))
    predicted = written(tmp_path / "pred.jsonl", ("x", "Oran spoke!", []), ("y", "Yes.", []))
    comparison = Comparison()
    assert [pair.id for pair in comparison.files(gold, predicted)] == ["y"]
    assert comparison.problems == [f"x has a different text in {predicted} and was left out."]


def test_what_is_wrong_in_a_file_is_told_and_what_was_mended_is_noted(tmp_path: Path) -> None:
    gold = written(tmp_path / "gold.jsonl", ("x", "Oran spoke.", []))
    moved = {"start": 1, "end": 5, "label": "actor", "text": "Oran"}
    lines = [{"id": "x", "text": "Oran spoke.", "spans": [moved]}, {"id": "y", "text": ""}]
    predicted = tmp_path / "pred.jsonl"
    predicted.write_text("\n".join(map(json.dumps, lines)))
    comparison = Comparison()
    (one,) = comparison.files(gold, predicted)
    assert one.second == {(0, 4, "actor")}
    assert [note for note in comparison.notes if "was moved" in note] == comparison.notes
    assert ["has no text" in problem for problem in comparison.problems] == [True]


def test_a_gold_file_without_an_article_is_refused(tmp_path: Path) -> None:
    empty = written(tmp_path / "empty.jsonl")
    with pytest.raises(PostilError, match="is empty"):
        list(Comparison().files(empty, empty))
    with pytest.raises(PostilError, match="does not exist"):
        list(Comparison().files(tmp_path / "gone.jsonl", empty))


def tagged(id: str, *annotators: str) -> Example:
    tags = tuple(Annotation(name, 0, 4, "actor", name) for name in annotators)
    return Example(Article(id, "", "Oran spoke."), tags)


def test_annotators_are_compared_two_by_two_where_they_have_tagged() -> None:
    examples = [
        tagged("x", "ana", "ben", "carla"),
        tagged("y", "ana"),
        tagged("z", "carla"),
        tagged("v", "ana", "carla"),
        tagged("w"),
        PostilError("u is damaged."),
    ]
    comparison, names = Comparison(), ("ana", "ben", "carla")
    found = list(comparison.annotators(parted(examples, names), names))
    assert [(pair.id, *two, pair.weight) for two, pair in found] == [
        ("x", "ana", "ben", 0.5),
        ("x", "ana", "carla", 0.5),
        ("x", "ben", "carla", 0.5),
        ("v", "ana", "carla", 1),
    ]
    assert found[0][1].first == found[0][1].second == {(0, 4, "actor")}
    assert comparison.notes == ["Read by only one of them, so left out: 2 articles."]
    assert comparison.problems == ["u is damaged."]


@pytest.mark.parametrize("examples", [[tagged("x", "ana"), tagged("y", "ben")], [tagged("x")], []])
def test_annotators_that_share_no_article_are_refused(examples: list[Example]) -> None:
    names = ("ana", "ben")
    with pytest.raises(UsageError, match="by both ana and ben") as caught:
        list(Comparison().annotators(parted(examples, names), names))
    assert caught.value.hint
    assert caught.value.hint.startswith("So far, ana read")
