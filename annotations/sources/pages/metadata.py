"""What a web page says of itself: JSON-LD, OpenGraph and meta tags, microdata, in that order."""

import re
from collections.abc import Iterable
from itertools import chain

from annotations.sources.pages.date import published
from annotations.sources.pages.head import PageHead
from annotations.sources.pages.linked_data import PageSays, author, linked_data, plain

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z\d]+)*", re.IGNORECASE)
_SEPARATOR = re.compile(r"(\s(?:[-|:\u2013\u2014\xb7\u2022\xbb\xab\u203a\u2039/]|::)\s)")


def metadata_of(page: str) -> dict[str, str]:
    """The title and metadata in a page's HTML, by the names of the article's fields."""
    head = PageHead()
    head.feed(page)
    head.close()
    addresses = frozenset(filter(None, (head.canonical, head.meta.get("url"))))
    titles = (head.meta.get("title"), head.last.get("title"), *head.titles)
    says = PageSays(addresses, tuple(plain(title) for title in titles if title))
    linked = linked_data(head.scripts, says)
    heading = {"title": next(filter(None, head.titles), "")}
    layers = ({"url": head.canonical}, linked, head.meta, head.microdata, head.last, heading)
    found: dict[str, str] = {}
    for name, value in chain.from_iterable(layer.items() for layer in layers):
        if words := _fitting(name, plain(value)):
            found.setdefault(name, words)
    if title := found.get("title"):
        sites = (found.get("source", ""), _host(found.get("url", "")))
        found["title"] = _without_site(title, sites, head.titles)
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


def _without_site(title: str, sites: Iterable[str], headings: Iterable[str]) -> str:
    """A title without the name of its site before or after it.

    That is what stands beside a heading of the page, or is the site's name or part of its host's.
    """
    parts = _SEPARATOR.split(title)
    names = [_letters(site) for site in sites if site]
    wholes = {_letters(heading) for heading in headings}
    if len(parts) < 3 or _letters(title) in wholes:
        return title
    # Parts and separators take turns; the longest run of parts that is a heading is the title.
    for length in range(len(parts) - 2, 0, -2):
        for part in ("".join(parts[-length:]), "".join(parts[:length])):
            if _letters(part) in wholes and not _named(part, names):
                return part
    return "".join(parts[:-2]) if _named(parts[-1], names) else title


def _named(part: str, names: list[str]) -> bool:
    """Whether part of a title is a site's name, or in that of its host."""
    letters = _letters(part)
    return any(letters == name or (len(letters) > 3 and letters in name) for name in names)


def _host(address: str) -> str:
    return address.partition("://")[2].partition("/")[0]


def _letters(words: str) -> str:
    return "".join(re.findall(r"\w", words.lower()))
