"""Actors by the look of the text: runs of capitalised words that are nothing else."""

import re
from collections.abc import Iterable, Iterator

from annotations.article import Article
from annotations.suggest.capitals import is_headline, is_title, known_names, sightings, stands_alone
from annotations.suggestion import Suggestion
from annotations.units import Span, date_expressions, quotations, trimmed
from annotations.units.name_words import (
    ADJECTIVES,
    BODIES,
    BODIES_OF_A_PERSON,
    CHAMBERS,
    COMMON,
    HEADS,
    PARTIES,
    PEOPLES,
    PLACES,
    PLATFORMS,
    STARTERS,
    STATES,
    THINGS,
)
from annotations.units.names import Name, names

_CONSTITUENCY = re.compile(r"[RDI]-[A-Z]|[RDI]$")
_JOINED = re.compile(r"[-\u2010-\u2015]\w*")
_BODY_FOLLOWS = re.compile(r" (" + "|".join(sorted(BODIES_OF_A_PERSON)) + r")\b")
_DATELINE = re.compile(
    r"[A-Z][A-Z .'\u2019-]{2,30}(?:, [A-Z][\w. ]{1,14})?(?: \([^)\n]{1,20}\))?"
    r"(?:[^\S\n]?(?:\u2014|\u2013|--)|[^\S\n]-[^\S\n])"
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\W{1,2}(?:the[^\S\n])?$", re.IGNORECASE)
_MEMBER_OF = re.compile(r"(?:Democrat|Republican|[Ii]ndependent|[Mm]ember)s? (?:of|from) $")
_MEMBER_FOLLOWS = re.compile(r" (?:Democrat|Republican|[Ii]ndependent|native|resident)\b")
_STATE_FOLLOWS = re.compile(r", ([A-Z][\w.]*?)\.")
_POST_FOLLOWS = re.compile(r" (?:post|posting|page|account|message|feed|video|user)s?\b")
_POSSESSIVE = re.compile(r"['\u2019]s?\b")
_MEMBERS = frozenset(
    "rep reps representative representatives sen sens senator senators "
    "congressman congresswoman".split()
)
_AT_POSTING = ("on", "via", "a", "to", "her", "his")


class NameSuggester:
    """Proposes actors: names that are no dates, titles of works, mere places or adjectives."""

    name = "rule:name"
    version = "1"
    labels = ("actor",)

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """One suggestion for each name that may be an actor."""
        text = article.text
        reading = _Reading(text, paragraph)
        for found in names(text, *paragraph):
            for start, end, score in reading.actors(found):
                yield Suggestion(start, end, "actor", self.name, score)


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


class Whereabouts:
    """What the names of a paragraph, read in order, tell about the places among them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._place = -1  # where the last name ended that was a place
        self._member = -1  # and where the last member of a parliament

    def note_title(self, name: Name) -> None:
        """Remember a member of a parliament: the state behind it is a mere place."""
        self._member = name.end if name.title in _MEMBERS else -1

    def is_place(self, name: Name, bare: list[str]) -> bool:
        """Whether a name, of these words in lower case, only says where."""
        found = not (bare[-1] in BODIES or set(bare) & HEADS) and self._only_says_where(name, bare)
        if found:
            self._place = name.end
        return found

    def _only_says_where(self, name: Name, bare: list[str]) -> bool:
        text, (start, end, *_) = self.text, name
        state = _STATE_FOLLOWS.match(text, end)
        return (
            (self._member >= 0 and text[self._member : start] == " of ")  # Rep. Ann Lee of Ohio
            or (self._place >= 0 and text[self._place : start] in (", ", " and ", ", and "))
            or (state is not None and state.group(1).lower() in STATES | {"d.c"})
            or _MEMBER_OF.search(text, max(0, start - 20), start) is not None
            or _MEMBER_FOLLOWS.match(text, end) is not None
            or self._follows_in(name, bare)
        )

    def _follows_in(self, name: Name, bare: list[str]) -> bool:
        """In Pellin, near Port Ash, from Kestrow; but in Quillon's talks, from Quillon."""
        word = _word_before(self.text, name.start)
        if word not in PLACES and (word != "from" or len(bare) > 1):
            return False
        if _POSSESSIVE.match(self.text, name.end):
            return False
        alone = self.text[name.start : name.end]
        return len(bare) > 1 or not sightings(self.text, alone, name.start).surname


def is_platform(text: str, name: Name, bare: str) -> bool:
    """Whether the name of a company is said as a place to post at."""
    return bare in PLATFORMS and (
        _word_before(text, name.start) in _AT_POSTING
        or _POST_FOLLOWS.match(text, name.end) is not None
    )


def _word_before(text: str, start: int) -> str:
    before = _WORD_BEFORE.search(text, max(0, start - 24), start)
    return before.group(1).lower() if before else ""
