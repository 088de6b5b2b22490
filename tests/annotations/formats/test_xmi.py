"""UIMA CAS: what INCEpTION exports comes in, in three forms, and what is written has its layers."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.annotation import Annotation, Link
from annotations.article import Article
from annotations.example import Example
from annotations.formats import format_named, recognised
from annotations.formats.reading import Unread
from tests.annotations.formats.foreign import read

TEXT = "👍 Mara Oss met\nKai in Velm."
XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
 xmlns:custom="http:///webanno/custom.ecore" xmlns:pos="http:///de/tudarmstadt/ukp/dkpro/core/api/lexmorph/type/pos.ecore"
 xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" xmi:version="2.0">
 <cas:NULL xmi:id="0"/>
 <type:NamedEntity xmi:id="3" sofa="9" begin="3" end="11" value="PER" identifier="Q7"/>
 <type:NamedEntity xmi:id="4" sofa="9" begin="16" end="19" value="PER"/>
 <custom:Meeting xmi:id="5" sofa="9" begin="12" end="15" place="Velm" who="6 7"/>
 <custom:WhoLink xmi:id="6" role="host" target="3"/>
 <custom:WhoLink xmi:id="7" role="guest" target="4"/>
 <custom:Knows xmi:id="8" sofa="9" begin="16" end="19" Dependent="4" Governor="3" label="knows"/>
 <pos:POS xmi:id="10" sofa="9" begin="12" end="15" PosValue="VBD"/>
 <cas:Sofa xmi:id="9" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="{}"/>
 <cas:View sofa="9" members="3 4 5 8 10"/>
</xmi:XMI>""".format(TEXT.replace("\n", "&#10;"))
JSON = {
    "%TYPES": {},
    "%FEATURE_STRUCTURES": [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaString": TEXT},
        {"%ID": 3, "%TYPE": "custom.Span", "@sofa": 1, "begin": 3, "end": 11, "label": "PER"},
        {"%ID": 4, "%TYPE": "custom.Span", "@sofa": 1, "begin": 16, "end": 19, "label": "PER"},
        {"%ID": 5, "%TYPE": "custom.Relation", "@sofa": 1, "begin": 16, "end": 19,
         "@Governor": 3, "@Dependent": 4, "label": "knows"},
    ],
}  # fmt: skip
TSV = """#FORMAT=WebAnno TSV 3.3
#T_SP=custom.Span|label|note
#T_RL=custom.Relation|label|BT_custom.Span


#Text=👍 Mara Oss met
#Text=Kai in Velm.
1-1\t0-2\t👍\t_\t_\t_\t_
1-2\t3-7\tMara\tPER[1]|ORG[2]\ta\\|b[1]|*[2]\t_\t_
1-3\t8-11\tOss\tPER[1]\ta\\|b[1]\t_\t_
1-4\t12-15\tmet\t_\t_\t_\t_
1-5\t16-19\tKai\tPER\t*\tknows\t1-2[1_0]
1-6\t20-22\tin\t_\t_\t_\t_
1-7\t23-27\tVelm\t_\t_\t_\t_
1-7.1\t23-26\tVel\tLOC\t*\t_\t_
1-8\t27-28\t.\t_\t_\t_\t_

#Text=Next.
2-1\t29-33\tNext\t_\t_\t_\t_
2-2\t33-34\t.\t_\t_\t_\t_
"""


def brought(tmp_path: Path, name: str, data: str) -> list[Any]:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(data, encoding="utf-8")
    assert recognised(file).name == "xmi"
    return read("xmi", file)


def words(example: Example) -> dict[tuple[str, str], Annotation]:
    text = example.article.text
    return {(text[a.start : a.end], a.label): a for a in example.annotations}


def test_layers_slots_and_relations_of_xmi(tmp_path: Path) -> None:
    told, example = brought(tmp_path, "ana.xmi", XMI)
    found = words(example)
    assert set(found) == {("Mara Oss", "PER"), ("Kai", "PER"), ("met", "Meeting")}
    mara, kai, met = found["Mara Oss", "PER"], found["Kai", "PER"], found["met", "Meeting"]
    assert (mara.attrs, met.attrs) == ({"identifier": "Q7"}, {"place": "Velm"})
    assert set(example.links) == {
        Link("host", met.id, mara.id),
        Link("guest", met.id, kai.id),
        Link("knows", mara.id, kai.id),
    }
    assert isinstance(told, Unread)
    assert "POS" in str(told)


def test_a_project_names_files_after_people_and_folders_after_articles(tmp_path: Path) -> None:
    *_, example = brought(tmp_path, "annotation/talks.txt/ana.xmi", XMI)
    assert example.article.id == "talks.txt"
    assert {a.annotator for a in example.annotations} == {"ana"}


