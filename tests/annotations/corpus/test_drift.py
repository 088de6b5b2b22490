"""Who reads once more: agreement with oneself and with others, by hand and by week."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.annotation import Annotation, Change
from annotations.article import Article, Metadata
from annotations.clock import new_id
from annotations.corpus.drift import Drift
from annotations.corpus.evaluation import Comparison
from annotations.corpus.readings import readings
from annotations.errors import PostilError
from annotations.project import Project
from tui.cli import postil

TEXT = "Oran met Lee on Tuesday in Brenn.\n"
ORAN, LEE, TUESDAY, BRENN = (0, 4, "actor"), (9, 12, "actor"), (16, 23, "date"), (27, 32, "actor")
Marks = tuple[tuple[int, int, str], ...]
TEAM = '[team]\nannotators = ["ana", "ben"]\nadjudicators = ["dora"]\nrepeat = 1.0\n'


def read(folder: Path, who: str, id: str, marks: Marks, day: str, status: str = "done") -> None:
    """Have somebody read an article and mark it done on a day."""
    tags = tuple(Annotation(new_id(), *mark, who) for mark in marks)
    at = f"{day}T09:00:00.000Z"
    change = Change(new_id(), new_id(), who, at, added=tags, status=("open", status))  # type: ignore[arg-type]
    project = Project(folder, who)
    article = project.result.article(id)
    assert article
    project.store.apply(article, change)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles that ana and ben read, which ana read once more in two weeks of May."""
    (tmp_path / "postil.toml").write_text(TEAM)
    articles = [Article(id, id, TEXT, Metadata(group=id)) for id in ("one", "two", "three")]
    Project(tmp_path).result.add(articles)
    for id in ("one", "two", "three"):
        read(tmp_path, "ana", id, (ORAN, LEE), "2031-03-03")
    for id in ("one", "two"):
        read(tmp_path, "ben", id, (ORAN, LEE), "2031-03-04")
    read(tmp_path, "ana.2", "one", (ORAN, TUESDAY), "2031-05-07")
    read(tmp_path, "ana.2", "two", (ORAN, LEE, BRENN), "2031-05-12")
    read(tmp_path, "ana.2", "three", (), "2031-05-12", "skipped")
    return tmp_path


def test_the_figures_are_those_worked_out_by_hand(folder: Path) -> None:
    drift = Drift(Project(folder, "dora"))
    found = drift.of(["ana", "ben"])
    assert drift.problems == []
    # Of 2 + 2 spans one in both, of 2 + 3 two.
    assert list(found.oneself) == ["ana"]
    assert found.oneself["ana"].whole.exact.value == pytest.approx(2 * 3 / 9)
    assert found.first
    assert found.first.whole.exact.value == 1
    assert found.second
    assert found.second.whole.exact.value == pytest.approx(2 * 3 / 9)
    weeks = {
        week: tuple(one and one.whole.exact.value for one in both)
        for week, both in found.weeks.items()
    }
    assert weeks == {
        "2031-05-05": (pytest.approx(0.5), pytest.approx(0.5)),
        "2031-05-12": (pytest.approx(0.8), pytest.approx(0.8)),
    }


def test_of_what_nobody_else_read_there_is_agreement_with_oneself_alone(folder: Path) -> None:
    read(folder, "ben", "three", (ORAN,), "2031-03-04", "skipped")
    turned = Change(new_id(), new_id(), "ana.2", "2031-05-20T08:00:00Z", status=("skipped", "done"))
    second = Project(folder, "ana.2")
    article = second.result.article("three")
    assert article
    second.store.apply(article, turned)
    weeks = Drift(Project(folder, "dora")).of(["ana", "ben"]).weeks
    own, others = weeks["2031-05-19"]
    assert own
    assert (own.whole.exact.value, others) == (0, None)


def test_where_nobody_read_once_more_there_is_nothing(folder: Path) -> None:
    found = Drift(Project(folder, "dora")).of(["ben"])
    assert (found.oneself, found.first, found.second, found.weeks) == ({}, None, None, {})
    assert not Project(folder, "ben.2").home.exists()  # nothing was looked through for it


def test_second_readings_are_no_readers_beside_the_first_ones(folder: Path) -> None:
    every = readings(Project(folder, "dora"), ("ana", "ben"))
    pairs = list(Comparison().annotators(every, ("ana", "ben")))
    assert [names for names, _ in pairs] == [("ana", "ben")] * 2


def test_what_cannot_be_read_is_named(folder: Path) -> None:
    layer = Project(folder, "ana.2").home
    for file in (layer / "articles").rglob("one-*.json"):
        file.write_text("{")
    drift = Drift(Project(folder, "dora"))
    found = drift.of(["ana"])
    assert "2031-05-12" in found.weeks
    assert "2031-05-05" not in found.weeks
    assert [one for one in drift.problems if "is damaged" in one]


# The commands


@pytest.fixture
def run(folder: Path) -> Callable[..., Result]:
    def call(*arguments: str) -> Result:
        result = CliRunner().invoke(postil, [*arguments, "--project", str(folder)])
        assert result.exception is None or isinstance(result.exception, SystemExit | PostilError)
        return result

    return call


def test_evaluate_tells_it_beside_the_others(run: Callable[..., Result]) -> None:
    tables = run("evaluate", "--annotators", "ana", "ben").stdout.split("\n\n")
    rows = [line.split() for line in "\n".join(tables[-3:]).splitlines()]
    assert ["with", "oneself", "articles", "F1", "half"] in rows
    assert rows[1][:2] == ["ana", "2"]
    assert rows[-3][:4] == "read again, week from".split()
    assert ["2031-05-05", "1", ".50", ".50"] in rows
    found = json.loads(run("evaluate", "--annotators", "ana", "ben", "--json").stdout)["again"]
    assert found["oneself"]["ana"]["articles"] == 2
    assert [one["monday"] for one in found["weeks"]] == ["2031-05-05", "2031-05-12"]


def test_one_annotator_is_compared_with_oneself(run: Callable[..., Result]) -> None:
    found = json.loads(run("evaluate", "--annotators", "ana", "--json").stdout)
    assert (found["whole"]["first"], found["whole"]["second"]) == (4, 5)
    assert found["whole"]["exact"]["value"] == pytest.approx(2 / 3)
    none = run("evaluate", "--annotators", "ben")
    assert none.exit_code == 2
    assert "No article has been read by both ben and ben.2." in none.stderr


def test_exports_leave_second_readings_out_and_say_so(
    run: Callable[..., Result], folder: Path
) -> None:
    out = str(folder / "out.jsonl")
    told = run("export", "--format", "jsonl", "--layers", "--output", out)
    assert told.exit_code == 0
    said = "Second readings left out: ana.2. To export one, use --layer ana.2."
    assert told.stderr.count(said) == 1
    spans = [s for line in Path(out).read_text().splitlines() for s in json.loads(line)["spans"]]
    assert {span["annotator"] for span in spans} == {"ana", "ben"}
    told = run("export", "--format", "jsonl", "--layer", "ana.2", "--output", out, "--force")
    assert "Second readings" not in told.stderr
    spans = [s for line in Path(out).read_text().splitlines() for s in json.loads(line)["spans"]]
    assert {span["annotator"] for span in spans} == {"ana.2"}
