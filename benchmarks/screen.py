"""What moves much of the screen costs: pages, panes that go together, sizes, drags, a held key.

Each is measured in CPU time of the whole app against what of Textual does the like: repainting all
rows, another size, repainting one row. The articles have 1 MB and 10,000 tags; sizes are changed
over two of 100 KB.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from statistics import median

from benchmarks.measured import Figure
from benchmarks.sitting import sitting
from benchmarks.terminal import Terminal

LARGE, SMALL = (1_000_000, 10_000), (100_000, 1_000)
TIMES = 20
HELD, A_SECOND = 90, 30
COLUMNS, ROWS = 160, 48


def measured(quick: bool = False) -> Iterator[Figure]:
    """Each move as often as its budget needs it."""
    costs: dict[str, list[float]] = {}

    def note(what: str, terminal: Terminal, acts: Sequence[Callable[[], object]]) -> None:
        costs.setdefault(what, []).append(terminal.cpu_per(acts) * 1000)

    rounds = 3 if quick else 7
    with sitting(*SMALL, other=SMALL) as (app, floor):
        for _ in range(rounds):
            note("floor size", floor, _sizes(floor))
            note("size", app, _sizes(app))
    with sitting(*LARGE, other=LARGE) as (app, floor):
        for _ in range(rounds):
            note("key", floor, _keys(floor, b"x"))
            note("repaint", floor, _keys(floor, b"p"))
            # Each round goes on from the last, so that the rows of the first pages are new.
            note("page", app, _keys(app, b" "))
            note("page back", app, _keys(app, b"\x7f"))
            app.send(b" " * TIMES)
            app.rest()
            note("drag", app, _drag(app))
            note("ruler", app, _pull(app))
            app.send(b"\x1b")
            app.rest()
        for _ in range(rounds):
            _to_top(app, b"S")
            note("right together", app, _keys(app, b"l"))
            note("down together", app, _keys(app, b"j"))
            _to_top(app)
            note("page together", app, _keys(app, b" "))
            note("drag together", app, _drag(app))
            app.send(b"\x1bS")
            app.rest()
        cost = {what: median(found) for what, found in costs.items()}
        yield Figure("page, rows not seen before", cost["page"], cost["repaint"], 1.45)
        yield Figure("page, rows seen before", cost["page back"], cost["repaint"], 1.0)
        yield Figure("page, two panes together", cost["page together"], cost["repaint"], 1.1)
        yield Figure("cursor right, two panes together", cost["right together"], cost["key"])
        yield Figure("cursor down, two panes together", cost["down together"], cost["key"])
        yield Figure("another size of the terminal", cost["size"], cost["floor size"], 3.0)
        yield Figure("a step of a drag", cost["drag"], cost["key"], 1.7)
        together = "a step of a drag, two panes together"
        yield Figure(together, cost["drag together"], cost["key"], 1.7)
        yield Figure("a step of the ruler, pulled", cost["ruler"], cost["repaint"], 1.45)
        for what, key in (("cursor right", b"l"), ("cursor down", b"j")):
            _to_top(app)
            behind, floors = _behind(app, key), _behind(floor, b"x")
            yield Figure(f"{what} held, {A_SECOND} a second: behind at the end", behind, floors)


def _to_top(app: Terminal, keys: bytes = b"") -> None:
    app.send(keys + b"g")
    app.rest()


def _keys(terminal: Terminal, key: bytes) -> Sequence[Callable[[], object]]:
    return [partial(terminal.send, key)] * TIMES


def _sizes(terminal: Terminal) -> Sequence[Callable[[], object]]:
    """Narrower and back; what is drawn for a size comes in more than one go."""

    def resize(columns: int) -> None:
        terminal.resize(columns, ROWS)
        terminal.settle(0.12)

    return [partial(resize, columns) for columns in (COLUMNS - 10, COLUMNS)] * (TIMES // 4)


def _drag(app: Terminal) -> Sequence[Callable[[], object]]:
    """Through the words of a few rows with the button held (SGR mouse reports, from 1 on)."""
    return _held(app, [(10 + step * 3, 5 + step // 5) for step in range(TIMES)])


def _pull(app: Terminal) -> Sequence[Callable[[], object]]:
    """Down the column that stands for the whole text, at the right of the first pane."""
    return _held(app, [(COLUMNS // 2, 4 + step) for step in range(TIMES)])


def _held(app: Terminal, places: Sequence[tuple[int, int]]) -> Sequence[Callable[[], object]]:
    app.send(b"\x1b[<0;%d;%dM" % places[0])
    app.settle()
    steps = [b"\x1b[<32;%d;%dM" % place for place in places]
    release = b"\x1b[<0;%d;%dm" % places[-1]
    return [*(partial(app.send, step) for step in steps), partial(app.send, release)]


def _behind(terminal: Terminal, key: bytes) -> float:
    """The milliseconds after the last of many keys, typed as when held, until all is shown."""
    began = time.perf_counter()
    for number in range(1, HELD + 1):
        terminal.send(key)
        terminal.read_until(began + number / A_SECOND)
    terminal.send(key)
    typed = time.perf_counter()
    return (terminal.read_until(typed + 0.3) - typed) * 1000
