"""A name in another spelling: Hadari and al-Hadary, Marrion and Marion, WQED News and WQED-TV."""

import re
from functools import lru_cache

from annotations.compare.actors import Name, is_first, name
from annotations.compare.sides import Item, Side
from annotations.units import Span
from annotations.units.name_words import PARTIES

_LETTERS, _ALIKE = 6, 70.0  # of a last name, and RapidFuzz's ratio, from which on two are alike
_FEWEST, _NEARLY = 5, 88.0  # the same for any word with a capital
_SHORTEST = 3  # capitals
_CAPITAL = re.compile(r"(?<![\w-])[^\W\d_a-z]\w+")


def is_spelled_alike(one: Name, other: Name) -> bool:
    """Whether two last names are nearly one, as two spellings are, and no first name differs."""
    from rapidfuzz.fuzz import ratio

    here, there = (said.last.rpartition("-")[2] for said in (one, other))  # al-Hadari, Hadary
    if min(len(here), len(there)) < _LETTERS or here == there:
        return False
    firsts = not (one.is_full and other.is_full) or is_first(one.first, other.first)
    bodies = one.is_body or other.is_body
    return firsts and not bodies and ratio(here, there) >= _ALIKE


def spelled(item: Item, said: Name, side: Side, other: Side) -> Span | None:
    """Where another text has the last name of a person in nearly the same letters.

    The item's text has no name in that spelling, and it is not its plural. Of a name of several
    words one in capitals is enough, the letters of a station, unless all are.
    """
    there, here = _capitals(other.text), _capitals(side.text)
    parts = item.words.split()
    letters = [word for word in parts if word.isupper() and len(word) >= _SHORTEST]
    for word in letters if len(letters) < len(parts) else ():
        if word in there and word.lower() not in PARTIES:
            return there[word]
    if said.is_body or len(said.last) < _FEWEST:
        return None
    near = [word for word in there.keys() - here.keys() if _is_nearly(word.lower(), said.last)]
    places = (there[word] for word in near if not _is_another(said, there[word], other))
    return min(places, default=None)


def _is_another(said: Name, place: Span, other: Side) -> bool:
    """Whether a word is in the name of a body, or of a person of another first name."""
    for one in other.items:
        if one.role == "actor" and one.span[0] < place[1] and place[0] < one.span[1]:
            there = name(one.words)
            firsts = said.is_full and there.is_full and not is_first(said.first, there.first)
            if firsts or there.is_body:
                return True
    return False


def _is_nearly(one: str, other: str) -> bool:
    """Whether two words begin alike and differ in a letter or two, not by an s at the end."""
    from rapidfuzz.fuzz import ratio

    if one[0] != other[0] or len(one) < _FEWEST or one.rstrip("s") == other.rstrip("s"):
        return False
    return ratio(one, other) >= _NEARLY


@lru_cache(maxsize=4)  # those that are compared
def _capitals(text: str) -> dict[str, Span]:
    """The words of a text that have a capital, and where each stands first."""
    found: dict[str, Span] = {}
    for one in _CAPITAL.finditer(text):
        found.setdefault(one.group(), one.span())
    return found
