"""Files of text, kept as they are; the front matter of Markdown is taken off as metadata."""

import re

from annotations.article import META_FIELDS
from annotations.sources.found import Found
from annotations.sources.front_matter import parted
from annotations.sources.letters.decoding import decode

_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE)


def read(data: bytes, name: str) -> Found:
    """A text as it is, its line ends made one kind. Raises `PostilError` where it is none."""
    decoded = decode(data, name)
    return Found(decoded.text, {}, tuple(filter(None, [decoded.note])), as_is=True)


def read_markdown(data: bytes, name: str) -> Found:
    """The text behind the front matter. Raises `PostilError` where the bytes are no text."""
    decoded = decode(data, name)
    matter, text, note = parted(decoded.text, name)
    fields = {k: v for k, v in matter.items() if k in ("id", "title", *META_FIELDS)}
    if "title" not in fields and (heading := _HEADING.match(text.lstrip())):
        fields["title"] = heading[1].strip()
    notes = tuple(filter(None, (decoded.note, note)))
    return Found(text, fields, notes, as_is=text == decoded.text)
