"""A span of a text: without the white space at its edges, and as the line around an offset."""

import re

Span = tuple[int, int]
"""`start`, `end`: half open, in code points of the text."""

_SPACE = re.compile(r"\s*")
_TAIL = 256


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its edges; empty where it holds nothing else."""
    start, end = after_space(text, *span), span[1]
    while end > start:
        tail = text[max(start, end - _TAIL) : end]
        kept = len(tail.rstrip())
        end -= len(tail) - kept
        if kept:
            break
    return start, end


def after_space(text: str, start: int, end: int) -> int:
    """The first place in `text[start:end]` that is no white space, or `end`."""
    match = _SPACE.match(text, start, end)
    return match.end() if match else start


def line_at(text: str, offset: int) -> Span:
    """The line over `offset`, without its line break."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, len(text) if end < 0 else end
