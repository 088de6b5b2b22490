"""Where sentences end: which full stops do, and which belong to a word, a number or a list."""

import re
from collections.abc import Iterator

from annotations.expressions import late

_TITLES = frozenset(
    "Mr Mrs Ms Messrs Dr Prof Gen Sen Sens Rep Reps Gov Govs Pres Lt Col Sgt Capt Cmdr Adm Rev Hon "
    "St Mt Ft Maj Brig Cpl Pvt Insp Supt Det Amb Hr Frl Dipl Sra Srta Lic Ing Dott Sig Avv Arch "
    "Geom Dir Mme Mlle Mgr EE FF".split()
)
"""A full stop behind these ends no sentence, and none behind these small words."""
_BRING = frozenset(
    "v vs cf ca approx esp med kath ev bzw bspw evtl ggf inkl vgl zzgl psicol".split()
)
_SMALL = frozenset("cdnpsuvz")
_NUMBERED = frozenset(
    "no nos p pp vol ch sec art arts para fig nr n\u00ba n\u00b0 n\u00fam n pag p\u00e1g "
    "p\u00e1rrf str abs ziff tel ext cap jan feb mar apr jun jul aug sep sept oct nov dec "
    "ene abr ago dic lun mi\u00e9 jue vie".split()
)
"""Behind these, in capitals or not, a number goes on."""
_MAY_END = frozenset(
    "inc ltd co corp plc llc bros jr sr dept est Ph.D "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec "
    "Mon Tue Tues Wed Thu Thurs Fri Sat Sun".split()
)
"""Behind these, and behind initials, the next word tells: some begin sentences and no names."""
_STARTERS = frozenset(
    "The This That These Those There Here It Its He His She Her They Their We Our You Your In On "
    "At But And Or Yet As After Before While When Where Who Why What How If Is Was Were Are Did "
    "Does Has Had Have Since Although Though Because However Meanwhile Then Now With By From For "
    "To Under Both Some Many Most Each Every Another Such Still Also Instead Once Until "
    "According".split()
)
_AFTER_ORDINALS = frozenset(
    "Januar Februar M\u00e4rz April Mai Juni Juli August September Oktober November Dezember "
    "Jahrhundert Jahrhunderts Weltkrieg Weltkriegs Bundestag Runde Platz Liga Klasse Stock".split()
)
"""In German, "am 3. Mai" is one."""
_CLOSERS = r"[\"'\u2019\u201d\u201c\u00bb\u00ab)\]]"
_STOPS = late(  # stops are taken all at once, so that a row of them is read once
    rf"(?P<dots>(?<![.!?\u2026])\.(?:[ \u00a0]\.){{2,3}}{_CLOSERS}*+(?!\S))"
    rf"|(?:(?<![.!?\u2026])[.!?\u2026]++(?:{_CLOSERS}|[ \u00a0\u202f]\u00bb)*+(?=\s))"
    r"|[\u3002\uff01\uff1f][\u300d\u300f\u201d]?"
    # Hindi, Urdu and Arabic, Armenian (also with a colon), Ethiopic, Burmese, Khmer
    r"|[\u0964\u0965\u06d4\u061f\u0589\u1362\u104b\u17d4]++|(?<=[\u0561-\u0587]):(?=\s+[\u0531-\u0556])"
    r"|\s(?=[\u2022\u2043\u25aa\u25cf\u2023]\s?\S)"
)
_NEXT = late(r"\s+[\"'(\[\u2018\u201c\u201e\u00ab\u00bb\u00bf\u00a1]*([^\W_]*)")
_WORD = late(r"[^\s(\"\u201c\u201e\u00ab\[/\u2014\u2013\u2022\u2043\u25aa\u25cf\u2023]*$")
_LETTERS = late(r"(?:[^\W\d_]\.)+[^\W\d_]$")  # U.S, p.m
_POINT = late(r"\s*(?:[\u2022\u2043\u25aa\u25cf\u2023]\s?)?(?:\d{1,2}|[^\W\d_])")
_MARKER = late(r"\s*(?:[\u2022\u2043\u25aa\u25cf\u2023]\s?)?(\d{1,2}|[a-z])(\.\)|\.|\))\s")


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """The offsets where the sentences of `text[start:end]` end, its own end aside, rising."""
    listed = _next_in_list(text, start, end)
    for match in _STOPS.finditer(text, start, end):
        while listed and listed <= match.start():
            yield listed
            start, listed = listed, _next_in_list(text, listed, end)
        if match.end() < end and (place := _end(text, match, start)):
            yield place
            start, listed = place, _next_in_list(text, place, end)
    while listed:
        yield listed
        listed = _next_in_list(text, listed, end)


def _next_in_list(text: str, start: int, end: int) -> int | None:
    """Where the second point of a list begins, when its first one does: `1) One 2) Two`."""
    marker = _MARKER.match(text, start, min(end, start + 12))
    if marker is None:
        return None
    point, sign = marker.groups()
    following = str(int(point) + 1) if point.isdigit() else chr(ord(point) + 1)
    place = text.find(f" {following}{sign} ", marker.end(), end)
    return place if place >= 0 else None


def _end(text: str, match: re.Match[str], start: int) -> int | None:
    """Where the sentence ends that may end with a match; `None` where it goes on."""
    found = match.group()
    if found.isspace() or found[0] not in ".!?\u2026":
        return match.end()
    follows = _NEXT.match(text, match.end())
    word = follows[1] if follows else ""
    if word[:1].islower() or (found.endswith(']"') and text[match.end() + 1 :][:1] == "("):
        return None
    if match.lastgroup == "dots":
        return _end_of_dots(text, match, word)
    if found[0] != "." or found.startswith("..") or _ends(text, match, start, word):
        return match.end()
    return None


def _end_of_dots(text: str, match: re.Match[str], word: str) -> int | None:
    """An ellipsis goes on, with a fourth dot before it or behind it the sentence ends there."""
    apart = text[match.start() - 1 : match.start()].isspace()
    if match.group().count(".") == 4:
        return match.end() if apart or not word else match.start() + 1
    return None if apart else match.end()


def _ends(text: str, match: re.Match[str], start: int, follows: str) -> bool:
    """Whether a single full stop ends a sentence, by the words on both sides."""
    before = _WORD.search(text, max(start, match.start() - 24), match.start())
    word = before.group().lstrip("'\u2018\u2019") if before else ""
    bare = re.split("['\u2019]", word)[-1]  # l'Avv.
    if _POINT.fullmatch(text, start, match.start()):  # 1. or a. at the head of a point
        return False
    if match.group()[1:]:  # closed by a bracket or a quotation mark
        return True
    if follows[:1].isdigit():
        page = len(word) == 1 and word.isupper() and word != "I"  # S. 225
        return bare.lower() not in _NUMBERED and bare not in _TITLES and not page
    if word.isdigit() and follows in _AFTER_ORDINALS:
        return False
    if bare in _TITLES or word in _BRING:
        return False
    if len(word) == 1 or _LETTERS.match(word):
        if not word[:1].isupper() and word not in ("a.m", "p.m"):
            return "." not in word and word not in _SMALL
        return follows in _STARTERS
    if word in _MAY_END or word.lower() in _MAY_END:
        return follows in _STARTERS
    return not text.endswith(("ad es", "z. B"), start, match.start())
