"""postil's own JSONL: the exact fields, nothing lost both ways, and what is mended or refused."""

import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import Annotation, Link, Status
from annotations.article import META_FIELDS, Article, Metadata
from annotations.corpus.importing import bring_in
from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats import Request, jsonl
from annotations.formats.reading import Mended
from annotations.project import Project


def written(examples: Iterable[Example]) -> bytes:
    out = io.BytesIO()
    jsonl.write(lambda: examples, lambda _: out, Request())
    return out.getvalue()


def read(folder: Path, data: bytes) -> tuple[list[Example], list[PostilError]]:
    file = folder / "in.jsonl"
    file.write_bytes(data)
    found = list(jsonl.read(file))
    examples = [one for one in found if isinstance(one, Example)]
    return examples, [one for one in found if isinstance(one, PostilError)]


def line(**fields: Any) -> bytes:
    return json.dumps({"id": "1", "title": "T", "text": "one two 👍 three", **fields}).encode()


def test_the_fields_come_in_this_order(examples: list[Example]) -> None:
    first = json.loads(written(examples).splitlines()[0])
    assert list(first) == "id title text sha256 meta spans links status codes".split()
    assert list(first["meta"]) == list(META_FIELDS)
    assert list(first["spans"][0]) == "id start end label text annotator attrs".split()
    assert list(first["links"][0]) == "type from to".split()
    for span in first["spans"]:
        assert first["text"][span["start"] : span["end"]] == span["text"]


def test_what_is_written_is_read_and_said_to_be_whole(
    examples: list[Example], tmp_path: Path
) -> None:
    found, problems = read(tmp_path, written(examples))
    assert problems == []
    assert written(found) == written(examples)
    loss = jsonl.write(lambda: examples, lambda _: io.BytesIO(), Request())
    assert loss.lines() == ["3 articles with 10 spans; nothing lost."]


_words = st.text(min_size=1).filter(lambda s: s == s.strip())
_texts = st.lists(
    st.sampled_from(["word", " ", "\n\n", "e\u0301", "漢字", "👩\u200d🚀", "“", "\r\n", "\u2028"])
    | st.text(max_size=5)
).map("".join)


@st.composite
def _examples(draw: st.DrawFn) -> Example:
    text = draw(_texts.filter(str.strip))
    ids = draw(st.lists(_words, unique=True, max_size=6))
    tags = []
    for id in ids:
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        if text[start:end].strip():
            attrs = draw(st.dictionaries(st.text(), st.text() | st.integers(0, 9), max_size=2))
            tags.append(Annotation(id, start, end, draw(_words), draw(_words), attrs))
    tags.sort(key=lambda a: (a.start, a.end, a.id))
    ends = st.sampled_from([tag.id for tag in tags] or [""])
    links = draw(st.sets(st.builds(Link, _words, ends, ends), max_size=3)) if tags else set()
    meta = draw(st.builds(Metadata, *[st.none() | _words] * len(META_FIELDS)))
    status: Status = draw(st.sampled_from(["open", "done", "skipped"]))
    article = Article(draw(_words), draw(_words), text, meta)
    return Example(article, tuple(tags), tuple(sorted(links)), status)


@given(example=_examples())
def test_a_round_trip_by_way_of_a_project_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, example: Example
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    data = written([example])
    file = folder / "in.jsonl"
    file.write_bytes(data)
    for again in (False, True):
        brought, problems = bring_in(Project(folder).store, jsonl.read(file))
        assert problems == []
        assert brought.annotations == (0 if again else len(example.annotations))
    examples = [one for one in Project(folder).examples() if isinstance(one, Example)]
    assert written(examples) == data


def test_an_article_without_spans_is_an_example(tmp_path: Path) -> None:
    (example,), problems = read(tmp_path, b'{"text": "Talks resume\\nNow.", "author": "Ana"}')
    assert problems == []
    assert (example.article.title, example.article.meta.author) == ("Talks resume", "Ana")
    assert example.annotations == ()


