"""What a web page says of itself: JSON-LD, OpenGraph and meta tags, microdata, in that order.

Formats: the Open Graph protocol, HTML microdata, HTML's `time`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from html.parser import HTMLParser
from itertools import chain

from annotations.sources.pages.date import published
from annotations.sources.pages.linked_data import PageSays, author, linked_data, plain
from annotations.sources.pages.plain import outside
from annotations.sources.pages.shown import DEEPEST, VOID, Attributes

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z\d]+)*", re.IGNORECASE)
_SEPARATOR = re.compile(r"(\s(?:[-|:\u2013\u2014\xb7\u2022\xbb\xab\u203a\u2039/]|::)\s)")
_META = {
    "og:title": "title",
    "og:site_name": "source",
    "og:url": "url",
    "article:author": "author",
    "twitter:title": "title",
    "author": "author",
    "parsely-author": "author",
    "byl": "author",
    "dc.creator": "author",
    "application-name": "source",
    "dc.publisher": "source",
    "dc.title": "title",
    "headline": "title",
    **dict.fromkeys(
        "og:article:published_time article:published_time og:published_time article.published"
        " article_date_original parsely-pub-date sailthru.date pubdate publishdate publish-date"
        " publication_date publication-date date.created datepublished published_time"
        " citation_publication_date citation_date cxenseparse:recs:publishtime"
        " dc.date.issued dc.date.created dcterms.issued dcterms.created dcterms.date dc.date"
        " date".split(),
        "published",
    ),
}
_PROPERTIES = {
    "headline": "title",
    "datepublished": "published",
    "author": "author",
    "publisher": "source",
}
_ELSEWHERE = frozenset("nav aside footer li a form menu figure template noscript".split())
_MOST_AT_ONCE = 8
_DATED = re.compile(
    r"(?i)\b(?:date|dateline|datetime|published|pubdate|posted|timestamp|time|byline|meta)\b"
)


def metadata_of(page: str) -> dict[str, str]:
    """The title and metadata in a page's HTML, by the names of the article's fields."""
    head = _Head()
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


class _Head(HTMLParser):
    """Collects what a page says of itself; `last` is what counts where nothing else is said.

    `titles` are its title and first-rank headings. `stamps` are the dates that stand in its own
    article, outside of lists and links: the `datetime` of a time, or words that are called a date.
    """

    def __init__(self) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.microdata: dict[str, str] = {}
        self.last: dict[str, str] = {}
        self.canonical = ""
        self.titles: list[str] = []
        self.scripts: list[str] = []
        self.stamps: list[str] = []
        # What takes the words of an element that is open, these, and how many elements deep it is.
        self._taking: list[tuple[Callable[[str], object], list[str], int]] = []
        self._open: list[tuple[str, bool]] = []
        self._elsewhere = self._articles = 0

    def close(self) -> None:
        super().close()
        self._end_down_to(0)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = {name: value or "" for name, value in reversed(attrs)}
        named = re.sub("[-_]", " ", f"{given.get('class', '')} {given.get('id', '')}")
        if tag not in VOID:
            self._begin(tag, named)
        if tag == "html" and given.get("lang"):
            self.last.setdefault("language", given["lang"])
        elif tag == "meta":
            self._take_meta(given)
        elif tag == "link" and "canonical" in given.get("rel", "").lower().split():
            self.canonical = self.canonical or given.get("href", "")
        elif tag == "script" and "ld+json" in given.get("type", "").lower():
            self._take(self.scripts.append)
        elif tag == "title":
            self._take(partial(self.last.setdefault, "title"))
        elif tag == "h1" and not self._elsewhere:
            self._take(self.titles.append)
        elif (tag == "time" or _DATED.search(named)) and not self._elsewhere:
            self._take_words_or(given.get("datetime"), tag, self.stamps.append)
        if "itemprop" in given:
            self._take_property(tag, given)

    def handle_endtag(self, tag: str) -> None:
        for n in range(len(self._open) - 1, max(-1, len(self._open) - DEEPEST), -1):
            if self._open[n][0] == tag:
                self._end_down_to(n)
                return

    def handle_data(self, data: str) -> None:
        for _, words, _ in self._taking:
            words.append(data)

    def _begin(self, tag: str, named: str) -> None:
        elsewhere = tag in _ELSEWHERE or (tag == "header" and not self._articles)
        elsewhere = elsewhere or (tag not in ("html", "body") and outside(named))
        self._open.append((tag, elsewhere))
        self._elsewhere += elsewhere
        self._articles += tag in ("article", "main")

    def _end_down_to(self, n: int) -> None:
        for tag, elsewhere in self._open[n:]:
            self._elsewhere -= elsewhere
            self._articles -= tag in ("article", "main")
        del self._open[n:]
        while self._taking and self._taking[-1][2] > n:
            sink, words, _ = self._taking.pop()
            sink("".join(words))

    def _take(self, sink: Callable[[str], object]) -> None:
        """Hand the words of the element that has begun to `sink` when it ends."""
        if len(self._taking) < _MOST_AT_ONCE:
            self._taking.append((sink, [], len(self._open)))

    def _take_words_or(self, given: str | None, tag: str, sink: Callable[[str], object]) -> None:
        if given:
            sink(given)
        elif tag not in VOID:
            self._take(sink)

    def _take_meta(self, given: Mapping[str, str]) -> None:
        key = (given.get("property") or given.get("name") or "").lower()
        if (name := _META.get(key)) and given.get("content"):
            self.meta.setdefault(name, given["content"])

    def _take_property(self, tag: str, given: Mapping[str, str]) -> None:
        name = next((n for p in given["itemprop"].lower().split() if (n := _PROPERTIES.get(p))), "")
        if name:
            value = given.get("content") or given.get("datetime")
            self._take_words_or(value, tag, partial(self.microdata.setdefault, name))
