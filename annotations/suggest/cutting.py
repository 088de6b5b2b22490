"""What of a run of capitals is a name: without dates, offices, peoples, and words beside it."""

import re
from collections.abc import Iterable, Sequence

from annotations.suggest.capitals import sightings
from annotations.suggest.parties import without_party
from annotations.units import Span, trimmed
from annotations.units.english import is_common
from annotations.units.given_names import FEMALE, MALE
from annotations.units.name_words import (
    BODIES,
    CHAMBERS,
    HEADS,
    OFFICES,
    PARTICLES,
    PARTIES,
    TOPICS,
)
from annotations.units.names import Name
from annotations.units.peoples import QUARTERS, people_before
from annotations.units.places import KNOWN

_JOINED = re.compile(r"[-\u2010-\u2015]\w*")
_OFFICE_OF = re.compile(
    r"\b(?:[Mm]inister|[Ss]ecretary|[Dd]irector|[Cc]ommissioner|[Hh]ead|[Cc]hief)"
    r"(?:[- ][Gg]eneral)?"
    r" (?:of|for) (?:the )?(?:[A-Z][a-z]+(?:,? and |, | ))*$"
)
_RUN_FOR = re.compile(
    r"[^\S\n](?:bid|campaign|candidates?|contest|election|hopefuls?|nomination|nominee|primary"
    r"|races?|runoff|seats?)\b"
)
_SITE = re.compile(r"[^\S\n](?:site|page)s?\b")
_OF_NAMES = QUARTERS | HEADS | BODIES | FEMALE | MALE | PARTICLES
_ADJECTIVE = ("able", "al", "ant", "ary", "ed", "ent", "ful", "ic", "ing", "ive", "less", "ous")
_KINDS = frozenset(("pac",))  # what a name is of that follows: the super PAC Pellin Rising


def cut(text: str, name: Name, dates: Iterable[Span]) -> Name:
    """The name within a run of capitals; empty where there is none."""
    name = _without_office(text, _without_dates(text, name, dates))
    said = text[name.start : name.end]
    if " " not in said:
        return name
    words = said.split()
    if words[0].lower() in _KINDS:
        return _from(text, name, words, 1)
    if words[-1] == "Web" and _SITE.match(text, name.end):
        return name._replace(end=name.start + said.rindex(" "))
    if name.opens:
        name = _without_opening(text, name, words)
    if words[-1].lower() in CHAMBERS and _RUN_FOR.match(text, name.end):
        name = _of_chamber(text, name)
    end = without_party(text, name.start, name.end, words[-1])
    return name if end == name.end else name._replace(end=end)


def joined(text: str, date: Span) -> Span:
    """A date with the word that a hyphen joins to it: the April-June quarter."""
    behind = _JOINED.match(text, date[1])
    return date[0], behind.end() if behind else date[1]


def without_people(
    text: str, name: Name, words: Sequence[str], bare: list[str]
) -> tuple[int, list[str]]:
    """Where a name begins behind the people, faith or office before it, and its words.

    These belong to an organisation's name; a single word of English behind them is none.
    """
    end = 0 if " ".join(bare) in KNOWN else people_before(bare)
    if not end or (end < len(bare) and set(bare[end:]) & HEADS):
        return name.start, bare
    rest = bare[end:]
    if not rest or (
        len(rest) == 1 and is_common(rest[0]) and rest[0] not in BODIES and not name.title
    ):
        return name.end, []
    return _from(text, name, words, end).start, rest


def _without_dates(text: str, name: Name, dates: Iterable[Span]) -> Name:
    """The name cut where a date begins or ends in it; empty where it is nothing else."""
    start, end = name.start, name.end
    for date in dates:
        if date[0] <= start < date[1]:
            start = date[1]
        elif start < date[0] < end:
            end = date[0]
    start, end = trimmed(text, (min(start, end), end))
    return name._replace(start=start, end=end)


def _without_office(text: str, name: Name) -> Name:
    """The name without what its minister is of: Minister of Trade and Ports Ann Lee."""
    if not _OFFICE_OF.search(text, max(0, name.start - 60), name.start):
        return name
    start, words = name.start, text[name.start : name.end].split()
    if HEADS.intersection(word.lower() for word in words):
        return name
    for word in words:
        if not is_common(word.lower()) and word.lower() not in OFFICES | TOPICS:
            break
        start = text.index(word, start) + len(word) + 1
    if start == name.start:
        return name
    return name._replace(start=min(start, name.end), title=name.title or "minister")


def _without_opening(text: str, name: Name, words: Sequence[str]) -> Name:
    """The name without a word of English that begins the sentence: Embattled Kestrow."""
    first = words[0].lower()
    if not is_common(first) or first in _OF_NAMES:
        return name
    rest = _from(text, name, words, 1)
    said = text[rest.start : rest.end]
    if text[name.start : name.end].lower() in KNOWN or words[1].lower() in HEADS:
        return name
    if words[1].lower() in PARTIES and words[-1].lower() in HEADS and len(words) > 2:
        return rest  # Local Republican Party
    if (said.lower() in KNOWN and len(first) > 4 and first.endswith(_ADJECTIVE)) or (
        sightings(text, said, name.start).amid
        and not sightings(text, text[name.start : name.end], name.start).amid
    ):
        return rest
    return name


def _of_chamber(text: str, name: Name) -> Name:
    """The chamber that a state elects: Senate of "a Kestrow Senate candidate"."""
    words = text[name.start : name.end].split()
    for at in range(len(words) - 1, 0, -1):
        state = " ".join(words[:at]).lower().strip(".")
        if state in KNOWN and state not in ("u.s", "us"):
            return _from(text, name, words, at)
    return name


def _from(text: str, name: Name, words: Sequence[str], at: int) -> Name:
    """The name from one of its words on."""
    place = name.start
    for word in words[:at]:
        place = text.index(word, place) + len(word)
    return name._replace(start=text.index(words[at], place), opens=name.opens and at == 0)
