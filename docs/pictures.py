"""Draws the pictures of the README: two tagged sample articles, with colour and without.

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
PICTURES = (
    ("postil.svg", (120, 36), False),
    ("postil-80x24.svg", (80, 24), False),
    ("postil-mono.svg", (120, 36), True),
)


async def picture(size: tuple[int, int], mono: bool) -> str:
    """The screen as SVG after a few keys, in `size` columns and rows."""
    from annotations.project import Project
    from annotations.sources import reading_list
    from tui.app import PostilApp
    from tui.cli import postil

    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
    os.environ.pop("NO_COLOR", None)
    if mono:
        os.environ["NO_COLOR"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = f"{folder}/state"  # no theme or place of one's own
        gold = ["import", str(SAMPLES / "gold.jsonl"), "--project", folder]
        CliRunner().invoke(postil, gold, catch_exceptions=False)
        app = PostilApp(Project.find(Path(folder), None), reading_list(PAIR))
        async with app.run_test(size=size) as pilot:
            await pilot.press("w", "w", "w")
            await pilot.pause()
            return app.export_screenshot(title="postil")


def main() -> None:
    """Write all pictures."""
    for name, size, mono in PICTURES:
        (HERE / name).write_text(asyncio.run(picture(size, mono)), encoding="utf-8")


if __name__ == "__main__":
    main()
