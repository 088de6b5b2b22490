"""A comparison written down: as records for programs, and as one page that a browser shows."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any

from annotations.annotation import Decision
from annotations.compare.likeliest import likeliest
from annotations.compare.sides import MAYBE, Item, Side, item_at
from annotations.compare.table import Cell, Row
from annotations.compare.wording import aligned
from annotations.webpage import head, plain

COLUMNS = (
    "role", "label", "name", "mark", "differs", "confirmed", "article", "source", "mentions",
    "at", "start", "end", "words", "value", "entity", "pair", "speaker", "tagged", "absent_by",
    "absent_at", "same_by", "same_at", "maybe", "nearest", "nearest_start", "nearest_end",
)  # fmt: skip
"""The columns of a record: one for each row and text."""

HEADINGS = {
    "actor": "Actors",
    "date": "Dates, in order",
    "proposal": "Proposals",
    "quote": "Quotes",
    "reported": "Reported speech",
    "figure": "Other figures",
}
"""What the rows of a role are called; others go by their label."""

_STYLE = (
    "body{font:16px/1.5 Georgia,serif;margin:2rem auto;max-width:72rem;padding:0 1rem;"
    "background:var(--paper);color:var(--ink)}"
    "table{border-collapse:collapse;width:100%}td,th{padding:.3rem .6rem;text-align:left;"
    "vertical-align:top;border-bottom:1px solid var(--line)}td:first-child{font-family:monospace}"
    ".grey,small{color:var(--quiet)}ins,del{text-decoration:none;border-bottom:2px solid #b50}"
)


def records(sides: Sequence[Side], rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """A record for each row and text: offsets in code points, `at` as a share of the text.

    `mentions` is 0 where a text does not have it; `absent_by` and `absent_at` tell who verified
    that, and when; `same_by` and `same_at` who said that the texts which have it say the same.
    `nearest` is the likeliest sentence of a text that does not have it; `maybe` whether that is
    so like it that it may be there in other words.
    """
    for row in rows:
        near, asked = nearest(sides, row), dict(row.maybe)
        absences = dict(row.absences)
        agreed = row.agreed[0] if row.agreed else None
        for n, (side, cell) in enumerate(zip(sides, row.cells, strict=True)):
            item = cell.items[0] if cell else None
            absence, sentence = absences.get(n), near.get(n)
            values = (
                row.role, row.label, row.name, row.mark, row.differs, row.is_confirmed, side.id,
                side.name, len(cell.items) if cell else 0, round(cell.at, 4) if cell else None,
                item.span[0] if item else None, item.span[1] if item else None,
                item.words if item else "", item.value if item else "",
                item.entity if item else "", item.pair if item else "",
                item.speaker if item else "", item.tagged if item else False,
                absence.by if absence else "", absence.at if absence else "",
                agreed.by if agreed and cell else "", agreed.at if agreed and cell else "",
                n in asked, sentence.words if sentence else "",
                sentence.span[0] if sentence else None, sentence.span[1] if sentence else None,
            )  # fmt: skip
            yield dict(zip(COLUMNS, values, strict=True))


def sections(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of a table, each role's under its heading."""
    for heading, found in groupby(rows, _heading):
        yield heading, list(found)


def _heading(row: Row) -> str:
    return HEADINGS.get(row.role, row.label)


def nearest(sides: Sequence[Side], row: Row) -> dict[int, Item]:
    """For each text that does not have a row, by number, the likeliest sentence there, if any."""
    found = dict(row.maybe)
    said = [(sides[n], cell.items[0]) for n, cell in enumerate(row.cells) if cell]
    for n, cell in enumerate(row.cells):
        if cell is None and n not in found:
            likely = [likeliest(item, sides[n], here) for here, item in said]
            if best := max(filter(None, likely), key=lambda one: one.rank, default=None):
                found[n] = item_at(sides[n], best.span, said[0][1])
    return found


