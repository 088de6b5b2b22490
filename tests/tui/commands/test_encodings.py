"""`postil add` says what texts were read as, and reads them as it is told."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.project import Project
from tui.cli import postil

SAID = "Паром стоит в гавани с вторника, сказал капитан."


def add(folder: Path, *arguments: str | Path) -> Result:
    told = ("add", *map(str, arguments), "--project", str(folder / "project"))
    result = CliRunner().invoke(postil, told, prog_name="postil")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def texts(folder: Path) -> list[str]:
    store = Project(folder / "project").store
    return sorted(article.text for id in store.ids() if (article := store.article(id)))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", SAID),
        ("a.csv", f'text,n\n"{SAID}",1\n'),
        ("a.jsonl", f'{{"text": "{SAID}"}}\n'),
        ("a.md", SAID),
    ],
)
def test_an_encoding_that_is_named_is_kept_to(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_bytes(content.encode("cp866"))
    result = add(tmp_path, "--encoding", "IBM866", tmp_path / name)
    assert result.exit_code == 0
    assert "was read as" not in result.stderr
    assert texts(tmp_path) == [SAID]


def test_a_wrong_one_is_put_right_by_an_update(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(SAID.encode("cp1251"))
    assert add(tmp_path, "--encoding", "koi8-r", tmp_path / "a.txt").exit_code == 0
    assert texts(tmp_path) != [SAID]
    again = add(tmp_path, "--encoding", "windows-1251", "--update", tmp_path / "a.txt")
    assert again.exit_code == 0
    assert texts(tmp_path) == [SAID]


def test_one_that_does_not_fit_is_refused_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("one\nFähre".encode("cp1252"))
    result = add(tmp_path, "--encoding", "utf-8", tmp_path / "a.txt")
    assert result.exit_code == 1
    assert "is not utf-8: a byte in line 2 does not fit." in result.stderr
    assert not (tmp_path / "project").exists() or texts(tmp_path) == []


def test_one_that_is_none_is_a_wrong_call(tmp_path: Path) -> None:
    result = add(tmp_path, "--encoding", "cyrillic-ish", tmp_path / "a.txt")
    assert result.exit_code == 2
    assert "There is no encoding called 'cyrillic-ish'. Use a name such as" in result.stderr


def test_documents_that_are_no_texts_are_read_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 broken")
    result = add(tmp_path, "--encoding", "cp1251", tmp_path / "a.pdf")
    assert result.exit_code == 1
    assert "windows-1251" not in result.stderr


def test_dates_that_are_none_are_named_once_and_the_rows_are_added(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,published\none,soon\ntwo,9.11.2034\n")
    result = add(tmp_path, tmp_path / "a.csv")
    assert result.exit_code == 0
    assert result.stderr.count("line 2 'soon' is not a date") == 1
    assert texts(tmp_path) == ["one", "two"]
