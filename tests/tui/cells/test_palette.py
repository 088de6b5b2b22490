"""Words can be read, and labels told apart, in every theme and depth of colour."""

from io import StringIO
from itertools import combinations, product

import pytest
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import MONOKAI
from textual.color import Color
from textual.filter import ANSIToTruecolor
from textual.strip import Strip
from textual.theme import BUILTIN_THEMES

from annotations.scheme import DEFAULT_SCHEME, Label, Scheme
from annotations.scheme_reading import _COLOURS
from tui.cells.colours import Depth, contrast
from tui.cells.palette import Cell, Edge, Palette

THEMES = [name for name in BUILTIN_THEMES if not name.startswith("ansi-")]
DEPTHS: list[Depth] = ["truecolor", "256"]
EXTREMES = ("white", "black", "yellow", "navy", "#808080")
LABELS = tuple(Label(colour, (), colour) for colour in (*_COLOURS, *EXTREMES))


SCHEME = Scheme(LABELS)


def palette(theme: str, depth: Depth, scheme: Scheme = SCHEME) -> Palette:
    variables = BUILTIN_THEMES[theme].to_color_system().generate()
    names = ("background", "foreground", "primary")
    return Palette(scheme, *(Color.parse(variables[name]) for name in names), depth)


def seen(style: Style, depth: Depth) -> tuple[Color, Color]:
    """The colours of words and ground as the terminal gets them."""
    assert style.color
    assert style.bgcolor
    system = ColorSystem.EIGHT_BIT if depth == "256" else ColorSystem.TRUECOLOR
    ink, ground = (c.downgrade(system).get_truecolor() for c in (style.color, style.bgcolor))
    return Color(*ink), Color(*ground)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("depth", DEPTHS)
def test_all_words_stand_out_from_their_ground(theme: str, depth: Depth) -> None:
    found = palette(theme, depth)
    names = [None, "unheard-of", *(label.name for label in LABELS)]
    flags = product([False, True], repeat=4)
    styles = {
        f"text {name} {flag}": found.text(Cell(name, False, *flag))
        for name, flag in product(names, flags)
    }
    styles |= {f"key {n} {dim}": found.key(n, dim) for n in names for dim in (False, True)}
    for strength, raised in product((1.0, 0.75, 0.6, 0.5), (False, True)):
        styles[f"plain {strength} {raised}"] = found.plain(strength, raised=raised)
    low = {name: round(contrast(*seen(style, depth)), 2) for name, style in styles.items()}
    assert {name: figure for name, figure in low.items() if figure < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("depth", DEPTHS)
def test_labels_are_told_apart_by_their_tints(theme: str, depth: Depth) -> None:
    found = palette(theme, depth, DEFAULT_SCHEME)
    names = [None, *(label.name for label in DEFAULT_SCHEME.labels)]
    grounds = [seen(found.text(Cell(name)), depth)[1] for name in names]
    assert [(a.hex, b.hex) for a, b in combinations(grounds, 2) if a == b] == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("depth", DEPTHS)
def test_edges_stand_out_from_what_is_around_them(theme: str, depth: Depth) -> None:
    found = palette(theme, depth)
    for label, inside in product(LABELS, (None, LABELS[0].name)):
        for edge in (Edge(starts=label.name), Edge(ends=label.name)):
            _, style = found.edge(edge, Cell(inside))
            assert contrast(*seen(style, depth)) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("depth", DEPTHS)
def test_what_is_faded_is_fainter_and_can_still_be_read(theme: str, depth: Depth) -> None:
    found = palette(theme, depth)
    for name in (None, *(label.name for label in LABELS)):
        faded = contrast(*seen(found.text(Cell(name, faded=True)), depth))
        assert 2.5 <= faded < contrast(*seen(found.text(Cell(name)), depth))


@pytest.mark.parametrize("theme", THEMES)
def test_of_256_colours_a_tint_is_of_its_labels_hue(theme: str) -> None:
    found = palette(theme, "256", DEFAULT_SCHEME)
    for label in DEFAULT_SCHEME.labels:
        ground = seen(found.text(Cell(label.name)), "256")[1]
        turn = abs(ground.hsl.h - Color.parse(label.colour).hsl.h) * 360
        assert min(turn, 360 - turn) < 60, (label.name, ground.hex)


def test_of_sixteen_colours_the_terminals_own_are_sent() -> None:
    found = palette("textual-dark", "16", DEFAULT_SCHEME)
    for label, code in zip(DEFAULT_SCHEME.labels, ("32", "35", "34", "33"), strict=True):
        strip = Strip([Segment("words", found.text(Cell(label.name)))])
        shown = strip.apply_filter(ANSIToTruecolor(MONOKAI), Color(0, 0, 0))
        console = Console(color_system="standard", file=StringIO(), force_terminal=True)
        assert shown.render(console) == f"\x1b[4;{code}mwords\x1b[0m"


def test_sixteen_colours_and_none_tell_by_signs() -> None:
    for depth in ("16", "mono"):
        found = palette("textual-dark", depth, DEFAULT_SCHEME)
        assert found.text(Cell("actor")).bgcolor is None
        assert found.text(Cell("actor")).underline
        assert found.text(Cell(selected=True)).reverse
        assert found.edge(Edge(starts="actor"), Cell())[0] == "["
