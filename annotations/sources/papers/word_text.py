"""The paragraphs of a part of a Word document, as one sees them: nothing twice, nothing struck.

WordprocessingML, ECMA-376 part 1, section 17; alternatives are part 3.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotations.sources.papers.opc import Element
from annotations.sources.papers.word_styles import Numbers, Styles, is_on, value

_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
# Removed words are no words, what a field is made of is not shown, and a tab in a
# paragraph's properties is a tab stop.
_UNSEEN = frozenset(
    f"{{w}}{kind}"
    for kind in "pPr rPr sdtPr del moveFrom delText instrText delInstrText rt fldData".split()
)
_SYMBOLS = {
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(b"\xa3\xa5\xac\xae\xb0\xb1\xb3\xb4\xb7\xb9\xbb", "≤∞←→°±≥\u00d7•≠≈", strict=True)),
}
_WINGDINGS = dict(
    zip(
        b"\x4a\x6c\x6e\x6f\x76\x78\x9f\xa7\xa8\xd8\xdf\xe0\xfb\xfc\xfd\xfe",
        "☺●■☐❖☒•▪☐➢←→✗✓☒☑",
        strict=True,
    )
)
_PLAIN = {0xAD: None, 0x9: " ", 0xA: " ", 0xD: " ", 0xF0B7: "•", 0xF0A7: "▪"}
_CELL = 80  # code points in a cell of figures; more is a column of a page laid out as a table


@dataclass
class Words:
    """Reads parts of one document, and keeps notes on it.

    `notes` are the ids of the footnotes and endnotes that the text refers to, in order.
    """

    styles: Styles
    numbers: Numbers
    notes: list[tuple[str, str]] = field(default_factory=list)
    hidden: bool = False
    elsewhere: bool = False

    def blocks(self, element: Iterable[Element], apart: bool = False) -> Iterator[str]:
        """The paragraphs below an element that have words; a table's rows as one each.

        `apart` keeps the paragraphs of cells apart, as where a table is a page's layout.
        """
        words = ""
        for child in element:
            if child.tag == "{w}p":
                text, boxes = self._paragraph(child)
                words += text
                # Where its end was struck, what follows is the same paragraph.
                if child.find("{w}pPr/{w}rPr/{w}del") is None:
                    number = self._number(child)
                    if words.strip():
                        yield f"{number} {words.strip()}".strip()
                    words = ""
                for box in boxes:
                    yield from self.blocks(box)
            elif child.tag == "{w}tr":
                if child.find("{w}trPr/{w}del") is None:
                    yield from self._row(child, apart)
            elif child.tag == "{w}altChunk":
                self.elsewhere = True
            elif child.tag == "{mc}AlternateContent":
                yield from self.blocks(_chosen(child), apart)
            elif child.tag not in _UNSEEN:
                yield from self.blocks(child, apart)
        if words.strip():
            yield words.strip()

    def _row(self, row: Element, apart: bool) -> Iterator[str]:
        if not apart and next(row.iter("{w}tbl"), None) is None:
            cells = [[*self.blocks(cell)] for cell in _cells(row)]
            if all(len(cell) < 2 and len("".join(cell)) <= _CELL for cell in cells):
                if any(cells):
                    yield "\t".join("".join(cell) for cell in cells).strip()
            else:
                yield from (text for cell in cells for text in cell)
        else:
            for cell in _cells(row):
                yield from self.blocks(cell, apart=True)

    def _paragraph(self, paragraph: Element) -> tuple[str, list[Element]]:
        """A paragraph's words, and the text boxes that hang on it."""
        style = value(paragraph.find("{w}pPr"), "{w}pStyle")
        words, boxes = list[str](), list[Element]()
        fields = list[bool]()  # of each field that is open: whether its instruction goes on
        waiting = [(child, self.styles.hides(style)) for child in reversed(paragraph)]
        while waiting:
            element, hidden = waiting.pop()
            if element.tag == "{w}r":
                hidden = self._hides(element, hidden)
            if element.tag == "{w}fldChar":
                _step(fields, element.get("{w}fldCharType", ""))
            elif element.tag == "{w}txbxContent":
                boxes.append(element)
            elif element.tag == "{mc}AlternateContent":
                waiting.extend((child, hidden) for child in reversed(_chosen(element)))
            elif (said := self._said(element)) and not any(fields):
                self.hidden = self.hidden or (hidden and bool(said.strip()))
                words.append("" if hidden else said)
            elif element.tag not in _UNSEEN:
                waiting.extend((child, hidden) for child in reversed(element))
        return "".join(words), boxes

    def _number(self, paragraph: Element) -> str:
        """The number that a paragraph has in a list, or nothing."""
        listed = paragraph.find("{w}pPr/{w}numPr")
        style = value(paragraph.find("{w}pPr"), "{w}pStyle")
        return self.numbers.next(listed if listed is not None else self.styles.list_of(style))

    def _hides(self, run: Element, paragraph: bool) -> bool:
        about = run.find("{w}rPr")
        said = is_on(about, "{w}vanish")
        return (
            said if said is not None else paragraph or self.styles.hides(value(about, "{w}rStyle"))
        )

    def _said(self, element: Element) -> str:
        """What an element says by itself; refers to a note where it does."""
        kind = element.tag.removeprefix("{w}")
        if element.tag in ("{w}t", "{m}t"):
            return (element.text or "").translate(_PLAIN)
        if kind in ("footnoteReference", "endnoteReference"):
            self.notes.append((kind.removesuffix("Reference"), element.get("{w}id", "")))
        if element.tag == "{w}sym":
            return _symbol(element.get("{w}font", ""), element.get("{w}char", ""))
        return _MARKS.get(kind, "") if kind != element.tag else ""


def _cells(row: Element) -> Iterator[Element]:
    """The cells of a row, those in controls too, without those of tables within."""
    for child in row:
        if child.tag == "{w}tc":
            yield child
        elif child.tag not in _UNSEEN:
            yield from _cells(child)


def _step(fields: list[bool], kind: str) -> None:
    if kind == "begin":
        fields.append(True)
    elif kind == "separate" and fields:
        fields[-1] = False
    elif kind == "end" and fields:
        fields.pop()


def _chosen(alternatives: Element) -> list[Element]:
    """What is in the first of several alternatives that has words, or else in the first."""
    worded = [kind for kind in alternatives if next(kind.iter("{w}t"), None) is not None]
    return [*(worded or [*alternatives])[:1]]


def _symbol(font: str, code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return "\ufffd"
    if not 0xF000 <= number <= 0xF0FF:
        return chr(number) if 0x20 <= number < 0xD800 else "\ufffd"
    table = _SYMBOLS if font == "Symbol" else _WINGDINGS if font == "Wingdings" else {}
    return table.get(number - 0xF000, "\ufffd")
