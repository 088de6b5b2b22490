"""When a web page was published: what it says for machines, else its address, else its words."""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from annotations.sources.published import UNKNOWN, Order, read

_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)(?:[/_.-](0?[1-9]|1[0-2])[/_.-](0?[1-9]|[12]\d|3[01])"
    r"|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?=[/_.-]|\D*$)"
)
# A page that was changed since says so beside the date of that.
_CHANGED = re.compile(
    r"(?i)\b(?:updated?|modified|edited|changed|aktualisiert|ge\xe4ndert|mise? \xe0 jour|"
    r"modifi\xe9|actualizado|aggiornato|atualizado|bijgewerkt|uppdaterad|oppdatert|opdateret)\b"
)
# The times of teasers, which htmldate would take where a page has no other.
_OF_OTHERS = (
    "//aside//time | //nav//time | //footer//time | //li[.//a]//time"
    " | //header[not(.//h1 or ancestor::article or ancestor::main)]//time"
)
_LATEST = "2199-12-31"


def published(
    page: str, said: Sequence[str], stamps: Iterable[str], address: str, language: str
) -> str:
    """The day or moment in ISO 8601; where there is none, what the page says instead, if anything.

    `said` is what the page says for machines, the surest first, and `stamps` what stands in its
    article. A moment in UTC may be of the day before or after the local one, which then counts.
    """
    order = UNKNOWN.of(language)
    here = day_in(address)
    if moments := list(_days(said, order)):
        local = (m for m in moments[1:] if _in_utc(moments[0]) and not _in_utc(m))
        near = (day for day in (here, *local) if day and _beside(moments[0], day))
        return next(near, moments[0])
    if here:
        return here
    own = [stamp for stamp in stamps if not _CHANGED.search(stamp)]
    if stamped := next(_days(own, order), ""):
        return stamped
    found = _by_htmldate(page, address)
    # Of two days that a page may mean it takes one: that is a guess, and is named instead.
    guessed = (one for one in (*said, *own) if found and found in read(one, order).why_not)
    return next(guessed, found or next(iter(said), ""))


def _days(given: Iterable[str], order: Order) -> Iterator[str]:
    """What of it is a whole day or a moment, in ISO 8601."""
    read_all = (read(one, order).iso or "" for one in given)
    return (moment for moment in read_all if len(moment) >= len("2031-05-06"))


def day_in(address: str) -> str:
    """The day that an address names, such as /2031/05/06/; empty without one."""
    for match in _IN_ADDRESS.finditer(address):
        year, month, day = filter(None, match.groups())
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue
    return ""


def _in_utc(moment: str) -> bool:
    return moment.endswith(("Z", "+00:00"))


def _beside(moment: str, day: str) -> bool:
    """Whether a moment is on the day before or after another."""
    return abs(date.fromisoformat(moment[:10]) - date.fromisoformat(day[:10])).days == 1


def _by_htmldate(page: str, address: str) -> str:
    """The day that htmldate finds in the tags or the text, where it is installed.

    The first of a month from the text alone is mostly a month or a year without a day.
    """
    try:
        from htmldate import find_date
        from htmldate.utils import load_html
    except ImportError:
        return ""
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    tree = load_html(page)
    if tree is None:
        return ""
    with suppress(ValueError):  # lxml takes back no control characters, which a page may have
        for time in tree.xpath(_OF_OTHERS):
            time.drop_tree()
        for thorough in (False, True):
            found = find_date(
                tree, thorough, original_date=True, url=address or None, max_date=_LATEST
            )
            if found and not (thorough and found.endswith("-01")):
                return str(found)
    return ""
