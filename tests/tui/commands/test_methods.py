"""`postil methods`: a paragraph in which no number lacks the command that prints it."""

import json
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotations.annotation import Annotation, Change, Decision
from annotations.article import Article, Metadata
from annotations.corpus.unaided import unaided_groups
from annotations.project import Project

Run = Callable[..., Result]

TEXT = "Talks {}\n\nOrla Venn met the guild on Monday. Ada Quill stayed away.\n"
SPANS = [(9, 18), (23, 32), (36, 42), (44, 53)]


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Six articles of three events, read by ana and ben; cyd settled what two of them said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POSTIL_ANNOTATOR", "cyd")
    settings = '[team]\nannotators = ["ana", "ben"]\nadjudicators = ["cyd"]\nseed = 7\n'
    (tmp_path / "postil.toml").write_text(settings)
    project = Project(tmp_path, "cyd")
    articles = [
        Article(f"a{n}", f"Talks {n}", TEXT.format(n), Metadata(group=f"event-{n // 2}"))
        for n in range(6)
    ]
    project.result.add(articles)
    for number, article in enumerate(articles):
        for annotator in ("ana", "ben"):
            spans = SPANS[number % 3 :] if annotator == "ana" else SPANS
            tags = tuple(
                Annotation(f"{annotator}{number}{a}", a, b, "actor", annotator) for a, b in spans
            )
            change = Change("1", "1", annotator, "", added=tags, status=("open", "done"))
            project.layer(annotator).apply(article, change)
    unaided_groups(project)
    return project


def numbers(found: Any) -> Iterator[str]:
    """Every number of an answer in JSON, and how many things each list in it has."""
    if isinstance(found, dict):
        found = list(found.values())
    elif isinstance(found, list):
        yield str(len(found))
    elif isinstance(found, int | float) and not isinstance(found, bool):
        yield from (str(found), f"{found:.2f}", f"{found:,}")
    if isinstance(found, list):
        for one in found:
            yield from numbers(one)


def test_no_number_lacks_its_command(run: Run, team: Project) -> None:
    article = team.result.article("a0")
    assert article
    tag = Annotation("r", *SPANS[0], "actor", "cyd")
    decision = Decision("adjudicate", ("adjudicate", "tag", "x"), "", "took", by="cyd")
    team.result.apply(article, Change("2", "2", "cyd", "", added=(tag,), decided=(decision,)))
    result = run("methods", "--json")
    assert result.exit_code == 0, result.output
    sentences = json.loads(result.stdout)
    assert len(sentences) > 7
    for one in sentences:
        # A year or an article that has a number in its name would need a name without one here.
        said = re.findall(r"\d[\d,]*(?:\.\d+)*", re.sub(r"95 %|F1", "", one["words"]))
        if not one["command"]:
            assert said == [], one
            continue
        program, *arguments = shlex.split(one["command"])
        assert program == "postil"
        answer = run(*arguments)
        assert answer.exit_code == 0, (arguments, answer.output)
        if arguments == ["--version"]:
            assert all(number in answer.stdout for number in said)
            continue
        printed = set(numbers(json.loads(answer.stdout)))
        assert [number for number in said if number.strip(",") not in printed] == [], one
        Path("result.jsonl").unlink(missing_ok=True)


def test_the_paragraph_says_who_did_what(run: Run, team: Project) -> None:
    words = " ".join(run("methods").stdout.split())
    for said in (
        "6 articles were tagged with actor, date, proposal and quote [1].",
        "ana and ben annotated, without being shown what the others did.",
        "3 groups were ranked by a hash of their names and the seed 7",
        "95 % intervals over 3 events",
        "In events that were read without suggestions it is",
        "Nothing has been adjudicated so far.",
        "[3] postil evaluate --annotators ana ben --json",
    ):
        assert said in words, words


def test_somebody_alone_has_little_to_say(run: Run, gold: Path) -> None:
    result = run("methods")
    assert result.exit_code == 0
    assert "No two annotators have read the same article so far." in " ".join(result.stdout.split())
