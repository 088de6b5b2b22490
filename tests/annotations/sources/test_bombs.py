"""Files that are made to take a machine are read, or refused in a sentence that says why."""

from pathlib import Path

import pytest

from annotations.errors import PostilError
from annotations.sources.reading_list import reading_list
from benchmarks.bombs import BOX, TABLE, P, body, docx, made, nested

REFUSED = {
    "pages that are their own": "has no pages",
    "table of objects before itself": "has no pages",
    "stream as long as itself": "has no text in it",
    "form that draws itself": "has no text in it",
    "entities": "is damaged",
    "entities late": "is damaged",
    "entities in UTF-16": "is damaged",
    "much text": "has more than 50 MB of text",
    "tables in tables": "has tables or text boxes in each other hundreds deep",
    "boxes in boxes": "has tables or text boxes in each other hundreds deep",
    "flipped bit": "is damaged",
    "unknown version": "is damaged",
    "locked entry": "is damaged",
    "zip of blanks": "would unpack to 300 MB",
    "zip of an unknown version": "cannot be unpacked: zip file version 9.9",
    "zip with a flipped bit": "cannot be unpacked",
}
READ = {"huge page": 26, "letters without end": 5}
SLOW = {
    "object that is itself": "takes more than 60 seconds",
    "forms in forms": "takes more than 60 seconds",
    "letters far apart": "has no page that can be read",
    "twice Flate": "has no page that can be read",
    "zip bomb": "takes more than 1 GB of memory",
}


def open_one(name: str, folder: Path) -> int:
    file, data = made(name)
    (folder / file).write_bytes(data)
    return sum(r.length or len(r.read().text) for r in reading_list([folder / file]).references)


@pytest.mark.parametrize("name", REFUSED)
def test_a_bomb_is_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    with pytest.raises(PostilError, match=REFUSED[name]):
        open_one(name, tmp_path)


@pytest.mark.torture
@pytest.mark.parametrize("name", SLOW)
def test_so_is_one_that_takes_all_that_it_may(name: str, tmp_path: Path) -> None:
    with pytest.raises(PostilError, match=SLOW[name]):
        open_one(name, tmp_path)


@pytest.mark.parametrize("name", READ)
def test_or_read(name: str, tmp_path: Path) -> None:
    assert open_one(name, tmp_path) == READ[name]


@pytest.mark.parametrize("around", [TABLE, BOX])
def test_words_in_tables_in_tables_come_once(around: str, tmp_path: Path) -> None:
    """Nobody nests them this deep; three levels have doubled words before."""
    file = tmp_path / "a.docx"
    file.write_bytes(docx(body(nested(around, 40, P.replace("Words", "Innermost")))))
    (found,) = reading_list([file]).references
    text = found.read().text
    assert text.count("Innermost") == 1
    assert text.count("Words") == (40 if around == TABLE else 0)