@pytest.mark.parametrize(
    ("start", "end", "text", "how"),
    [
        (11, 16, "three", "its offsets count UTF-16 units"),
        (13, 18, "three", "its offsets count bytes"),
        (7, 12, "three", "its words are in another place"),
    ],
)
def test_offsets_that_count_otherwise_are_mended(
    tmp_path: Path, start: int, end: int, text: str, how: str
) -> None:
    span = {"id": "1", "start": start, "end": end, "text": text, "label": "actor"}
    (example,), (note,) = read(tmp_path, line(spans=[span]))
    (tag,) = example.annotations
    assert (tag.start, tag.end) == (10, 15)
    assert isinstance(note, Mended)
    assert f"line 1: the span {start}-{end} was moved: {how}." in note.message


def test_offsets_that_a_table_of_numbers_wrote_are_whole_numbers(tmp_path: Path) -> None:
    span = {"start": 2.0, "end": 4.0, "label": "actor"}
    (example,), problems = read(tmp_path, line(spans=[span]))
    assert [(tag.start, tag.end) for tag in example.annotations] == [(2, 4)]
    assert problems == []


GOOD = {"id": "1", "start": 0, "end": 3, "text": "one", "label": "actor"}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"spans": [GOOD, GOOD | {"id": "2", "text": "four"}]}, "span 0-3 has other words"),
        ({"spans": [GOOD, {"start": 3, "end": 99, "label": "x"}]}, "3-99 is outside the text"),
        ({"spans": [GOOD, GOOD | {"id": "2", "label": " "}]}, "span 0-3 has no label"),
        ({"spans": [GOOD, {"start": 3, "end": 4, "label": "x"}]}, "span 3-4 has no words"),
        ({"spans": [GOOD, GOOD | {"label": "date"}]}, "has the same id as another, 1"),
        ({"spans": [GOOD, GOOD | {"start": "0"}]}, "a span is wrong"),
        ({"spans": [GOOD, GOOD | {"start": 0.5}]}, "a span is wrong"),
        ({"spans": [GOOD, GOOD | {"attrs": [1]}]}, "a span is wrong"),
        ({"spans": [GOOD, 5]}, "a span is wrong"),
        ({"spans": [GOOD], "links": [{"type": "x"}]}, "a link is wrong"),
        (
            {"spans": [GOOD], "links": [{"type": "x", "from": "1", "to": "9"}]},
            "a x link has an end that does not exist",
        ),
        ({"spans": [GOOD], "links": {}}, "links is not a list"),
    ],
)
def test_what_cannot_be_read_is_refused_and_the_rest_is_kept(
    tmp_path: Path, fields: dict[str, Any], message: str
) -> None:
    (example,), (problem,) = read(tmp_path, line(**fields))
    assert [tag.label for tag in example.annotations] == ["actor"]
    assert message in problem.message
    assert problem.message.startswith(f"{tmp_path / 'in.jsonl'}, line 1: ")
    assert not isinstance(problem, Mended)


def test_spans_that_are_no_list_are_refused(tmp_path: Path) -> None:
    (example,), (problem,) = read(tmp_path, line(spans={"start": 0}, status=["done"]))
    assert (example.annotations, example.status) == ((), "open")
    assert "spans is not a list" in problem.message


def test_halves_of_surrogate_pairs_can_be_written_again(tmp_path: Path) -> None:
    span = GOOD | {"label": "\ud800", "attrs": {"\udc00": ["\ud801"]}}
    (example,), problems = read(tmp_path, line(spans=[span], id="\udfff"))
    assert problems == []
    assert json.loads(written([example]))["spans"][0]["attrs"] == {"\ufffd": ["\ufffd"]}


def test_spans_without_ids_get_the_same_ones_every_time(tmp_path: Path) -> None:
    spans = [{"start": 0, "end": 3, "label": "actor", "annotator": who} for who in ("ana", "ben")]
    (one,), _ = read(tmp_path, line(spans=[*spans, spans[0]]))
    (other,), _ = read(tmp_path, line(spans=spans))
    assert one == other
    assert len({tag.id for tag in one.annotations}) == 2


def test_two_texts_under_one_id_are_not_mixed(tmp_path: Path) -> None:
    data = line(spans=[GOOD]) + b"\n" + line(text="other words") + b"\n" + line(spans=[GOOD])
    found, (problem,) = read(tmp_path, data)
    assert [example.article.text for example in found] == ["one two 👍 three"] * 2
    assert "line 2: another line has the id 1, but a different text." in problem.message
