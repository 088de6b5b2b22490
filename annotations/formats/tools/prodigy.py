"""Prodigy: a line for each text and annotator, with tokens, spans on them, relations and an answer.

Shapes after prodigy-recipes' example datasets; `_input_hash` is the signed 32-bit murmur3 of the
text, which Prodigy makes of `text=` and the text as JSON. `_task_hash` it sets itself.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from annotations.annotation import Annotation, Link
from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats.format import Examples, FileFormat, Outs, Shape
from annotations.formats.json_records import keys_in, records
from annotations.formats.jsonl import encode
from annotations.formats.loss import Loss, Tally
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found, Passed, Unread
from annotations.formats.record_reading import found_in
from annotations.formats.request import Request
from annotations.formats.tools.beside import beside
from annotations.formats.tools.dialects import translated
from annotations.formats.tools.restoring import NAME, joined, kept_in, listed
from annotations.formats.training.alignment import WAYS, aligned, tokens
from annotations.units import Span

_MARKS = frozenset({"_input_hash", "_task_hash", "_annotator_id", "_session_id", "answer"})
_HOLDERS = ("_annotator_id", "_session_id")
_ANSWERS = {"done": "accept", "skipped": "ignore"}
_WORD = 0xFFFFFFFF

Row = dict[str, Any]


def write(examples: Examples, outs: Outs, request: Request) -> Loss:
    """Write the lines of each article into the file of its part."""
    tally = Tally()
    for example in examples():
        tally.add(example)
        for row in _rows(example, request, tally):
            outs(request.part(example.article.id)).write(encode(row) + b"\n")
    return tally.loss


def _rows(example: Example, request: Request, tally: Tally) -> Iterator[Row]:
    """A line for each annotator, and for each who rejected suggestions, where these are wanted."""
    text, by = example.article.text, {tag.id: tag.annotator for tag in example.annotations}
    kept = beside(replace(example, annotations=()), replace(request, negatives=False), {})
    if apart := [link for link in example.links if by[link.source] != by[link.target]]:
        kept["links"] = to_builtins(apart)
    rejected = [one for one in example.suggestions if one.verdict == "rejected"]
    for answer, tags in (("accept", example.annotations), ("reject", rejected)):
        if answer == "reject" and not request.negatives:
            continue
        people = sorted({tag.annotator for tag in tags})
        cut = list(tokens(text, request.tokens or WAYS[0]))
        put = aligned(text, cut, tags, request.unaligned, tally)
        for person in people or [""] * (answer == "accept"):
            found = [(tag, place) for tag, place in put.ranges if tag.annotator == person]
            own = {tag.id for tag, _ in found}
            led = [link for link in example.links if {link.source, link.target} <= own]
            spans = replace(example, annotations=tuple(tag for tag, _ in found))
            kept |= {"spans": beside(spans, request, dict.fromkeys(own, ()))["spans"]}
            row = _row(text, put.tokens, found, led)
            row["answer"] = answer if people else _ANSWERS.get(example.status)
            yield {**row, "_annotator_id": person or None, NAME: kept}
            kept = {"id": example.article.id}


def _row(
    text: str, cut: Sequence[Span], found: Sequence[tuple[Annotation, Span]], links: Sequence[Link]
) -> Row:
    spaced = list(_with_space(text, cut))
    number = {start: n for n, (start, _) in enumerate(spaced)}
    ends = {
        tag.id: {
            "start": cut[first][0],
            "end": cut[last - 1][1],
            "token_start": number[cut[first][0]],
            "token_end": number[cut[last - 1][0]],
            "label": tag.label,
            "id": tag.id,
        }
        for tag, (first, last) in found
    }
    return {
        "text": text,
        "tokens": [
            {"text": text[a:b], "start": a, "end": b, "id": n, "ws": text[b : b + 1] == " "}
            for n, (a, b) in enumerate(spaced)
        ],
        "spans": sorted(ends.values(), key=lambda span: (span["start"], -span["end"])),
        "relations": [
            {
                "head": ends[link.source]["token_end"],
                "child": ends[link.target]["token_end"],
                "head_span": ends[link.source],
                "child_span": ends[link.target],
                "label": link.type,
            }
            for link in links
            if {link.source, link.target} <= ends.keys()
        ],
        "_input_hash": input_hash(text),
    }


def _with_space(text: str, cut: Sequence[Span]) -> Iterator[Span]:
    """The tokens with the white space between them as tokens, but for a space behind each."""
    end = 0
    for start, after in (*cut, (len(text), len(text))):
        if end and text[end : end + 1] == " " and end < start:
            end += 1
        if end < start:
            yield end, start
        if start < after:
            yield start, after
        end = after


def input_hash(text: str) -> int:
    """Murmur3 (Appleby), 32 bits and signed, of a text as Prodigy hashes it."""
    data = f"text={json.dumps(text)}".encode()
    found = 0
    for at in range(0, len(data), 4):
        block = data[at : at + 4]
        part = int.from_bytes(block, "little") * 0xCC9E2D51 & _WORD
        found ^= _turned(part, 15) * 0x1B873593 & _WORD
        if len(block) == 4:
            found = _turned(found, 13) * 5 + 0xE6546B64 & _WORD
    found ^= len(data)
    found = (found ^ found >> 16) * 0x85EBCA6B & _WORD
    found = (found ^ found >> 13) * 0xC2B2AE35 & _WORD
    found ^= found >> 16
    return found - (found >> 31 << 32)


def _turned(word: int, by: int) -> int:
    return (word << by | word >> 32 - by) & _WORD


def read(path: Path, unit: Unit = "code-points") -> Iterator[Found]:
    """The texts of a file, or of every file in a folder; lines of one text that follow are one.

    Raises `PostilError` where there is no such file, or it is cut off.
    """
    for file in Shape(path).those(_is_of_lines):
        for _, lines in groupby(records(file), _text):
            yield from _read(list(lines), unit)


def recognises(shape: Shape) -> bool:
    """Whether it holds lines with what Prodigy notes of each."""
    return any(_is_of_lines(head) for _, head in shape.heads)


def _is_of_lines(head: bytes) -> bool:
    keys = keys_in(head)
    return "text" in keys and bool(keys & _MARKS)


def _text(found: tuple[str, Row | PostilError]) -> object:
    where, row = found
    return where if isinstance(row, PostilError) else row.get("text")


def _read(lines: Sequence[tuple[str, Row | PostilError]], unit: Unit) -> Iterator[Found]:
    """The lines of one text as one record, each span by who holds its line."""
    record: Row = {}
    for where, row in lines:
        if isinstance(row, PostilError):
            yield row
            return
        told = translated(row)
        who = next((row[name] for name in _HOLDERS if row.get(name)), None)
        for span in listed(told.record.get("spans")):
            if who is not None and isinstance(span, dict):
                span.setdefault("annotator", str(who))
        yield from (Unread(name, where) for name in told.unread)
        if told.passed and not kept_in(row):
            yield Passed(told.passed, where)
        for name in ("spans", "links", "suggestions"):
            record[name] = joined(record.get(name), told.record.get(name))
        record = {**told.record, **record}
        record.pop("answer", None)  # each line has its own
    try:
        example, problems = found_in(record, lines[0][0], unit)
    except PostilError as error:
        yield error
        return
    yield from (one for one in problems if not isinstance(one, Unread))
    yield example


FORMAT = FileFormat(
    name="prodigy",
    summary="Prodigy: tokens, spans on them, relations, an answer",
    carries="everything, as long as Prodigy leaves a span alone; rejected suggestions with"
    " `--negatives`",
    signed=True,
    details="""\
One line for each annotator of an article, with `tokens`, `spans` (`token_end` is inclusive, as
Prodigy has it), `relations`, `_annotator_id`, `_input_hash` and the answer: accept for what was
tagged or is done, ignore for what was skipped, none for what is open; with `--negatives` a line
with the answer reject has the rejected suggestions. Prodigy needs spans on tokens: what begins or
ends inside one is widened, and comes back as it was unless it is changed there. What Prodigy has no
place for travels under `postil`. Of its own exports, accept gives tags, reject rejected
suggestions, and ignore the text alone; the annotator is `_annotator_id`, else `_session_id`.""",
    options=frozenset({"tokens", "unaligned", "negatives", "parts"}),
    tokens=WAYS,
    write=write,
    ending=".jsonl",
    read=read,
    recognises=recognises,
)
