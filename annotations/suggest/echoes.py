"""Everywhere at once: where else a text says the selected words, or names the same otherwise."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from annotations.errors import PostilError
from annotations.folding import Folded, plain
from annotations.suggest.tagged import forms
from annotations.units import Span, names_at

_LONGEST = 10_000  # code points
_MOST_NAMES = 1_000


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

    Where they are a name, also of its parts and its acronym, and the longer names that it stands
    in; of what overlaps the longest is given. What stands more than a thousand times, or has no
    capital, is taken for no name. Raises `PostilError` for more words than anybody would repeat.
    """
    if len(words) > _LONGEST:
        what = f"{len(words):,} characters are too many to look for."
        raise PostilError(what, f"Select {_LONGEST:,} at most.")
    known = plain(text)
    found = [Echo(*span) for span in _places(known, words)]
    if named and len(found) <= _MOST_NAMES and words.lower() != words:
        longer = [_longest(text, one) for one in found]
        parts = [Echo(*span, True) for form in forms(words) for span in _places(known, form)]
        # A part within a longer name is somebody else's.
        own = [part for part in parts if _longest(text, part) is None]
        found = [*found, *filter(None, longer), *own]
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
