"""Files of text, kept as they are; the front matter of Markdown, in YAML or TOML, is taken off."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from annotations.article import META_FIELDS
from annotations.expressions import late
from annotations.sources.found import Found
from annotations.sources.letters.decoding import decode
from annotations.sources.source import FRONT_MATTER

_HEADING = late(r"^#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE)
_ENDS = dict(zip(FRONT_MATTER, (r"(?:---|\.\.\.)", r"\+\+\+"), strict=True))
_ALSO = {
    "date": "published",
    "lang": "language",
    "authors": "author",
    "publisher": "source",
    "link": "url",
    "canonical": "url",
    "event": "group",
}
_LONGEST = 100_000  # code points; what is longer is no head of a text, and slow to take apart


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


class Parted(NamedTuple):
    """The entries of front matter, the text behind it, and notes on it."""

    entries: Mapping[str, str]
    text: str
    note: str = ""


def parted(text: str, name: str) -> Parted:
    """The front matter of a text, each entry as it is written; all is text where it has none.

    Where it is broken it stays in the text, and the note says so. Lists are told with commas.
    """
    mark, _, rest = text.partition("\n")
    mark = mark.rstrip()
    if mark not in FRONT_MATTER:
        return Parted({}, text)
    end = re.compile(rf"^{_ENDS[mark]}[ \t]*$\n?", re.MULTILINE).search(rest)
    if end is None or end.start() > _LONGEST:
        return Parted({}, text)
    kind, read = ("TOML", _toml) if mark == "+++" else ("YAML", _yaml)
    try:
        found = read(rest[: end.start()])
    except (ValueError, RecursionError) as error:
        why = str(error) or "it is nested too deeply"
        note = f"{name}: the front matter was left in the text because it is not {kind}: {why}."
        return Parted({}, text, note)
    if not isinstance(found, Mapping | None):  # a text between two rules
        return Parted({}, text)
    entries = {key.strip().lower(): _words(value) for key, value in (found or {}).items() if key}
    named = {_ALSO.get(key, key): words for key, words in entries.items() if words}
    return Parted(named, rest[end.end() :].lstrip("\n"))


def _toml(matter: str) -> Any:
    """What TOML says. Raises `ValueError` with what is wrong."""
    import tomllib

    return tomllib.loads(matter)


def _yaml(matter: str) -> Any:
    """What YAML says, each scalar as it is written, whatever its tag. Raises `ValueError`."""
    import yaml

    try:
        # No tag makes anything of this loader, no date becomes another, and no `no` a false.
        return yaml.load(matter, yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 2}, " if mark else ""
        raise ValueError(f"{place}{error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise ValueError(getattr(error, "reason", "it cannot be read")) from None


def _words(value: object) -> str:
    """A value in a line: words, those of a list, or the name of a person with more about them."""
    if isinstance(value, list):
        # No lists in lists, which aliases make long without end.
        return ", ".join(filter(None, (_words(one) for one in value if not isinstance(one, list))))
    if isinstance(value, dict):
        name = value.get("name")
        return _words(name) if isinstance(name, str) else ""
    words = "" if value is None or isinstance(value, bool) else " ".join(str(value).split())
    return "" if words in ("~", "null") else words
