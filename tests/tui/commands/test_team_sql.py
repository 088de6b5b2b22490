"""`postil team sql`: what it prints of whom, and what does not go with it."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_the_command_prints_what_the_settings_say(run: Run, tmp_path: Path) -> None:
    (tmp_path / "postil.toml").write_text(
        '[team]\nannotators = ["ana", "o\'neill"]\nadjudicators = ["dora"]\n'
    )
    printed = run("team", "sql")
    assert printed.exit_code == 0
    assert "    ('ana', 'annotator'),\n    ('o''neill', 'annotator'),\n" in printed.stdout
    assert printed.stderr == ""
    assert run("team", "sql", "ana").exit_code == 2
    assert run("team", "sql", "--json").exit_code == 2
    assert run("team", "deal", "ana").exit_code == 2


def test_without_a_team_those_who_are_named_are_alike(run: Run, tmp_path: Path) -> None:
    (tmp_path / "postil.toml").write_text('annotator = "ana"\n')
    assert "values\n    ('ana', 'peer');" in run("team", "sql").stdout
    assert "    ('ben', 'peer'),\n    ('cyd', 'peer');" in run("team", "sql", "ben", "cyd").stdout


def test_a_team_in_which_nobody_adjudicates_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "postil.toml").write_text('[team]\nannotators = ["ana", "ben"]\n')
    assert "name adjudicators under [team]" in run("team", "sql").stderr
