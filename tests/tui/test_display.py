"""What is printed is harmless, and every code point belongs to one cluster."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.display import clusters, harmless, is_plain, one_line

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAG = "\U0001f1ec\U0001f1e7"
ODD = ["\t", "\u2014", "\u6f22", "e\u0301", "\u0301", "\u200b", "\u200d", "\x1b", "\x9b", FAMILY]
ODD += [FLAG, "\u2764\ufe0f", "1\ufe0f\u20e3", "\U0001f44d\U0001f3fd", "\u0915\u094d\u0937\u093f"]
ODD += ["\u202e", "\u0634", "\U000e0041", "\ufeff", "\x85"]
texts = st.one_of(
    st.lists(st.sampled_from(["a", "word", " ", *ODD]), max_size=30).map("".join),
    st.text(max_size=40),
)


@given(texts)
def test_harmless_text_commands_no_terminal_and_keeps_its_length(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(texts)
def test_clusters_cover_every_code_point_once(text: str) -> None:
    position = 7
    for cluster in clusters(text, offset=7):
        assert cluster.start == position
        assert cluster.end > cluster.start
        assert cluster.cells >= 1
        assert harmless(cluster.text) == cluster.text
        position = cluster.end
    assert position == 7 + len(text)


@given(st.text(st.characters(max_codepoint=0x2FF), max_size=40))
def test_plain_text_takes_one_cell_for_each_code_point(text: str) -> None:
    if is_plain(text):
        assert [c.cells for c in clusters(text)] == [1] * len(text)
        assert "".join(c.text for c in clusters(text)) == text


@pytest.mark.parametrize(
    ("text", "printed", "cells"),
    [
        ("\u6f22", "\u6f22", 2),
        (FAMILY, "\U0001f468", 2),
        (FLAG, "GB", 2),
        ("\u2764\ufe0f", "\u2764", 1),
        ("1\ufe0f\u20e3", "1", 1),
        ("e\u0301", "e\u0301", 1),
        ("\x1b", "\u241b", 1),
        ("\u202e", "\u21c4", 1),
        ("\U000e0041", "\ufffd", 1),
    ],
)
def test_uncertain_clusters_are_printed_in_a_form_that_terminals_agree_on(
    text: str, printed: str, cells: int
) -> None:
    (cluster,) = clusters(text)
    assert (cluster.text, cluster.cells) == (printed, cells)


def test_tabs_reach_to_the_next_stop() -> None:
    assert [c.cells for c in clusters("a\tb\t")] == [1, 3, 1, 3]


def test_a_line_for_titles_has_no_breaks_and_nothing_invisible() -> None:
    assert one_line("a\n b\u200b\x1b]0;x\x07") == "a b\u241b]0;x\u2407"
