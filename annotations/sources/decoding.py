"""Bytes to text: by their mark, else strict UTF-8, else the declared charset, else windows-1252."""

import codecs
import re
from dataclasses import dataclass

from annotations.errors import PostilError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers take these names for: https://encoding.spec.whatwg.org/#names-and-labels
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was told from bytes; `note` is what to say of that, if anything."""

    text: str
    encoding: str
    note: str = ""


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """The text of bytes, without a byte order mark, with `\\n` at the end of lines.

    Raises `PostilError` where they are no text.
    """
    encoding, skip = encoding_of(data, name, declared)
    text = data[skip:].decode(encoding)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or (encoding == "cp1252" and _binary(text)):
        raise no_text(name)
    return Decoded(text, encoding, note_on(name, encoding, declared))


def encoding_of(data: bytes, name: str, declared: str | None = None) -> tuple[str, int]:
    """The encoding of bytes and the length of their byte order mark.

    Raises `PostilError` where there is none in which all of them are characters.
    """
    if found := marked(data):
        encoding, skip = found
        if error := _misfit(data[skip:], encoding):
            raise _broken(name, encoding, error.start + skip)
        return found
    if b"\0" in data:
        raise no_text(name)
    broken = _misfit(data, "utf-8")
    if broken is None:
        return "utf-8", 0
    said = charset(declared)
    if said == "utf-8" or _mostly_utf_8(data):
        raise _broken(name, "utf-8", broken.start)
    for encoding in filter(None, (said, "cp1252")):
        if _misfit(data, encoding) is None:
            return encoding, 0
    raise PostilError(
        f"{name} is neither UTF-8 nor windows-1252 text: byte {broken.start} does not fit.",
        "Save it as plain text in UTF-8 first, for example with iconv.",
    )


def marked(data: bytes) -> tuple[str, int] | None:
    """The encoding that a byte order mark names, and the mark's length; `None` without one."""
    return next(((name, len(mark)) for mark, name in _MARKS if data.startswith(mark)), None)


def charset(declared: str | None) -> str | None:
    """The encoding that a charset's name stands for, if it is one that a page can be in."""
    try:
        found = codecs.lookup((declared or "").strip().strip("'\""))
    except (LookupError, ValueError):
        return None
    # A page that can say so in ASCII is in neither of these, and some codecs are no encodings.
    if found.name.startswith(("utf-16", "utf-32")) or not found._is_text_encoding:
        return None
    return _MEANT.get(found.name, found.name)


def note_on(name: str, encoding: str, declared: str | None) -> str:
    """What to say of an encoding other than UTF-8."""
    if encoding == "utf-8":
        return ""
    shown = {"cp1252": "windows-1252"}.get(encoding, encoding)
    if encoding.startswith(("utf-16", "utf-32")):
        why = "as its byte order mark says"
    elif charset(declared) == encoding:
        why = "as it declares"
    else:
        why = "for it is not UTF-8" + (f", nor the {declared} it declares" if declared else "")
    return f"{name} was read as {shown}, {why}."


def _misfit(data: bytes, encoding: str) -> UnicodeDecodeError | None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error
    return None


def _mostly_utf_8(data: bytes) -> bool:
    """Whether bytes are UTF-8 with a few broken ones: read as anything else all would be wrong."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return len(re.findall("[^\x00-\x7f\ufffd]", text)) > broken


def _binary(text: str) -> bool:
    controls = len(_CONTROLS.findall(text[:65536]))
    return controls * 100 > min(len(text), 65536)


def no_text(name: str) -> PostilError:
    """What to say of bytes that are no text."""
    return PostilError(f"{name} is not a text file.", "Save it as plain text in UTF-8 first.")


def _broken(name: str, encoding: str, place: int) -> PostilError:
    shown = encoding.upper().removesuffix("-LE").removesuffix("-BE")
    return PostilError(
        f"{name} is {shown} with a mistake in it: byte {place} does not fit.",
        "Mend it first, or take out what does not fit with iconv -c.",
    )
