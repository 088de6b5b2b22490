"""Names: runs of capitalised words with particles and initials, without title and possessive."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from annotations.units.dates import MONTHS, WEEKDAYS
from annotations.units.name_words import (
    BEFORE_TITLES,
    FIRST_TITLES,
    FOR_HEADS,
    HEADS,
    OFFICES,
    OWNED_HEADS,
    PARTICLES,
    STARTERS,
    SUFFIXES,
    TITLES,
    TOPICS,
)
from annotations.units.words import LONGEST_EXPRESSION, Span

_TOKEN = re.compile(
    r"((?:[^\W\d_]\.){2,}"  # U.S.
    r"|[^\W_](?:[^\W_]|[\u0300-\u036f]|['\u2019](?![sS]\b)(?=[^\W_])"
    r"|[&.](?=[^\W_])|[-\u2010\u2011](?=[^\W_a-z])|-[a-z]{1,3}-(?=[^\W_a-z]))*)"
    r"(?:['\u2019][sS]\b)?"
)
_GAP = re.compile(r"\.?[^\S\n]{1,2}|[^\S\n]&[^\S\n]")
_OWNS = re.compile(r"['\u2019]s?[^\S\n]")
_LOWER_START = re.compile(r"(?:al|el|ad|as|an|bin|ibn|d|l|de|della)[-\u2019'][^\W\d_a-z]")
_OPENING = re.compile(
    r"(?:[.!?:;\u2026]['\"\u2019\u201d)]*\s+|\n\s*|[\"\u201c\u2018'(\[\u00ab]"
    r"|(?:[\u2014\u2013\u2022]|--)\s*)$"
)
_LONGEST = 16  # words in a name
_FULL_STOP = SUFFIXES | {"st"}
_TO_HEADS = frozenset(
    "alliance association campaign coalition committee fund project society".split()
)
_ON_HEADS = frozenset(("committee", "commission", "council", "subcommittee", "caucus"))
_DAYS = frozenset([*WEEKDAYS, *MONTHS])
_COMPANIES = frozenset(("motors", "electric", "mills", "dynamics"))  # General ...


class Name(NamedTuple):
    """A run of capitalised words: its extent, the title before it, whether it opens a sentence."""

    start: int
    end: int
    title: str
    opens: bool


class _Token(NamedTuple):
    start: int
    end: int
    word: str  # lower case, without full stops
    capital: bool


def names(text: str, start: int, end: int) -> Iterator[Name]:
    """The names in `text[start:end]`, which begins and ends between words, in reading order."""
    tokens = [_token(match) for match in _TOKEN.finditer(text, start, end)]
    at = 0
    while at < len(tokens):
        if not tokens[at].capital:
            at += 1
            continue
        after = _run(text, tokens, at)
        yield from _cut(text, tokens[at:after], start)
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


def _token(match: re.Match[str]) -> _Token:
    word = match.group(1)
    capital = word[0].isupper() or _LOWER_START.match(word) is not None
    bare = word.rstrip(".").lower().replace("\u2019", "'")
    return _Token(match.start(), match.end(1), bare, capital)


def _run(text: str, tokens: list[_Token], at: int) -> int:
    """The index after the last token of the run that begins at `at`."""
    last = at
    while last - at < _LONGEST and (following := _joined(text, tokens, at, last)) is not None:
        last = following
    return last + 1


def _plain_run(text: str, tokens: list[_Token], at: int) -> list[_Token]:
    """The capitalised tokens from `at` on with nothing between them; a few at most."""
    last = at
    while last + 1 < min(len(tokens), at + 5) and tokens[last + 1].capital:
        if not _GAP.fullmatch(text, tokens[last].end, tokens[last + 1].start):
            break
        last += 1
    return tokens[at : last + 1]


def _joined(text: str, tokens: list[_Token], first: int, last: int) -> int | None:
    """The next capitalised token that belongs to the run, if any."""
    here, place = tokens[last], last + 1
    if place >= len(tokens):
        return None
    following = tokens[place]
    gap = text[here.end : following.start]
    if following.word in SUFFIXES and gap in (", ", " ") and following.capital:
        return place
    if gap.startswith(".") and not _goes_on(here, following):
        return None
    if _OWNS.fullmatch(gap):
        return place if following.capital and _is_owned(text, tokens, place) else None
    if not _GAP.fullmatch(gap):
        return None
    if following.capital:
        return place
    return _over(text, tokens, first, last)


def _is_owned(text: str, tokens: list[_Token], place: int) -> bool:
    """Whether what begins at `place` ends an organisation's name that begins with a possessive."""
    return _plain_run(text, tokens, place)[-1].word in OWNED_HEADS


