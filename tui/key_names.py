"""The names of keys: those that settings may have, and how people read them."""

import difflib

from annotations.errors import UsageError

_HELD = {"ctrl", "shift", "alt", "super"}
_NAMED = (
    *"escape enter tab space backspace delete insert home end pageup pagedown".split(),
    *"up down left right".split(),
    *(f"f{number}" for number in range(1, 25)),
)
IN_A_ROW = " "  # between two keys that do something when typed one right after the other


def check_key(key: str) -> None:
    """Raise `UsageError` for a key, or two in a row, that no terminal sends under that name."""
    if IN_A_ROW in key[1:-1]:
        for one in key.split(IN_A_ROW, 1):
            check_key(one)
        return
    *held, last = key.split("+") if len(key) > 1 else [key]
    is_known = len(last) == 1 or last in _NAMED
    if not (is_known and _HELD.issuperset(held)):
        known = [f"{one}+{last}" for one in _HELD] if held and is_known else _NAMED
        near = difflib.get_close_matches(key, known, 1)
        hint = f"Did you mean {near[0]}?" if near else "Write signs as they are: / or ctrl+u."
        raise UsageError(f"There is no key {key!r}.", hint)


def shown(key: str) -> str:
    """A key's name, or that of two in a row, as people read it."""
    if IN_A_ROW in key[1:-1]:
        first, second = (shown(one) for one in key.split(IN_A_ROW, 1))
        return f"{first} twice" if first == second else f"{first} then {second}"
    signs = {"left": "\u2190", "right": "\u2192", "up": "\u2191", "down": "\u2193"}
    names = {"escape": "esc", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End"}
    *held, last = key.split("+") if len(key) > 1 else [key]
    return "+".join([*held, signs.get(last) or names.get(last, last)])
