"""CoNLL-2003 columns with IOB2 tags: one flat file, longest spans first, and one for each label.

A line is `TOKEN -X- -X- TAG`; `-DOCSTART-` begins an article and a blank line a sentence, as in
the shared task's files (Tjong Kim Sang and De Meulder, 2003). No sentence breaks inside a span,
for readers cut spans at blank lines.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from annotations.annotation import Annotation
from annotations.example import Example
from annotations.formats.format import Examples, FolderFormat
from annotations.formats.loss import Loss, Tally
from annotations.formats.request import Request, changed
from annotations.formats.training.alignment import (
    WAYS,
    aligned,
    layer,
    names_in_tags,
    renamed,
    tags,
    tokens,
)
from annotations.formats.training.conll_reading import DOCUMENT, ENDING, FLAT, read, recognises
from annotations.units import Span, paragraph_at, sentences

_LONGEST_NAME = 60  # code points, of at most four bytes: every file system takes that


def write(examples: Examples, folder: Path, request: Request) -> Loss:
    """Write `flat.conll` and one file for each label that occurs, in a folder for each part.

    The examples are read twice: every label's file covers every article.
    """
    labels = sorted({a.label for example in examples() for a in example.annotations})
    tally, names = Tally(), names_in_tags(labels)
    with ExitStack() as stack:
        parts: dict[str, dict[str | None, TextIO]] = {}
        for part in request.part_names(alone=""):
            (folder / part).mkdir(exist_ok=True)
            parts[part] = {
                label: stack.enter_context(path.open("w", encoding="utf-8", newline="\n"))
                for label, path in _paths(folder / part, labels).items()
            }
        for example in examples():
            tally.add(example)
            tally.without(example, "conll", "link", "note", "attribute", "code")
            if not {a.label for a in example.annotations} <= set(labels):
                raise changed(example.article.id)
            files = parts[request.part(example.article.id, alone="")]
            _Pages(example, request, names, tally).write(files)
    return tally.loss


def _paths(folder: Path, labels: Iterable[str]) -> dict[str | None, Path]:
    """The flat file, under `None`, and a file of its own for every label."""
    paths: dict[str | None, Path] = {None: folder / f"{FLAT}{ENDING}"}
    taken = {FLAT}
    for label in labels:
        name = re.sub(r"[^\w.-]+", "_", label)[:_LONGEST_NAME].strip(".") or "label"
        # Some file systems do not tell letters of different case apart.
        while name.casefold() in taken:
            name += "_"
        taken.add(name.casefold())
        paths[label] = folder / f"{name}{ENDING}"
    return paths


class _Pages:
    """One example as tokens, and the layers of tags over them."""

    def __init__(
        self, example: Example, request: Request, names: Mapping[str, str], tally: Tally
    ) -> None:
        text = self._text = example.article.text
        found = list(tokens(text, request.tokens or WAYS[0]))
        self._aligned = aligned(text, found, example.annotations, request.unaligned, tally)
        renamed((annotation for annotation, _ in self._aligned.ranges), names, tally)
        self._names, self._bioes, self._tally = names, request.bioes, tally

    def write(self, files: Mapping[str | None, TextIO]) -> None:
        """Write every layer into its file."""
        breaks = self._breaks()
        for label, file in files.items():
            wanted = [r for r in self._aligned.ranges if label in (None, r[0].label)]
            ranges = layer(wanted, self._tally, Path(file.name).name)
            self._write_layer(file, ranges, breaks)

    def _breaks(self) -> set[int]:
        """The tokens that begin a sentence and stand inside no span."""
        text, position = self._text, 0
        starts: set[int] = set()
        while position < len(text):
            paragraph = paragraph_at(text, position)
            starts.update(start for start, _ in sentences(text, paragraph))
            position = max(paragraph[1], position) + 1
        inside = {
            token for _, place in self._aligned.ranges for token in range(place[0] + 1, place[1])
        }
        firsts = [start for start, _ in self._aligned.tokens]
        return {bisect_left(firsts, start) for start in starts} - inside - {0}

    def _write_layer(
        self, out: TextIO, ranges: Iterable[tuple[Annotation, Span]], breaks: set[int]
    ) -> None:
        found = self._aligned.tokens
        layer_tags = tags(ranges, len(found), self._bioes, self._names)
        out.write(f"{DOCUMENT}\n")
        for number, ((start, end), tag) in enumerate(zip(found, layer_tags, strict=True)):
            if number in breaks:
                out.write("\n")
            out.write(f"{self._text[start:end]} -X- -X- {tag}\n")
        out.write("\n")


FORMAT = FolderFormat(
    name="conll",
    summary="IOB2 columns: a flat file and one for each label",
    carries="spans on whole tokens, one layer for each label; texts only as tokens",
    details="""\
`flat.conll` has the longest of overlapping spans; `LABEL.conll` has those of one label, which
rarely overlap. With parts there is a folder for each. A line is `TOKEN -X- -X- TAG`, a blank line
ends a sentence, and `-DOCSTART-` begins an article; no sentence ends inside a span. IOB2 is what
`spacy convert` and seqeval's default read. Use `--bioes` only for programs that ask for it,
because others cut such tags. A tag holds no white space: `public body` becomes `public_body`, no
two labels become the same, and the report says so. Any columns with the token first and the tag
last can be imported, as IOB1, BIOES, BILOU or labels without prefixes, with numbers before the
tokens or without; if tabs separate the columns of a file, a token may contain spaces. The files
of a folder are layers over the same tokens, unless they are called train, dev (testa) and test. If
the project has no article with these words, the text is rebuilt from its tokens.""",
    options=frozenset({"tokens", "unaligned", "bioes", "parts"}),
    tokens=WAYS,
    write=write,
    read=read,
    recognises=recognises,
)
