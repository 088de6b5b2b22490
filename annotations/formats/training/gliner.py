"""GLiNER: tokens with spans on them, in pieces that its model takes whole, and the width for it.

Shapes after GLiNER's `docs/training.md` and `data_processing`: spans have the numbers of their
first and last token, relations the numbers of two spans. Tokens are those of its own splitter.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats import output
from annotations.formats.format import Examples, FolderFormat, Shape
from annotations.formats.json_records import keys_in, records
from annotations.formats.jsonl import encode
from annotations.formats.loss import Loss, Tally
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found, Unread
from annotations.formats.rebuilding import home_of, rebuilt
from annotations.formats.request import Request
from annotations.formats.tools.unread import unread_in
from annotations.formats.training.alignment import WAYS, aligned, paragraphs, tokens
from annotations.units import Span

_WORDS = re.compile(r"\w+(?:[-_]\w+)*|\S")
_WIDTH, _LENGTH = 12, 384
"""What GLiNER's models take unless told otherwise: tokens of a span, and of a text."""
_OWN = frozenset({"tokenized_text", "ner", "ner_labels", "relations"})
WIDTH_FILE = "gliner_config.json"

Row = dict[str, Any]


def write(examples: Examples, folder: Path, request: Request) -> Loss:
    """Write the pieces of each part as one JSON array, and the width of the longest span."""
    tally, width = Tally(), _WIDTH
    labels = set[str]()
    for example in examples():
        labels.update(tag.label for tag in example.annotations)
    names = request.labels(labels)
    with output.arrays(folder, request.part_names()) as add:
        for example in examples():
            tally.add(example)
            tally.without(example, "gliner", "note", "attribute", "code")
            for row in _rows(example, request, names, tally):
                width = max(width, *(last - first + 1 for first, last, _ in row["ner"]), 0)
                add(request.part(example.article.id), encode(row))
    config = {"max_width": width, "max_len": _LENGTH}
    (folder / WIDTH_FILE).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    return tally.loss


def _rows(example: Example, request: Request, labels: Sequence[str], tally: Tally) -> Iterator[Row]:
    """The pieces of an article, each with the spans in it and the links between these."""
    text = example.article.text
    if request.tokens in WAYS:
        cut = list(tokens(text, request.tokens))
    else:
        cut = [found.span() for found in _WORDS.finditer(text)]
    put = aligned(text, cut, example.annotations, request.unaligned, tally)
    found = sorted(put.ranges, key=lambda one: (one[1][0], -one[1][1], one[0].label))
    for tag, (first, last) in found:
        if last - first > _WIDTH:
            why = f"train with the max_width of {WIDTH_FILE}"
            tally.lose(tag, f"wider than {_WIDTH} tokens", why)
    led = set(example.links)
    for number, (first, last) in enumerate(_pieces(text, put.tokens, [at for _, at in found])):
        inside = [(tag, at) for tag, at in found if first <= at[0] < last]
        for tag, at in inside:
            if at[1] - first > _LENGTH:
                tally.lose(tag, f"beyond {_LENGTH} tokens", "its passage cannot be cut before")
        ids = {tag.id: place for place, (tag, _) in enumerate(inside)}
        links = sorted(link for link in led if {link.source, link.target} <= ids.keys())
        led.difference_update(links)
        yield {
            "id": f"{example.article.id}#{number}",
            "article": example.article.id,
            "tokenized_text": [text[start:end] for start, end in put.tokens[first:last]],
            "starts": [start for start, _ in put.tokens[first:last]],
            "ends": [end for _, end in put.tokens[first:last]],
            "ner": [[at[0] - first, at[1] - 1 - first, tag.label] for tag, at in inside],
            "ner_labels": list(labels),
            "relations": [[ids[link.source], ids[link.target], link.type] for link in links],
        }
    for link in sorted(led):
        tally.lose_link(link, "left out", "its ends are in two pieces of the text")


def _pieces(text: str, cut: Sequence[Span], ranges: Iterable[Span]) -> Iterator[Span]:
    """Ranges of tokens: paragraphs together, as many as a model takes, cutting no span."""
    first = end = 0
    for start, last in paragraphs(text, cut, ranges):
        if last - first > _LENGTH and start > first:
            yield first, start
            first = start
        end = last
    if first < end:
        yield first, end


def read(path: Path, unit: Unit = "code-points") -> Iterator[Found]:
    """The texts of a file or folder, put together from their tokens.

    Raises `PostilError` where there is no such file, or it is cut off.
    """
    for file in Shape(path).those(_looks_like):
        for where, row in records(file):
            yield from [row] if isinstance(row, PostilError) else _read(row, where)


def recognises(shape: Shape) -> bool:
    """Whether it holds tokens with spans, as GLiNER is trained on."""
    return any(_looks_like(head) for _, head in shape.heads)


def _looks_like(head: bytes) -> bool:
    return "tokenized_text" in keys_in(head)


def _read(row: Row, where: str) -> Iterator[Found]:
    try:
        spans = [(int(first), int(last) + 1, str(label)) for first, last, label in row["ner"]]
        relations = [(int(a), int(b), str(type)) for a, b, type in row.get("relations") or ()]
        if wrong := [s for s in spans if not 0 <= s[0] < s[1] <= len(row["tokenized_text"])]:
            raise ValueError(f"there are no tokens {wrong[0][0]} to {wrong[0][1] - 1}")
        found = rebuilt([list(map(str, row["tokenized_text"]))], spans, where, relations)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        yield PostilError(f"{where} is wrong: {error}; left out.", "Correct the row.")
        return
    yield from (Unread(name, where) for name in unread_in(row, _OWN))
    yield replace(found, home=home_of(row))


FORMAT = FolderFormat(
    name="gliner",
    summary="GLiNER: tokens with spans of every label, nested ones too, and relations",
    carries="labels, spans and links",
    details="""\
One JSON array for each part: `tokenized_text` by the splitter of GLiNER, `ner` with the numbers of
the first and the last token, `ner_labels` with all labels, so that those which do not occur count
against it, and `relations` between spans by number. A text is cut at paragraphs, never inside a
span, into pieces of at most 384 tokens where that can be. `gliner_config.json` has the `max_width`
that the longest span needs: with GLiNER's own 12 the spans that are told would be left out.
`article`, `starts` and `ends` say where a piece belongs; GLiNER leaves them alone.""",
    options=frozenset({"tokens", "unaligned", "parts"}),
    tokens=("gliner", *WAYS),
    write=write,
    read=read,
    recognises=recognises,
)
