"""Words as XML can hold them, and documents as bytes."""

import re
from pathlib import Path
from xml.etree import ElementTree as Xml

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that XML 1.0 has no way to write (its production 2)."""
REPLACED = "\ufffd"


def allowed(words: str) -> str:
    """The words, with what XML forbids as \ufffd."""
    return FORBIDDEN.sub(REPLACED, words)


def with_line_feeds(text: str) -> str:
    """A text of the same length with one sign at the end of each line."""
    return text.replace("\r\n", " \n").replace("\r", "\n")


def save(root: Xml.Element, file: Path) -> None:
    """Write a document."""
    data = Xml.tostring(root, encoding="UTF-8", xml_declaration=True)
    file.write_bytes(bytes(data) + b"\n")
