"""The scheme in postil.toml: roles, types, links and codes, and what older files mean."""

from pathlib import Path
from typing import Any, get_args

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import UsageError
from annotations.scheme import ROLES, Attribute, AttributeType, LinkType, Scheme
from annotations.settings import Settings, read_settings

FEAST = """
[[labels]]
name = "when"
key = "w"
role = "date"
attributes.value = "date"
attributes.certainty = ["day", "month"]
attributes.note = "text"
attributes.sure = "flag"
attributes.n = "NUMBER"
[[labels]]
name = "who"
role = " Actor "
attributes = ["entity", "rank"]
[[labels]]
name = "guild"
role = "actor"
attributes = { entity = "text", rank = [] }
[[labels]]
name = "saying"
role = "quote"
[[labels]]
name = "quote"
role = "none"
[[links]]
type = "speaker"
key = "s"
from = ["saying", "quote"]
to = ["who", "guild"]
[[links]]
type = "guest of"
keys = ["O", "Ы"]
from = "who"
to = "guild"
[article.attributes]
frame = ["conflict", "economy"]
tone = "text"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "postil.toml"


def read(file: Path, text: str) -> Settings:
    file.write_text(text, encoding="utf-8")
    return read_settings(file)


def test_roles_types_links_and_codes(file: Path) -> None:
    scheme = read(file, FEAST).scheme
    assert [label.role for label in scheme.labels] == ["date", "actor", "actor", "quote", ""]
    when, who, guild, *_ = scheme.labels
    assert when.attributes == {
        "value": Attribute("date"),
        "certainty": Attribute("choice", ("day", "month")),
        "note": Attribute(),
        "sure": Attribute("flag"),
        "n": Attribute("number"),
    }
    assert who.attributes == {"entity": Attribute("entity"), "rank": Attribute()}
    assert guild.attributes == {"entity": Attribute("text"), "rank": Attribute()}
    assert scheme.links == (
        LinkType("speaker", ("saying", "quote"), ("who", "guild"), ("s",)),
        LinkType("guest of", ("who",), ("guild",), ("O", "Ы")),
    )
    assert scheme.codes == {
        "frame": Attribute("choice", ("conflict", "economy")),
        "tone": Attribute(),
    }


def labels(*names: str, more: str = "") -> str:
    return "".join(f'[[labels]]\nname = "{name}"\n{more}\n' for name in names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("speaker", ("quote",), ("actor",))]),
        (labels("quote", "boat"), []),
        ("links = []", []),
        (
            labels("saying", more='role = "quote"') + labels("who", "guild", more='role = "actor"'),
            [("speaker", ("saying",), ("who", "guild"))],
        ),
        (labels("quote", "actor", more='role = ""'), []),
        (labels("quote", "who") + "[suggest]\nlabels = { actor = 'who' }", []),
    ],
)
def test_a_speaker_leads_from_the_quotes_to_the_actors_unless_links_are_named(
    file: Path, text: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    assert read(file, text).scheme.links == tuple(LinkType(*link) for link in expected)


VALUES = st.recursive(
    st.one_of(
        st.sampled_from(
            ["actor", "date", "none", "text", "flag", "a", "s", "S", "", " ", "\u0444"]
        ),
        st.integers(-2, 2),
        st.booleans(),
        st.text(max_size=3),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from("name key keys role colour attributes type from to labels x".split()),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=12,
)
LABEL_TABLE = st.fixed_dictionaries(
    {"name": st.sampled_from(["actor", "date", "who", "when"])},
    optional=dict.fromkeys(("key", "role", "attributes", "description"), VALUES),
)
LINK_TABLE = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["by", "of"]),
        "from": st.sampled_from(["actor", ["who"]]),
        "to": VALUES,
    },
    optional={"key": VALUES},
)
FILES = st.fixed_dictionaries(
    {},
    optional={
        "labels": st.lists(LABEL_TABLE, max_size=3) | VALUES,
        "links": st.lists(LINK_TABLE, max_size=3) | VALUES,
        "article": st.fixed_dictionaries({}, optional={"attributes": VALUES}) | VALUES,
        "suggest": st.fixed_dictionaries({}, optional={"labels": VALUES, "on": VALUES}) | VALUES,
    },
)


def scheme_or_refusal(file: Path, text: str) -> Scheme | str:
    try:
        return read(file, text).scheme
    except UsageError as error:
        return error.message


@given(FILES)
def test_whatever_is_written_is_read_or_refused_by_the_name_of_the_file(
    tmp_path_factory: pytest.TempPathFactory, said: dict[str, Any]
) -> None:
    try:
        written = tomlkit.dumps(said)
    except (ValueError, TypeError):
        return
    file = tmp_path_factory.getbasetemp() / "whatever.toml"
    scheme = scheme_or_refusal(file, written)
    if isinstance(scheme, str):
        assert scheme.startswith(str(file))
        return
    names = [label.name for label in scheme.labels]
    assert len(names) == len(set(names)) > 0
    for link in scheme.links:
        assert link.sources
        assert link.targets
        assert {*link.sources, *link.targets} <= {*names}
        assert all(scheme.fits(link.type, s, t) for s in link.sources for t in link.targets)


SHIP = labels("ship", more='key = "s"')
BOTH = labels("ship", "port", "crew")


def link(type: str, source: str = "['ship']", more: str = "") -> str:
    return f"[[links]]\ntype = '{type}'\nfrom = {source}\nto = 'port'\n{more}\n"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            labels("x", more="role = 'datum'"),
            "'datum' is not a role, so x cannot have it",
            "The roles are actor, date, proposal, quote, reported; for no role, write none.",
        ),
        (labels("x", more="role = 3"), "3 is not a role, so x cannot have it", "The roles are"),
        (
            labels("x", more="attributes = { n = 'numbr' }"),
            "'numbr', the type of n in the attributes of x, is not a type",
            "; for a choice, write a list",
        ),
        (labels("x", more="attributes = { n = 3 }"), "n in the attributes of x should be", ""),
        (labels("x", more="attributes = { n = [3] }"), "attributes of x should be a word or", ""),
        (labels("x", more="attributes = { ' ' = [] }"), "attributes of x should be a list of", ""),
        ("[article]\nframe = 'text'", "no setting of article 'frame'", "Use one of: attributes."),
        ("[article.attributes]\nn = 'numbr'", "'numbr', the type of n in the attributes of", ""),
        (
            "[article.attributes]\nsource = 'text'",
            "source is a field that every article has",
            "another",
        ),
        ("article = 3", "article should be a table", ""),
        (BOTH + link("by", "[]"), "from of the link by should be one label or more", ""),
        (BOTH + link("by", "3"), "from of the link by should be a word or a list", ""),
        (BOTH + link("by", "['ship', 'prt']"), "no label 'prt'", "Did you mean port?"),
        (BOTH + link(" "), "type of a link should be a word", ""),
        (BOTH + link("by", more="key = 'ctrl+l'"), "key of by should be one letter", ""),
        (BOTH + link("by", more="key = 'b'\nkeys = ['c']"), "by has both key and keys", ""),
        (
            BOTH + SHIP.replace("ship", "boat") + link("by", more="key = 's'"),
            "the label boat and the link by both use the key 's'",
            "The free letters are: a b",
        ),
        (
            BOTH + link("by", more="key = 'b'") + link("at", "['port', 'ship']", "key = 'b'"),
            "the link by and the link at both use the key 'b'",
            "The free letters are: a c",
        ),
    ],
)
def test_a_mistake_is_named(file: Path, text: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(file, text)
    assert caught.value.message.startswith(f"{file}: ")
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_links_from_different_labels_may_share_a_key(file: Path) -> None:
    text = BOTH + link("by", more="key = 'b'") + link("at", "['port']", "key = 'b'")
    assert [one.keys for one in read(file, text).scheme.links] == [("b",), ("b",)]


def test_a_scheme_without_any_role(file: Path) -> None:
    scheme = read(file, labels("claim", "boat")).scheme
    assert isinstance(scheme, Scheme)
    assert [label.role for label in scheme.labels] == ["", ""]


PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_example_in_the_docs_is_one_and_all_that_may_be_said_is_in_it(file: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    scheme = read(file, example).scheme
    when, *_ = scheme.labels
    assert {one.type for one in when.attributes.values()} == set(get_args(AttributeType))
    assert set(ROLES) <= set(page.replace("`", " ").replace(",", " ").split())
    assert scheme.codes
    assert [link.keys for link in scheme.links] == [(), ("O",)]
