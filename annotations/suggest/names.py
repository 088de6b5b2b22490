"""Actors by the look of the text: runs of capitalised words that are nothing else."""

import re
from collections.abc import Iterable, Iterator

from annotations.article import Article
from annotations.suggest.capitals import (
    Sightings,
    addresses,
    dateline,
    is_headline,
    is_list,
    is_title,
    known_names,
    sightings,
    stands_alone,
    starts_longer,
)
from annotations.suggest.cutting import cut, joined, without_people
from annotations.suggest.outlets import is_own
from annotations.suggest.parties import are_people, of_chamber
from annotations.suggest.whereabouts import Whereabouts, acts, word_before
from annotations.suggestion import Suggestion
from annotations.units import Span
from annotations.units.dates import date_expressions
from annotations.units.english import is_common
from annotations.units.name_words import (
    BEFORE_TITLES,
    BODIES,
    BODIES_OF_A_PERSON,
    COMMON,
    FIRST_TITLES,
    HEADS,
    JOBS,
    OFFICES,
    PLATFORMS,
    STARTERS,
    STATES,
    SUFFIXES,
    THINGS,
    TITLES,
)
from annotations.units.names import Name, names
from annotations.units.peoples import is_people
from annotations.units.places import KNOWN
from annotations.units.quotations import quotations

_SCORE = re.compile(r"[^\S\n]\d{1,3}(?![\w.,]*\w)")
_SMALL = re.compile(r"[^\S\n][a-z]")
_CONSTITUENCY = re.compile(r"[RDI]-[A-Z]|[RDI]$")
_BODY_FOLLOWS = re.compile(
    r" (?:" + "|".join(sorted(BODIES_OF_A_PERSON)) + r"|[Aa]ttorney['\u2019]s office)\b"
)
_GROUP = re.compile(r"G-?\d{1,2}|MI[56]")
_PREFIXES = frozenset(
    "anti co ex inter mid multi mini neo non post pre pro quasi re semi self sub ultra".split()
)
_PART = re.compile(r"-[a-z]")  # Re-elect
_ARTICLE = re.compile(r"\b(?:the|an?|this|that|its|our|their|his|her)[^\S\n]$", re.IGNORECASE)
_SPEAKS = re.compile(
    r",? (?:said|says|told|tells|added|adds|asked|asks|wrote|tweeted|replied|argued|spoke"
    r"|insisted|warned)\b"
)
_POST_FOLLOWS = re.compile(
    r" (?:post|posting|page|account|message|feed|video|user|friend|follower|fan)s?\b"
)
_OF_OFFICE = TITLES | FIRST_TITLES | BEFORE_TITLES | OFFICES | JOBS | {"and"}
_ENDS_OFFICES = JOBS | OFFICES - HEADS
_NO_PERSONS = HEADS | BODIES | {"for"}
_BODIES_OF_WORLD = frozenset(("development", "nations", "un", "world"))
_MEDIUM = re.compile(
    r"\b(?:told|tells|to|by|with|newspaper|outlet|paper|magazine|publication|(?:web)?site)"
    r"[^\S\n]The[^\S\n]$"
)
_OWNS = re.compile(r"['\u2019]s\b| of\b")
_STORMS = frozenset("cyclone hurricane superstorm typhoon".split())
_FIRST = frozenset("couple daughter daughters family gentleman lady ladies son".split())
_OF_WORDS = ("able", "ed", "ful", "ible", "ing", "ive", "less", "ly", "ous", "s")
_MANY = re.compile(
    r"[^\S\n][a-z]{3,}s(?<!ss)[^\S\n](?!(?:a|an|and|as|at|by|for|from|her|his|if|in|into|it|its|no|of"
    r"|off|on|or|out|over|that|the|their|to|up|with)\b)[a-z]+\b"
)
_AT_POSTING = ("on", "via", "a", "to", "her", "his")


