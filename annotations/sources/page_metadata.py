"""What a web page says of itself: JSON-LD, OpenGraph and meta tags, microdata, in that order."""

import re
from itertools import chain

from annotations.sources.linked_data import PageSays, author, linked_data, plain
from annotations.sources.page_date import published
from annotations.sources.page_head import PageHead

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z\d]+)*", re.IGNORECASE)
_SEPARATORS = (" - ", " | ", " \u2013 ", " \u2014 ", " :: ")


def metadata_of(page: str) -> dict[str, str]:
    """The title and metadata in a page's HTML, by the names of the article's fields."""
    head = PageHead()
    head.feed(page)
    head.close()
    addresses = frozenset(filter(None, (head.canonical, head.meta.get("url"))))
    titles = (head.meta.get("title"), head.last.get("title"), *head.titles)
    says = PageSays(addresses, tuple(plain(title) for title in titles if title))
    linked = linked_data(head.scripts, says)
    layers = ({"url": head.canonical}, linked, head.meta, head.microdata, head.last)
    found: dict[str, str] = {}
    for name, value in chain.from_iterable(layer.items() for layer in layers):
        if words := _fitting(name, plain(value)):
            found.setdefault(name, words)
    if title := found.get("title"):
        found["title"] = _without_site(title, found.get("source", ""))
    said = [layer["published"] for layer in layers if "published" in layer]
    where, language = found.get("url", ""), found.get("language", "")
    found["published"] = published(page, said, head.stamps, where, language)
    return {name: words for name, words in found.items() if words}


def _fitting(name: str, words: str) -> str:
    """A value where it can be one of its field, else nothing."""
    if name == "author":
        return author(words)
    if name == "url":
        return words if "://" in words else ""
    if name == "language":
        return words.replace("_", "-").lower() if _LANGUAGE.fullmatch(words) else ""
    return words


def _without_site(title: str, site: str) -> str:
    """A title without the name of its site at the end."""
    for mark in _SEPARATORS:
        before, _, name = title.rpartition(mark)
        if before and name.strip().lower() == site.lower():
            return before.strip()
    return title
