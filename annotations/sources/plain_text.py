"""A text file: decoded, its line ends made one kind, and nothing else changed."""

from annotations.sources.found import Found
from annotations.sources.letters.decoding import decode


def read(data: bytes, name: str) -> Found:
    """The text as it is. Raises `PostilError` where the bytes are no text."""
    decoded = decode(data, name)
    return Found(decoded.text, {}, tuple(filter(None, [decoded.note])), as_is=True)
