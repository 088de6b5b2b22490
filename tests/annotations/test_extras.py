"""The line that adds an extra is one that works where this postil was installed."""

import importlib.metadata
import sys
from pathlib import Path

import pytest

from annotations import extras

REQUIRES = [
    "click<9,>=8.2",
    "ink>=2; extra == 'print'",
    'press[steam] (>=1.5) ; python_version > "3" and extra == "print"',
    "postil[print]; extra == 'all'",
]


@pytest.fixture
def required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "requires", lambda name: REQUIRES)


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"pipx_metadata.json": "{}"}, "pipx inject venv"),
        ({"uv-receipt.toml": ""}, "uv pip install --python {python}"),
        ({"pyvenv.cfg": "home = x\nuv = 0.9\n"}, "uv pip install --python {python}"),
        ({"pyvenv.cfg": "home = x\n"}, "{python} -m pip install"),
        ({}, "{python} -m pip install"),
    ],
)
@pytest.mark.usefixtures("required")
def test_the_line_is_for_the_program_that_installed_postil(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], line: str
) -> None:
    prefix = tmp_path / "venv"
    prefix.mkdir()
    for name, text in files.items():
        (prefix / name).write_text(text)
    monkeypatch.setattr(sys, "prefix", str(prefix))
    monkeypatch.setattr(sys, "executable", "/opt/some python/bin/python")
    command = line.format(python="'/opt/some python/bin/python'")
    wanted = "'ink>=2' 'press[steam] (>=1.5)'"
    assert extras.adding("print") == f"Add it with: {command} {wanted}"


@pytest.mark.usefixtures("required")
def test_pip_goes_by_its_name_where_that_is_the_right_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pip = tmp_path / "bin" / "pip"
    pip.parent.mkdir()
    pip.write_text("#!/bin/sh\n")
    pip.chmod(0o755)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setenv("PATH", str(pip.parent))
    assert extras.adding("print").startswith("Add it with: pip install 'ink")


def test_a_postil_that_was_not_installed_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> list[str]:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "requires", missing)
    assert extras.adding("pdf").endswith(" 'postil[pdf]'")


def test_every_extra_that_is_named_has_packages() -> None:
    for extra in ("html", "mend", "pdf", "parquet", "spacy", "learn"):
        assert "postil[" not in extras.adding(extra)
