"""Draws the pictures of the documentation: two tagged sample articles, and the library of all.

Run `python -m docs.pictures` from the repository; it writes `docs/postil.svg` and its kin.
"""

import asyncio
import os
import tempfile
from pathlib import Path

from click.testing import CliRunner

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "sample_articles"
PAIR = [SAMPLES / "harbour-talks" / "gazette.txt", SAMPLES / "harbour-talks" / "wire.txt"]
COMPARED = "= / N o b o d y enter escape % %"  # a quote, and opposite how the other has it
# The file, columns and rows, whether without colours, and what is typed; over the pair, or without.
PICTURES = (
    ("compare.svg", (120, 36), False, COMPARED, True),
    ("compare-80x24.svg", (80, 24), False, COMPARED, True),
    ("compare-mono.svg", (120, 36), True, COMPARED, True),
    ("table.svg", (120, 30), False, "C", True),
    ("postil.svg", (120, 36), False, "w w w", True),
    ("postil-80x24.svg", (80, 24), False, "w w w", True),
    ("postil-mono.svg", (120, 36), True, "w w w", True),
    ("library.svg", (140, 18), False, "j j j j j", False),
)


async def picture(size: tuple[int, int], mono: bool, keys: str, pair: bool) -> str:
    """The screen as SVG after a few keys, in `size` columns and rows."""
    from annotations.project import Project
    from annotations.sources.reading_list import reading_list
    from tui.app import PostilApp
    from tui.cli import postil
    from tui.library.screen import Library

    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
    os.environ.pop("NO_COLOR", None)
    if mono:
        os.environ["NO_COLOR"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = f"{folder}/state"  # no theme or place of one's own
        for command, path in (("import", SAMPLES / "gold.jsonl"), ("add", SAMPLES)):
            words = [command, str(path), "--project", folder]
            CliRunner().invoke(postil, words, catch_exceptions=False)
        reading = reading_list(PAIR) if pair else None
        app = PostilApp(Project.find(Path(folder), None), reading)
        async with app.run_test(size=size) as pilot:
            for key in keys.split():
                await pilot.press(key)
                await app.workers.wait_for_complete()
            if isinstance(app.screen, Library):  # rest until its events have been compared
                app.screen.cover()
                app.screen.covering.drain(60)
            await pilot.pause()
            return app.export_screenshot(title="postil")


def main() -> None:
    """Write all pictures."""
    for name, *shown in PICTURES:
        (HERE / name).write_text(asyncio.run(picture(*shown)), encoding="utf-8")


if __name__ == "__main__":
    main()
