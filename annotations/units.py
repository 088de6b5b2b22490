"""The units of a text that motions and growth step through: word, quotation, sentence, paragraph.

Every function takes the whole text and code point offsets and looks only near by, so that a key
costs the same in a long article as in a short one.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

Span = tuple[int, int]

# A paragraph longer than this is read through a window around the place asked about.
_REACH = 20_000

_MARKS = (
    r"!-/:-@\[-`{-~\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf"
    r"\u060c\u061b\u061f\u0964\u0965\u2010-\u2027\u202a-\u205e\u2066-\u2069"
    r"\u3000-\u3004\u3008-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_SINGLE = (
    r"\u3005-\u3007\u3040-\u3098\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
_CHAR = rf"[^\s{_MARKS}{_SINGLE}\x00-\x1f\x7f]"
_JOIN = r"(?:['\u2019](?![sS](?!\w))|(?<=\d)[.,:](?=\d))"  # don't, 1,200, 3.5, 10:30
_WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}"  # U.S.
    rf"|{_CHAR}+(?:{_JOIN}{_CHAR}+)*"
    rf"|[{_SINGLE}][\u3099\u309a\ufe00-\ufe0f]*"
)
_MAY_BE_INSIDE = re.compile(rf"{_CHAR}|[{_SINGLE}'\u2019.,:]")
_POSSESSIVE = re.compile(r"['\u2019][sS](?!\w)")

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen sen rep gov pres lt col sgt capt cmdr adm rev hon st jr sr vs etc "
    "inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec mt ft dept est fig".split()
)
_SENTENCE_END = re.compile(
    r"(?:[.!?\u2026]+[\"'\u2019\u201d\u00bb)\]]*(?=\s)|[\u3002\uff01\uff1f][\u300d\u300f\u201d]?)"
)
_NEXT_LETTER = re.compile(r"\s+[\"'(\[\u2018\u201c\u00ab]*(.)")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")

# What closes a quotation that a mark opens: wherever it stands, or only before a word.
_OPENS = {
    "\u201c": "\u201d",
    "\u201e": "\u201c\u201d",
    "\u00ab": "\u00bb",
    "\u2039": "\u203a",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
}
_OPENS_A_WORD = {
    '"': '"',
    "'": "'",
    "\u2018": "\u2019",
    "\u201a": "\u2018\u2019",
    "\u201d": "\u201d",
    "\u00bb": "\u00ab",
    "\u203a": "\u2039",
}
_QUOTE_MARKS = re.compile("[\"'\u2018-\u201a\u201c-\u201e\u00ab\u00bb\u2039\u203a\u300c-\u300f]")


def words(text: str, start: int, end: int) -> Iterator[Span]:
    """The words that begin in `text[start:end]`, possessive endings left out."""
    position = start
    while match := _WORD.search(text, position, min(len(text), end + 200)):
        if match.start() >= end:
            return
        yield match.span()
        position = match.end()
        if ending := _POSSESSIVE.match(text, position):
            position = ending.end()


def word_at(text: str, offset: int) -> Span:
    """The word over `offset`, else the next one, else the last; never empty in a text with any."""
    line_end = _line(text, offset)[1]
    for span in words(text, _resync(text, offset), line_end):
        if span[1] > offset:
            return span
    return next_word(text, line_end) or previous_word(text, offset) or _any(text)


def next_word(text: str, offset: int) -> Span | None:
    """The first word that begins at `offset` or later."""
    start = offset
    while start < len(text):
        stop = min(len(text), start + 500)
        if span := next(
            (s for s in words(text, _resync(text, start), stop) if s[0] >= offset), None
        ):
            return span
        start = stop
    return None


def previous_word(text: str, offset: int) -> Span | None:
    """The last word that begins before `offset`."""
    stop = min(offset, len(text))
    while stop > 0:
        start = _resync(text, max(0, stop - 500))
        found = [span for span in words(text, start, stop) if span[0] < offset]
        if found:
            return found[-1]
        stop = start
    return None


def paragraph_at(text: str, offset: int) -> Span:
    """The paragraph over `offset`, without white space around it; between two, the next one.

    Paragraphs end at a blank line in a text that has blank lines, else at every line break.
    """
    start, end = _line(text, max(0, min(offset, len(text))))
    while _is_blank(text, start, end) and end < len(text):
        start, end = _line(text, end + 1)
    if _has_blank_lines(text):
        while start and not _is_blank(text, *(above := _line(text, start - 1))):
            start = above[0]
        while end < len(text) and not _is_blank(text, *(below := _line(text, end + 1))):
            end = below[1]
    return _trimmed(text, (start, end))


def next_paragraph(text: str, offset: int) -> Span | None:
    """The first paragraph that begins after `offset`."""
    here = paragraph_at(text, offset)
    if offset < here[0] < here[1]:
        return here
    end = max(here[1], offset)
    while end < len(text) and text[end].isspace():
        end += 1
    if end >= len(text):
        return None
    span = paragraph_at(text, end)
    return span if span[0] > offset else None


def previous_paragraph(text: str, offset: int) -> Span | None:
    """The last paragraph that begins before `offset`."""
    here = paragraph_at(text, offset)[0]
    if here < offset:
        return paragraph_at(text, here)
    before = here
    while before > 0 and text[before - 1].isspace():
        before -= 1
    return paragraph_at(text, before - 1) if before else None


def sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences of a paragraph, without the white space between them."""
    start, end = span
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.end() < end and not _ends_sentence(text, match):
            continue
        trimmed = _trimmed(text, (start, match.end()))
        if trimmed[0] < trimmed[1]:
            yield trimmed
        start = match.end()
    trimmed = _trimmed(text, (start, end))
    if trimmed[0] < trimmed[1]:
        yield trimmed


