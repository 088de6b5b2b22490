"""Parties: their members as some people, who are no actor, and their names beside others."""

import re

from annotations.expressions import late
from annotations.units import Span
from annotations.units.english import is_common
from annotations.units.name_words import BODIES, CHAMBERS, HEADS, PARTIES, THINGS, TITLES
from annotations.units.names import Name

_MEMBERS = frozenset(("democrats", "republicans"))
_OF_PARTY = frozenset(("democrat", "democratic", "republican"))
_SOME = late(
    r"\b(?:other|others|another|some|many|more|most|several|few|fewer|fellow|leading|top|senior"
    r"|prominent|certain|numerous|both|like-minded|moderate|rank-and-file|registered|individual"
    r"|elected|vulnerable|influential|various|enough|handful of|dozens? of|scores of|hundreds of"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|\d[\d,]*%?|percent of"
    r"|number of|group of|majority of|some of|many of|most of|none of|any|these|those|all)"
    r"[^\S\n](?:the[^\S\n])?(?:[a-z-]+[^\S\n])?$",
    re.IGNORECASE,
)


def are_people(text: str, start: int, word: str) -> bool:
    """Whether a party's name means some of its people: four Republicans, most other Democrats."""
    if word.lower() not in _MEMBERS:
        return False
    return _SOME.search(text, max(0, start - 40), start) is not None


def of_chamber(text: str, name: Name) -> list[Span]:
    """The actors of a chamber's party or thing: House Republicans, the Senate Floor."""
    first, gap, last = text[name.start : name.end].partition(" ")
    if not gap or " " in last:
        return []
    words = [first.lower(), last.lower()]
    if CHAMBERS.isdisjoint(words):
        return []
    chamber = words[0] in BODIES and is_common(words[1])
    if not set(words) <= CHAMBERS | PARTIES and not (
        chamber and words[1] not in HEADS | THINGS | TITLES
    ):
        return []
    spans = (name.start, name.start + len(first)), (name.end - len(last), name.end)
    return [span for word, span in zip(words, spans, strict=True) if word in BODIES]


def without_party(text: str, start: int, end: int, last: str) -> int:
    """Where a name ends before the party that is its `last` word: a Kestrow Republican."""
    if last.lower() not in _OF_PARTY:
        return end
    head = text[start:end].rpartition(" ")[0]
    return end if not head or HEADS.intersection(head.lower().split()) else start + len(head)
