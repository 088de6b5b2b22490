"""What is installed is whole: packages say their types, an index can show the description."""

import json
import os
import re
import runpy
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("annotations", "postil", "tui")


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


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_that_is_installed_names_what_only_a_clone_has(package: str) -> None:
    for file in (ROOT / package).rglob("*.py"):
        found = re.search(r"sample_articles|constraints\.txt|postil\[\w", file.read_text("utf-8"))
        assert not found, f"{file}: {found[0]}"


# What is built


def done(*command: object, folder: Path, **environment: str) -> str:
    """What a program said, which has to end well."""
    ended = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The source distribution, and the wheel that is made of it."""
    folder = tmp_path_factory.mktemp("dist")
    done(sys.executable, "-m", "build", "--outdir", folder, ROOT, folder=ROOT)
    return {file.suffix: file for file in folder.iterdir()}


@pytest.mark.torture
def test_the_tests_of_the_source_distribution_run(built: dict[str, Path], tmp_path: Path) -> None:
    with tarfile.open(built[".gz"]) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    tracked = done("git", "ls-files", folder=ROOT).splitlines()
    assert {name for name in tracked if not name.startswith(".git")} <= there
    tests = ("tests/test_docs.py", "tests/test_samples.py", "tests/tui/commands")
    said = done(sys.executable, "-m", "pytest", "-q", *tests, folder=folder)
    assert "passed" in said


@pytest.mark.torture
def test_what_the_readme_shows_works_where_there_is_no_clone(
    built: dict[str, Path], tmp_path: Path
) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv" / "bin"
    pip = (programs / "python", "-m", "pip", "-q", "install", "-c", ROOT / "constraints.txt")
    done(*pip, built[".whl"], folder=tmp_path)
    here = tmp_path / "some where"
    (here / "reports").mkdir(parents=True)
    article = "The ferry of Ruan\n\nOru Vance said: \u201cWe go.\u201d\n"
    (here / "gazette.txt").write_text(article, encoding="utf-8")
    (here / "reports" / "one.txt").write_text(article.replace("ferry", "dam"), encoding="utf-8")
    page = "".join(f"<p>Paragraph {n} tells of the harbour.</p>" for n in range(20))
    (here / "herald.html").write_text(f"<article><h1>Open</h1>{page}</article>")
    (here / "corpus.jsonl").write_text(json.dumps({"text": "A row\n\nOf words."}) + "\n")
    with zipfile.ZipFile(here / "saved.zip", "w") as archive:
        archive.writestr("two.txt", article.replace("ferry", "quay"))
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    shown = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    lines = [line for block in shown if "make" not in block for line in block.splitlines()]
    ran = 0
    for line in lines:
        command = line.partition("#")[0].strip()
        # Those that draw a screen, and those for a clone, are run elsewhere.
        if command.startswith(("postil add", "postil list", "postil export", "postil check")):
            done("sh", "-c", command, folder=here, PATH=path)
            ran += 1
    assert ran >= 3
    assert len((here / "tagged.jsonl").read_text("utf-8").splitlines()) == 3
    assert "postil 0" in done(programs / "python", "-m", "postil", "--version", folder=here)
    opened = (
        "from tui.commands.practice import practice as p\nwith p() as (_, reading): print(reading)"
    )
    assert "gazette.md" in done(programs / "python", "-c", opened, folder=here)


@pytest.mark.torture
def test_the_line_that_adds_an_extra_does_so(built: dict[str, Path], tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    constrained = {"PIP_CONSTRAINT": str(ROOT / "constraints.txt")}
    done(python, "-m", "pip", "-q", "install", built[".whl"], folder=tmp_path, **constrained)
    said = "from annotations.extras import adding; print(adding('mend'))"
    line = done(python, "-c", said, folder=tmp_path).partition("Add it with: ")[2]
    done("sh", "-c", line, folder=tmp_path, **constrained)
    done(python, "-c", "import ftfy", folder=tmp_path)
