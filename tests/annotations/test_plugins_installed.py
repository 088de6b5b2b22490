"""What other packages offer, as it is when such a package is installed from its wheel.

The packages are those that the documents show, so that these examples run.
"""

import importlib
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.article import Article
from annotations.errors import PostilError
from annotations.formats import format_named, of_others, recognised
from annotations.settings import read_settings
from annotations.suggest import catalogue
from tui.cli import postil

DOCS = Path(__file__).parents[2] / "docs"
Install = Callable[[str, str], None]
TEXT = "The ferry left Port Sallow at noon."


def example(page: str, heading: str) -> tuple[str, list[str]]:
    """The entry points and the programs in a section of a document."""
    section = (DOCS / page).read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    ((_, points), *programs) = re.findall(r"```(toml|python)\n(.*?)```", section, re.DOTALL)
    points = points.replace("project.entry-points.", "").replace('"', "")
    return points, [program for _, program in programs]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs the wheel of a package of one module, `my_package`, as pip does."""
    site, wheel = tmp_path / "site", tmp_path / "my_package-1-py3-none-any.whl"

    def installed(points: str, program: str) -> None:
        info = "my_package-1.dist-info"
        with zipfile.ZipFile(wheel, "w") as packed:
            packed.writestr("my_package.py", program)
            packed.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: my-package\n"
                            "Version: 1\n")  # fmt: skip
            packed.writestr(f"{info}/entry_points.txt", points)
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(site)
        monkeypatch.syspath_prepend(site)
        importlib.invalidate_caches()

    yield installed
    sys.modules.pop("my_package", None)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    line = {"id": "a", "text": TEXT, "spans": [{"start": 15, "end": 26, "label": "port"}]}
    (tmp_path / "in.jsonl").write_text(json.dumps(line) + "\n", "utf-8")

    def running(*arguments: str) -> Result:
        result = CliRunner().invoke(postil, arguments, prog_name="postil")
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return running


def test_a_format_of_another_package_is_listed_written_and_completed(
    install: Install, run: Callable[..., Result], tmp_path: Path
) -> None:
    points, (writing, _) = example("formats.md", "Formats of your own")
    install(points, writing)
    (row,) = (row for row in run("formats").stdout.splitlines() if row.startswith("wordlist"))
    assert row.endswith("one tag per line")
    assert run("import", "in.jsonl").exit_code == 0
    written = run("export", "--format", "wordlist", "--output", "tags.tsv")
    assert (tmp_path / "tags.tsv").read_text("utf-8") == "port\tPort Sallow\n"
    assert "1 article with 1 span; nothing lost." in written.stderr
    unknown = run("export", "--format", "wordlists", "--output", "x")
    assert unknown.stderr.endswith(", wordlist.\n")


def test_a_format_of_another_package_is_recognised_and_read(
    install: Install, run: Callable[..., Result], tmp_path: Path
) -> None:
    points, (writing, reading) = example("formats.md", "Formats of your own")
    assert writing.count("FileFormat(\n") == 1
    with_both = writing.replace("FileFormat(\n", "FileFormat(read=read, recognises=recognises,\n")
    install(points, f"{reading}\n{with_both}")
    (tmp_path / "x.txt").write_text(f"Port Sallow|port|{TEXT}\n", "utf-8")
    brought = run("import", "x.txt")
    assert brought.stderr.startswith("Articles added: 1. Tags added: 1."), brought.stderr
    compared = json.loads(run("evaluate", "in.jsonl", "x.txt", "--json").stdout)
    assert compared["labels"]["port"]["exact"]["value"] == 1
    turned = run("convert", "x.txt", "--to", "wordlist", "--output", "-")
    assert turned.stdout == "port\tPort Sallow\n"


def test_a_name_of_postils_own_is_not_given_away_nor_a_file_that_it_recognises(
    install: Install, run: Callable[..., Result], tmp_path: Path
) -> None:
    program = (
        "from annotations.formats import format_named\nfrom msgspec.structs import replace\n"
        "CSV = format_named('csv')\n"
        "ALL = replace(CSV, name='all', recognises=lambda shape: True)\n"
    )
    install("[postil.formats]\njsonl = my_package:CSV\nall = my_package:ALL\n", program)
    assert format_named("jsonl").ending == ".jsonl"  # type: ignore[attr-defined]
    assert recognised(tmp_path / "in.jsonl").name == "jsonl"
    (tmp_path / "odd.bin").write_bytes(b"\x01\x02")
    assert recognised(tmp_path / "odd.bin").name == "all"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("gone", "AttributeError"),
        ("broken", "ZeroDivisionError"),
        ("text", "TypeError: it is no format"),
        ("other", "ValueError: it calls itself csv"),
    ],
)
def test_a_format_that_cannot_be_had_is_named_and_the_others_work(
    name: str, why: str, install: Install, run: Callable[..., Result], tmp_path: Path
) -> None:
    program = {"broken": "1 / 0\n", "text": "THIS = 'x'\n"}.get(
        name, "from annotations.formats import format_named\nTHIS = format_named('csv')\n"
    )
    attribute = "nothing" if name == "gone" else "THIS"
    install(f"[postil.formats]\n{name} = my_package:{attribute}\n", program)
    listed = run("formats")
    assert listed.exit_code == 1
    assert listed.stdout.startswith("jsonl")
    assert f"The format {name} cannot be loaded: {why}" in listed.stderr
    assert list(of_others()) == []
    assert run("import", "in.jsonl").exit_code == 0
    asked = run("export", "--format", name, "--output", "x")
    assert (asked.exit_code, asked.stderr) == (1, listed.stderr)
    (tmp_path / "odd.bin").write_bytes(b"\x01\x02")
    with pytest.raises(PostilError, match=f"The format {name} cannot be loaded"):
        recognised(tmp_path / "odd.bin")


WRONG = """
from postil.plugins import FileFormat, PostilError
def read(path, unit): yield 1 / 0
def write(examples, outs, request): raise KeyError("x")
def wrong(shape): raise PostilError("Told.") if b"told" in shape.heads[0][1] else TypeError("no")
BAD = FileFormat(name="bad", summary="", carries="", details="", ending="", write=write,
    read=read, recognises=wrong)
