"""Slots, chains, dependencies and several texts of a UIMA CAS, in each form that has them."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Link
from annotations.example import Example
from annotations.formats import format_named
from annotations.formats.reading import Unread
from tests.annotations.formats.foreign import read

SLOTS = """#FORMAT=WebAnno TSV 3.3
#T_SP=custom.Person|role_name
#T_SP=custom.Sale|ROLE_custom.Sale:who_custom.SaleWho|custom.Person|ROLE_custom.Sale:what_custom.SaleWhat|uima.tcas.Annotation|label


#Text=🐟 Vera Lund sold Ivo a boat .
1-1\t0-2\t🐟\t_\t_\t_\t_\t_\t_
1-2\t3-7\tVera\tmayor[1]\t_\t_\t_\t_\t_
1-3\t8-12\tLund\tmayor[1]\t_\t_\t_\t_\t_
1-4\t13-17\tsold\t_\tseller;*\t1-2[1];1-5\t_\t*\tsale
1-5\t18-21\tIvo\t*\t_\t_\t_\t_\t_
1-6\t22-23\ta\t_\t_\t_\t_\t_\t_
1-7\t24-28\tboat\t_\t_\t_\t_\t_\t_
1-8\t29-30\t.\t_\t_[3]|_[4]\t*|*\t*[3]|_[4]\t1-5|*\tend[3]|stop[4]
"""
CHAINS = """#FORMAT=WebAnno TSV 3.3
#T_CH=custom.Mention|referenceType|referenceRelation


#Text=Vera sold her boat .
1-1\t0-4\tVera\tname[1]\tsame->1-1
1-2\t5-9\tsold\t_\t_
1-3\t10-13\ther\tpronoun[1]|*[2]\t*->1-2|*->2-1
1-4\t14-18\tboat\t*[2]\t*->2-1
1-5\t19-20\t.\t_\t_
"""
DEPENDENCIES = """#FORMAT=WebAnno TSV 3.3
#T_RL=org.example.syntax.Dependency|kind|BT_org.example.Token


#Text=Vera sold .
1-1\t0-4\tVera\tsubject\t1-2
1-2\t5-9\tsold\t_\t_
1-3\t10-11\t.\t_\t_
"""
XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
 xmlns:custom="http:///webanno/custom.ecore"
 xmlns:t="http:///org/dkpro/core/api/segmentation/type.ecore"
 xmlns:d="http:///org/dkpro/core/api/syntax/type/dependency.ecore"
 xmlns:m="http:///org/dkpro/core/api/lexmorph/type/morph.ecore" xmi:version="2.0">
 <custom:Mention xmi:id="3" sofa="1" begin="0" end="4" next="4" count="4"/>
 <custom:Mention xmi:id="4" sofa="1" begin="10" end="13"/>
 <custom:MentionChain xmi:id="5" sofa="1" first="3"/>
 <custom:Mention xmi:id="6" sofa="2" begin="0" end="3"/>
 <t:Token xmi:id="7" sofa="1" begin="0" end="4"/>
 <t:Token xmi:id="8" sofa="1" begin="5" end="9"/>
 <d:Nsubj xmi:id="9" sofa="1" begin="0" end="4" Governor="8" Dependent="7"/>
 <m:Case xmi:id="10" sofa="1" begin="0" end="4" value="Nom"/>
 <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="Vera sold her boat ."/>
 <cas:Sofa xmi:id="2" sofaNum="2" sofaID="German" sofaString="Sie verkaufte ihr Boot."/>
</xmi:XMI>"""


def given(tmp_path: Path, name: str, data: str) -> tuple[list[str], Example]:
    (tmp_path / name).write_text(data, encoding="utf-8")
    *told, example = read("xmi", tmp_path / name)
    assert all(isinstance(one, Unread) for one in told)
    return [one.told for one in told], example


def links(example: Example) -> list[tuple[str, str, str]]:
    words = {a.id: example.article.text[a.start : a.end] for a in example.annotations}
    return [(link.type, words[link.source], words[link.target]) for link in example.links]


def labels(example: Example) -> list[tuple[str, str]]:
    return [(example.article.text[a.start : a.end], a.label) for a in example.annotations]


def test_slots_of_tsv_are_links_and_features_behind_them_are_read(tmp_path: Path) -> None:
    told, example = given(tmp_path, "a.tsv", SLOTS)
    assert told == []
    assert set(labels(example)) == {
        ("Vera Lund", "Person"), ("sold", "sale"), ("Ivo", "Person"), (".", "end"), (".", "stop"),
    }  # fmt: skip
    assert set(links(example)) == {
        ("seller", "sold", "Vera Lund"),
        ("who", "sold", "Ivo"),
        ("what", ".", "Ivo"),
    }


