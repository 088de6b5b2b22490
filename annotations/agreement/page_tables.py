"""The tables of a page: a caption, heads that say what they are of, drawings among the cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotations.agreement.drawing import Drawing, square
from annotations.webpage import plain

Cell = str | Drawing

LAYOUT = """\
:root { --bar: #9db8d9 }
@media (prefers-color-scheme: dark) { :root { --bar: #3f5f86 } }
body { margin: 0 auto; max-width: 64rem; padding: 2rem 1.25rem 4rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.4rem; line-height: 1.3 } h2 { font-size: 1.1rem; margin: 2.5rem 0 .25rem }
p { max-width: 44rem; margin: .25rem 0 .75rem } caption { color: var(--quiet) }
.wide { overflow-x: auto; margin-bottom: 1.25rem }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
caption { text-align: left; font-size: .85rem; padding-bottom: .25rem }
th, td { padding: .2rem .9rem .2rem 0; text-align: left; white-space: nowrap;
  border-bottom: 1px solid var(--line) }
th { font-weight: 600 } tbody th { overflow-wrap: break-word; white-space: normal;
  min-width: 5rem; max-width: 16rem }
td.n, thead th.n { text-align: right } td svg { display: inline-block; vertical-align: middle }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --quiet: #444;
  --line: #bbb; --bar: #9db8d9 } html { font-size: 75% }
  body { max-width: none; padding: 0 } h2 { break-after: avoid } .wide { overflow: visible }
  tr, svg { break-inside: avoid }
  svg { print-color-adjust: exact; -webkit-print-color-adjust: exact } }
"""


def heading(title: str) -> Iterator[str]:
    """What a part of the page is about."""
    yield f"<h2>{plain(title)}</h2>"


def table(caption: str, top: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """A table whose first column says what a row is of; the others are figures."""
    heads = "".join(_top(cell, number > 0) for number, cell in enumerate(top))
    yield f'<div class="wide"><table>\n<caption>{plain(caption)}</caption>'
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for first, *others in rows:
        cells = "".join(map(_cell, others))
        yield f'<tr><th scope="row" dir="auto">{_held(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _top(cell: Cell, is_figure: bool) -> str:
    kind = "" if isinstance(cell, Drawing) or not is_figure else ' class="n"'
    return f'<th scope="col"{kind} dir="auto">{_held(cell)}</th>'


def _cell(cell: Cell) -> str:
    return f"<td>{cell}</td>" if isinstance(cell, Drawing) else f'<td class="n">{plain(cell)}</td>'


def _held(cell: Cell) -> str:
    return cell if isinstance(cell, Drawing) else plain(cell)


def matrix(
    caption: str,
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Mapping[tuple[str, str], tuple[float, str]],
) -> Iterator[str]:
    """A table of squares, each with its figure; cells that are missing are empty."""

    def cell(row: str, column: str) -> Cell:
        found = cells.get((row, column))
        return Drawing(f"{square(found[0])} {plain(found[1])}") if found else ""

    yield from table(
        caption, ("", *columns), [(row, *(cell(row, column) for column in columns)) for row in rows]
    )
