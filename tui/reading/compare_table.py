"""The table of articles compared, as one looks at it: which rows and columns, and where one is."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from annotations.compare.report import sections, told
from annotations.compare.sides import Item, Side
from annotations.compare.table import Row
from annotations.folding import bare
from tui.reading.state import TypedLine

NARROW = 100
"""Under so many cells two articles stand beside each other, of however many there are."""

Answer = Literal["open", "back", "go"]
"""What a key has done to the table: it stands, is left, or left for the place at the cursor."""


class Line(Struct, frozen=True):
    """A line of the table: a heading, or a row with its cells as they are shown."""

    cells: tuple[str, ...]
    row: Row | None = None


class CompareTable:
    """The rows of several sides; `at` is the line of the cursor, `width` that of the screen."""

    def __init__(self, sides: Sequence[Side], rows: Sequence[Row], width: int = 120) -> None:
        self.sides, self.rows, self.width = sides, rows, width
        self.shared = False
        """Whether what stands in all of them is shown, too."""
        self.role = ""
        """The role whose rows alone are shown, or empty for all."""
        self.words = TypedLine()
        self.typing = False
        self.at = 0
        self._second = 1
        self._move(0)

    @property
    def columns(self) -> tuple[int, ...]:
        """The numbers of the articles that are shown, from left to right."""
        if self.width < NARROW and len(self.sides) > 2:
            return 0, self._second
        return tuple(range(len(self.sides)))

    @property
    def lines(self) -> list[Line]:
        """What is shown: each role with its heading, then its rows."""
        lines: list[Line] = []
        for heading, rows in sections([row for row in self.rows if self._is_shown(row)]):
            lines.append(Line(("", heading.upper(), *("" for _ in self.columns))))
            for row in rows:
                name = row.name if row.tagged else f"({row.name})"
                cells = (told(row, n) for n in self.columns)
                lines.append(Line((row.mark, name, *cells), row))
        return lines

    @property
    def head(self) -> str:
        """What is compared, and how much of it a person has confirmed."""
        unlike = [row for row in self.rows if row.mark and row.tagged]
        confirmed = sum(row.is_confirmed for row in unlike)
        names = ", ".join(self.sides[n].name for n in self.columns)
        if len(self.columns) < len(self.sides):
            names += f" ({self._second + 1} of {len(self.sides)}, tab)"
        return f"{names} \u00b7 confirmed {confirmed} of {len(unlike)} differences"

    @property
    def foot(self) -> str:
        """What the keys do; the words that are looked for while they are typed."""
        if self.typing:
            return f"/{self.words.words}"
        other = "= differences" if self.shared else "= all"
        shown = f"/{self.words.words}  " if self.words.words else ""
        return f"{shown}enter go there  {other}  / filter  1-4 one kind  esc back"

    @property
    def place(self) -> tuple[str, Item] | None:
        """Where the row at the cursor stands first: an article's id, and what is there."""
        lines = self.lines
        row = lines[self.at].row if self.at < len(lines) else None
        for n in self.columns if row else ():
            if row and (cell := row.cells[n]):
                return self.sides[n].id, cell.items[0]
        return None

    def press(self, key: str, typed: str | None, page: int = 10) -> Answer:
        """Do what a key does; `page` is how many lines there is room for."""
        if self.typing:
            self._type(key, typed)
        elif key in ("escape", "ctrl+c") or typed in ("b", "q", "C"):
            return "back"
        elif key == "enter":
            return "go" if self.place else "open"
        elif step := _STEPS.get(key, _STEPS.get(typed or "", 0)):
            self._move(step * page if abs(step) == 1 and key.startswith("page") else step)
        elif typed == "=":
            self.shared = not self.shared
            self._move(0)
        elif typed == "/":
            self.typing, self.words = True, TypedLine()
        elif typed and typed in "1234":
            role = _KINDS[int(typed) - 1]
            self.role = "" if self.role == role else role
            self._move(-len(self.rows))
        elif key == "tab" and len(self.columns) < len(self.sides):
            self._second = self._second % (len(self.sides) - 1) + 1
            self._move(0)
        return "open"

    def _type(self, key: str, typed: str | None) -> None:
        if key in ("enter", "escape", "ctrl+c"):
            self.typing = False
            if key != "enter":
                self.words = TypedLine()
        else:
            self.words.read(key, typed)
        self._move(-len(self.rows))

    def _is_shown(self, row: Row) -> bool:
        said = [row.name, *(item.words for cell in row.cells if cell for item in cell.items)]
        wanted = bare(self.words.words)
        return (
            (self.shared or bool(row.mark))
            and any(row.cells[n] for n in self.columns)
            and (not self.role or row.role == self.role)
            and (not wanted or any(wanted in bare(words) for words in said))
        )

    def _move(self, by: int) -> None:
        """Go so many lines on; a heading is passed over."""
        lines = self.lines
        self.at = max(0, min(self.at + by, len(lines) - 1))
        step = -1 if by < 0 and self.at > 0 else 1
        while 0 <= self.at < len(lines) and lines[self.at].row is None:
            self.at += step
        self.at = max(0, min(self.at, len(lines) - 1))


_STEPS = {
    "up": -1, "k": -1, "down": 1, "j": 1, "pageup": -1, "pagedown": 1, "home": -10**9,
    "g": -10**9, "end": 10**9, "G": 10**9,
}  # fmt: skip
_KINDS = ("actor", "date", "proposal", "quote")
