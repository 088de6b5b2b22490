"""Names: runs of capitalised words with particles and initials, without title and possessive."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from annotations.expressions import late
from annotations.units.given_names import FEMALE, MALE
from annotations.units.institutions import is_owned, lists_on, may_join
from annotations.units.name_words import (
    BEFORE_TITLES,
    FIRST_PARTICLES,
    FIRST_TITLES,
    HEADS,
    OFFICES,
    PARTICLES,
    STARTERS,
    SUFFIXES,
    TITLES,
)
from annotations.units.tokens import GAP, Token, tokens
from annotations.units.words import LONGEST_EXPRESSION, Span

_OWNS = late(r"['\u2019]s?[^\S\n]")
_OPENING = late(
    r"(?:[.!?:;\u2026]['\"\u2019\u201d)]*\s+|\n\s*|[\"\u201c\u2018'(\[\u00ab]"
    r"|(?:[\u2014\u2013\u2022]|--)\s*)$"
)
_LONGEST = 16  # words in a name
_DETERMINERS = frozenset(
    "a an any each every his her its my no our that the their this your".split()
)
_FULL_STOP = SUFFIXES | {"st"}
_GIVEN = FEMALE | MALE
_JOINED_TITLES = TITLES | BEFORE_TITLES
_OF_TITLES = _JOINED_TITLES | FIRST_TITLES
_GENERALS = frozenset(("attorney", "director", "governor", "secretary", "solicitor", "surgeon"))
_SHORT_TITLES = frozenset(("col", "gen", "lt", "rep", "sen"))
_COMPANIES = frozenset(("motors", "electric", "mills", "dynamics"))  # General ...


class Name(NamedTuple):
    """A run of capitalised words: its extent, the title before it, whether it opens a sentence."""

    start: int
    end: int
    title: str
    opens: bool


def names(text: str, start: int, end: int) -> Iterator[Name]:
    """The names in `text[start:end]`, which begins and ends between words, in reading order."""
    found = tokens(text, start, end)
    at = 0
    while at < len(found):
        here = found[at]
        if not here.capital and not (here.word in FIRST_PARTICLES and _is_led_in(text, found, at)):
            at += 1
            continue
        after = _run(text, found, at)
        yield from _cut(text, found[at:after], start)
        at = after


def names_at(text: str, start: int, end: int) -> list[Span]:
    """The names that hold `[start, end)`, looked for in the line around."""
    if end - start > LONGEST_EXPRESSION:
        return []
    line_end = text.find("\n", end)
    low = max(text.rfind("\n", 0, start) + 1, start - 150)
    while low > 0 and text[low - 1].isalnum() and start - low < 300:
        low -= 1
    high = min(len(text) if line_end < 0 else line_end, end + 150)
    return [(n.start, n.end) for n in names(text, low, high) if n.start <= start and n.end >= end]


def _run(text: str, found: list[Token], at: int) -> int:
    """The index after the last token of the run that begins at `at`."""
    last = at
    while last - at < _LONGEST and (following := _joined(text, found, at, last)) is not None:
        last = following
    return last + 1


def _is_led_in(text: str, found: list[Token], at: int) -> bool:
    """Whether a particle begins a name here: van der Berg; but not the van Ford made."""
    if at and found[at - 1].word in _DETERMINERS:
        return False
    after = at + 1
    while after < min(len(found), at + 3) and found[after].word in PARTICLES:
        after += 1
    part = found[at : after + 1]
    return (
        len(part) == after + 1 - at
        and part[-1].capital
        and all(GAP.fullmatch(text, a.end, b.start) for a, b in pairwise(part))
    )


def _joined(text: str, found: list[Token], first: int, last: int) -> int | None:
    """The next capitalised token that belongs to the run, if any."""
    here, place = found[last], last + 1
    if place >= len(found):
        return None
    following = found[place]
    gap = text[here.end : following.start]
    if following.word in SUFFIXES and gap in (", ", " ") and following.capital:
        return place
    if gap.startswith(".") and not _goes_on(here, following):
        return None
    if _OWNS.fullmatch(gap):
        return place if following.capital and is_owned(text, found, place) else None
    if gap == ", " and following.capital:
        return place if lists_on(text, found, first, last) else None
    if not GAP.fullmatch(gap):
        return None
    if following.capital:
        return place
    return _over(text, found, first, last)


def _goes_on(here: Token, following: Token) -> bool:
    """Whether a full stop after a word abbreviates it instead of ending the sentence."""
    initial = here.end - here.start == 1
    return following.word not in STARTERS and (
        initial
        or (here.word in TITLES and here.end - here.start <= 5)
        or here.word in ("ft", "st", "lt", "maj")
    )


def _over(text: str, found: list[Token], first: int, last: int) -> int | None:
    """The capitalised token beyond a particle or a small word, where that belongs to the run."""
    small, beyond = found[last + 1], last + 2
    articles = ("the",) if small.word in ("of", "for", "on") else PARTICLES
    while beyond < min(len(found), last + 4) and found[beyond].word in articles:
        beyond += 1
    if beyond >= len(found) or not found[beyond].capital:
        return None
    if not all(
        GAP.fullmatch(text[a.end : b.start])
        for a, b in zip(found[last:beyond], found[last + 1 : beyond + 1], strict=True)
    ):
        return None
    if small.word in PARTICLES or may_join(text, found, first, last, beyond):
        return beyond
    return None


def _cut(text: str, found: list[Token], floor: int) -> Iterator[Name]:
    """The names of a run: cut at its titles, without what only begins the sentence."""
    opens = _opens(text, found[0].start, floor)
    title, begun, at = "", 0, 0
    while at < len(found):
        within = at > 0 and found[at - 1].word in ("of", "for")
        length = 0 if within else _title_at(found, at)
        if not length and at > begun and _begins_person(found, at):
            yield from _name(text, found[begun:at], title, opens and begun == 0)
            title, begun = "", at
        if not length and at > begun:
            at += 1
            continue
        starts = not length and _only_starts(found[at], opens)
        if not length and not starts:
            at += 1
            continue
        yield from _name(text, found[begun:at], title, opens and begun == 0)
        title = " ".join(token.word for token in found[at : at + length])
        at += length or 1
        begun = at
    yield from _name(text, found[begun:], title, opens and begun == 0)


def _only_starts(token: Token, opens: bool) -> bool:
    """Whether a word has its capital only from the sentence that it begins."""
    return token.word in STARTERS and (opens or token.word in ("the", "a", "an"))


def _title_at(found: list[Token], at: int) -> int:
    """How many tokens of a title begin here; none where the title belongs to a name."""
    place = at
    while place + 1 < len(found) and found[place].word in BEFORE_TITLES:
        if found[place + 1].word not in _OF_TITLES:
            break
        place += 1
    word, after = found[place].word, place + 1
    of = [token.word for token in found[after : after + 3] if token.word != "the"]
    if word in ("secretary", "chief") and of[:1] == ["of"] and of[1:] and of[1] in OFFICES:
        after += 2 + (found[after + 1].word == "the")
        while after < len(found) and found[after].word in OFFICES | {"and"}:
            after += 1
    elif (
        not _is_title(word)
        and not (place > at and (found[place - 1].word, word) == ("chief", "executive"))
        and not (word in FIRST_TITLES and (place > at or at == 0) and place + 1 < len(found))
    ):
        return 0
    if word in _GIVEN and at == 0 and len(found) == 2:
        return 0  # Dean Hale
    if word == "general" and 0 < place == at:
        return 0
    if word in _GENERALS and after < len(found) and found[after].word == "general":
        after += 1  # Secretary General
    if after == len(found) and place == at > 0 and word in _SHORT_TITLES:
        return 0  # Hun Sen
    following = found[after].word if after < len(found) else ""
    return 0 if following in HEADS or following in _COMPANIES else after - at


def _is_title(word: str) -> bool:
    """Whether a word is a title, or joins the parts of one: Under-Secretary-General."""
    if word in TITLES:
        return True
    first, *parts = word.split("-")
    return bool(parts) and parts[-1] in TITLES and {first, *parts} <= _JOINED_TITLES


def _begins_person(found: list[Token], at: int) -> bool:
    """Whether a person's name begins right behind an institution's: the Port Council Ann Lee."""
    rest = [token.word for token in found[at:]]
    return (
        at > 1
        and found[at - 1].word in HEADS
        and len(rest) > 1
        and rest[0] in _GIVEN
        and not HEADS.intersection(rest)
        and all(token.capital for token in found[at : at + 2])
    )


def _name(text: str, part: list[Token], title: str, opens: bool) -> Iterator[Name]:
    while part and not part[0].capital and not _leads_in(part):
        part = part[1:]
    while part and not part[-1].capital:
        part = part[:-1]
    if not part:
        return
    end = part[-1].end
    if text[end : end + 1] == "." and part[-1].word in _FULL_STOP:
        end += 1
    yield Name(part[0].start, end, title, opens)


def _leads_in(part: list[Token]) -> bool:
    """Whether a part begins with the particles of a name: President van der Berg."""
    words = [token.word for token in part]
    at = next((n for n, word in enumerate(words) if word not in PARTICLES), len(part))
    return 0 < at < len(part) and part[at].capital and words[0] != "y"


def _opens(text: str, start: int, floor: int) -> bool:
    """Whether a sentence, a line or a quotation begins at `start`."""
    before = text[max(floor, start - 6) : start]
    return start == floor or _OPENING.search(before) is not None
