"""Reported speech without marks: the clauses that somebody is said to have said.

Its attributes are the `cue`, a verb of saying or thinking, and the `speaker`, both as they stand
there.
"""

import re
from collections.abc import Iterable, Iterator

from annotations.article import Article
from annotations.suggestion import Suggestion
from annotations.units import Span, quotations, sentences, trimmed

_S = r"[^\S\n]+"
CUE = re.compile(
    r"\b(?:according to|said|says?|tells?|told|add(?:ed|s)|argu(?:ed|es?)|claim(?:ed|s)"
    r"|insist(?:ed|s)?"
    r"|warn(?:ed|s)?|not(?:ed|es)|stat(?:ed|es)|explain(?:ed|s)|conclud(?:ed|es)|contend(?:ed|s)?"
    r"|acknowledg(?:ed|es)|admit(?:ted|s)|predict(?:ed|s)|announc(?:ed|es)|believ(?:ed|es?)"
    r"|thinks?|thought|wrote|writes|repl(?:ied|ies)|assert(?:ed|s)|suggest(?:ed|s)?|vow(?:ed|s)"
    r"|testif(?:ied|ies)|maintain(?:ed|s)|reiterat(?:ed|es)|confirm(?:ed|s)|conced(?:ed|es)"
    r"|den(?:ied|ies)|emphasi[sz](?:ed|es)|stress(?:ed|es)|report(?:ed|s)|observ(?:ed|es)"
    r"|complain(?:ed|s)|estimat(?:ed|es?)|indicat(?:ed|es)|reveal(?:ed|s)|disclos(?:ed|es)"
    r"|alleg(?:ed|es)|declar(?:ed|es)|point(?:ed|s) out|promis(?:ed|es)|pledg(?:ed|es)"
    r"|hop(?:ed|es)|fear(?:ed|s)|expect(?:ed|s)|recall(?:ed|s)|agreed?|agrees|show(?:ed|s)|found"
    r"|finds|know[sn]?|knew|feels?|felt|worr(?:ied|ies|y)|charg(?:ed|es)|learned|concedes?"
    r"|caution(?:ed|s)|saying|arguing|claiming|adding|noting|warning|insisting|suggesting)\b"
)
"""What reports a clause: a verb of saying or thinking, or `according to`."""

_PLAIN = frozenset(
    "said say says told tells believes believe thinks think added adds argues argued claimed "
    "claims noted notes estimates estimated hopes hoped fears predicts predicted insisted insists "
    "suggested suggests reported reports announced warned warns acknowledged acknowledges wrote "
    "writes saying feels felt complained know knows knew maintained maintains concluded conceded "
    "promised".split()
)
_WHOM = re.compile(
    rf"{_S}(?:reporters|lawmakers|voters|supporters|police|investigators|people|him|her|them|us|me"
    rf"|(?:the|a|his|her|their){_S}\w+(?:{_S}(?!he|she|it|they|the|an?|his|her|that|there)\w+)?"
    rf"|[A-Z][\w.\u2019'-]*(?:{_S}[A-Z][\w.\u2019'-]*){{0,4}})"
)
_WHEN = re.compile(
    rf"(?:,)?{_S}(?:on|in|at|during|after|late|earlier|last|this|yesterday|today|again|Monday|Tuesday"
    rf"|Wednesday|Thursday|Friday|Saturday|Sunday|recently)\b[^,.;:\"\u201c]{{0,60}}?(?=,?{_S}that\b)"
)
_THAT = re.compile(rf"(?:,)?{_S}(?=that\b|how\b|whether\b)")
_CLAUSE = re.compile(
    rf"{_S}(?!(?:about|against|after|as|at|before|by|during|for|from|in|into|like|nothing|of|on|out"
    r"|over|so|something|this week|this month|to|through|under|until|up|when|where|why|with|in"
    r"|yesterday|today|last|later|early|earlier|again|goodbye|no\b[.,]|yes|[A-Z][a-z]+day)\b"
    r"|(?:[A-Z][\w.\u2019'-]*[^\S\n])*[A-Z][\w.\u2019'-]*(?:,|[.!?]|$))(?=[\w$])"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|do|did|be"
    r"|isn['\u2019]t|won['\u2019]t|wouldn['\u2019]t|don['\u2019]t|didn['\u2019]t|doesn['\u2019]t"
    r"|[a-z]{3,}ed|[a-z]{2,}s|went|came|made|took|gave|got|saw|knew|felt|needed?|want|need)\b"
)
_STOP = re.compile(
    rf";|{_S}(?:--|\u2014|\u2013){_S}?|,{_S}(?:but|and|while|although|though|citing|according)\b"
    rf"|,{_S}(?:\w+ing)\b|{_S}\((?=[A-Z])|,?{_S}and{_S}(?=(?:{CUE.pattern}))"
)
_TAIL = re.compile(
    rf"(?:{_S}(?:on|in|at|during|after|last|this|yesterday|today|of|from|to|by|for|with|late|earlier|a"
    rf"|an|the|about)\b.{{0,80}})?[.!?]?$"
)
_INVERTED = re.compile(rf",{_S}(?:{CUE.pattern}){_S}")
_ACCORDING = re.compile(rf"\b[Aa]ccording to{_S}")
_SUBJECT = re.compile(
    rf"((?:(?:the|an?|his|her|their|its|one|some|many|several|most|two|three)\b{_S})?"
    rf"(?:[\w.\u2019'-]+{_S}){{0,6}}?[\w.\u2019'-]+|he|she|they|it|I|we)"
    rf"(?:{_S}(?:also|has|have|had|later|then|never|again|\w+ly))*{_S}$",
    re.IGNORECASE,
)
_FEW = re.compile(r"(?:\S+\s*){0,14}")
_QUOTED = re.compile(r"(?:[\"\u201d]|'')\s*(?:[\w.]+\s)?$")
_MARKS = re.compile(r"[\"\u201c\u201d]|``|''")
_SHORTEST, _LONGEST = 12, 500


