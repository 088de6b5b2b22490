"""GLiNER: pieces that its model takes whole, spans on its own words, and the width they need."""

import json
from pathlib import Path
from typing import Any

from annotations.annotation import Annotation, Link
from annotations.article import Article
from annotations.example import Example
from annotations.formats import Request, format_named, recognised
from annotations.formats.loss import Loss
from annotations.formats.reading import Unread
from tests.annotations.formats.foreign import read


def tag(text: str, words: str, label: str, id: str) -> Annotation:
    start = text.index(words)
    return Annotation(id, start, start + len(words), label, "ana")


def exported(
    tmp_path: Path, text: str, *tags: Annotation, links: tuple[Link, ...] = (), **options: Any
) -> tuple[list[dict[str, Any]], Loss]:
    given = [Example(Article("talks", "", text), tags, links)]
    loss = format_named("gliner").export(
        lambda: given, tmp_path / "out", request=Request(**options)
    )
    assert recognised(tmp_path / "out").name == "gliner"
    return json.loads((tmp_path / "out" / "train.json").read_text("utf-8")), loss


def test_the_last_token_is_named_and_links_go_by_number(tmp_path: Path) -> None:
    text = "Mara-Lena Oss met Kai."
    tags = tag(text, "Mara-Lena Oss", "actor", "1"), tag(text, "Kai", "actor", "2")
    (row,), _ = exported(tmp_path, text, *tags, links=(Link("met", "1", "2"),))
    assert row["tokenized_text"] == ["Mara-Lena", "Oss", "met", "Kai", "."]
    assert row["ner"] == [[0, 1, "actor"], [3, 3, "actor"]]
    assert row["relations"] == [[0, 1, "met"]]
    assert row["ner_labels"] == ["actor", "date", "proposal", "quote"]


def test_a_span_inside_a_word_of_gliners_is_widened_or_has_finer_tokens(tmp_path: Path) -> None:
    text = "The Oss-led group left."
    (row,), loss = exported(tmp_path, text, tag(text, "Oss", "actor", "1"))
    assert row["ner"] == [[1, 1, "actor"]]
    assert [lost.what for lost in loss.lost] == ["widened"]
    (row,), loss = exported(
        tmp_path / "words", text, tag(text, "Oss", "actor", "1"), tokens="words"
    )
    assert row["tokenized_text"][1:4] == ["Oss", "-", "led"]
    assert not loss


def test_the_width_of_the_longest_span_stands_beside_it(tmp_path: Path) -> None:
    text = "“" + "word " * 20 + "word”, Mara said."
    rows, loss = exported(tmp_path, text, tag(text, text[:-12], "quote", "1"))
    config = json.loads((tmp_path / "out" / "gliner_config.json").read_text())
    (first, last, _) = rows[0]["ner"][0]
    assert config["max_width"] == last - first + 1 == 23
    assert [lost.what for lost in loss.lost] == ["wider than 12 tokens"]


def test_long_texts_are_cut_between_paragraphs_and_links_over_the_cut_are_told(
    tmp_path: Path,
) -> None:
    text = "Mara spoke.\n" + "A word. \n" * 200 + "Kai left.\n"
    tags = tag(text, "Mara", "actor", "1"), tag(text, "Kai", "actor", "2")
    rows, loss = exported(tmp_path, text, *tags, links=(Link("met", "1", "2"),))
    assert all(len(row["tokenized_text"]) <= 384 for row in rows)
    assert len(rows) == 2
    assert [(lost.kind, lost.label) for lost in loss.lost] == [("link", "met")]
    found = read("gliner", tmp_path / "out")
    assert [one.home[0] for one in found] == ["talks", "talks"]


def test_rows_of_others_come_in_and_what_is_wrong_in_them_is_named(tmp_path: Path) -> None:
    good = {"tokenized_text": ["Mara", "left", "."], "ner": [[0, 0, "person"]], "cats": {"a": 1}}
    bad = {"tokenized_text": ["Mara"], "ner": [[0, 1, "person"]]}
    (tmp_path / "data.json").write_text(json.dumps([good, bad]))
    assert recognised(tmp_path / "data.json").name == "gliner"
    told, example, wrong = read("gliner", tmp_path / "data.json")
    assert isinstance(told, Unread)
    assert example.article.text == "Mara left."
    assert [(a.start, a.end, a.label) for a in example.annotations] == [(0, 4, "person")]
    assert "no tokens 0 to 1" in str(wrong)
