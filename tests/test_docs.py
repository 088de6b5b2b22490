"""What the documents promise is there, what is there is documented, and no machine is named."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from annotations.compare.shingles import ALIKE
from annotations.corpus.findings import KINDS
from annotations.dataset.splits import BALANCED_UP_TO
from annotations.formats import FORMATS
from annotations.scheme import DEFAULT_SCHEME
from annotations.sources.document import KINDS as DOCUMENTS
from annotations.sources.source import CORPORA, PACKED
from annotations.suggest import catalogue
from annotations.suggesting import RULES
from docs import commands_page, formats_page
from docs.keys_page import page
from tui.cli import COMMANDS as CLI_COMMANDS
from tui.command import shown
from tui.commands.agreement import FIGURES
from tui.keys import COMMANDS
from tui.layouts import LAYOUTS

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

# Written so that they do not find themselves here.
MACHINE = re.compile(rb"(?<![\w.-])/(?:work|farm|home|root|Users)/\w")
REGISTRY = re.compile(rb"pypi\.(?:org|python)|pythonhosted\.org|npmjs\.(?:org|com)|index[-_]url")


@cache
def documented() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in PAGES)


@cache
def texts() -> dict[str, bytes]:
    """Every text file that git tracks or would."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    files = (ROOT / name for name in sorted(set(listed.decode().split("\0")) - {""}))
    data = {str(f.relative_to(ROOT)): f.read_bytes() for f in files if f.is_file()}
    return {name: content for name, content in data.items() if b"\0" not in content}


# Commands, formats and keys


@pytest.mark.parametrize("command", CLI_COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"postil {command}" in documented()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_documented(name: str) -> None:
    assert f"--format {name}" in documented()


def test_no_document_names_a_command_that_is_not_there() -> None:
    fenced = "\n".join(re.findall(r"```sh\n(.*?)```", documented(), re.DOTALL))
    named = set(re.findall(r"^\s*postil ([a-z]+)", fenced, re.MULTILINE))
    named |= set(re.findall(r"`postil ([a-z]+)[ `]", documented()))
    assert named <= set(CLI_COMMANDS)


def test_the_page_of_commands_is_what_the_commands_give() -> None:
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == commands_page.page(), (
        "write it again: python -m docs.commands_page > docs/cli.md"
    )


def test_the_page_of_keys_is_what_the_table_gives() -> None:
    written = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    assert written == page(), "write it again: python -m docs.keys_page > docs/keys.md"


def test_the_page_of_formats_is_what_the_table_gives() -> None:
    written = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert written == formats_page.page(), (
        "write it again: python -m docs.formats_page > docs/formats.md"
    )


def test_every_command_of_a_key_is_on_the_page() -> None:
    rows = page().splitlines()
    for command in COMMANDS:
        (row,) = (row for row in rows if row.endswith(f"| `{command.id}` |"))
        assert command.help in row
        row = row.replace(r"\|", "|")
        assert [key for key in command.keys if f"`{shown(key)}`" not in row] == [], row


def test_every_label_and_every_group_is_on_the_page() -> None:
    for label in DEFAULT_SCHEME.labels:
        assert f"| `{label.key}` " in page()
        assert f"| {label.description} | `{label.name}` |" in page()
    titles = re.findall("^## (.*)$", page(), re.MULTILINE)
    assert titles == [
        "Labels",
        "Labels everywhere",
        *dict.fromkeys(command.group for command in COMMANDS),
    ]


def test_the_rows_of_the_page_have_three_columns() -> None:
    rows = [row.replace(r"\|", "") for row in page().splitlines() if row.startswith("|")]
    assert {row.count("|") for row in rows} == {4}


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_a_link_to_a_file_leads_to_one(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert "://" in target or (file.parent / target).is_file(), target


@pytest.mark.parametrize("name", RULES)
def test_every_rule_that_suggests_is_on_the_page_of_suggestions(name: str) -> None:
    page = (ROOT / "docs" / "suggestions.md").read_text(encoding="utf-8")
    assert f"\n| `{catalogue.rule(name).name}` | " in page


def test_every_ending_that_is_read_is_in_the_table_of_articles() -> None:
    page = (ROOT / "docs" / "articles.md").read_text(encoding="utf-8")
    listed = " ".join(re.findall(r"^\| (`\..*?) \|", page, re.MULTILINE))
    endings = {*DOCUMENTS, *CORPORA, *PACKED, ".json", ".zip"}
    assert [ending for ending in sorted(endings) if f"`{ending}`" not in listed] == []


def test_the_page_of_terminals_has_every_layout() -> None:
    page = (ROOT / "docs" / "terminals.md").read_text(encoding="utf-8")
    assert ", ".join(f"`{name}`" for name in LAYOUTS) in " ".join(page.split())


# How good it is


@cache
def quality() -> str:
    return (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")


def test_the_page_of_quality_has_every_kind_of_finding_and_no_other() -> None:
    rows = [f"| `{kind}` | {what} | {hint} |" for kind, (what, hint) in KINDS.items()]
    table = quality().split("| kind |")[1].split("\n\n")[0].splitlines()[2:]
    assert table == rows


def test_the_page_of_quality_explains_every_column_of_the_figures() -> None:
    named = "".join(re.findall(r"^\| (`.*?) \|", quality(), re.MULTILINE))
    assert [name for name in FIGURES if f"`{name}`" not in named] == []


def test_the_page_of_quality_names_the_numbers_that_splits_go_by() -> None:
    assert f"at least {ALIKE} of" in quality()
    assert f"Up to {BALANCED_UP_TO} groups" in quality()


# Nothing of a machine


def test_no_file_names_a_path_of_a_machine() -> None:
    found = {name: m[0] for name, data in texts().items() if (m := MACHINE.search(data))}
    assert found == {}


def test_no_file_names_the_host_of_a_package_registry() -> None:
    found = {name: m[0] for name, data in texts().items() if (m := REGISTRY.search(data))}
    assert found == {}


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        (b"see /" + b"work/shared/facts", MACHINE),
        (b"'/" + b"home/ana/x'", MACHINE),
        (b"https://pypi." + b"org/simple", REGISTRY),
        (b"--index" + b"-url=x", REGISTRY),
    ],
)
def test_the_search_for_machines_would_find_one(text: bytes, pattern: re.Pattern[bytes]) -> None:
    assert pattern.search(text)


def test_a_web_address_is_no_path_of_a_machine() -> None:
    assert not MACHINE.search(b"https://example.org/" + b"home/news and ./home/x")
