"""`postil stats --bias`: what suggestions do to the labels, and how much it takes to tell."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from click.testing import Result

from annotations.annotation import Annotation, Change
from annotations.article import Article, Metadata
from annotations.corpus.withheld import Withheld
from annotations.project import Project
from annotations.withholding import Trial

Run = Callable[..., Result]
NAMES = [f"Orla V{letter}nn" for letter in "abcdefghijklmnop"]
TEXT = "Talks {}\n\n" + ". ".join(f"{name} spoke" for name in NAMES) + ".\n"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Thirty articles of ten events, where a fifth was withheld and half of that tagged."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "postil.toml").write_text("[suggest]\nwithhold = 0.2\n")
    project, random = Project(tmp_path, "ana"), Random(3)
    writer = Withheld(project)
    assert writer.known == {}
    for number in range(30):
        article = Article(
            f"a{number}", "Talks", TEXT.format(number), Metadata(group=f"e{number // 3}")
        )
        trials = [
            Trial(article.id, "actor", name.lower(), random.random() < 0.2, 0.2) for name in NAMES
        ]
        writer.write(trials, "2031-03-04T11:00:00.000Z")
        tags = []
        for name, trial in zip(NAMES, trials, strict=True):
            if random.random() < (0.5 if trial.withheld else 0.9):
                start = article.text.index(name)
                end = start + len(name)
                origin = {} if trial.withheld else {"origin": "rule:name", "verdict": "accepted"}
                tags.append(Annotation(f"{number}{name}", start, end, "actor", "ana", **origin))  # type: ignore[arg-type]
        done = ("open", "done") if number else None
        change = Change(
            f"{number}", f"{number}", "ana", "2031-03-04T12:00:00.000Z",
            added=tuple(tags), status=done,  # type: ignore[arg-type]
        )  # fmt: skip
        project.store.apply(article, change)
    return tmp_path


def test_a_planted_bias_is_shown_with_its_interval(run: Run, corpus: Path) -> None:
    result = run("stats", "--bias")
    assert result.exit_code == 0, result.output
    head, actor, of_all, *power = [line.split() for line in result.stdout.splitlines() if line]
    assert head == "label shown tagged withheld tagged difference wrong accepts".split()
    assert actor[1:] == of_all[1:]
    assert (actor[0], of_all[0]) == ("actor", "all")
    assert 0.25 < float(actor[5]) < 0.55
    assert actor[6].startswith("[.")  # the interval leaves out 0
    assert [row[0] for row in power] == ["trials,", "800", "3,200", "12,800"]
    assert "as spread here" in result.stdout
    assert "Left out: 16 trials in articles that are not done yet." in result.stderr
    assert "some 3,200 trials" in result.stderr


def test_programs_get_all_of_it(run: Run, corpus: Path) -> None:
    found = json.loads(run("stats", "--bias", "--json").stdout)
    assert [one["label"] for one in found["labels"]] == ["actor"]
    whole = found["all"]
    assert whole["trials"] == whole["shown"] + whole["withheld"] == 29 * 16
    assert whole["difference"]["low"] < whole["difference"]["value"] < whole["difference"]["high"]
    assert whole["difference"]["value"] == pytest.approx(
        whole["tagged_shown"] - whole["tagged_withheld"]
    )
    assert whole["wrong_accepts"] == {"value": None, "low": None, "high": None}
    assert [(one["trials"], one["points"]) for one in found["power"]] == [
        (many, points) for many in (800, 3200, 12800) for points in (5, 10)
    ]
    assert found["power_of_this_corpus"] is True
    assert (found["open"], found["late"], found["gone"]) == (16, 0, 0)


def test_where_nothing_was_withheld_it_says_so_and_what_it_takes(run: Run, gold: Path) -> None:
    result = run("stats", "--bias")
    assert result.exit_code == 0, result.output
    assert "Nothing that was withheld is in an article that is done." in result.stderr
    assert "withhold = 0.1" in result.stderr
    assert "if 10% is withheld" in result.stdout
    assert [line.split() for line in result.stdout.splitlines()][1][0] == "800"
    found = json.loads(run("stats", "--bias", "--json").stdout)
    assert (found["labels"], found["power_of_this_corpus"]) == ([], False)


def test_too_few_are_told_and_have_no_interval(run: Run, corpus: Path) -> None:
    lines = corpus / ".postil" / "withheld" / "trials.jsonl"
    few = ('"a3"', '"a9"', '"a12"', '"a15"')
    kept = [line for line in lines.read_text().splitlines() if any(id in line for id in few)]
    lines.write_text("\n".join(kept) + "\n")
    result = run("stats", "--bias")
    assert "Too few to tell" in result.stderr
    assert "[" not in result.stdout


def test_one_thing_at_a_time(run: Run, corpus: Path) -> None:
    result = run("stats", "--bias", "--sources")
    assert result.exit_code == 2
    assert "--sources and --bias cannot be used together" in result.stderr


def test_a_file_that_cannot_be_read_is_named(run: Run, corpus: Path) -> None:
    lines = corpus / ".postil" / "withheld" / "trials.jsonl"
    lines.unlink()
    lines.mkdir()
    result = run("stats", "--bias")
    assert result.exit_code == 1
    assert "trials.jsonl" in result.stderr


def test_the_paragraph_and_the_card_say_what_was_withheld_and_what_that_showed(
    run: Run, corpus: Path
) -> None:
    told = [
        one for one in json.loads(run("methods", "--json").stdout) if "--bias" in one["command"]
    ]
    assert [one["words"].split()[0] for one in told] == ["Of", "Before"]
    program, *arguments = shlex.split(told[0]["command"])
    assert program == "postil"
    whole = json.loads(run(*arguments).stdout)["all"]
    counts = {f"{whole[name]:,}" for name in ("trials", "withheld", "events")}
    shares = {f"{whole[name]:.2f}" for name in ("tagged_shown", "tagged_withheld")}
    interval = {f"{value:.2f}" for value in whole["difference"].values()}
    words = " ".join(one["words"] for one in told).replace("95 %", "")
    assert set(re.findall(r"\d[\d,.]*\d|\d", words)) == counts | shares | interval
    result = run("export", "--format", "csv", "--output", "out", "--license", "cc-by-4.0")
    assert result.exit_code == 0, result.output
    card = (corpus / "out" / "README.md").read_text()
    for one in told:
        assert f"{one['words']} (`postil stats --bias --json`)" in card.replace("\\", "")


def test_where_nothing_was_withheld_nothing_is_said_of_it(run: Run, gold: Path) -> None:
    assert "withheld" not in run("methods").stdout
