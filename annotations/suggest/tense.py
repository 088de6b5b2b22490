"""Whether the words around a date point back or ahead: by tense, and by words that bring a time.

Each cue has a direction and the nearest decides; one in another clause, or behind the date, counts
as farther away.
"""

import re
from typing import NamedTuple

_VERB = (
    r"\bto (?:not |also )?(?!(?:the|his|her|its|their|our|my|your|this|that|an|some|all)\b)"
    r"(?:be )?[a-z]{2,}"
)
_INTENDS = (
    r"agree|urge|urging|call|ask|offer|recommend|demand|propos|vow|promis|invit|order|want|hop|plan"
    r"|intend|expect|schedul|seek|aim|prepar|like|read|set|due|slat|suppos|about|decid|pledg|poise"
)
_EXPECTED = r"(?:due|set|expected|scheduled|planned|slated|likely|about|supposed|poised|ready)"
_AHEAD = (
    r"(?:\b(?:will|shall|would|should|must|may|might|can|could)|\w'(?:ll|d)|\bwon't)(?! have\b)"
    r"(?: \w+ly| not| also| then| only| be| again| soon| never| now)* [a-z]+",
    rf"\b(?:is|are|'re|am|'m) (?:\w+ly |not )?(?:to|going|{_EXPECTED})\b",
    rf"\b(?:{_INTENDS})\w*\b[^.;]{{0,60}}?{_VERB}",
    r"\b(?:is|are)(?: on| for)? (?:the )?$",
    r"\b(?:is|are|'re|'m) (?:not |also |now )?(?:meeting|holding|planning|hosting|leaving|coming"
    r"|opening|returning|travell?ing|starting|heading|speaking|voting|visiting|launching)\b",
    # an interview to air Tuesday, the risk of losing in March
    r"(?<!ed )(?<!ing )\bto (?:air|appear|be [a-z]+ed|begin|convene|launch|open|run|start"
    r"|take place)(?: on| at| in)? (?:the )?$",
    r"\b(?:chances?|likelihood|odds|possibility|prospects?|risks?) (?:of|that)\b"
    r"|\b(?:going|heading) into $|\bairing(?: on)? $",
    # What is said of a day in the present is to come: the fair opens Friday.
    r"\b(?:meets|opens|begins|starts|kicks off|takes place|faces|expires|ends|resumes|votes|holds"
    r"|returns|closes|goes|airs|launches|premieres|convenes|hears|decides|plays|hosts|arrives"
    r"|visits|leaves|comes|meet)\b(?=[^,;]{0,40}$)",
    r"(?<!the )(?<!a )\bplans?\b|\b(?:planned|planning|expect(?:s|ed)?|scheduled|slated|due|hopes?"
    r"|upcoming|deadline|vow\w*|propos(?:es?|ing)|propos\w+ (?:to|that|for)|payable|effective|face"
    r"|expir(?:e|ing)|set (?:to|for)|next(?! to)|likely|heading|ahead of|as (?:soon|early) as"
    r"|no (?:later|earlier) than|starting|coming)\b",
    rf"{_VERB}\b(?=[^.;,]{{0,60}}\bby (?:the )?$)",
    r"\bto be [a-z]+|\b(?:until|till)\b(?! \w+ed\b)(?=[^.,;]{0,40}$)",
    r"\b(?:extend|postpon|delay|mov|reschedul|adjourn|push|put off|remand|defer)\w*\b.{0,40}?"
    r"\b(?:to|until|till)(?: the)? $",
)
_NOT_BE = r"(?<!be )(?<!is )(?<!are )\b"
_BACK = (
    r"\bto have\b|\b(?:will|would|may|might|could|should|must) have [a-z]+",
    rf"{_NOT_BE}(?:said|told|was|were|had|has|have|did|since|ago|last|after|met|began|came|went|made"
    r"|gave|took|wrote|held|earlier|won|lost|left|spoke|became|saw|got|ran|fell|rose|led|sent|struck"
    r"|hit|shot|found|broke|fled|drew|brought|bought|sold|paid|kept|dealt|beat|stood|sat|grew|flew"
    r"|drove|hurt|tore|threw|chose|shook|stole|spent|sank|knew|heard|hung|fought|felt|built|blew"
    r"|swept|taught|thought|withdrew|dated|born|previously|recent(?:ly)?)\b",
    rf"{_NOT_BE}(?!(?:united|hundred|need|indeed|speed|feed|bed|seed|embed|breed|weed|greed|red|shed"
    r"|naked|sacred|limited|planned|scheduled|expected|slated|unprecedented|alleged|untouched)\b)"
    r"(?!proposed (?:to|that|for)\b)[a-z]{2,}ed\b",
)
_WILL = (
    r"\b(?:will|shall|would|must|should|is to|are to|plans? to|aims? to|hopes? to)\b|'ll"
    rf"|\b(?:is|are) {_EXPECTED}\b",
)
_OVER = re.compile(  # plans that are told of as over
    rf"\bhad (?:\w+ly )?been {_EXPECTED}\b(?: to [a-z]+)?|\bas (?:\w+ly )?(?:planned|scheduled)\b"
    r"|\bneither [^.;]*?\bcould(?: be)? [a-z]+"
    r"|\b(?:could|did)(?: not|n't)(?: be)? (?!plan|intend|expect|want)[a-z]+"
)
_CLAUSE = re.compile(r"[,;:\u2013\u2014(]|\b(?:but|while|which|who|that|because|although)\b")
_BEGINS_WITH = re.compile(r"(?:^|[.,;:]\s)\s*(?:until|till|by|before|on|in) $")
_HAD_BEEN_NAMED = re.compile(r"'s? [a-z]")
_TO_COME = re.compile(
    r"\bahead of\b[^.;]{0,60}$|\b(?:before|until) (?:the )?$"
    r"|\b(?:will|upcoming|plans? to|expected to)\b[^,;]{0,30}\b(?:in|at|on|during|for) $"
)
_COMES = re.compile(rf"'s? [a-z -]{{0,40}}?\b(?:will\b|(?:is|are) (?:to|{_EXPECTED})\b)")
_MARK = re.compile("[\"\u201c\u201d]|``|''")
_NOWHERE = 10_000
_BEHIND = 25  # code points that a cue behind the expression counts as farther away
_CROSSED = 40  # and one in another clause
_PLAIN = 70
"""How near a verb is that says plainly what is to come."""
_PLAINLY_OVER = re.compile(
    r"\b(?:[a-z]{2,}(?<!propos)(?<!expect)(?<!schedul)(?<!plann)ed|began|held|met|born|took|since)"
    r" (?:on |in |last |early |late |the )*$"
)


