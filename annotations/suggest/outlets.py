"""The outlet of an article, which is no actor in it: told by its source and its address."""

import re
from collections.abc import Iterator
from functools import lru_cache

from annotations.article import Article
from annotations.boilerplate import MEDIA
from annotations.expressions import late
from annotations.suggest.capitals import occurrences
from annotations.units.name_words import HEADS

_HOST = late(r"(?:[a-z]+:)?//([^/?#\s]+)", re.IGNORECASE)
_CAPITALS_BEFORE = late(r"(?<!\w)(?:[A-Z][\w.]*[^\S\n]){1,3}$")
_CAMEL = late(r"[A-Z][a-z]+")
_NO_NAMES = frozenset(("blog", "blogs", "co", "com", "net", "news", "org", "www"))
_SHORT_FOR = 4  # letters that a part of a name keeps at least: HuffPost


def is_own(article: Article, start: int, end: int) -> bool:
    """Whether the words at a place name the outlet of the article: Tern Post for ternpost.com.

    An address may have its initials (nspost.com), and the text its last word alone (the Post),
    where no other outlet there ends with it.
    """
    called = _called(article.meta.source, article.meta.url)
    if not called:
        return False
    words = article.text[start:end]
    if " " in words or words.lower() not in MEDIA:
        return any(_is_called(words, one) for one in called)
    if not any(one.endswith(words.lower()) for one in called):
        return False
    longer = {
        before.group().removeprefix("The ") + words
        for place in occurrences(article.text, words, 0, len(article.text))
        if (before := _CAPITALS_BEFORE.search(article.text, max(0, place - 60), place))
    } - {words}
    return all(any(_is_called(name, one) for one in called) for name in longer)


@lru_cache(maxsize=64)
def _called(source: str | None, url: str | None) -> tuple[str, ...]:
    """What an outlet is called, in small letters without spaces."""
    return tuple(dict.fromkeys((*_of_source(source), *_of_address(url))))


def _of_source(source: str | None) -> Iterator[str]:
    host = _labels(source or "")
    if host:
        yield from host
    elif called := _plain(source or ""):
        yield called


def _of_address(url: str | None) -> tuple[str, ...]:
    host = _HOST.match(url or "")
    return _labels(host.group(1)) if host else ()


def _labels(host: str) -> tuple[str, ...]:
    """The name within a host: ternpost of www.ternpost.co.uk, as the longest of its labels is."""
    labels = host.lower().partition(":")[0].split(".")
    if len(labels) < 2 or " " in host:
        return ()
    named = [label for label in labels[:-1] if label not in _NO_NAMES]
    return tuple(named[-1:])


@lru_cache(maxsize=1024)
def _is_called(words: str, called: str) -> bool:
    plain, parts = _plain(words), re.findall(r"[^\W_]+", words)
    if plain == called:
        return True
    if parts[:1] == ["The"]:
        parts = parts[1:]
    if len(parts) > 1 and parts[-1].lower() in MEDIA | HEADS:
        initials = "".join(part[0] for part in parts).lower()
        if called in (initials, initials[:-1] + parts[-1].lower()):
            return True
    camel = _CAMEL.findall(words)
    return (
        "".join(camel) == words
        and len(camel) == 2
        and min(map(len, camel)) >= _SHORT_FOR
        and called.startswith(camel[0].lower())
        and called.endswith(camel[1].lower())
    )


def _plain(words: str) -> str:
    """Words in small letters without spaces and signs, nor a `The` before them."""
    return re.sub(r"^the(?=[\W_])|[\W_]", "", words.strip().lower())
