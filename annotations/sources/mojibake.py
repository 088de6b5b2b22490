"""Texts that were decoded wrongly before they came here: how to tell, and how to mend them."""

import re

from annotations.errors import UsageError
from annotations.extras import adding

# UTF-8 read as windows-1252: a lead byte's letter, then what continuation bytes became.
_SUSPECT = (
    "[\u00c2-\u00f4]["
    "\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152"
    "\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
    "]{1,3}"
)
_MOST = 1000


def garbled(text: str) -> tuple[str, str] | None:
    """The first place where UTF-8 was read as windows-1252, and what it should say, or `None`."""
    if text.isascii():
        return None
    for number, match in enumerate(re.finditer(_SUSPECT, text)):
        meant = _meant(match[0])
        if meant is not None:
            return match[0], meant
        if number > _MOST:
            break
    return None


def mended(text: str) -> str:
    """`text` with its encoding put right, and nothing else changed.

    Only ftfy's `fix_encoding`: its `fix_text` also straightens quotation marks, which are evidence.
    Raises `UsageError` where ftfy is not installed.
    """
    try:
        from ftfy import fix_encoding
    except ImportError:
        raise UsageError("Mending garbled letters needs ftfy.", adding("mend")) from None
    return fix_encoding(text)


def _meant(found: str) -> str | None:
    raw = bytearray()
    for letter in found:
        try:
            raw += letter.encode("cp1252")
        except UnicodeEncodeError:
            if ord(letter) > 0xFF:
                return None
            raw.append(ord(letter))
    for length in range(len(raw), 1, -1):
        try:
            meant = raw[:length].decode()
        except UnicodeDecodeError:
            continue
        return meant if len(meant) == 1 and (meant.isalpha() or ord(meant) > 0x1FFF) else None
    return None
