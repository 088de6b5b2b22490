"""What a Word document's styles and lists say of its paragraphs: what is hidden, and which number.

WordprocessingML, ECMA-376 part 1: styles are section 17.7, lists 17.9.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from annotations.sources.papers.opc import Element

_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "m cm d cd c xc l xl x ix v iv i".split(),
        strict=True,
    )
)


def value(element: Element | None, child: str) -> str | None:
    """The value of a property, if it is there."""
    found = element.find(child) if element is not None else None
    return found.get("{w}val", "") if found is not None else None


def is_on(element: Element | None, child: str) -> bool | None:
    """Whether a property is on; `None` where nothing is said."""
    said = value(element, child)
    return None if said is None else said not in ("0", "false", "off")


class Styles:
    """The styles of a document, each with those that it is based on."""

    def __init__(self, root: Element | None) -> None:
        styles = root.iter("{w}style") if root is not None else ()
        self._styles = {style.get("{w}styleId", ""): style for style in styles}

    def hides(self, style: str | None) -> bool:
        """Whether a style says that its words are hidden."""
        said = (is_on(style.find("{w}rPr"), "{w}vanish") for style in self._chain(style))
        return next((hidden for hidden in said if hidden is not None), False)

    def list_of(self, style: str | None) -> Element | None:
        """What a style says of the list that its paragraphs are in."""
        said = (style.find("{w}pPr/{w}numPr") for style in self._chain(style))
        return next((element for element in said if element is not None), None)

    def _chain(self, style: str | None) -> list[Element]:
        chain = list[Element]()
        while style in self._styles and self._styles[style] not in chain:
            chain.append(self._styles[style])
            style = value(chain[-1], "{w}basedOn")
        return chain


class _Level(Struct, frozen=True):
    start: int
    format: str
    text: str


@dataclass
class Numbers:
    """Counts the items of lists, as Word does while it shows them."""

    root: Element | None
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def __post_init__(self) -> None:
        abstract = {
            said.get("{w}abstractNumId"): said
            for said in (self.root.iter("{w}abstractNum") if self.root is not None else ())
        }
        self._lists = {
            said.get("{w}numId", ""): (
                value(said, "{w}abstractNumId") or "",
                _levels(said, abstract),
            )
            for said in (self.root.iter("{w}num") if self.root is not None else ())
        }

    def next(self, said: Element | None) -> str:
        """The number of the next item in the list that a paragraph's `numPr` names, or nothing."""
        list_id, depth = value(said, "{w}numId") or "", value(said, "{w}ilvl") or "0"
        abstract, levels = self._lists.get(list_id, ("", {}))
        if not depth.isdecimal() or (level := levels.get(int(depth))) is None:
            return ""
        counts, here = self._counts[abstract], int(depth)
        counts[here] = counts[here] + 1 if here in counts else level.start
        for deeper in [n for n in counts if n > here]:
            del counts[deeper]
        if level.format in ("bullet", "none"):
            return ""
        text = level.text
        for n in range(here + 1):
            if outer := levels.get(n):
                shown = _shown(counts.get(n, outer.start), outer.format)
                text = text.replace(f"%{n + 1}", shown)
        return text


def _levels(said: Element, abstract: Mapping[str | None, Element]) -> dict[int, _Level]:
    """The levels of a list, with what it says otherwise than the kind that it is of."""
    levels = dict[int, _Level]()
    for level in (
        *(abstract.get(value(said, "{w}abstractNumId"), said)).findall("{w}lvl"),
        *said.findall("{w}lvlOverride/{w}lvl"),
    ):
        levels[_whole(level.get("{w}ilvl"), 0)] = _Level(
            _whole(value(level, "{w}start"), 1),
            value(level, "{w}numFmt") or "decimal",
            value(level, "{w}lvlText") or "",
        )
    return levels


def _whole(said: str | None, otherwise: int) -> int:
    return int(said) if said and said.isdecimal() else otherwise


def _shown(number: int, format: str) -> str:
    """A number as letters or Roman digits, where its list has these."""
    if format in ("lowerLetter", "upperLetter") and number > 0:
        times, letter = divmod(number - 1, 26)
        shown = chr(ord("a") + letter) * (times + 1)
    elif format in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        shown = ""
        for worth, digit in _ROMAN:
            times, number = divmod(number, worth)
            shown += digit * times
    else:
        return f"{number:02}" if format == "decimalZero" else str(number)
    return shown.upper() if format.startswith("upper") else shown
