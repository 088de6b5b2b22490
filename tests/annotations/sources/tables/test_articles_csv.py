"""An `articles.csv` gives text files their metadata, or says why it cannot."""

import unicodedata
from pathlib import Path

import pytest

from annotations.errors import PostilError
from annotations.sources.tables.articles_csv import Tables, rows


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("path,id,title\na.txt,1,One\n", {"a.txt": (("id", "1"), ("title", "One"))}),
        ("Path , ID\n a.txt , 1 \n", {"a.txt": (("id", "1"),)}),
        ('path,title\na.txt,"One, two\nthree"\n', {"a.txt": (("title", "One, two\nthree"),)}),
        ("path,id,Farbe\n./x/a.txt,1,rot,mehr\n", {"x/a.txt": (("id", "1"), ("Farbe", "rot"))}),
        (
            "Path,Publisher,lang\nx\\a.txt,Post,de\n",
            {"x/a.txt": (("source", "Post"), ("language", "de"))},
        ),
        (
            "path,source,publisher\na.txt,Post,Co\n",
            {"a.txt": (("source", "Post"), ("publisher", "Co"))},
        ),
        ("id,path\n1\n,a.txt\n2,\n", {"a.txt": ()}),
        ("path,id\n", {}),
    ],
)
def test_rows_by_path(text: str, found: dict[str, tuple[tuple[str, str], ...]]) -> None:
    assert rows(text, "articles.csv")[0] == found


def test_what_of_a_table_is_kept_or_not_is_told() -> None:
    text = f"path,Ressort,text2,,leer\na.txt,Hafen,{'x' * 3000},y,\nb.txt,,,,,zu,viel\n"
    found, notes = rows(text, "t.csv")
    assert found == {"a.txt": (("Ressort", "Hafen"),), "b.txt": ()}
    assert notes == [
        "t.csv: these columns were kept as extra fields: 'Ressort', 'leer'.",
        "t.csv: not kept, because they are longer than 2,000 characters: 'text2'.",
        "t.csv: there is no column for the last cells of 1 row; they were not used.",
    ]


def test_a_row_that_names_no_file_is_named_and_one_in_other_signs_found(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    file = tmp_path / "deep" / "er" / unicodedata.normalize("NFD", "caf\u00e9.txt")
    file.write_text("Words.")
    table = "path,id\ndeep/er/caf\u00e9.txt,1\nno.txt,2\ndeep/no.txt,3\n"
    (tmp_path / "articles.csv").write_text(table, encoding="utf-8")
    notes: list[str] = []
    assert Tables([], notes=notes).fields(file) == (("id", "1"),)
    (said,) = notes
    assert said.endswith("names 2 files that are missing: no.txt, deep/no.txt.")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no column named path"),
        ("file,id\na.txt,1\n", "no column named path"),
        ('path,id\na.txt,"x\n', "line 2: unexpected end of data"),
    ],
)
def test_a_table_that_cannot_be_used_says_why(text: str, message: str) -> None:
    with pytest.raises(PostilError, match=message):
        rows(text, "articles.csv")


def test_a_table_serves_the_files_beside_it_and_one_folder_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "talks"
    folder.mkdir()
    (tmp_path / "articles.csv").write_text("path,id\ntalks/a.txt,1\ntalks/b.txt,2\n")
    (folder / "articles.csv").write_text("path,id\na.txt,3\n")
    tables = Tables([])
    assert tables.fields(folder / "a.txt") == (("id", "3"),)
    assert tables.fields(folder / "b.txt") == (("id", "2"),)
    assert tables.fields(folder / "c.txt") == ()
    monkeypatch.chdir(folder)
    assert Tables([]).fields(Path("b.txt")) == (("id", "2"),)


def test_a_bad_table_is_told_once_and_the_files_are_read_without(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_bytes(b"path,id\na.txt,\x81\n")
    notices: list[str] = []
    tables = Tables(notices)
    assert [tables.fields(tmp_path / name) for name in ("a.txt", "b.txt")] == [(), ()]
    assert len(notices) == 1
    assert "articles.csv is not UTF-8 (see line 2" in notices[0]
