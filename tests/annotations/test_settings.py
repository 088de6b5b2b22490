"""postil.toml: what it may say, what the defaults are, and how a mistake is explained."""

import re
from pathlib import Path

import pytest

from annotations.attributes import TYPES
from annotations.errors import UsageError
from annotations.scheme import DEFAULT_SCHEME, Attribute, Label, LinkType, Scheme
from annotations.settings import _SETTINGS, TEMPLATE, Settings, read_settings
from annotations.suggesting import Suggesting
from annotations.team.team import Team


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "postil.toml"


def test_the_defaults_hold_without_a_file(file: Path) -> None:
    assert read_settings(file) == Settings(None, DEFAULT_SCHEME, {})


@pytest.mark.parametrize(
    "text", ["", TEMPLATE, "\ufeff" + TEMPLATE, TEMPLATE.replace("\n", "\r\n")]
)
def test_what_init_writes_equals_the_defaults(file: Path, text: str) -> None:
    file.write_bytes(text.encode())
    assert read_settings(file) == Settings(None, DEFAULT_SCHEME, {})


def test_the_comments_of_the_template_are_settings_too(file: Path) -> None:
    settings = TEMPLATE.replace('# annotator = "ana"', 'annotator = "ana"')
    for line in ("[keys]", "undo", "layout"):
        settings = settings.replace(f"# {line}", line)
    file.write_text(settings, encoding="utf-8")
    expected = Settings("ana", DEFAULT_SCHEME, {"undo": ("u", "ctrl+y")}, ("ru",))
    assert read_settings(file) == expected


def test_the_template_tells_of_every_setting_and_of_no_other() -> None:
    entries = re.findall(r"^(?:# )?(?:\[+(\w+)|(\w+) = )", TEMPLATE.split("[[labels]]")[0], re.M)
    tables = re.findall(r"^(?:# )?\[+(\w+)", TEMPLATE, re.M)
    assert {*(name for pair in entries for name in pair if name), *tables} == set(_SETTINGS)


def test_a_scheme_of_ones_own(file: Path) -> None:
    file.write_text(
        """
        [[labels]]
        name = "claim"
        key = ["c", "с"]
        colour = "red"
        description = "what is said to be so"
        attributes = { stance = ["for", "against"], source = [] }
        [[labels]]
        name = "people and places"
        keys = ["p"]
        attributes = ["entity"]
        [[labels]]
        name = "by number only"
        [[links]]
        type = "about"
        from = "claim"
        to = "people and places"
        [keys]
        undo = "u"
        note = []
        layout = ["ru", "gr"]
        """,
        encoding="utf-8",
    )
    settings = read_settings(file)
    claim, people, number = settings.scheme.labels
    attributes = {"stance": Attribute("choice", ("for", "against")), "source": Attribute()}
    assert claim == Label("claim", ("c", "с"), "red", "what is said to be so", attributes)
    assert (people.keys, people.attributes) == (("p",), {"entity": Attribute()})
    assert (number.keys, number.colour) == ((), DEFAULT_SCHEME.labels[2].colour)
    assert settings.scheme.links == (LinkType("about", ("claim",), ("people and places",)),)
    assert settings.keys == {"undo": ("u",), "note": ()}
    assert settings.layouts == ("ru", "gr")


def test_links_of_the_default_go_with_their_labels(file: Path) -> None:
    file.write_text('[[labels]]\nname = "claim"\n')
    assert read_settings(file).scheme.links == ()
    file.write_text('[[labels]]\nname = "quote"\n[[labels]]\nname = "actor"\n')
    assert read_settings(file).scheme.links == DEFAULT_SCHEME.links
    file.write_text("links = []\n")
    assert read_settings(file).scheme == Scheme(DEFAULT_SCHEME.labels)


