"""`postil export`: what goes out in each format, and what is said of what could not."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from annotations.formats import FORMATS

SAMPLES = Path(__file__).parents[3] / "sample_articles"
GOLD = SAMPLES / "gold.jsonl"

Run = Callable[..., Result]


def articles_of(folder: Path) -> list[Path]:
    return sorted((folder / ".postil" / "articles").glob("??/*.json"))


def test_gold_goes_in_and_comes_out_as_it_was(run: Run, gold: Path) -> None:
    result = run("export", "--format", "jsonl", "--output", "-")
    assert result.exit_code == 0
    by_id = {one["id"]: one for one in map(json.loads, result.stdout.splitlines())}
    assert list(by_id) == sorted(by_id)
    for one in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines()):
        assert by_id[one["id"]] == one
    assert result.stderr == "4 articles with 233 spans; nothing lost.\n"


@pytest.mark.parametrize(("name", "target"), [("jsonl", "out.jsonl"), ("conll", "out")])
def test_an_export_is_replaced_only_with_force(
    run: Run, gold: Path, name: str, target: str
) -> None:
    arguments = ("export", "--format", name, "--output", target)
    assert run(*arguments).exit_code == 0
    result = run(*arguments)
    assert result.exit_code == 1
    assert "exists already. Use --force" in result.stderr
    result = run(*arguments, "--force")
    assert result.exit_code == 0
    assert result.stdout == ""


def test_conll_says_what_it_cannot_carry(run: Run, gold: Path) -> None:
    result = run("export", "--format", "conll", "--output", "out")
    assert result.exit_code == 0
    assert result.stderr.startswith("4 articles with 233 spans; lost:\n")
    assert "speaker links left out: conll has no links" in result.stderr
    names = {"flat", "actor", "date", "proposal", "quote", "LOSS"}
    assert {file.stem for file in (gold / "out").iterdir()} == names


def test_a_damaged_article_stops_nothing_but_is_named(run: Run, gold: Path) -> None:
    damaged = articles_of(gold)[0]
    damaged.write_bytes(damaged.read_bytes()[:100])
    result = run("export", "--format", "jsonl", "--output", "out.jsonl")
    assert result.exit_code == 1
    assert f"{damaged.name} is damaged" in result.stderr
    assert len((gold / "out.jsonl").read_bytes().splitlines()) == 3
    result = run("stats", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["articles"] == 3
    assert f"{damaged.name} is damaged" in result.stderr
    result = run("export", "--format", "conll", "--output", "out")
    assert result.stderr.count("is damaged") == 1


def test_several_damaged_articles_are_all_named(run: Run, gold: Path) -> None:
    first, second, *_ = articles_of(gold)
    first.write_text("")
    second.write_text("{")
    result = run("export", "--format", "jsonl", "--output", "out.jsonl")
    assert result.exit_code == 1
    assert result.stderr.count("is damaged") == 2
    assert first.name in result.stderr
    assert second.name in result.stderr
    assert len((gold / "out.jsonl").read_bytes().splitlines()) == 2


def test_an_unknown_format_is_answered_with_those_there_are(run: Run) -> None:
    result = run("export", "--format", "xml", "--output", "x")
    assert result.exit_code == 2
    assert result.stderr == f"postil: There is no format 'xml'. Use one of: {', '.join(FORMATS)}.\n"


@pytest.mark.parametrize(
    ("name", "target"),
    [("jsonl", "a.jsonl"), ("csv", "a"), ("tsv", "a"), ("hf-jsonl", "a"), ("html", "a.html")],
)
def test_every_light_format_goes_out_and_those_that_can_come_in_again(
    run: Run, gold: Path, name: str, target: str
) -> None:
    card = ["--license", "cc-by-4.0"] if name == "hf-jsonl" else []
    result = run("export", "--format", name, "--output", target, *card)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.startswith("4 articles with 233 spans; ")
    result = run("import", target, "--project", "other")
    if name == "html":
        assert result.exit_code == 1
        assert "is not in a format that postil can read" in result.stderr
        return
    assert result.exit_code == 0
    assert result.stderr == "Articles added: 4. Tags added: 233.\n"
    told = run("export", "--format", "jsonl", "--output", "-", "--project", "other")
    assert told.stdout == run("export", "--format", "jsonl", "--output", "-").stdout


def test_a_split_shows_its_table_and_writes_a_file_a_part(run: Run, gold: Path) -> None:
    split = ("export", "--format", "conll", "--output", "out", "--split", "50/50")
    result = run(*split, "--labels", "actor,date")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[0].split() == ["train", "test"]
    assert [row.split()[0] for row in result.stdout.splitlines()[1:]] == [
        "groups",
        "articles",
        "actor",
        "date",
    ]
    assert {p.parent.name for p in (gold / "out").rglob("flat.conll")} == {"train", "test"}
    assert run(*split, "--folds", "2").exit_code == 2
    assert run(*split[:-2], "--folds", "9", "--force").exit_code == 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("jsonl", "--bioes"), "jsonl has no option --bioes"),
        (("conll", "--tokens", "x"), "conll cannot cut tokens by 'x'"),
        (("html", "--no-text"), "html has no option --no-text"),
    ],
)
def test_an_option_that_means_nothing_ends_with_2(
    run: Run, gold: Path, options: tuple[str, ...], words: str
) -> None:
    result = run("export", "--output", "out", "--format", *options)
    assert result.exit_code == 2
    assert words in result.stderr
    assert not (gold / "out").exists()


def test_what_was_lost_is_on_stderr_and_beside_the_dataset(run: Run, gold: Path) -> None:
    result = run("export", "--format", "conll", "--output", "out", "--unaligned", "drop")
    report = json.loads((gold / "out" / "LOSS.json").read_text())
    assert report["articles"] == 4
    assert sum(one["count"] for one in report["lost"] if one["kind"] == "link") == 38
    assert len(result.stderr.splitlines()) == 1 + len(report["lost"])


def test_articles_without_a_tag_are_told_unless_some_were_chosen(run: Run, gold: Path) -> None:
    (gold / "bare.txt").write_text("Nothing here.")
    run("add", str(gold / "bare.txt"))
    told = "Articles without any tags: 1."
    assert (
        told not in run("export", "--format", "jsonl", "--output", "-", "--labels", "date").stderr
    )
    assert told in run("export", "--format", "jsonl", "--output", "-").stderr


def test_formats_lists_the_table(run: Run) -> None:
    rows = run("formats").stdout.splitlines()
    assert [row.split()[0] for row in rows] == list(FORMATS)
    found = json.loads(run("formats", "--json").stdout)
    assert [one["name"] for one in found] == list(FORMATS)
    (spacy,) = (one for one in found if one["name"] == "spacy")
    assert (spacy["kind"], spacy["import"], spacy["extra"]) == ("folder", True, "spacy")
    assert spacy["options"] == ["--unaligned", "--split"]
