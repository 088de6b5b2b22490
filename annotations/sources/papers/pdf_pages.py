"""A page of a PDF as blocks of lines in reading order, by pdfminer.six.

Lengths are in points, from the left and the foot of a page.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any, cast

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTComponent, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

from annotations.sources.papers.paragraphs import (
    DROPPED,
    UNKNOWN,
    Block,
    Page,
    as_read,
    has_right_to_left,
)

_SLANT = 10  # degrees off a line or a column of letters; scanned pages lie askew by less
_SAME_PLACE = 0.05  # times the size of a letter: what is drawn twice this near is bold, not two


def read_page(document: PDFDocument, said: dict[str, Any], fonts: "Fonts") -> Page:
    """What can be read of a page, given what the document says of it."""
    device = _Letters(fonts)
    contents = said.get("Contents")
    device.lost = any(resolve1(part) is None for part in [contents, *_listed(contents)] if part)
    try:
        _Interpreter(fonts, device).process_page(PDFPage(document, None, said, None))
    except Exception:
        # What a broken page makes pdfminer raise is anything from KeyError to RecursionError.
        device.lost = True
    try:
        return device.page()
    except Exception:
        return Page(fault=True)


def _listed(contents: Any) -> list[Any]:
    parts = resolve1(contents)
    return parts if isinstance(parts, list) else []


class Fonts(PDFResourceManager):
    """Has no font where one cannot be read, so that the others on a page can be."""

    def get_font(self, objid: object, spec: Any) -> PDFFont:
        try:
            return super().get_font(objid, spec)
        except Exception:
            return cast(PDFFont, None)


class _Interpreter(PDFPageInterpreter):
    """Tells what is drawn in a font that cannot be read, which pdfminer passes over."""

    def do_TJ(self, seq: Any) -> None:  # noqa: N802
        device = cast(_Letters, self.device)
        before = len(device.cur_item)
        super().do_TJ(seq)
        if len(device.cur_item) == before and any(isinstance(part, bytes) and part for part in seq):
            device.lost = True


class _Letters(PDFPageAggregator):
    """Takes the letters of a page, those in figures too, and nothing else."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self._outer: list[Any] = []
        self.lost = self._pictures = self._vertical = False

    def begin_figure(self, *_: Any) -> None:
        self._outer.append(self.ctm)

    def end_figure(self, *_: Any) -> None:
        self.set_ctm(self._outer.pop())

    def render_image(self, *_: Any) -> None:
        self._pictures = True

    def paint_path(self, *_: Any) -> None:
        """A line is no letter, and maps have thousands of them."""

    def render_char(self, matrix: Any, font: PDFFont, *rest: Any) -> float:
        self._vertical = self._vertical or font.is_vertical()
        return super().render_char(matrix, font, *rest)

    def handle_undefined_char(self, font: PDFFont, cid: int) -> str:
        return UNKNOWN

    def page(self) -> Page:
        """What has been read so far."""
        sheet = self.cur_item
        letters = _drawn_once(item for item in sheet if isinstance(item, LTChar))
        turned = defaultdict[int | None, list[LTChar]](list)
        for letter in letters:
            turned[_quarters(letter)].append(letter)
        slanting = turned.pop(None, [])
        if len(slanting) > sum(map(len, turned.values())):
            turned[0] = [*turned[0], *slanting]
            slanting = []
        said = "".join(letter.get_text() for letter in slanting)
        main = max(turned, key=lambda turn: len(turned[turn]), default=0)
        blocks, height = list[Block](), sheet.height
        for turn in sorted(turned, key=lambda turn: (turn != main, turn or 0)):
            upright = _upright(sheet, turned[turn], turn or 0)
            caps, rest = _parted(turned[turn]) if turn == 0 else ([], turned[turn])
            upright.extend(rest)
            upright.analyze(LAParams(boxes_flow=0.5, detect_vertical=self._vertical))
            if turn == main:
                height = upright.height
            boxes = [item for item in upright if isinstance(item, LTTextBox)]
            blocks += (block for box in boxes for block in _blocks(box, turn != main))
            blocks += (_block([cap], turn != main) for cap in caps)
        return Page(tuple(blocks), height, self.lost, self._pictures, " ".join(said.split()))


