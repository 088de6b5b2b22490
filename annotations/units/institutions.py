"""Institutions: the small words, commas and possessives that stand within their names."""

from collections.abc import Sequence
from itertools import pairwise

from annotations.units.date_words import WEEKDAYS
from annotations.units.english import is_common
from annotations.units.name_words import (
    BODIES,
    FOR_HEADS,
    HEADS,
    OFFICES,
    OWNED_HEADS,
    TITLES,
    TOPICS,
)
from annotations.units.number_words import MONTHS
from annotations.units.peoples import PEOPLES
from annotations.units.places import KNOWN
from annotations.units.tokens import Token, plain_run

_MOST_FIELDS = 5
_TO_HEADS = frozenset(
    "alliance association campaign coalition committee fund project society".split()
)
_ON_HEADS = frozenset(
    "caucus center centre commission committee conference council forum office panel "
    "subcommittee".split()
)
_STATES = frozenset(("emirate", "kingdom", "republic", "state", "sultanate"))
_ABSTRACT = ("ance", "ence", "ics", "ity", "ment", "ness", "ology", "ship", "sion", "tion", "ture")
_RUN_FOR = frozenset(("congress", "governor", "mayor", "president", "senate"))
_NAMED_AFTER = frozenset(("college", "church", "club", "hospital", "museum", "school"))
_DAYS = frozenset([*WEEKDAYS, *MONTHS])


def is_owned(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether what begins at `place` ends an organisation's name that begins with a possessive."""
    owner, head = tokens[place - 1], plain_run(text, tokens, place)[-1].word
    if head in _NAMED_AFTER:
        return True
    many = text[owner.end + 1 : owner.end + 2].isspace()  # the Pilots' Guild
    return head in HEADS | OWNED_HEADS and (many or is_common(owner.word) or owner.word in TITLES)


def may_join(text: str, tokens: Sequence[Token], first: int, last: int, beyond: int) -> bool:
    """Whether a small word stands within an organisation's name."""
    here, word, following = tokens[last].word, tokens[last + 1].word, tokens[beyond].word
    if word == "of":
        has_head = any(token.word in HEADS for token in tokens[first : last + 1])
        return (
            has_head or here in _STATES or (here in ("secretary", "chief") and following in OFFICES)
        )
    if word == "for":
        return here in FOR_HEADS or following in _RUN_FOR
    if word == "to":
        return here in _TO_HEADS
    if word == "on":
        return here in _ON_HEADS and following not in _DAYS
    return word == "and" and _is_joint(text, tokens, first, last, beyond)


def _is_joint(text: str, tokens: Sequence[Token], first: int, last: int, beyond: int) -> bool:
    """Whether `and` stands within an organisation's name: Food and Drug Agency."""
    before, after = tokens[first : last + 1], plain_run(text, tokens, beyond)
    if (before[-1].word, after[0].word) == ("ways", "means"):
        return True
    words = [token.word for token in before]
    if "authority" in words and "of" in words:
        named = " ".join(words[words.index("of") + 1 :])
        if named in KNOWN and " ".join(token.word for token in after) in KNOWN:
            return True  # the Port Authority of Kestrow and Verrin
    if _is_field(before[-1]) and _has_fields(before) and not _is_titled(after):
        return _is_field(after[0]) or (len(after) > 1 and all(is_common(t.word) for t in after))
    return (
        len(after) > 1
        and after[-1].word in HEADS
        and _is_field(before[-1])
        and all(is_common(token.word) for token in after)
    )


def _is_titled(run: Sequence[Token]) -> bool:
    return any(token.word in TITLES for token in run)


def _is_field(token: Token) -> bool:
    """Whether a word may be what an institution is for: Commerce, but not Arkansas or Congress."""
    word = token.word
    named = is_common(word) or word in TOPICS or word.endswith(_ABSTRACT)
    return named and word not in HEADS | BODIES | TITLES | PEOPLES


def _has_fields(run: Sequence[Token]) -> bool:
    """Whether a run is a head with what it is of or for: Centers for Flood Control."""
    words = [token.word for token in run]
    return any(
        word in FOR_HEADS and small in ("of", "for", "on") for word, small in pairwise(words)
    )


def lists_on(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a comma stands within an institution's name: Ministry of Trade, Ports and Fish."""
    if not (_is_field(tokens[last]) and _has_fields(tokens[first : last + 1])):
        return False
    place = last + 1
    for _ in range(_MOST_FIELDS):
        run = plain_run(text, tokens, place)
        if not all(map(_is_field, run)):
            return False
        place += len(run)
        rest = tokens[place : place + 2]
        if not rest:
            return False
        gap = text[run[-1].end : rest[0].start]
        if rest[0].word == "and" and gap in (" ", ", "):
            return len(rest) > 1 and rest[1].capital and _is_field(rest[1])
        if gap != ", " or not rest[0].capital:
            return False
    return False
