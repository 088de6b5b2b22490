"""The section on a server of docs/teams.md, run from top to bottom, with a real server and psql."""

import json
import shlex
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotations.article import Article
from annotations.project import Project
from docs.sample_team import GOLD
from tests.postgres import Running
from tests.test_teams_page import BLOCK, ON_A_SERVER, ROOT, Reader, lines
from tui.cli import postil

psycopg = pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

URL = "postgresql://db.example/corpus"
EARLY = Article("quay-early", "An early quay", "An early quay\n\nThe quay opened early.\n")


class ReaderOfServer(Reader):
    """Does what the section says; who looks after the server is its superuser."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, server: Running) -> None:
        super().__init__(monkeypatch)
        self._server = server

    def type(self, line: str) -> None:
        """See `Reader.type`."""
        if line.startswith("createdb "):
            _, _, template, _, encoding, name = shlex.split(line)
            with psycopg.connect(self._server.url, autocommit=True) as connection:
                connection.execute(
                    f"create database {name} template {template} encoding '{encoding}'".encode()
                )
        elif " | psql " in line:
            first, _, then = line.partition(" | ")
            super().type(first)
            self._pipe(self.said["team sql"], shlex.split(then)[1:])
        elif line.startswith("postil copy "):
            with self._monkeypatch.context() as administrator:
                administrator.setenv("PGUSER", "postgres")
                super().type(line.replace(URL, self.url))
        else:
            super().type(line)

    @property
    def url(self) -> str:
        """Where the section's database is here, for whoever logs in."""
        return f"postgresql:///corpus?host={self._server.folder}"

    def _pipe(self, text: str, arguments: list[str]) -> None:
        psql = [self._server.folder / "programs/psql", "--username", "postgres"]
        asked = [*psql, "--host", self._server.folder, *arguments]
        done = subprocess.run(asked, input=text, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr


def test_the_section_can_be_followed_from_top_to_bottom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lone_server: Running
) -> None:
    (tmp_path / "sample_articles").symlink_to(ROOT / "sample_articles")
    (tmp_path / "corpus").mkdir()
    monkeypatch.chdir(tmp_path / "corpus")
    Project(tmp_path / "files", "ana").result.add([EARLY])
    reader, settings = ReaderOfServer(monkeypatch, lone_server), Path("postil.toml")
    for language, block in BLOCK.findall(ON_A_SERVER):
        if language == "toml":
            before = settings.read_text("utf-8") if settings.exists() else ""
            settings.write_text(before + block.replace(URL, reader.url), "utf-8")
        else:
            for line in block.splitlines():
                reader.type(line)
    rows = {name: lines(tmp_path / f"{name}.jsonl") for name in ("result", "layers")}
    assert [len(found) for found in rows.values()] == [13, 13]
    wanted = {(digest, tag.start, tag.end, tag.label)
              for digest, one in GOLD.items() for n, tag in enumerate(one.annotations)
              if n % 7 or n % 5}  # fmt: skip
    found = [(row["sha256"], span) for row in rows["result"] for span in row["spans"]]
    assert {(digest, s["start"], s["end"], s["label"]) for digest, s in found} == wanted
    assert {tuple(span["agreed"]) for _, span in found} == {("ana", "ben"), ("ana",), ("ben",)}
    whose = Counter(s["annotator"] for row in rows["layers"] for s in row["spans"])
    assert whose["ana"] > whose["ben"] > 0
    against = reader.said["review --mine"]
    assert "ferry-strike-courier:292-322  nothing \u2192 actor" in against
    assert Project(tmp_path / "backup-of-may", "ana").result.article(EARLY.id) == EARLY
    here = {path.name for path in Path(".postil").rglob("*")}
    assert here.isdisjoint(("articles", "texts", "history"))
    for name in ("ben", "cyd"):
        monkeypatch.setenv("POSTIL_ANNOTATOR", name)
        assert "Nothing is wrong." in CliRunner().invoke(postil, ["doctor"]).output
    monkeypatch.setenv("POSTIL_ANNOTATOR", "ben")
    counts = json.loads(CliRunner().invoke(postil, ["stats", "--json"]).stdout)
    assert list(counts["annotators"]) == ["ben"]
