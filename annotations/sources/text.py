"""A text file as an article: decoded, its line ends made one kind, and nothing else changed."""

import stat
from collections.abc import Mapping
from pathlib import Path

from annotations.article import META_FIELDS, Article, Metadata, id_from_text
from annotations.errors import PostilError

_TITLE_LENGTH = 200


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file. Raises `PostilError` for anything else or unreadable."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise PostilError(f"{path} is a folder.", "Name a file, or open the folder itself.")
        # A pipe or device could make postil wait for ever.
        if not stat.S_ISREG(mode):
            raise PostilError(f"{path} is not a regular file.", "Save it to a file first.")
        return path.read_bytes()
    except FileNotFoundError:
        raise PostilError(f"{path} does not exist.", "Check the name.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PostilError(f"{path} cannot be read: {reason}.", "Check your rights to it.") from None


def decoded(data: bytes, name: str) -> str:
    """The text of UTF-8 bytes, without a byte order mark, with `\\n` at the end of lines.

    Raises `PostilError` where the bytes are not UTF-8 text.
    """
    if b"\0" in data[:4096]:
        raise PostilError(f"{name} is not a text file.", "Save it as plain text in UTF-8 first.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PostilError(
            f"{name} is not UTF-8: byte {error.start} does not fit.", "Convert it to UTF-8 first."
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def first_line(text: str) -> str:
    """The first line with words, as a title."""
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return line[:_TITLE_LENGTH]


def read_text(path: Path, fields: Mapping[str, str] | None = None) -> Article:
    """The article in a text file, with the metadata in `fields` where there is any."""
    text = decoded(read_bytes(path), str(path))
    if not text.strip():
        raise PostilError(f"{path} has no words in it.", "Open a file with text.")
    fields = fields or {}
    title = fields.get("title") or first_line(text)
    meta = Metadata(**{name: fields.get(name) or None for name in META_FIELDS})
    return Article(fields.get("id") or id_from_text(title, text), title, text, meta, str(path))
