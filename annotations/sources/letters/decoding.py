"""Bytes to text: by their mark, else UTF-8, else the declared charset, else by their letters."""

import codecs
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from msgspec import Struct

from annotations.errors import PostilError
from annotations.expressions import late
from annotations.sources.letters.charsets import charset, shown, with_others
from annotations.sources.source import MEGABYTE, Derived, Source, beginning, read_whole

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = late(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# U+0080 to U+009F are no letters, and what the bytes of other encodings often happen to be.
_BEYOND_ASCII = late("[^\x00-\x9f]")
_LOST = late("[\udc00-\udcff]")
_KEEPING = "postil-keeping"
_SURROGATES = late("[\ud800-\udfff]")
_NO_TEXTS = (".pdf", ".docx", ".mht", ".mhtml")
_MOST = 1024 * MEGABYTE

Parts = Callable[[], Iterable[bytes]]
"""The bytes of a file, in parts that can be held in memory, from the beginning at each call."""

_WHOLE = 1 << 23
"""So many bytes of a table are looked at for the encoding that their letters speak for."""
_HINT = "Give the encoding, such as --encoding windows-1251, or save the file as UTF-8."


class Decoded(Struct, frozen=True):
    """A text and how it was decoded; `note` is what to say about that, if anything."""

    text: str
    encoding: str
    note: str = ""


class Encoding(Struct, frozen=True):
    """How bytes are to be read: a codec, the length of the mark before them, and why so.

    `broken` bytes, the first of them at `place`, do not fit and are shown as U+FFFD.
    """

    codec: str
    mark: int = 0
    why: str = ""
    broken: int = 0
    place: str = ""

    def note_on(self, name: str) -> str:
        """What to say of it, if anything."""
        read = f"{name} was read as {shown(self.codec)}, {self.why}." if self.why else ""
        if not self.broken:
            return read
        what = (
            f"1 byte of {name} is" if self.broken == 1 else f"{self.broken:,} bytes of {name} are"
        )
        place = f"in {self.place}" if self.broken == 1 else f"the first in {self.place}"
        bad = f"{what} not {shown(self.codec)} ({place}), and shown as \ufffd."
        return f"{read} {bad}".strip()


class _Fit(Struct, frozen=True):
    """How well bytes fit a codec: characters beyond ASCII, bytes that do not fit, all characters.

    `place` is the line of the first byte that does not fit, and where in it.
    """

    letters: int
    broken: int
    size: int
    place: str


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """The text of bytes, without a byte order mark, with `\\n` at the end of lines.

    Raises `PostilError` where they are no text.
    """
    found = encoding_of(lambda: [data], data[:_WHOLE], name, declared)
    text = data[found.mark :].decode(found.codec, _KEEPING)
    if found.broken:
        text = _LOST.sub("\ufffd", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise no_text(name)
    return Decoded(text, found.codec, found.note_on(name))


def encoding_of(parts: Parts, head: bytes, name: str, declared: str | None = None) -> Encoding:
    """How a file is to be read, of which `head` are the first bytes.

    Raises `PostilError` where it is no text, or nothing tells of which encoding.
    """
    if mark := marked(head):
        return _with_mark(parts, mark, name)
    if b"\0" in head:
        from annotations.sources.letters.charsets import wide

        if codec := wide(head):
            return Encoding(codec, 0, "judging by its zero bytes")
        if head.count(0) * 100 > len(head):
            raise no_text(name)
    if _is_utf_8(parts):
        return _in_seven_bits(head) if head.isascii() else Encoding("utf-8")
    plain = _fit(parts, "utf-8")
    said = charset(declared)
    if plain.letters > plain.broken - (said == "utf-8"):
        return Encoding("utf-8", 0, "", plain.broken, plain.place)
    if len(_CONTROLS.findall(head[:65536])) * 100 > len(head[:65536]):
        raise no_text(name)
    for codec, why in _others(head, said, declared):
        fit = _fit(parts, codec)
        if fit.broken * 50 <= fit.letters:
            return Encoding(codec, 0, why, fit.broken, fit.place)
    what = f"{name} is not UTF-8 (see {plain.place}), and its encoding could not be guessed."
    raise PostilError(what, _HINT)


def marked(data: bytes) -> tuple[str, int] | None:
    """The encoding that a byte order mark names, and the mark's length; `None` without one."""
    return next(((name, len(mark)) for mark, name in _MARKS if data.startswith(mark)), None)


def recoded(source: Source, codec: str) -> Source:
    """A source of text in a codec that was named, as UTF-8 behind its mark: nothing overrules it.

    Opening it raises `PostilError` where a byte does not fit, and names its line.
    """

    def opened(inner: Source) -> BinaryIO:
        data = read_whole(inner, _MOST)
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as error:
            line = data[: error.start].decode(codec, "replace").count("\n") + 1
            what = f"{inner.name} is not {shown(codec)}: a byte in line {line} does not fit."
            raise PostilError(what, "Give another encoding, or leave out --encoding.") from None
        return io.BytesIO(codecs.BOM_UTF8 + text.removeprefix("\ufeff").encode())

    return Derived(source, source.path, opened)


def is_text(source: Source) -> bool:
    """Whether a file is text, which an encoding can be named for."""
    if source.path.suffix.lower() in _NO_TEXTS:
        return False
    try:
        return not beginning(source, 5).startswith((b"%PDF-", b"PK\x03\x04"))
    except PostilError:
        # Whoever reads it tells of that.
        return False


def whole(text: str) -> str:
    """`text` with halves of surrogate pairs, which no file can hold, replaced one for one."""
    return _SURROGATES.sub("\ufffd", text)


def lost_in(*words: str | None) -> bool:
    """Whether a letter was lost in any of these, here or before."""
    return any("\ufffd" in one for one in words if one)


INCOMPLETE = "an incomplete letter is shown as U+FFFD"
"""What to say of it."""


def _with_mark(parts: Parts, mark: tuple[str, int], name: str) -> Encoding:
    codec, length = mark
    fit = _fit(parts, codec)
    if fit.broken * 20 > fit.size:
        what = f"{name} begins as {shown(codec)} but changes to something else in {fit.place}."
        raise PostilError(what, "Save it as plain text in UTF-8 first.")
    why = "" if codec == "utf-8" else "as its byte order mark says"
    return Encoding(codec, length, why, fit.broken, fit.place)


def _others(head: bytes, said: str | None, declared: str | None) -> Iterator[tuple[str, str]]:
    """The codecs to try for what is not UTF-8, and why."""
    if said and said != "utf-8":
        for codec in with_others(said):
            yield codec, "as it declares"
    from annotations.sources.letters.charsets import guess

    guessed = guess(head)
    if guessed:
        why = "because it is not UTF-8" + (
            f" or the {declared} that it declares" if declared else ""
        )
        why += ", and its letters look like it" if guessed != "cp1252" else ""
        yield guessed, f"{why}; to read it otherwise, use --encoding"


def _in_seven_bits(head: bytes) -> Encoding:
    """ASCII, or what writes other letters with escapes: ISO-2022-JP and its like."""
    if b"\x1b" not in head and b"~{" not in head:
        return Encoding("utf-8")
    from annotations.sources.letters.charsets import escaped

    if codec := escaped(head):
        for name in with_others(codec):
            if not _fit(lambda: [head], name).broken:
                return Encoding(name, 0, "judging by its escape sequences")
    return Encoding("utf-8")


def _is_utf_8(parts: Parts) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for part in chain(parts(), (b"",)):
            decoder.decode(part, not part)
    except UnicodeDecodeError:
        return False
    return True


def _fit(parts: Parts, codec: str) -> _Fit:
    decoder = codecs.getincrementaldecoder(codec)(_KEEPING)
    letters = broken = size = lines = begun = 0
    place = ""
    for part in chain(parts(), (b"",)):
        text = decoder.decode(part, not part)
        text = text if size else text.removeprefix("\ufeff")
        lost = _LOST.search(text)
        if lost and not broken:
            before = text[: lost.start()]
            column = len(before.rpartition("\n")[2]) + (0 if "\n" in before else begun)
            place = f"line {lines + before.count(chr(10)) + 1}, character {column + 1}"
        count = len(_LOST.findall(text)) if lost else 0
        broken += count
        size += len(text)
        letters += len(_BEYOND_ASCII.findall(text)) - count
        lines += text.count("\n")
        begun = len(text.rpartition("\n")[2]) + (0 if "\n" in text else begun)
    return _Fit(letters, broken, size, place)


def _kept(error: UnicodeError) -> tuple[str, int]:
    """Bytes that do not fit as code points that no text has, so that they can be counted."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) for byte in lost), error.end


codecs.register_error(_KEEPING, _kept)


def no_text(name: str) -> PostilError:
    """What to say of bytes that are no text."""
    return PostilError(f"{name} is not a text file.", "Save it as plain text in UTF-8 first.")
