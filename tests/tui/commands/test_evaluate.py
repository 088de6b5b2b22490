"""`postil evaluate`: tables on stdout, what is left out on stderr, figures for programs."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotations.agreement.report import figure
from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.project import Project

GOLD = Path(__file__).parents[3] / "sample_articles" / "gold.jsonl"

Run = Callable[..., Result]


@pytest.fixture
def predicted(tmp_path: Path) -> Path:
    """Gold as a model would have it: some quotes cut short, every fifth span lost, one renamed."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in GOLD.read_text().splitlines()]
    for row in rows:
        row["links"] = []
        row["spans"] = [span for n, span in enumerate(row["spans"]) if n % 5]
        for span in row["spans"]:
            if span["label"] == "quote":
                span.update(end=span["end"] - 1, text=span["text"][:-1])
    rows[0]["spans"][0]["label"] = "date"
    file = tmp_path / "predicted.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def test_the_table_has_a_row_for_each_label(run: Run, predicted: Path) -> None:
    result = run("evaluate", str(GOLD), str(predicted))
    assert result.exit_code == 0
    assert result.stderr == (
        "postil: Spans of one annotator overlap in proposal, so there is no ualpha of that label.\n"
    )
    head, *rows = result.stdout.split("\n\n")[0].splitlines()
    assert head.split() == "label gold pred P R F1 half any border".split()
    assert [row.split()[0] for row in rows] == ["actor", "date", "proposal", "quote", "all"]
    quote = rows[3].split()
    assert quote[3:6] == [".00", ".00", ".00"]
    assert all(len(row) <= 80 for row in [head, *rows])


def test_the_second_table_shows_where_the_labels_differ(run: Run, predicted: Path) -> None:
    rows = run("evaluate", str(GOLD), str(predicted)).stdout.split("\n\n")[2].splitlines()
    assert rows[0].split() == ["gold", "pred", "spans"]
    assert ["actor", "date", "1"] in [row.split() for row in rows]
    counts = [int(row.split()[-1]) for row in rows[1:]]
    assert counts == sorted(counts, reverse=True)


def test_gold_agrees_with_itself(run: Run) -> None:
    result = run("evaluate", str(GOLD), str(GOLD), "--json")
    found = json.loads(result.stdout)
    assert {label["exact"]["value"] for label in found["labels"].values()} == {1}
    assert all(pair["first"] == pair["second"] for pair in found["confusion"])
    tables = run("evaluate", str(GOLD), str(GOLD)).stdout.split("\n\n")
    heads = [table.split()[0] for table in tables]
    assert heads == ["label", "beyond", "said", "links"]
    (speaker,) = tables[3].splitlines()[1:]
    assert speaker.split() == ["speaker", "38", "38", "38", "1.00"]
    assert len({*tables[2].splitlines()[1].split()[3:]}) == 1


def test_links_and_values_of_files_are_compared_as_those_of_annotators(
    run: Run, tmp_path: Path
) -> None:
    def written(name: str, value: str, target: str) -> str:
        spans = [
            {"id": "q", "start": 15, "end": 26, "label": "quote"},
            {"id": "a", "start": 0, "end": 4, "label": "actor"},
            {"id": "b", "start": 5, "end": 9, "label": "actor"},
            {"id": "d", "start": 30, "end": 37, "label": "date", "attrs": {"value": value}},
        ]
        links = [{"type": "speaker", "from": "q", "to": target}]
        row = {"id": "x", "text": 'Oran, Ines said "we will go" on 4 March.', "spans": spans}
        (tmp_path / name).write_text(json.dumps({**row, "links": links}))
        return str(tmp_path / name)

    gold, pred = written("g.jsonl", "2031-03-04", "a"), written("p.jsonl", "2031-03-05", "b")
    found = json.loads(run("evaluate", gold, pred, "--json").stdout)
    assert found["links"] == {"speaker": {"first": 1, "second": 1, "both": 0}}
    (value,) = found["attributes"]
    assert (value["label"], value["attribute"], value["units"]) == ("date", "value", 1)
    assert value["same"] == 0
    assert json.loads(run("evaluate", gold, gold, "--json").stdout)["links"] == {
        "speaker": {"first": 1, "second": 1, "both": 1}
    }