class NameSuggester:
    """Proposes actors: names that are no dates, titles of works, mere places or adjectives."""

    name = "rule:name"
    version = "5"
    labels = ("actor",)

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """One suggestion for each name that may be an actor."""
        text = article.text
        reading = _Reading(text, paragraph)
        for found in names(text, *paragraph):
            for start, end, score in reading.actors(found):
                if not is_own(article, start, end):
                    yield Suggestion(start, end, "actor", self.name, score)


class _Reading:
    """One paragraph being read: its dates, its titles of works and whether it is a headline."""

    def __init__(self, text: str, paragraph: Span) -> None:
        self.text, self.paragraph = text, paragraph
        start, end = paragraph
        dates = date_expressions(text, start, end)
        self.dates = [joined(text, d) for d in dates if " of the " not in text[d[0] : d[1]]]
        self.works = [q for q in quotations(text, paragraph) if is_title(text, q)]
        self.addresses = addresses(text, paragraph)
        self.dateline = dateline(text, paragraph)
        self.headline = is_headline(text, paragraph)
        self.listed = (
            not self.headline and _SCORE.search(text, start, end) and is_list(text, paragraph)
        )
        self.whereabouts = Whereabouts(text)

    def actors(self, name: Name) -> Iterator[tuple[int, int, float]]:
        """The actors that a name comes to, with their scores."""
        name = cut(self.text, name, self.dates)
        if (
            name.start == name.end
            or name.start < self.dateline
            or self._is_covered(name, self.works)
            or self._is_covered(name, self.addresses)
        ):
            return
        if self.headline:
            known = known_names(self.text, (name.start, name.end), self.paragraph)
            yield from ((start, end, 0.6) for start, end in known)
            return
        words = self.text[name.start : name.end].split()
        bare = [word.strip(".").lower() for word in words]
        if parts := of_chamber(self.text, name):
            yield from ((start, end, 0.6) for start, end in parts)
            return
        if pair := self._pair(name):
            yield from ((start, end, 0.7) for start, end in pair)
            return
        start, bare = without_people(self.text, name, words, bare)
        if len(bare) == 1 and are_people(self.text, start, bare[0]):
            return
        if bare and (score := self._score(name._replace(start=start), bare)):
            body = _NO_PERSONS.isdisjoint(bare) and _BODY_FOLLOWS.match(self.text, name.end)
            yield start, body.end() if body and not name.title else name.end, score

    def _pair(self, name: Name) -> list[Span]:
        """The two parties of `the X-Y talks`, where both are named elsewhere on their own."""
        first, hyphen, second = self.text[name.start : name.end].partition("-")
        if not (first and hyphen) or " " in first + second or not second[:1].isupper():
            return []
        if not all(stands_alone(self.text, part, name.start) for part in (first, second)):
            return []
        return [(name.start, name.start + len(first)), (name.end - len(second), name.end)]

    def _score(self, name: Name, bare: list[str]) -> float:
        text, alone = self.text, len(bare) == 1
        word = text[name.start : name.end]
        if self.listed and _SCORE.match(text, name.end) and not all(map(is_common, bare)):
            return 0.6  # a team or a player, wherever they are from
        if _CONSTITUENCY.match(word):
            return 0.0
        if not name.title and _is_thing(bare):
            self.whereabouts.note_thing(name)
            return 0.0
        if name.title:
            self.whereabouts.note_title(name)
            return 0.95
        if alone and not self._may_stand_alone(name, word, bare[0]):
            return 0.0
        if not alone and self._is_phrase(name, bare):
            return 0.0
        if self.whereabouts.is_place(name, bare):
            return 0.0
        return 0.7 if alone else 0.85

    def _is_phrase(self, name: Name, bare: list[str]) -> bool:
        """Whether a run is words that only look like a name: Public Diplomacy, Crown Prince."""
        if bare[0] == "first" and bare[1] in _FIRST:
            return True
        if bare[-1] in _ENDS_OFFICES and set(bare) <= _OF_OFFICE:
            return True
        if not name.opens or set(bare) & HEADS:
            return False
        words = self.text[name.start : name.end]
        return (
            all(is_common(word) or word in STARTERS for word in bare)
            and not sightings(self.text, words, name.start).amid
            and not _SPEAKS.match(self.text, name.end)
        )

    def _may_stand_alone(self, name: Name, word: str, bare: str) -> bool:
        """Whether a single capitalised word is a name."""
        if _GROUP.fullmatch(word):
            return True
        if word[:-1].isupper() and bare[-1] == "s" and (bare[:-1] in COMMON or bare[:-1] in TITLES):
            return False  # CEOs
        if len(bare) < 2 or any(c.isdigit() for c in bare) or is_platform(self.text, name, bare):
            return False
        if bare in BODIES:
            return True
        if (
            bare.replace("\u2019", "'").startswith("i'")
            or bare.endswith("ism")
            or (bare.endswith("ese") and self._is_of_people(name))
        ):
            return False
        if bare in COMMON or is_people(bare):
            return False
        seen = sightings(self.text, word, name.start)
        if seen.surname:
            return True
        if _PART.match(self.text, name.end) and (bare in _PREFIXES or is_common(bare)):
            return False
        if bare.endswith("ans") or bare in STATES or bare in STARTERS or bare in JOBS:
            return False
        if is_common(bare) and not word.isupper():
            return self._is_named(name, bare, seen)
        if not name.opens:
            return True
        if bare in HEADS:
            return False
        if any(c.isupper() for c in word[1:]):
            return True
        if seen.amid > bool(seen.lower):
            return True
        return not (seen.lower or bare.endswith(_OF_WORDS) or self._is_before_noun(name))

    def _is_of_people(self, name: Name) -> bool:
        """Whether a word that looks like a people's stands as one: the Verrinese left."""
        small = _SMALL.match(self.text, name.end) is not None and not acts(self.text, name.end)
        return small or bool(_ARTICLE.search(self.text, max(0, name.start - 8), name.start))

    def _is_before_noun(self, name: Name) -> bool:
        """Whether many things follow that do nothing: Rusty hulls, but not Quillon hopes."""
        many = _MANY.match(self.text, name.end)
        return many is not None and not acts(self.text, name.end)

    def _is_named(self, name: Name, bare: str, seen: Sightings) -> bool:
        """Whether a word that English has as well names somebody here."""
        text, (start, end, *_) = self.text, name
        if bare in HEADS and starts_longer(text, text[start:end], start):
            return True
        if _MEDIUM.search(text, max(0, start - 24), start) and not _OWNS.match(text, end):
            return True  # told The Buoy
        if bare in HEADS or seen.lower or _ARTICLE.search(text, max(0, start - 8), start):
            return False
        if not name.opens or seen.amid:
            return True
        return not bare.endswith("s") and _SPEAKS.match(text, end) is not None

    def _is_covered(self, name: Name, spans: list[Span]) -> bool:
        return any(start < name.end and name.start < end for start, end in spans)


def _is_thing(bare: list[str]) -> bool:
    """Whether a name ends with what says it is a thing or a place: a bridge, a war, a treaty."""
    small = next((at for at, word in enumerate(bare) if word in ("of", "for", "on")), len(bare))
    last = next((word for word in reversed(bare[:small]) if word not in SUFFIXES | {"i"}), "")
    if (bare[0] in _STORMS and len(bare) > 1) or bare == ["oval", "office"]:
        return True
    if last in ("program", "programme"):
        return not _BODIES_OF_WORLD.intersection(bare)
    return last in THINGS and " ".join(bare) not in KNOWN


def is_platform(text: str, name: Name, bare: str) -> bool:
    """Whether the name of a company is said as a place to post at."""
    return bare in PLATFORMS and (
        word_before(text, name.start) in _AT_POSTING
        or _POST_FOLLOWS.match(text, name.end) is not None
    )
