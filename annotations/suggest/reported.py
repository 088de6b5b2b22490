"""Reported speech without marks: what somebody is said to say, to think or to want.

Its attributes are the `cue`, the verb or noun that reports it, and the `speaker`, both as they
stand there.
"""

import re
from collections.abc import Iterable, Iterator

from annotations.article import Article
from annotations.suggest.reporting import CUE, PLAIN, REPORTS, SPEAKING, TRAILING, VERBS
from annotations.suggestion import Suggestion
from annotations.units import Span, sentences, trimmed
from annotations.units.quotations import quotations

_S = r"[^\S\n]+"
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
    rf";|{_S}(?:--|\u2014|\u2013){_S}?|,{_S}(?:while|although|though|citing|according)\b"
    rf"|,{_S}(?:but|and)\b(?!{_S}(?:that|(?:c|w|sh)ould|will|can|had|has|have|was|were|is|are)\b)"
    rf"|,{_S}(?:{SPEAKING})\b|{_S}\((?=[A-Z])|,?{_S}and{_S}(?=(?:{CUE.pattern}))"
)
_NO_VERB = re.compile(
    r"\b(?:the|an?|this|these|his|her|its|their|our|my|your|no|any|more|of|such|whose"
    r"|\w+['\u2019]s)\s$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf",(?!{_S}[\w$]+(?:{_S}[\w-]+){{0,4}},?{_S}(?:and|or)\b)(?=[^\S\n])"
    rf"|{_S}(?:since|during|after|amid|in{_S}(?:an?|his|her|early|late)|on{_S}[A-Z]\w+day"
    rf"|at{_S}(?:an?|last)|as{_S}he|as{_S}she|while|because)\b"
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
_OWNER = re.compile(rf"((?:(?:the|an?){_S})?[A-Z][\w.-]*(?:{_S}[A-Z][\w.-]*)*)['\u2019]s?{_S}$")
_FEW = re.compile(r"(?:\S+\s*){0,14}")
_QUOTED = re.compile(r"(?:[\"\u201d]|'')\s*(?:[\w.]+\s)?$")
_MARKS = re.compile(r"[\"\u201c\u201d]|``|''")
_SHORTEST, _LONGEST = 12, 500


class ReportedSuggester:
    """Proposes what somebody is said to say, think or want, and what `according to` names."""

    name = "rule:reported"
    version = "2"
    labels = ("reported",)

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """One suggestion for each thing that is reported without quotation marks."""
        text = article.text
        spoken = quotations(text, paragraph)
        for sentence in sentences(text, paragraph):
            taken = list[Span]()
            for span, cue, speaker in (*_reported(text, sentence), *_others(text, sentence)):
                start, end = trimmed(text, span)
                while end > start and text[end - 1] in " ,;:.":
                    end -= 1
                if not _SHORTEST <= end - start <= _LONGEST or _MARKS.search(text, start, end):
                    continue
                if any(a < end and start < b for a, b in (*spoken, *taken)):
                    continue
                taken.append((start, end))
                attrs = {"cue": text[slice(*cue)].strip(), "speaker": text[slice(*speaker)]}
                attrs = {name: value for name, value in attrs.items() if value}
                yield Suggestion(start, end, "reported", self.name, 0.7, attrs)


def _others(text: str, sentence: Span) -> Iterator[tuple[Span, Span, Span]]:
    """What a sentence reports beside clauses: plans, orders, questions, what is called for."""
    start, end = sentence
    for cue in REPORTS.finditer(text, start, end):
        low = max(start, cue.start() - 24)
        if cue.lastgroup in VERBS and _NO_VERB.search(text, low, cue.start()):
            continue
        content = cue.end(), _object_ends(text, cue.end(), end)
        yield content, cue.span(), _speaker(text, start, cue.start())


def _object_ends(text: str, start: int, end: int) -> int:
    """Where it ends what a cue has for an object: with its phrase, or what lists others."""
    end = _ends(text, start, end)
    stop = _AFTER.search(text, start + 10, end)
    return stop.start() if stop else end


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
    if cue.group().startswith(("t", "warn", "remind", "assur")):
        whom = _WHOM.match(text, place, end)
        place = whom.end() if whom else place
    if when := _WHEN.match(text, place, end):
        place = when.end()
    if that := _THAT.match(text, place, end):
        return that.end(), _ends(text, that.end(), end)
    clause = _CLAUSE.match(text, place, end) if cue.group().lower() in PLAIN else None
    if clause is None:
        return None
    stop = _ends(text, clause.end(), end)
    near = _FEW.match(text, clause.end(), stop)
    assert near is not None
    return (clause.end(), stop) if _FINITE.search(text, clause.end() + 2, near.end()) else None


def _ahead(text: str, sentence: Span, cue: re.Match[str], speaker: Span) -> Span | None:
    """The clause ahead of a cue that ends the sentence: it rained, Pask said on Monday."""
    start, end = sentence
    if cue.group().lower() not in TRAILING:
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
    """The words before a cue that are its subject, or whose it is where it is a noun."""
    if owner := _OWNER.search(text, max(start, cue - 60), cue):
        return owner.span(1)
    low = max(start, text.rfind(",", start, cue) + 1, cue - 80)
    found = _SUBJECT.search(text, low, cue)
    return found.span(1) if found else (cue, cue)
