"""What is printed is harmless, and every code point belongs to one cluster."""

import unicodedata
from json import dumps, loads

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.odd_texts import FAMILY, FLAG, PIECES, texts
from tui.cells.display import (
    _by_wcwidth,
    _simple,
    clusters,
    count_by,
    even_cells,
    harmless,
    is_even,
    is_plain,
    is_sure,
    one_line,
    runs_right_to_left,
    spelled,
)

count_by(cell_len)  # as on the screen

BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def commands(text: str) -> list[str]:
    """The code points of a text that could command a terminal or turn its words round."""
    wrong = ("Cc", "Cs", "Zl", "Zp")
    return [c for c in text if unicodedata.category(c) in wrong or c in BIDI]


@given(texts)
def test_harmless_text_commands_no_terminal_and_keeps_its_length(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert commands(shown) == []


@given(texts)
def test_a_line_for_titles_commands_no_terminal_either(text: str) -> None:
    line = one_line(text)
    assert commands(line) == []
    assert one_line(line) == line


@given(texts)
def test_json_with_commands_spelled_out_means_the_same(text: str) -> None:
    json = dumps({"text": text, text: 1}, ensure_ascii=False, indent=2)
    shown = spelled(json)
    assert loads(shown) == loads(json)
    assert commands(shown.replace("\n", "")) == []


@given(texts)
def test_clusters_cover_every_code_point_once(text: str) -> None:
    position = 7
    for cluster in clusters(text, offset=7):
        assert cluster.start == position
        assert cluster.end > cluster.start
        assert cluster.cells >= 1
        assert commands(cluster.text) == []
        position = cluster.end
    assert position == 7 + len(text)


def test_cells_are_counted_without_rich_as_with_it() -> None:
    known = [
        c for c in map(chr, range(0x20, 0x20000)) if unicodedata.category(c) not in ("Cn", "Cs")
    ]
    assert [c for c in known if _by_wcwidth(_simple(c)) != cell_len(_simple(c))] == []


@given(texts)
def test_the_cells_of_clusters_are_those_that_the_screen_is_cut_by(text: str) -> None:
    found = list(clusters(text))
    assert [cell_len(c.text) for c in found] == [c.cells for c in found]
    assert cell_len("".join(c.text for c in found)) == sum(c.cells for c in found)


@given(st.text(st.characters(max_codepoint=0x2FFF), max_size=40))
def test_plain_text_takes_one_cell_for_each_code_point(text: str) -> None:
    if is_plain(text):
        assert [c.cells for c in clusters(text)] == [1] * len(text)
        assert "".join(c.text for c in clusters(text)) == text


def test_what_stands_by_itself_does_so_beside_everything_else_that_does() -> None:
    from wcwidth import iter_graphemes

    even = [chr(code) for code in range(0x10000) if is_even(chr(code))]
    assert len(even) > 30_000
    assert [cell_len(c) for c in even] == [even_cells(c) for c in even]
    assert all(c.isprintable() for c in even if c != "\u00a0")
    for text in ("".join(even), "".join(reversed(even)), "".join(2 * c for c in even)):
        assert len(list(iter_graphemes(text))) == len(text)


@pytest.mark.parametrize(
    ("text", "printed", "cells"),
    [
        ("\u6f22", "\u6f22", 2),
        (FAMILY, "\U0001f468", 2),
        (FLAG, "GB", 2),
        ("\U0001f1ec", "G", 1),
        ("\u2764\ufe0f", "\u2764", 1),
        ("1\ufe0f\u20e3", "1", 1),
        ("\U0001f44d\U0001f3fd", "\U0001f44d", 2),
        ("e\u0301", "e\u0301", 1),
        ("\u0301", "\u25cc\u0301", 1),
        ("z" + "\u0336" * 40, "z" + "\u0336" * 16, 1),
        ("\u0915\u094d\u0937\u093f", "\u0915\u094d\u0937\u093f", 2),
        ("\u1019\u102c", "\u1019\u102c", 1),
        ("\u0600\u0661", "\u0600\u0661", 2),
        ("\u3000", "  ", 2),
        ("\x1b", "\u241b", 1),
        ("\u202e", "\u21c4", 1),
        ("\U000e0041", "\ufffd", 1),
        ("\ud800", "\ufffd", 1),
        ("\u200ba", "a", 1),
        ("a\u200d", "a", 1),
        ("\u200b", " ", 1),
    ],
)
def test_uncertain_clusters_are_printed_in_a_form_that_terminals_agree_on(
    text: str, printed: str, cells: int
) -> None:
    (cluster,) = clusters(text)
    assert (cluster.text, cluster.cells) == (printed, cells)


@pytest.mark.parametrize("name", ["family", "thumb", "hindi", "tamil", "heart", "private"])
def test_of_some_clusters_terminals_may_think_otherwise(name: str) -> None:
    assert not all(is_sure(cluster.text) for cluster in clusters(PIECES[name]))


@pytest.mark.parametrize(
    "name", ["words", "chinese", "korean", "accent", "flag", "key", "arabic", "thai", "escape"]
)
def test_of_others_they_agree(name: str) -> None:
    assert all(is_sure(cluster.text) for cluster in clusters(PIECES[name]))


def test_words_hidden_in_tag_characters_are_seen() -> None:
    assert [c.text for c in clusters("a\U000e0041b")] == ["a", "\ufffd", "b"]
    assert one_line("a\U000e0041b") == "a\ufffdb"
    assert [c.text for c in clusters("\U0001f3f4\U000e0067\U000e007f")] == ["\U0001f3f4"]


def test_tabs_reach_to_the_next_stop() -> None:
    assert [c.cells for c in clusters("a\tb\t")] == [1, 3, 1, 3]
    assert [c.cells for c in clusters("abc\tb")] == [1, 1, 1, 1, 1]


def test_a_line_for_titles_has_no_breaks_and_nothing_invisible() -> None:
    assert one_line("a\n b\u200b\x1b]0;x\x07") == "a b\u241b]0;x\u2407"
    assert one_line(f"{FAMILY} \u2764\ufe0f") == "\U0001f468 \u2764"


def test_scripts_that_are_read_from_right_to_left_are_known() -> None:
    right_to_left = {name for name, text in PIECES.items() if runs_right_to_left(text)}
    assert right_to_left == {"arabic", "hebrew"}
