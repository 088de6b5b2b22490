"""How what goes over a whole project grows with it: CPU time of each command, by its articles.

The floor is what the smaller project takes, n log n times as much; what every start costs, as a
project of two articles has it, is left out on both sides.
"""

import json
import math
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from annotations.clock import now
from benchmarks.made_articles import made_text
from benchmarks.measured import Figure
from benchmarks.terminal import python

SMALL, LARGE = 1_000, 10_000
TEXT, TAGS, GROUP = 1_500, 6, 3
LABELS = ("actor", "date", "proposal", "quote")

COMMANDS = {
    "list": "list",
    "list, one status": "list --status open --ids",
    "list, one group": "list --group event-0",
    "find": "find harbour",
    "find in tags": "find --label quote council",
    "check": "check",
    "stats": "stats",
    "stats of sources": "stats --sources",
    "export": "export --format jsonl --output {out} --force",
    "export in three parts": "export --format jsonl --output {out} --force --split 80/10/10 "
    "--allow-empty-split",
}


def measured(sizes: tuple[int, int] = (SMALL, LARGE), rounds: int = 3) -> Iterator[Figure]:
    """Each command in a small project and a large one."""
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / str(size) for size in (2, *sizes)]
        for folder, size in zip(folders, (2, *sizes), strict=True):
            write(folder, size)
        small, large = sizes
        share = large * math.log(large) / (small * math.log(small))
        for what, words in COMMANDS.items():
            start, less, more = (
                median(_cpu(words, folder) for _ in range(rounds)) for folder in folders
            )
            cost, floor = (more - start) * 1000, max(1.0, (less - start) * 1000)
            yield Figure(f"{what}, {large:,} articles", cost, floor * share, 1.0)


def write(folder: Path, size: int) -> None:
    """Make a project of articles with tags, three to an event, as an import brings them in."""
    folder.mkdir()
    corpus = folder / "corpus.jsonl"
    with corpus.open("w") as file:
        for number in range(size):
            print(json.dumps(_article(number)), file=file)
    command = python("-m", "tui.cli", "import", str(corpus), "--project", str(folder))
    subprocess.run(command, check=True, capture_output=True)
    corpus.unlink()


def _article(number: int) -> dict[str, object]:
    chance, text = random.Random(number), made_text(TEXT, number, names=True)
    spans = []
    for at in sorted(chance.sample(range(0, TEXT - 60, 60), TAGS)):
        start = text.index(" ", at) + 1
        end = text.index(" ", start)
        label = chance.choice(LABELS)
        said = {"text": text[start:end], "annotator": "bench", "attrs": {}, "created": now()}
        spans.append({"id": f"{number:08}{at:018}", "start": start, "end": end, "label": label,
                      **said})  # fmt: skip
    meta = {"source": chance.choice(("Gazette", "Post")), "group": f"event-{number // GROUP}"}
    return {"id": f"article-{number:06}", "title": text[:40], "text": text,
            "meta": {**meta, "published": "2031-03-04"}, "spans": spans, "links": []}  # fmt: skip


def _cpu(words: str, folder: Path) -> float:
    """The seconds of CPU that a command takes, with what it starts."""
    given = words.format(out=folder.parent / "out").split()
    command = python("-m", "tui.cli", *given, "--project", str(folder))
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, code, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(code)
    if started.returncode not in (0, 1):  # `check` says by 1 that it has found something
        sys.exit(f"{' '.join(given)} ended with {started.returncode}")
    return used.ru_utime + used.ru_stime
