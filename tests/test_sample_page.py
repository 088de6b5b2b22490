"""docs/sample.md is what its script writes, and no number in it lacks a command that prints it."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docs import sample_page

KEPT = Path(__file__).parent.parent / "docs" / "sample.md"
# Names and rules that have a number in them, and what tells a span from others in the guidelines.
NAMES = re.compile(
    r"95 %|F1|ISO 8601|SHA-256|sha256sum|UTF-8|cc-by-4\.0|n<1K|4-grams|at least 0\.4|--split 50/50"
    r"|`[\w.]+\.jsonl`"
)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)*")


@pytest.fixture
def folder() -> Iterator[Path]:
    with sample_page.sample() as folder:
        yield folder


def numbers(found: Any) -> Iterator[str]:
    """The numbers of an answer in JSON, as they may be written, and how long its lists are."""
    if isinstance(found, dict):
        yield from numbers([*found, *found.values()])
    elif isinstance(found, list | tuple):
        yield str(len(found))
        for one in found:
            yield from numbers(one)
    elif isinstance(found, str):
        yield from NUMBER.findall(found)
    elif isinstance(found, int | float):
        yield from (str(found), f"{abs(found):.2f}", f"{found:,}")


def printed(command: str) -> set[str]:
    said = sample_page.run(command)
    return set(numbers(json.loads(said) if "--json" in command else said))


def lacking(words: str, there: set[str]) -> list[str]:
    return [n for n in NUMBER.findall(NAMES.sub("", words)) if n.strip(",") not in there]


def test_the_page_is_what_the_script_writes() -> None:
    assert KEPT.read_text(encoding="utf-8") == sample_page.page(), (
        "write it again: python -m docs.sample_page > docs/sample.md"
    )


def test_no_number_of_the_paragraph_lacks_its_command(folder: Path) -> None:
    text = KEPT.read_text(encoding="utf-8")
    paragraph, commands = re.split("\n\n", re.findall(r"```\n(.*?)```", text, re.DOTALL)[0])[:2]
    known = dict(re.findall(r"\[(\d)\] (.+)", commands))
    # A sentence ends with the number of its command, or has no number.
    parts = re.split(r" \[(\d)\]\.", " ".join(paragraph.split()))
    assert len(parts) > 12
    for words, which in zip(parts[::2], parts[1::2], strict=False):
        assert lacking(words, printed(known[which])) == [], (words, known[which])
    assert NUMBER.findall(parts[-1]) == []


def test_no_number_of_the_card_lacks_its_command(folder: Path) -> None:
    text = KEPT.read_text(encoding="utf-8")
    (card,) = re.findall(r"````markdown\n(.*?)````", text, re.DOTALL)
    before, labels, after = re.split(r"^## (?:Labels|Counts)$", card, flags=re.MULTILINE)
    # The guidelines are rules; how many links there are is not.
    links = re.findall(r"^`\w+` links go .*$", labels, re.MULTILINE)
    exported, known = printed(sample_page.EXPORT) | printed("postil --version"), {}
    files = (folder / "sample").glob("*.jsonl")
    digests = {hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    assert digests == set(re.findall(r"\b[0-9a-f]{64}\b", after))
    days = {*sample_page.DAY.split("-")}  # of the export, not of what is in it
    command = ""
    for line in [*before.splitlines(), *links, *after.splitlines()]:
        command = next(iter(re.findall(r"\(`(postil [^`]+)`\):?$", line)), command)
        if line.startswith("##"):
            command = ""
        if command and command not in known:
            known[command] = printed(command)
        words = re.sub(r"\(`postil [^`]+`\):?$|\b[0-9a-f]{64}\b", "", line)
        there = known[command] if command else exported | days
        assert lacking(words, there) == [], (line, command)
    assert len(links) == 1
    assert sum(bool(NUMBER.search(line)) for line in after.splitlines()) > 20


def test_a_number_without_a_command_is_caught(folder: Path) -> None:
    there = printed(sample_page.EXPORT)
    assert lacking("There are 225 spans of 4 articles, 95 % of them in 4-grams.", there) == []
    assert lacking("There are 226 spans in 4 articles, 0.83 of them good.", there) == [
        "226",
        "0.83",
    ]