def told(row: Row, n: int, near: Mapping[int, Item] = MappingProxyType({})) -> str:
    """A text's cell of a row in one line: how often, where first, and in which words.

    Where the text does not have it: the sentence that may say it in other words, or is `near`.
    """
    if cell := row.cells[n]:
        words = " ".join(cell.items[0].words.split())
        return f"{len(cell.items)} {round(cell.at * 100):3} % {words}"
    if asked := dict(row.maybe).get(n):
        return f"{MAYBE} {' '.join(asked.words.split())}"
    return f"\u00b7 nearest: {' '.join(near[n].words.split())}" if n in near else "\u00b7"


def page(sides: Sequence[Side], rows: Sequence[Row], title: str) -> Iterator[str]:
    """An HTML page of the rows, in lines: no scripts, nothing loaded from elsewhere.

    Two wordings stand side by side, with what only one has underlined; each row says who
    confirmed it.
    """
    yield f"{head(title, _STYLE)}<body>\n<h1>{plain(title)}</h1>"
    yield (
        "<p><b>+</b> not found in every text · <b>?</b> maybe there, in other words · <b>~</b> "
        "differs · grey: suggested, not tagged. Not found means that no rule found it; the nearest "
        "sentence is shown. A row says who has looked.</p>"
    )
    yield "<table>"
    names = "".join(f"<th>{plain(side.name)}" for side in sides)
    for heading, found in sections(rows):
        yield f"<tr><th><th>{plain(heading)}{names}<th>confirmed"
        yield from (_line(row, nearest(sides, row)) for row in found)
    yield "</table></body></html>"


def _line(row: Row, near: Mapping[int, Item]) -> str:
    grey = "" if row.tagged else ' class="grey"'
    cells = "".join(f"<td>{cell}" for cell in _cells(row, near))
    return f"<tr{grey}><td>{row.mark}<td>{plain(row.name)}{cells}<td>{_confirmed(row)}"


def _cells(row: Row, near: Mapping[int, Item]) -> Iterator[str]:
    present = [cell for cell in row.cells if cell]
    asked = dict(row.maybe)
    for n, cell in enumerate(row.cells):
        if cell is None:
            what = "maybe there" if n in asked else "nearest there"
            yield (
                f'· <small class="grey">{what}: {plain(near[n].words)}</small>'
                if n in near
                else "·"
            )
            continue
        other = next((one for one in present if one is not cell), None)
        marked = _marked(cell.items, other.items) if other and row.mark == "~" else None
        words = marked or plain(cell.items[0].words)
        speaker = f" <small>{plain(cell.items[0].speaker)}</small>" if cell.items[0].speaker else ""
        yield f"<small>{_where(cell)}</small> {words}{speaker}"


def _where(cell: Cell) -> str:
    count = f"{len(cell.items)}\u00d7 " if len(cell.items) > 1 else ""
    return f"{count}{round(cell.at * 100)} %"


def _marked(items: Sequence[Item], others: Sequence[Item]) -> str:
    """A wording with what the other does not have marked."""
    here = " … ".join(item.words for item in items).split()
    there = " … ".join(item.words for item in others).split()
    folded = [
        [word.strip(".,;:!?\"'\u2018\u2019\u201c\u201d").lower() for word in said]
        for said in (here, there)
    ]
    parts = []
    for block in aligned(*folded):
        words = plain(" ".join(here[slice(*block.left)]))
        if words:
            parts.append(words if block.same else f"<ins>{words}</ins>")
    return " ".join(parts)


def _confirmed(row: Row) -> str:
    """Who said that it is the same, or not there, and when; a pair or an entity names nobody."""
    same = [f"the same: {_who(decision)}" for decision in row.agreed]
    if row.sure and not same:
        same = ["the same: one pair or entity"]
    absent = [f"not there: {_who(decision)}" for _, decision in row.absences]
    return plain("; ".join([*same, *absent]))


def _who(decision: Decision) -> str:
    return f"{decision.by} {decision.at[:10]}"
