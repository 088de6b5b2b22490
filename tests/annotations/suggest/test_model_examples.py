"""The examples of programs that suggest: GLiNER's package, and a language model by its server."""

import json
import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from annotations.article import Article
from annotations.errors import PostilError
from annotations.scheme import DEFAULT_SCHEME
from annotations.suggest.command import CommandSuggester

ROOT = Path(__file__).parents[3]


GLINER = """
class GLiNER:
    @classmethod
    def from_pretrained(cls, name):
        assert name == "any/model"
        return cls()
    def predict_entities(self, text, labels):
        assert labels == ["actor", "date", "proposal", "quote"]
        assert 0 < len(text) <= 1202  # it would leave out the rest
        at = text.find("Ann")
        found = [{"start": at, "end": at + 3, "text": "Ann", "label": "actor", "score": 0.8}]
        return found if at >= 0 else []
"""


def test_the_example_of_gliner_places_what_that_finds_line_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gliner.py").write_text(GLINER)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    example = ROOT / "docs" / "models" / "ask_gliner.py"
    model = CommandSuggester((sys.executable, str(example), "any/model"), tmp_path, DEFAULT_SCHEME)
    text = f"東京 👩‍👩‍👧 Ann\n\nleft. Ann met Ann. {'It rained. ' * 300}Ann\n{'東' * 3000}Ann"
    try:
        found = [(p.start, p.score) for p in model.propose(Article("a", "A", text), (0, 9999))]
    finally:
        model.close()
    starts = [match.start() for match in re.finditer("Ann(?! *[.])", text)]
    assert found == [(start, 0.8) for start in starts]


class Server(BaseHTTPRequestHandler):
    """A language model that finds Ann, and is not there for Bo."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        words = asked["messages"][0]["content"]
        assert "- actor: " in words
        self.send_response(500 if "Bo" in words else 200)
        self.end_headers()
        found = {"spans": [{"text": "Ann", "label": "actor"}]}
        message = {"message": {"content": json.dumps(found)}}
        self.wfile.write(json.dumps({"choices": [message]}).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_the_example_speaks_to_a_language_model(tmp_path: Path) -> None:
    with HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/v1"
        line = (sys.executable, str(ROOT / "docs" / "models" / "llm.py"), address, "any")
        model = CommandSuggester(line, tmp_path, DEFAULT_SCHEME)
        try:
            (one,) = model.propose(Article("a", "A", "So Ann left."), (0, 12))
            assert (one.start, one.end, one.label) == (3, 6, "actor")
            with pytest.raises(PostilError, match="fails: HTTPError: HTTP Error 500"):
                model.propose(Article("b", "B", "Bo left."), (0, 8))
        finally:
            model.close()
            server.shutdown()