LABEL = '[[labels]]\nname = "x"\n'


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("a = = 1", "is not valid TOML: Invalid value (at line 1, column 5)", "Correct that line."),
        ("a = " + "[" * 5000, "is nested too deeply", "Use fewer levels."),
        ("anotator = 'x'", "no setting 'anotator'", "Did you mean annotator?"),
        ("zzz = 1", "no setting 'zzz'", "Use one of: annotator, speed_log, "),
        ("annotator = 1", "annotator should be a name", ""),
        ("annotator = ' '", "annotator should be a name", ""),
        ("labels = 1", "labels should be one or more [[labels]] tables", ""),
        ("labels = []", "labels should be one or more [[labels]] tables", ""),
        ("[[labels]]\nkey = 'x'", "labels, number 1: name should be a word", ""),
        (LABEL + "color = 'red'", "no setting of a label 'color'", "Did you mean colour?"),
        (LABEL + "colour = 1", "colour and description of x should be words", ""),
        (LABEL + "key = 'xy'", "key of x should be one letter, or a list of letters", ""),
        (LABEL + "key = ' '", "key of x should be one letter", ""),
        (LABEL + "key = 1", "key of x should be a word or a list of words", ""),
        (LABEL + "key = 'a'\nkeys = ['b']", "x has both key and keys", "Keep one of them."),
        (LABEL + "attributes = 1", "attributes of x should be", ""),
        (LABEL + LABEL, "two labels are named 'x'", "Rename one of them."),
        ("[[links]]\ntype = 'x'", "links should be tables with type, from and to", ""),
        (
            "[[links]]\nkind = 'x'",
            "no setting of a link 'kind'",
            "Use one of: type, from, to, key, keys.",
        ),
        (
            "[[links]]\ntype = 'x'\nfrom = 'qoute'\nto = 'actor'",
            "no label 'qoute'",
            "Did you mean quote?",
        ),
        ("keys = 1", "keys should be a table", ""),
        ("columns = 1", "columns should be a table", ""),
        ("[columns]\nbody = 'x'", "no field of an article 'body'", "Use one of: text, id, title"),
        ("[columns]\ntext = 1", "columns.text should be a word or a list of words", ""),
        ("cursor = 'blink'", "cursor should be one of fields, always, never", ""),
        ("cursor = ['fields']", "cursor should be one of fields", ""),
        ("[keys]\nlayout = 1", "keys.layout should be a word or a list of words", ""),
        ("[keys]\nundo = 1", "keys.undo should be a word or a list of words", ""),
    ],
)
def test_a_mistake_is_named_with_its_file(file: Path, text: str, message: str, hint: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_settings(file)
    assert str(file) in caught.value.message
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_two_labels_on_one_key_are_named_with_the_free_letters(file: Path) -> None:
    labels = '[[labels]]\nname = "claim"\nkey = ["c", "d"]\n[[labels]]\nname = "date"\nkey = "d"\n'
    file.write_text(labels)
    with pytest.raises(UsageError) as caught:
        read_settings(file)
    assert "the labels claim and date both use the key 'd'" in caught.value.message
    assert (
        caught.value.hint
        == "The free letters are: a b e f g h i j k l m n o p q r s t u v w x y z."
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff", "is not in UTF-8: the problem is at byte 0."),
        (None, "is a folder where a file should be"),
    ],
)
def test_what_cannot_be_read_is_refused(file: Path, data: bytes | None, message: str) -> None:
    if data is None:
        file.mkdir()
    else:
        file.write_bytes(data)
    with pytest.raises(UsageError, match=message):
        read_settings(file)


def test_who_suggests_and_under_which_labels(file: Path) -> None:
    assert read_settings(file).suggest == Suggesting()
    on = ", ".join(f'"{name}"' for name in Suggesting().on)
    assert f"\n# on = [{on}]\n" in TEMPLATE
    assert [type for type in TYPES if type != "choice" and f'"{type}"' not in TEMPLATE] == []
    file.write_text(
        """
        [[labels]]
        name = "person"
        [suggest]
        on = ["name", "spacy"]
        pipeline = "de_core_news_sm"
        labels = { actor = "person" }
        always = ["rule:name", "model:mine"]
        """
    )
    always = ("rule:name", "model:mine")
    wanted = Suggesting(("name", "spacy"), {"actor": "person"}, "de_core_news_sm", always)
    assert read_settings(file).suggest == wanted


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("suggest = 3", "suggest should be a table"),
        ("[suggest]\non = ['dates']", "no suggester 'dates'. Did you mean date?"),
        ("[suggest]\nalways = 3", "suggest.always should be a word or a list"),
        ("[suggest]\non = 3", "suggest.on should be a word or a list"),
        ("[suggest]\noff = []", "no setting of suggest 'off'"),
        ("[suggest]\npipeline = ''", "suggest.pipeline should be the name"),
        ("[suggest]\nlabels = 3", "suggest.labels should be a table"),
        ("[suggest.labels]\nperson = 'actor'", "no default label 'person'"),
        ("[suggest.labels]\nactor = 'persn'", "no label 'persn'"),
        ("[suggest.labels]\nactor = 3", "suggest.labels.actor should be the name"),
    ],
)
def test_mistakes_in_who_suggests(file: Path, text: str, told: str) -> None:
    file.write_text(text)
    with pytest.raises(UsageError) as caught:
        read_settings(file)
    assert told in str(caught.value)


