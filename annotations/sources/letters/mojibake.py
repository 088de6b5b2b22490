"""Texts that were decoded wrongly before they came here: how to recognise and mend them."""

import re

from annotations.errors import UsageError
from annotations.expressions import late

# UTF-8 read as windows-1252: a lead byte's letter, then what continuation bytes became.
_SUSPECT = late(
    "[\u00c2-\u00f4]["
    "\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152"
    "\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
    "]{1,3}"
)
_SURE = ("\u00e2\u20ac", "\u00e2\u201a\u00ac", "\u00e2\u201e", "\u00e2\u2020", "\u00f0\u0178")
"""How dashes, quotation marks, the euro, arrows and emoji begin, and no words do."""
_AFTER_A_WORD = frozenset(
    "\u00a0\u00ab\u00ae\u00b0\u00bb\u2018\u2019\u201c\u201d\u2026\u2013\u2014\u2122\u203a"
)
"""What may stand behind a word: CAF\u00c9\u2019S, NESCAF\u00c9\u2122."""
_IN_A_WORD = frozenset("\u0152\u0153\u0160\u0161\u0178\u017d\u017e")
"""What may stand behind a capital in a word: V\u00dd\u017dIVA, \u00c1\u0161a."""
_SIGNS = late("(?<![^\\W\\d_])\u00c2[\u00a0\u00a3\u00a7\u00a9\u00ae]")
_LETTERS = late("[\u00c0-\u00ff]")
_MOST = 1000
_DIFFERENT = 3

# Bytes of windows-1252 read as Latin-1 are controls that no text has, but for the next line's.
_C1 = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_CONTROL = late("[\u0080\u0082-\u0084\u0086-\u008c\u008e\u0091-\u009c\u009e\u009f]")


def garbled(text: str) -> tuple[str, str] | None:
    """The first letter that was decoded wrongly, and what it should say, or `None`.

    UTF-8 read as windows-1252 is believed where it stands within a word or beside more of its
    kind; what may be a capital and a mark behind it, only where most accented letters are such.
    """
    if text.isascii():
        return None
    return _misread(text) or _controls(text)


def mended(text: str) -> str:
    """`text` with its encoding put right, and nothing else changed.

    Only ftfy's `fix_encoding`: its `fix_text` also straightens quotation marks, which are evidence.
    Raises `UsageError` where ftfy is needed and not installed.
    """
    if _SUSPECT.search(text):
        try:
            from ftfy import fix_encoding
        except ImportError:
            from annotations.extras import adding

            raise UsageError("Mending garbled letters needs ftfy.", adding("mend")) from None
        text = fix_encoding(text)
    return text.translate(_C1) if _CONTROL.search(text) else text


def _misread(text: str) -> tuple[str, str] | None:
    first = before = None
    different, letters, behind = set[str](), 0, -1
    for number, match in enumerate(_SUSPECT.finditer(text)):
        meant = _meant(match[0])
        if meant is not None:
            if before and match.start() == behind:
                return before
            before = match[0], meant
            if _within_a_word(text, match):
                return before
            first = first or before
            if not _AFTER_A_WORD.issuperset(match[0][1:]):
                different.add(match[0])
            letters += 1
            behind = match.end()
        if number > _MOST:
            break
    if sign := _SIGNS.search(text):
        return sign[0], sign[0][1]
    if len(different) >= _DIFFERENT and letters * 2 > len(_LETTERS.findall(text)):
        return first
    return None


def _within_a_word(text: str, match: re.Match[str]) -> bool:
    """Whether a suspect stands where no letter with a mark behind it does."""
    lead, trail = match[0][0], match[0][1:]
    if match[0].startswith(_SURE):
        return True
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    if not lead.isupper():
        return False
    natural = _AFTER_A_WORD.union(_IN_A_WORD).intersection(trail)
    return before.islower() or (after.isalpha() and not natural)


def _controls(text: str) -> tuple[str, str] | None:
    match = _CONTROL.search(text)
    return (f"\\x{ord(match[0]):02x}", _C1[ord(match[0])]) if match else None


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
