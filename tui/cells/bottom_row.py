"""The bottom row: what can be done now, in as many words as the width has room for."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from rich.segment import Segment

from tui.cells.display import cells, fitted, one_line
from tui.cells.palette import Palette

Piece = tuple[str, str]
"""Words, and what they are: `armed`, `message`, `key` or `word`."""

HELP = "help"
_USUAL = 48  # cells
GAP = "  "


class Hint(Struct, frozen=True):
    """A command with the key that carries it out now, and a word on what that does.

    One that is `learnt` gives way to others.
    """

    id: str
    key: str
    word: str
    learnt: bool = False


class Now(Struct, frozen=True):
    """What the row says: what is armed or asked, a message, and what can be done, in order.

    What is said `aside` stands elsewhere as well: it is left out where not all of it finds room.
    """

    armed: str = ""
    message: str = ""
    hints: tuple[Hint, ...] = ()
    aside: str = ""

    def pieces(self, room: int) -> list[Piece]:
        """As much as fits in so many cells.

        Hints go first, those that are learnt and the last of them before the others, and help gives
        up its word for two of them. Help itself is the last to go, and what is armed never does. A
        message is cut where it is too long even so.
        """
        hints = list(self.hints)
        armed, message = one_line(self.armed), one_line(self.message or self.aside)
        if self.aside and _wide(list(_pieces(armed, message, hints))) > room:
            message = one_line(self.message)
        while _wide(found := list(_pieces(armed, message, hints))) > room:
            others = [hint for hint in hints if hint.id != HELP]
            worded = [hint for hint in hints if hint.id == HELP and hint.word]
            if len(others) > 2 or (others and not worded):
                hints.remove(next((one for one in reversed(others) if one.learnt), others[-1]))
            elif worded:
                hints[hints.index(worded[0])] = Hint(HELP, worded[0].key, "")
            elif message:
                around = _wide(list(_pieces(armed, "", hints)))
                message = fitted(message, room - around - len(GAP)) if around < room - 8 else ""
                return _fitted(list(_pieces(armed, message, hints)), room)
            else:
                return _fitted(found, room)
        return found

    @property
    def cells(self) -> int:
        """The cells that all of it takes."""
        armed, message = one_line(self.armed), one_line(self.message or self.aside)
        return _wide(list(_pieces(armed, message, self.hints)))

    @property
    def least(self) -> int:
        """The cells that the message needs to be read whole, beside what is armed and help."""
        if not self.message:
            return 0
        helped = [Hint(HELP, hint.key, "") for hint in self.hints if hint.id == HELP]
        return _wide(list(_pieces(one_line(self.armed), one_line(self.message), helped)))


def _pieces(armed: str, message: str, hints: Sequence[Hint]) -> Iterator[Piece]:
    parts: list[list[Piece]] = [[(armed, "armed")]] if armed else []
    parts += [[(message, "message")]] if message else []
    for hint in hints:
        key = (hint.key, "key")
        parts.append([key, (f" {hint.word}", "word")] if hint.word else [key])
    for number, part in enumerate(parts):
        if number:
            yield GAP, "word"
        yield from part


def _wide(pieces: Sequence[Piece]) -> int:
    return sum(cells(words) for words, _ in pieces)


def _fitted(pieces: Sequence[Piece], room: int) -> list[Piece]:
    kept: list[Piece] = []
    for words, kind in pieces:
        words = fitted(words, room)
        room -= cells(words)
        kept.append((words, kind))
    return kept


def shared(width: int, wide: Sequence[int], wanted: int, least: int = 0) -> tuple[int, int]:
    """Which of several ways to say what stands on the left leaves room for what is wanted.

    They get shorter, and what usually stands on the right has room in any case: names must not
    come and go with each key. Returns its number and the cells on the right: where even the
    shortest way does not leave enough, what it leaves, but half of the width, or what a message
    needs at `least` to be read.
    """
    for number, left in enumerate(wide):
        if left + max(wanted, _USUAL) + 1 <= width:
            return number, width - left
    return len(wide) - 1, max(width - wide[-1] - 1, width // 2, min(least, width - 1))


def said(now: Now, room: int, palette: Palette, grave: bool = False) -> list[Segment]:
    """What can be done now, in at most so many cells."""
    styles = {
        "armed": palette.plain(bold=True),
        "message": palette.plain(1.0 if grave else 0.75, bold=grave),
        "key": palette.plain(0.9, bold=True),
        "word": palette.plain(0.6),
    }
    return [Segment(words, styles[kind]) for words, kind in now.pieces(room)]


def beside(left: list[Segment], right: list[Segment], width: int) -> list[Segment]:
    """Both, as far apart as so many cells allow; the gap takes the style of what is before it."""
    used = sum(segment.cell_length for segment in (*left, *right))
    return [*left, Segment(" " * max(0, width - used), left[0].style), *right]
