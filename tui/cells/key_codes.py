"""Keys that come as numbers: the Kitty protocol's, and those of xterm's modifyOtherKeys.

Neither is asked for here, but another program may have left one on, or tmux be set to send it. The
numbers are those of https://sw.kovidgoyal.net/kitty/keyboard-protocol.
"""

import msgspec

from annotations.expressions import late
from tui.layouts import shifted

_CODE = late(
    r"\x1b\[(?P<code>\d{1,7})(?::(?P<upper>\d{0,7}))?(?::(?P<base>\d{0,7}))?"
    r"(?:;(?P<held>\d{0,3})(?::(?P<event>\d?))?(?:;(?P<text>[\d:]*))?)?(?P<end>[u~A-FHPQS])"
)
_XTERM = late(r"\x1b\[27;(?P<held>\d{1,3});(?P<code>\d{1,7})~")

_SHIFT, _ALT, _CAPS, _NUM = 1, 2, 64, 128
_RELEASED = "3"
_NAMED = {"8": 127, "9": 9, "13": 13, "27": 27, "127": 127}  # backspace, tab, enter, escape
_UNPRINTED = range(57344, 63744)  # in Unicode's area for private use; names of keys
_WITH_TILDE = (*range(1, 9), *range(11, 16), *range(17, 22), 23, 24, 200, 201)


class KeyCode(msgspec.Struct, frozen=True):
    """A key: the characters that it types, or else its sequence as older terminals write it.

    Without either it is to be passed over, as where a key is let go. `place` is what the same key
    types on a US keyboard, where the terminal says so.
    """

    characters: str = ""
    sequence: str = ""
    place: str = ""


def key_code(sequence: str) -> KeyCode | None:
    """What a sequence says of a key; nothing where it is no key's."""
    match = _XTERM.fullmatch(sequence) or _CODE.fullmatch(sequence)
    if match is None:
        return None
    found = {name: value or "" for name, value in match.groupdict().items()}
    if found.get("event") == _RELEASED:
        return KeyCode()
    said = max(0, int(found["held"] or 1) - 1)
    held = said & ~(_CAPS | _NUM)
    end = found.get("end", "u")
    if end != "u":
        return KeyCode(sequence=_former(int(found["code"]), held, end))
    text = _characters(found.get("text", ""))
    if text and (held & _ALT or not held & ~_SHIFT):  # with ctrl and alt, it is AltGr
        return KeyCode(text, place=_place(found, held))
    return _by_number(found, held, bool(held & _SHIFT) != bool(said & _CAPS))


def _by_number(found: dict[str, str], held: int, is_upper: bool) -> KeyCode:
    """A key of which only its number is known."""
    if named := _NAMED.get(found["code"]):
        # Older terminals send shift with none of them but tab.
        return KeyCode(sequence=_numbered(named, held if held != _SHIFT or named == 9 else 0))
    if int(found["code"]) in _UNPRINTED:
        return KeyCode(sequence=_numbered(int(found["code"]), held))
    letter, place = _characters(found["code"]), _place(found, 0)
    if held & ~_SHIFT:
        plain = place if place and not letter.isascii() else letter
        return KeyCode(sequence=_numbered(ord(plain), held)) if plain else KeyCode()
    upper = _characters(found.get("upper", "")) or letter.upper()
    return KeyCode(upper if is_upper else letter, place=_place(found, held))


def _former(code: int, held: int, end: str) -> str:
    """A key that always had a sequence, without what the protocol adds to it."""
    if end == "~":
        known = code in _WITH_TILDE
    else:
        known = code == 1 or (code in range(2, 9) and not held)
        code, held = 1, held or code - 1  # `CSI 5 A`, as before `CSI 1 ; 5 A`
    return f"\x1b[{code}{f';{held + 1}' if held else ''}{end}" if known else ""


def _numbered(code: int, held: int) -> str:
    return f"\x1b[{code}{f';{held + 1}' if held else ''}u"


def _characters(numbers: str) -> str:
    """The characters with these numbers, but for controls and what is no character."""
    points = (int(one) for one in numbers.split(":") if 0 < len(one) <= 7)
    return "".join(chr(p) for p in points if p <= 0x10FFFF and chr(p).isprintable())


def _place(found: dict[str, str], held: int) -> str:
    base = _characters(found.get("base", ""))
    return shifted(base) if held & _SHIFT else base if base.isascii() else ""
