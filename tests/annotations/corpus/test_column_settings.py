"""Columns are noted in postil.toml, and nothing else there changes, comments least of all."""

import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.corpus.column_settings import remember, with_columns
from annotations.errors import PostilError
from annotations.settings import TEMPLATE, read_settings

NEW = 'text = ["Voll\\"text"]\n'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", f"[columns]\n{NEW}"),
        ('annotator = "ana"\n', f'annotator = "ana"\n\n[columns]\n{NEW}'),
        ("# no end", f"# no end\n\n[columns]\n{NEW}"),
        ("# [columns]\n", f"# [columns]\n\n[columns]\n{NEW}"),
        (
            '[columns] # mine\ntext = ["old"] # why\n\n# keys\n[keys]\nundo = "u"\n',
            '[columns] # mine\ntext = ["Voll\\"text"] # why\n\n# keys\n[keys]\nundo = "u"\n',
        ),
        (
            "[columns]\n# ours\ngroup = []\n# theirs\n\n[keys] # last\n",
            f"[columns]\n# ours\ngroup = []\n# theirs\n{NEW}\n[keys] # last\n",
        ),
        ('columns.id = "nr" # ids\n', 'columns.id = "nr" # ids\ncolumns.' + NEW),
        ('columns = {id = "nr"} # ids\n', 'columns = {id = "nr", ' + NEW[:-1] + "} # ids\n"),
        ('text = "no setting"\r\n', f'text = "no setting"\r\n\r\n[columns]\r\n{NEW[:-1]}\r\n'),
        ("\ufeff# marked\n", f"\ufeff# marked\n\n[columns]\n{NEW}"),
    ],
)
def test_the_table_is_written_where_it_belongs(source: str, expected: str) -> None:
    made = with_columns(source, {"text": ['Voll"text']})
    assert tomllib.loads(made.lstrip("\ufeff"))["columns"]["text"] == ['Voll"text']
    # How tomlkit sets a comma depends on its version.
    assert made.replace(",text", ", text") == expected


def test_comments_inside_a_list_stay() -> None:
    source = '[columns]\ntext = [\n  "body",  # the agency\n  "copy",  # the paper\n]\n'
    made = with_columns(source, {"text": ["story", "body", "copy"]})
    assert tomllib.loads(made)["columns"]["text"] == ["story", "body", "copy"]
    assert "# the agency" in made
    assert "# the paper" in made


def test_a_table_that_cannot_be_added_to_is_left_alone() -> None:
    with pytest.raises(PostilError, match="Add this to it: text"):
        with_columns("columns = 3\n", {"text": ["a"]})


COLUMN = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9)


@given(st.dictionaries(st.sampled_from(["text", "title", "url"]), COLUMN, min_size=1), COLUMN)
def test_any_name_of_a_column_comes_back(asked: dict[str, str], other: str) -> None:
    made = with_columns(TEMPLATE, {name: [column] for name, column in asked.items()})
    made = with_columns(made, {"group": [other]})
    found = tomllib.loads(made)["columns"]
    assert found == {**{name: [column] for name, column in asked.items()}, "group": [other]}
    assert made.startswith(TEMPLATE)


def test_what_was_asked_for_comes_first_and_stays(tmp_path: Path) -> None:
    file = tmp_path / "postil.toml"
    file.write_text(TEMPLATE, encoding="utf-8")
    assert remember(file, {"text": "Text", "group": ""})
    assert remember(file, {"text": "Körper"})
    assert read_settings(file).columns == {"text": ("Körper", "Text"), "group": ()}
    assert not remember(file, {"text": "Körper"})
    assert file.read_text(encoding="utf-8").startswith(TEMPLATE)


def test_a_project_without_settings_gets_some(tmp_path: Path) -> None:
    file = tmp_path / "new" / "postil.toml"
    assert remember(file, {"title": "Überschrift"})
    assert read_settings(file).columns == {"title": ("Überschrift",)}
    assert not remember(tmp_path / "none.toml", {})
    assert not (tmp_path / "none.toml").exists()


def test_what_several_note_at_once_is_all_there(tmp_path: Path) -> None:
    file, names = tmp_path / "postil.toml", ["text", "title", "source", "author", "url", "group"]
    with ThreadPoolExecutor(len(names)) as pool:
        assert all(pool.map(lambda name: remember(file, {name: f"my {name}"}), names))
    assert read_settings(file).columns == {name: (f"my {name}",) for name in names}
