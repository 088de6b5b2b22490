"""What a web page says of itself: JSON-LD, OpenGraph, microdata, meta tags, in that order.

Formats: JSON-LD 1.1 with schema.org's Article, the Open Graph protocol, HTML microdata.
"""

import json
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

_ARTICLES = ("article", "posting", "report", "webpage")
_META = {
    "og:title": "title",
    "og:site_name": "source",
    "og:url": "url",
    "og:article:published_time": "published",
    "article:published_time": "published",
    "article:author": "author",
    "twitter:title": "title",
    "author": "author",
    "parsely-author": "author",
    "byl": "author",
    "dc.creator": "author",
    "date": "published",
    "pubdate": "published",
    "parsely-pub-date": "published",
    "dc.date": "published",
    "dcterms.created": "published",
    "article.published": "published",
    "sailthru.date": "published",
    "application-name": "source",
    "dc.publisher": "source",
    "dc.title": "title",
    "headline": "title",
}
_PROPERTIES = {
    "headline": "title",
    "datepublished": "published",
    "author": "author",
    "publisher": "source",
}
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def metadata_of(page: str) -> dict[str, str]:
    """The title and metadata in a page's HTML, by the names of the article's fields."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    found: dict[str, str] = {}
    for said in (reader.linked_data(), reader.meta, reader.microdata, reader.last):
        for name, value in said.items():
            words = " ".join(value.split())
            # Some pages give an author's address in the place of a name.
            if words and name not in found and not (name == "author" and "://" in words):
                found[name] = words
    title, source = found.get("title", ""), found.get("source")
    for mark in (" - ", " | ", " \u2013 ", " \u2014 ", " :: "):
        before, _, site = title.rpartition(mark)
        if before and source and site.strip().lower() == source.lower():
            found["title"] = before.strip()
    return found


class _Reader(HTMLParser):
    """Collects what stands in a page's head, and the microdata anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.microdata: dict[str, str] = {}
        self.last: dict[str, str] = {}
        self._scripts: list[str] = []
        # What the text between tags is being added to, and how many elements deep that began.
        self._into: tuple[dict[str, str], str, int] | None = None
        self._script: list[str] | None = None
        self._depth = 0

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._depth += 1
        if tag == "html" and given.get("lang"):
            self.last.setdefault("language", given["lang"].lower())
        elif tag == "meta":
            self._take_meta(given)
        elif tag == "link" and "canonical" in given.get("rel", "").lower().split():
            self.meta["url"] = given.get("href", "")
        elif tag == "script":
            self._script = [] if "ld+json" in given.get("type", "") else None
        elif tag == "title" and "title" not in self.last:
            self._into = (self.last, "title", self._depth)
        elif tag == "time" and given.get("datetime"):
            self.last.setdefault("published", given["datetime"])
        if "itemprop" in given:
            self._take_property(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self._scripts.append("".join(self._script))
            self._script = None
        if self._into and self._depth <= self._into[2]:
            self._into = None
        if tag not in _VOID:
            self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)
        elif self._into:
            where, name, _ = self._into
            where[name] = where.get(name, "") + data

    def _take_meta(self, given: Mapping[str, str]) -> None:
        key = (given.get("property") or given.get("name") or "").lower()
        if (name := _META.get(key)) and given.get("content"):
            self.meta.setdefault(name, given["content"])

    def _take_property(self, tag: str, given: Mapping[str, str]) -> None:
        name = next((n for p in given["itemprop"].lower().split() if (n := _PROPERTIES.get(p))), "")
        if not name or name in self.microdata:
            return
        value = given.get("content") or given.get("datetime")
        if value:
            self.microdata[name] = value
        elif tag not in _VOID:
            self._into = (self.microdata, name, self._depth)

    def linked_data(self) -> dict[str, str]:
        """What the JSON-LD blocks say of the article."""
        articles = sorted(self._objects(), key=_kind)
        found: dict[str, str] = {}
        for one in articles:
            said = {
                "title": _named(one.get("headline") or one.get("name")),
                "author": _named(one.get("author") or one.get("creator")),
                "published": _named(one.get("datePublished")),
                "source": _named(one.get("publisher")),
                "url": _named(one.get("url") or one.get("mainEntityOfPage")),
                "language": _named(one.get("inLanguage")).lower(),
            }
            for name, value in said.items():
                if value:
                    found.setdefault(name, value)
        return found

    def _objects(self) -> Iterator[dict[str, Any]]:
        for script in self._scripts:
            try:
                waiting: list[Any] = [json.loads(script, strict=False)]
            except (ValueError, RecursionError):
                continue
            while waiting:
                one = waiting.pop()
                if isinstance(one, list):
                    waiting += reversed(one)
                elif isinstance(one, dict):
                    waiting.append(one.get("@graph"))
                    if _kind(one) < len(_ARTICLES):
                        yield one


def _kind(one: Mapping[str, Any]) -> int:
    """How near an object's type is to an article's; the length of the list where it is none."""
    given = one.get("@type")
    kinds = " ".join(map(str, given if isinstance(given, list) else [given])).lower()
    return next((n for n, word in enumerate(_ARTICLES) if word in kinds), len(_ARTICLES))


def _named(value: Any) -> str:
    """A value of JSON-LD in words: names, joined, of what is an object or several."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(filter(None, map(_named, value))))
    if isinstance(value, dict):
        return _named(value.get("name") or value.get("@id") or value.get("@value"))
    return value.strip() if isinstance(value, str) else ""