def sentence_at(text: str, offset: int) -> Span:
    """The sentence over `offset`; between two, the next one."""
    last = _near_paragraph(text, offset)
    for span in sentences(text, last):
        last = span
        if span[1] > offset:
            break
    return last


def next_sentence(text: str, offset: int) -> Span | None:
    """The first sentence that begins after `offset`."""
    position = offset
    while position < len(text):
        paragraph = _near_paragraph(text, position)
        for span in sentences(text, paragraph):
            if span[0] > offset:
                return span
        position = max(paragraph[1], position) + 1
    return None


def previous_sentence(text: str, offset: int) -> Span | None:
    """The last sentence that begins before `offset`."""
    position = min(offset, len(text))
    while True:
        paragraph = _near_paragraph(text, position)
        found = [span for span in sentences(text, paragraph) if span[0] < offset]
        if found:
            return found[-1]
        while position > 0 and (position >= paragraph[0] or text[position - 1].isspace()):
            position -= 1
        if position == 0:
            first = sentence_at(text, 0)
            return first if first[0] < offset else None


def quotations_at(text: str, start: int, end: int) -> list[Span]:
    """The quotations, with their marks, that hold `[start, end)`; the shortest first.

    Curly and angled marks pair by direction, straight ones by turns, single ones only at the
    edges of words; a pair never leaves its paragraph.
    """
    paragraph = paragraph_at(text, start)
    window = max(paragraph[0], start - _REACH), min(paragraph[1], start + _REACH)
    found = [s for s in _quotations(text[window[0] : window[1]]) if s[0] + window[0] <= start]
    moved = [(a + window[0], b + window[0]) for a, b in found]
    return sorted((s for s in moved if s[1] >= end), key=lambda s: s[1] - s[0])


def larger_units(text: str, start: int, end: int) -> Iterator[Span]:
    """The units that hold `[start, end)` and more, smallest first: what `e` grows through."""
    units = [word_at(text, start)]
    for outer in quotations_at(text, start, end):
        units += [_trimmed(text, (outer[0] + 1, outer[1] - 1)), outer]
    for unit_at in (sentence_at, paragraph_at):
        units.append((unit_at(text, start)[0], unit_at(text, max(start, end - 1))[1]))
    units.append(_trimmed(text, (0, len(text))))
    for unit in sorted(set(units), key=lambda s: s[1] - s[0]):
        if unit[0] <= start and unit[1] >= end and unit != (start, end):
            yield unit


@lru_cache(maxsize=16)
def _quotations(text: str) -> tuple[Span, ...]:
    found: list[Span] = []
    waiting: list[tuple[str, int]] = []
    for match in _QUOTE_MARKS.finditer(text):
        mark, at = match.group(), match.start()
        place = next((i for i in range(len(waiting) - 1, -1, -1) if mark in waiting[i][0]), None)
        if place is not None and _may_close(text, mark, at):
            found.append((waiting[place][1], at + 1))
            del waiting[place:]
        elif closing := _may_open(text, mark, at):
            waiting.append((closing, at))
    return tuple(found)


def _may_open(text: str, mark: str, at: int) -> str:
    """The marks that would close a quotation opened here, or none if this one opens nothing."""
    if mark in _OPENS:
        return _OPENS[mark]
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    free = not before.isalnum() and bool(after) and not after.isspace()
    return _OPENS_A_WORD.get(mark, "") if free else ""


def _may_close(text: str, mark: str, at: int) -> bool:
    if mark not in "'\u2019":
        return True
    return not text[at + 1 : at + 2].isalnum()


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    follows = _NEXT_LETTER.match(text, match.end())
    if follows and follows.group(1).islower():
        return False
    if match.group()[0] != ".":
        return True
    before = text[max(0, match.start() - 12) : match.start()]
    word = re.split(r"[\s(\"'\u2018\u201c]", before)[-1]
    if word.lower() == "no" and follows and follows.group(1).isdigit():  # No. 10
        return False
    initials = len(word) == 1 and word.isupper()
    closed = match.group()[1:] != ""
    return closed or not (initials or "." in word or word.lower() in _ABBREVIATIONS)


@lru_cache(maxsize=8)
def _has_blank_lines(text: str) -> bool:
    return _BLANK_LINE.search(text) is not None


def _is_blank(text: str, start: int, end: int) -> bool:
    return start == end or text[start:end].isspace()


def _line(text: str, offset: int) -> Span:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, len(text) if end < 0 else end


def _near_paragraph(text: str, offset: int) -> Span:
    """The paragraph over `offset`, cut to a window between words where it is very long."""
    start, end = paragraph_at(text, offset)
    if end - start <= 2 * _REACH:
        return start, end
    # Windows on a fixed grid cut a text at the same places whatever is asked about.
    first = start + (max(start, offset) - start) // _REACH * _REACH
    if first + _REACH < end and offset >= _resync(text, first + _REACH):
        first += _REACH
    return (
        start if first == start else _resync(text, first),
        end if first + _REACH >= end else _resync(text, first + _REACH),
    )


def _resync(text: str, offset: int) -> int:
    """The nearest place at or before `offset` where no word can be cut, at most 200 back."""
    if offset <= 0 or offset >= len(text):
        return max(0, min(offset, len(text)))
    for place in range(offset, max(0, offset - 200), -1):
        if not _MAY_BE_INSIDE.match(text[place - 1]):
            return place
    return max(0, offset - 200)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _any(text: str) -> Span:
    trimmed = _trimmed(text, (0, len(text)))
    return (trimmed[0], min(trimmed[1], trimmed[0] + 1))
