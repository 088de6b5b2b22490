"""A corpus large enough for programs that refuse small ones, and how they are called."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Link
from annotations.article import Article, Metadata
from annotations.example import Example

ROOT = Path(__file__).parent.parent.parent
PEOPLE = ["Ilse Maravane", "Oskar Tellwyn", "Nadia Quillon", "Bora Lindqvist"]
DAYS = ["4 March", "next Monday", "the spring of 2031", "Friday night"]
PLANS = [
    "open the harbour",
    "share the dues equally",
    "lift the fishing ban",
    "publish the deal 👍",
]

Run = Callable[..., str]


TEXT = "Talks of day {n}\n\n“We will {plan},” said {who} in 東京 on {when}.\n\nVelmarkians cheered."


def made(number: int) -> Example:
    """An article with a quote that holds a proposal, and a span inside a word; or with no span."""
    who, plan = PEOPLE[number % 4], PLANS[number % 4]
    when = DAYS[number // 4 % 4]
    text = TEXT.format(n=number, plan=plan, who=who, when=when)
    words = {f"“We will {plan},”": "quote", plan: "proposal", who: "actor", when: "date"}
    words["Velmark"] = "actor"
    tags = []
    for place, (said, label) in enumerate(words.items() if number % 7 else ()):
        start = text.index(said)
        id, attrs = f"{number}-{place}", {"n": str(place)}
        tags.append(Annotation(id, start, start + len(said), label, "ana", attrs))
    tags.sort(key=lambda a: (a.start, a.end, a.id))
    links = (Link("speaker", f"{number}-0", f"{number}-2"),) if tags else ()
    meta = Metadata("Gazette", None, "2031-03-04", None, "en", f"event-{number // 2}")
    article = Article(f"a{number:03}", f"Talks of day {number}", text, meta)
    return Example(article, tuple(tags), links, "done")


@pytest.fixture(scope="session")
def corpus() -> list[Example]:
    """160 articles, six of seven with five spans."""
    return [made(number) for number in range(160)]


@pytest.fixture(scope="session")
def parts(corpus: list[Example]) -> dict[str, str]:
    """120 of them to train on, 20 to develop on, 20 to test on."""
    names = ["train"] * 120 + ["dev"] * 20 + ["test"] * 20
    return {e.article.id: name for e, name in zip(corpus, names, strict=True)}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a program of this environment offline; gives what it said, and fails where it fails."""
    places = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    offline = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "hub"), "CUDA_VISIBLE_DEVICES": ""}

    def running(*command: str, folder: Path = tmp_path) -> str:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **places, **offline},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=900,
        )
        assert done.returncode == 0, done.stdout[-3000:]
        return done.stdout

    return running


@pytest.fixture(scope="session")
def training() -> Callable[[str], list[tuple[str, str]]]:
    """The commands and programs of a section of docs/training.md, each with its language."""
    page = (ROOT / "docs" / "training.md").read_text(encoding="utf-8")

    def section(title: str) -> list[tuple[str, str]]:
        (text,) = re.findall(rf"^## {title}\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
        return re.findall(r"```(\w+)\n(.*?)```", text, re.DOTALL)

    return section
