"""How a text speaks of a state or a body that it does not name: by its people or what it is."""

import re

from annotations.compare.actors import Name
from annotations.units import Span
from annotations.units.english import is_common
from annotations.units.name_words import TITLES
from annotations.units.peoples import ADJECTIVES
from annotations.units.places import COUNTRIES

_PEOPLES = {
    "afghanistan": "afghan", "belgium": "belgian", "britain": "british", "cyprus": "cypriot",
    "denmark": "danish", "england": "english", "finland": "finnish", "france": "french",
    "germany": "german", "greece": "greek", "holland": "dutch", "ireland": "irish",
    "lebanon": "lebanese", "netherlands": "dutch", "north korea": "north korean",
    "norway": "norwegian", "philippines": "filipino", "poland": "polish",
    "portugal": "portuguese", "saudi arabia": "saudi", "scotland": "scottish",
    "south africa": "south african", "south korea": "south korean", "spain": "spanish",
    "sweden": "swedish", "switzerland": "swiss", "thailand": "thai", "turkey": "turkish",
    "uk": "british", "united kingdom": "british", "united states": "american", "us": "american",
    "wales": "welsh",
}  # fmt: skip
"""The adjectives of states that do not begin as their names do."""
_STEM, _ENDING = 4, 5  # letters of a state's name, at least, and those that an adjective adds
_IN_IT = {
    "congress": "lawmakers|legislators|capitol hill",
    "house": "congressmen|congresswomen|representatives",
    "pentagon": "(?:defense|military) officials|the military",
    "police": "officers",
    "police department": "police|officers",
    "senate": "senators",
    "supreme court": "(?:the |chief )justices?|high court",
    "white house": "administration",
}
"""What a text says of those in a body."""


def by_its_people(said: Name, text: str) -> Span | None:
    """Where a text has a state's adjective or people, or those in a body: Polish, lawmakers.

    The adjective does not count in a name (Polish Airlines) or behind a hyphen.
    """
    named = " ".join(said.words)
    if named in COUNTRIES or named in _PEOPLES:
        found = re.finditer(rf"(?<![\w-])(?:{_people(named)})(?!\w)(?:\s(\w+))?", text)
        return next((one.span() for one in found if not _names(one[1] or "")), None)
    pattern = "white house" if _is_of_person(said) else _IN_IT.get(named)
    place = re.search(rf"\b(?i:{pattern})\b", text) if pattern else None
    return place.span() if place else None


def _people(state: str) -> str:
    """The pattern of a state's adjectives and its people."""
    stem = state if len(state) <= _STEM else state[:-1]
    like = [one for one in ADJECTIVES if re.fullmatch(rf"{stem}\w{{1,{_ENDING}}}", one)]
    known = [_PEOPLES[state]] if state in _PEOPLES else sorted(like)
    return "|".join(f"{one.title()}s?" for one in known) or "(?!)"


def _names(word: str) -> bool:
    """Whether a word behind an adjective says that the two are a name."""
    return word[:1].isupper() and word.lower() not in TITLES


def _is_of_person(said: Name) -> bool:
    """Whether it is a president's administration, and not one of aviation."""
    return len(said.words) == 2 and said.last == "administration" and not is_common(said.first)
