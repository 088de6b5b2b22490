"""Where a text says something: a search pattern for what was typed, forgiving in its marks."""

import re
import unicodedata

from annotations.errors import PostilError

_SECONDS = 1.0
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
    return re.compile(source, 0 if any(c.isupper() for c in typed) else re.IGNORECASE)


def hits(text: str, typed: str, regular: bool = False) -> list[tuple[int, int]]:
    """Every place where `text` says `typed`, as spans in code points.

    With `regular`, `typed` is a regular expression. Raises `PostilError` where there is nothing to
    look for, or an expression is none or takes more than a second.
    """
    if regular and typed.strip():
        return _matches(text, typed)
    return [match.span() for match in pattern(typed).finditer(text)]


def _matches(text: str, typed: str) -> list[tuple[int, int]]:
    import regex  # the library, for unlike `re` it can be given a time limit

    flags = regex.MULTILINE | (0 if any(c.isupper() for c in typed) else regex.IGNORECASE)
    try:
        found = regex.compile(typed, flags).finditer(text, timeout=_SECONDS)
        return [match.span() for match in found if match.group()]
    except regex.error as error:
        raise PostilError(
            f"That is no regular expression: {error}.", "Mend it, or use ctrl+r."
        ) from None
    except TimeoutError:
        raise PostilError("That expression takes too long.", "Make it simpler.") from None


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
