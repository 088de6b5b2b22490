"""An article may speak of formats: what it says does not make its file one of those."""

import json
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Code
from annotations.article import Article, Metadata
from annotations.example import Example
from annotations.formats import Request, format_named, recognised
from tests.annotations.formats.foreign import read

WORDS = [
    "%FEATURE_STRUCTURES",
    '{"%TYPES": {}, "%FEATURE_STRUCTURES": []}',
    '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI">',
    '{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation"}',
    "TextQuoteSelector of http://www.w3.org/ns/anno.jsonld, @context",
    "#FORMAT=WebAnno TSV 3.3",
    "T1\tPerson 0 4\tMara",
    '"data": {"text": "Mara"}, "annotations": [{"result": []}]',
    "-DOCSTART- -X- O O\nMara B-who",
    "article,start,end,label",
    '{"tokenized_text": [], "messages": [], "conversations": []}',
    '"answer": "accept", "_input_hash": 7',
    "<TEI><text/></TEI>",
]


@pytest.mark.parametrize("name", ["jsonl", "csv", "tsv", "hf-jsonl", "doccano", "prodigy"])
@pytest.mark.parametrize("words", WORDS)
def test_what_an_article_says_is_not_what_its_file_is(
    name: str, words: str, tmp_path: Path
) -> None:
    text = f"{words}\nso Mara Oss wrote."
    meta = Metadata(group=words, author=words, more={"desk": words})
    example = Example(Article("a", words.split("\n")[0], text, meta))
    chosen = format_named(name)
    chosen.export(lambda: [example], tmp_path / "out", request=Request())
    assert recognised(tmp_path / "out").name == name
    *_, found = read(name, tmp_path / "out")
    assert found.article.text == text


KEYS = (
    "%FEATURE_STRUCTURES %TYPES @context _input_hash answer tokenized_text ner messages "
    "conversations tokens ner_tags data annotations result latents cats"
).split()


@pytest.mark.parametrize("name", ["jsonl", "csv", "tsv", "hf-jsonl", "doccano", "prodigy", "w3c"])
@pytest.mark.parametrize("key", [*KEYS, WORDS[1], WORDS[5]])
def test_nor_is_what_something_is_called_in_it(name: str, key: str, tmp_path: Path) -> None:
    tag = Annotation("t1", 0, 4, "actor", "ana", attrs={key: "yes"})
    article = Article("a", "T", "Mara wrote.", Metadata(more={key: "yes"}))
    example = Example(article, (tag,), codes=(Code("ana", key, "yes"),))
    format_named(name).export(lambda: [example], tmp_path / "out", request=Request())
    assert recognised(tmp_path / "out").name == name
    *_, found = read(name, tmp_path / "out")
    assert [one.attrs for one in found.annotations] == [{key: "yes"}]


@pytest.mark.parametrize("words", WORDS)
def test_so_it_is_in_the_files_of_others(words: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": words, "label": [[0, 4, "x"]]}, indent=1))
    assert recognised(tmp_path / "a.json").name == "jsonl"
