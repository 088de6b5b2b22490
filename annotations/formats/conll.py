"""CoNLL-2003 columns with IOB2 tags: one flat file, longest spans first, and one for each label.

A line is `TOKEN -X- -X- TAG`; `-DOCSTART-` begins an article and a blank line a sentence, as in
the shared task's files (Tjong Kim Sang and De Meulder, 2003). No sentence breaks inside a span,
for readers cut spans at blank lines.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from annotations.annotation import Annotation
from annotations.example import Example
from annotations.formats.loss import Loss, Tally
from annotations.formats.tokens import tokens
from annotations.units import Span, paragraph_at, sentences

FLAT = "flat"
_ENDING = ".conll"
_DOCUMENT = "-DOCSTART- -X- -X- O\n"
_NO_ROOM = f"{FLAT}{_ENDING} has room for the longer one only"
_LONGEST_NAME = 60  # code points, of at most four bytes: every file system takes that
_NOT_IN_A_TAG = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def write(examples: Callable[[], Iterable[Example]], folder: Path) -> Loss:
    """Write `flat.conll` and one file for each label that occurs into a new folder.

    The examples are read twice: every label's file covers every article.
    """
    folder.mkdir(parents=True)
    labels = sorted({a.label for example in examples() for a in example.annotations})
    tally = Tally()
    with ExitStack() as stack:
        files = {
            label: stack.enter_context(path.open("w", encoding="utf-8", newline="\n"))
            for label, path in _paths(folder, labels).items()
        }
        for example in examples():
            tally.add(example)
            tally.links += len(example.links)
            _Pages(example, tally).write(files)
    return tally.loss


def owns(path: Path) -> bool:
    """Whether a file looks like one that `write` has made: by its ending and its first line."""
    if path.is_symlink() or not path.is_file() or path.suffix != _ENDING:
        return False
    with path.open("rb") as file:
        return file.read(len(_DOCUMENT)) in (b"", _DOCUMENT.encode())


def _paths(folder: Path, labels: Iterable[str]) -> dict[str | None, Path]:
    """The flat file, under `None`, and a file of its own for every label."""
    paths: dict[str | None, Path] = {None: folder / f"{FLAT}{_ENDING}"}
    taken = {FLAT}
    for label in labels:
        name = re.sub(r"[^\w.-]+", "_", label)[:_LONGEST_NAME].strip(".") or "label"
        # Some file systems do not tell letters of different case apart.
        while name.casefold() in taken:
            name += "_"
        taken.add(name.casefold())
        paths[label] = folder / f"{name}{_ENDING}"
    return paths


class _Pages:
    """One example as tokens, and the layers of tags over them."""

    def __init__(self, example: Example, tally: Tally) -> None:
        self._text = example.article.text
        self._tally = tally
        found = list(tokens(self._text))
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]
        self._longest = sorted(
            example.annotations, key=lambda a: (a.start - a.end, a.start, a.label, a.id)
        )
        ranges = {a.id: self._tokens_of(a) for a in self._longest}
        self._ranges = {id: place for id, place in ranges.items() if place}

    def write(self, files: Mapping[str | None, TextIO]) -> None:
        """Write every layer into its file."""
        breaks = self._breaks()
        for label, file in files.items():
            layer = [a for a in self._longest if label in (None, a.label)]
            why = "it overlaps a longer one of its own label" if label else _NO_ROOM
            self._write_layer(file, self._tags(layer, why), breaks)

    def _tokens_of(self, annotation: Annotation) -> Span | None:
        """The tokens that a span touches, as a range; counted where that is more than the span."""
        first = bisect_right(self._ends, annotation.start)
        last = bisect_left(self._starts, annotation.end)
        if first >= last:
            self._tally.dropped[annotation.label, "it has no words"] += 1
            return None
        if self._starts[first] < annotation.start or self._ends[last - 1] > annotation.end:
            self._tally.widened[annotation.label] += 1
        return first, last

    def _tags(self, layer: Iterable[Annotation], why: str) -> dict[int, str]:
        """The tags of a layer by token; what finds no room any more is counted as dropped."""
        tags: dict[int, str] = {}
        for annotation in layer:
            place = self._ranges.get(annotation.id)
            if place is None:
                continue
            if any(token in tags for token in range(*place)):
                self._tally.dropped[annotation.label, why] += 1
                continue
            label = _NOT_IN_A_TAG.sub("_", annotation.label)
            tags.update((token, f"I-{label}") for token in range(*place))
            tags[place[0]] = f"B-{label}"
        return tags

    def _breaks(self) -> set[int]:
        """The tokens that begin a sentence and stand inside no span."""
        text, position = self._text, 0
        starts: set[int] = set()
        while position < len(text):
            paragraph = paragraph_at(text, position)
            starts.update(start for start, _ in sentences(text, paragraph))
            position = max(paragraph[1], position) + 1
        inside = {
            token for place in self._ranges.values() for token in range(place[0] + 1, place[1])
        }
        return {bisect_left(self._starts, start) for start in starts} - inside - {0}

    def _write_layer(self, out: TextIO, tags: Mapping[int, str], breaks: set[int]) -> None:
        out.write(f"{_DOCUMENT}\n")
        for number, (start, end) in enumerate(zip(self._starts, self._ends, strict=True)):
            if number in breaks:
                out.write("\n")
            out.write(f"{self._text[start:end]} -X- -X- {tags.get(number, 'O')}\n")
        out.write("\n")
