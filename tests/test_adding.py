"""How postil is built and added to: what the two pages name is there, and their examples run."""

import re
import textwrap
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from annotations.annotation import Annotation
from annotations.article import Article
from annotations.attributes import Type
from annotations.example import Example
from tests.tui.reading.script import Script
from tui.actions import moving
from tui.command import row
from tui.keys import carry_out

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
BLOCKS = [
    textwrap.dedent(block) for block in re.findall(r"^ *```python\n(.*?)^ *```", PAGE, re.M | re.S)
]
MODULES = {
    found[1]: block for block in BLOCKS if (found := re.match(r"# (annotations/\S+\.py)\n", block))
}
TEXT = "Talks went on. The Free Coast Guild and the Harbour Workers Union agreed.\n"


def example(name: str) -> Any:
    """The module that the page has of that name."""
    (code,) = (block for path, block in MODULES.items() if path.endswith(f"/{name}.py"))
    found: dict[str, Any] = {"__name__": name}
    exec(compile(code, f"{name}.py", "exec"), found)
    return SimpleNamespace(**found)


def test_new_modules_are_new_and_lie_where_there_is_a_folder() -> None:
    assert len(MODULES) == 3
    for path in MODULES:
        assert (ROOT / path).parent.is_dir()
        assert not (ROOT / path).exists()


@pytest.mark.parametrize("page", ["adding.md", "design.md"])
def test_every_file_that_is_named_is_there(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w./<>-])[\w/]+\.(?:py|md|toml|jsonl)\b", text))
    folders = ("annotations", "benchmarks", "docs", "postil", "sample_articles", "tests", "tui")
    known = [f"/{file.name}" for file in ROOT.iterdir()]
    known += [f"/{p.relative_to(ROOT)}" for f in folders for p in (ROOT / f).rglob("*.*")]
    new = {
        *MODULES,
        "postil.toml",
        "GOLD.jsonl",
        "jsonl",
        "team/deal.jsonl",
        "unaided/groups.jsonl",
        "withheld/trials.jsonl",
    }
    assert len(named) > 10
    assert {name for name in named - new if not any(k.endswith(f"/{name}") for k in known)} == set()


@pytest.mark.parametrize("room", ["annotations", "tui"])
def test_every_file_of_a_room_is_on_the_map(room: str) -> None:
    design = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    tree = design.split(f"\n{room}/ ")[1].split("\n```")[0]
    files = {file.name for file in (ROOT / room).glob("[!_]*.py")}
    files |= {f"{file.parent.name}/" for file in (ROOT / room).glob("*/__init__.py")}
    assert {name for name in files if not re.search(rf"(?<!\w){re.escape(name)}", tree)} == set()


def test_the_format(tmp_path: Path) -> None:
    tags = (Annotation("1", 19, 35, "actor", "ana", {"entity": "coast"}),)
    given = [Example(Article("talks", "Talks", TEXT), tags)]
    loss = example("wordlist").FORMAT.export(lambda: given, tmp_path / "out.tsv")
    written = (tmp_path / "out.tsv").read_text(encoding="utf-8")
    assert written == f"talks\t19\t35\tactor\t{TEXT[19:35]}\n"
    assert loss.lines()[1:] == ["  1 actor attribute left out: wordlist has no attributes"]


def test_the_suggester() -> None:
    found = example("guilds").GuildSuggester().propose(Article("a", "A", TEXT), (15, len(TEXT)))
    assert [TEXT[p.start : p.end] for p in found] == [
        "The Free Coast Guild",
        "Harbour Workers Union",
    ]


def test_the_suggester_of_another_package() -> None:
    page = (ROOT / "docs" / "suggestions.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.S)
    found: dict[str, Any] = {}
    exec(code, found)
    (one,) = found["Ports"]().propose(Article("a", "A", "In Port Sallow."), (0, 15))
    assert (one.start, one.end, one.label) == (3, 14, "port")


def test_the_key() -> None:
    (code,) = (block for block in BLOCKS if block.startswith("row("))
    made = eval(code, {"row": row, "_moving": moving._moving})
    script = Script("[one> two three four five")
    assert [script.keys.keymap.command(key) for key in made.keys] == [None]
    carry_out(script.reading, made)
    assert script.marked == "one two [three> four five"


def test_the_type_of_an_attribute() -> None:
    (code,) = (block for block in BLOCKS if block.startswith('"url"'))
    ((_, made),) = eval(f"{{{code}}}", {"Type": Type}).items()
    assert made.value("https://example.org/a") == "https://example.org/a"
    assert made.value("harbour") is made.value(3) is None


def test_the_source() -> None:
    data = (
        b"1\n00:00:01,000 --> 00:00:02,000\nOran spoke.\n\n2\n00:00:03,000 --> 00:00:04,000\nYes.\n"
    )
    assert example("subtitles").read(data, "talk.srt").text == "Oran spoke.\n\nYes.\n"
