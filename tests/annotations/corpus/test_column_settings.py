"""Columns are noted in postil.toml, and nothing else there changes."""

from pathlib import Path

import pytest

from annotations.corpus.column_settings import remember, with_columns
from annotations.settings import TEMPLATE, read_settings


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", '[columns]\ntext = ["Voll\\"text"]\n'),
        ('annotator = "ana"\n', 'annotator = "ana"\n\n[columns]\ntext = ["Voll\\"text"]\n'),
        ("# no end", '# no end\n\n[columns]\ntext = ["Voll\\"text"]\n'),
        (
            '[columns] # mine\ntext = ["old"]\n\n# keys\n[keys]\nundo = "u"\n',
            '[columns]\ntext = ["Voll\\"text"]\n\n[keys]\nundo = "u"\n',
        ),
        ("# [columns]\n", '# [columns]\n\n[columns]\ntext = ["Voll\\"text"]\n'),
    ],
)
def test_the_table_is_written_where_it_belongs(source: str, expected: str) -> None:
    assert with_columns(source, {"text": ['Voll"text']}) == expected


def test_what_was_asked_for_comes_first_and_stays(tmp_path: Path) -> None:
    file = tmp_path / "postil.toml"
    file.write_text(TEMPLATE, encoding="utf-8")
    usual = read_settings(file).columns
    assert remember(file, usual, {"text": "Text", "group": ""})
    assert remember(file, read_settings(file).columns, {"text": "Körper"})
    assert read_settings(file).columns == {"text": ("Körper", "Text"), "group": ()}
    assert not remember(file, read_settings(file).columns, {"text": "Körper"})
    assert file.read_text(encoding="utf-8").startswith(TEMPLATE)


def test_a_project_without_settings_gets_some(tmp_path: Path) -> None:
    file = tmp_path / "new" / "postil.toml"
    assert remember(file, {}, {"title": "Überschrift"})
    assert read_settings(file).columns == {"title": ("Überschrift",)}
    assert not remember(tmp_path / "none.toml", {}, {})
    assert not (tmp_path / "none.toml").exists()
