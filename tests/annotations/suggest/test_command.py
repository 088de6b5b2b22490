"""Any program that suggests: asked once for a text, held to the scheme, told when it fails."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.article import Article
from annotations.errors import PostilError
from annotations.project import Project
from annotations.scheme import DEFAULT_SCHEME
from annotations.suggest import catalogue, command
from annotations.suggest.cache import SuggestionCache
from annotations.suggest.command import CommandSuggester

MODEL = """
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    if "crash" in asked["text"]:
        sys.exit(3)
    while "hang" in asked["text"]:
        pass
    assert [one["name"] for one in asked["labels"]][:1] == ["actor"]
    found = [w for w in ("Ann", "Bo") if w in asked["text"]]
    spans = [{"text": w, "label": "actor"} for w in [*found, "Nobody"]]
    print(json.dumps({"spans": spans}), flush=True)
"""


@pytest.fixture
def told() -> list[PostilError]:
    return []


@pytest.fixture
def model(tmp_path: Path, told: list[PostilError]) -> Iterator[CommandSuggester]:
    (tmp_path / "model.py").write_text(MODEL)
    line = (sys.executable, "model.py")
    made = CommandSuggester(line, tmp_path, DEFAULT_SCHEME, told.append)
    yield made
    made.close()


def test_a_program_is_asked_once_for_a_text(
    model: CommandSuggester, told: list[PostilError]
) -> None:
    article = Article("a", "A", "Ann left.\n\nBo stayed.")
    first, second = model.propose(article, (0, 11)), model.propose(article, (11, 21))
    assert [(one.start, one.label, one.score) for one in (*first, *second)] == [
        (0, "actor", 0.5),
        (11, "actor", 0.5),
    ]
    (problem,) = told
    assert "“Nobody” is not in it" in str(problem)


ANSWER = {
    "spans": [
        {"id": "q", "text": "“We go,”", "label": "quote", "attrs": {"tone": "dry", "by": "Bo"}},
        {"id": "a", "text": "Ann", "label": "actor"},
        {"id": "m", "text": "Monday", "label": "date", "attrs": {"value": "2031-03-17"}},
    ],
    "links": [
        {"type": "speaker", "from": "q", "to": "a"},
        {"type": "speaker", "from": "q", "to": "m"},
        {"type": "rumour", "from": "q", "to": "a"},
    ],
}
SETTINGS = """
[[labels]]
name = "actor"
key = "a"
[[labels]]
name = "when"
key = "w"
role = "date"
attributes = { value = "date" }
[[labels]]
name = "quote"
key = "q"
attributes = { tone = ["dry", "warm"] }
[[links]]
type = "speaker"
key = "s"
from = ["quote"]
to = ["actor"]
[suggest]
on = []
"""


def test_attributes_and_links_are_gated_by_the_scheme_and_what_does_not_fit_is_told(
    tmp_path: Path, told: list[PostilError]
) -> None:
    (tmp_path / "model.py").write_text(
        f"import sys\nfor line in sys.stdin:\n    print({json.dumps(ANSWER)!r}, flush=True)\n"
    )
    line = f'command = ["{sys.executable}", "model.py"]\n'
    (tmp_path / "postil.toml").write_text(SETTINGS + line)
    settings = Project(tmp_path).settings
    (model,) = catalogue.models(settings, list, lambda _: True, told.append, tmp_path)
    text = "“We go,” Ann said on Monday."
    article = Article("a", "A", text)
    try:
        quote, ann, day = model.propose(article, (0, len(text)))
        cache = SuggestionCache(tmp_path / ".postil")
        cache.put(article, model, (quote, ann, day))
        assert cache.get(article, model) == [quote, ann, day]
    finally:
        model.close()  # type: ignore[attr-defined]
    assert quote.attrs == {"tone": "dry"}
    assert quote.links == (("speaker", ann.place),)
    assert (day.label, day.attrs) == ("when", {"value": "2031-03-17"})
    assert [str(one).partition(" suggests ")[2] for one in told] == [
        f"{what} Add the {kind} to postil.toml, or remove the suggester from [suggest]."
        for what, kind in (
            ("by of quote, but this project has no such attribute of quote.", "attribute"),
            ("speaker links from quote to date, but this project has no such link.", "link"),
            ("rumour links from quote to actor, but this project has no such link.", "link"),
        )
    ]


def test_a_program_whose_files_change_is_asked_again(tmp_path: Path) -> None:
    def version() -> str:
        return CommandSuggester(("python3", "model.py", "-v"), tmp_path, DEFAULT_SCHEME).version

    (tmp_path / "model.py").write_text("one")
    first = version()
    assert version() == first
    (tmp_path / "model.py").write_text("other")
    assert version() != first


def test_what_a_program_says_last_is_told_when_it_ends(tmp_path: Path) -> None:
    (tmp_path / "gone.py").write_text(
        "import sys\nprint('one', file=sys.stderr)\nimport no_such_one\n"
    )
    model = CommandSuggester((sys.executable, "gone.py"), tmp_path, DEFAULT_SCHEME)
    try:
        with pytest.raises(PostilError, match=r"has ended: .*No module named 'no_such_one'"):
            model.propose(Article("a", "A", "words"), (0, 5))
    finally:
        model.close()


def test_two_scripts_of_one_interpreter_are_two_sources(tmp_path: Path) -> None:
    commands = [("python3", "one.py"), ("python3", "other.py"), ("python3", "lib/one.py")]
    made = [CommandSuggester(command, tmp_path, DEFAULT_SCHEME).name for command in commands]
    assert made == ["model:one", "model:other", "model:lib/one"]


def test_a_program_that_ends_or_hangs_is_told_and_started_again(
    model: CommandSuggester, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PostilError, match="has ended"):
        model.propose(Article("a", "A", "crash"), (0, 5))
    monkeypatch.setattr(command, "_ANSWERING", 0.2)
    with pytest.raises(PostilError, match=r"was killed: no answer in 0\.2 seconds"):
        model.propose(Article("b", "B", "hang"), (0, 4))
    monkeypatch.setattr(command, "_ANSWERING", 60.0)
    assert list(model.propose(Article("c", "C", "Ann"), (0, 3)))


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    model = CommandSuggester(("no-such-model",), tmp_path, DEFAULT_SCHEME)
    with pytest.raises(PostilError, match="no-such-model cannot be started: No such file"):
        model.propose(Article("a", "A", "Ann"), (0, 3))
