"""Valid files spoilt in every way that disks, networks and strangers spoil them; by a seed."""

import json
import random
from collections.abc import Callable
from typing import Any

TYPES: tuple[Any, ...] = (
    *(None, True, 0, -1, 1 << 62, 1 << 63, 1 << 70, 10**400, 1.5, 1e308, "", "x", "2031-13-45"),
    *([], {}, [[]], {"a": []}, ["x", 1], "\0", "\x1b]0;", "../../x", "é" * 3000),
)
_CUTS = (b"", b"\0", b"\xff", b"\r", b"\n", b"\xc3", b"\xef\xbb\xbf", b'"', b"<", b"[" * 12_000)


def mutant(data: bytes, seed: int, other: bytes = b"") -> bytes:
    """A valid file with one to four things done to it; `other` is what may be spliced into it."""
    dice = random.Random(seed)
    spoils = (_flip, _cut, _double, _put, _swap, _splice(other or data), _retyped, _retyped)
    for _ in range(dice.randint(1, 4)):
        data = dice.choice(spoils)(data, dice)
    return data


def _place(data: bytes, dice: random.Random) -> tuple[int, int]:
    start = dice.randint(0, len(data))
    return start, min(len(data), start + dice.choice((1, 3, 20, 300)))


def _flip(data: bytes, dice: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(dice.randint(1, 8) if data else 0):
        spoilt[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def _cut(data: bytes, dice: random.Random) -> bytes:
    start, end = _place(data, dice)
    return data[:start] + (data[end:] if dice.random() < 0.7 else b"")


def _double(data: bytes, dice: random.Random) -> bytes:
    start, end = _place(data, dice)
    return data[:start] + data[start:end] * dice.choice((2, 2, 50)) + data[end:]


def _put(data: bytes, dice: random.Random) -> bytes:
    start, end = _place(data, dice)
    return data[:start] + dice.choice(_CUTS) + data[dice.choice((start, end)) :]


def _swap(data: bytes, dice: random.Random) -> bytes:
    (a, b), (c, d) = sorted((_place(data, dice), _place(data, dice)))
    return data if b > c else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _splice(other: bytes) -> Callable[[bytes, random.Random], bytes]:
    def spliced(data: bytes, dice: random.Random) -> bytes:
        start, end = _place(other, dice)
        at = dice.randint(0, len(data))
        return data[:at] + other[start:end] + data[at:]

    return spliced


def _retyped(data: bytes, dice: random.Random) -> bytes:
    """One value of JSON, or of a line of it, in the place of another; other data is flipped."""
    lines = data.splitlines(keepends=True)
    whole = data[:1] == b"{" and lines[0].strip() == b"{"
    at = 0 if whole or not lines else dice.randrange(len(lines))
    try:
        value = json.loads(data if whole else lines[at])
    except (ValueError, IndexError, RecursionError):
        return _flip(data, dice)
    spoilt = json.dumps(_other(value, dice)).encode() + b"\n"
    return spoilt if whole else b"".join((*lines[:at], spoilt, *lines[at + 1 :]))


def _other(value: Any, dice: random.Random) -> Any:
    """A value with one somewhere in it of another type."""
    if isinstance(value, dict | list) and value and dice.random() < 0.85:
        keys = list(value) if isinstance(value, dict) else range(len(value))
        key = dice.choice(keys)
        value[key] = _other(value[key], dice)
        return value
    return dice.choice(TYPES)
