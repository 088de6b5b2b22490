"""No bytes from a terminal end what reads them, and each key is itself wherever a read ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import constants, events

from tests.tui.cells.typed import keys, named, split
from tui.cells.incoming import Incoming
from tui.textual_parts import CellParser

KNOWN: dict[bytes, list[str]] = {
    b"a": ["a"],
    b"{": ["{"],
    b"\x11": ["ctrl+q"],
    b"\x03": ["ctrl+c"],
    b"\r": ["enter"],
    b"\t": ["tab"],
    b"\x7f": ["backspace"],
    "ф".encode(): ["ф"],
    "日本".encode(): ["日", "本"],
    "e\u0301".encode(): ["e", "\u0301"],
    "\U0001f469\u200d\U0001f680".encode(): ["\U0001f469", "zero_width_joiner", "\U0001f680"],
    b"\x1b[A": ["up"],
    b"\x1bOB": ["down"],
    b"\x1b[1;5C": ["ctrl+right"],
    b"\x1b[1;2D": ["shift+left"],
    b"\x1b[Z": ["shift+tab"],
    b"\x1b[5~": ["pageup"],
    b"\x1b[3~": ["delete"],
    b"\x1b[H": ["home"],
    b"\x1bOF": ["end"],
    b"\x1b[1;5H": ["ctrl+home"],
    b"\x1b[7^": ["ctrl+home"],
    b"\x1b[8^": ["ctrl+end"],
    b"\x1bOa": ["ctrl+up"],
    b"\x1bOb": ["ctrl+down"],
    b"\x1b[a": ["shift+up"],
    b"\x1b[[A": ["f1"],
    b"\x1bOP": ["f1"],
    b"\x1bOM": ["enter"],
    # Terminal.app's option and arrow.
    b"\x1bb": ["ctrl+left"],
    b"\x1bf": ["ctrl+right"],
    b"\x1b\x7f": ["ctrl+w"],
    b"\x1b[1092:1060:97;2;1060u": ["Ф at A"],
    b"\x1b[97;1:3u": [],
    b"\x1b[27;5;113~": ["ctrl+q"],
    b"\x1b[I": ["AppFocus"],
    b"\x1b[O": ["AppBlur"],
    b"\x1b[<0;5;5M": ["MouseDown"],
    b"\x1b[M !!": [],
    b"\x1b[?2026;2$y": ["TerminalSupportsSynchronizedOutput"],
    b"\x1b[200~said\nq\x1b[A\x1b[201~": ["paste said\nq[A"],
    # Answers to what nobody asked.
    b"\x1b[?1;2c": [],
    b"\x1b[>41;354;0c": [],
    b"\x1b[?7u": [],
    b"\x1b[0n": [],
    b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\": [],
    b"\x1b]52;c;YWRwcQ==\x07": [],
    b"\x1bP>|Quillterm(3.5)\x1b\\": [],
    b"\x1bP1$r0 q\x1b\\": [],
    b"\x1b_Gi=31;OK\x1b\\": [],
    b"\x1b[8;24;80t": [],
    b"\x1b[48;24;80;384;640t": ["Resize"],
    b"\x1b[48;0;0;0;0t": [],
    b"\x1b[48;99999;99999;9;9t": [],
    b"\x1b[1;1:9:3;4;5;6;7u": [],
    b"\x1b[99999999999999999999999999999999999999u": [],
    b"\x1b[<5;-5;99999999M": [],
}


@pytest.mark.parametrize("sent", KNOWN)
def test_what_is_known_is_itself_split_anywhere(sent: bytes) -> None:
    for place in range(len(sent)):
        assert keys(*split(sent, [place]), b"x") == [*KNOWN[sent], "x"], place


@given(st.lists(st.sampled_from(list(KNOWN)), max_size=12), st.sets(st.integers(1, 200)))
def test_what_is_known_is_itself_in_any_row_and_split_anywhere(
    sent: list[bytes], places: set[int]
) -> None:
    expected = [key for one in sent for key in KNOWN[one]]
    assert keys(*split(b"".join(sent), places)) == expected


PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(list(KNOWN)),
    st.sampled_from([b"\x1b", b"\x1b[", b"\x1bO", b"\x1b]", b"\x1bP", b"\x1b[200~", b"\x1b[201~"]),
    st.text(st.sampled_from("0123456789;:<>?$ ~uAMRtyIOPq\x1b[\\"), max_size=12).map(str.encode),
    st.from_regex(r"\A\x1b\[[0-9:;<>?]{0,40}[@-~]\Z").map(str.encode),
)


@given(st.lists(PIECES, max_size=12), st.sets(st.integers(1, 200)), st.sets(st.integers(0, 12)))
def test_no_bytes_end_it_and_after_a_while_all_keys_are_themselves(
    sent: list[bytes], places: set[int], silent: set[int]
) -> None:
    incoming = Incoming(CellParser)
    for number, read in enumerate(split(b"".join(sent), places)):
        for _ in incoming.read(read):
            pass
        if number in silent:
            list(incoming.late())
    list(incoming.late())
    list(incoming.read(b"\x1b"))  # which leaves a paste that never ended
    list(incoming.late())
    assert [named(one) for one in incoming.read(b"q\x1b[A")] == ["q", "up"]


def test_a_character_that_does_something_with_alt_is_a_key_with_it() -> None:
    assert keys(b"\x1ba\x1bb", alt="ab") == ["alt+a", "alt+b"]
    assert keys(b"\x1ba") == ["escape", "a"]


def test_with_numbers_turned_off_for_textual_no_key_is_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", True)
    sent = b"\x1b[1;5D\x1b[1;3D\x1b[113;5u\x1b[1;2:1A\x1b[97;;97u\x1b[3~"
    assert keys(sent) == ["ctrl+left", "shift+up", "a", "delete"]


def test_bytes_that_are_no_character_take_no_other_with_them() -> None:
    assert keys(b"\xff\xc3", b"a\xe6\x97", b"\xa5") == ["\ufffd", "\ufffd", "a", "日"]


@pytest.mark.parametrize("told", ["", "48;24;80;480;1280", "48;40:0;132:0;0;0", "48;0;0;0;0"])
def test_one_points_at_a_cell_whatever_the_terminal_says_of_its_pixels(told: str) -> None:
    sequences = (f"\x1b[{told}t" if told else "") + "\x1b[<0;31;7M\x1b[<0;31;7m\x1b[<64;2;9M"
    incoming = Incoming(CellParser).read(sequences.encode())
    pointed = [e for e in incoming if isinstance(e, events.MouseEvent)]
    assert [(type(event), event.x, event.y) for event in pointed] == [
        (events.MouseDown, 30, 6),
        (events.MouseUp, 30, 6),
        (events.MouseScrollUp, 1, 8),
    ]