@pytest.mark.parametrize("target", ["elsewhere.toml", "gone.toml", "/dev/zero"])
def test_settings_that_are_a_link_are_refused_by_name(file: Path, target: str) -> None:
    (file.parent / "elsewhere.toml").write_text('annotator = "somebody else"')
    file.symlink_to(target)
    with pytest.raises(UsageError, match="is a link, and postil follows no links inside a project"):
        read_settings(file)


def test_marks_of_a_conflict_are_told_as_that(tmp_path: Path) -> None:
    file = tmp_path / "postil.toml"
    file.write_text('<<<<<<< HEAD\nannotator = "ana"\n=======\nannotator = "ben"\n>>>>>>> ben\n')
    with pytest.raises(UsageError, match=r"has conflict marks from git: both sides of"):
        read_settings(file)


def test_a_team_says_who_annotates_and_how_much_of_it_together(file: Path) -> None:
    file.write_text('[team]\nannotators = ["ana", " ben "]')
    assert read_settings(file).team == Team(("ana", "ben"))
    file.write_text(
        """
        [team]
        annotators = ["ana", "ben", "cleo"]
        blind = false
        overlap = 0.25
        readers = 3
        repeat = 1
        seed = 7
        adjudicators = "dora"
        """
    )
    wanted = Team(("ana", "ben", "cleo"), False, 0.25, 3, 1.0, 7, ("dora",))
    assert read_settings(file).team == wanted
    assert wanted.people == ("ana", "ben", "cleo", "dora")
    file.write_text('[team]\nannotators = "ana"')
    assert read_settings(file).team == Team(("ana",), readers=1)


def test_the_comments_of_the_template_show_what_a_team_is_by_default(file: Path) -> None:
    lines = TEMPLATE[TEMPLATE.index("# [team]") :].split("\n\n")[0].splitlines()
    file.write_text("\n".join(line.removeprefix("# ") for line in lines))
    assert read_settings(file).team == Team(("ana", "ben"))
    said = {line.removeprefix("# ").split(" =")[0] for line in lines[1:]}
    assert said == set(Team.__struct_fields__)


ANA = "[team]\nannotators = ['ana', 'ben']\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("team = 3", "team should be a table"),
        ("[team]", "team.annotators names nobody"),
        ("[team]\nannotators = []", "team.annotators names nobody"),
        ("[team]\nannotators = 3", "team.annotators should be a word or a list"),
        ("[team]\nannotators = ['ana', ' ']", "team.annotators should be a name or a list"),
        ("[team]\nannotators = ['ana', 'ana ']", "team.annotators has 'ana' twice"),
        (ANA + "adjudicators = ['dora', 'dora']", "team.adjudicators has 'dora' twice"),
        (ANA + "adjudicator = 'dora'", "no setting of team 'adjudicator'. Did you mean adjud"),
        (ANA + "blind = 1", "team.blind should be true or false"),
        (ANA + "overlap = 10", "team.overlap should be a share from 0 to 1"),
        (ANA + "overlap = nan", "team.overlap should be a share from 0 to 1"),
        (ANA + "repeat = true", "team.repeat should be a share from 0 to 1"),
        (ANA + "repeat = -0.1", "team.repeat should be a share from 0 to 1"),
        (ANA + "readers = 3", "from 1 to 2, as there are 2 annotators"),
        (ANA + "readers = 0", "team.readers should be a whole number"),
        (ANA + "readers = true", "team.readers should be a whole number"),
        (ANA + "seed = 'x'", "team.seed should be a whole number"),
    ],
)
def test_a_mistake_in_a_team_is_named(file: Path, text: str, told: str) -> None:
    file.write_text(text)
    with pytest.raises(UsageError) as caught:
        read_settings(file)
    assert told in str(caught.value)
