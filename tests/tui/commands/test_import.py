"""`postil import`: what comes in, once and under which name, and what is said of the rest."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotations.project import Project

SAMPLES = Path(__file__).parents[3] / "sample_articles"
GOLD = SAMPLES / "gold.jsonl"

Run = Callable[..., Result]


def line(id: str, text: str, *spans: Mapping[str, Any], **fields: Any) -> str:
    return json.dumps({"id": id, "title": id, "text": text, "spans": spans, **fields}) + "\n"


def span(id: str, start: int, end: int, label: str = "actor", **fields: Any) -> dict[str, Any]:
    return {"id": id, "start": start, "end": end, "label": label, "annotator": "ana", **fields}


def articles_of(folder: Path) -> list[Path]:
    return sorted((folder / ".postil" / "articles").glob("??/*.json"))


def told(tags: int = 0, known: int = 0) -> str:
    return f"Articles added: 0. Tags added: {tags}. Articles already in the project: {known}.\n"


def test_importing_twice_adds_nothing(run: Run, gold: Path) -> None:
    before = {file: file.read_bytes() for file in articles_of(gold)}
    result = run("import", str(GOLD))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == told(known=4)
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
    assert result.stderr == told(tags=1, known=1)
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
    assert "a different text with the id a" in result.stderr
    assert "Articles added: 1. Tags added: 1." in result.stderr
    assert Project(tmp_path).store.load("a").annotations == {}


def test_two_texts_under_one_id_in_one_file_are_not_mixed(run: Run, tmp_path: Path) -> None:
    rows = [line("a", "one", span("1", 0, 3)), line("a", "two", span("2", 0, 3))]
    (tmp_path / "1.jsonl").write_text("".join(rows))
    result = run("import", "1.jsonl")
    assert result.exit_code == 1
    assert "line 2: another line has the id a, but a different text" in result.stderr
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


def test_an_article_that_is_damaged_does_not_keep_the_others_out(run: Run, gold: Path) -> None:
    damaged = articles_of(gold)[0]
    damaged.write_text("{")
    rows = GOLD.read_text(encoding="utf-8") + line("new", "one two", span("1", 0, 3))
    (gold / "more.jsonl").write_text(rows, encoding="utf-8")
    result = run("import", "more.jsonl")
    assert result.exit_code == 1
    assert result.stderr.count("is damaged") == 1
    assert "Articles added: 1. Tags added: 1." in result.stderr


def test_columns_come_back_to_the_articles_they_were_made_from(run: Run, gold: Path) -> None:
    assert run("export", "--format", "conll", "--output", "out").exit_code == 0
    result = run("import", "out")
    assert result.stderr == told(known=4)
    result = run("import", "out", "--as", "ben")
    assert result.stderr == told(tags=231, known=4)


def test_rows_of_tokens_come_back_to_the_articles_that_they_are_paragraphs_of(
    run: Run, gold: Path
) -> None:
    options = ("--format", "hf-jsonl", "--license", "mit", "--output", "out")
    assert run("export", *options).exit_code == 0
    result = run("import", "out/tokens")
    assert result.stderr == told(known=4)
    result = run("import", "out/tokens", "--as", "ben")
    assert result.stderr == told(tags=231, known=4)


def test_predictions_come_in_as_suggestions(run: Run, tmp_path: Path) -> None:
    (tmp_path / "1.jsonl").write_text(line("a", "one two", span("1", 0, 3)))
    (tmp_path / "2.jsonl").write_text(line("a", "one two", span("7", 0, 3), span("8", 4, 7)))
    assert run("import", "1.jsonl").exit_code == 0
    for added in (1, 0):
        result = run("import", "2.jsonl", "--as", "model:x")
        said = (
            f"Articles added: 0. Tags added: 0. Suggestions added: {added}."
            " Articles already in the project: 1.\n"
        )
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
        "postil: cut.jsonl, line 4 cannot be read: it is cut off. None of it was imported.\n"
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


def test_dates_are_read_as_the_others_of_the_file_are(run: Run, tmp_path: Path) -> None:
    """A day above twelve in one line tells the order of all, whatever comes first."""
    days = {"a": "9/11/2034", "b": "23/11/2034", "c": "2034-11-24", "d": "soon"}
    lines = (line(id, f"Words {id}", published=day) for id, day in days.items())
    (tmp_path / "days.jsonl").write_text("".join(lines))
    result = run("import", "days.jsonl", "--project", "p")
    assert result.exit_code == 0
    store = Project(tmp_path / "p").store
    assert [one.meta.published for id in days if (one := store.article(id))] == [
        "2034-11-09", "2034-11-23", "2034-11-24", None,
    ]  # fmt: skip
    assert result.stderr.splitlines()[1:] == [
        "postil: days.jsonl, line 4: published is empty, but the date is kept as given:"
        " 'soon' is not a date. Write it like this: 2031-03-04."
    ]


def test_a_date_that_no_other_tells_the_order_of_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "day.jsonl").write_text(line("a", "Words", published="9/11/2034"))
    result = run("import", "day.jsonl", "--project", "p")
    assert "'9/11/2034' could be 2034-11-09 or 2034-09-11." in result.stderr
    article = Project(tmp_path / "p").store.article("a")
    assert article
    assert article.meta.more == {"published (as given)": "9/11/2034"}
