"""Where a text names an actor that is tagged only in another."""

import re
from collections.abc import Iterator

from annotations.compare.actors import ALSO, Name, name
from annotations.compare.sides import Items, Side, overlaps
from annotations.units import Span
from annotations.units.given_names import FEMALE, MALE

_GIVEN = FEMALE | MALE
_BETWEEN = r"[\s.-]+"


def named(mentions: Items, other: Side) -> Span | None:
    """Where a text names an actor that is tagged only in another, and no item says so.

    A name counts only with a capital, unless its words say that it is an organisation, and where
    nobody says that it is another actor.
    """
    if not any(item.tagged for item in mentions):
        return None
    names = {name(item.words) for item in mentions}
    for one in sorted(names, key=lambda one: (-len(one.words), one.words)):
        for pattern in _ways(one):
            for match in pattern.finditer(other.text):
                body = one.is_body and len(one.words) > 1
                is_name = body or other.text[match.start()].isupper()
                if is_name and not overlaps(other, match.span(), "actor"):
                    return match.span()
    return None


def _ways(one: Name) -> Iterator[re.Pattern[str]]:
    """How a name is written: in its words, in others that mean the same, and by its initials."""
    if any(one.words):
        also = [
            one.words[: -len(meant)] + words
            for words, meant in ALSO.items()
            if one.words[-len(meant) :] == meant
        ]
        for words in (one.words, *also):
            yield _whole(_BETWEEN.join(map(re.escape, words)), re.IGNORECASE)
    if len(one.words) > 1 and one.first not in _GIVEN and one.initials.isalpha():
        letters = one.initials.upper()
        yield _whole(r"\.\s?".join(letters) + r"\.")
        if len(letters) > 2:
            yield _whole(letters)


def _whole(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){pattern}(?!\w)", flags)