"""


def test_what_goes_wrong_in_another_package_is_told_as_its_own(
    install: Install, run: Callable[..., Result], tmp_path: Path
) -> None:
    install("[postil.formats]\nbad = my_package:BAD\n", WRONG)
    assert run("import", "in.jsonl").exit_code == 0
    read = run("import", "in.jsonl", "--format", "bad")
    assert "The format bad failed: ZeroDivisionError: division by zero. It is of" in read.stderr
    written = run("export", "--format", "bad", "--output", "out")
    assert written.stderr.startswith("postil: The format bad failed: KeyError: 'x'. It is of")
    assert (read.exit_code, written.exit_code, (tmp_path / "out").exists()) == (1, 1, False)
    for data, told in ((b"\x01", "The format bad failed: TypeError: no."), (b"\x01told", "Told.")):
        (tmp_path / "odd.bin").write_bytes(data)
        assert told in run("import", "odd.bin").stderr


def test_the_suggester_on_the_page_of_suggestions_suggests(
    install: Install, tmp_path: Path
) -> None:
    points, (program,) = example("suggestions.md", "Suggesters of your own")
    install(points, program)
    file = tmp_path / "postil.toml"
    file.write_text('[[labels]]\nname = "port"\n[suggest]\non = ["ports"]\n', "utf-8")
    (one,) = catalogue.models(read_settings(file), list, lambda program: True)
    (found,) = one.propose(Article("a", "A", TEXT), (0, len(TEXT)))
    assert (found.start, found.end, found.label, found.source) == (15, 26, "port", "mine:ports")
