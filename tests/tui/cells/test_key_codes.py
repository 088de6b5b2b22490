"""Keys as numbers, of the Kitty protocol and of xterm, are the keys that they were before."""

import pytest

from tests.tui.cells.typed import keys


@pytest.mark.parametrize(
    ("sequence", "typed"),
    [
        # Letters, with what is shown by itself, what shift makes of it, and where it is.
        ("97u", ["a"]),
        ("97;;97u", ["a"]),
        ("97;2u", ["A"]),
        ("97:65;2u", ["A"]),
        ("97;2;65u", ["A"]),
        ("97;65u", ["A"]),
        ("97;66u", ["a"]),
        ("49:33;2u", ["!"]),
        ("32u", ["space"]),
        ("1092;;1092u", ["ф"]),
        ("1092::97;;1092u", ["ф at a"]),
        ("1092:1060:97;2;1060u", ["Ф at A"]),
        ("1093:1061:91;2;1061u", ["Х at {"]),
        ("1092::97u", ["ф at a"]),
        ("0;;26085:26412u", ["日", "本"]),
        (f"0;;{':'.join(['26085'] * 30)}u", ["日"] * 30),
        ("108;3;64u", ["@"]),
        ("57400;129;49u", ["1"]),
        # With ctrl and the like there is no letter.
        ("113;5u", ["ctrl+q"]),
        ("113;133u", ["ctrl+q"]),
        ("113;5;113u", ["ctrl+q"]),
        ("113;7;64u", ["@"]),
        ("1081;5u", ["ctrl+й"]),
        ("1081::113;5u", ["ctrl+q"]),
        ("97;3u", ["alt+a"]),
        ("97;9u", ["super+a"]),
        ("27;5;113~", ["ctrl+q"]),
        ("27;2;33~", ["!"]),
        # Keys that print nothing.
        ("13u", ["enter"]),
        ("13;2u", ["enter"]),
        ("9;2u", ["shift+tab"]),
        ("27u", ["escape"]),
        ("127u", ["backspace"]),
        ("57414u", ["enter"]),
        ("1;2A", ["shift+up"]),
        ("1;1:1A", ["up"]),
        ("1;5:2D", ["ctrl+left"]),
        ("1;129B", ["down"]),
        ("5A", ["ctrl+up"]),
        ("1;3D", ["alt+left"]),
        ("3;1:1~", ["delete"]),
        # What is let go, and what is no key.
        ("97;1:3u", []),
        ("1;1:3A", []),
        ("3;5:3~", []),
        ("97~", []),
        ("25~", []),
        ("97P", []),
        ("55296u", []),
        ("9999999u", []),
        ("99999999999u", []),
        ("1114112;;1114112u", []),
        ("97:65:97:1u", []),
        ("97;;:7u", ["a"]),
        ("1:2A", ["up"]),
        ("57441;2u", ["left_shift"]),
    ],
)
def test_a_number_is_the_key_it_stands_for(sequence: str, typed: list[str]) -> None:
    assert keys(f"\x1b[{sequence}".encode()) == typed
