"""Both ways to read a page."""

import sys

import pytest


@pytest.fixture(params=["trafilatura", "by rules"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With trafilatura, and as if it was not installed."""
    if request.param == "by rules":
        monkeypatch.setitem(sys.modules, "trafilatura", None)
        monkeypatch.setitem(sys.modules, "htmldate", None)
    return str(request.param)
