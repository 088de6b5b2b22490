"""Quotations: which marks open and close one, in one paragraph and over several."""

import re
from functools import lru_cache

from annotations.expressions import late
from annotations.units.sentences import next_paragraph, paragraph_at, previous_paragraph
from annotations.units.words import PIECES_KEPT, Span

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
_MARKS = late("[\"'\u2018-\u201a\u201c-\u201e\u00ab\u00bb\u2039\u203a\u300c-\u300f]")
_DOUBLE = '"\u201c\u201d\u201e'  # sloppy texts close any of these with any other
_APOSTROPHE = late(r"['\u2018\u2019](?:\d\ds?|em|n|til|tis|twas|cause)\b", re.IGNORECASE)
_PLURAL = late(r"(?<=[sS])['\u2019] (?=[^\W\d_])")
_LATER_CLOSING = late(r"['\u2019](?!\w)|['\u2018](?=\w)")

_TYPED = "``"  # opens what '' closes, in texts that were typed or tokenised so
_NO_MARK = "\u2063"  # stands for a sign that is no mark, and keeps the places of the others
_TAG = late(r"<[A-Za-z/!?][^<>]{0,500}>|(?<=\w)=\s?(?:\"[^\"\n<>]{0,300}\"|'[^'\n<>]{0,300}')")
_IN_TAGS = str.maketrans(dict.fromkeys("\"'\u2018\u2019\u201c\u201d", _NO_MARK))
_UNFINISHED = late(r"[^.!?:\u2026\"\u201d\s]$")
_LONGEST_BROKEN = 1_000  # code points of a quotation over a line break

_REACH = 5_000  # code points on either side in which marks are paired
_DEEPEST = 8  # quotations within each other
_PARAGRAPHS = 8  # that one quotation may run through


@lru_cache(maxsize=PIECES_KEPT)
def quotations(text: str, part: Span) -> tuple[Span, ...]:
    """The quotations that begin in a paragraph or a part of one, with their marks, in order.

    One that is left open goes on as long as the paragraphs after it open again, and ends where
    the last of them closes. Several rules ask for those of one piece.
    """
    whole = paragraph_at(text, part[0])
    window = max(whole[0], part[0] - _REACH), min(whole[1], max(part[1], part[0] + _REACH))
    return tuple(q for q in _opened(text, window) if part[0] <= q[0] < part[1])


def _opened(text: str, paragraph: Span) -> list[Span]:
    start, end = paragraph
    begun = _broken_before(text, start)
    pairs, still_open = _pairs(text, (begun, end))
    goes_on = begun == start and _goes_on(text, start)
    found = [pair for pair in pairs if not (goes_on and pair[0] == start)]
    if still_open is not None and not (goes_on and still_open == start):
        closing = _closing(text, end, text[still_open])
        if closing is None:
            closing = _beyond_break(text, end, still_open)
        if closing is not None:
            found.append((still_open, closing))
    return sorted(found, key=lambda span: (span[0], -span[1]))


def _beyond_break(text: str, end: int, opened: int) -> int | None:
    """Where a quotation closes that a line break cuts amid a sentence, in the line behind `end`."""
    following = next_paragraph(text, end)
    if following is None or text[end : following[0]].strip(" \t\r") != "\n":
        return None
    if not _UNFINISHED.search(text, max(opened, end - 1), end):
        return None
    pairs, _ = _pairs(text, (opened, min(following[1], opened + _LONGEST_BROKEN)))
    return next((pair[1] for pair in pairs if pair[0] == opened and pair[1] > end), None)


def _broken_before(text: str, start: int) -> int:
    """Where the quotation closes that the line before left open, or `start` if it left none."""
    before = previous_paragraph(text, start)
    if before is None or before[1] > start:
        return start
    still_open = _pairs(text, _window(before, before[1]))[1]
    if still_open is None or _goes_on(text, start):
        return start
    return _beyond_break(text, before[1], still_open) or start


def quotations_at(text: str, start: int, end: int) -> list[Span]:
    """The quotations, with their marks, that hold `[start, end)`; the shortest first.

    Curly and angled marks pair by direction, straight ones by turns, single ones only at the
    edges of words; a mark of another kind closes where no fitting one does.
    """
    paragraph = paragraph_at(text, start)
    found = _opened(text, _window(paragraph, start))
    for _ in range(_PARAGRAPHS):
        if not _goes_on(text, paragraph[0]):
            break
        paragraph = previous_paragraph(text, paragraph[0]) or paragraph
        found += _opened(text, _window(paragraph, paragraph[1]))
    holding = (s for s in found if s[0] <= start and s[1] >= end)
    return sorted(holding, key=lambda s: s[1] - s[0])


