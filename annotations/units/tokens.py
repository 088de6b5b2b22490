"""Tokens: the words of a text as names are made of them, hyphens and initials included."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from annotations.expressions import late
from annotations.units.english import is_common
from annotations.units.name_words import COMPOUNDS

_TOKEN = late(
    r"((?:[^\W\d_]\.){2,}"  # U.S.
    r"|[^\W_](?:[^\W_]|[\u0300-\u036f]|['\u2019](?![sS]\b)(?=[^\W_])"
    r"|[&.](?=[^\W_])|[-\u2010\u2011](?=[^\W_a-z])|-[a-z]{1,3}-(?=[^\W_a-z]))*"
    r"(?:[-\u2010\u2011][a-z]{1,8}(?!\w)){0,2})"
    r"(?:['\u2019][sS]\b)?"
)
_HYPHEN = late(r"[-\u2010\u2011][a-z]\w*(?:[-\u2010\u2011][a-z]\w*)*$")
_PARTS = late(r"[-\u2010\u2011]")
_CAPITAL_BEFORE = late(r"(?<!\w)[A-Z][\w'\u2019]*[^\S\n]$")
_LOWER_START = late(r"(?:al|el|ad|as|an|bin|ibn|d|l|de|della)[-\u2019'][^\W\d_a-z]")
_INITIALS = 2  # letters of what a full stop shortens
GAP = late(r"\.?[^\S\n]{1,2}|[^\S\n]&[^\S\n]")
"""What may stand between two words of a name."""


class Token(NamedTuple):
    """A word that may be part of a name: its extent without a possessive, and how it looks."""

    start: int
    end: int
    word: str  # lower case, without full stops
    capital: bool


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, which begins and ends between words."""
    return [
        Token(*match.span(1), word.lower(), word[0].isupper())
        if (word := match[1]).isalnum()  # as nearly all are
        else _token(text, match)
        for match in _TOKEN.finditer(text, start, end)
    ]


def plain_run(text: str, found: Sequence[Token], at: int) -> list[Token]:
    """The capitalised tokens from `at` on with nothing between them; a few at most."""
    last = at
    while last + 1 < min(len(found), at + 5) and found[last + 1].capital:
        here = found[last]
        if not GAP.fullmatch(text, here.end, found[last + 1].start):
            break
        if text[here.end] == "." and here.end - here.start > _INITIALS:
            break  # a sentence ends
        last += 1
    return list(found[at : last + 1])


def _token(text: str, match: re.Match[str]) -> Token:
    word = match.group(1)
    if hyphen := _HYPHEN.search(word):
        word = word if _is_syllable(text, match.start(), word, hyphen) else word[: hyphen.start()]
    capital = word[0].isupper() or _LOWER_START.match(word) is not None
    bare = word.rstrip(".").lower().replace("\u2019", "'")
    return Token(match.start(), match.start() + len(word), bare, capital)


def _is_syllable(text: str, start: int, word: str, hyphen: re.Match[str]) -> bool:
    """Whether a small letter after a hyphen belongs to a name: Seo-jin, but not Pellin-based."""
    first, *parts = _PARTS.split(word[: hyphen.start()].lower()) + _PARTS.split(hyphen.group()[1:])
    ending = parts[-1]
    if not word[0].isupper() or ending in COMPOUNDS:
        return False
    if not is_common(ending):
        return (len(ending) < 6 or not ending.endswith(("ing", "ed"))) and (
            not is_common(first) or _follows_capital(text, start)
        )
    # Ban Ki-moon: what else is a word is a name's behind a family's.
    return (
        len(ending) < 6
        and not ending.endswith(("ed", "ing"))
        and not is_common(first)
        and _follows_capital(text, start)
    )


def _follows_capital(text: str, start: int) -> bool:
    return _CAPITAL_BEFORE.search(text, max(0, start - 24), start) is not None
