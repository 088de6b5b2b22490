"""The proof that the data trains: `make train-demo [GOLD=file.jsonl]`.

Exports articles to spaCy, trains ner and spancat on the CPU for some minutes, and prints what the
model finds in articles it has not seen. It needs `postil[spacy]`.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats import Request, format_named, recognised

STEPS = 200
_EVERY = 100
_ENOUGH = 50  # articles


def main() -> None:
    """Train on the file that is named, and print a table."""
    gold, steps = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else STEPS
    read = recognised(gold).read
    assert read
    examples = [one for one in read(gold) if isinstance(one, Example) and one.annotations]
    if len(examples) < 2:
        raise PostilError(f"{gold} has no two tagged articles.", "Tag some more.")
    parts = split(examples)
    counts = ", ".join(f"{list(parts.values()).count(n)} {n}" for n in ("train", "dev", "test"))
    print(f"{len(examples)} articles of {gold}: {counts}; no event is in two parts.")
    if len(examples) < _ENOUGH:
        print("That is far too little to learn from: the scores show only that everything fits.")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "dataset"
        loss = format_named("spacy").export(lambda: examples, data, request=Request(parts=parts))
        print("\n".join(loss.lines()), flush=True)
        _spacy(data, "train", "config.cfg", "--output", "model", *_brief(steps))
        _spacy(data, "evaluate", "model/model-best", "test.spacy", "--output", "scores.json")
        print(table(json.loads((data / "scores.json").read_bytes())))


def split(examples: Sequence[Example]) -> dict[str, str]:
    """A part for each article: every fifth group of articles to test on, every fifth to develop.

    Articles about one event stay together. With fewer than four groups none is left for dev.
    """
    groups: dict[str, list[str]] = {}
    for example in sorted(examples, key=lambda e: e.article.id):
        article = example.article
        groups.setdefault(article.meta.group or article.id, []).append(article.id)
    parts = {}
    for number, ids in enumerate(reversed(groups.values())):
        name = {0: "test", 1: "dev" if len(groups) > 3 else "train"}.get(number % 5, "train")
        parts.update(dict.fromkeys(ids, name))
    return parts


def table(scores: dict[str, Any]) -> str:
    """The held-out scores of each label, for entities and for spans, in percent."""
    rows: list[tuple[str, ...]] = [("", "label", "precision", "recall", "F1")]
    for name, key in (("ner", "ents"), ("spancat", "spans_sc")):
        found = scores.get(f"{key}_per_type") or {}
        rows += [(name, label, *_percent(found[label], "")) for label in sorted(found)]
        rows.append((name, "all", *_percent(scores, f"{key}_")))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return "\n".join(_aligned(row, widths) for row in rows)


def _percent(scores: dict[str, Any], prefix: str) -> tuple[str, ...]:
    values = (scores.get(f"{prefix}{name}") for name in "prf")
    return tuple("-" if value is None else f"{100 * value:.0f}" for value in values)


def _aligned(row: Iterable[str], widths: Sequence[int]) -> str:
    cells = zip(row, widths, strict=True)
    return "  ".join(
        cell.ljust(width) if column < 2 else cell.rjust(width)
        for column, (cell, width) in enumerate(cells)
    )


def _brief(steps: int) -> tuple[str, ...]:
    every = max(1, min(_EVERY, steps // 2))
    return ("--training.max_steps", str(steps), "--training.eval_frequency", str(every))


def _spacy(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "spacy", *arguments]
    done = subprocess.run(command, cwd=folder, stdout=sys.stderr, check=False)
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    try:
        main()
    except PostilError as error:
        sys.exit(str(error))
