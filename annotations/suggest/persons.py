"""Persons among the actors of a text, and whether *he* or *she* means them."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from annotations.annotation import Annotation
from annotations.units.given_names import FEMALE, MALE
from annotations.units.name_words import BODIES, HEADS, PARTIES, SUFFIXES, THINGS, TITLES
from annotations.units.peoples import is_people
from annotations.units.places import KNOWN

_TITLE = re.compile(r"(?<!\w)([\w-]+)\.?[^\S\n]$")
_WOMEN = frozenset(
    "actress chairwoman congresswoman councilwoman duchess empress lady madam madame miss mother "
    "mrs ms princess queen sister spokeswoman businesswoman assemblywoman".split()
)
_MEN = frozenset(
    "assemblyman businessman chairman congressman councilman duke emperor father imam king lord mr "
    "pope prince rabbi sheikh sir spokesman sultan".split()
)
_PRONOUN = re.compile(r"\b(?:(he|his|him|himself)|(she|her|hers|herself))\b", re.IGNORECASE)
_BREAK = re.compile(r"[.!?](?=\s)|[\"\u201c\u201d\n]|``|''")
_BESIDE = re.compile(r"\b(?:about|against|at|by|for|from|in|of|on|to|with)[^\S\n](?:the[^\S\n])?$")
_AFTER = 120  # characters in which a pronoun tells of whom it is said
_TITLED, _GIVEN = 3, 2  # what a title and a given name weigh


class Persons:
    """What the mentions of actors and the words around them say of the actors of a text."""

    def __init__(self, text: str, actors: Sequence[Annotation]) -> None:
        self.text = text
        self._votes: dict[str, Counter[str]] = {}
        self._said: dict[str, Counter[str]] = {}  # by pronouns, which may be somebody else's
        self._known: set[str] = set()
        for actor, following in zip_longest(actors, actors[1:]):
            self._note(actor, following)

    def may_be(self, actor: Annotation, pronoun: str) -> bool:
        """Whether `he` or `she` may mean an actor: no body or place, and nobody of the other."""
        if self.is_body(actor):
            return False
        return self._leaning(actor, pronoun) >= 0

    def fits(self, actor: Annotation, pronoun: str) -> bool:
        """Whether more speaks for `he` or `she` meaning an actor than against."""
        return self._leaning(actor, pronoun) > 0

    def _leaning(self, actor: Annotation, pronoun: str) -> int:
        key, other = self.key(actor), "she" if pronoun == "he" else "he"
        votes = self._votes.get(key) or self._said.get(key) or Counter[str]()
        return votes[pronoun] - votes[other]

    def is_sure(self, actor: Annotation) -> bool:
        """Whether an actor is a person by more than standing alone with a capital."""
        return self.key(actor) in self._known

    def is_body(self, actor: Annotation) -> bool:
        """Whether an actor is a place, a people or an organisation by its words."""
        words = self.text[actor.start : actor.end]
        low = [word.strip(".,").lower() for word in words.split()] or [""]
        if " ".join(low) in KNOWN and not self.is_sure(actor):
            return True
        if set(low) & (HEADS | BODIES | PARTIES) or low[-1] in THINGS or is_people(low[-1]):
            return not self.is_sure(actor) or len(low) > 1
        return (words.isupper() and len(words) > 1) or any(sign.isdigit() for sign in words)

    def key(self, actor: Annotation) -> str:
        """By what the mentions of one person are told to be one: the last name."""
        words = [word.strip(".,") for word in self.text[actor.start : actor.end].split()]
        named = [word for word in words if word.lower() not in SUFFIXES]
        return (named or words or [""])[-1]

    def _note(self, actor: Annotation, following: Annotation | None) -> None:
        text, key = self.text, self.key(actor)
        votes = self._votes.setdefault(key, Counter())
        title = _TITLE.search(text, max(0, actor.start - 20), actor.start)
        word = title.group(1).lower() if title else ""
        if word in _WOMEN | _MEN:
            votes["she" if word in _WOMEN else "he"] += _TITLED
        words = text[actor.start : actor.end].split()
        first = words[0].lower() if words else ""
        if first in FEMALE | MALE and not set(map(str.lower, words)) & HEADS:
            votes["she" if first in FEMALE else "he"] += _GIVEN
            self._known.add(key)
        if word in TITLES | _WOMEN | _MEN or _looks_personal(words):
            self._known.add(key)
        end = min(actor.end + _AFTER, following.start if following else len(text))
        stop = _BREAK.search(text, actor.end, end)
        said = _PRONOUN.search(text, actor.end, stop.start() if stop else end)
        if said and not _BESIDE.search(text, max(0, actor.start - 16), actor.start):
            self._said.setdefault(key, Counter())["he" if said.group(1) else "she"] += 1


def _looks_personal(words: Sequence[str]) -> bool:
    """Whether words are two to four with capitals, none of them a body's."""
    low = {word.strip(".,").lower() for word in words}
    return (
        1 < len(words) < 5
        and all(word[0].isupper() or word.islower() for word in words)
        and not low & (HEADS | BODIES | THINGS)
        and " ".join(words).lower() not in KNOWN
        and not any(word.isupper() and len(word) > 2 for word in words)
    )
