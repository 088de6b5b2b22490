"""TEI: places count characters of the text as it stands there, and every name is one of XML's."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.annotation import Annotation, Link
from annotations.article import Article, Metadata
from annotations.example import Example
from annotations.formats import format_named

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
RANGE = re.compile(r"#string-range\(text,(\d+),(\d+)\)")


def exported(tmp_path: Path, one: Example) -> tuple[Xml.Element, Any]:
    loss = format_named("tei").export(lambda: [one], tmp_path / "out")
    (file,) = (tmp_path / "out").glob("*.xml")
    return Xml.parse(file).getroot(), loss


def words(root: Xml.Element) -> list[str]:
    text = root.findtext(f".//{TEI}ab") or ""
    places = [RANGE.fullmatch(span.get("target", "")) for span in root.iter(f"{TEI}span")]
    return [text[int(p[1]) : int(p[1]) + int(p[2])] for p in places if p]


def test_labels_values_people_and_links_are_pointed_at(tmp_path: Path) -> None:
    tags = (
        Annotation("1", 2, 6, "big actor", "ána 1", {"entity id": "mara", "none": ""}, "the mayor"),
        Annotation("2", 11, 14, "actor", "2ben"),
    )
    text = "👍 Mara\r\nand Kai."
    tags = tuple(
        Annotation(
            t.id, text.index(w), text.index(w) + len(w), t.label, t.annotator, t.attrs, t.note
        )
        for t, w in zip(tags, ("Mara", "Kai"), strict=True)
    )
    one = Example(Article("a", "T", text, Metadata("Gazette")), tags, (Link("met with", "1", "2"),))
    root, loss = exported(tmp_path, one)
    assert not loss
    assert words(root) == ["Mara", "Kai"]
    ids = [one.get(ID, "") for one in root.iter() if one.get(ID)]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", id, re.ASCII) for id in ids)
    mara, kai = root.iter(f"{TEI}span")
    pointed = [
        at.removeprefix("#")
        for s in (mara, kai)
        for n in ("ana", "resp")
        for at in s.get(n, "").split()
    ]
    assert set(pointed) <= set(ids)
    assert mara.text == "the mayor"
    (feature,) = root.iter(f"{TEI}f")
    assert (feature.get("name"), feature.findtext(f"{TEI}string")) == ("entity_id", "mara")
    (link,) = root.iter(f"{TEI}link")
    assert (link.get("type"), link.get("target")) == ("met_with", "#tag.1 #tag.2")


def test_what_xml_forbids_breaks_no_file_and_is_told(tmp_path: Path) -> None:
    one = Example(Article("a", "\x00", "Mara\x07 Oss"), (Annotation("1", 0, 9, "actor", "ana"),))
    root, loss = exported(tmp_path, one)
    assert words(root) == ["Mara\ufffd Oss"]
    assert [lost.what for lost in loss.lost] == ["written with \ufffd"]


_pieces = st.sampled_from(
    "word|Oran|e\u0301|漢字|👩\u200d🚀|“|\n\n|\r\n|\r|. |\u00a0|\t|<b>|&amp;|]]>|\u2028".split("|")
)


@settings(max_examples=40)
@given(text=st.lists(_pieces, min_size=1).map("".join), data=st.data())
def test_places_are_those_of_the_text_in_the_file(
    text: str, data: st.DataObject, tmp_path_factory: Any
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    one = Example(Article("a", "", text), (Annotation("1", start, end, "actor", "ana"),))
    root, _ = exported(tmp_path_factory.mktemp("tei"), one)
    (found,) = words(root)
    plain = [re.sub("[\r\n ]", "_", one) for one in (found, text[start:end])]
    assert plain[0] == plain[1]
