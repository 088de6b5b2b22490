"""What a program that suggests is called."""

from pathlib import Path

import pytest

from annotations.project import Project
from annotations.suggesting import renamed, source_of

NAMES = [
    ("my-model --flag", "my-model"),
    ("./tools/ask.py", "ask"),
    ("/opt/model-2/bin/ask", "ask"),
    ("python3 ask.py", "ask"),
    ("python3 -u models/ask.py --fast", "models/ask"),
    ("/usr/bin/python3.12 ./other/ask.py ask.bin", "other/ask"),
    ("python -m tides.ask --port 80", "tides.ask"),
    ("env PYTHONPATH=lib .venv/bin/python ask.py", "ask"),
    ("uv run --quiet ask.py", "ask"),
    ("uv run tides-model", "tides-model"),
    ("node dist/index.mjs", "dist/index"),
    ("java -jar build/ask.jar", "build/ask"),
    ("bash -c ask", "bash"),
    ("python3", "python3"),
    ("python3 -m", "python3"),
    ("py.exe ask.py", "ask"),
]


@pytest.mark.parametrize(("command", "name"), NAMES)
def test_a_program_goes_by_its_script(command: str, name: str) -> None:
    assert source_of(command.split()) == f"model:{name}"


def test_what_is_said_of_the_former_name_holds_for_the_program() -> None:
    said = {"model:python3": 0.4, "rule:date": 0.2}
    assert renamed(said, ("python3", "ask.py")) == {**said, "model:ask": 0.4}
    assert renamed({**said, "model:ask": 0.9}, ("python3", "ask.py"))["model:ask"] == 0.9
    assert renamed(said, ("my-model",)) == renamed(said, ()) == said


def test_a_project_may_name_its_program_as_before(tmp_path: Path) -> None:
    (tmp_path / "postil.toml").write_text(
        '[suggest]\ncommand = ["python3", "ask.py"]\nalways = ["model:python3"]\n'
        'least_score = { "model:python3" = 0.4 }\n'
    )
    suggest = Project(tmp_path).settings.suggest
    assert "model:ask" in suggest.always
    assert suggest.least["model:ask"] == 0.4
