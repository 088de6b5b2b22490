"""`postil cat` and `postil find`: texts and hits, with tags, for people and for programs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from annotations.annotation import Annotation, Change
from annotations.article import Article, Metadata
from annotations.clock import new_id, now
from annotations.project import Project
from tests.forked import Forked

Run = Callable[..., Result]


def tagged(folder: Path) -> Project:
    """A project with a tagged article, with what is odd in texts."""
    project = Project(folder)
    text = "Minister Oran said:\n\n“We will\topen on Friday,\nat \x1b[31mnoon.”\n"
    places = {"actor": "Oran", "quote": "“We will\topen on Friday,\nat", "date": "Friday"}
    tags = tuple(
        Annotation(new_id(), text.index(w), text.index(w) + len(w), label, "ana")
        for label, w in places.items()
    )
    article = Article("talks-1", "Talks\x1b[0m", text, Metadata(source="Gazette"))
    project.store.apply(article, Change("c", "c", "ana", now(), added=tags))
    return project


def test_cat_gives_a_pipe_the_text_as_it_is_stored(program: Forked, tmp_path: Path) -> None:
    article = tagged(tmp_path).store.article("talks-1")
    assert article is not None
    assert program.run(["cat", "talks"], tmp_path).stdout == article.text
    assert program.run(["cat", "talks", "--plain"], tmp_path).stdout == article.text


def test_cat_colours_tags_line_by_line_and_nothing_else_commands_the_terminal(
    program: Forked, tmp_path: Path
) -> None:
    tagged(tmp_path)
    colours = {"COLORTERM": "truecolor", "TERM": "xterm", "NO_COLOR": ""}
    out = program.run(["cat", "talks-1", "--color"], tmp_path, colours).stdout
    assert "Minister \x1b[1;38;2;63;185;80mOran\x1b[0m said" in out
    assert "\x1b[31m" not in out
    assert "Talks␛[0m" in out
    for line in out.split("\n"):
        assert line.count("\x1b[0m") == line.count("\x1b[1") + line.count("\x1b[4")
    assert out.rstrip().endswith("1")
    less = {**colours, "COLORTERM": ""}
    out = program.run(["cat", "talks-1", "--color"], tmp_path, less).stdout
    assert "\x1b[1;38;5;" in out


def test_cat_marks_tags_where_there_are_no_colours(program: Forked, tmp_path: Path) -> None:
    tagged(tmp_path)
    out = program.run(["cat", "talks-1", "--color"], tmp_path, {"NO_COLOR": "1"}).stdout
    assert "Minister [a Oran] said:" in out
    assert "[q “We will    open on [d Friday],\nat] ␛[31mnoon.”" in out
    assert "\x1b" not in out


def test_cat_of_what_is_not_there_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    tagged(tmp_path)
    result = run("cat", "nothing")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "There is no article nothing in the project" in result.stderr


def test_find_shows_each_hit_with_its_place(run: Run, tmp_path: Path) -> None:
    tagged(tmp_path)
    result = run("find", "will open")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "talks-1:3: “We will open on Friday,\n"
    result = run("find", "--label", "actor")
    assert result.stdout == "talks-1:1: Minister Oran said:\n"


def test_find_for_programs(run: Run, tmp_path: Path) -> None:
    tagged(tmp_path)
    (hit,) = map(json.loads, run("find", "Fri.ay", "--regex", "--json").stdout.splitlines())
    assert hit == {
        "article": "talks-1",
        "title": "Talks\x1b[0m",
        "start": 38,
        "end": 44,
        "line": 3,
        "text": "Friday",
        "before": "“We will\topen on ",
        "after": ",",
        "labels": ["quote", "date"],
    }


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "There is nothing to look for"),
        (("(", "--regex"), 2, "is not a regular expression"),
        (("nothing",), 0, "Nothing was found"),
        (("Oran", "--label", "actr"), 0, "There is no label actr in this project's scheme"),
    ],
)
def test_find_without_hits(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    tagged(tmp_path)
    result = run("find", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
