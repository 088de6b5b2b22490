"""How what goes over a whole project grows with it: CPU time of each command, by its articles.

The floor is what the smallest project takes, n log n times as much; what every start costs, as a
project of two articles has it, is left out on both sides. `POSTIL_SCALE_CORPUS` names a JSON Lines
file of real articles, of whose sentences the texts are then made, every third word another.
"""

import json
import math
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from statistics import median

from annotations.clock import now
from annotations.units import sentences
from benchmarks.made_articles import made_text
from benchmarks.measured import Figure
from benchmarks.terminal import python

SIZES = 1_000, 10_000, 100_000
TEXT, TAGS, GROUP = 1_500, 6, 3
LABELS = ("actor", "date", "proposal", "quote")

_PARTS = "export --format jsonl --output {out} --force --split 80/10/10 --allow-empty-split"
COMMANDS = {
    "list, making the index": "list",
    "list": "list",
    "list, one status": "list --status open --ids",
    "list, one group": "list --group event-0",
    "find": "find harbour",
    "find in tags": "find --label quote council",
    "check": "check",
    "stats": "stats",
    "stats of sources": "stats --sources",
    "export": "export --format jsonl --output {out} --force",
    "export in three parts": _PARTS,
    "export in three parts again": _PARTS,
}
ONCE = "list, making the index", "export in three parts"
"""What is kept from the first time, and so is measured once in the small project as well."""


def measured(sizes: Sequence[int] = SIZES, rounds: int = 3) -> Iterator[Figure]:
    """Each command in a small project, and in larger ones once each."""
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / str(size) for size in (2, *sizes)]
        for folder, size in zip(folders, (2, *sizes), strict=True):
            write(folder, size)
        few, many = folders[:2], folders[2:]
        for what, words in COMMANDS.items():
            often = 1 if what in ONCE else rounds
            start, small = (median(_cpu(words, folder) for _ in range(often)) for folder in few)
            large = [_cpu(words, folder) for folder in many]
            floor = max(0.001, small - start) * 1000 / _n_log_n(sizes[0])
            for found, size in zip(large, sizes[1:], strict=True):
                cost = (found - start) * 1000
                yield Figure(f"{what}, {size:,} articles", cost, floor * _n_log_n(size), 1.0)


def _n_log_n(count: int) -> float:
    return count * math.log(count)


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
    chance, text = random.Random(number), _text(number)
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


def _text(number: int) -> str:
    """About as many code points, made up, or of sentences of the corpus."""
    if not (said := _sentences(os.environ.get("POSTIL_SCALE_CORPUS", ""))):
        return made_text(TEXT, number, names=True)
    chance, words = random.Random(number), list[str]()
    while sum(map(len, words)) + len(words) < TEXT:
        words += chance.choice(said)
    for at in range(0, len(words), 3):
        words[at] = chance.choice(chance.choice(said))
    return " ".join(words) + " and so on.\n"


@cache
def _sentences(corpus: str) -> Sequence[Sequence[str]]:
    """The words of each sentence of a corpus; none where none is named."""
    if not corpus:
        return ()
    lines = Path(corpus).read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    return [
        text[slice(*span)].split() for text in texts for span in sentences(text, (0, len(text)))
    ]


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
