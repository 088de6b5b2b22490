"""Keys typed in one burst, as over a slow line, do what they do one by one, through dialogs too."""

import sys
from pathlib import Path

import pytest

from tests.emulated import Screen, in_terminal, postil

SETTINGS = '[keys]\nundo = ["u", "alt+z"]\n'

# Typed on "One two three", and how the row looks then.
BURSTS = [
    ("tqla", "qa\u2590One\u2590two\u258fthree"),
    ("t\rla", "aa\u2590One\u2590two\u258fthree"),
    ("tjj\rla", "pa\u2590One\u2590two\u258fthree"),
    ("t\x1bla", "a  One\u2590two\u258fthree"),
    ("?\x1bla", "a  One\u2590two\u258fthree"),
    ("??la", "a  One\u2590two\u258fthree"),
    ("?\x1bt\x1bt2ld", "dd\u2590One\u2590two\u258fthree"),
    ("/two\x1bla", "a  One\u2590two\u258fthree"),
    ("?\x1b/\x1b[200~two\x1b[201~\ra", "a  One\u2590two\u258fthree"),
    ("al\x1b1", "aa\u2590One\u2590two\u258fthree"),
    ("l\x1bba", "a \u2590One\u258ftwo three"),
    ("\x1b[97;1:3u\x1b[108u\x1b[27;1;97~", "a  One\u2590two\u258fthree"),
    ("ala\x1bz", "a \u2590One\u258ftwo three"),
]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")
def test_a_burst_of_keys(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    files = [articles / f"{number}.txt" for number, _ in enumerate(BURSTS)]
    for number, file in enumerate(files):
        file.write_text(f"One two three and {number} more.\n")
    (tmp_path / "postil.toml").write_text(SETTINGS)
    command = postil("open", *map(str, files), "--project", str(tmp_path))
    with in_terminal(command, 80, 24) as terminal:
        screen = Screen(terminal)
        screen.wait_until(" a0 ")
        screen.type("-")
        for number, (keys, row) in enumerate(BURSTS):
            screen.wait_until(f"and {number} more")
            terminal.send(keys.encode())
            screen.wait_until(f"{row} and {number} more")
            assert "\u256d" not in "\n".join(screen.lines)  # no dialog is left
            terminal.send(b">")
