"""Passages that stand in two texts word for word, such as a wire report that both have printed."""

import re
from collections.abc import Sequence

from annotations.folding import bare
from annotations.units import Span

RUN = 9
"""Words in a row from which on a passage is copied: of runs read by hand about half of those with
nine, the others being titles and lists of names, which are left out."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_REPEATED = 8
_NAMED = 0.5  # the share of words with capitals from which on a run is a title or a list of names


def copied(
    left: str, right: str, quoted: tuple[Sequence[Span], Sequence[Span]] = ((), ())
) -> tuple[tuple[Span, Span], ...]:
    """The passages that two texts share, in code points, those within quotations left out.

    One that a text repeats is told for each place; one it repeats without end is left out.
    """
    here, there = _words(left, quoted[0]), _words(right, quoted[1])
    ours, theirs = _runs([word for word, _ in here]), _runs([word for word, _ in there])
    begun = {
        (at, begin)
        for run in ours.keys() & theirs.keys()
        if len(ours[run]) <= _REPEATED and len(theirs[run]) <= _REPEATED
        for at in ours[run]
        for begin in theirs[run]
    }
    found = [
        (at, begin, _shared(here, there, at, begin))
        for at, begin in begun
        if (at - 1, begin - 1) not in begun
    ]
    return tuple(
        sorted(
            (_span(here, at, length), _span(there, begin, length))
            for at, begin, length in found
            if not _is_of_names(left, here[at : at + length])
        )
    )


_Words = list[tuple[str, Span]]


def _words(text: str, quoted: Sequence[Span]) -> _Words:
    """The words outside quotations; an empty one stands where a quotation is."""
    found: _Words = []
    spans = iter(sorted(quoted))
    quote = next(spans, None)
    for match in _WORD.finditer(text):
        while quote and quote[1] <= match.start():
            quote = next(spans, None)
        if quote and quote[0] <= match.start():
            if found and found[-1][0]:
                found.append(("", match.span()))
        else:
            found.append((bare(match.group()), match.span()))
    return found


def _runs(said: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    """Where each run of nine words begins."""
    runs: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(said) - RUN + 1):
        run = tuple(said[at : at + RUN])
        if all(run):
            runs.setdefault(run, []).append(at)
    return runs


def _shared(here: _Words, there: _Words, at: int, begin: int) -> int:
    """How many words two texts go on with alike from here, and there."""
    length = 0
    while (
        at + length < len(here)
        and begin + length < len(there)
        and here[at + length][0]
        and here[at + length][0] == there[begin + length][0]
    ):
        length += 1
    return length


def _span(said: _Words, at: int, length: int) -> Span:
    return said[at][1][0], said[at + length - 1][1][1]


def _is_of_names(text: str, run: _Words) -> bool:
    """Whether a run is mostly words with capitals: a title, a list of names."""
    capitals = sum(text[start].isupper() for _, (start, _) in run)
    return capitals > _NAMED * len(run)
