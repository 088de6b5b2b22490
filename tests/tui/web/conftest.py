"""A project of two articles of one event."""

from pathlib import Path

import pytest

from annotations.article import Article, Metadata
from annotations.project import Project

ARTICLES = [
    Article(
        f"quay-{n}",
        f"Quay {n}",
        f"Quay {n}\n\nMinister Oran <script>alert(1)</script> left.\n\nhttps://x.example.org\n",
        Metadata("Gazette", group="quays"),
    )
    for n in range(2)
]


@pytest.fixture
def quays(tmp_path: Path) -> Path:
    """A project of two articles of one event."""
    folder = tmp_path / "quays"
    Project(folder, "ana").result.add(ARTICLES)
    return folder
