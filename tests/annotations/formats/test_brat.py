"""brat: standoff as it writes it comes in, and what is written is as it reads it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.annotation import Annotation, Link
from annotations.article import Article
from annotations.example import Example
from annotations.formats import Request, format_named, recognised
from annotations.formats.reading import Passed, Unplaced, Unread
from annotations.scheme import Attribute, Label, LinkType, Scheme
from tests.annotations.formats.foreign import read

TEXT = "Mara Oss met\nKai Brandl in Velm 👍 on Monday.\n"
SCHEME = Scheme(
    (
        Label("who, exactly", ("w",), "red", attributes={"sure": Attribute("flag")}),
        Label("day", ("d",), "blue", attributes={"part": Attribute("choice", ("am", "pm"))}),
    ),
    (LinkType("met on", ("who, exactly",), ("day",)),),
)


def brought(tmp_path: Path, *lines: str, text: str | None = TEXT) -> list[Any]:
    if text is not None:
        (tmp_path / "talks.txt").write_bytes(text.encode())
    (tmp_path / "talks.ann").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    assert recognised(tmp_path).name == "brat"
    return read("brat", tmp_path)


def test_all_kinds_of_lines_come_in(tmp_path: Path) -> None:
    (example,) = brought(
        tmp_path,
        "#1\tAnnotatorNotes T1\tthe mayor",
        "A1\tSure T1",
        "A2\tPart T2 am",
        "T1\tPerson 0 8\tMara Oss",
        "T2\tDay 37 43\tMonday",
        "T3\tMeet 9 12\tmet",
        "E1\tMeet:T3 Who:T1 Who2:T4",
        "T4\tPerson 13 23\tKai Brandl",
        "R1\tOn Arg1:E1 Arg2:T2",
        "N1\tReference T1 Wikipedia:42\tMara",
        "#2\tvalue T2\t2031-03-04",
    )
    tags = {example.article.text[a.start : a.end]: a for a in example.annotations}
    mara, kai, met, day = (tags[w] for w in ("Mara Oss", "Kai Brandl", "met", "Monday"))
    assert (mara.label, mara.note) == ("Person", "the mayor")
    assert mara.attrs == {"Sure": True, "Reference": "Wikipedia:42"}
    assert day.attrs == {"Part": "am", "value": "2031-03-04"}
    assert set(example.links) == {
        Link("Who", met.id, mara.id),
        Link("Who", met.id, kai.id),
        Link("On", met.id, day.id),
    }
    assert example.article.id == "talks"


def test_fragments_at_line_breaks_are_one_span_others_are_told(tmp_path: Path) -> None:
    told, example = brought(
        tmp_path,
        "T1\tMeeting 0 12;13 23\tMara Oss met Kai Brandl",
        "T2\tPair 0 4;13 16\tMara Kai",
    )
    whole, pair = sorted(example.annotations, key=lambda a: -a.end)
    assert (whole.start, whole.end, whole.attrs) == (0, 23, {})
    assert (pair.start, pair.end, pair.attrs) == (0, 16, {"fragments": "0 4;13 16"})
    assert isinstance(told, Passed)


def test_what_cannot_be_taken_is_named_with_its_line(tmp_path: Path) -> None:
    wrong, unread, broken, dangling, example = brought(
        tmp_path,
        "*\tSiblings T1 T1",
        "*\tEquiv T1 T2",
        "T1\tPerson 0 8\tMara Oss",
        "T2\tPerson",
        "R1\tOn Arg1:T1 Arg2:T9",
    )
    assert isinstance(unread, Unread)
    assert "Siblings" in str(unread)
    assert "line 4" in str(wrong)
    assert "line 2" in str(broken)
    assert "On link" in str(dangling)
    assert len(example.annotations) == 1


def test_carriage_returns_count_and_a_text_may_be_the_projects(tmp_path: Path) -> None:
    (example,) = brought(tmp_path, "T1\tPerson 14 17\tKai", text="Mara Oss met\r\nKai.\r\n")
    (tag,) = example.annotations
    assert example.article.text[tag.start : tag.end] == "Kai"
    (tmp_path / "talks.txt").unlink()
    (bare,) = read("brat", tmp_path)
    assert isinstance(bare, Unplaced)
    assert bare.id == "talks"


def test_the_configuration_says_what_the_scheme_says(tmp_path: Path) -> None:
    tags = (
        Annotation("1", 0, 8, "who, exactly", "ana", {"sure": True, "entity": "mara"}, "so\nsure"),
        Annotation("2", 9, 23, "day", "ben", {"part": "am"}),
    )
    given = Example(Article("a/b", "", TEXT), tags, (Link("met on", "1", "2"),))
    out = tmp_path / "out"
    loss = format_named("brat").export(lambda: [given], out, request=Request(scheme=SCHEME))
    assert [what.what for what in loss.lost] == ["put on one line"]
    config = (out / "annotation.conf").read_text("utf-8")
    assert "[entities]\nwho_exactly\nday\n" in config
    assert "met_on\tArg1:who_exactly, Arg2:day\n" in config
    assert "sure\tArg:who_exactly\npart\tArg:day, Value:am|pm\n" in config
    assert "met_on | met on\n" in (out / "visual.conf").read_text("utf-8")
    assert (out / "a_b.ann").read_text("utf-8").splitlines() == [
        "T1\twho_exactly 0 8\tMara Oss",
        "T2\tday 9 12;13 23\tmet Kai Brandl",
        "R1\tmet_on Arg1:T1 Arg2:T2",
        "A1\tsure T1",
        "A2\tpart T2 am",
        "#1\tAnnotatorNotes T1\tso sure",
        "#2\tannotator T1\tana",
        "#3\tentity T1\tmara",
        "#4\tannotator T2\tben",
    ]
    (example,) = read("brat", out)
    assert [(a.label, a.annotator) for a in example.annotations] == [
        ("who, exactly", "ana"),
        ("day", "ben"),
    ]


_pieces = st.sampled_from(
    "word|Oran|e\u0301|漢字|👩\u200d🚀|“|”|\n\n|. |\u00a0|\t|;|\u2028".split("|")
)


@settings(max_examples=40)
@given(text=st.lists(_pieces, min_size=1).map("".join), data=st.data())
def test_places_and_words_come_back(
    text: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    edges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    places = {(min(e), max(e)) for e in data.draw(st.lists(edges, max_size=4))}
    places = {(a, b) for a, b in places if text[a:b] and text[a:b].strip("\n") == text[a:b]}
    tags = tuple(
        Annotation(f"{a}-{b}", a, b, "actor", "ana") for a, b in sorted(places) if text[a:b].strip()
    )
    out = tmp_path_factory.mktemp("brat") / "out"
    format_named("brat").export(lambda: [Example(Article("a", "", text), tags)], out)
    if not tags:
        return
    found = read("brat", out)[-1]
    assert {(a.start, a.end) for a in found.annotations} == {(a.start, a.end) for a in tags}
    assert found.article.text == text


def test_equivalent_tags_are_mentions_of_one_entity(tmp_path: Path) -> None:
    text = "The Velm Port Board (VPB) and Kai Brandl, alias K. B., met. The Board left.\n"
    places = {"T1": (0, 19), "T2": (21, 24), "T3": (30, 40), "T4": (48, 53), "T5": (60, 69)}
    lines = [f"{id}\tWho {a} {b}\t{text[a:b]}" for id, (a, b) in places.items()]
    same = ["*\tEquiv T1 T2", "*\tAlias T3 T4", "*\tEquiv T2 T5"]
    told, *others, example = brought(tmp_path, *same, *lines, text=text)
    assert isinstance(told, Passed)
    assert "mentions of one entity" in told.told
    assert {one.told for one in others} == {told.told, "\u201cAlias" + told.told[6:]}
    bearing = [(text[a.start : a.end], a.attrs["entity"]) for a in example.annotations]
    board, kai = bearing[0][1], bearing[2][1]
    assert [entity for _, entity in bearing] == [board, board, kai, kai, board]
    entities = {one.id: one.names for one in example.entities}
    assert entities == {
        board: ("The Velm Port Board", "The Board", "VPB"),
        kai: ("Kai Brandl", "K. B."),
    }
    (tmp_path / "talks.ann").rename(tmp_path / "again.ann")
    (tmp_path / "talks.txt").rename(tmp_path / "again.txt")
    (*_, other) = read("brat", tmp_path)
    assert not {one.id for one in other.entities} & entities.keys()


def test_an_entity_that_a_note_names_is_that_of_its_equivalents(tmp_path: Path) -> None:
    lines = ["T1\tWho 0 8\tMara Oss", "T2\tWho 13 23\tKai Brandl", "#1\tentity T2\tkai"]
    *_, example = brought(tmp_path, "*\tEquiv T1 T2", *lines)
    assert [a.attrs for a in example.annotations] == [{"entity": "kai"}] * 2
    assert [one.id for one in example.entities] == ["kai"]


def test_tags_on_the_same_words_with_the_same_type_are_all_kept(tmp_path: Path) -> None:
    lines = ["T1\tWho 0 8\tMara Oss", "T2\tWho 0 8\tMara Oss", "T3\tDay 37 43\tMonday"]
    more = ["A1\tSure T2", "R1\tOn Arg1:T1 Arg2:T3", "R2\tOn Arg1:T2 Arg2:T3"]
    (example,) = brought(tmp_path, *lines, *more)
    one, other, day = (
        *sorted(example.annotations[:2], key=lambda a: len(a.attrs)),
        example.annotations[2],
    )
    assert (one.attrs, other.attrs) == ({}, {"Sure": True})
    assert set(example.links) == {Link("On", one.id, day.id), Link("On", other.id, day.id)}
    assert read("brat", tmp_path) == [example]


def test_events_of_one_trigger_are_tags_of_their_own(tmp_path: Path) -> None:
    (example,) = brought(
        tmp_path,
        "E2\tMeet:T1 Who:T3",
        "T1\tMeet 9 12\tmet",
        "T2\tPerson 0 8\tMara Oss",
        "T3\tPerson 13 23\tKai Brandl",
        "E1\tMeet:T1 Who:T2",
        "A1\tSure E1",
        "A2\tPart E2 am",
        "E3\tTell:T4 What:E1",
        "T4\tTell 37 43\tMonday",
    )
    tags = {a.id: (example.article.text[a.start : a.end], a.attrs) for a in example.annotations}
    found = [(k.type, tags[k.source], tags[k.target]) for k in example.links]
    assert sorted(found, key=repr) == [
        ("What", ("Monday", {}), ("met", {"Sure": True})),
        ("Who", ("met", {"Part": "am"}), ("Kai Brandl", {})),
        ("Who", ("met", {"Sure": True}), ("Mara Oss", {})),
    ]


def test_what_is_said_of_relations_is_named(tmp_path: Path) -> None:
    lines = ["T1\tWho 0 8\tMara Oss", "T2\tDay 37 43\tMonday", "R1\tOn Arg1:T1 Arg2:T2"]
    more = ["A1\tCertain R1", "#1\tAnnotatorNotes R1\tis it?", "#2\tAnnotatorNotes T1\tyes"]
    certain, note, example = brought(tmp_path, *lines, *more)
    assert ["\u201cCertain\u201d of relations" in str(certain), "of relations" in str(note)] == [
        True,
        True,
    ]
    assert [a.note for a in example.annotations] == ["yes", ""]
