"""What a postil.toml of the former version says means what it meant."""

from pathlib import Path

import pytest

from annotations.scheme import Attribute, LinkType
from annotations.settings import Settings, read_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "postil.toml"


def read(file: Path, text: str) -> Settings:
    file.write_text(text, encoding="utf-8")
    return read_settings(file)


OLD = """
[[labels]]
name = "person"
key = "p"
attributes = ["entity"]
[[labels]]
name = "date"
key = "d"
attributes = { value = [], certainty = ["day", "flag"] }
[[labels]]
name = "claim"
key = "c"
attributes = "stance"
[[links]]
type = "about"
from = "claim"
to = "person"
[suggest]
labels = { actor = "person", proposal = "claim", quote = "claim" }
"""


def test_a_file_of_the_former_version_means_what_it_meant(file: Path) -> None:
    settings = read(file, OLD)
    person, date, claim = settings.scheme.labels
    assert [label.role for label in settings.scheme.labels] == ["actor", "date", "proposal"]
    assert settings.suggest.labels == {"actor": "person", "proposal": "claim", "quote": "claim"}
    assert person.attributes == {"entity": Attribute("entity")}
    assert date.attributes == {
        "value": Attribute("date"),
        "certainty": Attribute("choice", ("day", "flag")),
    }
    assert claim.attributes == {"stance": Attribute()}
    assert settings.scheme.links == (LinkType("about", ("claim",), ("person",)),)
    assert settings.scheme.codes == {}


def test_what_init_wrote_in_the_former_version_means_the_defaults(file: Path) -> None:
    former = Path(__file__).parent / "former" / "postil.toml"
    assert read(file, former.read_text(encoding="utf-8")) == Settings()


def old_labels(*written: str) -> str:
    return "".join(f"[[labels]]\n{one}\n" for one in written)


@pytest.mark.parametrize(
    ("written", "role", "attributes"),
    [
        (
            'name = "date"\nattributes = ["value", "entity"]',
            "date",
            {"value": "date", "entity": "text"},
        ),
        ('name = "date"\nattributes = { value = [] }', "date", {"value": "date"}),
        (
            'name = "actor"\nattributes = ["entity", "value"]',
            "actor",
            {"entity": "entity", "value": "text"},
        ),
        (
            'name = "quote"\nattributes = { value = [], entity = [] }',
            "quote",
            {"value": "text", "entity": "text"},
        ),
        ('name = "Date"\nattributes = ["value"]', "", {"value": "text"}),
        ('name = "day"\nattributes = "value"', "", {"value": "text"}),
        ('name = "date"\nattributes = { value = ["date", "text"] }', "date", {"value": "choice"}),
        ('name = "date"', "date", {}),
    ],
)
def test_the_former_spelling_of_attributes(
    file: Path, written: str, role: str, attributes: dict[str, str]
) -> None:
    (label,) = read(file, old_labels(written)).scheme.labels
    assert label.role == role
    assert {name: one.type for name, one in label.attributes.items()} == attributes
