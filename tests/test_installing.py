"""What is installed is whole: packages say their types, an index can show the description."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("annotations", "postil", "tui")
EXTRAS = ("html", "mend", "pdf", "parquet", "spacy", "learn")


def run(*command: object, folder: Path, **options: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_says_that_it_is_typed(package: str) -> None:
    assert (ROOT / package / "py.typed").is_file()


def test_postil_is_a_module_that_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["postil", "--help"])
    # Its end closes what it writes to, which here is the test's.
    monkeypatch.setattr(sys, "__stdout__", None)
    with pytest.raises(SystemExit) as end:
        runpy.run_module("postil", run_name="__main__")
    assert not end.value.code
    assert "Usage: postil" in capsys.readouterr().out


DESCRIBED = runpy.run_path(str(ROOT / "setup.py"))["described"]


def test_the_long_description_names_nothing_that_an_index_lacks() -> None:
    described = DESCRIBED((ROOT / "README.md").read_text(encoding="utf-8"))
    assert "![" not in described
    assert re.findall(r"\]\((?!https?:)", described) == []
    assert "postil export" in described


def test_only_what_leads_elsewhere_stays_a_link() -> None:
    text = "![a](b.svg)\n\nSee [it](c.md) and [that](https://example.org).\n"
    assert DESCRIBED(text) == "See it and [that](https://example.org).\n"
