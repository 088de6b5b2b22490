"""What a page's JSON-LD says of its article, also where it is not quite JSON or speaks of others.

Formats: JSON-LD 1.1 with schema.org's Article and its kinds.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

_ARTICLES = ("article", "posting", "report", "webpage")
_PAGE = _ARTICLES.index("webpage")
_NONE = len(_ARTICLES)
_DEEPEST = 16

# What stands around JSON so that an old browser or XML passes over it.
_WRAPPING = re.compile(r"<!\[CDATA\[|\]\]>|<!--|-->|\ufeff")
_PIECE = re.compile(
    r"""("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?(?:\*/|\Z)|,(?=[\s,]{0,99}[\]}])""", re.DOTALL
)
_BAD_ESCAPE = re.compile(r"""\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})""")
_START = re.compile(r"[\[{]")
_TAG = re.compile(r"</?(?:a|b|br|em|font|i|p|small|span|strong|sub|sup|u)\b[^>]*>", re.IGNORECASE)
_SITE = re.compile(r"(?:https?:)?//(?:www\.|m\.)?", re.IGNORECASE)
_BY = re.compile(r"by\s+(?=\S)", re.IGNORECASE)


class PageSays(Struct, frozen=True):
    """What the rest of a page calls it: its addresses, and its titles."""

    addresses: frozenset[str]
    titles: tuple[str, ...]

    def has_address(self, one: Mapping[str, Any]) -> bool | None:
        """Whether an object is at the page's address; `None` where one of them has none."""
        given = {_address(one.get(key)) for key in ("url", "@id", "mainEntityOfPage")} - {""}
        here = {_bare(address) for address in self.addresses} - {""}
        return bool(given & here) if given and here else None

    def has_title(self, title: str) -> bool | None:
        """Whether a title is one of the page's, or part of one; `None` where one has no words."""
        words = _words(title)
        here = [known for known in map(_words, self.titles) if known]
        return any(_alike(words, known) for known in here) if words and here else None


def linked_data(scripts: Iterable[str], page: PageSays) -> dict[str, str]:
    """The title and metadata of the article that a page is about, by the names of its fields."""
    nodes = [node for script in scripts for node in _objects(_value(script))]
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    found: dict[str, str] = {}
    for one in _about(page, [node for node in nodes if _kind(node) < _NONE]):
        said = {
            "title": _title(one, page),
            "author": author(_named(one.get("author") or one.get("creator"), known)),
            "published": _named(one.get("datePublished") or one.get("dateCreated"), known),
            "source": _named(one.get("publisher"), known),
            "url": _full_address(one),
            "language": _language(one.get("inLanguage")),
        }
        for name, value in said.items():
            if value:
                found.setdefault(name, value)
    return found


def author(name: str) -> str:
    """A name without the "By" before it; empty for an address, which some pages give instead."""
    return "" if "://" in name else _BY.sub("", name, count=1) if _BY.match(name) else name


def plain(value: str) -> str:
    """Words of HTML as words, also where their entities were escaped twice."""
    for _ in range(2):
        value = html.unescape(value) if "&" in value else value
    return " ".join(_TAG.sub("", value).split())


def _value(script: str) -> list[Any]:
    """All values in a script, as much of it as can be read."""
    text = _WRAPPING.sub("", script)
    if text.lstrip().startswith(("{&quot;", "[{&quot;")):
        text = html.unescape(text)
    values, whole = _values(text)
    if not whole:
        values = _values(_PIECE.sub(_mended, text))[0] or values
    return values


def _mended(piece: re.Match[str]) -> str:
    """What a piece of a script should be: strings with valid escapes, the rest nothing."""
    return _BAD_ESCAPE.sub(r"\\\\", piece[1]) if piece[1] else ""


def _values(text: str) -> tuple[list[Any], bool]:
    """The JSON values that stand one after the other, and whether nothing stopped that."""
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    start = _START.search(text)
    while start:
        try:
            value, end = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            return values, False
        values.append(value)
        start = _START.search(text, end)
    return values, True


def _objects(values: list[Any]) -> Iterator[dict[str, Any]]:
    """All objects that stand for themselves: at the top, in a graph, or as what a page is about."""
    waiting = list(reversed(values))
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += reversed(one)
        elif isinstance(one, dict):
            waiting += [one.get("mainEntity"), one.get("@graph")]
            yield one


def _about(page: PageSays, articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of a page's articles that are the page's own, the surest first.

    A page may list others beside its own, and one whose address and title are both different is
    another. Where nothing tells which of several is meant, none is.
    """
    sure, unsure = [], []
    for one in sorted(articles, key=_kind):
        at, titled = page.has_address(one), page.has_title(_headline(one))
        if at or titled:
            sure.append((not at, one))
        elif at is None or titled is None:
            unsure.append(one)
    if sure:
        return [one for _, one in sorted(sure, key=lambda pair: (_kind(pair[1]), pair[0]))]
    own = [one for one in unsure if _kind(one) < _PAGE]
    return unsure if len({_headline(one) for one in own}) < 2 else []


def _title(one: Mapping[str, Any], page: PageSays) -> str:
    """A headline; but the name where that is the page's title and the headline is not."""
    headline, name = plain(_named(one.get("headline"))), plain(_named(one.get("name")))
    if headline and name and page.has_title(name) and not page.has_title(headline):
        return name
    return headline or name


def _headline(one: Mapping[str, Any]) -> str:
    return plain(_named(one.get("headline") or one.get("name")))


def _kind(one: Mapping[str, Any]) -> int:
    """How near an object's type is to an article's; the length of the list where it is none."""
    given = one.get("@type")
    kinds = " ".join(map(str, given if isinstance(given, list) else [given])).lower()
    return next((n for n, word in enumerate(_ARTICLES) if word in kinds), _NONE)


def _named(value: Any, known: Mapping[str, Any] | None = None, depth: int = 0) -> str:
    """A value in words: the names of what is an object or several, joined."""
    if depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        names = (_named(one, known, depth + 1) for one in value)
        return ", ".join(dict.fromkeys(filter(None, names)))
    if isinstance(value, dict):
        given = value.get("name") or value.get("@value")
        other = (known or {}).get(str(value.get("@id"))) if not given else None
        return _named(given or (other or {}).get("name"), known, depth + 1)
    return plain(value) if isinstance(value, str) else ""


def _language(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("@value") or value.get("name")
    return value.strip().lower() if isinstance(value, str) else ""


def _full_address(one: Mapping[str, Any]) -> str:
    places = (_place(one.get(key)) for key in ("url", "mainEntityOfPage", "@id"))
    return next((place for place in places if "://" in place), "")


def _place(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value.strip() if isinstance(value, str) else ""


def _address(value: Any) -> str:
    return _bare(_place(value))


def _bare(address: str) -> str:
    """An address without what two ways to write it differ in."""
    return _SITE.sub("", address.partition("#")[0]).rstrip("/").lower()


def _words(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.lower()))


def _alike(one: str, other: str) -> bool:
    """Whether a title is part of another, as words; a page adds its name, or cuts it short."""
    shorter, longer = sorted((one, other), key=len)
    if f" {shorter} " in f" {longer} ":
        return True
    few, many = sorted((set(one.split()), set(other.split())), key=len)
    return len(few) > 2 and len(few & many) * 3 >= len(few) * 2