class Pointing(NamedTuple):
    """1 where words point ahead, -1 where they point back, else 0; and whether that is `plain`.

    It is where a verb of the same clause, or one right before it for what is over, says so.
    """

    direction: int
    plain: bool = False


def pointing(said: str, before: str, after: str) -> Pointing:
    """Where an expression in small letters points, by itself and by its sentence around it."""
    if re.search(r"\b(?:next|(?:up)?coming|later)\b", said):
        return Pointing(1)
    if re.search(r"\b(?:last|past|earlier|previous)\b", said):
        return Pointing(-1)
    # What is said inside quotation marks and outside of them has each its own time.
    before = _MARK.split(before.lower().replace("\u2019", "'"))[-1]
    after = _MARK.split(after.lower().replace("\u2019", "'"))[0]
    if _HAD_BEEN_NAMED.match(after):  # Monday's ruling
        return Pointing(1 if _TO_COME.search(before) or _COMES.match(after) else -1)
    before = _OVER.sub("was", before)
    if _BEGINS_WITH.search(before) and _behind(_BACK, after) < _behind(_WILL, after):
        return Pointing(-1)
    ahead = min(_before(_AHEAD, before), _behind(_WILL, after))
    back = min(_before(_BACK, before), _behind(_BACK, after))
    over = _PLAINLY_OVER.search(before)
    if min(ahead, back) == _NOWHERE:
        headline = len(before) < 80 and len(after) < 40 and re.search(_VERB, before)
        return Pointing(1 if headline else 0)
    plain = ahead < _PLAIN and ahead == min(_before(_AHEAD[:3], before), _behind(_WILL, after))
    return Pointing(1, plain) if ahead <= back else Pointing(-1, bool(over))


def _before(cues: tuple[str, ...], text: str) -> int:
    """How far before an expression the nearest cue ends."""
    nearest = _NOWHERE
    for cue in cues:
        for match in re.finditer(cue, text):
            between = text[match.end() :]
            nearest = min(nearest, len(between) + _CROSSED * len(_CLAUSE.findall(between)))
    return nearest


def _behind(cues: tuple[str, ...], text: str) -> int:
    """How far behind an expression the nearest cue begins."""
    nearest = _NOWHERE
    for cue in cues:
        if match := re.search(cue, text):
            between = re.sub(r"^\s*(?:and|or)\b", ";", text[: match.start()].lstrip(", "))
            nearest = min(nearest, len(between) + _CROSSED * len(_CLAUSE.findall(between)))
    return nearest + _BEHIND if nearest <= _PLAIN else _NOWHERE
