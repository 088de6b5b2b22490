"""`docs/sample.md`, the card and the methods paragraph of a sample project, with their commands.

Written by `python -m docs.sample_page > docs/sample.md`.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from docs.sample_team import made
from tui.cli import postil

EXPORT = (
    "postil export --format jsonl --output sample --split 50/50 --license cc-by-4.0 --force --json"
)
DAY = "2031-03-21"
_HEAD = f"""\
# A sample, and what is said of it

Two events of `sample_articles`, four reports, as a team would have them. The team is made up:
`docs/sample_team.py` has ana and ben tag what gold has, but for a tag now and then, and cyd settle
what they differ in. So the figures tell nothing of people; they show what
[a card](training.md) and [`postil methods`](quality.md#what-goes-into-the-paper-postil-methods)
say, and where each number comes from. With two events the intervals mean little.

A test writes this page again, runs the commands, and looks for every number in what they print.

## The paragraph: `postil methods`

```
%s
```

## The card: `{EXPORT.partition(" --force")[0]}`

What it counts is printed by the same command with `--json`, and what stands under *Methods* by the
command behind each sentence.

````markdown
%s
````
"""


@contextmanager
def sample() -> Iterator[Path]:
    """The sample project in a folder of its own, in which cyd is about to run commands."""
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.dict(os.environ, {"POSTIL_ANNOTATOR": "cyd"}),
        patch("annotations.clock.now", lambda: f"{DAY}T09:00:00.000Z"),
        chdir(folder),
    ):
        made(Path(folder))
        yield Path(folder)


def run(line: str) -> str:
    """What a command prints on stdout."""
    result = CliRunner().invoke(postil, line.split()[1:], prog_name="postil")
    assert result.exit_code == 0, result.output
    return result.stdout


def page() -> str:
    """The whole page; the same every time."""
    with sample() as folder:
        run(EXPORT)
        card = (folder / "sample" / "README.md").read_text(encoding="utf-8")
        return _HEAD % (run("postil methods").rstrip(), card.rstrip())


if __name__ == "__main__":
    print(page(), end="")
