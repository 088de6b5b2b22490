"""Where a text says something: a search pattern for what was typed, forgiving in its marks."""

import re
import unicodedata
from collections.abc import Iterable
from math import prod
from typing import TYPE_CHECKING, Any, TypeAlias

from annotations.errors import PostilError, UsageError
from annotations.units import Span

if TYPE_CHECKING:
    import regex

Pattern: TypeAlias = "re.Pattern[str] | regex.Pattern[str]"

_SECONDS = 1.0
_MOST_REPEATED = 1_000_000  # `regex` writes `(a{1000}){1000}` out
_LIKE = {
    "'": "['\u2018\u2019\u201a\u2032\u00b4`]",
    '"': '["\u201c\u201d\u201e\u2033\u00ab\u00bb]',
    "-": "[-\u2010-\u2015\u2212]",
}


def pattern(typed: str) -> re.Pattern[str]:
    """A pattern for `typed`: letters match either case unless one of them is upper case.

    Straight quotes and hyphens match their typographic kin, a space any white space, and an
    accented letter also its decomposed form. Raises `PostilError` when there is nothing to look
    for.
    """
    if not typed.strip():
        raise PostilError("There is nothing to look for.", "Type some words after /.")
    parts = re.split(r"(\s+)", typed)
    source = "".join(r"\s+" if part.isspace() else _literal(part) for part in parts)
    if typed[0].isspace():
        source = rf"(?<!\s){source}"  # else each blank of a thousand would be tried as the first
    return re.compile(source, 0 if any(c.isupper() for c in typed) else re.IGNORECASE)


def expression(typed: str, flags: int = 0) -> "regex.Pattern[str]":
    """A regular expression as typed; `flags` are those of `re`, on top of `MULTILINE`.

    It is one of the library `regex`, which can be given a time limit. Raises `UsageError` where
    `typed` is none.
    """
    import regex

    repeated = prod(map(int, re.findall(r"(?<!\\)\{(\d+)", typed)))
    if repeated > _MOST_REPEATED:
        raise UsageError(f"{typed} repeats too much.", "Give smaller numbers in { }.")
    try:
        return regex.compile(typed, regex.MULTILINE | flags)
    except (regex.error, OverflowError, RecursionError) as error:
        what = f"{typed} is no regular expression: {error}."
        raise UsageError(what, "Mend it, or look for it as plain words.") from None


def hits(text: str, typed: str, regular: bool = False) -> list[Span]:
    """Every place where `text` says `typed`, as spans in code points.

    With `regular`, `typed` is a regular expression. Raises `PostilError` where there is nothing to
    look for, or an expression is none or takes too long.
    """
    if not regular or not typed.strip():
        return spans(text, pattern(typed))
    return spans(text, expression(typed, 0 if any(c.isupper() for c in typed) else re.IGNORECASE))


def spans(text: str, pattern: Pattern) -> list[Span]:
    """Where a pattern fits; what fits nothing at all is no hit.

    Raises `PostilError` where an expression takes more than a second, and another for each million
    code points: `(a+)+$` may take years.
    """
    if isinstance(pattern, re.Pattern):
        found: Iterable[Any] = pattern.finditer(text)
    else:
        found = pattern.finditer(text, timeout=_SECONDS * (1 + len(text) / 1_000_000))
    try:
        return [match.span() for match in found if match.end() > match.start()]
    except TimeoutError:
        raise PostilError(
            f"The expression {pattern.pattern} takes too long.",
            "Make it simpler: no repetition within a repetition.",
        ) from None


def _literal(word: str) -> str:
    forms = dict.fromkeys((word, unicodedata.normalize("NFC", word)))
    return "(?:" + "|".join("".join(map(_letter, form)) for form in forms) + ")"


def _letter(letter: str) -> str:
    if letter in _LIKE:
        return _LIKE[letter]
    taken_apart = unicodedata.normalize("NFD", letter)
    if taken_apart == letter:
        return re.escape(letter)
    return f"(?:{re.escape(letter)}|{re.escape(taken_apart)})"
