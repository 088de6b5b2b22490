"""Spans without their words: whether they lie as if their offsets counted something else."""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from annotations.formats.placing import Unit, in_code_points
from annotations.units import Span, is_cut

_UNITS: tuple[Unit, ...] = ("code-points", "utf-16", "bytes")
_CALLED: dict[Unit, str] = {"code-points": "characters", "utf-16": "UTF-16 units", "bytes": "bytes"}
# Thai, Lao, Tibetan, Burmese and Khmer put no space between words, Korean none before particles.
_UNSPACED = re.compile("[\u0e00-\u109f\u1100-\u11ff\u1780-\u17ff\u3130-\u318f\uac00-\ud7af]")

_CUT, _OUTSIDE = "begin or end inside a word", "lie outside the text"


class Bare(Struct, frozen=True):
    """The spans of one record that came without words, and how they would lie in each unit.

    Of all the `spans`, `moving` stand elsewhere in another unit. `astray` counts those that begin
    or end inside a word, or `outside` the text; `moved_astray` those of them that move.
    """

    where: str
    spans: int
    moving: int
    astray: Counter[Unit]
    moved_astray: Counter[Unit]
    outside: Counter[Unit]


def bare(text: str, spans: Sequence[Span], where: str) -> Bare:
    """How spans without words lie in a text."""
    astray, moved_astray, outside = Counter[Unit](), Counter[Unit](), Counter[Unit]()
    moving = 0
    units = _UNITS[:1] if text.isascii() else _UNITS
    for span in spans:
        places = {unit: in_code_points(text, *span, unit) for unit in units}
        moves = len(set(places.values())) > 1
        moving += moves
        for unit, place in places.items():
            if _is_astray(text, place):
                astray[unit] += 1
                moved_astray[unit] += moves
                outside[unit] += place is None
    return Bare(where, len(spans), moving, astray, moved_astray, +outside)


class Offsets:
    """What the spans without words of a whole file tell of its offsets."""

    def __init__(self) -> None:
        self._spans = self._moving = 0
        self._astray, self._moved_astray = Counter[Unit](), Counter[Unit]()
        self._outside = Counter[Unit]()
        self._first: dict[Unit, str] = {}

    def add(self, one: Bare) -> None:
        """Count the spans of a record."""
        self._spans += one.spans
        self._moving += one.moving
        self._astray += one.astray
        self._moved_astray += one.moved_astray
        self._outside += one.outside
        for unit in one.astray:
            self._first.setdefault(unit, one.where)

    def told(self, unit: Unit) -> str:
        """How many spans are astray where offsets count `unit`; empty where none is."""
        count, outside = self._astray[unit], self._outside[unit]
        if not count:
            return ""
        how = _OUTSIDE if outside == count else f"{_CUT} or {_OUTSIDE}" if outside else _CUT
        return (
            f"{count} of {self._spans} spans that came without their words {how},"
            f" the first in {self._first[unit]}."
        )

    @property
    def fitting(self) -> Unit:
        """Code points, or the unit that fits where they do not.

        That is so where half of the spans that another unit would move cut words, and none does
        in that unit.
        """
        here = self._moved_astray["code-points"]
        for unit in _UNITS[1:]:
            if here and 2 * here >= self._moving and not self._moved_astray[unit]:
                return unit
        return "code-points"

    def judged(self, path: object) -> str:
        """What to say of a file that is read in another unit; empty where it is not."""
        called = _CALLED[self.fitting]
        if self.fitting == "code-points":
            return ""
        return (
            f"The offsets of {path} look like {called} and are read as such: as characters,"
            f" {self.told('code-points')} Take them as they are with --offsets code-points."
        )


def _is_astray(text: str, place: Span | None) -> bool:
    return place is None or any(
        is_cut(text, edge) and not _UNSPACED.search(text, edge - 1, edge + 1) for edge in place
    )
