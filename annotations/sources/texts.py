"""Files of text, kept as they are; the front matter of Markdown is taken off as metadata."""

import re

from annotations.article import META_FIELDS
from annotations.sources.found import Found
from annotations.sources.letters.decoding import decode
from annotations.sources.source import FRONT_MATTER

_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE)
_ENTRY = re.compile(r"^([A-Za-z][\w -]*):(?:[ \t]+(.*)|[ \t]*)$")
_ALSO = {
    "date": "published",
    "lang": "language",
    "authors": "author",
    "publisher": "source",
    "link": "url",
    "canonical": "url",
    "event": "group",
}


def read(data: bytes, name: str) -> Found:
    """A text as it is, its line ends made one kind. Raises `PostilError` where it is none."""
    decoded = decode(data, name)
    return Found(decoded.text, {}, tuple(filter(None, [decoded.note])), as_is=True)


def read_markdown(data: bytes, name: str) -> Found:
    """The text behind the front matter. Raises `PostilError` where the bytes are no text."""
    decoded = decode(data, name)
    matter, text = split(decoded.text)
    fields = {k: v for k, v in matter.items() if k in ("id", "title", *META_FIELDS)}
    if "title" not in fields and (heading := _HEADING.match(text.lstrip())):
        fields["title"] = heading[1].strip()
    return Found(text, fields, tuple(filter(None, [decoded.note])), as_is=text == decoded.text)


def split(text: str) -> tuple[dict[str, str], str]:
    """The front matter's entries, and the text behind it; all is text where it is none."""
    mark, _, rest = text.partition("\n")
    mark = mark.rstrip()
    if mark not in FRONT_MATTER:
        return {}, text
    end = re.search(rf"^{re.escape(mark)}[ \t]*$\n?", rest, re.MULTILINE)
    if end is None:
        return {}, text
    matter = rest[: end.start()]
    entries = _toml(matter) if mark == "+++" else _yaml(matter)
    if entries is None:
        return {}, text
    return {_ALSO.get(k, k): v for k, v in entries.items() if v}, rest[end.end() :].lstrip("\n")


def _toml(matter: str) -> dict[str, str] | None:
    import tomllib

    try:
        found = tomllib.loads(matter)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    entries = {key.lower(): value for key, value in found.items()}
    return {k: v for k, value in entries.items() if (v := _words(value))}


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value)))
    return "" if isinstance(value, (dict, bool)) else str(value).strip()


def _yaml(matter: str) -> dict[str, str]:
    """The plain entries of YAML: words, quoted words and lists of them, which front matter is."""
    entries: dict[str, str] = {}
    key = ""
    for line in matter.split("\n"):
        if entry := _ENTRY.match(line):
            key = entry[1].strip().lower()
            entries[key] = _scalar(entry[2] or "")
        elif key and (item := re.match(r"^\s*-\s+(.*)$", line)):
            entries[key] = ", ".join(filter(None, (entries[key], _scalar(item[1]))))
        elif key and line[:1].isspace() and line.strip():
            entries[key] = f"{entries[key].lstrip('>|-')} {line.strip()}".strip()
    return entries


def _scalar(value: str) -> str:
    value = value.strip()
    if value[:1] in ("'", '"') and value.endswith(value[0]) and len(value) > 1:
        quote = value[0]
        return value[1:-1].replace(quote * 2 if quote == "'" else '\\"', quote)
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(filter(None, map(_scalar, value[1:-1].split(","))))
    value = re.sub(r"(?:^|\s)#.*$", "", value).strip()
    return "" if value in ("~", "null") else value