def test_a_key_that_is_not_read_ends_with_1_unless_it_is_ignored(run: Run, tmp_path: Path) -> None:
    row = {"id": "x", "text": "Oran spoke.", "spans": [], "cats": {"ports": 1}}
    (tmp_path / "odd.jsonl").write_text(json.dumps(row))
    told = run("evaluate", "odd.jsonl", "odd.jsonl")
    assert (told.exit_code, told.stderr.count("was not read")) == (1, 1)
    assert run("evaluate", "odd.jsonl", "odd.jsonl", "--ignore", "cats").stderr == ""


@pytest.mark.parametrize("name", ["conll", "brat", "labelstudio", "xmi", "gliner", "chat"])
@pytest.mark.parametrize("swapped", [False, True])
def test_a_dataset_in_another_format_zipped_or_not_is_compared_with_its_source(
    name: str, swapped: bool, run: Run, gold: Path, tmp_path: Path
) -> None:
    assert run("export", "--format", name, "--output", "out").exit_code == 0
    out = tmp_path / "out"
    with zipfile.ZipFile(tmp_path / "out.zip", "w") as packed:
        for file in [out] if out.is_file() else sorted(out.rglob("*.*")):
            packed.write(file, file.name)
    for other in ("out", "out.zip"):
        sides = (other, str(GOLD)) if swapped else (str(GOLD), other)
        result = run("evaluate", *sides, "--json")
        found = json.loads(result.stdout)
        assert "missed" not in result.stderr
        assert "left out: " not in result.stderr.replace("were left out: in", "")
        assert len(found["articles"]) == 4
        for label in ("date", "quote"):  # others lie in one another, or begin inside a token
            assert found["labels"][label]["exact"]["value"] == 1, label


def test_json_has_every_figure_with_its_interval(run: Run, predicted: Path) -> None:
    found = json.loads(run("evaluate", str(GOLD), str(predicted), "--json").stdout)
    assert list(found["labels"]) == ["actor", "date", "proposal", "quote"]
    assert set(found["labels"]["actor"]) == set(
        "first second precision recall exact half overlap border coverage unitized kappa"
        " overlapping".split()
    )
    exact = found["labels"]["actor"]["exact"]
    assert exact["low"] <= exact["value"] <= exact["high"]
    assert [set(one) for one in found["articles"]] == [{"id", "first", "second", "both"}] * 4


def test_another_seed_gives_other_intervals_of_the_same_figures(run: Run, predicted: Path) -> None:
    one, other = (
        json.loads(run("evaluate", str(GOLD), str(predicted), "--json", "--seed", seed).stdout)
        for seed in "12"
    )
    assert one["labels"] != other["labels"]
    assert one["labels"]["actor"]["recall"] == other["labels"]["actor"]["recall"]


def test_by_article_the_least_alike_come_first(run: Run, predicted: Path) -> None:
    result = run("evaluate", str(GOLD), str(predicted), "--by-article")
    head, *rows = result.stdout.splitlines()
    assert head.split() == ["article", "gold", "pred", "both", "F1"]
    figures = [float(row.split()[-1]) for row in rows]
    assert len(figures) == 4
    assert figures == sorted(figures)


def test_articles_without_a_prediction_are_told_and_count_as_missed(
    run: Run, tmp_path: Path
) -> None:
    short = tmp_path / "short.jsonl"
    short.write_text(GOLD.read_text().splitlines()[0] + "\n")
    result = run("evaluate", str(GOLD), str(short), "--json")
    assert result.exit_code == 0
    assert "so all missed: 3 of 4 articles." in result.stderr
    assert json.loads(result.stdout)["labels"]["actor"]["recall"] < 0.5


def test_two_annotators_of_the_project(run: Run, tmp_path: Path) -> None:
    text = "Oran spoke on 4 March."
    tags = [("ana", 0, 4, "actor"), ("ana", 14, 21, "date"), ("ben", 0, 4, "actor")]
    spans = [
        {"start": start, "end": end, "label": label, "annotator": name}
        for name, start, end, label in tags
    ]
    file = tmp_path / "two.jsonl"
    file.write_text(json.dumps({"id": "x", "text": text, "spans": spans}) + "\n")
    assert run("import", str(file)).exit_code == 0
    result = run("evaluate", "--annotators", "ana", "ben")
    assert result.exit_code == 0
    head, actor, date, whole = result.stdout.split("\n\n")[0].splitlines()
    assert head.split()[:3] == ["label", "ana", "ben"]
    assert actor.split()[:6] == ["actor", "1", "1", "1.00", "1.00", "1.00"]
    assert date.split()[:6] == ["date", "1", "0", "-", ".00", ".00"]
    assert whole.split()[:6] == ["all", "2", "1", "1.00", ".50", ".67"]
    wrong = run("evaluate", "--annotators", "ana", "bne")
    assert wrong.exit_code == 2
    assert "Did you mean ben?" in wrong.stderr