def _goes_on(here: _Token, following: _Token) -> bool:
    """Whether a full stop after a word abbreviates it instead of ending the sentence."""
    initial = here.end - here.start == 1
    return following.word not in STARTERS and (
        initial or here.word in TITLES or here.word in ("st", "lt", "maj")
    )


def _over(text: str, tokens: list[_Token], first: int, last: int) -> int | None:
    """The capitalised token beyond a particle or a small word, where that belongs to the run."""
    small, beyond = tokens[last + 1], last + 2
    articles = ("the",) if small.word in ("of", "for", "on") else PARTICLES
    while beyond < min(len(tokens), last + 4) and tokens[beyond].word in articles:
        beyond += 1
    if beyond >= len(tokens) or not tokens[beyond].capital:
        return None
    if not all(
        _GAP.fullmatch(text[a.end : b.start])
        for a, b in zip(tokens[last:beyond], tokens[last + 1 : beyond + 1], strict=True)
    ):
        return None
    if small.word in PARTICLES or _may_join(text, tokens, first, last, beyond):
        return beyond
    return None


def _may_join(text: str, tokens: list[_Token], first: int, last: int, beyond: int) -> bool:
    """Whether a small word stands within an organisation's name."""
    here, word, following = tokens[last].word, tokens[last + 1].word, tokens[beyond].word
    if word == "of":
        has_head = any(token.word in HEADS for token in tokens[first : last + 1])
        return has_head or (here in ("secretary", "chief") and following in OFFICES)
    if word == "for":
        return here in FOR_HEADS
    if word == "to":
        return here in _TO_HEADS
    if word == "on":
        return here in _ON_HEADS and following not in _DAYS
    return word == "and" and _is_joint(text, tokens, first, last, beyond)


def _is_joint(text: str, tokens: list[_Token], first: int, last: int, beyond: int) -> bool:
    """Whether `and` stands within an organisation's name: Food and Drug Agency."""
    if tokens[last].word not in TOPICS:
        return False
    around = [*tokens[first : last + 1], *_plain_run(text, tokens, beyond)]
    return any(token.word in HEADS for token in around)


def _cut(text: str, tokens: list[_Token], floor: int) -> Iterator[Name]:
    """The names of a run: cut at its titles, without what only begins the sentence."""
    opens = _opens(text, tokens[0].start, floor)
    title, begun, at = "", 0, 0
    while at < len(tokens):
        within = at > 0 and tokens[at - 1].word in ("of", "for")
        length = 0 if within else _title_at(tokens, at)
        if not length and at > begun:
            at += 1
            continue
        starts = not length and _only_starts(tokens[at], opens)
        if not length and not starts:
            at += 1
            continue
        yield from _name(text, tokens[begun:at], title, opens and begun == 0)
        title = " ".join(token.word for token in tokens[at : at + length])
        at += length or 1
        begun = at
    yield from _name(text, tokens[begun:], title, opens and begun == 0)


def _only_starts(token: _Token, opens: bool) -> bool:
    """Whether a word has its capital only from the sentence that it begins."""
    return token.word in STARTERS and (opens or token.word in ("the", "a", "an"))


def _title_at(tokens: list[_Token], at: int) -> int:
    """How many tokens of a title begin here; none where the title belongs to a name."""
    place = at
    while place + 1 < len(tokens) and tokens[place].word in BEFORE_TITLES:
        if tokens[place + 1].word not in TITLES | BEFORE_TITLES:
            break
        place += 1
    word, after = tokens[place].word, place + 1
    of = [token.word for token in tokens[after : after + 3] if token.word != "the"]
    if word in ("secretary", "chief") and of[:1] == ["of"] and of[1:] and of[1] in OFFICES:
        after += 2 + (tokens[after + 1].word == "the")
        while after < len(tokens) and tokens[after].word in OFFICES | {"and"}:
            after += 1
    elif word not in TITLES and not (word in FIRST_TITLES and place == 0 and len(tokens) > 1):
        return 0
    if word == "general" and 0 < place == at:
        return 0
    following = tokens[after].word if after < len(tokens) else ""
    return 0 if following in HEADS or following in _COMPANIES else after - at


def _name(text: str, part: list[_Token], title: str, opens: bool) -> Iterator[Name]:
    while part and not part[0].capital:
        part = part[1:]
    while part and not part[-1].capital:
        part = part[:-1]
    if not part:
        return
    end = part[-1].end
    if text[end : end + 1] == "." and part[-1].word in _FULL_STOP:
        end += 1
    yield Name(part[0].start, end, title, opens)


def _opens(text: str, start: int, floor: int) -> bool:
    """Whether a sentence, a line or a quotation begins at `start`."""
    before = text[max(floor, start - 6) : start]
    return start == floor or _OPENING.search(before) is not None
