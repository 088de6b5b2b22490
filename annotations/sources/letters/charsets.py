"""The names of encodings: which one a label stands for, as browsers read it, and what it is called.

https://encoding.spec.whatwg.org/#names-and-labels, by webencodings; what is not there, by Python.
"""

import codecs

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
