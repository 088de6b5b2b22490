"""What stands behind the first text: modules, expressions and paints, counted so that few stay."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.article import Article
from annotations.project import Project
from benchmarks.terminal import Terminal, python

OWN, EXPRESSIONS, STYLED = 192, 12, 20
"""So many modules of ours, so many expressions of theirs, and so often a widget is styled."""
LISTING = 210
"""So many modules of ours stand behind the first rows of the library."""
LATER = ("annotations.suggest.", "annotations.units.names", "annotations.versions", "tui.listing.")
"""What is only known to what comes later: suggestions, growing by units, lists."""

COUNTING = """
import json, re, sys, threading
from pathlib import Path

import textual._compositor as compositor
from textual.css.stylesheet import Stylesheet
from textual.drivers.linux_driver import LinuxDriver

found, paints, styled = [], [], []
compiled, whole, write = re.compile, compositor.Compositor.render_full_update, LinuxDriver.write
style = Stylesheet.apply
own = str(Path.cwd())

def compiling(pattern, flags=0):
    if threading.current_thread() is threading.main_thread():
        place = sys._getframe(1).f_code.co_filename
        if place.startswith(own) and "site-packages" not in place:
            found.append(str(pattern))
    return compiled(pattern, flags)

def painting(self, *given, **more):
    paints.append(self.size.width)
    return whole(self, *given, **more)

def styling(self, node, **more):
    styled.append(str(node))
    return style(self, node, **more)

def writing(self, data):
    if WORDS in data and not Path(FILE).exists():
        modules = [one for one in sys.modules if one.startswith(("annotations", "tui", "wcwidth"))]
        seen = {"modules": modules, "expressions": found, "paints": len(paints),
                "styled": len(styled),
                "metadata": "importlib.metadata" in sys.modules}
        Path(FILE).write_text(json.dumps(seen))
    write(self, data)

re.compile, compositor.Compositor.render_full_update = compiling, painting
LinuxDriver.write, Stylesheet.apply = writing, styling
from tui.cli import main
main()
"""


pytestmark = pytest.mark.skipif(
    not Path("/proc").is_dir(), reason="the terminal of the benchmarks needs Linux"
)


def opened(folder: Path, words: str, *named: Path) -> dict[str, Any]:
    """What stands behind the first frame with these words, in the project of a folder."""
    kept = folder / "seen.json"
    script = f"FILE, WORDS = {str(kept)!r}, {words!r}\n{COUNTING}"
    command = python("-c", script, "open", *map(str, named), "--project", str(folder))
    with Terminal(command) as app:
        app.wait_for(words.encode())
    seen: dict[str, Any] = json.loads(kept.read_text())
    return seen


def test_the_first_rows_of_the_library_wait_for_no_checks(tmp_path: Path) -> None:
    Project(tmp_path, "ana").store.add([Article("one", "A harbour", "It opens on Monday.")])
    modules = opened(tmp_path, "A harbour")["modules"]
    assert 100 < len(modules) <= LISTING, len(modules)
    later = (
        "annotations.formats",
        "annotations.suggest.date",
        "annotations.compare.actors",
        "wcwidth",
    )
    assert not [name for name in modules if name.startswith(later)]


def test_the_first_text_waits_for_little(tmp_path: Path) -> None:
    texts = [tmp_path / f"{name}.txt" for name in ("one", "two")]
    for text in texts:
        text.write_text("The harbour opens on Monday.\n", encoding="utf-8")
    seen = opened(tmp_path, "actor", *texts)
    modules = seen["modules"]
    assert 100 < len(modules) <= OWN, len(modules)
    assert 0 < len(seen["expressions"]) <= EXPRESSIONS, len(seen["expressions"])
    # Neither is anything painted that nobody sees.
    assert seen["paints"] == 1
    assert not seen["metadata"]
    assert 10 < seen["styled"] <= STYLED, seen["styled"]
    kept = {"annotations.suggest.cache"}  # where suggestions that were found before are
    assert not [name for name in modules if name.startswith(LATER) and name not in kept]
