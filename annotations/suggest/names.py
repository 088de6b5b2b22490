"""Actors by the look of the text: runs of capitalised words that are nothing else."""

import re
from collections.abc import Iterable, Iterator

from annotations.article import Article
from annotations.proposal import Proposal
from annotations.suggest.headlines import is_headline, is_title, known_names
from annotations.suggest.name_words import (
    ADJECTIVES,
    BODIES,
    BODIES_OF_A_PERSON,
    CHAMBERS,
    COMMON,
    PARTIES,
    PEOPLES,
    STATES,
    THINGS,
)
from annotations.suggest.sightings import sightings, stands_alone
from annotations.suggest.whereabouts import Whereabouts, is_platform
from annotations.units import Span, date_expressions, quotations, trimmed
from annotations.units.name_words import HEADS, STARTERS
from annotations.units.names import Name, names

_CONSTITUENCY = re.compile(r"[RDI]-[A-Z]|[RDI]$")
_JOINED = re.compile(r"[-\u2010-\u2015]\w*")
_BODY_FOLLOWS = re.compile(r" (" + "|".join(sorted(BODIES_OF_A_PERSON)) + r")\b")
_DATELINE = re.compile(
    r"[A-Z][A-Z .'\u2019-]{2,30}(?:, [A-Z][\w. ]{1,14})?(?: \([^)\n]{1,20}\))?"
    r"(?:[^\S\n]?(?:\u2014|\u2013|--)|[^\S\n]-[^\S\n])"
)


class NameSuggester:
    """Proposes actors: names that are no dates, titles of works, mere places or adjectives."""

    name = "rule:name"
    version = "1"
    labels = ("actor",)

    def propose(self, article: Article, paragraph: Span) -> Iterable[Proposal]:
        """One proposal for each name that may be an actor."""
        text = article.text
        reading = _Reading(text, paragraph)
        for found in names(text, *paragraph):
            for start, end, score in reading.actors(found):
                yield Proposal(start, end, "actor", self.name, score)


class _Reading:
    """One paragraph being read: its dates, its titles of works and whether it is a headline."""

    def __init__(self, text: str, paragraph: Span) -> None:
        self.text, self.paragraph = text, paragraph
        start, end = paragraph
        dates = date_expressions(text, start, end)
        self.dates = [_joined(text, d) for d in dates if " of the " not in text[d[0] : d[1]]]
        self.works = [q for q in quotations(text, paragraph) if is_title(text, q)]
        self.dateline = _dateline(text, paragraph)
        self.headline = is_headline(text, paragraph)
        self.whereabouts = Whereabouts(text)

    def actors(self, name: Name) -> Iterator[tuple[int, int, float]]:
        """The actors that a name comes to, with their scores."""
        name = self._without_dates(name)
        if (
            name.start == name.end
            or name.start < self.dateline
            or self._is_covered(name, self.works)
        ):
            return
        if self.headline:
            known = known_names(self.text, (name.start, name.end), self.paragraph)
            yield from ((start, end, 0.6) for start, end in known)
            return
        words = self.text[name.start : name.end].split()
        bare = [word.strip(".").lower() for word in words]
        if len(bare) == 2 and set(bare) <= CHAMBERS | PARTIES and set(bare) & CHAMBERS:
            for at, word in enumerate(bare):
                if word in BODIES:
                    start = name.end - len(words[1]) if at else name.start
                    yield start, start + len(words[at]), 0.6
            return
        if pair := self._pair(name):
            yield from ((start, end, 0.7) for start, end in pair)
            return
        start, bare = self._without_adjective(name, words, bare)
        if bare and (score := self._score(name._replace(start=start), bare)):
            body = _BODY_FOLLOWS.match(self.text, name.end)
            yield start, body.end() if body and not name.title else name.end, score

    def _pair(self, name: Name) -> list[Span]:
        """The two parties of `the X-Y talks`, where both are named elsewhere on their own."""
        first, hyphen, second = self.text[name.start : name.end].partition("-")
        if not (first and hyphen) or " " in first + second or not second[:1].isupper():
            return []
        if not all(stands_alone(self.text, part, name.start) for part in (first, second)):
            return []
        return [(name.start, name.start + len(first)), (name.end - len(second), name.end)]

    def _without_dates(self, name: Name) -> Name:
        """The name cut where a date begins or ends in it; empty where it is nothing else."""
        start, end = name.start, name.end
        for date in self.dates:
            if date[0] <= start < date[1]:
                start = date[1]
            elif start < date[0] < end:
                end = date[0]
        start, end = trimmed(self.text, (min(start, end), end))
        return name._replace(start=start, end=end)

    def _without_adjective(
        self, name: Name, words: list[str], bare: list[str]
    ) -> tuple[int, list[str]]:
        """The name without a nationality before it, which is none of an organisation's."""
        if len(bare) > 1 and bare[0] in ADJECTIVES and not set(bare[1:]) & HEADS:
            rest = self.text.find(words[1], name.start + len(words[0]))
            return rest, bare[1:]
        return name.start, bare

    def _score(self, name: Name, bare: list[str]) -> float:
        text, alone = self.text, len(bare) == 1
        word = text[name.start : name.end]
        if _CONSTITUENCY.match(word) or (bare[-1] in THINGS and not name.title):
            return 0.0
        if name.title:
            self.whereabouts.note_title(name)
            return 0.95
        if alone and not self._may_stand_alone(name, word, bare[0]):
            return 0.0
        if self.whereabouts.is_place(name, bare):
            return 0.0
        return 0.7 if alone else 0.85

    def _may_stand_alone(self, name: Name, word: str, bare: str) -> bool:
        """Whether a single capitalised word is a name."""
        if len(bare) < 2 or any(c.isdigit() for c in bare) or is_platform(self.text, name, bare):
            return False
        if bare in BODIES:
            return True
        if bare.replace("\u2019", "'").startswith("i'") or bare.endswith("ese"):
            return False
        if bare in COMMON or bare in ADJECTIVES or bare in PEOPLES:
            return False
        seen = sightings(self.text, word, name.start)
        if seen.surname:
            return True
        if bare.endswith("ans") or bare in STATES or bare in STARTERS:
            return False
        if not name.opens:
            return True
        if bare in HEADS:
            return False
        if any(c.isupper() for c in word[1:]):
            return True
        if seen.amid > bool(seen.lower):
            return True
        return not seen.lower and not bare.endswith(("ing", "ly", "ed", "s"))

    def _is_covered(self, name: Name, spans: list[Span]) -> bool:
        return any(start < name.end and name.start < end for start, end in spans)


def _joined(text: str, date: Span) -> Span:
    """A date with the word that a hyphen joins to it: the April-June quarter."""
    joined = _JOINED.match(text, date[1])
    return date[0], joined.end() if joined else date[1]


def _dateline(text: str, paragraph: Span) -> int:
    """Where the text begins after `WASHINGTON (AP) -- `."""
    match = _DATELINE.match(text, paragraph[0], min(paragraph[1], paragraph[0] + 80))
    return match.end() if match else paragraph[0]
