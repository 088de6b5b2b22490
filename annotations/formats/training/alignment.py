"""Texts cut into tokens, and spans over them: every annotation as a range of tokens."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from annotations.annotation import Annotation
from annotations.errors import UsageError
from annotations.formats.loss import Tally
from annotations.formats.request import Unaligned
from annotations.units import Span, paragraph_at

WAYS = ("words", "space")
"""How texts can be cut: words and signs, or at white space alone."""

_CJK = (
    r"\u3005-\u3007\u3040-\u3098\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
_UNSEEN = r"\u00ad\u200b-\u200f\u2060-\u2064\ufeff"
"""Soft hyphens, joiners and other signs without width, which part no word."""
_BETWEEN_SPACE = re.compile(r"\S+")

INSIDE = "it begins or ends inside a token"
_NOT_IN_A_TAG = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def tokens(text: str, way: str = "words") -> Iterator[Span]:
    """The tokens of `text`: words with their marks, numbers, CJK and every other sign one by one.

    A sign without width, such as a soft hyphen, belongs to the token before it.

    With `space` they are whatever stands between white space. No token holds white space; what
    is between two tokens is white space only. Raises `UsageError` for another way.
    """
    if way not in WAYS:
        raise UsageError(f"Tokens cannot be cut by {way!r}.", f"Use one of: {', '.join(WAYS)}.")
    pattern = _token() if way == "words" else _BETWEEN_SPACE
    for match in pattern.finditer(text):
        yield match.span()


@cache
def _token() -> re.Pattern[str]:
    marks = _marks() + _UNSEEN
    return re.compile(
        rf"[{_CJK}][{marks}]*"
        rf"|\d+(?:(?:[.,:]|[{_UNSEEN}]+)\d+)*[{_UNSEEN}]*"
        rf"|(?:[^\W\d_{_CJK}][{marks}]*)+"
        rf"|\S[{marks}]*"
    )


def _marks() -> str:
    """Every combining mark, as ranges: `re` does not count them to a word's characters."""
    ranges: list[list[int]] = []
    # Beyond the second plane there are only variation selectors.
    for code in [*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)]:
        if unicodedata.category(chr(code))[0] != "M":
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


class Aligned(Struct, frozen=True):
    """The tokens of a text, and its annotations as half-open ranges of tokens, longest first."""

    tokens: Sequence[Span]
    ranges: Sequence[tuple[Annotation, Span]]


def aligned(
    text: str,
    tokens: Sequence[Span],
    annotations: Iterable[Annotation],
    unaligned: Unaligned,
    tally: Tally,
) -> Aligned:
    """Put annotations on tokens; what is trimmed, widened or dropped for it is counted.

    White space at the edges of a span is trimmed: no token has any, or it is one of its own.
    """
    found = []
    for annotation in annotations:
        place = _trimmed(text, annotation)
        if place[0] >= place[1]:
            tally.lose(annotation, "dropped", "it has no words")
            continue
        if place != (annotation.start, annotation.end):
            tally.lose(annotation, "trimmed", "it has white space at its edges")
        found.append((annotation, place))
    if unaligned == "split":
        tokens = _cut(tokens, (edge for _, place in found for edge in place))
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    ranges = []
    for annotation, (start, end) in found:
        first, last = bisect_right(ends, start), bisect_left(starts, end)
        if first >= last:
            tally.lose(annotation, "dropped", "it has no words")
            continue
        if (starts[first], ends[last - 1]) != (start, end):
            if unaligned == "drop":
                tally.lose(annotation, "dropped", INSIDE)
                continue
            tally.lose(annotation, "widened", INSIDE)
        ranges.append((annotation, (first, last)))
    ranges.sort(key=lambda r: (r[0].start - r[0].end, r[0].start, r[0].label, r[0].id))
    return Aligned(tokens, ranges)


def paragraphs(text: str, found: Sequence[Span], ranges: Iterable[Span]) -> Iterator[Span]:
    """Ranges of tokens that are whole paragraphs and cut no span."""
    inside = {token for first, last in ranges for token in range(first + 1, last)}
    first, end = 0, 0
    for number, (start, _) in enumerate(found):
        if start >= end:
            if number > first and number not in inside:
                yield first, number
                first = number
            end = paragraph_at(text, start)[1]
    if first < len(found):
        yield first, len(found)


def layer(
    ranges: Iterable[tuple[Annotation, Span]], tally: Tally, place: str
) -> list[tuple[Annotation, Span]]:
    """The ranges that do not overlap, longest first; what finds no room in `place` is counted."""
    taken: set[int] = set()
    kept = []
    for annotation, range_ in ranges:
        inside = range(*range_)
        if taken.isdisjoint(inside):
            taken.update(inside)
            kept.append((annotation, range_))
        else:
            tally.lose(annotation, f"left out of {place}", "a longer span is there")
    return kept


def tags(
    ranges: Iterable[tuple[Annotation, Span]], count: int, bioes: bool, names: Mapping[str, str]
) -> list[str]:
    """IOB2 tags for `count` tokens (Ramshaw and Marcus, 1995), or BIOES where that is asked for.

    `names` gives the name of each label in a tag.
    """
    found = ["O"] * count
    for annotation, (first, last) in ranges:
        name = names[annotation.label]
        found[first:last] = [f"I-{name}"] * (last - first)
        found[first] = f"B-{name}"
        if bioes:
            found[last - 1] = f"{'S' if last - first == 1 else 'E'}-{name}"
    return found


def names_in_tags(labels: Iterable[str]) -> dict[str, str]:
    """Each label as it can stand in a tag: no white space, no control characters, no two alike."""
    plain = {label: _NOT_IN_A_TAG.sub("_", label) or "label" for label in labels}
    names = {label: label for label, name in plain.items() if name == label}
    taken = set(names)
    # In an order of their own, so that names do not depend on how the scheme is sorted.
    for label in sorted(plain.keys() - names.keys()):
        name = plain[label]
        while name in taken:
            name += "_"
        taken.add(name)
        names[label] = name
    return {label: names[label] for label in plain}


def renamed(annotations: Iterable[Annotation], names: Mapping[str, str], tally: Tally) -> None:
    """Count the annotations whose label has another name in tags."""
    for annotation in annotations:
        if (name := names[annotation.label]) != annotation.label:
            tally.lose(annotation, f"called {name} in tags", "a tag holds no white space")


def _trimmed(text: str, annotation: Annotation) -> Span:
    words = text[annotation.start : annotation.end]
    start = annotation.start + len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _cut(tokens: Sequence[Span], edges: Iterable[int]) -> list[Span]:
    """The tokens cut wherever an edge falls inside one."""
    wanted = sorted(set(edges))
    found: list[Span] = []
    for start, end in tokens:
        inside = wanted[bisect_right(wanted, start) : bisect_left(wanted, end)]
        found += zip([start, *inside], [*inside, end], strict=True)
    return found
