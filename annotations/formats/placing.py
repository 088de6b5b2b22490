"""Offsets of a foreign file are not believed: a span is where its words are."""

from annotations.units import Span

_NEAR = 200


def placed(text: str, start: int, end: int, words: str | None) -> tuple[Span, str] | None:
    """Where a span stands in `text` and how it was found, or `None` where it cannot be.

    The offsets are tried as code points, then as UTF-16 units, then as UTF-8 bytes; then the
    words are looked for within 200 code points. The second value is empty where the offsets held.
    """
    if words is None:
        return ((start, end), "") if 0 <= start < end <= len(text) else None
    if not words:
        return None
    if start >= 0 and text[start:end] == words:
        return (start, end), ""
    for unit, encoding, width in (("UTF-16 units", "utf-16-le", 2), ("bytes", "utf-8", 1)):
        moved = _in_code_points(text, start, end, encoding, width)
        if moved and text[moved[0] : moved[1]] == words:
            return moved, f"its offsets count {unit}"
    found = _nearest(text, words, start)
    return ((found, found + len(words)), "its words stand elsewhere") if found is not None else None


def _in_code_points(text: str, start: int, end: int, encoding: str, width: int) -> Span | None:
    raw = text.encode(encoding)
    if not 0 <= start < end <= len(raw) // width:
        return None
    try:
        before = len(raw[: start * width].decode(encoding))
        return before, before + len(raw[start * width : end * width].decode(encoding))
    except UnicodeDecodeError:
        return None


def _nearest(text: str, words: str, start: int) -> int | None:
    low = max(0, start - _NEAR)
    piece = text[low : max(0, start) + len(words) + _NEAR]
    places, at = [], piece.find(words)
    while at >= 0:
        places.append(low + at)
        at = piece.find(words, at + 1)
    return min(places, key=lambda place: abs(place - start), default=None)
