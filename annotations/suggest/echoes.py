"""Everywhere at once: where else a text says the selected words, or names the same otherwise."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from annotations.errors import PostilError
from annotations.folding import Folded, plain
from annotations.suggest.tagged import forms
from annotations.units import Span
from annotations.units.names import names, names_at

_LONGEST = 10_000  # code points
_MOST_NAMES = 1_000
_LONGEST_NAME = 60  # letters
_BETWEEN = r"(?:\.[^\S\n]?|-|[^\S\n])?"  # two letters of a name
_APART = re.compile(r"[-.\s]+")
_ARTICLES = ("a", "an", "the")
_SPACES = re.compile(r"\s")
_LONG_BEFORE_DOT = re.compile(r"\w\w\.")


class Echo(Struct, frozen=True, order=True):
    """A place that says the words; a `variant` names the same by a part, an acronym or in full."""

    start: int
    end: int
    variant: bool = False

    @property
    def span(self) -> Span:
        """Start and end."""
        return (self.start, self.end)


def echoes(text: str, words: str, named: bool) -> list[Echo]:
    """Every whole-word occurrence of `words` in a text, in order, in whatever signs it is written.

    Where they are a name, it is looked for without a title before it, and also its parts and its
    acronym, each with hyphens, spaces and the dots of initials or without, and the longer names
    that it stands in; of what overlaps the longest is given. What stands more than a thousand
    times, or has no capital, is taken for no name. Raises `PostilError` for more words than anybody
    would repeat.
    """
    if len(words) > _LONGEST:
        what = f"{len(words):,} characters are too many to look for."
        raise PostilError(what, f"Select {_LONGEST:,} at most.")
    known, words = plain(text), _untitled(words) if named else words
    found = [Echo(*span) for span in _places(known, words)]
    if named and len(found) <= _MOST_NAMES and words.lower() != words:
        longer = [_longest(text, one) for one in found]
        said = {echo.span for echo in found}
        spelt = [Echo(*span, True) for span in _spelt(known, words) if span not in said]
        places = (span for form in forms(words) for span in _forms(known, form))
        # A part within a longer name is somebody else's.
        own = [part for span in places if _longest(text, part := Echo(*span, True)) is None]
        found = [*found, *spelt, *filter(None, longer), *own]
    return list(_apart(found))


def _places(known: Folded, words: str) -> Iterator[Span]:
    """Where a text says words as words; a pattern of a whole page would be slow to make."""
    sought, start = " ".join(plain(words).text.split()), 0
    while sought and (start := known.text.find(sought, start)) >= 0:
        end = start + len(sought)
        if _is_word(known.text[max(0, start - 1) : start]) or _is_word(known.text[end : end + 1]):
            start += 1
        else:
            yield known.origin(start, end)
            start = end


def _forms(known: Folded, words: str) -> Iterator[Span]:
    """Where a text says words, or spells them in another way."""
    yield from _places(known, words)
    yield from _spelt(known, words)


def _untitled(words: str) -> str:
    """A name without the title before it."""
    found = list(names(words, 0, len(words)))
    one = found[-1] if found else None
    return words[one.start :] if one and one.title and one.end == len(words.rstrip()) else words


def _spelt(known: Folded, words: str) -> Iterator[Span]:
    """Where a text has the letters of a name with other hyphens, spaces, dots after initials.

    Capitals alone, as in an acronym, stand for capitals alone, and nothing else does.
    """
    letters = [sign for sign in plain(words).text if sign.isalnum()]
    if not 1 < len(letters) <= _LONGEST_NAME:
        return
    capitals = all(sign.isupper() for sign in letters)
    # The first letter leads: a whole text is searched for a plain capital much faster.
    first, *others = (re.escape(sign) for sign in (letters[0].upper(), *letters[1:]))
    rest = "".join(_BETWEEN + sign for sign in others)
    pattern = rf"{first}(?<!\w.){rest if capitals else f'(?i:{rest})'}(?!\w)"
    for match in re.finditer(pattern, known.text):
        start, end = match.span()
        said = match.group()
        parts = _APART.split(said)
        if _LONG_BEFORE_DOT.search(said) or not (capitals or _is_name(said, parts)):
            continue
        # Initials with dots have one behind the last, too.
        dotted = "." in said and len(parts[-1]) == 1 and known.text[end : end + 1] == "."
        yield known.origin(start, end + dotted)


def _is_name(said: str, parts: list[str]) -> bool:
    """Whether words that are spelt like a name are one: by capitals, and without an article."""
    begin = [part for part in _SPACES.split(said) if part]
    if len(begin) > 1 and begin[0].lower() in _ARTICLES:
        return False
    return all(part[0].isupper() for part in begin) and not "".join(parts).isupper()


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _longest(text: str, one: Echo) -> Echo | None:
    """The longer name that an occurrence stands in, if any."""
    around = max(names_at(text, *one.span), key=lambda s: s[1] - s[0], default=one.span)
    return Echo(*around, True) if around != one.span else None


def _apart(found: Iterable[Echo]) -> Iterator[Echo]:
    reached = 0
    for one in sorted(found, key=lambda e: (e.start, -e.end, e.variant)):
        if one.start >= reached:
            yield one
            reached = one.end
