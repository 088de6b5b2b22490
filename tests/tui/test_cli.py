"""The command line: data on stdout, words on stderr, exit codes, and no screen where none is."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotations.formats import FORMATS
from annotations.project import Project
from annotations.settings import Settings, read_settings
from tui.cli import COMMANDS

SAMPLES = Path(__file__).parent.parent.parent / "sample_articles"
GOLD = SAMPLES / "gold.jsonl"

Run = Callable[..., Result]


@pytest.fixture
def gold(run: Run, tmp_path: Path) -> Path:
    """A project with the gold annotations in it."""
    assert run("import", str(GOLD)).exit_code == 0
    return tmp_path


def line(id: str, text: str, *spans: Mapping[str, Any], **fields: Any) -> str:
    return json.dumps({"id": id, "title": id, "text": text, "spans": spans, **fields}) + "\n"


def span(id: str, start: int, end: int, label: str = "actor", **fields: Any) -> dict[str, Any]:
    return {"id": id, "start": start, "end": end, "label": label, "annotator": "ana", **fields}


def articles_of(folder: Path) -> list[Path]:
    return sorted((folder / ".postil" / "articles").glob("??/*.json"))


def really(*arguments: str, folder: Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run postil as a program of its own."""
    command = [sys.executable, "-m", "tui.cli", *arguments]
    where = {"PYTHONPATH": str(SAMPLES.parent), **os.environ}
    settings: dict[str, Any] = {"capture_output": True, "cwd": folder, "env": where, **options}
    return subprocess.run(command, check=False, timeout=60, **settings)


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"  postil {command}" in result.stdout
    assert "Example" in result.stdout
    assert "--project DIR" in result.stdout or command == "formats"


def test_the_help_of_export_names_every_format(run: Run) -> None:
    words = run("export", "--help").stdout.split("--format NAME")[1].split("--output")[0]
    assert all(name in words for name in FORMATS)


def test_version(run: Run) -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("postil ")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("nonsense",), 2),
        (("export",), 2),
        (("open",), 2),
        (("export", "--format", "xml", "--output", "x"), 2),
        (("export", "--format", "conll", "--output", "-"), 2),
        (("stats", "--project", "gone"), 2),
        (("export", "--format", "jsonl", "--output", "-", "--project", "gone"), 2),
        (("import", "gone.jsonl"), 1),
        (("import", "."), 1),
        (("open", "gone.txt"), 1),
    ],
)
def test_a_wrong_call_ends_with_words_and_a_code(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert result.stdout == ""
    assert result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("stats",), ("open", "a.txt"), ("import", "a.jsonl")])
def test_a_mistake_in_the_settings_ends_with_2(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "postil.toml").write_text("anotator = 'ana'")
    result = run(*command)
    assert result.exit_code == 2
    assert "no setting 'anotator'. Did you mean annotator?" in result.stderr


def test_a_project_that_is_a_file_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("stats", "--project", "file")
    assert result.exit_code == 2
    assert "file is not a folder" in result.stderr


# Open


def test_open_without_a_terminal_says_so_in_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    result = run("open", "a.txt")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "postil: postil open needs a terminal to show articles in.\n"


