"""Graphemes: what a reader takes for one sign, a letter with its accents or a joined emoji."""

_NEAR = 256


def grapheme_borders(text: str, offset: int) -> list[int]:
    """The gaps between graphemes near `offset`, ascending, in code points."""
    start, end = max(0, offset - _NEAR), min(len(text), offset + _NEAR)
    while start and not (text[start - 1].isascii() and text[start - 1].isspace()):
        start -= 1
        if offset - start > 2 * _NEAR:
            break
    piece = text[start:end]
    if piece.isascii():
        return list(range(start, end + 1))
    from wcwidth import iter_graphemes

    borders = [start]
    for grapheme in iter_graphemes(piece):
        borders.append(borders[-1] + len(grapheme))
    return borders
