"""Names that only say where: a town, a member's state, a page to post on."""

import re

from annotations.suggest.name_words import BODIES, PLACES, PLATFORMS, STATES
from annotations.suggest.sightings import sightings
from annotations.units.name_words import HEADS
from annotations.units.names import Name

_WORD_BEFORE = re.compile(r"([^\W\d_]+)\W{1,2}(?:the[^\S\n])?$", re.IGNORECASE)
_MEMBER_OF = re.compile(r"(?:Democrat|Republican|[Ii]ndependent|[Mm]ember)s? (?:of|from) $")
_MEMBER_FOLLOWS = re.compile(r" (?:Democrat|Republican|[Ii]ndependent|native|resident)\b")
_STATE_FOLLOWS = re.compile(r", ([A-Z][\w.]*?)\.")
_POST_FOLLOWS = re.compile(r" (?:post|posting|page|account|message|feed|video|user)s?\b")
_POSSESSIVE = re.compile(r"['\u2019]s?\b")
_MEMBERS = frozenset(
    "rep reps representative representatives sen sens senator senators "
    "congressman congresswoman".split()
)
_AT_POSTING = ("on", "via", "a", "to", "her", "his")


class Whereabouts:
    """What the names of a paragraph, read in order, tell about the places among them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._place = -1  # where the last name ended that was a place
        self._member = -1  # and where the last member of a parliament

    def note_title(self, name: Name) -> None:
        """Remember a member of a parliament: the state behind it is a mere place."""
        self._member = name.end if name.title in _MEMBERS else -1

    def is_place(self, name: Name, bare: list[str]) -> bool:
        """Whether a name, of these words in lower case, only says where."""
        found = not (bare[-1] in BODIES or set(bare) & HEADS) and self._only_says_where(name, bare)
        if found:
            self._place = name.end
        return found

    def _only_says_where(self, name: Name, bare: list[str]) -> bool:
        text, (start, end, *_) = self.text, name
        state = _STATE_FOLLOWS.match(text, end)
        return (
            (self._member >= 0 and text[self._member : start] == " of ")  # Rep. Ann Lee of Ohio
            or (self._place >= 0 and text[self._place : start] in (", ", " and ", ", and "))
            or (state is not None and state.group(1).lower() in STATES | {"d.c"})
            or _MEMBER_OF.search(text, max(0, start - 20), start) is not None
            or _MEMBER_FOLLOWS.match(text, end) is not None
            or self._follows_in(name, bare)
        )

    def _follows_in(self, name: Name, bare: list[str]) -> bool:
        """In Pellin, near Port Ash, from Kestrow; but in Quillon's talks, from Quillon."""
        word = _word_before(self.text, name.start)
        if word not in PLACES and (word != "from" or len(bare) > 1):
            return False
        if _POSSESSIVE.match(self.text, name.end):
            return False
        alone = self.text[name.start : name.end]
        return len(bare) > 1 or not sightings(self.text, alone, name.start).surname


def is_platform(text: str, name: Name, bare: str) -> bool:
    """Whether the name of a company is said as a place to post at."""
    return bare in PLATFORMS and (
        _word_before(text, name.start) in _AT_POSTING
        or _POST_FOLLOWS.match(text, name.end) is not None
    )


def _word_before(text: str, start: int) -> str:
    before = _WORD_BEFORE.search(text, max(0, start - 24), start)
    return before.group(1).lower() if before else ""