def _window(paragraph: Span, offset: int) -> Span:
    return max(paragraph[0], offset - _REACH), min(paragraph[1], offset + _REACH)


def _goes_on(text: str, start: int) -> bool:
    """Whether the paragraph that begins at `start` goes on with a quotation of the one before."""
    opens = text[start : start + 1]
    if opens not in _OPENS and opens != '"' and not text.startswith(_TYPED, start):
        return False
    before = previous_paragraph(text, start)
    if before is None or before[1] > start:
        return False
    still_open = _pairs(text, _window(before, before[1]))[1]
    return still_open is not None and text[still_open] == text[start]


def _closing(text: str, end: int, mark: str) -> int | None:
    """Where a quotation closes that is still open at the end of a paragraph."""
    for _ in range(_PARAGRAPHS):
        following = next_paragraph(text, end)
        if following is None or text[following[0]] != mark:
            return None
        start, end = following
        pairs, still_open = _pairs(text, _window(following, start))
        if still_open != start:
            return next((pair[1] for pair in pairs if pair[0] == start), None)
    return None


def _pairs(text: str, span: Span) -> tuple[tuple[Span, ...], int | None]:
    """The quotations within a span, and where the outermost double one is that is left open."""
    pairs, still_open = _paired(text[span[0] : min(span[1], span[0] + 2 * _REACH)])
    moved = tuple((a + span[0], b + span[0]) for a, b in pairs)
    return moved, None if still_open is None else still_open + span[0]


@lru_cache(maxsize=32)
def _paired(text: str) -> tuple[tuple[Span, ...], int | None]:
    text = _with_marks_only(text)
    found: list[Span] = []
    waiting: list[tuple[str, int]] = []  # the marks that would close it, and where it opened
    for match in _MARKS.finditer(text):
        mark, at = match.group(), match.start()
        place = _closed_by(text, mark, at, waiting)
        if place is not None:
            found.append((waiting[place][1], at + 1))
            del waiting[place:]
        elif closing := _may_open(text, mark, at):
            if mark == '"':
                waiting = [one for one in waiting if one[0] != '"']
            waiting = [*waiting[1 - _DEEPEST :], (closing, at)]
    still_open = (at for _, at in waiting if text[at] in _OPENS or text[at] == '"')
    return tuple(found), next(still_open, None)


def _with_marks_only(text: str) -> str:
    """The text with typed marks as printed ones and none in tags, every sign at its place."""
    if "<" in text or "=" in text:
        text = _TAG.sub(lambda tag: tag.group().translate(_IN_TAGS), text)
    if _TYPED in text:
        text = text.replace(_TYPED, f"\u201c{_NO_MARK}").replace("''", f"{_NO_MARK}\u201d")
    return text


def _closed_by(text: str, mark: str, at: int, waiting: list[tuple[str, int]]) -> int | None:
    """Which of the open quotations a mark closes, if any."""
    if not waiting or not _may_close(text, mark, at):
        return None
    places = range(len(waiting) - 1, -1, -1)
    fitting = next((i for i in places if mark in waiting[i][0]), None)
    if fitting is not None or mark not in _DOUBLE or not _ends_words(text, at):
        return fitting
    return next((i for i in places if text[waiting[i][1]] in _DOUBLE), None)


def _may_open(text: str, mark: str, at: int) -> str:
    """The marks that would close a quotation opened here, or none if this one opens nothing."""
    if mark in _OPENS:
        return "" if _ends_words(text, at) else _OPENS[mark]
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    free = not before.isalnum() and bool(after) and not after.isspace()
    if not free or (mark in "'\u2018" and _APOSTROPHE.match(text, at)):
        return ""
    return _OPENS_A_WORD.get(mark, "")


def _may_close(text: str, mark: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    if mark == '"':
        return not after.isalnum() or text[max(0, at - 1) : at].isalnum()
    if mark not in "'\u2019":
        return True
    if after.isalnum():
        return False
    if not _PLURAL.match(text, at):
        return True
    # The workers' union: an apostrophe, if the quotation is closed further on.
    later = _LATER_CLOSING.search(text, at + 1, at + 400)
    return later is None or not _ends_words(text, later.start())


def _ends_words(text: str, at: int) -> bool:
    """Whether a mark stands after words and before none."""
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    if not before or before.isspace() or before in "([\u2014\u2013-":
        return False
    return not after or not (after.isalnum() or after in "([$\u20ac\u00a3")
