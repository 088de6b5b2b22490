"""The tags in which a web page says what it is: meta tags, links, titles, microdata, times.

Formats: the Open Graph protocol, HTML microdata, HTML's `time`.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from html.parser import HTMLParser

from annotations.sources.pages.plain import outside
from annotations.sources.pages.shown import DEEPEST, VOID, Attributes

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


class PageHead(HTMLParser):
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
