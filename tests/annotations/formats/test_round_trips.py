"""Out and in again is the identity for every lossless format, for the others on what is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.annotation import Annotation, Contents
from annotations.article import Article
from annotations.corpus.importing import bring_in
from annotations.example import Example
from annotations.formats import Request, format_named, formats, recognised
from annotations.formats.reading import Found
from annotations.formats.training.alignment import tokens
from annotations.project import Project
from tests.annotations.formats.random_examples import examples, in_order


@dataclass(frozen=True)
class Trip:
    """A format with its options, and whether it takes suggestions along: all, rejected, none."""

    name: str
    module: str = ""
    suggestions: tuple[str, ...] = ("rejected",)
    negatives: bool = True
    spreadsheet: bool = False


TRIPS = [
    Trip("jsonl", suggestions=("suggested", "rejected"), negatives=False),
    Trip("csv"),
    Trip("csv", spreadsheet=True),
    Trip("tsv"),
    Trip("tsv", spreadsheet=True),
    Trip("hf-jsonl"),
    Trip("hf", "pyarrow"),
    Trip("spacy", "spacy", (), False),
    Trip("doccano"),
    Trip("prodigy"),
    Trip("w3c"),
    Trip("labelstudio", suggestions=("suggested", "rejected")),
]
fewer = settings(max_examples=max(1, settings.default.max_examples // 4))


def test_every_lossless_format_makes_the_trip() -> None:
    assert {one.name for one in formats() if one.lossless} <= {trip.name for trip in TRIPS}


every_trip = pytest.mark.parametrize("trip", TRIPS, ids=lambda t: f"{t.name}{'+' * t.spreadsheet}")


def exported(trip: Trip, given: list[Example], folder: Path, **options: Any) -> Path:
    if trip.module:
        pytest.importorskip(trip.module, reason=f"{trip.module} is not installed")
    asked = {"negatives": trip.negatives, "spreadsheet": trip.spreadsheet, **options}
    format_named(trip.name).export(lambda: given, folder / "out", request=Request(**asked))
    return folder / "out"


def read(name: str, out: Path) -> Iterator[Found]:
    reader = format_named(name).read
    assert reader
    return reader(out)


def carried(trip: Trip, given: list[Example]) -> list[Example]:
    """The examples as they should come back."""
    return [
        replace(e, suggestions=tuple(a for a in e.suggestions if a.verdict in trip.suggestions))
        for e in given
    ]


def _id(example: Example) -> str:
    return example.article.id


def without_origin(found: Sequence[Any]) -> list[Example]:
    assert [one for one in found if not isinstance(one, Example)] == []
    return [replace(one, article=replace(one.article, origin=None)) for one in found]


@every_trip
@fewer
@given(given_examples=examples())
def test_what_is_read_is_what_was_written(
    trip: Trip, given_examples: list[Example], tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = exported(trip, given_examples, tmp_path_factory.mktemp("trip"))
    assert recognised(out).name == trip.name
    found = without_origin(list(read(trip.name, out)))
    # Where each article has files of its own they come in the order of their names.
    assert sorted(found, key=_id) == sorted(carried(trip, given_examples), key=_id)


@every_trip
def test_an_attribute_may_be_called_as_a_field_is(trip: Trip, tmp_path: Path) -> None:
    tag = Annotation("t1", 0, 2, "actor", "ana", note="so", created="2031-03-04T00:00:00Z")
    names = (*tag.__struct_fields__, "text", "ref", "spans", "value")
    tag = replace(tag, attrs={name: f"of {name}" for name in names})
    given = [Example(Article("n1", "Oran", "Oran left."), (tag,))]
    assert without_origin(list(read(trip.name, exported(trip, given, tmp_path)))) == given


@every_trip
@fewer
@given(given_examples=examples())
def test_parts_hold_what_one_file_holds(
    trip: Trip, given_examples: list[Example], tmp_path_factory: pytest.TempPathFactory
) -> None:
    names = ("train", "dev", "test")
    parts = {e.article.id: names[n % 3] for n, e in enumerate(given_examples)}
    out = exported(trip, given_examples, tmp_path_factory.mktemp("parts"), parts=parts)
    found = {e.article.id: e for e in without_origin(list(read(trip.name, out)))}
    assert found == {e.article.id: e for e in carried(trip, given_examples)}


@pytest.mark.parametrize("trip", [TRIPS[0], TRIPS[1], TRIPS[5]], ids=lambda trip: trip.name)
@fewer
@given(given_examples=examples())
def test_a_project_takes_it_all_in_and_only_once(
    trip: Trip, given_examples: list[Example], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("project")
    out = exported(trip, given_examples, folder)
    for _ in range(2):
        brought, problems = bring_in(Project(folder).store, read(trip.name, out))
        assert problems == []
    assert (brought.articles, brought.annotations, brought.suggestions) == (0, 0, 0)
    found = list(Project(folder).examples())
    expected = sorted(carried(trip, given_examples), key=lambda e: e.article.id)
    assert without_origin(found) == expected


@pytest.mark.parametrize("trip", [TRIPS[0], TRIPS[1], TRIPS[5]], ids=lambda trip: trip.name)
@fewer
@given(given_examples=examples())
def test_without_texts_it_comes_back_to_those_who_have_them(
    trip: Trip, given_examples: list[Example], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("textless")
    out = exported(trip, given_examples, folder, text=False)
    for file in (one for one in out.rglob("*") if one.is_file()):
        assert b'"text": "' not in file.read_bytes()
    lone = Project(folder / "none")
    brought, problems = bring_in(lone.store, read(trip.name, out))
    assert (brought.articles, len(problems)) == (0, len(given_examples))
    project = Project(folder)
    project.store.add(e.article for e in given_examples)
    _, problems = bring_in(project.store, read(trip.name, out))
    assert problems == []
    for example in carried(trip, given_examples):
        assert project.store.load(example.article.id) == _contents(example)


def _contents(example: Example) -> Contents:
    found = {a.id: a for a in (*example.annotations, *example.suggestions)}
    codes = frozenset(example.codes)
    return Contents(found, frozenset(example.links), example.status, codes=codes)


@fewer
@given(given_examples=examples(), data=st.data())
def test_columns_come_back_to_the_article_that_has_their_words(
    given_examples: list[Example], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("columns")
    plain = []
    for example in given_examples:
        found = list(tokens(example.article.text))
        tags, taken = [], 0
        while taken < len(found) and data.draw(st.booleans()):
            first = data.draw(st.integers(taken, len(found) - 1))
            last = data.draw(st.integers(first, len(found) - 1))
            tags.append(Annotation("", found[first][0], found[last][1], "actor", "ana"))
            taken = last + 1
        plain.append(Example(example.article, tuple(tags)))
    out = exported(Trip("conll", negatives=False), plain, folder)
    project = Project(folder)
    project.store.add(example.article for example in plain)
    for _ in range(2):
        brought, problems = bring_in(project.store, read("conll", out), "ana")
        assert (brought.articles, problems) == (0, [])
    for example in plain:
        loaded = project.store.load(example.article.id).annotations.values()
        assert in_order([replace(a, id="") for a in loaded]) == example.annotations


_odd = st.lists(
    st.sampled_from(
        "text|tokens|spans|Oran|a\u00add|b\u200bc|\x1c|\x1d|\x1f|\x85|\u2028|\u00a0|\u3000|\t|\r\n|\n\n"
        "|e\u0301|\u00e9|\u6f22\u5b57|\U0001f469\u200d\U0001f680|.|\u201c|\ufeff|\ufb01".split("|")
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    ("name", "module", "place"),
    [
        *(("jsonl", "", "."), ("conll", "", "."), ("csv", "", "."), ("tsv", "", ".")),
        *(("hf-jsonl", "", "."), ("hf-jsonl", "", "tokens/train.jsonl")),
        *(("hf", "pyarrow", "."), ("hf", "pyarrow", "tokens/train.parquet")),
        ("spacy", "spacy", "."),
    ],
)
@fewer
@given(texts=st.lists(_odd, min_size=1, max_size=3), data=st.data())
def test_what_a_project_gives_it_has_already(
    name: str,
    module: str,
    place: str,
    texts: list[str],
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    if module:
        pytest.importorskip(module, reason=f"{module} is not installed")
    folder = tmp_path_factory.mktemp("again")
    given = []
    for number, start in enumerate(texts):
        text = f"{start}x{number}"
        found = list(tokens(text))
        first = data.draw(st.integers(0, len(found) - 1))
        last = data.draw(st.integers(first, len(found) - 1))
        label = data.draw(st.sampled_from(["actor", "town hall", "town_hall"]))
        tag = Annotation(f"t{number}", found[first][0], found[last][1], label, "ana")
        given.append(Example(Article(f"a{number}", "T", text), (tag,)))
    project = Project(folder)
    bring_in(project.store, given)
    before = [project.example(e.article.id) for e in given]
    out = exported(Trip(name, module, negatives=False), before, folder) / place
    brought, problems = bring_in(project.store, read(name, out), "", None, ("actor",))
    assert (brought.articles, brought.annotations, problems) == (0, 0, [])
    assert [project.example(e.article.id) for e in given] == before
    if format_named(name).lossless and place == ".":
        fresh = Project(tmp_path_factory.mktemp("fresh"))
        bring_in(fresh.store, read(name, out))
        found = [fresh.example(e.article.id).article.text for e in given]
        assert found == [e.article.text for e in given]