def test_a_team_is_told_pair_by_pair_and_week_by_week(run: Run, tmp_path: Path) -> None:
    names = ("ana", "ben", "cleo")
    settings = f'[team]\nannotators = {list(names)}\nadjudicators = ["dora"]\n'
    (tmp_path / "postil.toml").write_text(settings.replace("'", '"'))
    project = Project(tmp_path, "dora")
    articles = [Article(f"a{n}", f"Talks {n}", f"Oran spoke on {n} March.\n") for n in (4, 5)]
    project.result.add(articles)
    for number, article in enumerate(articles):
        for late, name in enumerate(names):
            spans = [(0, 4, "actor"), (14, 21, "date")][: 1 + late + number]
            tags = tuple(Annotation(f"{name}{a}", a, b, label, name) for a, b, label in spans)
            # ana and ben are done by Sunday, cleo on Monday; the second article a week later.
            at = f"2031-03-{8 + late // 2 * 2 + 7 * number:02}T22:00:00.000Z"
            change = Change(name, name, name, at, added=tags, status=("open", "done"))
            project.layer(name).apply(article, change)
    line = ("evaluate", "--annotators", *names, "--project", str(tmp_path))
    result = run(*line)
    assert result.exit_code == 0, result.output
    tables = [[row.split() for row in table.splitlines()]
              for table in result.stdout.split("\n\n")]  # fmt: skip
    weeks = next(table for table in tables if table[0][0] == "week")
    assert [row[:3] for row in weeks[1:]] == [
        ["2031-03-03", "1", ".67"], ["2031-03-10", "2", ".91"], ["2031-03-17", "1", "1.00"],
    ]  # fmt: skip
    people = next(table for table in tables if table[0][0] == "annotators")
    assert [row[:2] for row in people[1:]] == [
        ["ana,", "ben"], ["ana,", "cleo"], ["ben,", "cleo"], ["mean", ".90"],
    ]  # fmt: skip
    found = json.loads(run(*line, "--json").stdout)
    assert [week["monday"] for week in found["weeks"]] == [row[0] for row in weeks[1:]]
    assert [week["articles"] for week in found["weeks"]] == [1, 2, 1]


def test_the_page_is_written_beside_the_tables_and_over_itself_only(
    run: Run, predicted: Path
) -> None:
    line = ("evaluate", str(GOLD), str(predicted))
    alone = run(*line)
    result = run(*line, "--html", "new/agreement.html")
    assert result.exit_code == 0
    assert result.stdout == alone.stdout
    assert result.stderr == "postil: Drawn in new/agreement.html.\n" + alone.stderr
    page = Path("new/agreement.html")
    written = page.read_text()
    assert written.startswith("<!doctype html>")
    assert [note for note in alone.stderr.splitlines() if note[8:] not in written] == []
    page.write_text(written + "<!-- of an earlier day -->")
    assert run(*line, "--html", str(page), "--json").stdout == run(*line, "--json").stdout
    assert page.read_text() == written
    Path("mine.html").write_text("<p>Mine.</p>")
    refused = run(*line, "--html", "mine.html")
    assert refused.exit_code == 2
    assert "mine.html is there and is no such page." in refused.stderr
    assert Path("mine.html").read_text() == "<p>Mine.</p>"
    assert run(*line, "--html", "new").exit_code == 1
    assert run(*line, "--html", "-").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("a.jsonl",), 2),
        (("a.jsonl", "b.jsonl", "c.jsonl"), 2),
        (("a.jsonl", "b.jsonl", "--annotators", "ana", "ben"), 2),
        (("--annotators", "ana"), 2),
        (("--annotators", "ana", "ana"), 2),
        (("--annotators", "ana", "ben", "--project", "gone"), 2),
        (("gone.jsonl", "gone.jsonl"), 1),
    ],
)
def test_a_wrong_call_ends_with_words_and_a_code(
    run: Run, arguments: tuple[str, ...], code: int
) -> None:
    result = run("evaluate", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "-"), (0.5, ".50"), (1, "1.00"), (-0.004, ".00"), (-0.25, "-.25"), (0.996, "1.00")],
)
def test_a_figure_is_short_and_nothing_has_no_sign(value: float | None, shown: str) -> None:
    assert figure(value) == shown
