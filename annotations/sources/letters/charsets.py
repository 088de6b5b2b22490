"""The names of encodings, and which one bytes are in that declare none.

https://encoding.spec.whatwg.org/#names-and-labels, by webencodings; what is not there, by Python.
"""

import codecs
import re
import unicodedata

from annotations.expressions import late

_WIDER = {"gbk": "gb18030", "x-user-defined": "cp1252", "utf-16le": "utf-8", "utf-16be": "utf-8"}
"""A page that can say in ASCII that it is UTF-16 is not; GB 18030 has all that GBK has."""
_REPLACED = {"csiso2022kr": "iso2022-kr", "iso-2022-kr": "iso2022-kr", "hz-gb-2312": "hz"}
"""What browsers refuse for the harm that a script could do."""
_ALSO = {"euc_jp": ("euc_jis_2004",), "big5hkscs": ("cp950",), "iso2022_jp": ("iso2022_jp_ext",)}
"""Codecs that have what browsers see in an encoding and Python's own lacks."""
_NO_TEXT = ("utf-7", "punycode", "idna", "unicode-escape", "unicode_escape", "raw_unicode_escape")
_SHOWN = {
    "cp932": "shift_jis", "cp949": "euc-kr", "big5hkscs": "big5", "euc_jp": "euc-jp",
    "euc_jis_2004": "euc-jp", "iso2022_jp": "iso-2022-jp", "iso2022_jp_ext": "iso-2022-jp",
    "cp866": "ibm866", "cp950": "big5",
}  # fmt: skip


def charset(label: str | None) -> str | None:
    """The Python codec for an encoding that a page declares, `None` where it means nothing."""
    import webencodings

    plain = (label or "").strip("\t\n\f\r '\"").lower()
    found = webencodings.lookup(plain)
    if found is None or found.name == "replacement":
        return codec(_REPLACED.get(plain, plain)) if plain.isascii() else None
    name = _WIDER.get(found.name, found.codec_info.name)
    return codecs.lookup(name).name


def codec(name: str) -> str | None:
    """The Python codec of that name, if it is one for texts."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # Some codecs are no encodings.
    if not found._is_text_encoding or found.name in _NO_TEXT:
        return None
    return found.name


def asked(label: str) -> str | None:
    """The Python codec for an encoding that a person names: UTF-16 is possible there."""
    plain = label.strip().lower()
    return codec(plain) if plain.startswith(("utf-16", "utf-32", "utf16")) else charset(plain)


def with_others(name: str) -> tuple[str, ...]:
    """A codec, and those to try where it lacks a character."""
    return (name, *_ALSO.get(name, ()))


def shown(name: str) -> str:
    """What people call the encoding of a codec."""
    if name.startswith("cp125") or name == "cp874":
        return name.replace("cp", "windows-")
    if name.startswith("iso8859"):
        return name.replace("iso8859", "iso-8859")
    return _SHOWN.get(name, name)


_SURE = 0.13
"""Of 654 texts of 200 characters and more, chardet was right in each that it was surer of."""
_FEW = 6
_ENOUGH = 1 << 18
_BY_ESCAPES = {
    "iso2022_kr": re.compile(rb"\x1b\$\)C"),
    "iso2022_jp": re.compile(rb"\x1b(?:\$[@B]|\([IJ])"),
    "hz": re.compile(rb"~\{(?:[!-w][!-~])+~\}"),
}
_CONTROLS = late(rb"[\x01-\x08\x0e-\x1f]")
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_SIGNS = "¡¢£¤¥¦§©«¬®¯°±²³µ¶¹»¼½¾¿\u00d7÷ƒˆ\u02dc†‡•‰€™\u201a“„\u2039\u203a"
# A sign within a word, a capital behind a small letter, a word of accented letters only.
_ODD = late(f"[^\\W\\d_][{_SIGNS}][^\\W\\d_]|[a-zß-öø-ÿ][À-ÖØ-Þ]|[À-ÖØ-öø-ÿ]{{4}}")


def guess(data: bytes) -> str | None:
    """The codec that bytes are in, judging by their letters; `None` where that is unclear."""
    data = data[:_ENOUGH]
    high = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    western = _western(data)
    if western and (high < _FEW or high * 100 < len(data)):
        return "cp1252"
    from chardet import detect

    found = detect(data)
    name, sure = codec(found["encoding"] or ""), found["confidence"]
    return name if name and sure >= _SURE else "cp1252" if western else None


def wide(data: bytes) -> str | None:
    """Whether bytes with NULs are UTF-16 or UTF-32 without a mark, and which."""
    best, most = None, 0
    if _plain_but_for_nuls(data[:4096]):
        return None
    for name in _WIDE:
        width = 4 if "32" in name else 2
        if len(data) % width:
            continue
        try:
            text = data[: 4096 * width].decode(name)
        except UnicodeDecodeError:
            continue
        if any(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\t\n\r\f" for c in text):
            continue
        plain = sum(c in " \n" for c in text) + sum(c.isascii() for c in text)
        if plain > most:
            best, most = name, plain
    return best


def _plain_but_for_nuls(data: bytes) -> bool:
    """Whether bytes are ASCII with a NUL here and there."""
    return data.isascii() and data.count(0) * 4 < len(data) and not _CONTROLS.search(data)


def escaped(data: bytes) -> str | None:
    """The codec of seven-bit bytes with escapes to other letters, such as ISO-2022-JP and HZ."""
    return next((codec for codec, mark in _BY_ESCAPES.items() if mark.search(data)), None)


def _western(data: bytes) -> bool:
    """Whether accented letters and signs stand where windows-1252 has them."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return _ODD.search(text) is None
