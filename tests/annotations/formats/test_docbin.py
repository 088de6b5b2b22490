"""DocBins: parts and shards, the language's tokens, and a config that reaches the longest span."""

from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Annotation
from annotations.article import Article, Metadata
from annotations.example import Example
from annotations.formats import Request, format_named

spacy = pytest.importorskip("spacy", reason="spaCy is not installed")


def example(id: str, text: str, *places: tuple[int, int], language: str | None = "en") -> Example:
    tags = tuple(Annotation(f"{id}{n}", *place, "quote", "ana") for n, place in enumerate(places))
    return Example(Article(id, "T", text, Metadata(language=language)), tags)


def exported(folder: Path, *examples: Example, **asked: Any) -> list[str]:
    loss = format_named("spacy").export(lambda: examples, folder, request=Request(**asked))
    return loss.lines()


def docs(path: Path) -> list[Any]:
    from spacy.training import Corpus

    return [one.reference for one in Corpus(path)(spacy.blank("en"))]


def config(folder: Path) -> Any:
    from spacy.util import load_config

    return load_config(folder / "config.cfg")


def test_a_part_for_each_and_the_config_names_them(tmp_path: Path) -> None:
    out = tmp_path / "out"
    exported(out, example("a", "one"), example("b", "two"), parts={"a": "train", "b": "dev"})
    assert config(out)["paths"] | {} == {
        "train": "train.spacy",
        "dev": "dev.spacy",
        "vectors": None,
        "init_tok2vec": None,
    }
    assert [doc.text for doc in docs(out / "dev.spacy")] == ["two"]
    assert "There is no part to measure on" not in (out / "config.cfg").read_text()


def test_without_a_part_to_measure_on_it_says_so(tmp_path: Path) -> None:
    exported(tmp_path / "out", example("a", "one"))
    assert config(tmp_path / "out")["paths"]["dev"] == "train.spacy"
    assert "There is no part to measure on" in (tmp_path / "out" / "config.cfg").read_text()


def test_a_large_part_becomes_a_folder_of_shards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.formats.training.docbin._SHARD", 10)
    found = [example(str(n), f"number {n} of them all", (0, 6)) for n in range(9)]
    exported(tmp_path / "out", *found)
    shards = sorted(file.name for file in (tmp_path / "out" / "train").iterdir())
    assert shards == ["00001.spacy", "00002.spacy", "00003.spacy", "00004.spacy", "00005.spacy"]
    assert config(tmp_path / "out")["paths"]["train"] == "train"
    assert [doc.text for doc in docs(tmp_path / "out" / "train")] == [e.article.text for e in found]
    read = format_named("spacy").read
    assert read
    assert [one.article.id for one in read(tmp_path / "out")] == [str(n) for n in range(9)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        (["de", "de-AT", "en"], "de"),
        ([None, None, "en"], "xx"),
        (["qqq", "qqq"], "xx"),
        ([], "xx"),
    ],
)
def test_the_language_is_that_of_most_articles(
    languages: list[str | None], expected: str, tmp_path: Path
) -> None:
    found = [example(str(n), "Oran.", language=language) for n, language in enumerate(languages)]
    exported(tmp_path / "out", *found)
    assert config(tmp_path / "out")["nlp"]["lang"] == expected


@pytest.mark.parametrize("language", ["/", ".", "", "en.lex_attrs", "punctuation", "..en", "qq"])
def test_what_is_no_language_of_spacys_has_the_tokens_of_any(tmp_path: Path, language: str) -> None:
    exported(tmp_path / "out", example("a", "one two", (0, 3), language=language))
    assert config(tmp_path / "out")["nlp"]["lang"] == "xx"


def test_the_suggester_reaches_the_longest_span_up_to_forty_tokens(tmp_path: Path) -> None:
    text = "word " * 60
    exported(tmp_path / "short", example("a", text, (0, 5 * 11 - 1)))
    suggester = config(tmp_path / "short")["components"]["spancat"]["suggester"]
    assert (suggester["min_size"], suggester["max_size"]) == (1, 11)
    lines = exported(tmp_path / "long", example("a", text, (0, 5 * 41 - 1)))
    suggester = config(tmp_path / "long")["components"]["spancat"]["suggester"]
    assert suggester["max_size"] == 40
    assert lines[1:] == [
        "  1 quote span too long for spancat: config.cfg suggests spans of at most 40 tokens"
    ]


def test_split_tokens_are_the_same_text(tmp_path: Path) -> None:
    text = "Velmarkian envoys  left.\n\nNow"
    lines = exported(tmp_path / "out", example("a", text, (0, 7), (5, 13)), unaligned="split")
    (doc,) = docs(tmp_path / "out" / "train.spacy")
    assert doc.text == text
    assert [span.text for span in doc.spans["sc"]] == ["Velmark", "rkian en"]
    assert [line.strip() for line in lines[1:]] == [
        "1 quote span left out of doc.ents: a longer span is there"
    ]


def test_the_same_span_of_two_annotators_is_one(tmp_path: Path) -> None:
    lines = exported(tmp_path / "out", example("a", "Oran left.", (0, 4), (0, 4)))
    (doc,) = docs(tmp_path / "out" / "train.spacy")
    assert len(doc.spans["sc"]) == 1
    assert lines[1:] == ["  1 quote span dropped: another span with its label has the same tokens"]