def test_chains_of_tsv_are_their_members_linked_to_the_next(tmp_path: Path) -> None:
    told, example = given(tmp_path, "a.tsv", CHAINS)
    assert told == []
    found = labels(example)
    assert found == [("Vera", "Mention"), ("her", "Mention"), ("her boat", "Mention")]
    assert links(example) == [("next", "Vera", "her")]
    attrs = [tag.attrs for tag in example.annotations]
    assert attrs == [
        {"referenceType": "name", "referenceRelation": "same"},
        {"referenceType": "pronoun"},
        {},
    ]


@pytest.mark.parametrize("name", ["a.xmi", "a.json"])
def test_of_several_texts_one_is_the_article_and_the_rest_is_told(
    name: str, tmp_path: Path
) -> None:
    data = XMI if name == "a.xmi" else json.dumps(_as_json())
    told, example = given(tmp_path, name, data)
    assert example.article.text == "Vera sold her boat ."
    assert labels(example) == [("Vera", "Mention"), ("her", "Mention")]
    first, second = example.annotations
    assert set(example.links) == {Link("next", first.id, second.id)}
    assert str(first.attrs["count"]) == "4"  # a number, although something has it for its id
    assert sorted(told) == [
        "“Case” was not read",
        "“Mention of another text” was not read",
        "“Nsubj” was not read",
    ]


def _as_json() -> dict[str, Any]:
    """The same CAS in JSON, its second text first."""
    place = {"@sofa": 1, "begin": 0, "end": 4}
    core = "org.dkpro.core.api"
    return {
        "%TYPES": {},
        "%FEATURE_STRUCTURES": [
            {"%ID": 2, "%TYPE": "uima.cas.Sofa", "sofaID": "German", "sofaString": "Sie ..."},
            {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView",
             "sofaString": "Vera sold her boat ."},
            {"%ID": 3, "%TYPE": "custom.Mention", **place, "@next": 4, "count": 4},
            {"%ID": 4, "%TYPE": "custom.Mention", "@sofa": 1, "begin": 10, "end": 13},
            {"%ID": 5, "%TYPE": "custom.MentionChain", "@first": 3},
            {"%ID": 6, "%TYPE": "custom.Mention", "@sofa": 2, "begin": 0, "end": 3},
            {"%ID": 7, "%TYPE": f"{core}.segmentation.type.Token", **place},
            {"%ID": 9, "%TYPE": f"{core}.syntax.type.dependency.Nsubj", **place,
             "@Governor": 7, "@Dependent": 7},
            {"%ID": 10, "%TYPE": f"{core}.lexmorph.type.morph.Case", **place, "value": "Nom"},
        ],
    }  # fmt: skip


def test_relations_between_tokens_are_told_by_their_layer(tmp_path: Path) -> None:
    told, example = given(tmp_path, "a.tsv", DEPENDENCIES)
    assert told == ["“Dependency” was not read"]
    assert (example.annotations, example.links) == ((), ())


def test_offsets_count_utf_16_units_and_are_not_guessed_at(tmp_path: Path) -> None:
    """Parts of words are as good as words: nothing here speaks for another unit."""
    rows = "1-1\t0-4\tVera\t_\n1-1.1\t1-3\ter\tpart\n1-2\t5-7\t🐟\t_\n1-3\t8-9\t.\t_\n"
    head = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Part|label\n\n\n#Text=Vera 🐟 .\n"
    (tmp_path / "a.tsv").write_text(head + rows, encoding="utf-8")
    reader = format_named("xmi").read
    assert reader
    (example,) = reader(tmp_path / "a.tsv")  # and nothing about what offsets look like
    assert isinstance(example, Example)
    assert labels(example) == [("er", "part")]


BESIDE = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
 xmlns:custom="http:///webanno/custom.ecore" xmlns:tcas="http:///uima/tcas.ecore"
 xmlns:t="http:///org/example/tokens.ecore" xmi:version="2.0">
 <custom:Person xmi:id="3" sofa="1" begin="0" end="4" value="who"/>
 <custom:DocumentTone xmi:id="4" tone="grim"/>
 <custom:Empty xmi:id="5"/>
 <tcas:DocumentAnnotation xmi:id="6" sofa="1" begin="0" end="14" language="en" genre="wire"/>
 <t:Token xmi:id="7" sofa="1" begin="0" end="4" pos="NNP" lemma="12" order="0"/>
 <t:Token xmi:id="8" sofa="1" begin="5" end="9" pos="VBD"/>
 <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="Vera sold her."/>
</xmi:XMI>
"""


def test_structures_without_a_place_and_what_tokens_say_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.xmi").write_text(BESIDE, "utf-8")
    *told, example = read("xmi", tmp_path / "a.xmi")
    assert all(isinstance(one, Unread) for one in told)
    assert [str(one).split("“")[1].split("”")[0] for one in told] == [
        "DocumentTone",
        "genre of DocumentAnnotation",
        "pos of Token",
    ]
    assert [tag.label for tag in example.annotations] == ["who"]


def test_a_cas_of_types_alone_has_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"%TYPES": {}}')
    (wrong,) = read("xmi", tmp_path / "a.json")
    assert "has no text" in str(wrong)