def _drawn_once(letters: Iterable[LTChar]) -> Iterator[LTChar]:
    """Letters without those that stand on one like them, as for bold type or a shadow."""
    seen = set[tuple[str, int, int, int]]()
    for letter in letters:
        step = max(0.1, letter.size * _SAME_PLACE)
        x, y = round(letter.x0 / step), round(letter.y0 / step)
        key = (letter.get_text(), round(letter.size * 10))
        if not letter.width:
            # Of a font that tells no widths; lines without any would be left out.
            letter.set_bbox((letter.x0, letter.y0, letter.x0 + step, letter.y1))
            yield letter
            continue
        near = ((*key, x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        if key[0].isspace() or not any(place in seen for place in near):
            seen.add((*key, x, y))
            yield letter


def _quarters(letter: LTChar) -> int | None:
    """Quarter turns to the left that a letter is turned by; `None` where it slants."""
    degrees = math.degrees(math.atan2(letter.matrix[1], letter.matrix[0]))
    turn = round(degrees / 90)
    return turn % 4 if abs(degrees - turn * 90) <= _SLANT else None


def _parted(letters: Sequence[LTChar]) -> tuple[list[LTChar], list[LTChar]]:
    """Drop caps, which would be read into each of the lines beside them, and the others."""
    drawn = [letter for letter in letters if not letter.get_text().isspace()]
    least = _usual(drawn) * DROPPED
    caps = [
        letter
        for before, letter, after in zip([None, *drawn], drawn, [*drawn[1:], None], strict=False)
        if letter.height >= least and letter.get_text().isupper()
        if not any(other and _stands_with(other, letter) for other in (before, after))
    ]
    return caps, [letter for letter in letters if letter not in caps] if caps else [*letters]


def _stands_with(one: LTChar, other: LTChar) -> bool:
    """Whether two letters have one size or stand on one line."""
    return one.height == other.height or abs(one.matrix[5] - other.matrix[5]) < 1


def _upright(sheet: LTComponent, letters: Sequence[LTChar], turn: int) -> LTPage:
    """An empty page for letters, which are turned so that they stand upright on it."""
    wide, high = sheet.width, sheet.height
    for _ in range(turn):
        for letter in letters:
            letter.set_bbox((letter.y0, wide - letter.x1, letter.y1, wide - letter.x0))
        wide, high = high, wide
    return LTPage(1, (0, 0, wide, high))


def _blocks(box: LTTextBox, aside: bool) -> Iterator[Block]:
    """A box's paragraphs: it ends one where the next line is indented or would have fitted."""
    lines = [line for line in box if isinstance(line, LTTextLine)]
    starts = [n for n in range(len(lines)) if n == 0 or _begins(box, lines, n)]
    for first, after in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield _block(lines[first:after], aside)


def _block(parts: Sequence[LTTextLine | LTChar], aside: bool) -> Block:
    letters = (c for part in parts for c in (part if isinstance(part, LTTextLine) else [part]))
    return Block(
        "".join(map(_said, parts)).strip("\n"),
        min(part.x0 for part in parts),
        min(part.y0 for part in parts),
        max(part.x1 for part in parts),
        max(part.y1 for part in parts),
        size=_usual(c for c in letters if isinstance(c, LTChar)),
        aside=aside,
    )


def _said(part: LTTextLine | LTChar) -> str:
    """What a line says, as it is read."""
    text = part.get_text()
    if not has_right_to_left(text) or isinstance(part, LTChar):
        return text
    places = [c.x0 for c in part if isinstance(c, LTChar) and has_right_to_left(c.get_text())]
    falling = sum(one > other for one, other in pairwise(places))
    return text if falling * 2 >= len(places) > 1 else as_read(text.rstrip()) + "\n"


def _usual(letters: Iterable[LTChar]) -> float:
    """The size that most letters have; 0 where there are none."""
    sizes = Counter(round(letter.height, 1) for letter in letters)
    return max(sizes, key=lambda size: sizes[size], default=0)


_ENDED = (".", "!", "?", "\u201d", '"', "\u2019", "\u2026", ")", "\u3002")


_RAGGED = 0.15  # times the width of a column: how uneven the ends of lines may be


def _begins(box: LTTextBox, lines: Sequence[LTTextLine], n: int) -> bool:
    """Whether a line begins a paragraph: the one before ended a sentence, and early or it is in."""
    before, line = lines[n - 1], lines[n]
    if not before.get_text().rstrip().endswith(_ENDED):
        return False
    left = sorted(line.x0 for line in lines)[len(lines) // 2]
    indented = 0.6 < (line.x0 - left) / line.height < 5 and before.x0 - left < line.height / 2
    return indented or before.x1 + _first_word(line) < box.x1 - box.width * _RAGGED


def _first_word(line: LTTextLine) -> float:
    """The width of a line's first word."""
    _, letters = next(groupby(line, key=lambda c: not c.get_text().isspace()))
    word = [letter for letter in letters if isinstance(letter, LTChar)]
    return word[-1].x1 - word[0].x0 if word else line.width
