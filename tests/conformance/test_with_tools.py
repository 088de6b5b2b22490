"""Readers of other tools' formats on what postil exports, and postil on what they write."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.example import Example
from annotations.formats import Request, format_named
from annotations.formats.offsets import Bare
from annotations.formats.tools.prodigy import input_hash
from annotations.scheme import DEFAULT_SCHEME, Attribute, Scheme

pytestmark = [pytest.mark.conformance, pytest.mark.filterwarnings("ignore")]

Said = tuple[str, str, int]
"""A tag as it is compared: its label, its words and where they begin, in code points."""


def said(example: Example) -> tuple[list[Said], list[tuple[str, Said, Said]]]:
    """The tags and the links of an example, whatever their ids."""
    text = example.article.text
    tags = {a.id: (a.label, text[a.start : a.end], a.start) for a in example.annotations}
    links = [(link.type, tags[link.source], tags[link.target]) for link in example.links]
    return sorted(tags.values()), sorted(links)


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    """The usual labels, each with the attribute that the corpus has."""
    labels = tuple(replace(one, attributes={"n": Attribute()}) for one in DEFAULT_SCHEME.labels)
    return replace(DEFAULT_SCHEME, labels=labels)


def exported(name: str, corpus: list[Example], folder: Path, **asked: Any) -> Path:
    format_named(name).export(lambda: corpus, folder / name, request=Request(**asked))
    return folder / name


def read(name: str, path: Path) -> dict[str, Example]:
    """What postil reads, by article; nothing of it may be amiss."""
    reader = format_named(name).read
    assert reader
    found = list(reader(path))
    assert [one for one in found if not isinstance(one, (Example, Bare))] == []
    return {one.article.id: one for one in found if isinstance(one, Example)}


def test_cassis_reads_xmi_and_postil_what_cassis_writes(
    corpus: list[Example], tmp_path: Path
) -> None:
    cassis = pytest.importorskip("cassis", reason="dkpro-cassis is not installed")
    folder = exported("xmi", corpus, tmp_path)
    types = cassis.load_typesystem(folder / "TypeSystem.xml")
    (tmp_path / "again").mkdir()
    for example in corpus:
        id = example.article.id
        cas = cassis.load_cas_from_xmi(folder / f"{id}.xmi", typesystem=types)
        assert cas.sofa_string == example.article.text
        spans = [(s.label, s.get_covered_text(), s.begin) for s in cas.select("custom.Span")]
        assert sorted(spans) == said(example)[0]
        assert {s.n for s in cas.select("custom.Span")} == {
            a.attrs["n"] for a in example.annotations
        }
        links = [
            (
                r.label,
                *((s.label, s.get_covered_text(), s.begin) for s in (r.Governor, r.Dependent)),
            )
            for r in cas.select("custom.Relation")
        ]
        assert links == said(example)[1]
        cas.to_xmi(tmp_path / "again" / f"{id}.xmi")
        cas.to_json(tmp_path / "again" / f"{id}.json")
    for ending in ("xmi", "json"):
        for example in corpus:
            file = tmp_path / "again" / f"{example.article.id}.{ending}"
            (found,) = read("xmi", file).values()
            assert found.article.text == example.article.text
            assert said(found) == said(example)
            assert _attributes(found) == _attributes(example)


def _attributes(example: Example) -> list[tuple[int, str, Any]]:
    return sorted((tag.start, tag.label, tag.attrs) for tag in example.annotations)


def test_pybrat_reads_the_standoff(corpus: list[Example], tmp_path: Path) -> None:
    pybrat = pytest.importorskip("pybrat.parser", reason="pybrat is not installed")
    found = pybrat.BratParser(error="raise").parse(exported("brat", corpus, tmp_path))
    texts = {example.article.id: example for example in corpus}
    assert {Path(one.id).name for one in found} == texts.keys()
    for one in found:
        example = texts[Path(one.id).name]
        assert one.text == example.article.text
        tags = {entity.id: (entity.type, entity.mention, entity.start) for entity in one.entities}
        links = [(r.type, tags[r.arg1.id], tags[r.arg2.id]) for r in one.relations]
        assert (sorted(tags.values()), links) == said(example)


def test_label_studio_s_sdk_takes_every_region(
    corpus: list[Example], scheme: Scheme, tmp_path: Path
) -> None:
    interface = pytest.importorskip("label_studio_sdk.label_interface", reason="no SDK")
    folder = exported("labelstudio", _with_suggestions(corpus), tmp_path, scheme=scheme)
    config = interface.LabelInterface((folder / "config.xml").read_text("utf-8"))
    config.validate()
    tasks = json.loads((folder / "tasks.json").read_text("utf-8"))
    assert len(tasks) == len(corpus)
    for task, example in zip(tasks, corpus, strict=True):
        assert config.validate_task({"data": task["data"]})
        results = [one for by in task["annotations"] for one in by["result"]]
        regions = [one for one in results if one["type"] == "labels"]
        places = [(one["value"]["start"], one["value"]["end"]) for one in regions]
        assert places == [(tag.start, tag.end) for tag in example.annotations]
        for one in (*task["annotations"], *task["predictions"]):
            assert config.validate_prediction(one, return_errors=True) == []


def _with_suggestions(corpus: list[Example]) -> list[Example]:
    """Each article also with its tags as a model might suggest them."""
    return [
        replace(
            one,
            suggestions=tuple(
                replace(tag, id=f"s{tag.id}", annotator="model:m", verdict="suggested", score=0.5)
                for tag in one.annotations
            ),
        )
        for one in corpus
    ]


@pytest.mark.parametrize("format", ["JSON", "JSON_MIN", "CSV"])
def test_postil_reads_what_label_studio_s_converter_writes(
    format: str, corpus: list[Example], tmp_path: Path
) -> None:
    converter = pytest.importorskip("label_studio_sdk.converter", reason="no SDK")
    folder = exported("labelstudio", corpus, tmp_path)
    made = json.loads((folder / "tasks.json").read_text("utf-8"))
    for number, task in enumerate(made, 1):
        task |= {"id": number, "created_at": "2031-03-04T05:06:07Z"}
        for one in task["annotations"]:
            one |= {"id": number, "completed_by": {"id": 7, "email": "ana@example.org"}}
            one |= {"was_cancelled": False, "lead_time": 3.5, "created_at": task["created_at"]}
    (tmp_path / "export.json").write_text(json.dumps(made), "utf-8")
    using = converter.Converter((folder / "config.xml").read_text("utf-8"), str(tmp_path))
    using.convert(str(tmp_path / "export.json"), str(tmp_path / "out"), format, is_dir=False)
    (file,) = (one for one in (tmp_path / "out").iterdir() if one.is_file())
    found = _by_text(file)
    assert len(found) == len(corpus)
    for example in corpus:
        tags, links = said(found[example.article.text])
        assert tags == said(example)[0]
        # JSON-MIN and CSV have no relations.
        assert links == (said(example)[1] if format == "JSON" else [])


def _by_text(file: Path) -> dict[str, Example]:
    from annotations.formats import recognised

    found = list((recognised(file).read or pytest.fail)(file))
    return {one.article.text: one for one in found if isinstance(one, Example)}


CONTEXT = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "id": "@id",
    "type": "@type",
    **{
        name: f"oa:{name}"
        for name in "Annotation TextualBody SpecificResource TextQuoteSelector "
        "TextPositionSelector tagging commenting linking exact prefix suffix start end".split()
    },
    "AnnotationPage": "as:OrderedCollectionPage",
    "Person": "foaf:Person",
    "name": "foaf:name",
    "value": "rdf:value",
    "created": "dcterms:created",
    "creator": {"@id": "dcterms:creator", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
}
"""Of the context of Web Annotations the terms that postil writes; nothing is fetched."""


def _context(url: str, _: object) -> dict[str, Any]:
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"documentUrl": url, "contextUrl": None, "document": {"@context": CONTEXT}}


@pytest.mark.parametrize("utf16", [False, True])
def test_pyld_understands_every_term_and_postil_what_pyld_writes(
    utf16: bool, corpus: list[Example], tmp_path: Path
) -> None:
    jsonld = pytest.importorskip("pyld.jsonld", reason="PyLD is not installed")
    folder = exported("w3c", corpus, tmp_path, utf16=utf16)
    for example in corpus:
        file = folder / f"{example.article.id}.jsonld"
        options = {"documentLoader": _context, "base": file.as_uri()}
        page = json.loads(file.read_text("utf-8"))
        expanded = jsonld.expand(page, options)
        compacted = jsonld.compact(expanded, page["@context"], options)
        # A term that no context has vanishes in between without a word.
        assert _loose(compacted) == _loose(page)
        file.write_text(json.dumps(compacted), "utf-8")
    found = read("w3c", folder)
    assert {id: said(one) for id, one in found.items()} == {
        one.article.id: said(one) for one in corpus
    }
    assert [_attributes(one) for one in found.values()] == [_attributes(one) for one in corpus]


def _loose(value: Any) -> Any:
    """Lists of one as what is in them: JSON-LD takes them for the same."""
    if isinstance(value, dict):
        return {name: _loose(one) for name, one in value.items()}
    if isinstance(value, list):
        return _loose(value[0]) if len(value) == 1 else list(map(_loose, value))
    return value


def test_tei_keeps_to_its_grammar(corpus: list[Example], scheme: Scheme, tmp_path: Path) -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")
    place = os.environ.get("POSTIL_TEI_RNG")
    if not place:
        pytest.skip("POSTIL_TEI_RNG does not name the tei_all.rng of TEI P5")
    grammar = etree.RelaxNG(etree.parse(place))
    folder = exported("tei", corpus, tmp_path, scheme=scheme)
    for example in corpus:
        document = etree.parse(folder / f"{example.article.id}.xml")
        grammar.assertValid(document)
        text = document.find(".//{*}ab").text
        assert text == example.article.text
        places = [
            tuple(map(int, span.get("target").rpartition("(")[2].rstrip(")").split(",")[1:]))
            for span in document.iterfind(".//{*}span")
        ]
        words = sorted(text[start : start + length] for start, length in places)
        assert words == sorted(name for _, name, _ in said(example)[0])


def test_mistral_common_takes_the_dialogues(corpus: list[Example], tmp_path: Path) -> None:
    pytest.importorskip("mistral_common", reason="mistral-common is not installed")
    from mistral_common.protocol.instruct.request import ChatCompletionRequest
    from mistral_common.protocol.instruct.validator import MistralRequestValidator, ValidationMode

    check = MistralRequestValidator(ValidationMode.finetuning)
    lines = exported("chat", corpus, tmp_path).read_text("utf-8").splitlines()
    for line, example in zip(lines, corpus, strict=True):
        request = check.validate_request(ChatCompletionRequest(**json.loads(line)))
        *_, asked, answered = request.messages
        assert asked.content == example.article.text
        spans = json.loads(answered.content)["spans"]
        assert sorted(s["text"] for s in spans) == sorted(w for _, w, _ in said(example)[0])


def test_the_hash_of_prodigy_s_is_murmur3_s(corpus: list[Example], tmp_path: Path) -> None:
    mmh3 = pytest.importorskip("mmh3", reason="mmh3 is not installed")
    for line in exported("prodigy", corpus, tmp_path).read_text("utf-8").splitlines():
        row = json.loads(line)
        assert row["_input_hash"] == mmh3.hash(f"text={json.dumps(row['text'])}", 0)
        tokens = "".join(t["text"] + " " * t["ws"] for t in row["tokens"])
        assert tokens == row["text"]
        for span in row["spans"]:
            first, last = (row["tokens"][span[end]] for end in ("token_start", "token_end"))
            assert (first["start"], last["end"]) == (span["start"], span["end"])
    assert input_hash("") == mmh3.hash('text=""', 0)
