"""Files that postil does not read are refused with what they are."""

import json
from pathlib import Path

import pytest

from annotations.errors import PostilError
from annotations.formats import recognised


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            json.dumps([{"annotation_id": 1, "lead_time": 2, "audio": "a.wav"}] * 12),
            "a Label Studio export of 12 tasks",
        ),
        (json.dumps([{"id": 1, "paragraphs": []}] * 2), "spaCy's JSON of 2 documents"),
        ("#FORMAT=WebAnno TSV 2.0\n\n", "an older WebAnno TSV"),
        ('<?xml version="1.0"?>\n<GateDocument/>', "a GATE document"),
        ("# text = Mara left.\n1\tMara\tMara\tPROPN\t_\t_\t2\tnsubj\t_\t_\n", "CoNLL-U"),
        ("SQLite format 3\0", "an SQLite database"),
        ("PK\x03\x04 xl/workbook.xml", "a workbook"),
        ('{"body": "Mara left.", "kind": "news"}\n', "JSON with body, kind, and no text"),
        ("O\tMara\nB-LOC\tOslin\n\nO\tleft\n", "columns with the tag before the token"),
        ('[["Mara left.", {"entities": [[0, 4, "PER"]]}]]', "spaCy's training data as pairs"),
        ("TRAIN = [('Mara left.', {'entities': []})]", "spaCy's training data as pairs"),
        ("text,label\nMara left.,sport\n", "a table with the columns text, label"),
    ],
)
def test_a_file_of_another_tool_is_called_by_its_name(data: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "file", tmp_path / "folder" / "file"):
        path.write_bytes(data.encode())
    for path in (tmp_path / "file", tmp_path / "folder"):
        with pytest.raises(PostilError, match="which postil import cannot read") as caught:
            recognised(path)
        assert said in caught.value.message
        assert caught.value.hint


@pytest.mark.parametrize("line", ["a,b\rc,d", "a," + "b" * 200_000])
def test_a_line_that_is_no_row_is_of_no_table(line: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(line.encode())
    with pytest.raises(PostilError, match="is not in a format that postil can read"):
        recognised(tmp_path / "file")
