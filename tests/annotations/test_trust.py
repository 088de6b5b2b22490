"""What a person lets a project run: by folder and by name, and never without having said so."""

import json
import os
from pathlib import Path

import pytest

from annotations import trust
from annotations.errors import PostilError
from annotations.project import Project
from annotations.settings import read_settings
from annotations.suggest import catalogue

ASKING = '[suggest]\non = ["spacy"]\npipeline = "{}"\n'


def test_an_answer_holds_for_this_folder_and_this_name(tmp_path: Path) -> None:
    state, one, other = tmp_path / "state", tmp_path / "one", tmp_path / "other"
    assert trust.answer(one, "a", state) is None
    trust.keep(one, "a", True, state)
    trust.keep(other, "a", False, state)
    assert trust.answer(one, "a", state) is True
    assert trust.answer(one, "b", state) is None
    assert trust.answer(other, "a", state) is False
    trust.keep(one, "a", False, state)
    assert trust.answer(one, "a", state) is False
    assert [path.name for path in state.iterdir()] == ["trust.json"]


@pytest.mark.parametrize("kept", ["", "[]", '{"x": 1}', '{"x": {"a": "yes"}}', "[" * 99_999])
def test_answers_that_are_none_count_for_nothing(tmp_path: Path, kept: str) -> None:
    (tmp_path / "trust.json").write_text(kept)
    assert trust.answer(Path("x"), "a", tmp_path) is None


def test_a_folder_may_have_a_name_that_is_no_text(tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    trust.keep(odd, "a", True, tmp_path)
    assert trust.answer(odd, "a", tmp_path) is True


def test_a_project_cannot_say_yes_for_itself(tmp_path: Path) -> None:
    (tmp_path / "postil.toml").write_text(ASKING.format("en_x"))
    for folder in (tmp_path, tmp_path / ".postil", tmp_path / ".postil" / "cache"):
        folder.mkdir(exist_ok=True)
        answers = {str(tmp_path): {"the spaCy pipeline en_x": True}}
        (folder / "trust.json").write_text(json.dumps(answers))
    project = Project(tmp_path)
    with pytest.raises(PostilError, match="the spaCy pipeline en_x, which you have not allowed"):
        catalogue.models(project.settings, list, project.allows)


@pytest.mark.parametrize(
    ("named", "program"),
    [
        ("en_core_web_lg", "the spaCy pipeline en_core_web_lg"),
        ("./model", "the spaCy pipeline {}/model, whose files are code"),
        ("../model", "the spaCy pipeline {}/model, whose files are code"),
        ("models/best", "the spaCy pipeline {}/models/best, whose files are code"),
        ("/srv/model", "the spaCy pipeline /srv/model, whose files are code"),
    ],
)
def test_a_folder_is_seen_from_the_project_and_told_to_be_code(
    tmp_path: Path, named: str, program: str
) -> None:
    file = tmp_path / "postil.toml"
    file.write_text(ASKING.format(named))
    seen = tmp_path.parent if named.startswith("..") else tmp_path
    assert read_settings(file).suggest.program == program.format(seen)


@pytest.mark.parametrize("on", ["[]", '["date", "learn"]'])
def test_what_runs_nothing_is_not_asked_about(tmp_path: Path, on: str) -> None:
    (tmp_path / "postil.toml").write_text(f'[suggest]\non = {on}\npipeline = "./m"\n')
    assert Project(tmp_path).settings.suggest.program is None


def test_a_project_has_to_be_allowed_its_command(tmp_path: Path) -> None:
    (tmp_path / "postil.toml").write_text('[suggest]\non = []\ncommand = ["my-model", "a b"]\n')
    settings = Project(tmp_path).settings
    assert settings.suggest.program == "the command my-model 'a b'"
    with pytest.raises(PostilError, match="the command my-model 'a b', which you have not allowed"):
        catalogue.models(settings, list, lambda program: False)
    (made,) = catalogue.models(settings, list, lambda program: True)
    assert made.name == "model:my-model"
    assert trust.answer(tmp_path, settings.suggest.program, tmp_path / "state") is None
