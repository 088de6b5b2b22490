"""`postil import` of a zip, as tools hand out their exports: the same as of the folder in it."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from annotations.project import Project

Run = Callable[..., Result]

ROW = {"id": 4, "text": "Mara Oss met Kai.", "label": [[0, 8, "actor"]], "Comments": []}


def packed(folder: Path, **files: str) -> Path:
    with zipfile.ZipFile(folder / "export.zip", "w") as out:
        for name, text in files.items():
            out.writestr(f"{name}.jsonl", text)
    return folder / "export.zip"


def test_a_zip_with_a_file_for_each_person(run: Run, tmp_path: Path) -> None:
    file = packed(tmp_path, ana=json.dumps(ROW), ben=json.dumps({**ROW, "cats": {"sport": 1}}))
    result = run("import", str(file), "--project", str(tmp_path / "project"))
    assert result.exit_code == 1
    assert f"\u201ccats\u201d was not read: in {file}, ben.jsonl, line 1." in result.stderr
    store = Project(tmp_path / "project").store
    (article,) = store.articles()
    assert article.origin == f"{file}, ben.jsonl, line 1"
    found = store.load(article.id).annotations.values()
    assert sorted(tag.annotator for tag in found) == ["ana", "ben"]


def test_a_zip_that_is_broken_or_leads_out_of_itself_is_refused(run: Run, tmp_path: Path) -> None:
    file = packed(tmp_path, **{"../../out": json.dumps(ROW)})
    result = run("import", str(file), "--project", str(tmp_path / "project"))
    assert result.exit_code == 1
    assert "contains a path outside itself" in result.stderr
    assert not list(tmp_path.rglob("out*"))
    good = packed(tmp_path, ana=json.dumps(ROW) * 20).read_bytes()
    at = good.index(b"Mara")
    file.write_bytes(good[:at] + b"Lena" + good[at + 4 :])
    result = run("import", str(file), "--project", str(tmp_path / "project"))
    assert result.exit_code == 1
    assert f"{file} cannot be unpacked: Bad CRC-32" in result.stderr
    assert not (tmp_path / "project" / ".postil").exists()
