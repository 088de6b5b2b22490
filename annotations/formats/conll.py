"""CoNLL-2003 columns with IOB2 tags: one flat file, longest spans first, and one for each label.

A line is `TOKEN -X- -X- TAG`; `-DOCSTART-` begins an article and a blank line a sentence, as in
the shared task's files (Tjong Kim Sang and De Meulder, 2003). No sentence breaks inside a span,
for readers cut spans at blank lines.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from annotations.annotation import Annotation
from annotations.example import Example
from annotations.formats.loss import Loss
from annotations.formats.tokens import tokens
from annotations.units import Span, paragraph_at, sentences

FLAT = "flat"


def write(examples: Callable[[], Iterable[Example]], folder: Path) -> Loss:
    """Write `flat.conll` and one file for each label that occurs into a new folder.

    The examples are read twice: every label's file covers every article.
    """
    folder.mkdir(parents=True)
    labels = sorted({a.label for example in examples() for a in example.annotations})
    loss = Loss()
    with ExitStack() as stack:
        files = {
            label: stack.enter_context(path.open("w", encoding="utf-8", newline="\n"))
            for label, path in _paths(folder, labels).items()
        }
        for example in examples():
            _write_example(example, files, loss)
    return loss


def _paths(folder: Path, labels: Iterable[str]) -> dict[str | None, Path]:
    """The flat file, under `None`, and a file of its own for every label."""
    paths: dict[str | None, Path] = {None: folder / f"{FLAT}.conll"}
    taken = {FLAT}
    for label in labels:
        name = re.sub(r"[^\w.-]+", "_", label).strip(".") or "label"
        # Some file systems do not tell letters of different case apart.
        while name.casefold() in taken:
            name += "_"
        taken.add(name.casefold())
        paths[label] = folder / f"{name}.conll"
    return paths


def _write_example(example: Example, files: Mapping[str | None, TextIO], loss: Loss) -> None:
    text = example.article.text
    found = list(tokens(text))
    loss.spans += len(example.annotations)
    loss.links += len(example.links)
    ranges = {a.id: _tokens_of(a, found, loss) for a in example.annotations}
    breaks = _breaks(text, found, ranges.values())
    longest = sorted(example.annotations, key=lambda a: (a.start - a.end, a.start, a.id))
    flat, covered = _layer(longest, ranges)
    for annotation in longest:
        if annotation.id not in covered and ranges[annotation.id] is not None:
            loss.dropped[annotation.label, f"{FLAT}.conll has room for the longer one only"] += 1
    for label, file in files.items():
        if label is None:
            _write_layer(file, text, found, flat, breaks)
            continue
        layer = [a for a in longest if a.label == label]
        tags, kept = _layer(layer, ranges)
        _write_layer(file, text, found, tags, breaks)
        lost = [a for a in layer if a.id not in kept and ranges[a.id] is not None]
        if lost:
            loss.dropped[label, "it overlaps a longer one of its own label"] += len(lost)


def _tokens_of(annotation: Annotation, found: Sequence[Span], loss: Loss) -> Span | None:
    """The tokens that a span touches, as a range; noted where that is more than the span."""
    ends = [end for _, end in found]
    starts = [start for start, _ in found]
    first, last = bisect_right(ends, annotation.start), bisect_left(starts, annotation.end)
    if first >= last:
        loss.dropped[annotation.label, "it has no words"] += 1
        return None
    if (starts[first], ends[last - 1]) != (annotation.start, annotation.end):
        loss.widened[annotation.label] += 1
    return first, last


def _layer(
    annotations: Sequence[Annotation], ranges: dict[str, Span | None]
) -> tuple[dict[int, str], set[str]]:
    """The tags of a layer by token, and the ids of the annotations that found room."""
    tags: dict[int, str] = {}
    kept: set[str] = set()
    for annotation in annotations:
        place = ranges[annotation.id]
        if place is None or any(token in tags for token in range(*place)):
            continue
        label = re.sub(r"\s+", "_", annotation.label)
        tags.update((token, f"I-{label}") for token in range(*place))
        tags[place[0]] = f"B-{label}"
        kept.add(annotation.id)
    return tags, kept


def _breaks(text: str, found: Sequence[Span], ranges: Iterable[Span | None]) -> set[int]:
    """The tokens that begin a sentence and stand inside no span."""
    starts: set[int] = set()
    position = 0
    while position < len(text):
        paragraph = paragraph_at(text, position)
        starts.update(start for start, _ in sentences(text, paragraph))
        position = max(paragraph[1], position) + 1
    inside = {token for place in ranges if place for token in range(place[0] + 1, place[1])}
    first = [start for start, _ in found]
    return {bisect_left(first, start) for start in starts} - inside - {0}


def _write_layer(
    out: TextIO, text: str, found: Sequence[Span], tags: dict[int, str], breaks: set[int]
) -> None:
    out.write("-DOCSTART- -X- -X- O\n\n")
    for number, (start, end) in enumerate(found):
        if number in breaks:
            out.write("\n")
        out.write(f"{text[start:end]} -X- -X- {tags.get(number, 'O')}\n")
    out.write("\n")
