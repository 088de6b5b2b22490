"""Pairs and clusters: what people said of two articles, and nothing that they did not."""

import json
from pathlib import Path
from typing import Any

from annotations.annotation import FINE, OTHER, Annotation, Decision, judged
from annotations.article import Article
from annotations.compare.decided import SAME
from annotations.compare.sides import COMPARE
from annotations.entity import Entity
from annotations.example import Example
from annotations.formats import Request, format_named
from annotations.formats.loss import Loss

ONE = "Mara Oss said “we stay”. Oss left."
TWO = "“We will stay,” said Mayor Oss. “No.”"
WORDS = ("“we stay”", "“No.”")
DENIED = (COMPARE, SAME, "1q", "2n")


def tag(text: str, words: str, label: str, id: str, **attrs: str) -> Annotation:
    start = text.index(words)
    return Annotation(id, start, start + len(words), label, "ana", attrs)


def given(*decisions: Decision) -> list[Example]:
    one = (
        tag(ONE, "Mara Oss", "actor", "1a", entity="oss"),
        tag(ONE, "“we stay”", "quote", "1q", pair="p"),
        tag(ONE, "Oss left"[:3] + " left", "actor", "1b", entity="oss"),
    )
    two = (
        tag(TWO, "“We will stay,”", "quote", "2q", pair="p"),
        tag(TWO, "Mayor Oss", "actor", "2a", entity="oss"),
        tag(TWO, "“No.”", "quote", "2n"),
    )
    oss = (Entity("oss", "Mara Oss"),)
    return [
        Example(Article("one", "", ONE), one, decisions=decisions, entities=oss),
        Example(Article("two", "", TWO), two, decisions=decisions, entities=oss),
    ]


def exported(
    tmp_path: Path, examples: list[Example], **options: Any
) -> tuple[list[Any], list[Any], Loss]:
    out = tmp_path / "out"
    loss = format_named("pairs").export(lambda: examples, out, request=Request(**options))
    rows = (
        [
            json.loads(line)
            for file in sorted((out / kind).iterdir())
            for line in file.read_text("utf-8").splitlines()
        ]
        for kind in ("pairs", "clusters")
    )
    return next(rows), next(rows), loss


def said(pairs: list[Any]) -> set[tuple[str, bool, str, str]]:
    return {(p["by"], p["same"], p["first"]["text"], p["second"]["text"]) for p in pairs}


def test_pairs_entities_and_what_is_not_the_same(tmp_path: Path) -> None:
    no = Decision(COMPARE, DENIED, judged(*WORDS), OTHER, by="ana", at="2031-03-04")
    pairs, clusters, loss = exported(tmp_path, given(no))
    assert said(pairs) == {
        ("pair", True, "“we stay”", "“We will stay,”"),
        ("entity", True, "Mara Oss", "Mayor Oss"),
        ("entity", True, "Oss left", "Mayor Oss"),
        ("", False, "“we stay”", "“No.”"),
    }
    (oss,) = clusters
    assert (oss["id"], oss["name"], len(oss["mentions"])) == ("oss", "Mara Oss", 3)
    assert not loss


def test_what_was_judged_in_other_words_or_taken_back_is_none(tmp_path: Path) -> None:
    stale = Decision(COMPARE, DENIED, judged("“we go”", "“No.”"), OTHER, at="2031-03-04")
    now = judged(*WORDS)
    no = Decision(COMPARE, DENIED, now, OTHER, at="2031-03-04")
    later = Decision(COMPARE, DENIED, now, FINE, at="2031-03-05")
    for number, decisions in enumerate(((stale,), (no, later))):
        pairs, _, _ = exported(tmp_path / str(number), given(*decisions))
        assert all(pair["same"] for pair in pairs)


def test_pairs_over_two_parts_are_told_and_clusters_are_of_each(tmp_path: Path) -> None:
    pairs, clusters, loss = exported(tmp_path, given(), parts={"one": "train", "two": "test"})
    assert pairs == []
    assert sorted(len(one["mentions"]) for one in clusters) == [1, 2]
    assert [(lost.kind, lost.why) for lost in loss.lost] == [
        ("link", "its articles are in two parts")
    ]