def test_the_same_of_json(tmp_path: Path) -> None:
    (example,) = brought(tmp_path, "talks.json", json.dumps(JSON))
    found = words(example)
    (link,) = example.links
    assert link == Link("knows", found["Mara Oss", "PER"].id, found["Kai", "PER"].id)


def test_rows_stacks_and_parts_of_tokens_of_tsv(tmp_path: Path) -> None:
    (example,) = brought(tmp_path, "talks.tsv", TSV)
    assert example.article.text == TEXT + "\nNext."
    found = words(example)
    assert set(found) == {("Mara Oss", "PER"), ("Mara", "ORG"), ("Kai", "PER"), ("Vel", "LOC")}
    assert found["Mara Oss", "PER"].note == "a|b"
    (link,) = example.links
    assert link == Link("knows", found["Mara Oss", "PER"].id, found["Kai", "PER"].id)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xmi", XMI[: len(XMI) // 2]),
        ("a.json", json.dumps(JSON)[:-30]),
        ("a.tsv", TSV.replace("3-7", "3")),
        ("a.tsv", TSV.replace("29-33", "9-33")),
    ],
)
def test_what_is_cut_off_is_refused(name: str, data: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    with pytest.raises(Exception, match="cannot be read"):
        read("xmi", tmp_path / name)


def test_features_are_attributes_and_have_their_place_in_the_type_system(tmp_path: Path) -> None:
    tags = (
        Annotation("1", 2, 10, "actor", "ana", {"entity": "mara", "so sure?": True}, "the mayor"),
        Annotation("2", 15, 18, "actor", "ben"),
    )
    given = Example(Article("talks", "Talks", TEXT), tags, (Link("met", "1", "2"),))
    format_named("xmi").export(lambda: [given], tmp_path / "out")
    root = Xml.parse(tmp_path / "out" / "talks.xmi").getroot()
    spans = [one for one in root if one.tag == "{http:///custom.ecore}Span"]
    assert [(s.get("begin"), s.get("end"), s.get("label")) for s in spans] == [
        ("3", "11", "actor"),
        ("16", "19", "actor"),
    ]
    assert spans[0].get("so_sure_") == "true"
    names = {
        one.text
        for one in Xml.parse(tmp_path / "out" / "TypeSystem.xml").getroot().iter()
        if one.text
    }
    assert {"custom.Span", "custom.Relation", "label", "entity", "so_sure_", "note"} <= names
    (example,) = read("xmi", tmp_path / "out")
    mara, kai = example.annotations
    assert (mara.start, mara.annotator, mara.note) == (2, "ana", "the mayor")
    assert (example.article.id, example.article.title, kai.annotator) == ("talks", "Talks", "ben")
    assert [link.type for link in example.links] == ["met"]


def test_what_xml_forbids_breaks_no_file_and_is_told(tmp_path: Path) -> None:
    given = Example(
        Article("a", "", "Mara\x07 Oss \x1b[1m"), (Annotation("1", 0, 9, "actor", "ana"),)
    )
    loss = format_named("xmi").export(lambda: [given], tmp_path / "out")
    assert [lost.what for lost in loss.lost] == ["written with \ufffd"]
    (example,) = read("xmi", tmp_path / "out")
    assert example.article.text == "Mara\ufffd Oss \ufffd[1m"


_pieces = st.sampled_from(
    "word|Oran|e\u0301|漢字|👩\u200d🚀|“|”|\n\n|\r\n|. |\u00a0|\t|<b>|&amp;|\u2028".split("|")
)


@settings(max_examples=40)
@given(text=st.lists(_pieces, min_size=1).map("".join), data=st.data())
def test_places_and_words_come_back(
    text: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    edges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    places = {(min(e), max(e)) for e in data.draw(st.lists(edges, max_size=4))}
    tags = tuple(
        Annotation(f"{a}-{b}", a, b, "actor", "ana") for a, b in sorted(places) if text[a:b].strip()
    )
    out = tmp_path_factory.mktemp("xmi") / "out"
    format_named("xmi").export(lambda: [Example(Article("a", "", text), tags)], out)
    if not text.strip():
        return
    found = read("xmi", out)[-1]
    # A text of another tool's gets line feeds, and spans lose the white space at their edges then.
    edges_of = str.strip if "\r" in text else str
    was = {edges_of(text[a.start : a.end].replace("\r\n", "\n")) for a in tags}
    assert {edges_of(found.article.text[a.start : a.end]) for a in found.annotations} == was