def test_open_hands_the_reading_list_to_the_screen(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Any] = []
    monkeypatch.setattr("tui.commands.open.need_terminal", lambda: None)
    monkeypatch.setattr("tui.app.run", lambda *given: opened.extend(given))
    (tmp_path / "a.txt").write_text("one")
    result = run("open", "a.txt", "gone.txt", "--project", "p", "--annotator", "ana")
    assert result.exit_code == 0
    project, reading = opened[:2]
    assert (project.folder, project.annotator) == (Path("p"), "ana")
    assert [reference.read().text for reference in reading.references] == ["one"]
    assert "gone.txt does not exist" in reading.notices[0]
    assert not (tmp_path / "p").exists()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What `open` hands to the screen: project, reading list, and whether that is listed first."""
    given: list[Any] = []
    monkeypatch.setattr("tui.commands.open.need_terminal", lambda: None)
    monkeypatch.setattr("tui.app.run", lambda *arguments: given.extend(arguments))
    return given


@pytest.mark.parametrize(
    ("paths", "lists"),
    [
        (["a.txt"], False),
        (["a.txt", "b.txt"], False),
        ([*"abcde"], False),
        (["pair"], False),
        (["pair", "a.txt"], False),
        (["pair", "other"], False),
        (["five"], True),
        (["events"], True),
        (["events/one"], False),
        (["events/one", "events/two"], False),
        (["one.jsonl"], False),
        (["groups.jsonl"], True),
        (["one.jsonl", "a.txt"], False),
    ],
)
def test_what_does_not_fit_side_by_side_is_listed_first(
    run: Run, tmp_path: Path, opened: list[Any], paths: list[str], lists: bool
) -> None:
    for name in ("a.txt", "b.txt", *"abcde", "pair/a.txt", "pair/b.txt", "other/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Words of {name}.")
    for name in ("five", "events/one", "events/two"):
        (tmp_path / name).mkdir(parents=True)
        for number in range(5 if name == "five" else 2):
            (tmp_path / name / f"{number}.txt").write_text(f"Words of {name} {number}.")
    rows = [f'{{"id": "{id}", "text": "Words of {id}.", "group": "{id}"}}\n' for id in "xy"]
    (tmp_path / "one.jsonl").write_text(rows[0])
    (tmp_path / "groups.jsonl").write_text("".join(rows))
    assert run("open", *paths).exit_code == 0
    assert opened[1].references
    assert opened[2] is lists


def test_without_paths_the_project_is_opened(
    run: Run, tmp_path: Path, opened: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "p" / "below").mkdir(parents=True)
    (tmp_path / "p" / "postil.toml").write_text("")
    for arguments in (["--project", "p"], ["p"]):
        assert run("open", *arguments).exit_code == 0
        assert (opened[0].folder, *opened[1:]) == (Path("p"), None, True)
        opened.clear()
    result = run("open", "--project", "p/below")
    assert (result.exit_code, "no project in p/below" in result.stderr) == (2, True)
    monkeypatch.chdir(tmp_path / "p" / "below")
    assert run("open").exit_code == 0
    assert (opened[0].folder, *opened[1:]) == (tmp_path / "p", None, True)


def test_a_folder_that_is_a_project_is_opened_as_that_one(
    run: Run, tmp_path: Path, opened: list[Any]
) -> None:
    (tmp_path / "postil.toml").write_text("")
    (tmp_path / "p" / ".postil").mkdir(parents=True)
    for name in "abcde":
        (tmp_path / "p" / f"{name}.txt").write_text(f"Words of {name}.")
    assert run("open", "p").exit_code == 0
    assert (opened[0].folder, len(opened[1].references), opened[2]) == (Path("p"), 5, True)


def test_alone_it_opens_the_project_where_there_is_one(
    run: Run, tmp_path: Path, opened: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    helped = run()
    assert "Usage: postil" in helped.output
    monkeypatch.setattr("tui.cli._on_terminal", lambda: True)
    without = run()
    assert (without.exit_code, without.output) == (helped.exit_code, helped.output)
    (tmp_path / "postil.toml").write_text("")
    assert run().exit_code == 0
    assert (opened[0].folder, *opened[1:]) == (tmp_path, None, True)
    monkeypatch.setattr("tui.cli._on_terminal", lambda: False)
    assert run().output == helped.output


# Import and export


def test_gold_goes_in_and_comes_out_as_it_was(run: Run, gold: Path) -> None:
    result = run("export", "--format", "jsonl", "--output", "-")
    assert result.exit_code == 0
    by_id = {one["id"]: one for one in map(json.loads, result.stdout.splitlines())}
    assert list(by_id) == sorted(by_id)
    for one in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines()):
        assert by_id[one["id"]] == one
    assert result.stderr == "4 articles with 233 spans; nothing lost.\n"


def test_importing_twice_adds_nothing(run: Run, gold: Path) -> None:
    before = {file: file.read_bytes() for file in articles_of(gold)}
    result = run("import", str(GOLD))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "Articles added: 0. Tags added: 0.\n"
    assert {file: file.read_bytes() for file in articles_of(gold)} == before


def test_an_import_can_be_undone_and_is_one_change(run: Run, gold: Path) -> None:
    (change,) = Project(gold).store.history("harbour-talks-gazette")
    assert change.kind == "import"
    assert len(change.added) == len(Project(gold).store.load("harbour-talks-gazette").annotations)


def test_only_what_is_missing_is_added(run: Run, tmp_path: Path) -> None:
    (tmp_path / "1.jsonl").write_text(line("a", "one two", span("1", 0, 3), span("2", 4, 7)))
    assert run("import", "1.jsonl", "--project", "p").exit_code == 0
    more = [span("1", 0, 7, "quote"), span("3", 0, 7, "quote")]
    links = [{"type": "speaker", "from": "3", "to": "1"}]
    (tmp_path / "2.jsonl").write_text(line("a", "one two", *more, links=links, status="done"))
    result = run("import", "2.jsonl", "--project", "p")
    assert result.stderr == "Articles added: 0. Tags added: 1.\n"
    contents = Project(tmp_path / "p").store.load("a")
    assert {a.id: a.label for a in contents.annotations.values()} == {
        "1": "actor",
        "2": "actor",
        "3": "quote",
    }
    assert [(k.source, k.target) for k in contents.links] == [("3", "1")]
    assert contents.status == "done"


def test_another_text_under_a_known_id_is_refused_and_the_rest_goes_on(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "1.jsonl").write_text(line("a", "one"))
    assert run("import", "1.jsonl").exit_code == 0
    rows = [line("a", "another", span("1", 0, 3)), line("b", "two", span("2", 0, 3))]
    (tmp_path / "2.jsonl").write_text("".join(rows))
    result = run("import", "2.jsonl")
    assert result.exit_code == 1
    assert "another text under the id a" in result.stderr
    assert "Articles added: 1. Tags added: 1." in result.stderr
    assert Project(tmp_path).store.load("a").annotations == {}


def test_two_texts_under_one_id_in_one_file_are_not_mixed(run: Run, tmp_path: Path) -> None:
    rows = [line("a", "one", span("1", 0, 3)), line("a", "two", span("2", 0, 3))]
    (tmp_path / "1.jsonl").write_text("".join(rows))
    result = run("import", "1.jsonl")
    assert result.exit_code == 1
    assert "line 2: another line has the id a with another text" in result.stderr
    article = Project(tmp_path).store.article("a")
    assert article
    assert article.text == "one"
    assert list(Project(tmp_path).store.load("a").annotations) == ["1"]


def test_what_was_mended_is_told_and_is_no_failure(run: Run, tmp_path: Path) -> None:
    (tmp_path / "1.jsonl").write_text(line("a", "👍 Oran", span("1", 3, 7, text="Oran")))
    result = run("import", "1.jsonl")
    assert result.exit_code == 0
    assert "line 1: the span 3-7 was moved: its offsets count UTF-16 units." in result.stderr


def test_what_was_refused_ends_with_1(run: Run, tmp_path: Path) -> None:
    rows = [line("a", "one", span("1", 0, 3, text="two")), "{\n", line("b", "two")]
    (tmp_path / "1.jsonl").write_text("".join(rows))
    result = run("import", "1.jsonl")
    assert result.exit_code == 1
    assert "line 1: the span 0-3 has other words; left out." in result.stderr
    assert "line 2 is not JSON" in result.stderr
    assert "Articles added: 2. Tags added: 0." in result.stderr


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


def test_an_article_that_is_damaged_does_not_keep_the_others_out(run: Run, gold: Path) -> None:
    damaged = articles_of(gold)[0]
    damaged.write_text("{")
    rows = GOLD.read_text(encoding="utf-8") + line("new", "one two", span("1", 0, 3))
    (gold / "more.jsonl").write_text(rows, encoding="utf-8")
    result = run("import", "more.jsonl")
    assert result.exit_code == 1
    assert result.stderr.count("is damaged") == 1
    assert "Articles added: 1. Tags added: 1." in result.stderr


def test_an_unknown_format_is_answered_with_those_there_are(run: Run) -> None:
    result = run("export", "--format", "xml", "--output", "x")
    assert result.exit_code == 2
    assert result.stderr == f"postil: There is no format 'xml'. There are: {', '.join(FORMATS)}.\n"


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
        assert "is of no format that can be read" in result.stderr
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


def test_columns_come_back_to_the_articles_they_were_made_from(run: Run, gold: Path) -> None:
    assert run("export", "--format", "conll", "--output", "out").exit_code == 0
    result = run("import", "out")
    assert result.stderr == "Articles added: 0. Tags added: 0.\n"
    result = run("import", "out", "--as", "ben")
    assert result.stderr == "Articles added: 0. Tags added: 231.\n"


def test_rows_of_tokens_come_back_to_the_articles_that_they_are_paragraphs_of(
    run: Run, gold: Path
) -> None:
    options = ("--format", "hf-jsonl", "--license", "mit", "--output", "out")
    assert run("export", *options).exit_code == 0
    result = run("import", "out/tokens")
    assert result.stderr == "Articles added: 0. Tags added: 0.\n"
    result = run("import", "out/tokens", "--as", "ben")
    assert result.stderr == "Articles added: 0. Tags added: 231.\n"


def test_predictions_come_in_as_suggestions(run: Run, tmp_path: Path) -> None:
    (tmp_path / "1.jsonl").write_text(line("a", "one two", span("1", 0, 3)))
    (tmp_path / "2.jsonl").write_text(line("a", "one two", span("7", 0, 3), span("8", 4, 7)))
    assert run("import", "1.jsonl").exit_code == 0
    for added in (1, 0):
        result = run("import", "2.jsonl", "--as", "model:x")
        said = f"Articles added: 0. Tags added: 0. Suggestions added: {added}.\n"
        assert result.stderr == said
    result = run("stats", "--json")
    assert json.loads(result.stdout)["annotators"] == {"ana": 1}


def test_labels_that_the_scheme_lacks_are_named(run: Run, tmp_path: Path) -> None:
    tags = ({"start": 0, "end": 3, "label": label} for label in ("person", "actor", "city"))
    (tmp_path / "1.jsonl").write_text(line("a", "one two", *tags))
    result = run("import", "1.jsonl")
    assert result.exit_code == 0
    assert "scheme has no label city, person. Add it in postil.toml" in result.stderr
    assert "label" not in run("import", "1.jsonl").stderr


@pytest.mark.parametrize("name", ["model:", " model: "])
def test_a_model_needs_a_name(run: Run, gold: Path, name: str) -> None:
    result = run("import", str(GOLD), "--as", name)
    assert result.exit_code == 2
    assert "The model has no name" in result.stderr


def test_nothing_of_a_file_that_is_cut_off_is_brought_in(run: Run, tmp_path: Path) -> None:
    data = GOLD.read_bytes()
    (tmp_path / "cut.jsonl").write_bytes(data[:-200])
    result = run("import", "cut.jsonl", "--project", "p")
    assert result.exit_code == 1
    assert result.stderr == (
        "postil: cut.jsonl, line 4 cannot be read: it is cut off. Nothing of it was brought in.\n"
    )
    assert not (tmp_path / "p").exists()


def test_a_format_that_is_named_is_believed(run: Run, gold: Path, tmp_path: Path) -> None:
    result = run("import", str(GOLD), "--format", "conll")
    assert result.exit_code == 1
    assert "cannot be read" in result.stderr
    (tmp_path / "blank.jsonl").write_text("\n")
    for name in ("jsonl", "csv"):
        result = run("import", "blank.jsonl", "--format", name)
        assert result.exit_code == 1, name
        assert result.stderr.startswith("postil: blank.jsonl "), name
    result = run("import", str(GOLD), "--format", "html")
    assert result.exit_code == 2
    assert "html cannot be imported" in result.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("jsonl", "--bioes"), "--bioes means nothing to jsonl"),
        (("conll", "--tokens", "x"), "conll has no tokens 'x'"),
        (("html", "--no-text"), "--no-text means nothing to html"),
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
    told = "Articles without any tag: 1."
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


def test_names_cannot_command_the_terminal(run: Run, tmp_path: Path) -> None:
    label = "a\x1b[31m\tb"
    spans = [span("1", 0, 3, label), span("2", 0, 7, "b", annotator="\x1b]0;x\x07")]
    (tmp_path / "\x1b[2J.jsonl").write_text(line("a", "one two", *spans) + "{")
    for arguments in (
        ("import", "\x1b[2J.jsonl"),
        ("stats",),
        ("export", "--format", "conll", "--output", "\x1b[2J"),
        ("export", "--format", "conll", "--output", "\x1b[2J"),
    ):
        result = run(*arguments)
        assert "\x1b" not in result.output
        assert "\x07" not in result.output


# Stats and init


def test_stats_as_json(run: Run, gold: Path) -> None:
    result = run("stats", "--json")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "articles": 4,
        "annotations": 233,
        "suggestions": 0,
        "status": {"open": 0, "done": 4, "skipped": 0},
        "labels": {"actor": 93, "date": 56, "proposal": 44, "quote": 40},
        "annotators": {"gold": 233},
    }


def test_stats_of_speed(run: Run, gold: Path) -> None:
    from annotations.speed import FILE, Pace, append

    assert (
        run("stats", "--speed").stdout.split() == "label source tags keys/tag s/tag met/tag".split()
    )
    assert json.loads(run("stats", "--speed", "--json").stdout) == []
    append(gold / ".postil" / FILE, [Pace("t", "actor", "", 3, 1.5, 0)])
    rows = [row.split() for row in run("stats", "--speed").stdout.splitlines()]
    assert rows[1:] == ["actor by hand 1 3.0 1.5 0.0".split(), "all 1 3.0 1.5 0.0".split()]
    assert json.loads(run("stats", "--speed", "--json").stdout)[0]["label"] == "actor"


def test_stats_in_columns(run: Run, gold: Path) -> None:
    rows = run("stats").stdout.splitlines()
    assert len({len(row) for row in rows}) == 1
    assert [row.split() for row in rows] == [
        ["articles", "4"],
        ["suggestions", "0"],
        ["status", "open", "0"],
        ["status", "done", "4"],
        ["status", "skipped", "0"],
        ["labels", "actor", "93"],
        ["labels", "date", "56"],
        ["labels", "proposal", "44"],
        ["labels", "quote", "40"],
        ["annotators", "gold", "233"],
    ]


def test_init_writes_what_can_be_read_and_never_twice(run: Run, tmp_path: Path) -> None:
    for arguments, folder in ((("init",), tmp_path), (("init", "--project", "p"), tmp_path / "p")):
        result = run(*arguments)
        assert result.exit_code == 0
        assert result.stdout == ""
        assert read_settings(folder / "postil.toml") == Settings()
        (folder / "postil.toml").write_text("annotator = 'ana'")
        result = run(*arguments)
        assert result.exit_code == 1
        assert "postil.toml exists already" in result.stderr
        assert (folder / "postil.toml").read_text() == "annotator = 'ana'"


# As a program


@pytest.mark.parametrize(
    ("arguments", "light"),
    [
        (("--version",), True),
        (("--help",), True),
        (("init",), True),
        (("stats",), False),
        (("stats", "--json"), False),
        (("import", str(GOLD)), False),
        (("export", "--format", "jsonl", "--output", "-"), False),
        (("export", "--format", "conll", "--output", "out"), False),
        (("export", "--format", "html", "--output", "out.html"), False),
        (("formats",), False),
        (("open", str(GOLD)), False),
    ],
)
def test_without_a_screen_nothing_of_a_screen_is_loaded(
    tmp_path: Path, arguments: tuple[str, ...], light: bool
) -> None:
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*sorted({m.split('.')[0] for m in sys.modules}),"
        " file=sys.stderr))\n"
        "from tui.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", code, *arguments]
    environment = {"PYTHONPATH": str(SAMPLES.parent), **os.environ}
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=60
    )
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "click" in loaded
    assert not loaded & {"textual", "rich", "spacy", "pyarrow", "numpy"}
    if light:
        assert not loaded & {"msgspec", "tinydb", "wcwidth"}


def test_stdout_is_nothing_but_data(gold: Path) -> None:
    done = really("export", "--format", "jsonl", "--output", "-", folder=gold)
    assert done.returncode == 0
    assert len([json.loads(row) for row in done.stdout.splitlines()]) == 4
    assert done.stderr == b"4 articles with 233 spans; nothing lost.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes on Windows")
def test_a_reader_that_has_seen_enough_is_no_trouble(gold: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        arguments = ("export", "--format", "jsonl", "--output", "-")
        settings = {"capture_output": False, "stdout": writing, "stderr": subprocess.PIPE}
        done = really(*arguments, folder=gold, **settings)
    finally:
        os.close(writing)
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")
def test_stats_on_a_terminal_are_a_table_and_the_only_use_of_rich(gold: Path) -> None:
    import pty

    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('rich' in sys.modules, 'textual' in sys.modules,"
        " file=sys.stderr))\n"
        "from tui.cli import main\n"
        "main()\n"
    )
    environment = {"PYTHONPATH": str(SAMPLES.parent), "TERM": "xterm", **os.environ}
    seen: dict[str, tuple[str, bytes]] = {}
    for arguments in (("stats",), ("stats", "--json")):
        ours, theirs = pty.openpty()
        try:
            command = [sys.executable, "-c", code, *arguments]
            done = subprocess.run(
                command,
                stdin=theirs,
                stdout=theirs,
                stderr=subprocess.PIPE,
                cwd=gold,
                env=environment,
                timeout=60,
                check=True,
            )
            seen[arguments[-1]] = (done.stderr.decode().strip(), os.read(ours, 100_000))
        finally:
            os.close(ours)
            os.close(theirs)
    loaded, table = seen["stats"]
    assert loaded == "True False"
    assert b"actor" in table
    loaded, data = seen["--json"]
    assert loaded == "False False"
    assert json.loads(data)["labels"]["actor"] == 93


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such shells on Windows")
@pytest.mark.parametrize(
    ("arguments", "closed", "code"),
    [
        ("export --format jsonl --output -", ">&-", 1),
        ("export --format jsonl --output out.jsonl", ">&-", 0),
        ("export --format conll --output out", "2>&-", 0),
        ("stats", ">&-", 0),
        ("stats --json", ">&-", 0),
        ("stats", "2>&-", 0),
        ("open out.txt", "<&-", 1),
        ("open out.txt", ">&-", 1),
        ("stats", ">/dev/full", 1),
        ("export --format jsonl --output -", ">/dev/full", 1),
    ],
)
def test_a_stream_that_is_closed_or_full_is_no_crash(
    gold: Path, arguments: str, closed: str, code: int
) -> None:
    if "/dev/full" in closed and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    (gold / "out.txt").write_text("one")
    shell = f'exec "$PYTHON" -m tui.cli {arguments} {closed}'
    environment = {**os.environ, "PYTHONPATH": str(SAMPLES.parent), "PYTHON": sys.executable}
    done = subprocess.run(
        ["sh", "-c", shell], capture_output=True, cwd=gold, env=environment, timeout=60
    )
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes on Windows")
def test_ctrl_c_ends_quietly_with_130(tmp_path: Path) -> None:
    code = (
        "import os, signal\n"
        "from annotations.project import Project\n"
        "Project.examples = lambda self: os.kill(os.getpid(), signal.SIGINT) or iter(())\n"
        "from tui.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", code, "export", "--format", "jsonl", "--output", "out"]
    environment = {"PYTHONPATH": str(SAMPLES.parent), **os.environ}
    done = subprocess.run(
        command,
        capture_output=True,
        cwd=tmp_path,
        env=environment,
        timeout=60,
        # A test run in the background has ctrl+c ignored, and so would have its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert done.returncode == 130
    assert done.stderr == b""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="locales are otherwise on Windows")
def test_the_locale_changes_nothing(gold: Path) -> None:
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment = {"PYTHONPATH": str(SAMPLES.parent), **plain}
    arguments = ("export", "--format", "jsonl", "--output", "-")
    there = really(*arguments, folder=gold, env=environment)
    assert there.stdout == really(*arguments, folder=gold).stdout
    assert really("stats", folder=gold, env=environment).returncode == 0


# On a terminal


@pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")
def test_an_export_draws_a_bar_on_a_terminal_and_leaves_nothing_of_it(gold: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    try:
        command = [sys.executable, "-m", "tui.cli", "export", "--format", "conll", "--output", "o"]
        environment = {"PYTHONPATH": str(SAMPLES.parent), "TERM": "xterm", **os.environ}
        subprocess.run(command, stderr=theirs, cwd=gold, env=environment, timeout=60, check=True)
        seen = os.read(ours, 100_000)
    finally:
        os.close(ours)
        os.close(theirs)
    assert b"Exporting" in seen
    assert b"4/4" in seen
    assert seen.rstrip().splitlines()[-1].strip().endswith(b"a longer span is there")