class ReportedSuggester:
    """Proposes clauses that a verb of saying or thinking reports, and what `according to` names."""

    name = "rule:reported"
    version = "1"
    labels = ("reported",)

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """One suggestion for each reported clause without quotation marks."""
        text = article.text
        spoken = quotations(text, paragraph)
        for sentence in sentences(text, paragraph):
            reached = sentence[0]
            for span, cue, speaker in _reported(text, sentence):
                start, end = trimmed(text, span)
                while end > start and text[end - 1] in " ,;:.":
                    end -= 1
                if start < reached or not _SHORTEST <= end - start <= _LONGEST:
                    continue
                if _MARKS.search(text, start, end) or any(a < end and start < b for a, b in spoken):
                    continue
                reached = end
                attrs = {"cue": text[slice(*cue)].strip(), "speaker": text[slice(*speaker)]}
                attrs = {name: value for name, value in attrs.items() if value}
                yield Suggestion(start, end, "reported", self.name, 0.7, attrs)


def _reported(text: str, sentence: Span) -> Iterator[tuple[Span, Span, Span]]:
    """The clauses that a sentence reports, each with its cue and its speaker."""
    start, end = sentence
    for cue in _ACCORDING.finditer(text, start, end):
        comma = text.find(",", cue.end(), end)
        if cue.start() == start and comma >= 0:
            yield (comma + 1, _ends(text, comma + 1, end)), cue.span(), (cue.end(), comma)
        elif cue.start() > start:
            yield (start, cue.start()), cue.span(), (cue.end(), _ends(text, cue.end(), end))
    for cue in CUE.finditer(text, start, end):
        if _QUOTED.search(text, start, cue.start()):
            continue  # “...,” said X
        speaker = _speaker(text, start, cue.start())
        content = _complement(text, cue, end) or _ahead(text, sentence, cue, speaker)
        if content:
            yield content, cue.span(), speaker


def _complement(text: str, cue: re.Match[str], end: int) -> Span | None:
    """The clause behind a cue: that it rains; it would rain."""
    place = cue.end()
    if cue.group() in ("told", "tells", "tell", "warned", "warns"):
        whom = _WHOM.match(text, place, end)
        place = whom.end() if whom else place
    if when := _WHEN.match(text, place, end):
        place = when.end()
    if that := _THAT.match(text, place, end):
        return that.end(), _ends(text, that.end(), end)
    clause = _CLAUSE.match(text, place, end) if cue.group() in _PLAIN else None
    if clause is None:
        return None
    stop = _ends(text, clause.end(), end)
    near = _FEW.match(text, clause.end(), stop)
    assert near is not None
    return (clause.end(), stop) if _FINITE.search(text, clause.end() + 2, near.end()) else None


def _ahead(text: str, sentence: Span, cue: re.Match[str], speaker: Span) -> Span | None:
    """The clause ahead of a cue that ends the sentence: it rained, Pask said on Monday."""
    start, end = sentence
    if cue.group() not in _PLAIN:
        return None
    if _INVERTED.match(text, cue.start() - 2, end):
        return start, cue.start() - 2
    comma = text.rfind(",", start, cue.start())
    if comma < 0 or cue.start() - comma > 80 or speaker[0] <= comma:
        return None
    if text.startswith(",", cue.end()) and comma > start + 2:
        return start, end  # all of it, Pask said, is gone
    return (start, comma) if _TAIL.match(text, cue.end(), end) else None


def _ends(text: str, start: int, end: int) -> int:
    """Where a clause ends that begins at `start` in a sentence that ends at `end`."""
    stop = _STOP.search(text, start + 10, end)
    place = stop.start() if stop else end
    while place > start and text[place - 1] in " .!?,:;":
        place -= 1
    return place


def _speaker(text: str, start: int, cue: int) -> Span:
    """The words before a cue that are its subject."""
    low = max(start, text.rfind(",", start, cue) + 1, cue - 80)
    found = _SUBJECT.search(text, low, cue)
    return found.span(1) if found else (cue, cue)
