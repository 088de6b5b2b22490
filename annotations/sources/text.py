"""A text file as an article: decoded, its line ends made one kind, and nothing else changed."""

import codecs
import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from annotations.article import META_FIELDS, Article, Metadata, id_from_text
from annotations.errors import PostilError

_TITLE_LENGTH = 200
_SURROGATES = re.compile("[\ud800-\udfff]")


def regular(path: Path) -> os.stat_result:
    """The state of a regular file. Raises `PostilError` for anything else."""
    with telling(path):
        state = path.stat()
    if stat.S_ISDIR(state.st_mode):
        raise PostilError(f"{path} is a folder.", "Name a file, or open the folder itself.")
    # A pipe or device could make postil wait for ever.
    if not stat.S_ISREG(state.st_mode):
        raise PostilError(f"{path} is not a regular file.", "Save it to a file first.")
    return state


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file. Raises `PostilError` for anything else or unreadable."""
    regular(path)
    with telling(path):
        return path.read_bytes()


def decoded(data: bytes, name: str) -> str:
    """The text of UTF-8 bytes, without a byte order mark, with `\\n` at the end of lines.

    Raises `PostilError` where the bytes are not UTF-8 text.
    """
    refuse_utf_16(data, name)
    if b"\0" in data:
        raise PostilError(f"{name} is not a text file.", "Save it as plain text in UTF-8 first.")
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        place = error.start + len(data) - len(body)
        raise PostilError(
            f"{name} is not UTF-8: byte {place} does not fit.",
            "Convert it first, for example with iconv -f windows-1252 -t utf-8.",
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def refuse_utf_16(data: bytes, name: str) -> None:
    """Raise `PostilError` where the bytes say of themselves that they are UTF-16."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise PostilError(
            f"{name} is UTF-16, not UTF-8.", "Convert it first with iconv -f utf-16 -t utf-8."
        )


def first_line(text: str) -> str:
    """The first line with words, as a title of at most 200 code points."""
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return line[:_TITLE_LENGTH].rstrip()


def read_text(path: Path, fields: Mapping[str, str] | None = None) -> Article:
    """The article in a text file, with the metadata in `fields` where there is any.

    Raises `PostilError` where the file cannot be read, is not text or has no words.
    """
    text = decoded(read_bytes(path), str(path))
    if not text.strip():
        raise wordless(path)
    fields = fields or {}
    title = fields.get("title") or first_line(text)
    meta = Metadata(**{name: whole(fields.get(name) or "") or None for name in META_FIELDS})
    # The name of a file may be bytes that are no text, which nothing could save.
    origin = whole(str(path))
    return Article(fields.get("id") or id_from_text(title, text), title, text, meta, origin)


def wordless(path: Path) -> PostilError:
    """What to say of a file with nothing to read in it."""
    return PostilError(f"{path} has no words in it.", "Open a file with text.")


def whole(text: str) -> str:
    """`text` with halves of surrogate pairs, which no file can hold, replaced one for one."""
    return _SURROGATES.sub("\ufffd", text)


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn an error of the system into one for people."""
    try:
        yield
    except FileNotFoundError:
        raise PostilError(f"{path} does not exist.", "Check the name.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PostilError(f"{path} cannot be read: {reason}.", "Check your rights to it.") from None
